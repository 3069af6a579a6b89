"""Loops that only look: where a byte stands, how many characters there are, whether they are UTF-8, where views point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pinyin_strip.lane.loops.compiled import compiled
from pinyin_strip.lane.loops.vectors import WIDE, first_of, where_equal, word_at
from pinyin_strip.lane.terms import INLINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["count", "count_apart", "find", "first_invalid", "first_outside"]

_ONE = np.uint64(1)
_HIGH = -0x7F7F7F7F7F7F7F80  # the high bit of every byte
# Two characters of three bytes each, little end first: the bits that say so, and what they have to be.
_TWO, _ARE_TWO = 0xC0C0F0C0C0F0, 0x8080E08080E0


@compiled
def count(text: Bytes, byte: int) -> int:
    """Count how often a byte stands there."""
    found = 0
    for one in text:
        found += one == byte
    return found


@compiled
def find(text: Bytes, byte: int, places: NDArray[np.int64]) -> int:
    """Note where a byte stands, in order; return how often it does."""
    count = at = 0
    while at + WIDE <= len(text):
        found = where_equal(text, at, byte)
        while found:
            places[count] = at + first_of(found)
            count += 1
            found &= found - _ONE
        at += WIDE
    while at < len(text):
        if text[at] == byte:
            places[count] = at
            count += 1
        at += 1
    return count


@compiled
def count_apart(source: Bytes, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> int:
    """Count the code points of rows that lie anywhere in ``source``: the bytes that do not continue one."""
    count = 0
    for row in range(len(begins)):
        for byte in source[begins[row] : ends[row]]:
            count += byte & 0xC0 != 0x80
    return count


@compiled
def first_outside(views: NDArray[np.int32], rows: NDArray[np.int64], sizes: NDArray[np.int64]) -> int:
    """Return which of the rows is the first whose view points outside its buffer; their number if none does.

    Views are as ``lane/views.py`` says, ``sizes`` how many bytes each buffer has.
    """
    for number in range(len(rows)):
        view = views[rows[number]]
        length, buffer, begin = np.int64(view[0]), view[2], np.int64(view[3])
        if length < 0:
            return number
        if length > INLINE and (buffer < 0 or buffer >= len(sizes) or begin < 0 or begin + length > sizes[buffer]):
            return number
    return len(rows)


@compiled
def first_invalid(text: Bytes) -> int:
    """Return where the first byte stands that is not UTF-8 (RFC 3629, section 4); the length if all are."""
    at, end = 0, len(text)
    while at < end:
        if at + 8 <= end:
            word = word_at(text, at)
            if not word & _HIGH:
                at += 8
                continue
            if word & _TWO == _ARE_TWO and _is_plain(word & 0xFF) and _is_plain(word >> 24 & 0xFF):
                at += 6
                continue
        size = _size(text, at)
        if not size:
            return at
        at += size
    return end


@compiled
def _is_plain(lead: int) -> bool:
    """Whether after this lead byte of three any byte may follow that continues a character."""
    return lead != 0xE0 and lead != 0xED


@compiled
def _size(text: Bytes, at: int) -> int:
    """Return how many bytes the character that begins here has; 0 if they are none."""
    lead = text[at]
    if lead < 0x80:
        return 1
    if lead < 0xC2 or lead > 0xF4:
        return 0
    size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    if at + size > len(text):
        return 0
    second = text[at + 1]
    lowest = 0xA0 if lead == 0xE0 else 0x90 if lead == 0xF0 else 0x80  # else it could be written shorter
    highest = 0x9F if lead == 0xED else 0x8F if lead == 0xF4 else 0xBF  # surrogates; beyond Unicode
    if second < lowest or second > highest:
        return 0
    for place in range(at + 2, at + size):
        if text[place] & 0xC0 != 0x80:
            return 0
    return size
