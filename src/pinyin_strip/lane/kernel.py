"""The compiled lane's loops over UTF-8 bytes: take out the glosses that are certain, look whether others may be left.

``strip_rows`` cleans; ``take_glosses`` is its twin for proofreading, which names the glosses that somebody has to look at.

Written as plain Python over numpy arrays, compiled by numba. The loops only move forward, so that the time grows with
the length of the text and with nothing else. Nothing here knows a reading: ``tables.py`` does.

One file, because numba's cache asks whether the file of a function has changed, not those of the functions that it calls
(after a change in ``vectors.py``, touch this file).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pinyin_strip.lane.compiled import compiled
from pinyin_strip.lane.sites import FULL_PATH, KEPT, LISTED, LONELY, TONED_NEARBY, UNKNOWN
from pinyin_strip.lane.vectors import STEP, WIDE, first_of, move, where_equal, word_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = [
    "COMPANY", "FIRST_HANZI", "FULL_PATH", "HANZI", "IS_WORD", "LAST_BIT", "NEUTRAL", "SLOTS", "TONED", "Evidence",
    "Tables", "count_up_to", "lay_out", "may_hold_gloss", "slot_of", "strip_apart", "strip_rows", "take_glosses",
]  # fmt: skip

FIRST_HANZI, HANZI = 0x4E00, 0xA000 - 0x4E00  # the unified ideographs of the basic plane
SLOTS = 8192  # some 1,400 syllables: more than half of them are found, or found missing, at the first look
BLOCK = 32  # bytes that are looked at together where nothing is to do
CHUNK = 1024  # bytes whose brackets are found before they are looked into
_EACH = 0x0101010101010101  # one in every byte
_HIGH = -0x7F7F7F7F7F7F7F80  # the high bit of every byte
_ONE = np.uint64(1)


class Tables(NamedTuple):
    """What the loops look up."""

    spellings: NDArray[np.int64]  # by slot: the UTF-8 bytes of a toned syllable, the first one lowest; 0 where free
    syllables: NDArray[
        np.int32
    ]  # by slot: the number of that syllable, and in the lowest three bits its length in bytes
    reads: NDArray[np.uint32]  # hanzi × syllable, 32 to a word: does the hanzi read so?
    asked: Bytes  # by hanzi: set as soon as its readings were asked for
    steps: NDArray[np.int16]  # state × letter → state: words that can be cut into syllables; 0: no longer
    ends: Bytes  # by state: bit 0, cut into syllables; bit 1, what is left of one syllable if letters are lost


@compiled
def slot_of(spelling: int) -> int:
    """Where the search for a spelling begins (multiplicative hashing; the factor is 2**64 divided by the golden ratio)."""
    return (spelling * -7046029254386353131 >> 40) & (SLOTS - 1)


@compiled
def strip_rows(
    source: Bytes, offsets: NDArray[np.int64], first: int, last: int, out: Bytes, lengths: NDArray[np.int64],
    glosses: NDArray[np.int64], places: NDArray[np.int32], tables: Tables,
) -> int:  # fmt: skip
    """Copy rows ``first`` to ``last`` of ``source`` without the glosses that are certain.

    A row that may hold any other gloss is copied as it stands, for the full path; so is one that has the mark of byte-level
    damage. ``lengths`` (bytes of what is left) and ``glosses`` (how many were taken out, or FULL_PATH) are filled in for each
    row. Returns how many bytes were written to ``out``, from the place on where the first row begins in ``source``; 0 if no
    row was changed: then nothing was copied. ``places`` (CHUNK) is room to work in.
    """
    write = kept = offsets[first]  # what of ``source`` stands before ``kept`` has been copied, or taken out
    limit = offsets[last]
    for row in range(first, last):
        begin, end = offsets[row], offsets[row + 1]
        count, written, copied = _strip_row(source, begin, end, kept, out, write, limit, places, tables)
        glosses[row], lengths[row] = count, end - begin
        if count > 0:
            lengths[row] = written - (write + begin - kept)
            write, kept = written, copied
    if kept == offsets[first]:
        return 0
    return int(_copied(source, kept, limit, out, write, limit) - offsets[first])


@compiled
def strip_apart(
    source: Bytes, begins: NDArray[np.int64], ends: NDArray[np.int64], out: Bytes, lengths: NDArray[np.int64],
    glosses: NDArray[np.int64], places: NDArray[np.int32], tables: Tables,
) -> int:  # fmt: skip
    """The same for rows that lie anywhere in ``source``: only those that were changed are written, one after the other.

    ``out`` has room for all rows and STEP bytes more. Returns how many bytes were written.
    """
    write = 0
    for row in range(len(begins)):
        begin, end = begins[row], ends[row]
        count, written, _ = _strip_row(source, begin, end, begin, out, write, len(source), places, tables)
        glosses[row], lengths[row] = count, end - begin
        if count > 0:
            lengths[row] = written - write
            write = written
    return write


@compiled
def _strip_row(
    source: Bytes, begin: int, end: int, kept: int, out: Bytes, write: int, limit: int, places: NDArray[np.int32],
    tables: Tables,
) -> tuple[int, int, int]:  # fmt: skip
    """Copy ``source`` from ``kept`` on to the end of a row, without the row's certain glosses, if it has any.

    Returns how many these are, or FULL_PATH; where the copy ends; and what of ``source`` has been copied.
    """
    spellings, syllables, reads, asked, steps, ends = tables
    text = source[begin:end]
    if _may_be_damaged(text):
        return FULL_PATH, write, kept
    row_write = write + begin - kept
    count = 0
    for chunk in range(0, end - begin, CHUNK):
        for number in range(_openings(text, chunk, places)):
            at = places[number]
            close, syllable = _toned_syllable(text, at, spellings, syllables)
            code = _hanzi_before(text, at) if close else -1
            if code >= 0:
                if not asked[code]:  # several threads share it: what they only read costs them nothing
                    asked[code] = 1
                if reads[code, syllable >> 5] >> (syllable & 31) & 1:
                    write = _copied(source, kept, begin + at, out, write, limit)
                    kept = begin + close
                    count += 1
    if count:
        write = _copied(source, kept, end, out, write, limit)
        kept = end
        left = may_hold_gloss(out[row_write:write], True, steps, ends)
    else:
        left = may_hold_gloss(text, False, steps, ends)
    return FULL_PATH if left else count, write, kept


@compiled
def _openings(text: Bytes, begin: int, places: NDArray[np.int32]) -> int:
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
def _copied(source: Bytes, start: int, end: int, out: Bytes, write: int, limit: int) -> int:
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


# What may stand after the "?" of a cut between the bytes of a character (repair): there, what stands after a hanzi may be
# no gloss.
_AFTER_CUT = tuple(int.from_bytes(mark.encode(), "big") for mark in "!,;?、。！，；？")


@compiled
def _may_be_damaged(text: Bytes) -> bool:
    """Whether a text has the mark of a cut."""
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
    """Whether one of the marks stands here that stand after the "?" of a cut."""
    if at < len(text) and text[at] < 0x80:
        return text[at] in _AFTER_CUT
    return at + 2 < len(text) and (text[at] << 16 | text[at + 1] << 8 | text[at + 2]) in _AFTER_CUT


@compiled
def _hanzi_before(text: Bytes, opening: int) -> int:
    """Return the number of the hanzi directly before a bracket; -1 if none of the basic plane stands there."""
    at = opening - 3
    if at < 0 or text[at] < 0xE4 or text[at] > 0xE9:
        return -1
    code = (text[at] & 15) << 12 | (text[at + 1] & 63) << 6 | text[at + 2] & 63
    return int(code) - FIRST_HANZI  # extension A: negative


@compiled
def _toned_syllable(
    text: Bytes, opening: int, spellings: NDArray[np.int64], syllables: NDArray[np.int32]
) -> tuple[int, int]:
    """Return where a bracket that holds one toned syllable ends, and which syllable it is; (0, 0) for any other."""
    wide = text[opening] == 0xEF  # EF BC 88 … EF BC 89
    inside = opening + 3 if wide else opening + 1
    spelling = _up_to(0xEF if wide else 0x29, _eight_bytes(text, inside))
    if spelling <= 0:
        return 0, 0
    slot = slot_of(spelling)
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


# What a character that is neither a basic hanzi nor an ASCII letter means for a reading. From _SPLITTING on, it also ends
# a part of the bracket.
_JOINING, _FORBIDDEN, _OPENING, _READING, _SPLITTING, _BAR, _ODD, _HAN, _CLOSING = range(9)


def _ascii_signs() -> NDArray[np.int8]:
    """Sort the ASCII characters; what is not named here splits."""
    signs = [_JOINING if code <= 0x20 else _SPLITTING for code in range(128)]
    named = {
        "\n'-._!?\"~`": _JOINING,
        "0123456789+=%$#@^": _FORBIDDEN,
        "([{": _OPENING,
        ")]}": _CLOSING,
        "|": _BAR,
        "\\": _ODD,
    }
    for characters, sign in named.items():
        for character in characters:
            signs[ord(character)] = sign
    return np.array(signs, np.int8)


_ASCII = _ascii_signs()
# First bytes of characters that mean nothing outside of brackets, whatever follows.
_QUIET = np.array(
    [
        0xE4 <= byte <= 0xE9
        or 0x80 <= byte < 0xC0
        or 0xCE <= byte < 0xE0
        or (byte < 0x80 and not chr(byte).isalpha() and chr(byte) not in "([{|<&")
        for byte in range(256)
    ]
)


@compiled
def _sign(text: Bytes, at: int) -> tuple[int, int]:
    """Return how many bytes the character at ``at`` has, and what it means for a reading."""
    first = text[at]
    second = text[at + 1] if at + 1 < len(text) else 0
    third = text[at + 2] if at + 2 < len(text) else 0
    if first < 0x80:
        if first == 0x26:  # & opens an entity
            if second == 0x23 or (second | 0x20 == 0x6C and third | 0x20 == 0x74):  # &#257; or &lt;rt&gt;
                return 1, _READING
            return 1, _ODD if second > 0x40 and third > 0x2F else _FORBIDDEN
        if first == 0x3C and second | 0x20 == 0x72 and (third | 0x20 == 0x74 or third | 0x20 == 0x70):  # <rt, <rp
            return 1, _READING
        return 1, _ASCII[first]
    if first < 0xC4:  # Latin-1
        if first == 0xC3 and second != 0x97 and second != 0xB7:
            return 2, _READING
        return 2, _SPLITTING if first == 0xC2 and (second == 0xB7 or second == 0xA0) else _ODD
    if first < 0xE0:  # to U+024F; ɑ ɡ; combining marks
        reading = first < 0xC9 or (first == 0xC9 and (second <= 0x8F or second == 0x91 or second == 0xA1))
        return 2, _READING if reading or first == 0xCC or (first == 0xCD and second <= 0xAF) else _ODD
    if first == 0xE3:
        return 3, _cjk_sign(second, third)
    if first == 0xEF:
        return 3, _full_width_sign(second, third)
    if first == 0xE2:
        if second == 0x80:  # dashes, quotation marks and blanks, but U+200B to U+200F have no width
            return 3, _ODD if 0x8B <= third <= 0x8F else _SPLITTING
        return 3, _HAN if second >= 0xBA else _ODD  # radicals
    if first == 0xE1:
        return 3, _READING if 0xB8 <= second <= 0xBB else _ODD  # Latin Extended Additional
    if first < 0xF0:
        return 3, _ODD
    return 4, _HAN if 0xA0 <= second <= 0xB3 or second == 0x96 else _ODD


@compiled
def _cjk_sign(second: int, third: int) -> int:
    """Sort U+3000 to U+3FFF by the last two bytes."""
    if second == 0x80:
        if third == 0x8A or third == 0x90 or third == 0x94:  # 《 【 〔
            return _OPENING
        if third == 0x8B or third == 0x91 or third == 0x95:
            return _CLOSING
        iteration = third == 0x85 or third == 0x87 or 0xA1 <= third <= 0xA9 or third >= 0xB8  # 々 〇 and numerals
        return _HAN if iteration else _SPLITTING
    if (second == 0x84 and third >= 0x85) or second == 0x86:  # zhuyin (and Hangul letters)
        return _READING
    return _HAN if second >= 0x90 else _ODD


@compiled
def _full_width_sign(second: int, third: int) -> int:
    """Sort U+F000 to U+FFFF by the last two bytes."""
    if second == 0xBC:
        if third == 0x88 or third == 0xBB:  # （ ［
            return _OPENING
        if third == 0x89 or third == 0xBD:
            return _CLOSING
        if 0xA1 <= third <= 0xBA:
            return _READING
        return _ODD if 0x90 <= third <= 0x99 else _SPLITTING  # digits
    if second == 0xBD:
        if third == 0x9B or third == 0x9C or third == 0x9D:  # ｛ ｜ ｝
            return (_OPENING, _BAR, _CLOSING)[third - 0x9B]
        return _READING if 0x81 <= third <= 0x9A else _SPLITTING
    return _HAN if 0xA4 <= second <= 0xAB else _ODD


@compiled
def _has_base(text: Bytes, at: int) -> bool:
    """Whether hanzi may stand before a bracket: not if a letter or digit does (except the n of an escaped line break)."""
    at -= 1
    while at >= 0 and text[at] <= 0x20:
        at -= 1
    if at < 0:
        return False
    letter = text[at] | 0x20
    if 0x30 <= text[at] <= 0x39:
        return False
    return not 0x61 <= letter <= 0x7A or (at > 0 and text[at - 1] == 0x5C)


def _code(character: str) -> int:
    return int.from_bytes(character.encode(), "big")


_SOUND = tuple(map(_code, "音读讀念"))
_VOICE, _ORDINAL = tuple(map(_code, "声聲")), tuple(map(_code, "一二三四轻輕上去"))
_LEVEL, _SIDE = _code("平"), tuple(map(_code, "阴陰阳陽"))


@compiled
def _tells_sound(before: int, hanzi: int) -> bool:
    """Whether two hanzi in a bracket may tell a reading without letters: 音同, 三声, 阳平."""
    if hanzi in _SOUND:
        return True
    return (hanzi in _VOICE and before in _ORDINAL) or (hanzi == _LEVEL and before in _SIDE)


@compiled
def may_hold_gloss(text: Bytes, stripped: bool, steps: NDArray[np.int16], ends: Bytes) -> bool:
    """Whether anything in ``text`` could be a gloss, or a part of one, to the full path.

    It errs on that side only. Everything that the tokenizer looks for has one of these signs: a letter or sign that is
    peculiar to readings (toned, zhuyin), letters that can be cut into syllables with a tone digit after them or in a
    bracket or on a line of their own, a bracket that tells a sound by other hanzi, ruby markup. ``stripped`` tells that
    glosses were taken out: then a bracket may also hold what is left of a syllable (``个(g)`` between glosses).
    """
    at = looked = 0
    end = len(text)
    brace = False
    while at < end:
        if at >= looked:
            while at + BLOCK + 2 <= end and not _has_sign(text[at : at + BLOCK + 2]):
                at += BLOCK
            looked = at + BLOCK
        byte = text[at]
        if _QUIET[byte]:
            at += 3 if byte >= 0xE0 else 1
        elif 0x61 <= byte | 0x20 <= 0x7A:
            at = _word(text, at, steps, ends)
            if at < 0:
                return True
        else:
            size, sign = _sign(text, at)
            if sign == _READING or (sign == _BAR and brace):
                return True
            brace = brace or byte == 0x7B
            if sign == _OPENING and _has_base(text, at):
                at = _bracket(text, at + size, stripped, brace, steps, ends)
                if at < 0:
                    return True
            else:
                at += size
    return False


@compiled
def _has_sign(block: Bytes) -> bool:
    """Whether any character that begins in this block, but for the last two bytes, may mean something for a reading."""
    found = False
    for place in range(BLOCK):
        byte, second, third = block[place], block[place + 1], block[place + 2]
        found |= (byte | 0x20 >= 0x61) & (byte | 0x20 <= 0x7A)
        found |= (byte == 0x28) | (byte == 0x5B) | (byte == 0x7B) | (byte == 0x26) | (byte == 0x3C) | (byte == 0x7C)
        found |= ((byte >= 0xC3) & (byte <= 0xCD)) | (byte == 0xE1)
        found |= (byte == 0xE3) & ((second >= 0x84) | ((second == 0x80) & (third >= 0x8A) & (third <= 0x94)))
        found |= (byte == 0xEF) & ((second == 0xBD) | ((second == 0xBC) & ((third == 0x88) | (third >= 0xA1))))
    return found


@compiled
def _word(text: Bytes, begin: int, steps: NDArray[np.int16], ends: Bytes) -> int:
    """Return where a word outside of brackets ends; -1 if it is a reading with a tone digit, or on a line under a hanzi."""
    at = begin
    while at < len(text) and 0x61 <= text[at] | 0x20 <= 0x7A:
        at += 1
    if not _is_toned(text, at) and (at - begin > 8 or not _is_under_hanzi(text, begin)):
        return at
    return -1 if ends[_read_word(text, begin, steps)[1]] & 1 else at


@compiled
def _read_word(text: Bytes, begin: int, steps: NDArray[np.int16]) -> tuple[int, int]:
    """Return where a word ends, and the state in which it leaves the automaton."""
    state = 1
    rest = text[begin:]
    for place in range(len(rest)):
        letter = (rest[place] | 0x20) - 0x61
        if letter < 0 or letter > 25:
            return begin + place, state
        state = steps[state, letter]
    return len(text), state


@compiled
def _is_toned(text: Bytes, at: int) -> bool:
    """Whether a tone digit follows the word that ends here; lu: is a way of typing lü."""
    if at + 1 < len(text) and text[at] == 0x3A and text[at - 1] | 0x20 == 0x75:
        at += 1
    return at < len(text) and 0x30 <= text[at] <= 0x35


@compiled
def _is_under_hanzi(text: Bytes, at: int) -> bool:
    """Whether this is the beginning of a line, and the line before may end in a hanzi."""
    breaks = 0
    while at > 0 and breaks < 2:
        byte = text[at - 1]
        if byte == 0x0A:
            breaks += 1
        elif byte > 0x20:
            return breaks == 1 and byte >= 0x80
        at -= 1
    return False


@compiled
def _bracket(text: Bytes, at: int, stripped: bool, brace: bool, steps: NDArray[np.int16], ends: Bytes) -> int:
    """Return where the bracket whose inside begins here ends, or the next one opens; -1 if it may hold a reading.

    A comma, a hanzi and the like part what is inside; a part may be a reading if all its words are.
    """
    found = odd = letters = False  # a possible reading; a character of unknown use; any letter
    words, alive, clipped = 0, True, False  # of this part
    hanzi = 0  # the one directly before, as its three bytes
    end = len(text)
    while at < end:
        byte = text[at]
        if 0x61 <= byte | 0x20 <= 0x7A:
            begin = at
            at, state = _read_word(text, at, steps)
            can_be = ends[state]
            toned = _is_toned(text, at)
            if toned and can_be & 1:
                return -1
            letters = True
            words += 1
            alive = alive and can_be & 1 != 0
            clipped = words == 1 and stripped and can_be & 2 != 0
            if toned and words == 1 and at - begin > 1:  # a misspelt syllable, if it stands alone and has one tone
                found = found or not (at + 1 < end and 0x30 <= text[at + 1] <= 0x39)
            hanzi = 0
            continue
        before, hanzi, size, sign = hanzi, 0, 3, _HAN
        if 0xE4 <= byte <= 0xE9 and at + 2 < end:
            hanzi = byte << 16 | text[at + 1] << 8 | text[at + 2]
            found = found or _tells_sound(before, hanzi)
        else:
            size, sign = _sign(text, at)
        if sign == _READING or (sign == _BAR and brace):
            return -1
        if sign == _OPENING:
            return at
        at += size
        if sign >= _SPLITTING:
            found = found or (words > 0 and (alive or clipped))
            words, alive, clipped = 0, True, False
            odd = odd or sign == _ODD
            if sign == _CLOSING:
                return -1 if found or (odd and letters) else at
        elif sign == _FORBIDDEN:
            alive = clipped = False
    return at


# ------------------------------------------------------------------------------------------------ proofreading

TONED, NEUTRAL, COMPANY = range(3)  # how a reading is written: with its tone, in the neutral tone, short of a tone
LAST_BIT = 31  # of those that stand for readings
IS_WORD = 1 << 32  # beside what a pair calls for: both are a word, so that a phrase covers them
_NEAR = 3 * 40  # bytes in which at most as many hanzi stand as speak for a neighbour (policy.NEAR_BY)
_LONGEST = 240  # bytes in a bracket that is looked at by itself


class Evidence(NamedTuple):
    """What ``take_glosses`` looks up: what a hanzi may be glossed with, and what its context could call for.

    The readings of a hanzi are bits, the same for its simplified and its traditional forms.
    """

    spellings: NDArray[np.int64]  # by slot, as in ``Tables``
    syllables: NDArray[np.int32]
    first: NDArray[np.int32]  # by hanzi: where its entries begin; an entry is one way of glossing it
    said: NDArray[np.int16]  # by entry: the syllable
    kinds: Bytes  # by entry: TONED, NEUTRAL or COMPANY
    wrong: NDArray[np.int64]  # by entry: the readings for which it would be wrong
    pairs: NDArray[np.int64]  # by slot: a hanzi and its neighbour (pair_key; 0 where free), and what that calls for
    alone: NDArray[np.int64]  # by hanzi: the readings that it may be held to where no phrase covers it
    simple: NDArray[np.int32]  # by hanzi: its simplified form, by number; -1 if that is none of the basic plane
    keys: Bytes  # by hanzi: is it one that converters inject a reading after?
    asked: Bytes  # by hanzi: set as soon as its readings were asked for


@compiled
def pair_key(hanzi: int, neighbour: int, comes_after: bool) -> int:
    """Pack a hanzi by number, the code point beside it, and on which side that stands."""
    return int(1 << 40 | comes_after << 39 | neighbour << 15 | hanzi)


@compiled
def pair_slot(key: int, slots: int) -> int:
    """Where the search for a pair begins among so many slots, a power of two."""
    return (key * -7046029254386353131 >> 32) & (slots - 1)


@compiled
def lay_out(called: NDArray[np.int64], pairs: NDArray[np.int64]) -> None:
    """Put pairs where ``pair_slot`` finds them: rows of the three parts of a ``pair_key`` and what the pair calls for."""
    slots = len(pairs)
    for number in range(len(called)):
        key = pair_key(called[number, 0], called[number, 1], called[number, 2] != 0)
        slot = pair_slot(key, slots)
        while pairs[slot, 0]:
            slot = (slot + 1) & (slots - 1)
        pairs[slot, 0], pairs[slot, 1] = key, called[number, 3]


@compiled
def take_glosses(
    text: Bytes, out: Bytes, keep: NDArray[np.int64], sites: NDArray[np.int64], counts: NDArray[np.int64],
    places: NDArray[np.int32], toned: NDArray[np.int64], evidence: Evidence, steps: NDArray[np.int16], ends: Bytes,
) -> int:  # fmt: skip
    """Copy ``text`` without its glosses to ``out``; return how many bytes that are, or FULL_PATH.

    What is taken out is verified and beyond doubt, but for the ``sites``, which the caller has to look at. A site is where
    its bracket opens, where it ends, where the text begins that it may have to do with (after the gloss before it; with the
    hanzi of that if it follows it directly), the place in ``out`` where the bracket stands or stood, and what it is: UNKNOWN (letters with a tone, taken out), LISTED (a reading that the context may speak against,
    taken out), LONELY (the same where only neighbours speak for the gloss, and few do) or KEPT (what else may be a gloss).
    What opens at a place in ``keep`` (in order) is kept. ``counts`` are the sites, the listed glosses, those of them
    that may have been injected, and those that only neighbours speak for. ``places`` (CHUNK) and ``toned`` (TONED_NEARBY)
    are room to work in.
    """
    write = kept = number = listed = injected = company = next_kept = before = 0
    toned[:] = -_NEAR - 1  # where the last toned glosses stood in ``out``, in turn
    turn = done = 0
    for chunk in range(0, len(text), CHUNK):
        for opening in range(_openings(text, chunk, places)):
            at = places[opening]
            if at < done:
                continue  # within the bracket before
            is_kept = next_kept < len(keep) and keep[next_kept] == at
            next_kept += is_kept
            code = _hanzi_before(text, at)
            close, entry, kind = 0, -1, -1
            if code >= 0:
                close, syllable = _toned_syllable(text, at, evidence.spellings, evidence.syllables)
                entry = _entry(code, syllable, evidence.first, evidence.said) if close else -1
                if entry < 0:
                    close, kind = _toned_letters(text, at), UNKNOWN
            if is_kept or not close:
                close, kind = _kept_until(text, at, steps, ends), KEPT
                if close < 0:
                    return FULL_PATH
            since = before - 3 if kept == at else kept
            place = write + at - kept
            if close and kind != KEPT:
                write, kept, before = _copied(text, kept, at, out, write, len(text)), close, at
            if entry >= 0:
                evidence.asked[code] = 1
                listed += 1
                injected += text[at] == 0x28 and evidence.keys[code]
                if evidence.kinds[entry] == TONED:
                    toned[turn] = write
                    turn = (turn + 1) % TONED_NEARBY
                elif evidence.kinds[entry] == COMPANY:
                    company += 1
                    if write - toned[turn - 1] > _NEAR:
                        return FULL_PATH
                    if write - toned[turn] > _NEAR:
                        kind = LONELY
                wrong = evidence.wrong[entry]
                if kind < 0 and wrong and _may_clash(
                    code, wrong, _before(out, write - 3), _after(text, close),
                    evidence.pairs, evidence.alone, evidence.simple,
                ):  # fmt: skip
                    kind = LISTED
            if close and kind >= 0:
                if number == len(sites):
                    return FULL_PATH
                sites[number, 0], sites[number, 1], sites[number, 2] = at, close, since
                sites[number, 3], sites[number, 4] = place, kind
                number += 1
            done = max(close, at + 1)
    counts[0], counts[1], counts[2], counts[3] = number, listed, injected, company
    return int(_copied(text, kept, len(text), out, write, len(text)))


@compiled
def _kept_until(text: Bytes, opening: int, steps: NDArray[np.int16], ends: Bytes) -> int:
    """Return where a bracket ends that is no plain gloss but may hold one; 0 if it cannot, -1 if its end is not plain."""
    at = opening + 3 if text[opening] == 0xEF else opening + 1
    if not _has_base(text, opening) or _bracket(text, at, True, False, steps, ends) >= 0:
        return 0
    last = min(len(text), at + _LONGEST)
    while at < last:
        size, sign = (3, _HAN) if 0xE4 <= text[at] <= 0xE9 else _sign(text, at)
        if sign == _CLOSING:
            return at + size
        if sign in (_OPENING, _BAR) or text[at] == 0x0A:
            return -1
        at += size
    return -1


@compiled
def count_up_to(text: Bytes, places: NDArray[np.int64]) -> None:
    """Turn places in bytes, in order, into places in code points."""
    at = count = 0
    for number in range(len(places)):
        for byte in text[at : places[number]]:
            count += byte & 0xC0 != 0x80
        at = places[number]
        places[number] = count


@compiled
def _entry(code: int, syllable: int, first: NDArray[np.int32], said: NDArray[np.int16]) -> int:
    """Return the number of the entry of a hanzi with this syllable; -1 if it does not read so."""
    for entry in range(first[code], first[code + 1]):
        if said[entry] == syllable:
            return entry
    return -1


@compiled
def _toned_letters(text: Bytes, opening: int) -> int:
    """Return where a bracket ends that holds nothing but a few letters, one of them peculiar to readings; else 0."""
    wide = text[opening] == 0xEF
    at = opening + 3 if wide else opening + 1
    last = min(len(text), at + BLOCK)
    peculiar = False
    while at < last:
        byte = text[at]
        if 0x61 <= byte | 0x20 <= 0x7A:
            at += 1
        elif 0xC3 <= byte < 0xE2:
            size, sign = _sign(text, at)
            if sign != _READING:
                return 0
            peculiar = True
            at += size
        else:
            break
    if not peculiar or at >= len(text):
        return 0
    if not wide:
        return at + 1 if text[at] == 0x29 else 0
    closes = at + 2 < len(text) and text[at] == 0xEF and text[at + 1] == 0xBC and text[at + 2] == 0x89
    return at + 3 if closes and text[opening + 1] == 0xBC else 0


@compiled
def _before(text: Bytes, end: int) -> int:
    """Return the code point that ends at ``end``; 0 at the beginning of a text."""
    at = end - 1
    while at > 0 and text[at] & 0xC0 == 0x80:
        at -= 1
    return _after(text[:end], at) if at >= 0 else 0


@compiled
def _after(text: Bytes, at: int) -> int:
    """Return the code point that begins at ``at``; 0 at the end of a text."""
    if at >= len(text):
        return 0
    byte = int(text[at])
    if byte < 0x80:
        return byte
    size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    point = byte & (0x7F >> size)
    for place in range(at + 1, at + size):
        point = point << 6 | text[place] & 63
    return point


@compiled
def _may_clash(
    code: int, wrong: int, before: int, after: int,
    pairs: NDArray[np.int64], alone: NDArray[np.int64], simple: NDArray[np.int32],
) -> bool:  # fmt: skip
    """Whether the neighbours of a hanzi, or the hanzi itself, could call for a reading for which its gloss is wrong."""
    if _is_rare(before) or _is_rare(after):
        return True
    plain, plain_before, plain_after = simple[code], _simplified(before, simple), _simplified(after, simple)
    if plain < 0 or plain_before < 0 or plain_after < 0:
        return True
    called = _called(pair_key(plain, plain_before, False), pairs) | _called(pair_key(plain, plain_after, True), pairs)
    if plain != code or plain_before != before or plain_after != after:
        called |= _called(pair_key(code, before, False), pairs) | _called(pair_key(code, after, True), pairs)
    if not called & IS_WORD:
        called |= alone[plain]
    return called & wrong != 0


@compiled
def _is_rare(point: int) -> bool:
    """Whether this may be a hanzi that the tables know nothing about."""
    return 0x2E80 <= point < 0x3000 or 0x3400 <= point < FIRST_HANZI or 0xF900 <= point < 0xFB00 or point >= 0x20000


@compiled
def _simplified(point: int, simple: NDArray[np.int32]) -> int:
    code = point - FIRST_HANZI
    if code < 0 or code >= HANZI:
        return point
    return simple[code] + FIRST_HANZI if simple[code] >= 0 else -1


@compiled
def _called(key: int, pairs: NDArray[np.int64]) -> int:
    """Return the readings that a pair calls for, and whether it is a word."""
    slots = len(pairs) >> 1
    slot = pair_slot(key, slots)
    while pairs[2 * slot]:
        if pairs[2 * slot] == key:
            return int(pairs[2 * slot + 1])
        slot = (slot + 1) & (slots - 1)
    return 0
