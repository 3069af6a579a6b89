"""Looking at bytes in a loop gives what Python and numpy say of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import lane
from tests.profiles import three_times_as_many

pytestmark = pytest.mark.skipif(not lane.available(), reason="the compiled lane needs numba and numpy")
if lane.available():
    import numpy as np

    from pinyin_strip.lane.calls import count_apart, first_invalid, places_of

characters = st.sampled_from([*"a(\n国會é\u07ff\u0800\ud7ff\ue000\uffff𠀀\U0010ffff"])
broken = st.sampled_from(
    [b"\x80", b"\xc1\x80", b"\xe0\x9f\x80", b"\xed\xa0\x80", b"\xf0\x8f\x80\x80", b"\xf4\x90\x80\x80", b"\xf5", b"\xe5\x9b",
     b"\xff", b"\xc3(", b"\xe5\x9b(", b"\xf0\xa0\x80"]
)  # fmt: skip
valid = st.lists(characters, max_size=40).map(lambda several: "".join(several).encode())
blobs = st.one_of(st.binary(max_size=80), st.tuples(valid, broken, valid).map(b"".join), valid)


def _array(data):
    return np.frombuffer(data, np.uint8)


@three_times_as_many
@given(blobs)
def test_bytes_are_utf_8_where_python_says_so(data):
    """And the first that is not is found where Python finds it."""
    try:
        data.decode()
        expected = len(data)
    except UnicodeDecodeError as error:
        expected = error.start
    assert first_invalid(_array(data)) == expected
    lane.strip_texts(["国"])  # from here on the loop is asked
    assert lane.is_utf8(data) is (expected == len(data))


@three_times_as_many
@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(b'"a\n'), max_size=300).map(bytes)))
def test_a_byte_is_found_wherever_it_stands(data):
    """In the middle of a block, and behind the last whole one."""
    assert places_of(_array(data), ord('"')).tolist() == [place for place, byte in enumerate(data) if byte == ord('"')]


@three_times_as_many
@given(st.lists(valid, max_size=5))
def test_characters_are_counted_row_by_row(rows):
    """Whatever stands between the rows."""
    data = b"\xe5".join(rows)
    begins = np.cumsum([0, *(len(row) + 1 for row in rows[:-1])])[: len(rows)].astype(np.int64)
    ends = begins + np.array([len(row) for row in rows], np.int64)
    assert count_apart(_array(data), begins, ends) == sum(len(row.decode()) for row in rows)
