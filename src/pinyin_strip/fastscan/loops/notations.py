"""Markup that holds base and reading: whether some of it may begin at a bracket."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import NO_BASE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.base import find_base
    from pinyin_strip.fastscan.loops.body import could_be_read, read_body
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import HAN, SHIFT, ZHUYIN, kind_at
    from pinyin_strip.fastscan.loops.words import has_tone

__all__ = ["is_function", "is_notation", "is_pair"]


def is_notation(scan: Scan, byte: int, inside: int) -> bool:
    """Whether markup with base and reading may begin with the bracket before ``inside``: [山]{, [山]^(, {山:, {山}{, {{ruby|."""
    if inside >= scan.end:
        return False
    if byte == 0x7B and scan.data[inside] == 0x7B:
        return inside + 1 < scan.end and (scan.data[inside + 1] == 0xE6 or scan.data[inside + 1] | 0x20 in (0x70, 0x72))
    at = inside
    for _ in range(61):
        looks = kind_at(scan, at) if at < scan.end else 0
        if not looks >> SHIFT & HAN:
            break
        at += looks & 7
    if at == inside or at + 1 >= scan.end:
        return False
    if byte == 0x5B:
        return scan.data[at] == 0x5D and (scan.data[at + 1] == 0x7B or scan.data[at + 1] == 0x5E)
    if scan.data[at] == 0x7D:
        return scan.data[at + 1] == 0x7B
    return scan.data[at] == 0x3A or scan.data[at] == 0xEF  # : or, perhaps, ：


def is_function(scan: Scan, at: int) -> bool:
    """Whether the name of a function of Typst ends here, # and four to six letters, or of a macro of LaTeX before toned letters."""
    start = at
    while start > scan.begin and at - start < 7 and 0x61 <= scan.data[start - 1] <= 0x7A:
        start -= 1
    if at - start < 4 or start <= scan.begin:
        return False
    if scan.data[start - 1] == 0x5C:  # \\pinyin \\zhuyin \\textit \\textsl \\emph
        ends = scan.data[at - 2] << 8 | scan.data[at - 1]
        if ends not in (0x696E, 0x6974, 0x736C, 0x7068):
            return False
        return at + 1 < scan.end and (kind_at(scan, at + 1) >> SHIFT & ZHUYIN != 0 or has_tone(scan, at + 1))
    return scan.data[start - 1] == 0x23


def is_pair(scan: Scan, at: int) -> bool:
    """Whether base and reading share the braces that open here, a bar between them: at most 60 and 200 characters."""
    count = bar = 0
    begin = at
    if at < scan.end and scan.data[at] == 0x7B:
        at += 1
    while at < scan.end and count <= 261:
        byte = scan.data[at]
        if byte == 0x7D:
            return bar != 0 and (scan.thorough or (read_body(scan, bar) == at and could_be_read(scan, True)))
        if byte == 0x7B or byte == 0x0A:
            return False
        looks = kind_at(scan, at)
        is_bar = byte == 0x7C or (
            byte == 0xEF and looks & 7 == 3 and scan.data[at + 1] == 0xBD and scan.data[at + 2] == 0x9C
        )
        if is_bar:
            base = find_base(scan, at)
            if bar or count > 60 or base == NO_BASE or 0 <= base <= begin:
                return False
            bar = at + (looks & 7)
        elif not bar and count > 60:
            return False
        count += 1
        at += looks & 7
    return False
