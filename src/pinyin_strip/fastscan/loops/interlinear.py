"""Readings that certainly are those of the hanzi on the other side of a line break, syllable by syllable.

Only the plain case is decided here: hanzi and the marks of sentences on one side, words and their marks on the other. Python judges all others.
"""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import NO_BASE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.base import find_base
    from pinyin_strip.fastscan.loops.edges import (
        LONGEST,
        begin_of_hanzi,
        begin_of_reading,
        end_of_hanzi,
        end_of_reading,
        has_colon,
        has_nothing_behind,
        is_colon,
        is_empty,
        is_in_path,
        is_joint,
        is_labelled,
        is_mark,
        line_before,
        past_blanks,
        past_break,
        past_bullet,
        past_line_break,
        past_name,
        past_prefix,
    )
    from pinyin_strip.fastscan.loops.ending import begins_like, hanzi_number
    from pinyin_strip.fastscan.loops.spoken import reads
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import LETTER, SHIFT, before, is_hanzi_at, kind_at
    from pinyin_strip.fastscan.loops.words import has_tone

__all__ = ["decides_break", "decides_line", "has_too_many_words", "is_lost"]


def decides_line(scan: Scan, at: int) -> bool:
    """Whether the line of which these are the first letters reads the line of hanzi above or below it; what goes is noted."""
    start = at
    while start > scan.begin and scan.data[start - 1] == 0x20:
        start -= 1
    if (start > scan.begin and scan.data[start - 1] != 0x0A) or not has_tone(scan, at):
        return False
    stop = end_of_reading(scan, at)
    below = past_line_break(scan, stop)
    if below < 0 or is_labelled(scan, at):
        return False
    above = line_before(scan, start)
    if is_empty(scan, above) and is_empty(scan, below):  # paragraphs: the next lines are looked at
        above = line_before(scan, above) if above >= 0 else above
        below = past_line_break(scan, past_blanks(scan, below))
    line = past_bullet(scan, above) if above >= 0 else above
    end = end_of_hanzi(scan, line) if line >= 0 else line
    if end > line and past_line_break(scan, end) >= 0 and reads(scan, line, end, at, stop) > 1:
        scan.gone_start, scan.gone_end = end, stop
        return not has_colon(scan, line, end) and is_free(scan, below, at)
    line = past_bullet(scan, below)
    end = end_of_hanzi(scan, line)
    if below > stop and end > line and past_line_break(scan, end) >= 0 and reads(scan, line, end, at, stop) > 1:
        scan.gone_start, scan.gone_end = start, below
        if has_colon(scan, line, end):
            return False
        return above == -1 or (above >= 0 and is_free(scan, above, at))
    return False


def decides_break(scan: Scan, at: int) -> bool:
    """Whether the letters here belong to a break of a markup between a line of hanzi and its reading; what goes is noted."""
    start, behind = at - 1, past_break(scan, at)
    if behind < 0 or behind >= scan.end or (scan.data[start] == 0x5C and is_in_path(scan, start)):
        return False
    if start > scan.begin and find_base(scan, start) == NO_BASE:
        return reads_above(scan, start, behind)
    return kind_at(scan, behind) >> SHIFT & LETTER != 0 and reads_below(scan, start, behind)


def has_too_many_words(scan: Scan, start: int, behind: int) -> bool:
    """Whether more words stand before a break than hanzi and digits behind it, so that they cannot read these."""
    words, at, named = 0, start, 0
    while at > scan.begin and start - at <= LONGEST:
        place = before(scan, at)
        if scan.data[place] == 0x2C and at < start and scan.data[at] == 0x2C:
            break
        if kind_at(scan, place) >> SHIFT & LETTER:
            words += at == start or not kind_at(scan, at) >> SHIFT & LETTER
        elif is_colon(scan, place):
            named = 1  # the first word may be who speaks
        elif not (is_mark(scan, place) or is_joint(scan, place)):
            break
        at = place
    words -= named
    hanzi, last = 0, behind + LONGEST
    while behind < scan.end and behind < last and hanzi < words and scan.data[behind] not in (0x0A, 0x3C):
        hanzi += is_hanzi_at(scan, behind) or 0x30 <= scan.data[behind] <= 0x39
        behind += kind_at(scan, behind) & 7
    return hanzi < words and behind < last


def reads_above(scan: Scan, start: int, behind: int) -> bool:
    """Whether the line that ends at a break reads the hanzi behind it."""
    line = past_prefix(scan, behind)
    end = end_of_hanzi(scan, line)
    if end == line or has_colon(scan, line, end) or not has_nothing_behind(scan, end):
        return False
    begin = begin_of_reading(scan, start)
    if begin < 0 or is_labelled(scan, begin):
        return False
    base = find_base(scan, begin)
    if base >= 0:
        first = begin_of_hanzi(scan, base)
        code = hanzi_number(scan, first) if first >= 0 else -1
        if code < 0 or begins_like(scan, begin, code):
            return False
    elif base != NO_BASE:
        return False
    scan.gone_start, scan.gone_end = begin, behind
    return reads(scan, line, end, begin, start) > 0


def reads_below(scan: Scan, start: int, behind: int) -> bool:
    """Whether the line that begins behind a break reads the hanzi before it."""
    base = find_base(scan, start)
    first = begin_of_hanzi(scan, base) if base >= 0 else -1
    stop = end_of_reading(scan, behind)
    if first < 0 or stop < 0 or is_labelled(scan, behind):
        return False
    if scan.data[start] == 0x5C and scan.data[start - 1] | 0x20 == 0x72:  # \\r\\n
        return False
    if stop < scan.end:
        byte = scan.data[stop]
        if byte not in (0x3C, 0x5C, 0x0D, 0x0A, 0x7C, 0x7D, 0x5D, 0x29):  # < \\ | } ] )
            return False
        following = past_break(scan, stop + 1) if byte in (0x3C, 0x5C) and stop + 1 < scan.end else -1
        if following >= 0 and not is_free(scan, following, behind):
            return False
    while stop > behind and scan.data[stop - 1] == 0x20:
        stop -= 1
    scan.gone_start, scan.gone_end = start, stop
    line = past_name(scan, first)
    return (line == first or is_hanzi_at(scan, line)) and reads(scan, line, base, behind, stop) > 0


def is_lost(scan: Scan, at: int) -> bool:
    """Whether the words behind a break, of which the letters stand here, certainly read the hanzi behind the next one, not those before."""
    start, behind = at - 1, past_break(scan, at)
    base = find_base(scan, start)
    first = begin_of_hanzi(scan, base) if base >= 0 and 0 <= behind < scan.end else -1
    if first < 0 or not kind_at(scan, behind) >> SHIFT & LETTER or next_hanzi(scan, first) >= base:
        return False
    stop = end_of_reading(scan, behind)
    if (
        stop < 0
        or stop + 1 >= scan.end
        or scan.data[stop] not in (0x3C, 0x5C)
        or begin_of_reading(scan, stop) != behind
    ):
        return False
    following = past_break(scan, stop + 1)
    return 0 <= following < scan.end and reads_above(scan, stop, following)


def next_hanzi(scan: Scan, at: int) -> int:
    """Where the next hanzi begins behind the one that stands here."""
    at += kind_at(scan, at) & 7
    while at < scan.end and not is_hanzi_at(scan, at):
        at += kind_at(scan, at) & 7
    return at


def is_free(scan: Scan, at: int, reading: int) -> bool:
    """Whether the line that begins here cannot be one of hanzi that a reading belongs to: nothing, words, or hanzi that begin with another syllable."""
    at = past_blanks(scan, at)
    if at >= scan.end or scan.data[at] in (0x0A, 0x0D):
        return True
    code = hanzi_number(scan, at)
    if code == -2:
        return kind_at(scan, at) >> SHIFT & LETTER != 0 and not is_labelled(scan, at)
    if code == -1 or begins_like(scan, reading, code):
        return False
    return past_name(scan, at) == at
