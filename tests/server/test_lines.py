"""Positions of the protocol: whatever columns count, an offset comes back, and what no text has is brought to its nearest end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.server.lines import UNITS, Lines

broken = st.lists(
    st.sampled_from(["国", "𠀀", "é", "a", "\n", "\r\n", "\r", "\f", "\x85", "\u2028", "\x1c", "\ud840", "😀"]),
    max_size=20,
).map("".join)
WIDTHS = {
    "utf-8": lambda code: 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4,
    "utf-16": lambda code: 2 if code > 0xFFFF else 1,
    "utf-32": lambda _: 1,
}


@given(broken, st.sampled_from(sorted(UNITS)))
def test_every_offset_comes_back(text, encoding):
    """But for the one between the two characters of a line end, where no cursor can stand."""
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert lines.offset(*lines.position(offset)) == offset


@given(broken, st.sampled_from(sorted(UNITS)))
def test_columns_count_the_units_of_the_encoding(text, encoding):
    """Lines end where the protocol says, not where Python parts them: a form feed or U+2028 is a character."""
    line = column = 0
    for offset, char in enumerate(text):
        assert Lines(text, encoding).position(offset) == (line, column)
        ends = char == "\n" or (char == "\r" and text[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 0) if ends else (line, column + WIDTHS[encoding](ord(char)))


@pytest.mark.parametrize(
    ("position", "offset"), [((0, 99), 2), ((1, 99), 6), ((9, 0), 6), ((0, 2), 1), ((0, 1), 1), ((1, 1), 5)]
)
def test_what_no_line_has_is_its_nearest_end(position, offset):
    """Behind the end of a line is its end, behind the last line the end of the text; half of a character is all of it."""
    assert Lines("𠀀a\r\n国b").offset(*position) == offset
