"""Letters outside of brackets: readings that are glued to their hanzi, or that stand apart from them."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import LINE_SITE, NO_BASE, OPEN, UNSURE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.base import find_base
    from pinyin_strip.fastscan.loops.body import is_label
    from pinyin_strip.fastscan.loops.ending import (
        begins_like,
        could_read_before,
        hanzi_number,
        is_part_of,
        letters_from,
    )
    from pinyin_strip.fastscan.loops.interlinear import decides_break, decides_line, is_lost
    from pinyin_strip.fastscan.loops.lines import is_cell, is_line, is_woven
    from pinyin_strip.fastscan.loops.marked import is_break, is_named_element
    from pinyin_strip.fastscan.loops.sentences import is_sentence
    from pinyin_strip.fastscan.loops.state import Scan, emit
    from pinyin_strip.fastscan.loops.text import (
        APART,
        CLOSER,
        CLOSING,
        HAN,
        LETTER,
        LINE,
        MARK_END,
        OPENING,
        SHIFT,
        SPACE,
        STOP,
        TONE,
        ZHUYIN,
        before,
        is_blank,
        kind_at,
        kind_before,
    )  # fmt: skip
    from pinyin_strip.fastscan.loops.words import WORDS, before_marks, has_tone, joint_at, next_word, past_word

__all__ = ["stretch"]

# What letters may stand behind that stand apart from hanzi.
BESIDE = APART | SPACE | LINE | STOP | CLOSER | OPENING | CLOSING | MARK_END


def stretch(scan: Scan, at: int) -> int:
    """Look at letters; return where the stretch of them ends: at the next hanzi, bracket, tag or line break. -1 if no more is wanted."""
    kind = kind_before(scan, at)
    last = scan.data[at - 1] if at > scan.begin else 0x0A
    found = decided = False
    if kind & HAN:
        found = is_glued_reading(scan, at)
    elif last == 0x3C or last == 0x5C:  # < \\
        decided = not scan.thorough and decides_break(scan, at)
        if not decided:
            found = is_break(scan, at) or (last == 0x3C and is_named_element(scan, at))
            found = found and (scan.thorough or not is_lost(scan, at))
    elif kind & BESIDE or at == scan.begin or before_marks(scan, at) < at:
        found = is_apart(scan, at) or is_cell(scan, at) or is_woven(scan, at)
        decided = not (found or scan.thorough) and decides_line(scan, at)
        found = found or (not decided and (is_line(scan, at) or is_sentence(scan, at)))
    if decided and not emit(scan, LINE_SITE, scan.gone_start, scan.gone_end, scan.gone_base):
        return -1
    if found and not emit(scan, OPEN, at, at, at):
        return -1
    return end_of_stretch(scan, at)


def end_of_stretch(scan: Scan, at: int) -> int:
    while at < scan.end:
        byte = scan.data[at]
        if byte < 0x80:
            if byte in (0x0A, 0x0D, 0x28, 0x3C, 0x5B, 0x5C, 0x7B):  # ( < [ \\ {
                return at
            at += 1
        elif byte < 0xE2:
            at += 1
        elif 0xE5 <= byte <= 0xE9:
            return at
        else:
            looks = kind_at(scan, at)
            if looks >> SHIFT & (HAN | OPENING):
                return at
            at += looks & 7
    return at


def is_glued_reading(scan: Scan, at: int) -> bool:
    """Whether a reading with tones may stand directly behind a hanzi."""
    kind = kind_at(scan, at) >> SHIFT
    if not kind & LETTER:
        return (
            kind & ZHUYIN != 0 or kind_at(scan, at + 2) >> SHIFT & ZHUYIN != 0
            if at + 2 < scan.end
            else kind & ZHUYIN != 0
        )
    if is_in_font(scan, at):
        return True
    if scan.thorough:
        return glued_reads(scan, at)
    begin, toned = at, False
    while at < scan.end:
        end = past_word(scan, at)
        if end < 0:
            return False
        toned = toned or end & 1 != 0
        at = end >> 1
        if end & 1 and scan.data[at] >= 0x80:
            return glued_reads(scan, begin)
        if end & 1:
            at += 1
            if at < scan.end and 0x61 <= scan.data[at] | 0x20 <= 0x7A:
                continue
            is_number = at < scan.end and 0x30 <= scan.data[at] <= 0x39
            return (
                not is_number
                and at - begin > 2
                and could_read_before(scan, letters_from(scan, begin, at), begin, not is_alone(scan, at))
            )
        if at >= scan.end:
            return False
        joint = joint_at(scan, at)
        if not joint or at + joint >= scan.end or not kind_at(scan, at + joint) >> SHIFT & LETTER:
            return False
        at += joint
    return False


def is_in_font(scan: Scan, at: int) -> bool:
    """Whether a capital may stand for a toned vowel, as the fonts of textbooks have it, in a syllable of the hanzi before it: 家jiQ."""
    word, capitals, end = 0, 0, at
    while end < scan.end and end - at < 9 and 0x61 <= scan.data[end] | 0x20 <= 0x7A:
        if scan.data[end] >= 0x61:
            word = word << 8 | scan.data[end]
        else:
            capitals += 1
        end += 1
    if capitals != 1 or end - at > 8 or scan.data[at] < 0x61 or is_followed(scan, end):
        return False
    code = hanzi_number(scan, before(scan, at))
    return code == -1 or (code >= 0 and is_part_of(scan, word, code))


def is_followed(scan: Scan, at: int) -> bool:
    """Whether a letter or digit follows."""
    return at < scan.end and (kind_at(scan, at) >> SHIFT & LETTER != 0 or 0x30 <= scan.data[at] <= 0x39)


def glued_reads(scan: Scan, begin: int) -> bool:
    """Whether a glued word with tone marks ends like a reading of the hanzi before it."""
    at = begin
    while at < scan.end:
        looks = kind_at(scan, at)
        if not looks >> SHIFT & LETTER and not 0x31 <= scan.data[at] <= 0x35:
            joint = joint_at(scan, at)
            if not joint or at + joint >= scan.end or not kind_at(scan, at + joint) >> SHIFT & LETTER:
                break
            if 0x31 <= scan.data[at - 1] <= 0x35:  # a tone digit ends the word
                break
            if scan.thorough and could_read_before(scan, letters_from(scan, begin, at), begin, True):
                return True  # what goes on may be a word of its own
            at += joint
        else:
            at += looks & 7
    if at + 1 < scan.end and scan.data[at] == 0x20 and kind_at(scan, at + 1) >> SHIFT & LETTER:  # pí pa
        return scan.thorough or could_read_before(scan, letters_from(scan, begin, at), begin, False)
    return could_read_before(scan, letters_from(scan, begin, at), begin, not is_alone(scan, at))


def is_alone(scan: Scan, at: int) -> bool:
    """Whether a blank, a bracket that closes, or nothing follows: 慰藉jiè."""
    return at >= scan.end or kind_at(scan, at) >> SHIFT & (SPACE | CLOSING) != 0


def is_apart(scan: Scan, at: int) -> bool:
    """Whether a reading with tones may stand behind hanzi, a comma, a dash, a slash or blanks between them, or behind a headword."""
    marked = before_marks(scan, at)
    start = marked
    while start > scan.begin:
        place = before(scan, start)
        if kind_at(scan, place) >> SHIFT & APART == 0:
            break
        start = place
    if start == scan.begin:
        return False
    kind = kind_before(scan, start)
    parted = start < marked and is_separator(scan, start, marked)
    headed = (parted or start == marked) and kind & (CLOSING | CLOSER) and is_headword(scan, start)
    zhuyin = scan.data[at] >= 0x80 and kind_at(scan, at) >> SHIFT & (ZHUYIN | TONE) != 0
    framed = start == marked and marked < at and kind & HAN != 0
    if (headed or framed) and (scan.thorough or zhuyin or has_tone(scan, at)):
        return True
    linked = (
        scan.data[start - 1] in (0x7D, 0x5D)
        and start - 2 >= scan.begin
        and scan.data[start - 2] == scan.data[start - 1]
    )
    if not (kind & (HAN | CLOSER) or linked) or not (parted or (scan.thorough and start < marked)):
        return False
    if not scan.thorough and has_tab(scan, start, at):  # the column of a table is its content
        return False
    base = start if kind & HAN else find_base(scan, start)
    if base == NO_BASE:
        return False
    if zhuyin:
        return True
    framed = framed or marked < at or base != start or scan.data[start] == 0x2C or scan.data[start] == 0xEF  # , ，
    at = past_label(scan, at)
    if has_tone(scan, at) and (base == UNSURE or begins_run(scan, at, base, framed)):
        return True
    return scan.thorough and apposed_reads(scan, at, base)


def is_headword(scan: Scan, end: int) -> bool:
    """Whether hanzi stand before the bracket or quotation mark that closes at ``end``, and no ASCII sign is that."""
    place = before(scan, end)
    return scan.data[place] >= 0x80 and place > scan.begin and kind_before(scan, place) & HAN != 0


def apposed_reads(scan: Scan, at: int, base: int) -> bool:
    """Whether words, or one of them, end like a reading of the hanzi that ends at ``base``."""
    begin = at
    for _ in range(WORDS):
        word = at
        while at < scan.end and (kind_at(scan, at) >> SHIFT & (LETTER | TONE) or 0x30 <= scan.data[at] <= 0x39):
            at += kind_at(scan, at) & 7
        following = next_word(scan, at)
        if following < 0:
            return base < 0 or could_read_before(scan, letters_from(scan, begin, at), base, True)
        if base >= 0 and could_read_before(scan, letters_from(scan, word, at), base, True):
            return True
        at = following
    return False


def begins_run(scan: Scan, at: int, base: int, framed: bool) -> bool:
    """Whether a reading begins like the first of the hanzi before ``base``, of which there are two, or one in a frame or behind a bracket."""
    first, count, gap, place = -2, 0, 0, base
    while place > scan.begin and count < 60 and gap <= 8:
        place = before(scan, place)
        code = hanzi_number(scan, place)
        if code > -2:
            first, gap = code, 0
            count += 1
        elif is_blank(scan, place):
            gap += 1
        else:
            break
    if count == 1 and not (
        framed or (kind_at(scan, place) >> SHIFT & (OPENING | LINE) and scan.data[place] > 0x20)
    ):  # (门, mén), “长 zhǎng”
        return False
    return 1 <= count < 60 and (first == -1 or begins_like(scan, at, first))


def is_separator(scan: Scan, at: int, end: int) -> bool:
    """Whether a comma, a slash, one dash or two, or blanks stand here, and nothing else: behind an ASCII comma a blank."""
    at = past_blanks(scan, at, end)
    if at == end:
        return True
    if scan.data[at] == 0x2C:  # ,
        return at + 1 < end and past_blanks(scan, at + 1, end) == end
    if scan.data[at] == 0x2F or scan.data[at] == 0x3B:  # / ;
        return past_blanks(scan, at + 1, end) == end
    if tells(scan, at):
        return False
    if scan.data[at] == 0xEF:  # ， ／ ；
        return past_blanks(scan, at + 3, end) == end
    dashes = 0
    while at < end and dashes < 2 and scan.data[at] != 0x20 and scan.data[at] != 0x09 and scan.data[at] != 0xEF:
        at += kind_at(scan, at) & 7
        dashes += 1
    return past_blanks(scan, at, end) == end


def tells(scan: Scan, at: int) -> bool:
    """Whether a colon, an equals sign or an arrow stands here, of either width: what follows is content."""
    byte = scan.data[at]
    if byte < 0x80:
        return byte == 0x3A or byte == 0x3D
    return scan.data[at + 2] in (0x9A, 0x9D) if byte == 0xEF else scan.data[at + 1] == 0x86


def past_blanks(scan: Scan, at: int, end: int) -> int:
    """Where spaces and tabs end that may stand here."""
    while at < end and (scan.data[at] == 0x20 or scan.data[at] == 0x09):
        at += 1
    return at


def has_tab(scan: Scan, at: int, end: int) -> bool:
    while at < end:
        if scan.data[at] == 0x09:
            return True
        at += 1
    return False


def past_label(scan: Scan, at: int) -> int:
    """Where a reading begins that says of itself that it is pinyin: pinyin: Hànjiāng; ``at`` for any other."""
    end = at
    for _ in range(2):
        begin = end
        while end < scan.end and 0x61 <= scan.data[end] | 0x20 <= 0x7A:
            end += 1
        if not is_label(scan, begin, end) or end >= scan.end:
            return at
        if scan.data[end] != 0x20:
            break
        end += 1
    if scan.data[end] == 0x3A:
        end += 1
    elif (
        kind_at(scan, end) & 7 == 3
        and scan.data[end] == 0xEF
        and scan.data[end + 1] == 0xBC
        and scan.data[end + 2] == 0x9A
    ):
        end += 3
    else:
        return at
    while end < scan.end and (scan.data[end] == 0x20 or scan.data[end] == 0x09):
        end += 1
    return end
