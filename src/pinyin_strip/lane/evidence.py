"""What the compiled lane of ``check`` looks up: how each hanzi may be glossed, and what could speak against it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from pinyin_strip import readings
from pinyin_strip.aligner import SANDHI
from pinyin_strip.context import differs
from pinyin_strip.context.possible import Possible
from pinyin_strip.lane.loops.proofreading import Evidence, lay_out_pairs
from pinyin_strip.lane.loops.signs import Words
from pinyin_strip.lane.tables import is_certain, spellings
from pinyin_strip.lane.terms import (
    FIRST_HANZI,
    HANZI,
    IS_WORD,
    LAST_BIT,
    NEUTRAL,
    TONED,
)  # fmt: skip
from pinyin_strip.repair.injected import is_key_character
from pinyin_strip.syllables import reading_parts, spell, spelling_of

__all__ = ["evidence_of"]

_NEUTRAL_BIT = 1 << 5


class _Entry(NamedTuple):
    """One way of glossing a hanzi, and a mask of the listed readings for which it would be wrong."""

    written: str
    kind: int
    wrong: int


def evidence_of(possible: Possible, entries: list[str | None], words: Words) -> Evidence:
    """Make the tables (about two seconds).

    Args:
        possible: what contexts could call for.
        entries: the dictionary's entry of every hanzi, by number.
        words: the words that can be cut into syllables.
    """
    hanzi = [chr(FIRST_HANZI + code) for code in range(HANZI)]
    bits = _bits(possible)
    ways = [list(_ways(char, entry or "", bits)) for char, entry in zip(hanzi, entries, strict=True)]
    flat = [way for several in ways for way in several]
    syllables = {written: number for number, written in enumerate(sorted({way.written for way in flat}))}
    return Evidence(
        words,
        spellings(syllables),
        array("i", accumulate(map(len, ways), initial=0)),
        array("h", (syllables[way.written] for way in flat)),
        array("B", (way.kind for way in flat)),
        array("q", (way.wrong for way in flat)),
        _pairs(possible, bits),
        array("q", (_mask(char, possible.alone.get(char, ()), bits) for char in hanzi)),
        array("i", map(_simple, hanzi)),
        array("B", map(is_key_character, hanzi)),
    )


Bits = Mapping[str, Mapping[str, int]]
"""Simplified hanzi → every reading that a context could call for, of it and of its traditional forms, with a bit each."""


def _bits(possible: Possible) -> Bits:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    called: defaultdict[str, set[str]] = defaultdict(set)
    for (hanzi, _), several in possible.before.items():
        called[hanzi] |= several
    for (_, hanzi), several in possible.after.items():
        called[hanzi] |= several
    for hanzi, several in (*called.items(), *possible.alone.items()):
        known = found[readings.simplified(hanzi)]
        for reading in several:
            known.setdefault(reading, 1 << min(len(known), LAST_BIT))  # should there be more, they share the last
    return found


def _mask(hanzi: str, several: Iterable[str], bits: Bits) -> int:
    known = bits.get(readings.simplified(hanzi), {})
    mask = 0
    for reading in several:
        mask |= known.get(reading, 0)
    return mask


def _ways(hanzi: str, entry: str, bits: Bits) -> Iterator[_Entry]:
    """Every way of glossing a hanzi of which nothing but its context could make a finding."""
    own = dict.fromkeys(reading for reading in entry.split(",") if is_certain(reading))
    listed = readings.listed(hanzi)
    called = listed & bits.get(readings.simplified(hanzi), {}).keys() if len(listed) > 1 else set()
    for written in own:
        wrong = _mask(hanzi, (reading for reading in called if differs(written, reading, hanzi)), bits)
        yield _Entry(written, TONED, wrong)
    plain, tones = SANDHI.get(hanzi, ("", ()))
    for written in (
        spelling_of(plain, tone) for tone in tones
    ):  # nothing speaks against a tone written as it is spoken
        if written not in own:
            yield _Entry(written, TONED, 0)
    for plain in dict.fromkeys(reading_parts(reading)[0] for reading in entry.split(",") if reading):
        # A reading short of its tone is left to the full path: only its neighbours can speak for it.
        if _is_one_syllable(plain) and readings.united(hanzi).tones.get(plain, 0) & _NEUTRAL_BIT:
            wrong = _mask(hanzi, (reading for reading in called if reading_parts(reading)[0] != plain), bits)
            yield _Entry(plain, NEUTRAL, wrong)


def _is_one_syllable(plain: str) -> bool:
    """Whether a word without tones is this syllable and nothing else (not xian, which may be xi'an), in ASCII."""
    spelling = spell(plain) if plain.isascii() and plain.isalpha() else None
    return spelling is not None and spelling.breaks <= {0, len(plain)}


def _pairs(possible: Possible, bits: Bits) -> array[int]:
    """Lay out what each pair of neighbours calls for, as ``loops/proofreading.py`` finds it."""
    found = array("q")
    found.extend(
        number
        for comes_after, calls in ((False, possible.after), (True, possible.before))
        for (left, right), several in calls.items()
        for hanzi, neighbour in [(left, right) if comes_after else (right, left)]
        if 0 <= ord(hanzi) - FIRST_HANZI < HANZI
        and (mask := _mask(hanzi, several, bits) | (left + right in possible.words) * IS_WORD)
        for number in (ord(hanzi) - FIRST_HANZI, ord(neighbour), comes_after, mask)
    )
    pairs = array("q", bytes(16 * (2 << (len(found) // 4).bit_length())))
    lay_out_pairs(found, pairs)
    return pairs


def _simple(hanzi: str) -> int:
    code = ord(readings.simplified(hanzi)) - FIRST_HANZI
    return code if 0 <= code < HANZI else -1
