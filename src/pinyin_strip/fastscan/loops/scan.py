"""The fast scan: one pass over UTF-8 bytes that finds every place where a gloss could stand, and decides the common ones.

What it tells apart: a *toned* reading of the one hanzi before its bracket, which is certainly a gloss; Latin letters in a bracket
that spell no pinyin, which are certainly *foreign*; and what is *open*, which Python judges. What cannot become a gloss, nor
speak for or against one, is passed in silence. Places are numbers of bytes. The loops only move forward.
"""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import CHAINED, DAMAGE, FOREIGN, NO_BASE, OPEN, TONED_SITE, UNSURE

if not cython.compiled:  # else they come as C, by the .pxd file
    from pinyin_strip.fastscan.loops.base import find_base
    from pinyin_strip.fastscan.loops.body import could_be_read, read_body, tone_ahead
    from pinyin_strip.fastscan.loops.damage import is_damage, is_stray
    from pinyin_strip.fastscan.loops.ending import could_read_before, hanzi_number, is_part_of, letters_from
    from pinyin_strip.fastscan.loops.notations import is_function, is_notation, is_pair
    from pinyin_strip.fastscan.loops.state import Scan, emit
    from pinyin_strip.fastscan.loops.stretch import stretch
    from pinyin_strip.fastscan.loops.syllable import listed_gloss, listed_word
    from pinyin_strip.fastscan.loops.text import (
        CLOSING,
        FAMILY,
        HAN,
        INVISIBLE,
        LETTER,
        OPENING,
        SHIFT,
        SPACE,
        TONE,
        ZHUYIN,
        before,
        is_blank,
        kind_at,
        kind_before,
    )  # fmt: skip

__all__ = ["QUIET", "run"]

# First bytes of characters that are no sign of a gloss, whatever follows. E4 to E9 begin hanzi; 80 to BF begin nothing.
QUIET = bytes(
    0xE4 <= byte <= 0xED
    or 0x80 <= byte < 0xC3
    or 0xCE <= byte < 0xE1
    or byte in (0xE2, 0xEE)
    or byte >= 0xF0
    or (byte < 0x80 and not chr(byte).isalpha() and chr(byte) not in "([{<?")
    for byte in range(256)
)


def run(scan: Scan) -> bool:
    """Scan a text, and ``emit`` its sites in order; false as soon as that says that it wants no more."""
    at = looked = scan.begin
    scan.last_end = -1
    while at < scan.end:
        if at >= looked:
            while at + 34 <= scan.end and not has_sign(scan, at):
                at += 32
            looked = at + 32
        byte = scan.data[at]
        if QUIET[byte]:
            at += 3 if byte >= 0xE0 else 1
            continue
        if 0x61 <= byte | 0x20 <= 0x7A:
            at = stretch(scan, at)
        elif byte == 0x3F or byte == 0x3C:
            at = mark(scan, at, byte)
        elif byte < 0x80:
            at = opening(scan, at, scan.kinds.basic[byte], 1)
        elif is_common(scan, at, byte):
            at += 3
        else:
            at = other(scan, at, byte)
        if at < 0:
            return False
    return True


def mark(scan: Scan, at: int, byte: int) -> int:
    """Look at a question mark, or at what may be a tag; return where to go on, -1 if no more is wanted."""
    if byte == 0x3F:
        return at + 1 if not is_damage(scan, at) or emit(scan, DAMAGE, at, at + 1, at) else -1
    if not is_ruby_tag(scan, at):
        return at + 1
    return at + 3 if emit(scan, OPEN, at, at, at) else -1


def is_common(scan: Scan, at: int, byte: int) -> bool:
    """Whether one of the commonest marks stands here, 、 。 〈 〉 or ， ： ； ！ and the like: no sign of a gloss."""
    if at + 2 >= scan.end:
        return False
    if byte == 0xE3:
        return scan.data[at + 1] == 0x80 and scan.data[at + 2] < 0x8A
    return byte == 0xEF and scan.data[at + 1] == 0xBC and 0x89 <= scan.data[at + 2] <= 0xA0


def other(scan: Scan, at: int, byte: int) -> int:
    """Look at a character that is not ASCII; return where to go on, -1 if no more is wanted."""
    looks = kind_at(scan, at)
    kind = looks >> SHIFT
    if kind & OPENING:
        return opening(scan, at, kind, looks & 7)
    if kind & (LETTER | ZHUYIN) or (byte == 0xCB and at + 1 < scan.end and scan.data[at + 1] == 0x99):  # ˙
        return stretch(scan, at)
    return at + (looks & 7)


def has_sign(scan: Scan, at: int) -> bool:
    """Whether a sign may begin in these 32 bytes (two more are looked at).

    Each range is a difference of its own, within one byte: then a processor compares sixteen at a time.
    """
    found = 0
    for place in range(at, at + 32):
        byte = scan.data[place]
        second = scan.data[place + 1]
        third = scan.data[place + 2]
        letter = ((byte | 0x20) - 0x61) & 0xFF
        latin = (byte - 0xC3) & 0xFF
        cjk = (third - 0x8A) & 0xFF
        wide = (third - 0x89) & 0xFF
        tag = (byte - 0x3C) & 0xFF
        found |= (letter < 28) | (tag < 4) | (byte == 0x28)  # and [ \\ { |, < = > ?, (
        found |= (latin < 11) | (byte == 0xE1)
        found |= (byte == 0xE3) & ((second != 0x80) | (cjk < 13))
        found |= (byte == 0xEF) & ((second != 0xBC) | (wide > 23))
    return found != 0


def is_ruby_tag(scan: Scan, at: int) -> bool:
    """Whether a tag of HTML ruby begins here: <rt or <rp."""
    if at + 2 >= scan.end or scan.data[at + 1] | 0x20 != 0x72:
        return False
    return scan.data[at + 2] | 0x20 == 0x74 or scan.data[at + 2] | 0x20 == 0x70


def opening(scan: Scan, at: int, kind: int, size: int) -> int:
    """Look at a bracket that opens; return where to go on, -1 if no more is wanted."""
    inside, byte = at + size, scan.data[at]
    close = toned_gloss(scan, at)
    if close:
        return close
    if byte == 0x28 and is_stray(scan, at) and not emit(scan, DAMAGE, at, inside, at):
        return -1
    chained = scan.last_end == at and scan.last_base != NO_BASE
    doubled = False
    if chained:
        base = scan.last_base
    else:
        base, scan.chain = find_base(scan, at), at
        doubled = base == NO_BASE and is_doubled(scan, at)
        if doubled:
            base = UNSURE
    if byte == 0x7B and is_pair(scan, inside):
        return inside if emit(scan, OPEN, at, at, at) else -1
    if (byte == 0x7B or byte == 0x5B) and (is_notation(scan, byte, inside) or is_function(scan, at)):
        return notation(scan, at, inside, base, chained)
    if base == NO_BASE and not (scan.thorough and may_follow(scan, at)):
        return inside
    end = read_body(scan, inside)
    if end < 0:
        return half_gloss(scan, at, inside, base >= scan.begin + 3)
    shut = kind_at(scan, end)
    if shut >> SHIFT & CLOSING == 0 or (shut >> SHIFT ^ kind) & FAMILY:
        return half_gloss(scan, at, inside, base != NO_BASE)
    if scan.body_has & (LETTER | ZHUYIN) == 0 and not (scan.body_encoded or scan.body_sound):
        return inside
    scan.last_end, scan.last_base = end + (shut & 7), base
    if doubled and scan.last_end < scan.end and kind_at(scan, scan.last_end) >> SHIFT & CLOSING:
        scan.last_end += kind_at(scan, scan.last_end) & 7
    if is_open(scan, at, inside, end, base) or (
        base == UNSURE and not scan.body_has & HAN and scan.body_first & LETTER
    ):
        return inside if emit(scan, OPEN | CHAINED if chained else OPEN, at, at, scan.chain) else -1
    if base < 0 or scan.body_has & HAN or not scan.body_first & LETTER:
        return inside
    start = before_blanks(scan, base, at)
    if start == base and may_have_lost(scan, inside, end, base):
        return inside if emit(scan, OPEN | CHAINED if chained else OPEN, at, at, scan.chain) else -1
    return inside if emit(scan, FOREIGN, start, scan.last_end, base) else -1


def half_gloss(scan: Scan, at: int, inside: int, has_base: bool) -> int:
    """Leave a bracket that does not close to Python if toned letters stand in it: perhaps half a gloss, of which a proofreader is told."""
    return -1 if has_base and tone_ahead(scan, inside) and not emit(scan, OPEN, at, at, at) else inside


def is_doubled(scan: Scan, at: int) -> bool:
    """Whether another round bracket opens directly before the one here, and hanzi stand before that."""
    family = scan.kinds.basic[0x28] & FAMILY
    if at <= scan.begin or kind_at(scan, at) >> SHIFT & FAMILY != family:
        return False
    outer = before(scan, at)
    kind = kind_at(scan, outer) >> SHIFT
    return kind & OPENING != 0 and kind & FAMILY == family and find_base(scan, outer) != NO_BASE


def notation(scan: Scan, at: int, inside: int, base: int, chained: bool) -> int:
    """Leave markup that holds base and reading to Python; return where to go on, -1 if no more is wanted."""
    end = read_body(scan, inside)
    if end >= 0 and (scan.body_has & (LETTER | ZHUYIN) or scan.body_encoded or scan.body_sound):
        shut = kind_at(scan, end)
        if shut >> SHIFT & CLOSING and not (shut >> SHIFT ^ kind_at(scan, at) >> SHIFT) & FAMILY:
            scan.last_end, scan.last_base = end + (shut & 7), base
    return inside if emit(scan, OPEN | CHAINED if chained else OPEN, at, at, scan.chain) else -1


def before_blanks(scan: Scan, base: int, at: int) -> int:
    """Where the blanks begin that stand before a bracket, behind the end of its hanzi; they belong to it."""
    while at > base and is_blank(scan, before(scan, at)):
        at = before(scan, at)
    return at


def may_have_lost(scan: Scan, inside: int, end: int, base: int) -> bool:
    """Whether the last word of a bracket may be what is left of a reading of the hanzi before it, and nothing but small letters stands there."""
    begin = end
    for at in range(inside, end):
        byte = scan.data[at]
        if not (0x61 <= byte <= 0x7A or byte == 0x20):
            return False
    while end > inside and scan.data[end - 1] == 0x20:
        end -= 1
    begin = end
    while begin > inside and scan.data[begin - 1] != 0x20:
        begin -= 1
    if end - begin > 6 or begin == end:
        return False
    code = hanzi_number(scan, before(scan, base))
    return code == -1 or (code >= 0 and is_part_of(scan, letters_from(scan, begin, end), code))


def may_follow(scan: Scan, at: int) -> bool:
    """Whether hanzi may stand somewhere before a bracket, though not right before it: no letter or digit does."""
    while at > scan.begin and scan.data[at - 1] <= 0x20:
        at -= 1
    if at <= scan.begin:
        return True
    last = scan.data[at - 1]
    return not (0x30 <= last <= 0x39 or 0x61 <= last | 0x20 <= 0x7A)


def is_open(scan: Scan, at: int, inside: int, end: int, base: int) -> bool:
    """Whether the bracket that was read last could be a gloss, or deserves a look if the scan is a thorough one."""
    could = could_be_read(scan, scan.data[at] == 0xE3 and scan.data[at + 2] == 0x8A)  # 《
    if could and base >= 0 and is_toneless(scan):
        could = could_read_before(scan, letters_from(scan, inside, end), base, False)
    if could and base != NO_BASE:
        return True
    if base >= 0 and before_blanks(scan, base, at) == base and is_clipped(scan, base, scan.last_end):
        return True
    if not scan.thorough:
        return False
    if scan.body_encoded or scan.body_toned or scan.body_sound:
        return True
    return piece_reads(scan, inside, end, base if base >= 0 else at)


def piece_reads(scan: Scan, at: int, end: int, base: int) -> bool:
    """Whether a run of letters in a bracket, blanks and apostrophes included, ends like a reading of hanzi near before ``base``."""
    begin = at
    while at < end:
        looks = kind_at(scan, at)
        parts = looks >> SHIFT & (LETTER | SPACE | TONE | INVISIBLE) != 0 or is_within_piece(scan, at)
        at += looks & 7
        if not parts or at >= end:
            last = end if at >= end else at - (looks & 7)
            word = letters_from(scan, begin, last)
            if begin < last and word and could_read_before(scan, word, base, False):
                return True
            begin = at
    return False


def is_within_piece(scan: Scan, at: int) -> bool:
    """Whether one of the signs stands here that a reading may have in it: a tone digit, an apostrophe, a hyphen and the like."""
    byte = scan.data[at]
    return 0x31 <= byte <= 0x35 or byte in (0x3B, 0x3A, 0x27, 0x2D) or byte in (0xC2, 0xCA, 0xE2)


def is_toneless(scan: Scan) -> bool:
    """Whether the bracket that was read last holds words without tones, and nothing else that could make a reading."""
    told = scan.body_encoded or scan.body_toned or scan.body_sound or scan.body_called or scan.body_romanised
    return not (told or scan.body_has & (INVISIBLE | TONE | ZHUYIN))


def is_clipped(scan: Scan, at: int, end: int) -> bool:
    """Whether the bracket that was read last may hold what is left of a syllable: a gloss ends before its hanzi, and hanzi follow."""
    if scan.body_odd or not scan.body_clipped or scan.body_words != 1:
        return False
    if end < scan.end and not kind_at(scan, end) >> SHIFT & HAN:  # a blank or a mark may stand between
        end += kind_at(scan, end) & 7
    if end >= scan.end or not kind_at(scan, end) >> SHIFT & HAN:
        return False
    for _ in range(2):
        at = before(scan, at)
        if at <= scan.begin:
            return False
        if (
            kind_before(scan, at) & (CLOSING | LETTER | ZHUYIN | TONE)
            or scan.data[at - 1] == 0x3E
            or 0x30 <= scan.data[at - 1] <= 0x39
        ):
            return True
    return False


def toned_gloss(scan: Scan, at: int) -> int:
    """Take the common gloss: toned syllables, each a listed reading of one of the hanzi directly before the bracket.

    Returns where it ends; 0 if it is none, -1 if no more is wanted.
    """
    if scan.data[at] == 0xE3 and scan.data[at + 2] == 0x8A:  # 《 may hold a title, and have a bar before its base
        return 0
    close, count = listed_gloss(scan, at), 1
    if not close:
        word = listed_word(scan, at)
        if not word:
            return 0
        close, count = word >> 8, word & 0xFF
    scan.last_end, scan.last_base, scan.chain = close, at, at
    return close if emit(scan, TONED_SITE, at, close, at - 3 * count) else -1
