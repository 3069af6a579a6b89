"""Whether words read a row of hanzi: for each a listed syllable, a neutral tone, or what 一 and 不 become before others."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import FIRST_HANZI

if not cython.compiled:
    from pinyin_strip.fastscan.loops.edges import goes_on, is_joint
    from pinyin_strip.fastscan.loops.ending import hanzi_number
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.syllable import is_spelt
    from pinyin_strip.fastscan.loops.text import LETTER, SHIFT, is_hanzi_at, kind_at

__all__ = ["reads"]

YI, BU, ER, ER_TRADITIONAL = 0x4E00 - FIRST_HANZI, 0x4E0D - FIRST_HANZI, 0x513F - FIRST_HANZI, 0x5152 - FIRST_HANZI


def reads(scan: Scan, hanzi: int, hanzi_end: int, at: int, end: int) -> int:
    """How many hanzi there are, if each has its syllable, in order, and nothing is left over; 0 if not.

    Digits among the hanzi are passed over, as converters do that write a reading under every hanzi.
    """
    count = 0
    digits = loose = joined = False
    while True:
        while hanzi < hanzi_end and not is_hanzi_at(scan, hanzi):
            digits = digits or 0x30 <= scan.data[hanzi] <= 0x39
            hanzi += kind_at(scan, hanzi) & 7
        while at < end and not kind_at(scan, at) >> SHIFT & LETTER:
            at += kind_at(scan, at) & 7
        if hanzi >= hanzi_end or at >= end:
            told = not (digits and loose and joined) and not (count == 1 and joined)
            return count if hanzi >= hanzi_end and at >= end and told else 0
        code = hanzi_number(scan, hanzi)
        size = listed_reading(scan, code, at, end) if code >= 0 else 0
        if not size and code >= 0:
            size = allowed_reading(scan, code, at, end, count == 0)
            loose = True
        if not size:
            return 0
        if not count:
            scan.gone_base = hanzi
        hanzi += 3
        at += size
        count += 1
        if at < end and scan.data[at] == 0x72 and hanzi + 2 < hanzi_end and not is_vowel(scan, at + 1, end):  # r
            code = hanzi_number(scan, hanzi)
            if code in (ER, ER_TRADITIONAL):
                hanzi += 3
                at += 1
                loose = joined = True
        joined = joined or (at < end and (goes_on(scan, at, end) or is_joint(scan, at)))


def is_vowel(scan: Scan, at: int, end: int) -> bool:
    """Whether a vowel follows, with a tone mark or without one."""
    if at >= end:
        return False
    byte = scan.data[at] | 0x20
    return byte in (0x61, 0x65, 0x69, 0x6F, 0x75) or (
        scan.data[at] >= 0x80 and kind_at(scan, at) >> SHIFT & LETTER != 0
    )


def listed_reading(scan: Scan, code: int, at: int, end: int) -> int:
    """How many bytes from ``at`` on are the longest toned syllable that a hanzi reads; 0 if none is."""
    longest = 0
    if not scan.asked[code]:
        scan.asked[code] = 1
    for entry in range(scan.tables.first[code], scan.tables.first[code + 1]):
        spelling = scan.tables.words[scan.tables.said[entry]]
        size = length_of(spelling)
        if size > longest and at + size <= end and is_spelt(scan, spelling, at, size):
            longest = size
    return longest


def allowed_reading(scan: Scan, code: int, at: int, end: int, is_first: bool) -> int:
    """The same for 一 and 不 as they are spoken before others, and for a syllable without its tone unless it is the first."""
    if (code in (YI, BU)) and at + 3 <= end and is_changed(scan, code, at):
        return 3
    if is_first:
        return 0
    longest = 0
    for entry in range(scan.tables.first_plain[code], scan.tables.first_plain[code + 1]):
        size = length_of(scan.tables.plain[entry])
        if size > longest and at + size <= end and is_typed(scan, scan.tables.plain[entry], at, size):
            longest = size
    return longest


def length_of(word: int) -> int:
    """How many bytes a number has."""
    size = 0
    while size < 8 and word >> 8 * size:
        size += 1
    return size


def is_changed(scan: Scan, code: int, at: int) -> bool:
    """Whether 一 or 不 stands here as it is spoken before other tones: yí, yì, bú."""
    if scan.data[at + 1] != 0xC3:
        return False
    first, last = scan.data[at] | 0x20, scan.data[at + 2]
    return (first == 0x79 and last in (0xAD, 0xAC)) if code == YI else (first == 0x62 and last == 0xBA)


def is_typed(scan: Scan, syllable: int, at: int, size: int) -> bool:
    """Whether the letters here are those of a syllable, of which the last one stands lowest."""
    place = 0
    while place < size and scan.data[at + place] == syllable >> 8 * (size - 1 - place) & 0xFF:
        place += 1
    return place == size
