"""Tones → colours: the palette for light and for dark, and the readings of a word cut by tone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinyin_strip.renderers.pieces import Unit, Word

__all__ = ["DARK", "LIGHT", "by_tone", "tone_of"]

# The hues of Nathan Dummitt, Chinese Through Tone & Color (2008): red, orange, green, blue, and grey for the neutral tone.
# Light and dark shades alternate, so that whoever sees red and green alike tells them apart, too. Against white, sepia
# (#f4ecd8) and the dark backgrounds of browsers each has a contrast of 4.5 or more (WCAG 2.2, 1.4.3): a test computes it.
LIGHT = {1: "#970006", 2: "#a44d01", 3: "#227753", 4: "#124da3", 5: "#4d4d4d"}
"""Colour of each tone on a light ground, 5 being the neutral tone."""
DARK = {1: "#f84428", 2: "#f6b30a", 3: "#79fbc3", 4: "#2799fb", 5: "#aeaeae"}
"""Colour of each tone on a dark ground."""


def tone_of(unit: Unit) -> int:
    """The tone by which a unit is coloured; 0 if it has no reading, several, or one without a tone."""
    return unit.tone if unit.reading else 0


def by_tone(word: Word) -> Iterator[tuple[str, int]]:
    """Cut the reading of a whole word into parts with their tones; 0 for what is no syllable of known tone.

    >>> from pinyin_strip.renderers.pieces import Unit, Word
    >>> list(by_tone(Word((Unit("西", "xī", tone=1), Unit("安", "ān", tone=1)), "xī'ān")))
    [('xī', 1), ("'", 0), ('ān', 1)]
    """
    done = 0
    for unit in word.units:
        start = word.reading.find(unit.reading, done) if tone_of(unit) else -1
        if start < 0:
            continue
        if start > done:
            yield word.reading[done:start], 0
        done = start + len(unit.reading)
        yield unit.reading, unit.tone
    if done < len(word.reading):
        yield word.reading[done:], 0
