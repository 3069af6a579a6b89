"""A toned syllable in a bracket, and whether the hanzi before it reads so. Nothing here knows a reading: the tables do."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import FIRST_HANZI, HANZI, SLOTS

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan

__all__ = ["entry_of", "hanzi_before", "is_spelt", "listed_gloss", "listed_word", "slot_of", "toned_syllable"]

LONGEST_WORD = 60  # bytes of a reading of several syllables

EACH, HIGH = 0x0101010101010101, 0x8080808080808080  # one in every byte; the high bit of every byte


def listed_gloss(scan: Scan, opening: int) -> int:
    """Return where a bracket ends that holds one toned syllable, a listed reading of the hanzi directly before it; 0 for any other.

    Whose reading was asked for is noted.
    """
    code = hanzi_before(scan, opening)
    if code < 0:
        return 0
    found = toned_syllable(scan, opening)
    if not found:
        return 0
    if not scan.asked[code]:  # several threads share it: what they only read costs them nothing
        scan.asked[code] = 1
    return found >> 12 if entry_of(scan, code, found & 0xFFF) >= 0 else 0


def listed_word(scan: Scan, opening: int) -> int:
    """Return where a bracket ends that holds toned syllables, each a listed reading of one of the hanzi directly before it.

    In the lowest eight bits, how many hanzi these are; 0 for any other bracket. Where the last syllable can be read in more ways
    than one, the longest is tried.
    """
    size = 3 if scan.data[opening] >= 0x80 else 1
    closing, inside = closing_of(scan, opening, size), opening + size
    end = end_of_word(scan, inside, closing)
    if not end or (
        size == 3
        and (end + 2 >= scan.end or scan.data[end + 1] != closing >> 8 & 0xFF or scan.data[end + 2] != closing >> 16)
    ):
        return 0
    at, base, count = end, opening, 0
    while at > inside:
        code = hanzi_before(scan, base)
        if code < 0:
            return 0
        if not scan.asked[code]:
            scan.asked[code] = 1
        length = longest_ending(scan, code, inside, at)
        if not length:
            return 0
        at = before_separator(scan, inside, at - length)
        base -= 3
        count += 1
    return (end + size) << 8 | count if count > 1 else 0


def end_of_word(scan: Scan, inside: int, closing: int) -> int:
    """Where a word of letters ends at a bracket that closes; 0 if it does not, or if none of its letters has a tone."""
    toned = False
    for at in range(inside, min(scan.end, inside + LONGEST_WORD)):
        byte = scan.data[at]
        if byte == closing & 0xFF:
            return at if toned else 0
        if byte >= 0xE3 or (byte < 0x80 and not (0x61 <= byte | 0x20 <= 0x7A or byte in (0x20, 0x27, 0x2D))):
            return 0
        toned = toned or byte >= 0xC3
    return 0


def longest_ending(scan: Scan, code: int, inside: int, at: int) -> int:
    """How many bytes before ``at`` are the longest toned syllable that a hanzi reads; its first letter may be a capital one."""
    longest = 0
    for entry in range(scan.tables.first[code], scan.tables.first[code + 1]):
        spelling = scan.tables.words[scan.tables.said[entry]]
        length = 0
        while length < 8 and spelling >> 8 * length:
            length += 1
        if length > longest and at - length >= inside and is_spelt(scan, spelling, at - length, length):
            longest = length
    return longest


def is_spelt(scan: Scan, spelling: int, at: int, length: int) -> bool:
    first = scan.data[at]
    if first != spelling & 0xFF and (first > 0x5A or first | 0x20 != spelling & 0xFF):
        return False
    place = 1
    if first >= 0x80 and length > 1 and is_small_of(first, scan.data[at + 1], spelling >> 8 & 0xFF):
        place = 2
    while place < length and scan.data[at + place] == spelling >> 8 * place & 0xFF:
        place += 1
    return place == length


def is_small_of(lead: int, second: int, small: int) -> bool:
    """Whether the second byte of a letter is that of a capital one, and another byte that of its small one: É, Ā."""
    return (second | 0x20 if lead == 0xC3 else second + 1) == small


def before_separator(scan: Scan, inside: int, at: int) -> int:
    """Where a blank, an apostrophe or a hyphen begins that may end at ``at``."""
    if at - 1 > inside and scan.data[at - 1] in (0x20, 0x27, 0x2D):
        return at - 1
    curly = at - 3 > inside and scan.data[at - 3] == 0xE2 and scan.data[at - 2] == 0x80 and scan.data[at - 1] == 0x99
    return at - 3 if curly else at


def hanzi_before(scan: Scan, opening: int) -> int:
    """Return the number of the hanzi directly before a bracket; -1 if none of the basic plane stands there."""
    at = opening - 3
    if at < scan.begin or scan.data[at] < 0xE4 or scan.data[at] > 0xE9:
        return -1
    code = (scan.data[at] & 15) << 12 | (scan.data[at + 1] & 63) << 6 | (scan.data[at + 2] & 63)
    return code - FIRST_HANZI if code >= FIRST_HANZI and code < FIRST_HANZI + HANZI else -1


def entry_of(scan: Scan, code: int, syllable: int) -> int:
    """Return the number of the entry of a hanzi with this syllable; -1 if it does not read so."""
    for entry in range(scan.tables.first[code], scan.tables.first[code + 1]):
        if scan.tables.said[entry] == syllable:
            return entry
    return -1


def toned_syllable(scan: Scan, opening: int) -> int:
    """Return where a bracket that holds one toned syllable ends, and, in the lowest twelve bits, which syllable it is; 0 for any other."""
    size = 3 if scan.data[opening] >= 0x80 else 1
    inside = opening + size
    closing = closing_of(scan, opening, size)
    spelling = up_to(closing & 0xFF, eight_bytes(scan, inside))
    if not spelling:
        return 0
    slot = slot_of(spelling)
    while scan.tables.spelt[slot] != spelling:
        if scan.tables.spelt[slot] == 0:
            return 0
        slot = (slot + 1) & (SLOTS - 1)
    close = inside + (scan.tables.known[slot] & 7)
    if size == 3 and (
        close + 2 >= scan.end or scan.data[close + 1] != closing >> 8 & 0xFF or scan.data[close + 2] != closing >> 16
    ):
        return 0
    return (close + size) << 12 | scan.tables.known[slot] >> 3


def closing_of(scan: Scan, opening: int, size: int) -> int:
    """Return the bytes of the bracket that closes what opens here, the first one lowest."""
    byte = scan.data[opening]
    if size == 1:
        return 0x29 if byte == 0x28 else byte + 2  # ( [ {
    second, third = scan.data[opening + 1], scan.data[opening + 2]
    step = (
        2 if byte == 0xEF and second != 0xB9 and third != 0x88 else 1
    )  # ［ ｛ are two before their closing ones, （ 【 〔 ﹙ one
    return (third + step) << 16 | second << 8 | byte


def slot_of(spelling: int) -> int:
    """Where the search for a spelling of at most seven bytes begins."""
    high = spelling >> 32
    low = spelling - (high << 32)
    return (low * 0x1E3779B1 + high * 0x05EBCA77 >> 20) & (SLOTS - 1)


def eight_bytes(scan: Scan, at: int) -> int:
    """Read eight bytes as one integer, the first one lowest; zeros for what is not there."""
    if at + 8 <= scan.end:
        return (
            byte_at(scan, at)
            | byte_at(scan, at + 1) << 8
            | byte_at(scan, at + 2) << 16
            | byte_at(scan, at + 3) << 24
            | byte_at(scan, at + 4) << 32
            | byte_at(scan, at + 5) << 40
            | byte_at(scan, at + 6) << 48
            | byte_at(scan, at + 7) << 56
        )
    word = 0
    for place in range(scan.end - at):
        word |= byte_at(scan, at + place) << 8 * place
    return word


def byte_at(scan: Scan, at: int) -> int:
    """One byte, as wide an integer as eight of them."""
    return scan.data[at]


def up_to(closing: int, word: int) -> int:
    """Keep the bytes of ``word`` before the first ``closing`` byte; 0 if there is none.

    ``differs`` has a zero byte where ``closing`` stands; taking one from every byte sets the high bit of that byte, of
    the first such byte before all others. What is below that bit is kept.
    """
    differs = word ^ closing * EACH
    zero = (differs - EACH) & ~differs & HIGH
    lowest = zero & -zero
    return word & ((lowest >> 7) - 1) if zero else 0
