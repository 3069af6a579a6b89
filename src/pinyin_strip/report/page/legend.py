"""What each verdict looks like: a name, a sign that needs no colour, and what it means."""

from __future__ import annotations

from typing import NamedTuple

from pinyin_strip.values import Verdict

__all__ = ["LEGEND", "Entry", "place"]


class Entry(NamedTuple):
    """One row of the legend."""

    name: str
    sign: str
    meaning: str


LEGEND = (
    Entry(Verdict.MATCH, "✓", "a listed reading of these hanzi"),
    Entry(Verdict.ALTERNATE, "⇄", "listed, but the context calls for another reading"),
    Entry(Verdict.TONE, "♪", "the right syllable with a tone that is not listed"),
    Entry(Verdict.NEAR, "~", "one likely slip away from a listed reading"),
    Entry(Verdict.MISMATCH, "≠", "pinyin, but not a reading of these hanzi"),
    Entry(Verdict.UNLISTED, "?", "the dictionary has no reading for these hanzi"),
    Entry("alone", "∅", "no gloss: a reading without hanzi, or damaged bytes"),
)
"""In the order of ``Verdict``; the last stands for findings without a gloss."""

_PLACES = {entry.name: index for index, entry in enumerate(LEGEND)}


def place(verdict: Verdict | None) -> int:
    """Where a verdict stands in the legend."""
    return len(LEGEND) - 1 if verdict is None else _PLACES[verdict]
