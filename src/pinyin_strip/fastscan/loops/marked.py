"""Letters after < or a backslash: breaks between lines, and elements that tell a reading."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import NO_BASE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.base import find_base
    from pinyin_strip.fastscan.loops.edges import past_break
    from pinyin_strip.fastscan.loops.interlinear import has_too_many_words
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import (
        HAN,
        LETTER,
        LINE,
        SHIFT,
        SPACE,
        STOP,
        TONE,
        ZHUYIN,
        before,
        kind_at,
        kind_before,
    )
    from pinyin_strip.fastscan.loops.words import has_tone

__all__ = ["is_break", "is_named_element"]

LONGEST_NAMED = 480  # bytes in the tag of an element that is named for its reading
LONGEST_BROKEN = 1020  # characters in a line of readings that ends at a break of a markup
LONGEST_ENDING = 12  # bytes in the tag that ends an element
LONGEST_PREFIX = 64  # characters before the hanzi of the line behind it


def is_break(scan: Scan, at: int) -> bool:
    """Whether the letters here belong to a break between a line of hanzi and one of readings, in either order: <br>, \\N, \\n."""
    start, end = at - 1, past_break(scan, at)
    while 0 <= end < scan.end and kind_at(scan, end) >> SHIFT & SPACE:
        end += kind_at(scan, end) & 7
    if end < 0 or end >= scan.end:
        return False
    if (scan.thorough or has_tone(scan, end)) and find_base(scan, start) != NO_BASE:
        return True
    return is_behind_reading(scan, start, end) and (scan.thorough or not has_too_many_words(scan, start, end))


def is_behind_reading(scan: Scan, start: int, end: int) -> bool:
    """Whether a line that could be one of readings ends before a break, and a line of hanzi begins behind it."""
    room = LONGEST_PREFIX
    while end < scan.end and room and not kind_at(scan, end) >> SHIFT & HAN:
        if scan.data[end] == 0x0A or scan.data[end] == 0x3C:
            return False
        end += kind_at(scan, end) & 7
        room -= 1
    if end >= scan.end or not room:
        return False
    room = LONGEST_BROKEN
    while start > scan.begin and room:
        start = before(scan, start)
        byte = scan.data[start]
        kind = kind_at(scan, start) >> SHIFT
        if byte >= 0x80:
            if kind & (LETTER | TONE):
                return True
            if kind & HAN or not kind & (LINE | STOP):
                return False
        elif 0x31 <= byte <= 0x35:
            if kind_before(scan, start) & LETTER:
                return True
        elif not (0x61 <= byte | 0x20 <= 0x7A or byte in (0x20, 0x27, 0x2D, 0x2C, 0x2E, 0x21, 0x3F, 0x3B, 0x3A)):
            return False
        room -= 1
    return False


def is_named_element(scan: Scan, at: int) -> bool:
    """Whether the tag here tells a reading: <phoneme>, <say-as>, one whose class is named for pinyin or zhuyin, or one before toned letters."""
    first = scan.data[at]
    if first == 0x70 or (first == 0x73 and at + 1 < scan.end and scan.data[at + 1] == 0x61):  # p, sa
        return at + 8 < scan.end and (scan.data[at + 1] == 0x68 or scan.data[at + 1] == 0x61)
    if first not in (0x73, 0x69, 0x65, 0x66, 0x62, 0x75, 0x6D) or find_base(scan, at - 1) == NO_BASE:  # s i e f b u m
        return False
    end = at
    while end + 3 < scan.end and end - at < LONGEST_NAMED and scan.data[end] != 0x3E and scan.data[end] != 0x3C:
        byte = scan.data[end]
        if byte == 0x79 and scan.data[end + 1] == 0x69 and scan.data[end + 2] == 0x6E:  # yin
            return True
        if (
            byte == 0x62 and scan.data[end + 1] == 0x6F and scan.data[end + 2] == 0x70 and scan.data[end + 3] == 0x6F
        ):  # bopo
            return True
        if byte == 0xE6 and (scan.data[end + 1] == 0x8B or scan.data[end + 1] == 0xB3):  # 拼 注
            return True
        end += 1
    if end + 1 >= scan.end or scan.data[end] != 0x3E or not may_be_beside(scan, at - 1):
        return False
    zhuyin = kind_at(scan, end + 1) >> SHIFT & ZHUYIN != 0 or scan.data[end + 1] == 0xCB  # ˙
    return scan.thorough or zhuyin or has_tone(scan, end + 1)


def may_be_beside(scan: Scan, at: int) -> bool:
    """Whether an element that begins here may stand directly behind hanzi: behind no line break or tab, nor a tag that opens."""
    if at <= scan.begin or scan.data[at - 1] in (0x09, 0x0A, 0x0D):
        return False
    if scan.data[at - 1] != 0x3E:
        return True
    start = at - 1
    while start > scan.begin and at - start < LONGEST_ENDING and scan.data[start] != 0x3C:
        start -= 1
    return scan.data[start] == 0x3C and scan.data[start + 1] == 0x2F
