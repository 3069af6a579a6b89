"""Words in Latin letters: whether they can be cut into syllables, whether they have a tone, and what joins them to one reading."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import LETTER, SHIFT, TONE, ZHUYIN, kind_at

__all__ = ["WORDS", "before_marks", "has_tone", "joint_at", "next_word", "past_word", "read_word"]

WORDS = 61  # in one reading that stands apart


def read_word(scan: Scan, begin: int) -> int:
    """Return where a word of ASCII letters ends, and, in the lowest 16 bits, the state in which it leaves the automaton."""
    state = 1
    at = begin
    while at < scan.end:
        letter = (scan.data[at] | 0x20) - 0x61
        if letter < 0 or letter > 25:
            break
        state = scan.tables.steps[26 * state + letter]
        at += 1
    return at << 16 | state


def past_word(scan: Scan, at: int) -> int:
    """Return twice the place where a word ends that could be syllables, one more if it has a tone; -1 for any other word."""
    word = read_word(scan, at)
    end = word >> 16
    if end < scan.end and scan.data[end] >= 0x80 and kind_at(scan, end) >> SHIFT & (LETTER | TONE):
        return end << 1 | 1
    if end == at or scan.tables.ends[word & 0xFFFF] & 1 == 0:
        return -1
    if end < scan.end and scan.data[end] == 0x3A and scan.data[end - 1] | 0x20 == 0x75:  # lu:4
        end += 1
    toned = end < scan.end and 0x30 <= scan.data[end] <= 0x35
    return end << 1 | toned


def joint_at(scan: Scan, at: int) -> int:
    """How many bytes an apostrophe, a middle dot or a hyphen has that stands here; 0 if none does."""
    byte = scan.data[at]
    if byte == 0x27 or byte == 0x2D:
        return 1
    if byte == 0xC2 and at + 1 < scan.end and scan.data[at + 1] == 0xB7:
        return 2
    return 3 if byte == 0xE2 and at + 2 < scan.end and scan.data[at + 1] == 0x80 and scan.data[at + 2] == 0x99 else 0


def next_word(scan: Scan, at: int) -> int:
    """Where the next word of a reading begins behind one that ends here, up to four blanks or joints between them; -1 if none does."""
    for joints in range(5):
        if at >= scan.end:
            return -1
        if kind_at(scan, at) >> SHIFT & LETTER:
            return at if joints else -1
        joint = 1 if scan.data[at] == 0x20 else joint_at(scan, at)
        if not joint:
            return -1
        at += joint
    return -1


def has_tone(scan: Scan, at: int) -> bool:
    """Whether one of the words from here on has a tone, and all words before it could be syllables."""
    if at >= scan.end or kind_at(scan, at) >> SHIFT & ZHUYIN:
        return False  # read in Latin letters only
    for _ in range(WORDS):
        end = past_word(scan, at)
        if end < 0:
            return False
        if end & 1:
            return True
        at = next_word(scan, end >> 1)
        if at < 0:
            return False
    return False


def before_marks(scan: Scan, at: int) -> int:
    """Where the marks of emphasis and quotation begin that open before a place, three at most: * _ ~ ` ' " “ ‘ 「 『 〈."""
    for _ in range(3):
        if at <= scan.begin:
            break
        byte = scan.data[at - 1]
        if byte in (0x2A, 0x5F, 0x7E, 0x60, 0x27, 0x22):
            at -= 1
        elif (
            at - 3 >= scan.begin
            and scan.data[at - 2] == 0x80
            and (
                (scan.data[at - 3] == 0xE2 and byte in (0x9C, 0x98))
                or (scan.data[at - 3] == 0xE3 and byte in (0x8C, 0x8E, 0x88))
            )
        ):
            at -= 3
        else:
            break
    return at
