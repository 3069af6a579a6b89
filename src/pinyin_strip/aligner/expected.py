"""Alignment → the readings that were looked for, as they would be written there."""

from __future__ import annotations

from collections.abc import Callable

from pinyin_strip.aligner.alignment import Alignment, Fit, Pair
from pinyin_strip.readings import Readings
from pinyin_strip.syllables import in_notation_of, reading_parts, spelling_of

__all__ = ["expected_readings"]


def expected_readings(text: str, found: Alignment, listed: Callable[[str], Readings]) -> tuple[str, ...]:
    """The readings that are ``listed`` where one hanzi is misread, else the likeliest spelling of the whole base.

    They are in the notation of the gloss, if that is zhuyin; else they have tone marks.
    """
    pairs = found.pairs
    if len(pairs) == 1:
        return tuple(in_notation_of(reading, found.notation) for reading in listed(text[pairs[0].start]).spelt)
    spelt = []
    for pair in pairs:
        own = listed(text[pair.start]).spelt
        fine = pair.fit <= Fit.ALLOWED or not own
        reading = spelling_of(pair.part.plain, pair.part.tone) if fine else _closest(pair, own)
        spelt.append(in_notation_of(reading, found.notation))
    return (" ".join(spelt),)


def _closest(pair: Pair, spelt: tuple[str, ...]) -> str:
    same = [reading for reading in spelt if reading_parts(reading)[0] == pair.part.plain]
    return (same or list(spelt))[0]
