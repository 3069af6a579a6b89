"""A toned syllable in a bracket, and whether the hanzi before it reads so. Nothing here knows a reading: the tables do."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import FIRST_HANZI, HANZI, SLOTS

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan

__all__ = ["entry_of", "hanzi_before", "listed_gloss", "slot_of", "toned_syllable"]

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
    step = 2 if byte == 0xEF and third != 0x88 else 1  # ［ ｛ are two before their closing ones, （ 【 〔 〖 one
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
