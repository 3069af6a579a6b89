"""The loops of ``check``: name the glosses that somebody has to look at, and pass the others.

Their twin, for cleaning, is ``cleaning.strip_rows``.
"""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence

try:
    import cython
except ImportError:
    from pinyin_strip.lane.loops import without_cython as cython

from pinyin_strip.lane.loops.cleaning import check_entries
from pinyin_strip.lane.terms import (
    CHUNK,
    COLUMNS,
    FIRST_HANZI,
    FULL_PATH,
    HANZI,
    IS_WORD,
    KEPT,
    LISTED,
    LONELY,
    NEUTRAL,
    TONED,
    TONED_NEARBY,
    UNKNOWN,
)  # fmt: skip

if not cython.compiled:  # else they come as C, by the .pxd file
    from pinyin_strip.lane.loops.cleaning import Copy, Spellings, entry_of, hanzi_before, marks, moved, toned_syllable
    from pinyin_strip.lane.loops.signs import (
        BAR,
        CLOSING,
        HAN,
        OPENING,
        READING,
        Text,
        Words,
        bracket,
        has_base,
        sign_of,
    )  # fmt: skip

__all__ = ["Evidence", "Taken", "lay_out_pairs", "take_glosses"]

SHORT = 32  # bytes in the longest bracket of a few letters
NEAR = 3 * 40  # bytes in which at most as many hanzi stand as speak for a neighbour (settle.NEAR_BY)
LONGEST = 240  # bytes in a bracket that is looked at by itself

Buffer = bytes | bytearray | memoryview


class Evidence:
    """What ``take_glosses`` looks up: what a hanzi may be glossed with, and what its context could call for.

    The readings of a hanzi are bits, the same for its simplified and its traditional forms.

    Args:
        words: the words that can be cut into syllables.
        spellings: the syllables.
        first: by hanzi, where its entries begin, and where the last ones end; an entry is one way of glossing it.
        said: by entry, the syllable.
        kinds: by entry, TONED or NEUTRAL.
        wrong: by entry, the readings for which it would be wrong.
        pairs: by slot, a hanzi with its neighbour (0 where free), and what that calls for.
        alone: by hanzi, the readings that it may be held to where no phrase covers it.
        simple: by hanzi, its simplified form, by number; -1 if that is none of the basic plane.
        keys: by hanzi, whether it is one that converters inject a reading after.

    Raises:
        ValueError: if one of them is too short for the others.
    """

    def __init__(
        self, words: Words, spellings: Spellings, first: Sequence[int], said: Sequence[int], kinds: Sequence[int],
        wrong: Sequence[int], pairs: Sequence[int], alone: Sequence[int], simple: Sequence[int], keys: Sequence[int],
    ) -> None:  # fmt: skip
        check_entries(first, said)
        slots = len(pairs) // 2
        if not len(said) == len(kinds) == len(wrong) or not HANZI == len(alone) == len(simple) == len(keys):
            raise ValueError("one of the tables is too short for the others")
        if len(pairs) % 2 or slots & (slots - 1) or all(pairs[::2]) or min(simple) < -1 or max(simple) >= HANZI:
            raise ValueError("these are no tables of neighbours")
        self.words, self.spellings, self.first, self.said, self.kinds = words, spellings, first, said, kinds
        self.wrong, self.pairs, self.alone, self.simple, self.keys = wrong, pairs, alone, simple, keys


class Taken:
    """What was found while glosses were taken out of a text.

    A site is where its bracket opens, where it ends, where the text begins that it may have to do with (after the gloss before
    it; with the hanzi of that if it follows it directly), the place in the copy where the bracket stands or stood, and what it
    is: UNKNOWN (letters with a tone, taken out), LISTED (a reading that the context may speak against, taken out), LONELY (the
    same where only neighbours speak for the gloss, and few do) or KEPT (what else may be a gloss).

    Args:
        sites: room for the sites, COLUMNS numbers to each.
        keep: where brackets open that are kept, in order.

    Attributes:
        number: of sites.
        listed: glosses with a listed reading.
        injected: those of them that may have been injected.
        company: those of them that only neighbours speak for.
        written: how many bytes are left.
    """

    def __init__(self, sites: MutableSequence[int], keep: Sequence[int]) -> None:
        self.sites, self.keep = sites, keep
        self.toned = array("q", [-NEAR - 1] * TONED_NEARBY)  # where the last toned glosses stood in the copy, in turn
        self.number = self.listed = self.injected = self.company = self.written = 0
        self.next_kept = self.before = self.done = self.turn = 0


def pair_key(hanzi: int, neighbour: int, comes_after: bool) -> int:
    """Pack a hanzi by number, the code point beside it, and on which side that stands."""
    high = 2 + comes_after
    return high << 39 | neighbour << 15 | hanzi


def pair_slot(key: int, slots: int) -> int:
    """Where the search for a pair begins among so many slots, a power of two."""
    high = key >> 21  # so that products stay below 64 bits
    low = key - (high << 21)
    return (low * 0x1E3779B1 + high * 0x05EBCA77 >> 10) & (slots - 1)


def lay_out_pairs(called: Sequence[int], pairs: MutableSequence[int]) -> None:
    """Put pairs where ``called_for`` finds them; four numbers each: the parts of a ``pair_key`` and what the pair calls for.

    Raises:
        ValueError: if there is no room for them.
    """
    slots = len(pairs) // 2
    if len(called) // 4 >= slots or slots & (slots - 1):
        raise ValueError("no room for so many pairs")
    for number in range(0, len(called) - 3, 4):
        key = pair_key(called[number], called[number + 1], called[number + 2] != 0)
        slot = pair_slot(key, slots)
        while pairs[2 * slot]:
            slot = (slot + 1) & (slots - 1)
        pairs[2 * slot], pairs[2 * slot + 1] = key, called[number + 3]


def take_glosses(
    source: Buffer, out: bytearray | memoryview, taken: Taken, asked: bytearray | memoryview, evidence: Evidence
) -> int:
    """Copy a text without its glosses; return how many bytes that are, or FULL_PATH.

    What is taken out is verified and beyond doubt, but for the sites, which the caller has to look at.

    Args:
        source: the text.
        out: room for as many bytes.
        taken: is filled in.
        asked: as for ``cleaning.Copy``.
        evidence: what is looked up.

    Raises:
        ValueError: if there is not room for what is written.
    """
    if taken is None or evidence is None:
        raise ValueError("nothing to look up")
    text, copy = Text(source), Copy(out, asked)
    if copy.window.end < text.end:
        raise ValueError("no room for what is left of the text")
    with cython.nogil:
        found = take_all(text, copy, taken, evidence)
        if found:
            copy.written = moved(text, copy.kept, text.end, copy, copy.written)
    return copy.written if found else FULL_PATH


def take_all(text: Text, copy: Copy, taken: Taken, evidence: Evidence) -> bool:
    """Go from bracket to bracket; ``False`` if the full path has to read the text."""
    chunk = 0
    while chunk < text.end:
        for number in range(marks(text, chunk, min(chunk + CHUNK, text.end), copy)):
            at = copy.places[number]
            if at < taken.done or text.data[at] == 0x3F:
                continue  # within the bracket before; a question mark
            if not take_one(text, at, copy, taken, evidence):
                return False
        chunk += CHUNK
    return True


def take_one(text: Text, at: int, copy: Copy, taken: Taken, evidence: Evidence) -> bool:
    """Take one bracket out, or keep it, and note it where it is a site; ``False`` if the full path has to read the text."""
    is_kept = taken.next_kept < len(taken.keep) and taken.keep[taken.next_kept] == at
    taken.next_kept += is_kept
    code = hanzi_before(text, at)
    close, entry, kind = 0, -1, -1
    if code >= 0:
        close, syllable = toned_syllable(text, at, evidence.spellings)
        if close:
            entry = entry_of(code, syllable, evidence.first, evidence.said)
        if entry < 0:
            close, kind = toned_letters(text, at), UNKNOWN
    if is_kept or not close:
        close, kind = kept_until(text, at, evidence.words), KEPT
        if close < 0:
            return False
    since = taken.before - 3 if copy.kept == at else copy.kept
    place = copy.written + at - copy.kept
    if close and kind != KEPT:
        copy.written = moved(text, copy.kept, at, copy, copy.written)
        copy.kept, taken.before = close, at
    if entry >= 0:
        copy.asked[code] = 1
        lonely = count_toned(text, at, code, entry, copy.written, taken, evidence)
        if lonely < 0:
            return False
        if lonely:
            kind = LONELY
        wrong = evidence.wrong[entry]
        if kind < 0 and wrong:
            copy.window.begin, copy.window.end = 0, copy.written
            before, after = point_before(copy.window, copy.written - 3), point_at(text, close, text.end)
            if may_clash(code, wrong, before, after, evidence):
                kind = LISTED
    taken.done = max(close, at + 1)
    return not close or kind < 0 or note(taken, at, close, since, place, kind)


def note(taken: Taken, at: int, close: int, since: int, place: int, kind: int) -> bool:
    """Note a site; ``False`` if there is no room for it."""
    row = COLUMNS * taken.number
    if row + COLUMNS > len(taken.sites):
        return False
    taken.sites[row], taken.sites[row + 1], taken.sites[row + 2] = at, close, since
    taken.sites[row + 3], taken.sites[row + 4] = place, kind
    taken.number += 1
    return True


def count_toned(text: Text, at: int, code: int, entry: int, written: int, taken: Taken, evidence: Evidence) -> int:
    """Count a gloss with a listed reading; 1 if few neighbours speak for it, -1 if none of the toned ones near it does."""
    taken.listed += 1
    taken.injected += text.data[at] == 0x28 and evidence.keys[code] != 0
    if evidence.kinds[entry] == TONED:
        taken.toned[taken.turn] = written
        taken.turn = (taken.turn + 1) % TONED_NEARBY
    elif evidence.kinds[entry] == NEUTRAL:
        taken.company += 1
        if written - taken.toned[(taken.turn + TONED_NEARBY - 1) % TONED_NEARBY] > NEAR:
            return -1
        return written - taken.toned[taken.turn] > NEAR
    return 0


def kept_until(text: Text, opening: int, words: Words) -> int:
    """Return where a bracket ends that is no plain gloss but may hold one; 0 if it cannot, -1 if its end is not plain."""
    at = opening + 3 if text.data[opening] == 0xEF else opening + 1
    if not has_base(text, opening) or bracket(text, at, True, False, words) >= 0:
        return 0
    last = min(text.end, at + LONGEST)
    while at < last:
        size, sign = 3, HAN
        if not 0xE4 <= text.data[at] <= 0xE9:
            size, sign = sign_of(text, at)
        if sign == CLOSING:
            return min(at + size, text.end)
        if sign in (OPENING, BAR) or text.data[at] == 0x0A:
            return -1
        at += size
    return -1


def toned_letters(text: Text, opening: int) -> int:
    """Return where a bracket ends that holds nothing but a few letters, one of them peculiar to readings; else 0."""
    wide = text.data[opening] == 0xEF
    at = opening + 3 if wide else opening + 1
    last = min(text.end, at + SHORT)
    peculiar = False
    while at < last:
        byte = text.data[at]
        if 0x61 <= byte | 0x20 <= 0x7A:
            at += 1
        elif 0xC3 <= byte < 0xE2:
            size, sign = sign_of(text, at)
            if sign != READING:
                return 0
            peculiar = True
            at += size
        else:
            break
    if not peculiar or at >= text.end:
        return 0
    if not wide:
        return at + 1 if text.data[at] == 0x29 else 0
    if at + 2 >= text.end or text.data[at] != 0xEF or text.data[at + 1] != 0xBC or text.data[at + 2] != 0x89:
        return 0
    return at + 3 if text.data[opening + 1] == 0xBC else 0


def point_before(text: Text, end: int) -> int:
    """Return the code point that ends at ``end``; 0 at the beginning of a text."""
    at = end - 1
    while at > 0 and text.data[at] & 0xC0 == 0x80:
        at -= 1
    return point_at(text, at, end) if at >= 0 else 0


def point_at(text: Text, at: int, end: int) -> int:
    """Return the code point that begins at ``at``; 0 at the end of a text, or if it is not all there."""
    if at >= end:
        return 0
    byte = text.data[at]
    if byte < 0x80:
        return byte
    size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    if at + size > end:
        return 0
    point = byte & (0x7F >> size)
    for place in range(at + 1, at + size):
        point = point << 6 | text.data[place] & 63
    return point


def may_clash(code: int, wrong: int, before: int, after: int, evidence: Evidence) -> bool:
    """Whether the neighbours of a hanzi, or the hanzi itself, could call for a reading for which its gloss is wrong."""
    if is_rare(before) or is_rare(after):
        return True
    plain, plain_before, plain_after = evidence.simple[code], simplified(before, evidence), simplified(after, evidence)
    if plain < 0 or plain_before < 0 or plain_after < 0:
        return True
    called = called_for(pair_key(plain, plain_before, False), evidence)
    called |= called_for(pair_key(plain, plain_after, True), evidence)
    if plain != code or plain_before != before or plain_after != after:
        called |= called_for(pair_key(code, before, False), evidence)
        called |= called_for(pair_key(code, after, True), evidence)
    if not called & IS_WORD:
        called |= evidence.alone[plain]
    return called & wrong != 0


def is_rare(point: int) -> bool:
    """Whether this may be a hanzi that the tables know nothing about."""
    return 0x2E80 <= point < 0x3000 or 0x3400 <= point < FIRST_HANZI or 0xF900 <= point < 0xFB00 or point >= 0x20000


def simplified(point: int, evidence: Evidence) -> int:
    """Return the simplified form of a code point, itself if it is no hanzi; -1 if it is none of the basic plane."""
    code = point - FIRST_HANZI
    if code < 0 or code >= HANZI:
        return point
    return evidence.simple[code] + FIRST_HANZI if evidence.simple[code] >= 0 else -1


def called_for(key: int, evidence: Evidence) -> int:
    """Return the readings that a pair calls for, and whether it is a word."""
    slots = len(evidence.pairs) >> 1
    slot = pair_slot(key, slots)
    while evidence.pairs[2 * slot]:
        if evidence.pairs[2 * slot] == key:
            return evidence.pairs[2 * slot + 1]
        slot = (slot + 1) & (slots - 1)
    return 0
