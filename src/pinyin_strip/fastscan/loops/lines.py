"""Readings on lines of their own: a cell under its hanzi, a line beside the line of hanzi that it reads."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import LONGEST_LINE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.edges import is_colon
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import (
        HAN,
        HANZI_LINE,
        LETTER,
        LINE,
        SHIFT,
        SPACE,
        TERMINATOR,
        TONE,
        ZHUYIN,
        before,
        is_hanzi_at,
        kind_at,
        kind_before,
    )  # fmt: skip
    from pinyin_strip.fastscan.loops.words import past_word, read_word

__all__ = ["is_cell", "is_line", "is_woven"]

LONGEST_PREFIX = 64  # characters before a line of readings or of hanzi: the mark of a list, a time, a speaker


def is_cell(scan: Scan, at: int) -> bool:
    """Whether a syllable may stand here on the line behind a hanzi that ends its line."""
    start, breaks = at, 0
    while start > scan.begin and breaks < 2:
        byte = scan.data[start - 1]
        if byte == 0x0A:
            breaks += 1
        elif byte != 0x20 and byte != 0x09 and byte != 0x0D:
            break
        start -= 1
    if breaks != 1 or not kind_before(scan, start) & HAN:
        return False
    end, count = at, 0
    while end < scan.end and count <= 9 and kind_at(scan, end) >> SHIFT & (LETTER | ZHUYIN | TONE):
        end += kind_at(scan, end) & 7
        count += 1
    if count > 8 or (past_word(scan, at) < 0 and scan.data[at] < 0x80):
        return False
    if end < scan.end and 0x31 <= scan.data[end] <= 0x35:
        end += 1
    while end < scan.end and (scan.data[end] == 0x20 or scan.data[end] == 0x09):
        end += 1
    return end >= scan.end or kind_at(scan, end) >> SHIFT & (TERMINATOR | HAN) != 0


def is_woven(scan: Scan, at: int) -> bool:
    """Whether a syllable may stand here behind a single hanzi, blanks between them, and another such pair before or behind it."""
    start = past_blanks_back(scan, at)
    if start == at or start <= scan.begin or not kind_before(scan, start) & HAN:
        return False
    start = before(scan, start)
    if start > scan.begin and kind_before(scan, start) & HAN:
        return False
    if scan.data[at] < 0x80 and past_word(scan, at) < 0:
        return False
    begin = past_blanks_back(scan, start)
    if begin > scan.begin and (
        kind_before(scan, begin) & (LETTER | ZHUYIN | TONE | TERMINATOR) or 0x31 <= scan.data[begin - 1] <= 0x35
    ):
        return True
    end = at
    while end < scan.end and (kind_at(scan, end) >> SHIFT & (LETTER | ZHUYIN | TONE) or 0x31 <= scan.data[end] <= 0x35):
        end += kind_at(scan, end) & 7
    while end < scan.end and kind_at(scan, end) >> SHIFT & (SPACE | TERMINATOR) and scan.data[end] != 0x0A:
        end += kind_at(scan, end) & 7
    if end >= scan.end or not kind_at(scan, end) >> SHIFT & HAN:
        return False
    end += kind_at(scan, end) & 7
    return end < scan.end and (scan.data[end] == 0x20 or scan.data[end] == 0xE3)


def past_blanks_back(scan: Scan, at: int) -> int:
    """Where the blanks begin that end at ``at``; tabs and line breaks are none."""
    start = at
    while start > scan.begin and at - start < 13:
        if scan.data[start - 1] == 0x20:
            start -= 1
        elif (
            start - 3 >= scan.begin
            and scan.data[start - 1] == 0x80
            and scan.data[start - 2] == 0x80
            and scan.data[start - 3] == 0xE3
        ):
            start -= 3
        else:
            break
    return start


def is_line(scan: Scan, at: int) -> bool:
    """Whether the line here, of which these are the first letters, may be one of readings beside a line of hanzi."""
    start, room, prefix, name = at, LONGEST_LINE, LONGEST_PREFIX, -1
    while start > scan.begin and scan.data[start - 1] != 0x0A:
        start = before(scan, start)
        room -= 1
        kind = kind_at(scan, start) >> SHIFT
        if kind & HAN:
            if not is_in_name(scan, start):
                return False
            name = start
        if kind & LINE == 0:
            prefix -= 1
            if not kind & HAN and scan.data[start] >= 0x80 and scan.data[start] != 0xE2:  # •
                return False
        if room < 0 or prefix < 0 or kind & (LETTER | ZHUYIN):
            return False
    begin = past_speaker(scan, at)
    end = end_of_readings(scan, begin, room)
    if end < 0:
        return False
    if name < 0 and begin > at:
        name = at
    beside = hanzi_below(scan, end)
    if beside >= 0 and begins_alike(scan, name, beside):
        return True
    beside = hanzi_above(scan, start)
    return beside >= 0 and begins_alike(scan, name, beside)


def begins_alike(scan: Scan, name: int, line: int) -> bool:
    """Whether a line begins with the name of who speaks, up to its colon, as another does; any line does if there is no name."""
    if name < 0:
        return True
    room = LONGEST_PREFIX
    while line < scan.end and room and scan.data[line] != 0x0A and not kind_at(scan, line) >> SHIFT & (HAN | LETTER):
        line += kind_at(scan, line) & 7
        room -= 1
    while line < scan.end and name < scan.end and not is_colon(scan, name):
        if scan.data[line] != scan.data[name]:
            return False
        line += 1
        name += 1
    return True


def is_in_name(scan: Scan, at: int) -> bool:
    """Whether a hanzi, or a colon, follows the hanzi here: before a line of readings they are a name."""
    end = at + (kind_at(scan, at) & 7)
    if end >= scan.end:
        return False
    return is_colon(scan, end) or kind_at(scan, end) >> SHIFT & HAN != 0


def past_speaker(scan: Scan, at: int) -> int:
    """Where a line goes on behind the name of who speaks and a colon: ``at`` if that is not what stands here."""
    end = at
    while end < scan.end and end - at <= 12 and 0x61 <= scan.data[end] | 0x20 <= 0x7A:
        end += 1
    if end >= scan.end or end == at:
        return at
    return end + (kind_at(scan, end) & 7) if is_colon(scan, end) else at


def end_of_readings(scan: Scan, at: int, room: int) -> int:
    """Where a line ends that holds nothing but what could be syllables; -1 if it holds anything else."""
    while at < scan.end and scan.data[at] != 0x0A:
        byte = scan.data[at]
        if 0x61 <= byte | 0x20 <= 0x7A:
            end = past_word(scan, at)
            if end < 0 and not scan.thorough and kind_before(scan, at) & LETTER == 0:
                return -1
            end = read_word(scan, at) >> 16 if end < 0 else end >> 1
            room -= end - at
            at = end
        looks = kind_at(scan, at) if at < scan.end else 0
        if at < scan.end and scan.data[at] != 0x0A and not 0x61 <= scan.data[at] | 0x20 <= 0x7A:
            if not looks >> SHIFT & (LETTER | ZHUYIN | TONE | LINE):
                return -1
            at += looks & 7
            room -= 1
        if room < -1:
            return -1
    return at


def hanzi_below(scan: Scan, end: int) -> int:
    """Where the line of hanzi begins that follows the line that ends here, -1 if none does; the rule of a table may stand between."""
    for _ in range(2):
        if end >= scan.end:
            return -1
        kind = line_kind(scan, end + 1)
        if kind != 1:
            return end + 1 if kind == 2 else -1
        end += 1
        while end < scan.end and scan.data[end] != 0x0A:
            end += 1
    return -1


def hanzi_above(scan: Scan, start: int) -> int:
    """Where the line of hanzi begins before the line that begins here, -1 if none does; the rule of a table may stand between."""
    for _ in range(2):
        if start <= scan.begin:
            return -1
        start -= 1
        room = 4 * LONGEST_LINE
        while start > scan.begin and scan.data[start - 1] != 0x0A:
            start -= 1
            room -= 1
            if room < 0:
                return -1
        kind = line_kind(scan, start)
        if kind != 1:
            return start if kind == 2 else -1
    return -1


def line_kind(scan: Scan, at: int) -> int:
    """What the line that begins here may be: 2 one of hanzi, 1 the rule of a table, 0 neither."""
    room, prefix = LONGEST_LINE, LONGEST_PREFIX
    hanzi = False
    rule = True
    while at < scan.end and scan.data[at] != 0x0A:
        byte = scan.data[at]
        if is_hanzi_at(scan, at):
            hanzi, rule = True, False
            at += kind_at(scan, at) & 7
        else:
            looks = kind_at(scan, at)
            if not hanzi and 0x61 <= byte | 0x20 <= 0x7A:  # a name, or no line of hanzi
                name = past_speaker(scan, at)
                if name == at:
                    return 0
                room -= name - at
                at = name
                rule = False
                continue
            if byte != 0x2D and not looks >> SHIFT & HANZI_LINE:
                prefix -= 1
                if hanzi and (byte == 0x25 or looks >> SHIFT & LETTER):  # other words among them or behind
                    return 2
                if hanzi or prefix < 0:
                    return 0
            if byte == 0x2D and hanzi:
                return 0
            rule = rule and (byte in (0x2D, 0x7C, 0x3A) or looks >> SHIFT & SPACE != 0)
            at += looks & 7
        room -= 1
        if room < 0:
            return 0
    return 2 if hanzi else 1 if rule else 0
