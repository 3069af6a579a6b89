"""Loops over UTF-8 bytes: where a bracket opens, what hanzi stands before it, which toned syllable stands in it.

Nothing here knows a reading: ``lane/tables.py`` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pinyin_strip.lane.loops.compiled import compiled
from pinyin_strip.lane.loops.vectors import WIDE, first_of, move, where_equal, word_at
from pinyin_strip.lane.terms import CHUNK, FIRST_HANZI, SLOTS, STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["copied", "hanzi_before", "lay_out_spellings", "openings", "toned_syllable"]

_EACH = 0x0101010101010101  # one in every byte
_HIGH = -0x7F7F7F7F7F7F7F80  # the high bit of every byte
_ONE = np.uint64(1)


@compiled
def lay_out_spellings(
    written: NDArray[np.int64], numbers: NDArray[np.int32], spellings: NDArray[np.int64], syllables: NDArray[np.int32]
) -> int:
    """Put spellings, and what is known of each, where ``toned_syllable`` finds them."""
    for number in range(len(written)):
        slot = _slot_of(written[number])
        while spellings[slot]:
            slot = (slot + 1) & (SLOTS - 1)
        spellings[slot], syllables[slot] = written[number], numbers[number]
    return 0


@compiled
def _slot_of(spelling: int) -> int:
    """Where the search for a spelling begins (multiplicative hashing; the factor is 2**64 divided by the golden ratio)."""
    return (spelling * -7046029254386353131 >> 40) & (SLOTS - 1)


@compiled
def openings(text: Bytes, begin: int, places: NDArray[np.int32]) -> int:
    """Note where round brackets of either width open in the chunk that begins here; return how many do.

    28 opens, and EF with 88 two bytes on. They are looked at ahead of everything else, so that nothing waits for what was
    found before.
    """
    count, at = 0, begin
    end = min(begin + CHUNK, len(text))
    while at < end and at + 2 + WIDE <= len(text):
        found = where_equal(text, at, 0x28) | (where_equal(text, at, 0xEF) & where_equal(text, at + 2, 0x88))
        while found:
            places[count] = at + first_of(found)
            count += 1
            found &= found - _ONE
        at += WIDE
    while at < end:
        if text[at] == 0x28 or (text[at] == 0xEF and at + 2 < len(text) and text[at + 2] == 0x88):
            places[count] = at
            count += 1
        at += 1
    return count


@compiled
def copied(source: Bytes, start: int, end: int, out: Bytes, write: int, limit: int) -> int:
    """Copy ``source[start:end]`` to ``out`` and return where the copy ends.

    What lies behind that, up to ``limit`` in either, may be overwritten: it is cheaper to copy too much.
    """
    written = write + end - start
    while start < end and start + STEP <= limit:
        move(source, start, out, write)
        start += STEP
        write += STEP
    while start < end:
        out[write] = source[start]
        start += 1
        write += 1
    return written


@compiled
def hanzi_before(text: Bytes, opening: int) -> int:
    """Return the number of the hanzi directly before a bracket; -1 if none of the basic plane stands there."""
    at = opening - 3
    if at < 0 or text[at] < 0xE4 or text[at] > 0xE9:
        return -1
    code = (text[at] & 15) << 12 | (text[at + 1] & 63) << 6 | text[at + 2] & 63
    return int(code) - FIRST_HANZI  # extension A: negative


@compiled
def toned_syllable(
    text: Bytes, opening: int, spellings: NDArray[np.int64], syllables: NDArray[np.int32]
) -> tuple[int, int]:
    """Return where a bracket that holds one toned syllable ends, and which syllable it is; (0, 0) for any other."""
    wide = text[opening] == 0xEF  # EF BC 88 … EF BC 89
    inside = opening + 3 if wide else opening + 1
    spelling = _up_to(0xEF if wide else 0x29, _eight_bytes(text, inside))
    if spelling <= 0:
        return 0, 0
    slot = _slot_of(spelling)
    while spellings[slot] != spelling:
        if spellings[slot] == 0:
            return 0, 0
        slot = (slot + 1) & (SLOTS - 1)
    close, syllable = inside + (syllables[slot] & 7), syllables[slot] >> 3
    if not wide:
        return close + 1, syllable
    if close + 2 >= len(text) or text[close + 1] != 0xBC or text[close + 2] != 0x89 or text[opening + 1] != 0xBC:
        return 0, 0
    return close + 3, syllable


@compiled
def _eight_bytes(text: Bytes, at: int) -> int:
    """Read eight bytes as one integer, the first one lowest; zeros for what is not there."""
    if at + 8 <= len(text):
        return int(word_at(text, at))
    word = np.int64(0)
    for place in range(len(text) - at):
        word |= np.int64(text[at + place]) << 8 * place
    return int(word)


@compiled
def _up_to(closing: int, word: int) -> int:
    """Keep the bytes of ``word`` before the first ``closing`` byte; 0 if there is none.

    ``differs`` has a zero byte where ``closing`` stands; taking one from every byte sets the high bit of that byte, of
    the first such byte before all others. What is below that bit is kept.
    """
    differs = word ^ closing * _EACH
    zero = (differs - _EACH) & ~differs & _HIGH
    first = zero & -zero
    return word & ((first >> 7 & _EACH) - 1) if zero else 0
