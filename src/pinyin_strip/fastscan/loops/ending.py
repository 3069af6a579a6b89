"""Does a reading in Latin letters begin or end with a syllable of a hanzi? Where it does not, it cannot read that hanzi."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython

from pinyin_strip.fastscan.terms import FIRST_HANZI, FOLDS, HANZI

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import HAN, LETTER, SHIFT, before, kind_at

__all__ = ["begins_like", "could_read_before", "ends_like", "hanzi_number", "is_part_of", "letters_from"]

NEAR = 10  # hanzi before a bracket of which its reading may be
FAR = 40  # characters in which these stand
R = 0x72


def hanzi_number(scan: Scan, at: int) -> int:
    """Return the number of the hanzi that begins here; -1 for one beyond those of the tables, -2 for any other character."""
    if scan.data[at] >= 0xE4 and scan.data[at] <= 0xE9 and at + 2 < scan.end:
        code = ((scan.data[at] & 15) << 12 | (scan.data[at + 1] & 63) << 6 | (scan.data[at + 2] & 63)) - FIRST_HANZI
        return code if code >= 0 and code < HANZI else -1
    return -1 if kind_at(scan, at) >> SHIFT & HAN else -2


def letter_at(scan: Scan, at: int, size: int) -> int:
    """The letter of a-z that stands here without its mark; 0 for what has none of its own."""
    code = scan.data[at]
    if size == 2:
        code = (code & 31) << 6 | (scan.data[at + 1] & 63)
    elif size == 3:  # U+1E00 to U+1EFF: no letter of pinyin with its mark is there but m̀ and the like
        return 0
    return scan.tables.folds[code] if code < FOLDS else 0


def letters_from(scan: Scan, begin: int, end: int) -> int:
    """The last eight letters between two places as one number, the last one lowest; 0 if one of them is told in no simple way."""
    word = 0
    at = begin
    while at < end:
        looks = kind_at(scan, at)
        if looks >> SHIFT & LETTER:
            letter = letter_at(scan, at, looks & 7)
            if not letter:
                return 0
            word = word << 8 | letter
        at += looks & 7
    return word


def ends_like(scan: Scan, word: int, code: int) -> bool:
    """Whether letters end with a syllable of a hanzi, with the r of erhua perhaps; its readings are asked for."""
    if not scan.asked[code]:
        scan.asked[code] = 1
    for entry in range(scan.tables.first_plain[code], scan.tables.first_plain[code + 1]):
        if is_tail(word, scan.tables.plain[entry]) or (
            word & 0xFF == R and is_tail(word >> 8, scan.tables.plain[entry])
        ):
            return True
    return False


def is_part_of(scan: Scan, word: int, code: int) -> bool:
    """Whether letters are a syllable of a hanzi that lost one to three of its own; its readings are asked for."""
    if not scan.asked[code]:
        scan.asked[code] = 1
    for entry in range(scan.tables.first_plain[code], scan.tables.first_plain[code + 1]):
        rest = word
        syllable = scan.tables.plain[entry]
        lost = 0
        while syllable:
            if rest and rest & 0xFF == syllable & 0xFF:
                rest >>= 8
            else:
                lost += 1
            syllable >>= 8
        if not rest and 1 <= lost <= 3:
            return True
    return False


def is_tail(word: int, syllable: int) -> bool:
    mask = 0xFF
    while syllable & ~mask:
        mask = mask << 8 | 0xFF
    return word & mask == syllable


def could_read_before(scan: Scan, word: int, base: int, only_last: bool) -> bool:
    """Whether letters end with a syllable of the hanzi that ends at ``base``, or of another one near before it."""
    if not word:
        return True
    count, room, at = 0, FAR, base
    while at > scan.begin and count < NEAR and room:
        at = before(scan, at)
        code = hanzi_number(scan, at)
        if code == -1:
            return True
        if code >= 0:
            if ends_like(scan, word, code) or code == 0x3005 - FIRST_HANZI:
                return True
            count += 1
            if only_last and count == 1 and code not in (0x513F - FIRST_HANZI, 0x5152 - FIRST_HANZI):  # 儿 兒
                return False
            if only_last and count == 2:
                return False
        room -= 1
    return False


def begins_like(scan: Scan, at: int, code: int) -> bool:
    """Whether letters from here on begin with a syllable of a hanzi; its readings are asked for."""
    word = size = 0
    place = at
    if not scan.asked[code]:
        scan.asked[code] = 1
    while place < scan.end and size < 7:
        looks = kind_at(scan, place)
        if not looks >> SHIFT & LETTER:
            break
        letter = letter_at(scan, place, looks & 7)
        if not letter:
            return True
        word = word << 8 | letter
        size += 1
        for entry in range(scan.tables.first_plain[code], scan.tables.first_plain[code + 1]):
            if scan.tables.plain[entry] == word:
                return True
        place += looks & 7
    return False
