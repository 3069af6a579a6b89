"""What is no text, no list of texts and no options is refused by a sentence that says what to pass."""

from __future__ import annotations

import pytest

from pinyin_strip import Options, check, clean, clean_many, iter_clean, parse, repair, ruby


@pytest.mark.parametrize("call", [parse, clean, check, ruby, repair])
@pytest.mark.parametrize(
    ("wrong", "advice"), [(None, "pass one text"), (b"guo", "decode"), (["国"], "clean_many"), (3, "a str")]
)
def test_one_text_is_a_str(call, wrong, advice):
    """Bytes are to be decoded, lists go elsewhere."""
    with pytest.raises(TypeError, match=advice):
        call(wrong)


@pytest.mark.parametrize("call", [parse, clean, check, ruby])
def test_options_are_options(call):
    """An empty dictionary is no default."""
    with pytest.raises(TypeError, match="Options"):
        call("国", {})


@pytest.mark.parametrize("wrong", [{}, {"fill": True}, Options()])
def test_options_of_ruby_are_others(wrong):
    """In the function as in the method."""
    for call in (lambda: ruby("国", ruby_options=wrong), lambda: parse("国").ruby("html", wrong)):
        with pytest.raises(TypeError, match="RubyOptions, not"):
            call()


def test_a_level_of_repair_is_one_that_there_is():
    """The error names them, also for a text without damage."""
    with pytest.raises(ValueError, match="level='possible' is not one of 'proved', 'likely'"):
        repair("国(guó)", "possible")


@pytest.mark.parametrize("call", [clean_many, iter_clean])
def test_many_texts_are_no_single_one(call):
    """Its letters would be cleaned one by one."""
    for wrong in ("text", None, 3):
        with pytest.raises(TypeError, match="iterable of str"):
            call(wrong)
    with pytest.raises(TypeError, match="Options"):
        call([], {})


@pytest.mark.parametrize(("wrong", "advice"), [(None, "leave it out"), (b"guo", "decode")])
def test_the_member_that_is_no_text_is_named_by_its_number(wrong, advice):
    """Also in a stream, after what came before it."""
    with pytest.raises(TypeError, match=f"text 1 .*{advice}"):
        clean_many(["国(guó)", wrong])
    stream = iter_clean(["国(guó)", wrong], batch=1)
    assert next(stream) == "国"
    with pytest.raises(TypeError, match=f"text 1 .*{advice}"):
        next(stream)


def test_any_str_is_a_text():
    """Lone surrogates and NUL included."""
    assert clean("\ud800国(guó)\0") == "\ud800国\0"
    assert clean_many(["\ud800国(guó)", "\0"]) == ["\ud800国", "\0"]
