"""Where the hanzi before a gloss end: what may stand between, from the gloss backwards (``tokenizer/base.py``)."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython

from pinyin_strip.fastscan.terms import NO_BASE, UNSURE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import (
        CLOSER,
        HAN,
        INVISIBLE,
        MARK_END,
        OPENING,
        SHIFT,
        SPACE,
        STOP,
        before,
        kind_at,
        kind_before,
    )  # fmt: skip

__all__ = ["find_base"]

NO_MARK = -3
STEPS = 16  # what may stand between
LONGEST_TAG = 120
LONGEST_ARGUMENT = 40  # characters of the arguments before the last one


def find_base(scan: Scan, start: int) -> int:
    """Go back over what may stand between a gloss and its hanzi; where these end, NO_BASE, or UNSURE."""
    end = start
    for _ in range(STEPS):
        if end <= scan.begin:
            return NO_BASE
        place = before(scan, end)
        byte = scan.data[place]
        kind = kind_at(scan, place) >> SHIFT
        if kind & HAN:
            return end
        if kind & (SPACE | INVISIBLE):
            end = place
            continue
        if kind & MARK_END:
            marked = mark_before(scan, end, place)
            if marked == UNSURE:
                return UNSURE
            if marked != NO_MARK:
                end = marked
                continue
        if (
            kind & CLOSER
            or (byte == 0x7C and end == start)
            or (kind & STOP and place > scan.begin and not (byte == 0x3A and is_key(scan, place)))
        ):
            end = place
        else:
            return headword_before(scan, place)
    return NO_BASE


def headword_before(scan: Scan, close: int) -> int:
    """Where the hanzi end in a bracket that closes at ``close`` and holds nothing else, twelve at most; NO_BASE if there is none."""
    size = kind_at(scan, close) & 7
    byte = scan.data[close]
    if not (
        byte in (0x7D, 0x5D, 0x29)
        or (byte == 0xE3 and scan.data[close + 1] == 0x80 and scan.data[close + 2] in (0x91, 0x95))
        or (byte == 0xEF and size == 3 and scan.data[close + 1] == 0xBC and scan.data[close + 2] in (0xBD, 0x89))
    ):
        return NO_BASE
    end = close
    doubled = close > scan.begin and scan.data[close - 1] == byte
    if byte == 0x5D and not doubled:
        return NO_BASE
    if byte != 0x29 and byte < 0x80 and doubled:  # ]] }}
        end = close - 1
    at, count = end, 0
    while at > scan.begin and count <= 12 and kind_before(scan, at) & HAN:
        at = before(scan, at)
        count += 1
    if not 1 <= count <= 12 or at <= scan.begin:
        return NO_BASE
    opening = before(scan, at)
    first = scan.data[opening]
    if byte != 0x29 and byte < 0x80 and doubled and (first == 0x7C or (first == 0x3D and byte == 0x7D)):  # | =
        return end if is_argument(scan, opening, byte - 2) else NO_BASE
    if byte == 0x5D:
        return end if first == 0x5B and opening > scan.begin and scan.data[opening - 1] == 0x5B else NO_BASE
    if byte == 0x29 or (byte == 0xEF and scan.data[close + 2] == 0x89):
        return end if is_parenthesis(scan, opening) else NO_BASE
    if first < 0x80:
        return end if first == 0x7B else NO_BASE
    third = scan.data[opening + 2] if at - opening == 3 else 0
    wide = first == 0xEF and scan.data[opening + 1] == 0xBC and third == 0xBB
    return end if wide or (first == 0xE3 and third in (0x90, 0x94)) else NO_BASE


def is_parenthesis(scan: Scan, at: int) -> bool:
    """Whether a parenthesis of either width opens here."""
    if scan.data[at] == 0x28:
        return True
    return at + 2 < scan.end and scan.data[at] == 0xEF and scan.data[at + 1] == 0xBC and scan.data[at + 2] == 0x88


def is_argument(scan: Scan, at: int, opening: int) -> bool:
    """Whether a template or link of a wiki, which two brackets open, has something before the bar here: {{lang|zh|, [[西湖|."""
    for length in range(LONGEST_ARGUMENT + 1):
        if at < scan.begin + 2:
            return False
        at = before(scan, at)
        byte = scan.data[at]
        if byte == opening:
            return length > 0 and at > scan.begin and scan.data[at - 1] == opening
        if byte in (0x0A, opening + 2):
            return False
    return False


def is_key(scan: Scan, colon: int) -> bool:
    """Whether a quotation mark stands before a colon, as behind a key of JSON."""
    at = colon
    while at > scan.begin and colon - at < 7 and scan.data[at - 1] == 0x20:
        at -= 1
    return at > scan.begin and colon - at < 7 and scan.data[at - 1] == 0x22


def mark_before(scan: Scan, end: int, place: int) -> int:
    """Where the tag, macro, escaped line break or note mark begins whose last character stands at ``place``; NO_MARK, or UNSURE."""
    byte = scan.data[place]
    previous = scan.data[place - 1] if place > scan.begin else 0
    if byte in (0x6E, 0x72, 0x74):  # n r t
        return place - 1 if previous == 0x5C else NO_MARK
    if byte == 0x7E:  # ~
        is_macro = place - 2 >= scan.begin and 0x61 <= previous | 0x20 <= 0x7A and scan.data[place - 2] == 0x7E
        return place - 2 if is_macro else NO_MARK
    if byte == 0x3B:  # ; may end an escaped tag or an entity: gt; nbsp; quot; rdquo;
        if place - 3 < scan.begin:
            return NO_MARK
        ends = previous << 8 | scan.data[place - 2]
        return UNSURE if ends in (0x7467, 0x7073, 0x746F, 0x6F75) else NO_MARK
    if byte == 0x3E:  # >
        return tag_before(scan, place)
    if byte < 0x80 or byte == 0xEF or byte == 0xE3:
        return note_before(scan, place)
    return place  # a note mark of one character


def tag_before(scan: Scan, close: int) -> int:
    """Where the tag begins that ends at ``close``; NO_MARK if none does."""
    at = close
    for _ in range(LONGEST_TAG + 1):
        if at <= scan.begin:
            return NO_MARK
        at = before(scan, at)
        byte = scan.data[at]
        if byte == 0x3C:
            return at if at < close - 1 else NO_MARK
        if byte == 0x3E or byte == 0x0A:
            return NO_MARK
    return NO_MARK


def note_before(scan: Scan, close: int) -> int:
    """Where the number in brackets begins that closes at ``close``: [2], （3）; NO_MARK if none does."""
    at = blank_before(scan, close)
    digits = 0
    while at > scan.begin and digits < 4 and 0x30 <= scan.data[at - 1] <= 0x39:
        at -= 1
        digits += 1
    if at > scan.begin and scan.data[at - 1] >= 0x80:
        place = before(scan, at)
        if (
            scan.data[place] == 0xEF
            and at - place == 3
            and scan.data[place + 1] == 0xBC
            and 0x90 <= scan.data[place + 2] <= 0x99
        ):
            return UNSURE  # full-width digits
    if not 1 <= digits <= 3:
        return NO_MARK
    at = blank_before(scan, at)
    if at <= scan.begin:
        return NO_MARK
    place = before(scan, at)
    is_brace_or_title = scan.data[place] == 0x7B or (scan.data[place] == 0xE3 and scan.data[place + 2] in (0x8A, 0x96))
    return (
        place
        if kind_at(scan, place) >> SHIFT & OPENING and not is_brace_or_title and scan.data[place + 2] != 0x9B
        else NO_MARK
    )


def blank_before(scan: Scan, at: int) -> int:
    """Where one blank begins that may end at ``at``; ``at`` if there is none."""
    if at <= scan.begin:
        return at
    place = before(scan, at)
    return place if kind_at(scan, place) >> SHIFT & SPACE else at
