"""Looking at bytes in a loop gives what Python says of them."""

from __future__ import annotations

from array import array
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import fastscan
from tests.profiles import three_times_as_many
from tests.scans import BOTH

characters = st.sampled_from([*"a(\n国會é\u07ff\u0800\ud7ff\ue000\uffff𠀀\U0010ffff"])
broken = st.sampled_from(
    [b"\x80", b"\xc1\x80", b"\xe0\x9f\x80", b"\xed\xa0\x80", b"\xf0\x8f\x80\x80", b"\xf4\x90\x80\x80", b"\xf5", b"\xe5\x9b",
     b"\xff", b"\xc3(", b"\xe5\x9b(", b"\xf0\xa0\x80"]
)  # fmt: skip
valid = st.lists(characters, max_size=40).map(lambda several: "".join(several).encode())
blobs = st.one_of(st.binary(max_size=80), st.tuples(valid, broken, valid).map(b"".join), valid)


@pytest.mark.parametrize("loops", BOTH)
@three_times_as_many
@given(blobs)
def test_bytes_are_utf_8_where_python_says_so(loops, data):
    """And the first that is not is found where Python finds it."""
    try:
        data.decode()
        expected = len(data)
    except UnicodeDecodeError as error:
        expected = error.start
    assert loops.counting.first_invalid(data) == expected
    assert fastscan.is_utf8(data) is (expected == len(data))


@pytest.mark.parametrize("loops", BOTH)
@three_times_as_many
@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(b'"a\n'), max_size=300).map(bytes)))
def test_a_byte_is_found_wherever_it_stands(loops, data):
    """In the middle of a block, and behind the last whole one."""
    assert list(loops.counting.places_of(data, ord('"'))) == [
        place for place, byte in enumerate(data) if byte == ord('"')
    ]


@pytest.mark.parametrize("loops", BOTH)
@three_times_as_many
@given(st.lists(valid, max_size=5))
def test_characters_are_counted_row_by_row(loops, rows):
    """Whatever stands between the rows, and in front of any place."""
    data = b"\xe5".join(rows)
    begins = array("q", accumulate((len(row) + 1 for row in rows[:-1]), initial=0))[: len(rows)]
    ends = array("q", (begin + len(row) for begin, row in zip(begins, rows, strict=True)))
    assert loops.counting.count_apart(data, begins, ends) == sum(len(row.decode()) for row in rows)
    whole = b"".join(rows)
    assert loops.counting.count_characters(whole) == len(whole.decode())
