"""pandas: the accessor keeps index, name and dtype, and stays in Arrow where the texts lie there."""

from __future__ import annotations

import pytest

from pinyin_strip import Options, RubyOptions, Stats, clean, parse
from pinyin_strip.integrations.counts import COUNTS, check_row, total

pd = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'pinyin-strip[pandas]'")
pa = pytest.importorskip("pyarrow")
pytest.importorskip("pinyin_strip.integrations.pandas")

TEXTS = ["国(guó)际", None, "锂(Li)电池", "努(nù)力", ""]
ARROW = [
    "string[pyarrow]", *map(pd.ArrowDtype, (pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())))
]  # fmt: skip


def _values(series):
    return [None if gone else text for text, gone in zip(series, series.isna(), strict=True)]


@pytest.mark.parametrize("dtype", [*ARROW, "str", "string[python]", object], ids=str)
def test_nothing_but_the_texts_changes(dtype):
    """Index (here with a label twice), name, dtype and what is missing."""
    series = pd.Series(TEXTS, [7, 7, 8, 9, 10], dtype, "text")
    options = Options(strip={"match"})
    cleaned = series.pinyin.clean(options)
    assert (cleaned.dtype, cleaned.name) == (series.dtype, "text")
    assert cleaned.index.equals(series.index)
    assert _values(cleaned) == [text if text is None else clean(text, options) for text in TEXTS]
    assert _values(series) == TEXTS


@pytest.mark.parametrize("dtype", ["string[pyarrow]", *ARROW[1:3]], ids=str)
def test_arrow_backed_texts_never_leave_arrow(dtype):
    """Where nothing is removed, the buffers are the very same."""
    series = pd.Series(["没有读音", None, "文"] * 10, dtype=dtype)

    def addresses(one):
        return [buffer.address for chunk in one.array.__arrow_array__().chunks for buffer in chunk.buffers() if buffer]

    assert addresses(series.pinyin.clean()) == addresses(series)


def test_missing_objects_stay_what_they_are():
    """None, NaN and NA are three things."""
    series = pd.Series(["国(guó)", None, float("nan"), pd.NA], dtype=object)
    cleaned = series.pinyin.clean()
    assert cleaned[0] == "国"
    assert all(new is old for new, old in zip(cleaned[1:], series[1:], strict=True))


@pytest.mark.parametrize("values", [[1, 2], ["文", 1], [b"x"]], ids=str)
def test_other_values_have_no_such_accessor(values):
    """As with ``.str``."""
    with pytest.raises(AttributeError, match=r"\.pinyin is for texts"):
        _ = pd.Series(values).pinyin
    with pytest.raises(AttributeError, match="dtype category"):
        _ = pd.Series(values, dtype="category").pinyin


@pytest.mark.parametrize("dtype", ["string[pyarrow]", object], ids=str)
def test_counts_are_those_of_each_text_and_add_up(dtype):
    """One column a count, missing where the text is."""
    counts = pd.Series(TEXTS, list("abcde"), dtype).pinyin.check()
    assert tuple(counts.columns) == COUNTS
    assert list(counts.index) == list("abcde")
    assert list(counts["texts"].isna()) == [text is None for text in TEXTS]
    rows = counts.dropna().to_dict("records")
    assert rows == [check_row(text) for text in TEXTS if text is not None]
    assert total(rows) == sum((Stats.of(parse(text)) for text in TEXTS if text is not None), Stats())


def test_counts_of_no_texts_have_their_columns():
    """An empty Series is no special case."""
    counts = pd.Series([], dtype="str").pinyin.check()
    assert (tuple(counts.columns), len(counts)) == (COUNTS, 0)


@pytest.mark.parametrize("dtype", ["string[pyarrow]", "str", object], ids=str)
def test_ruby_in_any_style(dtype):
    """With the options of the style."""
    ruby = pd.Series(TEXTS, dtype=dtype).pinyin.ruby("pipe", Options(strip={"match"}), RubyOptions(notation="zhuyin"))
    assert _values(ruby) == ["{国|ㄍㄨㄛˊ}际", None, "锂(Li)电池", "努(nù)力", ""]
