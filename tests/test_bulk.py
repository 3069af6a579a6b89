"""Many texts at once give what one at a time gives, through every entry point."""

from __future__ import annotations

import json
import pickle
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import load_single_dict
from pypinyin.constants import PINYIN_DICT

from pinyin_strip import Notation, Options, Verdict, fastscan
from pinyin_strip import clean as package_clean
from pinyin_strip.bulk import Stats, clean_array, clean_many, iter_clean
from pinyin_strip.bulk.views import makes_views
from pinyin_strip.extras import install_line
from pinyin_strip.formats import Piece, Settings, by_name
from tests.scans import by_stages, needs_compiler
from tests.strategies import COMMON, RARE, TRADITIONAL, texts


def clean(text, options=None):
    """Clean by the stages alone."""
    return by_stages(text, (options or Options()).for_cleaning()).clean()


GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "dev.jsonl"

unhurried = settings(deadline=None)  # the first call compiles, or loads a dictionary
QUIET = "这一行没有任何注音只有汉字和标点，" * 4 + "\n"
fast = needs_compiler


@pytest.fixture(scope="session")
def viewed():
    """The pyarrow that is installed, if it knows string views."""
    pa = pytest.importorskip("pyarrow")
    if not makes_views():
        pytest.skip("this pyarrow is too old for string views")
    return pa


listed = st.sampled_from([char for char in COMMON + TRADITIONAL if ord(char) in PINYIN_DICT])
words = st.sampled_from(
    [*"abegimnor", "A4", "kg", "GDP", "CEO", "zho", "gu", "guo", "GUO", "suang1", "zhogn1", "H1N1", "py", "pinyin", "of",
     "Smart Cities", "the Ministry", "Li", "women", "change", "lu:4", "nu:e4", "iPhone4", "web3", "zhong1guo2", "R&D",
     "&agrave;", "&#257;", "&lt;rt&gt;guó&lt;/rt&gt;", "<rt>guo</rt>", "<RT>国", "{国|guo}", "｛国｜guo｝", "ｇｕｏ", "ｇuo2",
     "g\u200buo", "gu\u0301o", "K", "guo²", "×", "é", "音同国", "三声", "阳平", "读guo", "同“国”", "“国”", "①", "😀", "\ud800"]
)  # fmt: skip
marks = st.sampled_from(
    [*"()（）[]［］{}｛｝《》【】〔〕<>|｜,，.。:：;；/'’-—_·\"“”*~\\ \u3000\n\r\t\u2028\x85", "\r\n", "n", "t"]
)
blank_lines = st.sampled_from(["\n", "\r\n", " \n ", "\n\n"])


@st.composite
def certain(draw):
    """A gloss that the scan decides, often enough."""
    hanzi = draw(listed)
    reading = draw(st.sampled_from(PINYIN_DICT[ord(hanzi)].split(",")))
    opening, closing = draw(st.sampled_from(["()", "（）", "()", "（）", "(）", "（)", "[]"]))
    return f"{hanzi}{opening}{reading}{closing}"


@st.composite
def bracketed(draw):
    """Hanzi with anything in a bracket."""
    inside = "".join(draw(st.lists(st.one_of(words, listed, marks), min_size=1, max_size=4)))
    opening, closing = draw(st.sampled_from(["()", "（）", "[]", "【】", "《》", "{}", "〔〕", "［］", "｛｝"]))
    return f"{draw(listed)}{draw(st.sampled_from(['', ' ', '”']))}{opening}{inside}{closing}"


@st.composite
def under_hanzi(draw):
    """A word on the line under a hanzi."""
    return f"{draw(listed)}{draw(blank_lines)}{draw(words)}{draw(blank_lines)}{draw(listed)}"


pieces = st.one_of(certain(), certain(), listed, words, marks, bracketed(), under_hanzi(), st.sampled_from(RARE))
mixtures = st.one_of(st.lists(pieces, max_size=14).map("".join), texts, st.lists(certain(), max_size=8).map("".join))
batches = st.lists(mixtures, max_size=6)
valid = mixtures.map(lambda text: text.encode("utf-8", "ignore").decode())


@unhurried
@given(batches)
def test_many_texts_are_cleaned_as_one_is(many):
    """By the fast scan or by the stages."""
    assert clean_many(many) == [clean(text) for text in many]


@pytest.fixture
def other_readings():
    """Load readings, and take them back afterwards."""
    before = {code: PINYIN_DICT[code] for code in map(ord, "上下")}
    yield lambda readings: load_single_dict({ord(hanzi): listed for hanzi, listed in readings.items()})
    PINYIN_DICT.update(before)
    assert clean_many(["上(shàng)"]) == ["上"]


def test_readings_that_the_user_loads_are_heard(other_readings):
    """Also after the tables were made."""
    many = ["上(shàng)", "上(mà)", "上(mà)下(xià)"]
    assert clean_many(many) == [clean(text) for text in many] == ["上", "上(mà)", "上(mà)下"]
    other_readings({"上": "mà"})
    assert clean_many(many) == [clean(text) for text in many] == ["上(shàng)", "上", "上下"]


def test_without_the_compiled_loops_the_results_are_the_same(monkeypatch):
    """The scan is only ever faster."""
    pa = pytest.importorskip("pyarrow")
    many = ["国(guó)际", "锂(Li)", "", "北京(Běijīng)", "文"]
    array = pa.array([*many, None])
    expected, arrow, counted = clean_many(many), clean_array(array), clean_array(array, stats=True)[1]
    for module in (fastscan, fastscan.choice):
        monkeypatch.setattr(module, "available", lambda: False)
    assert clean_many(many) == expected == list(iter_clean(many))
    assert clean_array(array) == arrow
    assert clean_array(array, stats=True)[1] == counted


def test_without_numpy_the_results_are_the_same(monkeypatch):
    """It only cuts arrays up; lists and texts need none."""
    pa = pytest.importorskip("pyarrow")
    many = ["国(guó)际", "锂(Li)", "北京(Běijīng)"]
    expected, arrow = clean_many(many), clean_array(pa.array(many))
    data = "".join(f'{{"text":"{text}"}}\n' for text in many).encode()
    block = by_name("jsonl").clean(Piece(data), Settings())
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert clean_many(many) == expected == [package_clean(text) for text in many]
    assert clean_array(pa.array(many)) == arrow
    assert by_name("jsonl").clean(Piece(data), Settings()) == block


def test_texts_without_a_gloss_are_the_same_objects():
    """No copy is made where nothing was to do."""
    many = ["没有注音", "锂(Li)电池", "plain", "".join(["国", "际"])]
    assert all(new is old for new, old in zip(clean_many(many), many, strict=True))


@unhurried
@given(batches, st.integers(1, 4), st.integers(1, 3))
def test_a_stream_gives_what_a_list_gives(many, batch, threads):
    """Whatever the batches are."""
    assert list(iter_clean(iter(many), batch=batch, threads=threads)) == clean_many(many)


def test_a_stream_is_read_as_it_is_needed():
    """No more than a batch ahead, and long texts fill a batch."""
    seen = []
    stream = iter_clean((seen.append(i) or "国" * 2_000_000 for i in range(100)), batch=50)
    next(stream)
    assert len(seen) <= 3


@pytest.mark.parametrize(
    "call", [lambda: clean_many([], threads=0), lambda: iter_clean([], batch=0), lambda: iter_clean([], threads=0)]
)
def test_wrong_numbers_are_named(call):
    """At the call, not when the first text is read."""
    with pytest.raises(ValueError, match="less than 1"):
        call()


@fast
@settings(max_examples=20, deadline=None)
@given(valid, valid)
def test_rows_spread_over_threads_stay_in_order(one, other):
    """Blocks are joined as they were cut."""
    filler = "国(guó)际，" * 20_000
    many = [one, filler, other, "无" * 200_000, other, filler, one]
    expected = [
        clean(one),
        "国际，" * 20_000,
        clean(other),
        "无" * 200_000,
        clean(other),
        "国际，" * 20_000,
        clean(one),
    ]
    assert clean_many(many, threads=3) == expected
    pa = pytest.importorskip("pyarrow")
    assert clean_array(pa.array(many), threads=3).to_pylist() == expected


# ------------------------------------------------------------------------------------------------ Arrow


@unhurried
@given(st.lists(st.one_of(st.none(), valid), max_size=6), st.integers(0, 3), st.integers(0, 3), st.integers(1, 2))
def test_arrow_arrays_of_every_type_are_cleaned_in_place(many, start, stop, threads):
    """Nulls, slices and types stay; so does the array itself if nothing is removed."""
    pa = pytest.importorskip("pyarrow")
    whole = pa.array(many, pa.string())
    expected = [text if text is None else clean(text) for text in many[start : len(many) - stop]]
    dictionary = pa.dictionary(pa.int8(), pa.large_string())
    views = (pa.string_view(),) if makes_views() else ()
    for kind in (pa.string(), pa.large_string(), *views, dictionary):
        array = (whole.dictionary_encode().cast(kind) if kind is dictionary else whole.cast(kind))[
            start : len(many) - stop
        ]
        for given_array in (array, pa.chunked_array([array, array[1:]])):
            cleaned = clean_array(given_array, threads=threads)
            cleaned.validate(full=True)
            assert cleaned.type == given_array.type
            again = expected + expected[1:] if isinstance(given_array, pa.ChunkedArray) else expected
            assert cleaned.to_pylist() == again
            assert (cleaned is given_array) or cleaned.to_pylist() != given_array.to_pylist() or kind is dictionary


@unhurried
@given(st.lists(st.one_of(st.none(), valid, valid.map(lambda text: text + QUIET)), max_size=8), st.integers(1, 3))
def test_views_are_cleaned_wherever_their_texts_lie(viewed, many, threads):
    """Several buffers, texts that are part of others, and counts as of arrays whose texts lie in a row."""
    pa = viewed
    one, two = pa.array(many, pa.string()), pa.array([text and text * 2 for text in many], pa.string())
    array = pa.concat_arrays([one.cast(pa.string_view()), two.cast(pa.string_view())])
    cleaned, stats = clean_array(array, threads=threads, stats=True)
    cleaned.validate(full=True)
    plain, expected = clean_array(array.cast(pa.large_string()), stats=True)
    assert cleaned.to_pylist() == plain.to_pylist()
    assert stats == expected
    assert clean_array(cleaned[1:], threads=threads).to_pylist() == clean_array(plain[1:]).to_pylist()


@fast
def test_a_view_without_a_gloss_is_not_copied(viewed):
    """Its text stays in the buffer where it was."""
    pa = viewed
    array = pa.array([QUIET * 2000, "国(guó)际博览会", "国(guó)"]).cast(pa.string_view())
    cleaned = clean_array(array)
    assert cleaned.to_pylist() == [QUIET * 2000, "国际博览会", "国"]
    assert [buffer.address for buffer in cleaned.buffers()[2:3]] == [buffer.address for buffer in array.buffers()[2:]]


@fast
def test_views_that_share_their_text_may_be_longer_than_a_view_can_count(viewed, monkeypatch):
    """What is left of them goes into several buffers."""
    pa = viewed
    for module in ("pinyin_strip.fastscan.views", "pinyin_strip.bulk.views"):
        monkeypatch.setattr(f"{module}.LARGEST", 1000)
    array = pa.array(["国(guó)" + "际" * 20, "北京（Běijīng）" + "京" * 20] * 50).cast(pa.string_view())
    cleaned = clean_array(array)
    cleaned.validate(full=True)
    assert cleaned.to_pylist() == ["国" + "际" * 20, "北京" + "京" * 20] * 50
    assert len(cleaned.buffers()) > 8


def test_nulls_that_hide_bytes_stay_nulls():
    """What lies under a null is nobody's text."""
    pa = pytest.importorskip("pyarrow")
    hidden = pa.array(["国(guó)", "锂(Li)", "际(jì)"])
    array = pa.Array.from_buffers(pa.string(), 3, [pa.py_buffer(b"\x05"), *hidden.buffers()[1:]])
    assert clean_array(array).to_pylist() == ["国", None, "际"]
    assert clean_array(array, stats=True)[1].characters == 11


def test_dictionary_values_that_become_one_are_kept_once():
    """国 and 国(guó) are the same text afterwards."""
    pa = pytest.importorskip("pyarrow")
    array = pa.array(["国", "国(guó)", None, "国"]).dictionary_encode()
    cleaned = clean_array(array)
    assert cleaned.to_pylist() == ["国", "国", None, "国"]
    assert cleaned.dictionary.to_pylist() == ["国"]
    assert cleaned.type == array.type


def test_empty_arrays_come_back():
    """With and without buffers."""
    pa = pytest.importorskip("pyarrow")
    for array in (pa.array([], pa.string()), pa.array([None, None], pa.string()), pa.chunked_array([], pa.string())):
        assert clean_array(array) is array


def test_an_array_without_texts_is_refused():
    """The type is named."""
    pa = pytest.importorskip("pyarrow")
    with pytest.raises(TypeError, match="int64 holds no texts"):
        clean_array(pa.array([1]))


def test_a_missing_pyarrow_is_named_with_what_brings_it(monkeypatch):
    """The install line is in the message."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=re.escape(install_line("arrow"))):
        clean_array(["国(guó)"])


# ------------------------------------------------------------------------------------------------ Stats


@unhurried
@given(st.lists(st.one_of(st.none(), valid), max_size=6), st.integers(0, 6))
def test_stats_are_those_of_the_documents_and_add_up(many, cut):
    """However the texts are spread over workers."""
    pa = pytest.importorskip("pyarrow")
    array = pa.array(many, pa.string())
    whole = clean_array(array, stats=True)[1]
    expected = Stats()
    for text in [text for text in many if text is not None]:
        expected += Stats.of(by_stages(text, Options().for_cleaning()))
    assert whole == expected
    parts = [clean_array(part, stats=True)[1] for part in (array[:cut], array[cut:])]
    assert parts[0] + parts[1] == whole
    assert pickle.loads(pickle.dumps(whole)) == whole


@unhurried
@given(st.lists(mixtures, max_size=6), st.sampled_from([1, 2]))
def test_stats_of_a_list_are_those_of_its_documents(many, threads):
    """And the texts are the same as without."""
    cleaned, counted = clean_many(iter(many), threads=threads, stats=True)
    assert cleaned == clean_many(many)
    assert counted == sum((Stats.of(by_stages(text, Options().for_cleaning())) for text in many), Stats())


@pytest.mark.parametrize("options", [Options(strip={"match"}), Options(repair="likely"), Options(script="simplified")])
def test_stats_of_a_list_know_the_options(options):
    """Where the fast scan does not decide."""
    many = ["國(guó)際（jī）", "能夠?qū)ψ鳂I(yè)，發(fā)展很快", ""]
    _, counted = clean_many(many, options, stats=True)
    assert counted == sum((Stats.of(by_stages(text, options.for_cleaning())) for text in many), Stats())


def test_stats_count_texts_glosses_and_characters():
    """By verdict and by notation."""
    pa = pytest.importorskip("pyarrow")
    _, stats = clean_array(pa.array(["国(guó)际（jì）", "国(guǒ)，国ㄍㄨㄛˊ", "文", None]), stats=True)
    assert stats == Stats(
        3, 2, 24, 18, {Verdict.MATCH: 3, Verdict.TONE: 1}, {Notation.MARKS: 3, Notation.ZHUYIN: 1}
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ real texts


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/gold/dev.jsonl is not here")
def test_real_texts_are_cleaned_as_one_at_a_time():
    """Every entry point gives the same."""
    many = [json.loads(line)["text"] for line in GOLD.read_text("utf-8").splitlines()]
    expected = [clean(text) for text in many]
    assert clean_many(many) == clean_many(many, threads=2) == list(iter_clean(many, batch=7)) == expected
    pa = pytest.importorskip("pyarrow")
    assert clean_array(pa.array(many)).to_pylist() == expected
