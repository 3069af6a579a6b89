"""The loops of ``clean`` over UTF-8 bytes: take out the glosses that are certain, look whether others may be left.

The loops only move forward, so that the time grows with the length of the text and with nothing else. Nothing here knows a
reading: ``lane/tables.py`` does.
"""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence
from typing import Any

try:
    import cython
except ImportError:
    from pinyin_strip.lane.loops import without_cython as cython

from pinyin_strip.lane.terms import CHUNK, FIRST_HANZI, FULL_PATH, HANZI, SLOTS

if not cython.compiled:  # else they come as C, by the .pxd file
    from pinyin_strip.lane.loops.signs import Text, Words, may_hold_gloss

    memcpy: Any = None

__all__ = [
    "COMPILED", "Copy", "Spellings", "Tables", "check_entries", "entry_of", "hanzi_before", "marks", "moved", "numbered",
    "slot_of", "strip_apart", "strip_rows", "strip_text", "summed", "toned_syllable",
]  # fmt: skip

COMPILED = bool(cython.compiled)
EACH, HIGH = 0x0101010101010101, 0x8080808080808080  # one in every byte; the high bit of every byte

Buffer = bytes | bytearray | memoryview
Numbers = MutableSequence[int] | memoryview  # 64-bit integers that are filled in


class Spellings:
    """Toned syllables, found by their bytes.

    Args:
        spelt: by slot, the UTF-8 bytes of a syllable, the first one lowest; 0 where free.
        known: by slot, its number, and in the lowest three bits its length in bytes.

    Raises:
        ValueError: if no slot is free, or a length is not that of the spelling.
    """

    def __init__(self, spelt: Sequence[int], known: Sequence[int]) -> None:
        lengths = [(one.bit_length() + 7) // 8 for one in spelt]
        if len(spelt) != SLOTS or all(spelt) or lengths != [one & 7 for one in known]:
            raise ValueError("these are no tables of spellings")
        self.spelt, self.known = spelt, known


class Tables:
    """What the loops look up.

    Args:
        spellings: the toned syllables.
        first: by hanzi, where its entries begin; one more says where the last ones end.
        said: by entry, the number of a syllable that the hanzi reads.
        words: the words that can be cut into syllables.

    Raises:
        ValueError: if entries are named that are not there.
    """

    def __init__(self, spellings: Spellings, first: Sequence[int], said: Sequence[int], words: Words) -> None:
        check_entries(first, said)
        self.spellings, self.first, self.said, self.words = spellings, first, said, words


def check_entries(first: Sequence[int], said: Sequence[int]) -> None:
    """Raise ``ValueError`` unless ``first`` says for every hanzi where its entries are."""
    if len(first) != HANZI + 1 or first[0] or first[HANZI] != len(said) or list(first) != sorted(first):
        raise ValueError("these are no entries of hanzi")


class Copy:
    """What is left of a text, while it is written.

    Args:
        data: where it is written to, as far as ``written``; of the text, what stands before ``kept`` has been dealt with.
        asked: is set, by hanzi, whose readings were asked for.

    Raises:
        ValueError: if there is not room for every hanzi in ``asked``.
    """

    def __init__(self, data: bytearray | memoryview, asked: bytearray | memoryview) -> None:
        if len(asked) < HANZI:
            raise ValueError("no room to note whose readings were asked for")
        self.data, self.asked = memoryview(data), memoryview(asked)
        self.places, self.flags = array("q", bytes(8 * CHUNK)), bytearray(CHUNK + 7)
        self.written = self.kept = 0
        self.window = Text(data)


def strip_text(source: bytes, asked: bytearray, tables: Tables) -> tuple[int, str]:
    """Copy one text without the glosses that are certain.

    Args:
        source: the text.
        asked: as for ``Copy``.
        tables: what is looked up.

    Returns:
        How many glosses were taken out, or FULL_PATH; and what is left, if any was.

    Raises:
        ValueError: if there is not room for every hanzi in ``asked``.
    """
    if tables is None:
        raise ValueError("nothing to look up")
    out = bytearray(len(source))
    text, copy = Text(source), Copy(out, asked)
    with cython.nogil:
        count = strip_row(text, copy, tables)
    return count, str(memoryview(out)[: copy.written], "utf-8") if count > 0 else ""


def strip_rows(
    source: Buffer, offsets: Sequence[int], out: bytearray | memoryview, lengths: Numbers,
    glosses: Numbers, asked: bytearray | memoryview, tables: Tables,
) -> int:  # fmt: skip
    """Copy rows of ``source`` without the glosses that are certain.

    A row that may hold any other gloss is copied as it stands, for the full path; so is one that has the mark of byte-level
    damage. Other threads run meanwhile.

    Args:
        source: the bytes of all rows.
        offsets: where each row begins, and where the last one ends.
        out: room for as many bytes as the rows have.
        lengths: is filled in for each row: how many bytes are left.
        glosses: is filled in for each row: how many glosses were taken out, or FULL_PATH.
        asked: as for ``Copy``.
        tables: what is looked up.

    Returns:
        How many bytes were written; 0 if no row was changed: then nothing was copied.

    Raises:
        ValueError: if the offsets do not rise or leave ``source``, or if there is not room for what is written.
    """
    rows = len(offsets) - 1
    text, copy = Text(source), Copy(out, asked)
    begins, ends = offsets[: max(rows, 0)], offsets[1:]
    if tables is None or rows < 0 or rows > min(len(lengths), len(glosses)):
        raise ValueError("no room for what is found in each row")
    if bytes_of(begins, ends, text.end) > copy.window.end:
        raise ValueError("no room for what is left of the rows")
    copy.kept = offsets[0]
    with cython.nogil:
        strip_all(text, begins, ends, copy, lengths, glosses, tables, False)
        if copy.kept != offsets[0]:
            copy.written = moved(text, copy.kept, offsets[rows], copy, copy.written)
    return copy.written


def strip_apart(
    source: Buffer, begins: Sequence[int], ends: Sequence[int], out: bytearray | memoryview,
    lengths: Numbers, glosses: Numbers, asked: bytearray | memoryview, tables: Tables,
) -> int:  # fmt: skip
    """The same for rows that lie anywhere in ``source``: only those that were changed are written, one after the other.

    Returns how many bytes were written.
    """
    text, copy = Text(source), Copy(out, asked)
    if tables is None or len(begins) != len(ends) or len(begins) > min(len(lengths), len(glosses)):
        raise ValueError("no room for what is found in each row")
    if bytes_of(begins, ends, text.end) > copy.window.end:
        raise ValueError("no room for what is left of the rows")
    with cython.nogil:
        strip_all(text, begins, ends, copy, lengths, glosses, tables, True)
    return copy.written


def summed(lengths: Sequence[int]) -> Sequence[int]:
    """Return where rows of these lengths begin, one after the other, and where the last one ends.

    >>> list(summed(array("q", [3, 1])))
    [0, 3, 4]
    """
    offsets = array("q", bytes(8 * (len(lengths) + 1)))
    sum_up(lengths, offsets)
    return offsets


def sum_up(lengths: Sequence[int], offsets: MutableSequence[int]) -> None:
    """Fill in where each row begins; there is room for one more than there are lengths."""
    total = 0
    for row in range(len(lengths)):
        total += lengths[row]
        offsets[row + 1] = total


def numbered(glosses: Sequence[int]) -> tuple[list[int], list[int], int]:
    """Return the numbers of the rows that lost glosses, of those left to the full path, and how many glosses were lost.

    >>> numbered(array("q", [0, 2, -1]))
    ([1], [2], 2)
    """
    changed, left, total = [], [], 0
    for row in range(len(glosses)):
        if glosses[row] > 0:
            changed.append(row)
            total += glosses[row]
        elif glosses[row] < 0:
            left.append(row)
    return changed, left, total


def bytes_of(begins: Sequence[int], ends: Sequence[int], size: int) -> int:
    """Return how many bytes rows have in all.

    Raises:
        ValueError: if one does not lie in so many bytes.
    """
    total = 0
    for row in range(len(begins)):
        if begins[row] < 0 or begins[row] > ends[row] or ends[row] > size:
            raise ValueError(f"row {row} runs from {begins[row]} to {ends[row]}, but there are {size} bytes")
        total += ends[row] - begins[row]
    return total


def strip_all(
    text: Text, begins: Sequence[int], ends: Sequence[int], copy: Copy, lengths: Numbers,
    glosses: Numbers, tables: Tables, apart: bool,
) -> None:  # fmt: skip
    """Go from row to row; ``apart`` tells that nothing is copied but rows that were changed."""
    for row in range(len(begins)):
        text.begin, text.end = begins[row], ends[row]
        if apart:
            copy.kept = text.begin
        before = copy.written + text.begin - copy.kept
        count = strip_row(text, copy, tables)
        glosses[row], lengths[row] = count, text.end - text.begin
        if count > 0:
            lengths[row] = copy.written - before


def strip_row(text: Text, copy: Copy, tables: Tables) -> int:
    """Copy ``text`` to the end of a row, without the row's certain glosses, if it has any and nothing else.

    Returns how many these are, or FULL_PATH.
    """
    count, written, kept = 0, copy.written, copy.kept
    row_written = written + text.begin - kept
    chunk = text.begin
    while chunk < text.end:
        for number in range(marks(text, chunk, min(chunk + CHUNK, text.end), copy)):
            at = copy.places[number]
            if text.data[at] == 0x3F:
                if is_cut(text, at + 1):
                    return FULL_PATH
                continue
            close, syllable = toned_syllable(text, at, tables.spellings)
            code = hanzi_before(text, at) if close else -1
            if code >= 0:
                if not copy.asked[code]:  # several threads share it: what they only read costs them nothing
                    copy.asked[code] = 1
                if entry_of(code, syllable, tables.first, tables.said) >= 0:
                    written = moved(text, kept, at, copy, written)
                    kept = close
                    count += 1
        chunk += CHUNK
    if not count:
        return FULL_PATH if may_hold_gloss(text, tables.words, False) else 0
    copy.window.begin, copy.window.end = row_written, moved(text, kept, text.end, copy, written)
    if may_hold_gloss(copy.window, tables.words, True):
        return FULL_PATH
    copy.written, copy.kept = copy.window.end, text.end
    return count


def moved(text: Text, start: int, end: int, copy: Copy, written: int) -> int:
    """Copy the bytes from ``start`` to ``end``; return where the copy ends."""
    if start < end:
        if cython.compiled:
            memcpy(cython.address(copy.data[written]), cython.address(text.data[start]), end - start)
        else:
            copy.data[written : written + end - start] = text.data[start:end]
    return written + end - start


def marks(text: Text, begin: int, end: int, copy: Copy) -> int:
    """Note where round brackets of either width open, and where question marks stand; return how many there are.

    28 opens, and EF with 88 two bytes on; 3F asks. They are looked for ahead of everything else, so that nothing waits for
    what was found before.
    """
    count = at = 0
    if not flag(text.data, begin, end, copy.flags):
        return 0
    while at < end - begin:
        word = flags_at(copy, at)
        while word:
            lowest = word & -word
            copy.places[count] = begin + at + (((lowest - 1) & EACH) * EACH >> 56 & 7)
            count += 1
            word ^= lowest
        at += 8
    return count


def flag(data: Buffer, begin: int, end: int, flags: MutableSequence[int]) -> bool:
    """Say of each byte from ``begin`` on whether one of the marks begins there, and of seven behind ``end`` that none does.

    Returns whether any does.
    """
    found = 0
    last = min(end, len(data) - 2) - begin
    for place in range(last):
        byte, third = data[begin + place], data[begin + place + 2]
        mark = (byte == 0x28) | (byte == 0x3F) | ((byte == 0xEF) & (third == 0x88))
        flags[place] = mark
        found |= mark
    for place in range(max(last, 0), end - begin):
        mark = (data[begin + place] == 0x28) | (data[begin + place] == 0x3F)
        flags[place] = mark
        found |= mark
    for place in range(end - begin, end - begin + 7):
        flags[place] = 0
    return found != 0


def flags_at(copy: Copy, at: int) -> int:
    """Eight flags as one integer, the first one lowest."""
    return (
        flag_at(copy, at)
        | flag_at(copy, at + 1) << 8
        | flag_at(copy, at + 2) << 16
        | flag_at(copy, at + 3) << 24
        | flag_at(copy, at + 4) << 32
        | flag_at(copy, at + 5) << 40
        | flag_at(copy, at + 6) << 48
        | flag_at(copy, at + 7) << 56
    )


def flag_at(copy: Copy, at: int) -> int:
    """One flag, as wide an integer as eight of them."""
    return copy.flags[at]


def is_cut(text: Text, at: int) -> bool:
    """Whether what stands here, behind a "?", may be the mark of a cut, or the rest of markup that lost its first sign.

    Behind a cut between the bytes of a character (repair), what stands after a hanzi may be no gloss. Markup stands behind a
    hanzi or a bracket.
    """
    if at < text.end and text.data[at] < 0x80:
        byte = text.data[at]
        if byte in (0x21, 0x2C, 0x3B, 0x3F):  # ! , ; ?
            return True
        if at - text.begin < 2 or not (0x61 <= byte <= 0x7A or byte in (0x23, 0x2F)):  # a to z, # and /
            return False
        return text.data[at - 2] >= 0x80 or text.data[at - 2] == 0x29
    if at + 2 >= text.end:
        return False
    mark = text.data[at] << 16 | text.data[at + 1] << 8 | text.data[at + 2]
    return mark in (0xE38081, 0xE38082, 0xEFBC81, 0xEFBC8C, 0xEFBC9B, 0xEFBC9F)  # 、 。 ！ ， ； ？


def hanzi_before(text: Text, opening: int) -> int:
    """Return the number of the hanzi directly before a bracket; -1 if none of the basic plane stands there."""
    at = opening - 3
    if at < text.begin or text.data[at] < 0xE4 or text.data[at] > 0xE9:
        return -1
    code = (text.data[at] & 15) << 12 | (text.data[at + 1] & 63) << 6 | text.data[at + 2] & 63
    return code - FIRST_HANZI if code >= FIRST_HANZI and code < FIRST_HANZI + HANZI else -1  # extension A


def entry_of(code: int, syllable: int, first: Sequence[int], said: Sequence[int]) -> int:
    """Return the number of the entry of a hanzi with this syllable; -1 if it does not read so."""
    for entry in range(first[code], first[code + 1]):
        if said[entry] == syllable:
            return entry
    return -1


def toned_syllable(text: Text, opening: int, spellings: Spellings) -> tuple[int, int]:
    """Return where a bracket that holds one toned syllable ends, and which syllable it is; (0, 0) for any other."""
    wide = text.data[opening] == 0xEF  # EF BC 88 … EF BC 89
    inside = opening + 3 if wide else opening + 1
    spelling = up_to(0xEF if wide else 0x29, eight_bytes(text, inside))
    if not spelling:
        return 0, 0
    slot = slot_of(spelling)
    while spellings.spelt[slot] != spelling:
        if spellings.spelt[slot] == 0:
            return 0, 0
        slot = (slot + 1) & (SLOTS - 1)
    close, syllable = inside + (spellings.known[slot] & 7), spellings.known[slot] >> 3
    if not wide:
        return close + 1, syllable
    if close + 2 >= text.end or text.data[close + 1] != 0xBC or text.data[close + 2] != 0x89:
        return 0, 0
    if text.data[opening + 1] != 0xBC:
        return 0, 0
    return close + 3, syllable


def slot_of(spelling: int) -> int:
    """Where the search for a spelling of at most seven bytes begins."""
    high = spelling >> 32
    low = spelling - (high << 32)
    return (low * 0x1E3779B1 + high * 0x05EBCA77 >> 20) & (SLOTS - 1)


def eight_bytes(text: Text, at: int) -> int:
    """Read eight bytes as one integer, the first one lowest; zeros for what is not there."""
    if at + 8 <= text.end:
        return (
            byte_at(text, at)
            | byte_at(text, at + 1) << 8
            | byte_at(text, at + 2) << 16
            | byte_at(text, at + 3) << 24
            | byte_at(text, at + 4) << 32
            | byte_at(text, at + 5) << 40
            | byte_at(text, at + 6) << 48
            | byte_at(text, at + 7) << 56
        )
    word = 0
    for place in range(text.end - at):
        word |= byte_at(text, at + place) << 8 * place
    return word


def byte_at(text: Text, at: int) -> int:
    """One byte, as wide an integer as eight of them."""
    return text.data[at]


def up_to(closing: int, word: int) -> int:
    """Keep the bytes of ``word`` before the first ``closing`` byte; 0 if there is none.

    ``differs`` has a zero byte where ``closing`` stands; taking one from every byte sets the high bit of that byte, of
    the first such byte before all others. What is below that bit is kept.
    """
    differs = word ^ closing * EACH
    zero = (differs - EACH) & ~differs & HIGH
    lowest = zero & -zero
    return word & ((lowest >> 7) - 1) if zero else 0
