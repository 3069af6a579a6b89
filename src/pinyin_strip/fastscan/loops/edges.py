"""Where a line of readings or of hanzi begins and ends, in a text and in its markup, and what may stand before it."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import HAN, LETTER, SHIFT, before, is_hanzi_at, kind_at, kind_before

__all__ = [
    "LONGEST",
    "begin_of_hanzi",
    "begin_of_reading",
    "end_of_hanzi",
    "end_of_reading",
    "goes_on",
    "has_colon",
    "has_nothing_behind",
    "is_colon",
    "is_empty",
    "is_in_path",
    "is_joint",
    "is_labelled",
    "is_mark",
    "line_before",
    "past_blanks",
    "past_break",
    "past_bullet",
    "past_line_break",
    "past_name",
    "past_prefix",
]

LONGEST = 900  # bytes of a line of readings, or of its hanzi
PATH = 200  # bytes before a backslash in which a drive may be named
NAME = 6  # hanzi in the name of who speaks
LABEL = 12  # letters in it


def is_empty(scan: Scan, at: int) -> bool:
    """Whether the line that begins here is empty, or none begins here."""
    return at == -1 or (at >= 0 and past_line_break(scan, past_blanks(scan, at)) >= 0)


def past_blanks(scan: Scan, at: int) -> int:
    while at < scan.end and scan.data[at] == 0x20:
        at += 1
    return at


def past_bullet(scan: Scan, at: int) -> int:
    """Where a line goes on behind the signs of a heading, or behind the one that makes an item of it, and blanks."""
    end = past_blanks(scan, at)
    if end < scan.end and scan.data[end] == 0x23:
        while end < scan.end and end - at < 7 and scan.data[end] == 0x23:
            end += 1
    elif end < scan.end and scan.data[end] in (0x2D, 0x2A, 0x3E, 0x2B):  # - * > +
        end += 1
    else:
        return at
    return past_blanks(scan, end) if end < scan.end and scan.data[end] == 0x20 else at


def goes_on(scan: Scan, at: int, end: int) -> bool:
    """Whether another letter follows."""
    return at < end and kind_at(scan, at) >> SHIFT & LETTER != 0


def is_mark(scan: Scan, at: int) -> bool:
    """Whether one of the marks of sentences stands here, or a blank: space , . ! ? ; : 、 。 ， ！ ？ ； ： … —."""
    byte = scan.data[at]
    if byte < 0x80:
        return byte in (0x20, 0x2C, 0x2E, 0x21, 0x3F, 0x3B, 0x3A)
    if at + 2 >= scan.end:
        return False
    second, third = scan.data[at + 1], scan.data[at + 2]
    if byte == 0xE3:
        return second == 0x80 and 0x81 <= third <= 0x82
    if byte == 0xEF:
        return second == 0xBC and third in (0x8C, 0x81, 0x9F, 0x9B, 0x9A)
    return byte == 0xE2 and second == 0x80 and third in (0xA6, 0x94)


def is_quote(scan: Scan, at: int) -> bool:
    """Whether a quotation mark of either script stands here: “ ” ‘ ’ 「 」 『 』 《 》."""
    if at + 2 >= scan.end or scan.data[at + 1] != 0x80:
        return False
    byte, third = scan.data[at], scan.data[at + 2]
    return (byte == 0xE2 and 0x98 <= third <= 0x9D) or (byte == 0xE3 and 0x8A <= third <= 0x8F)


def is_joint(scan: Scan, at: int) -> bool:
    """Whether an apostrophe or a hyphen stands here between two letters."""
    size = 1 if scan.data[at] in (0x27, 0x2D) else 0
    if scan.data[at] == 0xE2 and at + 2 < scan.end and scan.data[at + 1] == 0x80 and scan.data[at + 2] == 0x99:
        size = 3
    return size > 0 and kind_before(scan, at) & LETTER != 0 and goes_on(scan, at + size, scan.end)


def end_of_reading(scan: Scan, at: int) -> int:
    """Where words and their marks end that begin here; -1 if there are too many of them."""
    last = at + LONGEST
    while at < scan.end:
        if not (kind_at(scan, at) >> SHIFT & LETTER or is_mark(scan, at) or is_joint(scan, at)):
            return at
        at += kind_at(scan, at) & 7
        if at > last:
            return -1
    return at


def begin_of_reading(scan: Scan, end: int) -> int:
    """Where the first letter of the words stands that end here; -1 if there are too many of them, or other signs that could belong to them."""
    at, begin = end, -1
    while at > scan.begin:
        place = before(scan, at)
        if kind_at(scan, place) >> SHIFT & LETTER:
            begin = place
        elif scan.data[place] == 0x2C and scan.data[at] == 0x2C:  # fields of subtitles end so
            return -1
        elif not (is_mark(scan, place) or is_joint(scan, place)):
            break
        at = place
        if end - at > LONGEST:
            return -1
    if at > scan.begin:
        place = before(scan, at)
        byte = scan.data[place]
        if byte == 0x5C and at == begin and byte_is_n(scan, at):
            return begin_behind(scan, at + 1, end)
        if byte >= 0x80 or byte in (0x27, 0x2D, 0x3A, 0x22) or 0x30 <= byte <= 0x39:  # ' - : "
            return -1 if not kind_at(scan, place) >> SHIFT & HAN else begin
    return begin


def byte_is_n(scan: Scan, at: int) -> bool:
    return scan.data[at] | 0x20 == 0x6E


def begin_behind(scan: Scan, at: int, end: int) -> int:
    """Where the first letter stands between two places; -1 if there is none."""
    while at < end and not kind_at(scan, at) >> SHIFT & LETTER:
        at += kind_at(scan, at) & 7
    return at if at < end else -1


def is_in_line(scan: Scan, at: int) -> bool:
    """Whether one of the signs stands here that a line of hanzi is made of."""
    if 0x30 <= scan.data[at] <= 0x39 or is_hanzi_at(scan, at) or is_mark(scan, at) or is_quote(scan, at):
        return True
    return at + 2 < scan.end and scan.data[at] == 0xE3 and scan.data[at + 1] == scan.data[at + 2] == 0x80  # U+3000


def end_of_hanzi(scan: Scan, at: int) -> int:
    """Where hanzi and their marks end that begin here; ``at`` if another mark begins here, or if there are too many of them."""
    end = at
    if at < scan.end and is_mark(scan, at) and scan.data[at] != 0x20:
        return at
    while end < scan.end and is_in_line(scan, end):
        end += kind_at(scan, end) & 7
        if end - at > LONGEST:
            return at
    return end


def has_nothing_behind(scan: Scan, at: int) -> bool:
    """Whether no other hanzi or digit follows behind a line of hanzi in its markup: words may, their translation."""
    last = at + LONGEST
    while at < scan.end and at < last:
        byte = scan.data[at]
        if byte >= 0x80 and not is_quote(scan, at):
            return kind_at(scan, at) >> SHIFT & LETTER != 0
        if byte < 0x80 and not is_in_code(byte):
            return not 0x30 <= byte <= 0x39
        at += kind_at(scan, at) & 7
    return at >= scan.end


def begin_of_hanzi(scan: Scan, base: int) -> int:
    """Where the first of the hanzi or digits stands that end at ``base``; -1 if others could belong to them, or there are too many."""
    at, first = base, -1
    while at > scan.begin:
        place = before(scan, at)
        if not is_in_line(scan, place):
            break
        if is_hanzi_at(scan, place) or 0x30 <= scan.data[place] <= 0x39:
            first = place
        at = place
        if base - at > LONGEST:
            return -1
    return first if first >= 0 and is_hanzi_at(scan, first) and nothing_before(scan, at) else -1


def nothing_before(scan: Scan, at: int) -> bool:
    """Whether no other hanzi or digit stands before a line of hanzi in its markup."""
    last = at - LONGEST
    while at > scan.begin and at > last:
        byte = scan.data[at - 1]
        if byte >= 0x80 or not is_in_code(byte):
            return byte < 0x80 and not 0x30 <= byte <= 0x39
        at -= 1
    return at == scan.begin


def is_in_code(byte: int) -> bool:
    """Whether a byte is a letter or a mark that may stand in one line with hanzi."""
    return 0x61 <= byte | 0x20 <= 0x7A or byte in (
        0x20, 0x21, 0x22, 0x25, 0x27, 0x28, 0x29, 0x2C, 0x2D, 0x2E, 0x3A, 0x3B, 0x3F, 0x7E,
    )  # fmt: skip


def past_name(scan: Scan, at: int) -> int:
    """Where the hanzi go on behind the name of who speaks; ``at`` if they do not begin so."""
    end = at
    for _ in range(NAME):
        if end < scan.end and is_hanzi_at(scan, end):
            end += kind_at(scan, end) & 7
    if end == at or end >= scan.end or not is_colon(scan, end):
        return at
    return end + (kind_at(scan, end) & 7)


def past_prefix(scan: Scan, at: int) -> int:
    """Where a line goes on behind one sign or number that makes an item of it, or behind the name of who speaks."""
    start = at
    if scan.data[at] == 0x2D:
        at += 1
    elif 0x30 <= scan.data[at] <= 0x39:
        while at < scan.end and at - start < 3 and 0x30 <= scan.data[at] <= 0x39:
            at += 1
        if at >= scan.end or scan.data[at] != 0x2E:
            return start
        at += 1
    else:
        end = at
        while end < scan.end and end - at < LABEL and 0x61 <= scan.data[end] | 0x20 <= 0x7A:
            end += 1
        if end > at and end < scan.end and is_colon(scan, end):
            at = end + (kind_at(scan, end) & 7)
        elif end > at:
            return start
        else:
            at = past_name(scan, at)
    return past_blanks(scan, at)


def line_before(scan: Scan, start: int) -> int:
    """Where the line begins before the one that begins here; -1 if there is none, -2 if it is too long."""
    if start <= scan.begin:
        return -1
    at = start - 1
    while at > scan.begin and scan.data[at - 1] != 0x0A:
        at -= 1
        if start - at > LONGEST:
            return -2
    return at


def past_line_break(scan: Scan, at: int) -> int:
    """Where the next line begins, if the line ends here; -1 if it does not."""
    if at < 0 or at >= scan.end:
        return at
    if scan.data[at] == 0x0D:
        at += 1
    return at + 1 if at < scan.end and scan.data[at] == 0x0A else -1


def past_break(scan: Scan, at: int) -> int:
    """Where the text goes on behind a break of a markup, of which these are the letters; -1 if they are none."""
    if scan.data[at - 1] == 0x5C:
        return at + 1 if byte_is_n(scan, at) else -1
    end = at + 2
    if end >= scan.end or scan.data[at] | 0x20 != 0x62 or scan.data[at + 1] | 0x20 != 0x72:
        return -1
    if scan.data[end] == 0x20:
        end += 1
    if end < scan.end and scan.data[end] == 0x2F:
        end += 1
    if end >= scan.end or scan.data[end] != 0x3E:
        return -1
    end += 1
    last = end + 8
    while end < min(last, scan.end) and scan.data[end] in (0x20, 0x09, 0x0A, 0x0D):
        end += 1
    return end


def is_in_path(scan: Scan, at: int) -> bool:
    """Whether a backslash may part the folders of a path: a drive's colon and backslash stand before it, and no blank between."""
    place = at
    while place > scan.begin and at - place < PATH and scan.data[place - 1] > 0x20:
        place -= 1
        if scan.data[place] == 0x5C and place > scan.begin and scan.data[place - 1] == 0x3A:
            return True
    return False


def is_labelled(scan: Scan, at: int) -> bool:
    """Whether a colon follows the first letters, all of them ASCII: what stands before it may be who speaks."""
    while at < scan.end and 0x61 <= scan.data[at] | 0x20 <= 0x7A:
        at += 1
    return at < scan.end and is_colon(scan, at)


def has_colon(scan: Scan, at: int, end: int) -> bool:
    while at < end:
        if is_colon(scan, at):
            return True
        at += kind_at(scan, at) & 7
    return False


def is_colon(scan: Scan, at: int) -> bool:
    """Whether a colon of either width stands here."""
    if scan.data[at] == 0x3A:
        return True
    return at + 2 < scan.end and scan.data[at] == 0xEF and scan.data[at + 1] == 0xBC and scan.data[at + 2] == 0x9A
