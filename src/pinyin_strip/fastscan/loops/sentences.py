"""The reading of a whole sentence behind it, in the same line."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import LONGEST_SENTENCE, NO_BASE, UNSURE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.base import find_base
    from pinyin_strip.fastscan.loops.ending import begins_like, hanzi_number
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import HANZI_LINE, SHIFT, STOP, before, kind_at
    from pinyin_strip.fastscan.loops.words import before_marks, has_tone

__all__ = ["is_sentence"]


def is_sentence(scan: Scan, at: int) -> bool:
    """Whether the reading of a sentence may begin here: behind the mark that ends it, or with commas in both."""
    start = before_sentence(scan, before_marks(scan, at))
    base = find_base(scan, start)
    if base in (NO_BASE, at):
        return False
    marks = what_ends(scan, base, start) if base >= 0 else 2
    if not marks:
        return False
    if scan.thorough or base == UNSURE:
        return True
    if not has_tone(scan, at):
        return False
    first, place, room = -2, base, LONGEST_SENTENCE
    while place > scan.begin and room:
        previous = before(scan, place)
        code = hanzi_number(scan, previous)
        if 0x30 <= scan.data[previous] <= 0x39:  # a numeral is read, too
            code = -1
        if code < -1:
            if marks == 2 and (first == -1 or (first >= 0 and begins_like(scan, at, first))):
                return True
            if kind_at(scan, previous) >> SHIFT & STOP:
                marks = 2
            if scan.data[previous] == 0x0A or not kind_at(scan, previous) >> SHIFT & HANZI_LINE:
                return False
        first = code
        place = previous
        room -= 1
    return marks == 2 and (first == -1 or (first >= 0 and begins_like(scan, at, first)))


def before_sentence(scan: Scan, at: int) -> int:
    """Where the blanks, slashes and dashes begin that part a reading from its sentence."""
    while at > scan.begin:
        place = before(scan, at)
        byte = scan.data[place]
        third = scan.data[place + 2] if at - place == 3 else 0
        if not (
            byte in (0x20, 0x2F, 0x2D)
            or (byte == 0xE2 and scan.data[place + 1] == 0x80 and 0x93 <= third <= 0x95)
            or (byte == 0xE3 and scan.data[place + 1] == 0x80 and third == 0x80)
            or (byte == 0xEF and scan.data[place + 1] == 0xBC and third == 0x8F)
        ):
            break
        at = place
    return at


def what_ends(scan: Scan, at: int, end: int) -> int:
    """What parts a sentence from its reading: 2 a mark that ends it, 1 no mark at all, 0 a comma or a line break."""
    ends, stops = False, False
    while at < end:
        byte = scan.data[at]
        looks = kind_at(scan, at)
        if byte == 0x0A:
            return 0
        if looks >> SHIFT & STOP:
            stops = True
            if byte == 0x2E or byte == 0x21 or byte == 0x3F:  # . ! ?
                ends = True
            elif byte >= 0x80 and looks & 7 == 3:  # 。 ！ ？ …
                third = scan.data[at + 2]
                ends = (
                    ends
                    or (byte == 0xE3 and third == 0x82)
                    or byte == 0xE2
                    or (byte == 0xEF and (third == 0x81 or third == 0x9F))
                )
        at += looks & 7
    return 2 if ends else 0 if stops else 1
