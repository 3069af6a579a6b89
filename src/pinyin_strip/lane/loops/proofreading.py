"""The loops of ``check``: name the glosses that somebody has to look at, and pass the others.

Their twin, for cleaning, is ``kernel.strip_rows``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pinyin_strip.lane.loops.compiled import compiled
from pinyin_strip.lane.loops.glosses import copied, hanzi_before, openings, toned_syllable
from pinyin_strip.lane.loops.signs import BAR, CLOSING, HAN, OPENING, READING, bracket, has_base, sign_of
from pinyin_strip.lane.loops.vectors import room
from pinyin_strip.lane.terms import (
    CHUNK,
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
    Evidence,
)  # fmt: skip

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["count_up_to", "lay_out_pairs", "take_glosses"]

_SHORT = 32  # bytes in the longest bracket of a few letters
_NEAR = 3 * 40  # bytes in which at most as many hanzi stand as speak for a neighbour (policy.NEAR_BY)
_LONGEST = 240  # bytes in a bracket that is looked at by itself


@compiled
def _pair_key(hanzi: int, neighbour: int, comes_after: bool) -> int:
    """Pack a hanzi by number, the code point beside it, and on which side that stands."""
    return int(1 << 40 | comes_after << 39 | neighbour << 15 | hanzi)


@compiled
def _pair_slot(key: int, slots: int) -> int:
    """Where the search for a pair begins among so many slots, a power of two."""
    return (key * -7046029254386353131 >> 32) & (slots - 1)


@compiled
def lay_out_pairs(called: NDArray[np.int64], pairs: NDArray[np.int64]) -> int:
    """Put pairs where ``_called`` finds them: rows of the three parts of a ``_pair_key`` and what the pair calls for."""
    slots = len(pairs)
    for number in range(len(called)):
        key = _pair_key(called[number, 0], called[number, 1], called[number, 2] != 0)
        slot = _pair_slot(key, slots)
        while pairs[slot, 0]:
            slot = (slot + 1) & (slots - 1)
        pairs[slot, 0], pairs[slot, 1] = key, called[number, 3]
    return 0


@compiled
def take_glosses(
    text: Bytes, out: Bytes, keep: NDArray[np.int64], sites: NDArray[np.int64], counts: NDArray[np.int64],
    toned: NDArray[np.int64], asked: Bytes, evidence: Evidence, steps: NDArray[np.int16], ends: Bytes,
) -> int:  # fmt: skip
    """Copy ``text`` without its glosses to ``out``; return how many bytes that are, or FULL_PATH.

    What is taken out is verified and beyond doubt, but for the ``sites``, which the caller has to look at. A site is where
    its bracket opens, where it ends, where the text begins that it may have to do with (after the gloss before it; with the
    hanzi of that if it follows it directly), the place in ``out`` where the bracket stands or stood, and what it is: UNKNOWN
    (letters with a tone, taken out), LISTED (a reading that the context may speak against, taken out), LONELY (the same where
    only neighbours speak for the gloss, and few do) or KEPT (what else may be a gloss). What opens at a place in ``keep`` (in
    order) is kept. ``counts`` are the sites, the listed glosses, those of them that may have been injected, and those that only
    neighbours speak for. ``toned`` (TONED_NEARBY) is room to work in; in ``asked`` is set, by hanzi, whose readings were asked
    for.
    """
    write = kept = number = listed = injected = company = next_kept = before = 0
    places = room()
    toned[:] = -_NEAR - 1  # where the last toned glosses stood in ``out``, in turn
    turn = done = 0
    for chunk in range(0, len(text), CHUNK):
        for opening in range(openings(text, chunk, places)):
            at = places[opening]
            if at < done:
                continue  # within the bracket before
            is_kept = next_kept < len(keep) and keep[next_kept] == at
            next_kept += is_kept
            code = hanzi_before(text, at)
            close, entry, kind = 0, -1, -1
            if code >= 0:
                close, syllable = toned_syllable(text, at, evidence.spellings, evidence.syllables)
                entry = _entry(code, syllable, evidence.first, evidence.said) if close else -1
                if entry < 0:
                    close, kind = _toned_letters(text, at), UNKNOWN
            if is_kept or not close:
                close, kind = _kept_until(text, at, steps, ends), KEPT
                if close < 0:
                    return FULL_PATH
            since = before - 3 if kept == at else kept
            place = write + at - kept
            if close and kind != KEPT:
                write, kept, before = copied(text, kept, at, out, write, len(text)), close, at
            if entry >= 0:
                asked[code] = 1
                listed += 1
                injected += text[at] == 0x28 and evidence.keys[code]
                if evidence.kinds[entry] == TONED:
                    toned[turn] = write
                    turn = (turn + 1) % TONED_NEARBY
                elif evidence.kinds[entry] == NEUTRAL:
                    company += 1
                    if write - toned[turn - 1] > _NEAR:
                        return FULL_PATH
                    if write - toned[turn] > _NEAR:
                        kind = LONELY
                wrong = evidence.wrong[entry]
                if kind < 0 and wrong and _may_clash(
                    code, wrong, _before(out, write - 3), _after(text, close),
                    evidence.pairs, evidence.alone, evidence.simple,
                ):  # fmt: skip
                    kind = LISTED
            if close and kind >= 0:
                if number == len(sites):
                    return FULL_PATH
                sites[number, 0], sites[number, 1], sites[number, 2] = at, close, since
                sites[number, 3], sites[number, 4] = place, kind
                number += 1
            done = max(close, at + 1)
    counts[0], counts[1], counts[2], counts[3] = number, listed, injected, company
    return int(copied(text, kept, len(text), out, write, len(text)))


@compiled
def _kept_until(text: Bytes, opening: int, steps: NDArray[np.int16], ends: Bytes) -> int:
    """Return where a bracket ends that is no plain gloss but may hold one; 0 if it cannot, -1 if its end is not plain."""
    at = opening + 3 if text[opening] == 0xEF else opening + 1
    if not has_base(text, opening) or bracket(text, at, True, False, steps, ends) >= 0:
        return 0
    last = min(len(text), at + _LONGEST)
    while at < last:
        size, sign = (3, HAN) if 0xE4 <= text[at] <= 0xE9 else sign_of(text, at)
        if sign == CLOSING:
            return at + size
        if sign in (OPENING, BAR) or text[at] == 0x0A:
            return -1
        at += size
    return -1


@compiled
def count_up_to(text: Bytes, places: NDArray[np.int64]) -> int:
    """Turn places in bytes, in order, into places in code points."""
    at = count = 0
    for number in range(len(places)):
        for byte in text[at : places[number]]:
            count += byte & 0xC0 != 0x80
        at = places[number]
        places[number] = count
    return 0


@compiled
def _entry(code: int, syllable: int, first: NDArray[np.int32], said: NDArray[np.int16]) -> int:
    """Return the number of the entry of a hanzi with this syllable; -1 if it does not read so."""
    for entry in range(first[code], first[code + 1]):
        if said[entry] == syllable:
            return entry
    return -1


@compiled
def _toned_letters(text: Bytes, opening: int) -> int:
    """Return where a bracket ends that holds nothing but a few letters, one of them peculiar to readings; else 0."""
    wide = text[opening] == 0xEF
    at = opening + 3 if wide else opening + 1
    last = min(len(text), at + _SHORT)
    peculiar = False
    while at < last:
        byte = text[at]
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
    if not peculiar or at >= len(text):
        return 0
    if not wide:
        return at + 1 if text[at] == 0x29 else 0
    closes = at + 2 < len(text) and text[at] == 0xEF and text[at + 1] == 0xBC and text[at + 2] == 0x89
    return at + 3 if closes and text[opening + 1] == 0xBC else 0


@compiled
def _before(text: Bytes, end: int) -> int:
    """Return the code point that ends at ``end``; 0 at the beginning of a text."""
    at = end - 1
    while at > 0 and text[at] & 0xC0 == 0x80:
        at -= 1
    return _after(text[:end], at) if at >= 0 else 0


@compiled
def _after(text: Bytes, at: int) -> int:
    """Return the code point that begins at ``at``; 0 at the end of a text."""
    if at >= len(text):
        return 0
    byte = int(text[at])
    if byte < 0x80:
        return byte
    size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    point = byte & (0x7F >> size)
    for place in range(at + 1, at + size):
        point = point << 6 | text[place] & 63
    return point


@compiled
def _may_clash(
    code: int, wrong: int, before: int, after: int,
    pairs: NDArray[np.int64], alone: NDArray[np.int64], simple: NDArray[np.int32],
) -> bool:  # fmt: skip
    """Whether the neighbours of a hanzi, or the hanzi itself, could call for a reading for which its gloss is wrong."""
    if _is_rare(before) or _is_rare(after):
        return True
    plain, plain_before, plain_after = simple[code], _simplified(before, simple), _simplified(after, simple)
    if plain < 0 or plain_before < 0 or plain_after < 0:
        return True
    called = _called(_pair_key(plain, plain_before, False), pairs) | _called(_pair_key(plain, plain_after, True), pairs)
    if plain != code or plain_before != before or plain_after != after:
        called |= _called(_pair_key(code, before, False), pairs) | _called(_pair_key(code, after, True), pairs)
    if not called & IS_WORD:
        called |= alone[plain]
    return called & wrong != 0


@compiled
def _is_rare(point: int) -> bool:
    """Whether this may be a hanzi that the tables know nothing about."""
    return 0x2E80 <= point < 0x3000 or 0x3400 <= point < FIRST_HANZI or 0xF900 <= point < 0xFB00 or point >= 0x20000


@compiled
def _simplified(point: int, simple: NDArray[np.int32]) -> int:
    code = point - FIRST_HANZI
    if code < 0 or code >= HANZI:
        return point
    return simple[code] + FIRST_HANZI if simple[code] >= 0 else -1


@compiled
def _called(key: int, pairs: NDArray[np.int64]) -> int:
    """Return the readings that a pair calls for, and whether it is a word."""
    slots = len(pairs) >> 1
    slot = _pair_slot(key, slots)
    while pairs[2 * slot]:
        if pairs[2 * slot] == key:
            return int(pairs[2 * slot + 1])
        slot = (slot + 1) & (slots - 1)
    return 0
