"""The loops of ``clean`` over UTF-8 bytes: take out the glosses that are certain, look whether others may be left.

The loops only move forward, so that the time grows with the length of the text and with nothing else. Nothing here knows a
reading: ``lane/tables.py`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pinyin_strip.lane.loops.compiled import compiled
from pinyin_strip.lane.loops.glosses import copied, hanzi_before, openings, toned_syllable
from pinyin_strip.lane.loops.signs import may_hold_gloss
from pinyin_strip.lane.loops.vectors import WIDE, first_of, room, where_equal
from pinyin_strip.lane.terms import CHUNK, FULL_PATH, Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["strip_apart", "strip_rows"]

_ONE = np.uint64(1)


@compiled
def strip_rows(
    source: Bytes, offsets: NDArray[np.int64], first: int, last: int, out: Bytes, found: NDArray[np.int64],
    asked: Bytes, tables: Tables,
) -> int:  # fmt: skip
    """Copy rows ``first`` to ``last`` of ``source`` without the glosses that are certain.

    A row that may hold any other gloss is copied as it stands, for the full path; so is one that has the mark of byte-level
    damage. ``found`` has two lines, which are filled in for each row: how many bytes are left, and how many glosses were taken
    out (or FULL_PATH). In ``asked`` is set, by hanzi, whose readings were asked for. Returns how many bytes were written to
    ``out``, from the place on where the first row begins in ``source``; 0 if no row was changed: then nothing was copied.
    """
    lengths, glosses = found[0], found[1]
    write = kept = offsets[first]  # what of ``source`` stands before ``kept`` has been copied, or taken out
    limit = offsets[last]
    for row in range(first, last):
        begin, end = offsets[row], offsets[row + 1]
        count, written, done = _strip_row(source, begin, end, kept, out, write, limit, asked, tables)
        glosses[row], lengths[row] = count, end - begin
        if count > 0:
            lengths[row] = written - (write + begin - kept)
            write, kept = written, done
    if kept == offsets[first]:
        return 0
    return int(copied(source, kept, limit, out, write, limit) - offsets[first])


@compiled
def strip_apart(
    source: Bytes, begins: NDArray[np.int64], ends: NDArray[np.int64], out: Bytes, found: NDArray[np.int64],
    asked: Bytes, tables: Tables,
) -> int:  # fmt: skip
    """The same for rows that lie anywhere in ``source``: only those that were changed are written, one after the other.

    ``out`` has room for all rows and STEP bytes more. Returns how many bytes were written.
    """
    lengths, glosses = found[0], found[1]
    write = 0
    for row in range(len(begins)):
        begin, end = begins[row], ends[row]
        count, written, _ = _strip_row(source, begin, end, begin, out, write, len(source), asked, tables)
        glosses[row], lengths[row] = count, end - begin
        if count > 0:
            lengths[row] = written - write
            write = written
    return write


@compiled
def _strip_row(
    source: Bytes, begin: int, end: int, kept: int, out: Bytes, write: int, limit: int, asked: Bytes,
    tables: Tables,
) -> tuple[int, int, int]:  # fmt: skip
    """Copy ``source`` from ``kept`` on to the end of a row, without the row's certain glosses, if it has any.

    Returns how many these are, or FULL_PATH; where the copy ends; and what of ``source`` has been copied.
    """
    spellings, syllables, reads, steps, ends = tables
    text = source[begin:end]
    if _may_be_damaged(text):
        return FULL_PATH, write, kept
    places = room()
    row_write = write + begin - kept
    count = 0
    for chunk in range(0, end - begin, CHUNK):
        for number in range(openings(text, chunk, places)):
            at = places[number]
            close, syllable = toned_syllable(text, at, spellings, syllables)
            code = hanzi_before(text, at) if close else -1
            if code >= 0:
                if not asked[code]:  # several threads share it: what they only read costs them nothing
                    asked[code] = 1
                if reads[code, syllable >> 5] >> (syllable & 31) & 1:
                    write = copied(source, kept, begin + at, out, write, limit)
                    kept = begin + close
                    count += 1
    if count:
        write = copied(source, kept, end, out, write, limit)
        kept = end
        left = may_hold_gloss(out[row_write:write], True, steps, ends)
    else:
        left = may_hold_gloss(text, False, steps, ends)
    return FULL_PATH if left else count, write, kept


# What may stand after the "?" of a cut between the bytes of a character (repair), where what stands after a hanzi may be no
# gloss; and after one that swallowed the first sign of markup, behind a hanzi or a bracket.
_AFTER_CUT = tuple(int.from_bytes(mark.encode(), "big") for mark in "!,;?、。！，；？")
_AFTER_MARKUP = tuple(b"/#abcdefghijklmnopqrstuvwxyz")


@compiled
def _may_be_damaged(text: Bytes) -> bool:
    """Whether a text has the mark of a cut, or of markup that lost its first sign."""
    at = 0
    while at + WIDE <= len(text):
        found = where_equal(text, at, 0x3F)
        while found:
            if _is_cut(text, at + first_of(found) + 1):
                return True
            found &= found - _ONE
        at += WIDE
    while at < len(text):
        if text[at] == 0x3F and _is_cut(text, at + 1):
            return True
        at += 1
    return False


@compiled
def _is_cut(text: Bytes, at: int) -> bool:
    """Whether what stands here, behind a "?", may be the mark of a cut, or the rest of markup."""
    if at < len(text) and text[at] < 0x80:
        if text[at] in _AFTER_CUT:
            return True
        return at > 1 and text[at] in _AFTER_MARKUP and (text[at - 2] >= 0x80 or text[at - 2] == 0x29)
    return at + 2 < len(text) and (text[at] << 16 | text[at + 1] << 8 | text[at + 2]) in _AFTER_CUT
