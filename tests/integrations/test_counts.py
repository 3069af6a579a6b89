"""Rows of numbers are Stats that travel through tables."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Notation, Options, Stats, Verdict, check, parse
from pinyin_strip.integrations.counts import COUNTS, FIELDS, check_row, stats_row, total
from tests.strategies import texts

numbers = st.integers(0, 1 << 40)
stats = st.builds(
    Stats, numbers, numbers, numbers, numbers,
    st.dictionaries(st.sampled_from(Verdict), st.integers(1, 1 << 40)),
    st.dictionaries(st.sampled_from(Notation), st.integers(1, 1 << 40)), numbers, numbers,
)  # fmt: skip


@given(st.lists(stats, max_size=4))
def test_rows_add_up_as_stats_do(several):
    """Nothing is lost on the way through a table."""
    rows = [stats_row(one) for one in several]
    assert total(rows) == sum(several, Stats())
    assert all(tuple(row) == FIELDS for row in rows)


@given(st.lists(texts, max_size=4))
def test_what_is_counted_in_texts_is_what_is_in_them(many):
    """Row by row, and in all; a null is no text."""
    options = Options(context="none")
    rows = [check_row(text, options) for text in many]
    assert total([None, *rows]) == sum((Stats.of(parse(text, options)) for text in many), Stats())
    assert [row["findings"] for row in rows] == [len(check(text, options)) for text in many]
    assert all(tuple(row) == COUNTS for row in rows)
