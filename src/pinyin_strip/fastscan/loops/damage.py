"""Marks of byte-level damage, as far as the scan can tell them: Python looks whether they are any (``damage/marks.py``)."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import LETTER, SHIFT, STOP, kind_at

__all__ = ["is_damage", "is_stray"]


def is_damage(scan: Scan, at: int) -> bool:
    """Whether a question mark may stand for bytes that a converter lost: before a reading, a mark, or what is left of markup."""
    if at + 1 >= scan.end:
        return False
    follows = scan.data[at + 1]
    if follows in (0x21, 0x2C, 0x3B, 0x3F):  # ! , ; ?
        return True
    if follows in (0x23, 0x2F) or 0x61 <= follows | 0x20 <= 0x7A:  # # / and letters
        before_it = scan.data[at - 1] if at > scan.begin else 0
        return before_it >= 0x80 or before_it == 0x29 or is_stray_reading(scan, at + 1)
    if follows >= 0xE2:
        mark = kind_at(scan, at + 1)
        return mark >> SHIFT & STOP != 0
    return follows >= 0xC3 and is_stray_reading(scan, at + 1)


def is_stray(scan: Scan, at: int) -> bool:
    """Whether a reading in a bracket stands behind a letter or sign that may be the last byte of a hanzi: F(xiàn)."""
    if at - 2 < scan.begin:
        return False
    letter = 0x40 <= scan.data[at - 1] <= 0x7E and scan.data[at - 2] > 0x20
    euro = scan.data[at - 1] == 0xAC and scan.data[at - 2] == 0x82
    return (letter or euro) and is_stray_reading(scan, at + 1)


def is_stray_reading(scan: Scan, at: int) -> bool:
    """Whether at most six letters with a tone mark stand here, and a bracket closes behind them."""
    toned = False
    for _ in range(7):
        if at >= scan.end:
            return False
        if scan.data[at] == 0x29:
            return toned
        looks = kind_at(scan, at)
        if not looks >> SHIFT & LETTER:
            return False
        toned = toned or looks & 7 > 1
        at += looks & 7
    return False
