"""Text → tokens: what is shaped like a gloss, whatever it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Convention
from pinyin_strip.tokenizer import is_hanzi, may_hold_gloss, tokenize
from pinyin_strip.tokenizer.token import Token
from tests.profiles import slow
from tests.strategies import hanzi, spelt, texts

EVERY = frozenset(Convention)


def _tokens(text, *conventions):
    return tokenize(text, frozenset(conventions) or EVERY)


def _only(text):
    """The one bracket of a text: what would go, what it says, and where its hanzi end."""
    (token,) = (token for token in _tokens(text) if token.opening)
    return text[token.start : token.end], text[token.body_start : token.body_end], token.base_end


# ---------------------------------------------------------------------------------------------- properties


@given(st.one_of(texts, st.text()))
def test_tokens_lie_in_the_text_in_order(text):
    """Every offset of a token can be sliced with."""
    tokens = _tokens(text)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)
    for token in tokens:
        assert 0 <= token.start <= token.body_start < token.body_end <= token.end <= len(text)


@given(texts)
def test_a_base_ends_with_a_hanzi(text):
    """What would be read is a hanzi, or there is nothing to be read."""
    for token in _tokens(text):
        beside = token.convention is Convention.INTERLINEAR  # its base is a whole line
        assert not token.base_end or beside or is_hanzi(text[token.base_end - 1])


@given(texts)
def test_a_token_means_that_a_gloss_is_possible(text):
    """The cheap look never rules out what the real one finds."""
    assert may_hold_gloss(text) or not _tokens(text)


@given(texts, st.sets(st.sampled_from(list(Convention))))
def test_only_the_conventions_asked_for_are_found(text, conventions):
    """The others are not looked at, and do not change what is found."""
    found = tokenize(text, frozenset(conventions))
    assert set(found) == {token for token in _tokens(text) if token.convention in conventions}


@given(
    st.lists(hanzi, min_size=1, max_size=5).map("".join),
    spelt,
    st.sampled_from(["()", "（）", "(）", "[]", "〔〕", "【】", "{}"]),
)
def test_a_bracketed_reading_is_a_token_whatever_it_says(word, reading, brackets):
    """Shape alone counts here; whether the hanzi read so is the aligner's question."""
    text = f"{word}{brackets[0]}{reading}{brackets[1]}"
    assert (len(word), len(text)) in [(token.base_end, token.end) for token in _tokens(text)]


# ------------------------------------------------------------------------------------------------ examples


@pytest.mark.parametrize(
    ("text", "convention"),
    [
        ("伞(sǎn)", Convention.PARENTHESIS),
        ("伞（sǎn）", Convention.PARENTHESIS),
        ("伞[sǎn]", Convention.SQUARE),
        ("伞【sǎn】", Convention.LENTICULAR),
        ("伞〔sǎn〕", Convention.TORTOISE),
        ("伞{sǎn}", Convention.BRACE),
        ("伞《sǎn》", Convention.AOZORA),
        ("{伞|sǎn}", Convention.PIPE),
        ("伞<rt>sǎn</rt>", Convention.MARKUP),
        ("伞sǎn", Convention.BARE),
        ("伞ㄙㄢˇ", Convention.BARE),
        ("雨伞, yǔsǎn", Convention.APPOSITION),
        ("yǔ sǎn\n雨伞", Convention.INTERLINEAR),
    ],
)
def test_each_convention_has_its_shape(text, convention):
    """A way of writing a gloss is told by what stands around it."""
    assert [token.convention for token in _tokens(text) if token.base_end] == [convention]


@pytest.mark.parametrize(
    ("text", "goes", "says", "base_end"),
    [
        ("雨伞(sǎn)下", "(sǎn)", "sǎn", 2),
        ("伞 (sǎn)", " (sǎn)", "sǎn", 1),
        ("伞\u3000（ sǎn ）", "\u3000（ sǎn ）", "sǎn", 1),
        ("伞(sǎn）", "(sǎn）", "sǎn", 1),
        ("伞（拼音：sǎn）", "（拼音：sǎn）", "sǎn", 1),
        ("伞（读作 sǎn）", "（读作 sǎn）", "sǎn", 1),
        ("伞（音sǎn）", "（音sǎn）", "sǎn", 1),
        ("伞（Pinyin: sǎn）", "（Pinyin: sǎn）", "sǎn", 1),
        ("“伞”(sǎn)", "(sǎn)", "sǎn", 2),
        ("《伞》(sǎn)", "(sǎn)", "sǎn", 2),
        ("**伞**(sǎn)", "(sǎn)", "sǎn", 3),
        ("<b>伞</b>(sǎn)", "(sǎn)", "sǎn", 4),
        ("伞①(sǎn)", "(sǎn)", "sǎn", 1),
        ("伞[2](sǎn)", "(sǎn)", "sǎn", 1),
        ("(雨伞(sǎn)下)", "(sǎn)", "sǎn", 3),
        ("(sǎn)", "(sǎn)", "sǎn", 0),
        ("x(sǎn)", "(sǎn)", "sǎn", 0),
        ("\U00020000(hē)", "(hē)", "hē", 1),
        ("〇(líng)", "(líng)", "líng", 1),
        ("\uf900(qǐ)", "(qǐ)", "qǐ", 1),
    ],
)
def test_what_would_go_and_what_it_says(text, goes, says, base_end):
    """Blanks before the bracket and the label go too; quotes, tags and note marks between stay."""
    assert _only(text) == (goes, says, base_end)


def test_a_line_break_inside_the_bracket_belongs_to_it():
    """Extractors leave breaks anywhere."""
    assert _only("伞（\nsǎn\n）")[1] == "sǎn"


@pytest.mark.parametrize(
    "text",
    ["", "伞", "伞()", "伞(3)", "伞（雨具）", "伞（まど）", "伞sǎn)", "umbrella (sǎn", "[1]"],
)
def test_what_is_not_shaped_like_a_gloss_is_no_token(text):
    """Brackets must close in their own family, and hold something phonetic."""
    assert [token for token in _tokens(text) if token.opening] == []


def test_a_mention_is_marked():
    """The reading is the object of a sentence about it."""
    (token,) = _tokens("伞的读音为（sǎn）")
    assert token.mention


def test_a_quotation_and_a_stop_are_marked():
    """What lies between the hanzi and the bracket limits what it can read."""
    assert [(t.quoted, t.stopped) for t in _tokens("“伞”(sǎn)，伞。(sǎn)")] == [(True, False), (False, True)]


def test_the_aozora_bar_goes_with_its_gloss():
    """The bar tells where the base begins."""
    (token,) = _tokens("一把｜雨伞《yǔsǎn》")
    assert (token.base_start, token.base_end, token.extra) == (3, 5, (2, 3))


def test_tokens_are_values():
    """Two readings of one text are equal."""
    assert _tokens("伞(sǎn)") == _tokens("伞(sǎn)")
    assert isinstance(_tokens("伞(sǎn)")[0], Token)


@pytest.mark.parametrize(
    "char", ["伞", "〇", "々", "㐀", "\U00020000", "\U00030000", "⼀", "⻄", "\uf900", "\U0002f800"]
)
def test_hanzi_of_every_plane_count(char):
    """The iteration mark, zero, radicals and compatibility forms are bases too."""
    assert is_hanzi(char)


@pytest.mark.parametrize("char", ["a", "ㄙ", "の", "한", "，", "１", "（", " ", "\u3000"])
def test_what_is_no_hanzi_does_not(char):
    """Zhuyin, kana, hangul, punctuation and blanks."""
    assert not is_hanzi(char)


@pytest.mark.parametrize(
    "piece",
    [
        "（", "）", "伞（", "伞(sǎn", "伞(sǎn)", "伞（拼音：", "{伞|", "伞<rt>", "伞&lt;", "<", "伞①", "伞[1]", "伞\n", "sǎn\n伞\n",
        "伞, ", "伞-", "伞a'", "ㄙ", "｜伞《sǎn》", " ", "伞sǎn",
    ],
)  # fmt: skip
@pytest.mark.parametrize("length", [40_000, *slow(200_000)])
def test_a_long_text_of_anything_comes_to_an_end(piece, length):
    """Unclosed and repeated brackets included: linear time is a hundredth of the bound, quadratic time is beyond it.

    Processor time of this process alone: whatever else runs beside it counts for nothing.
    """
    text = f"伞{piece * (length // len(piece))}(sǎn)"
    started = time.process_time()
    _tokens(text)
    assert time.process_time() - started < 30


def test_a_reading_after_a_bracket_that_never_closes_is_half_a_gloss():
    """It is seen, so that it can be told, and never taken."""
    for half in ("伞(sǎn", "伞(sǎn]"):
        (token,) = (token for token in _tokens(half) if token.opening)
        assert not token.is_whole
    assert all(token.is_whole for token in _tokens("伞(sǎn)") if token.opening)
