"""Document → pieces: plain text and words with their readings, the one thing that every ruby style is written from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Protocol

from pinyin_strip.house import HouseReadings
from pinyin_strip.renderers.doubled import over_doubled
from pinyin_strip.renderers.fill import Filling
from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.spelling import joined, toned, written
from pinyin_strip.values import Edit, Gloss, Notation, Syllable

__all__ = ["GlossedText", "TextOrWord", "Unit", "Word", "marked", "pieces"]


class GlossedText(Protocol):
    """What a renderer needs to know of a document, which asks the renderers itself."""

    @property
    def text(self) -> str: ...

    @property
    def glosses(self) -> tuple[Gloss, ...]: ...

    @property
    def standard(self) -> str: ...

    @property
    def readings(self) -> HouseReadings | None: ...

    @property
    def edits(self) -> tuple[Edit, ...]: ...

    def clean(self) -> str: ...

    def to_clean(self, offset: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Unit:
    """Some hanzi and the reading over them (empty if they have none); ``ours`` if no author wrote it."""

    base: str
    reading: str = ""
    ours: bool = False
    unsure: bool = False
    tone: int = 0
    """1 to 4, 5 for the neutral tone; 0 where the reading has none, or where there are several."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one gloss reads, hanzi by hanzi, and its reading as a whole."""

    units: tuple[Unit, ...]
    reading: str

    @property
    def base(self) -> str:
        return "".join(unit.base for unit in self.units)

    @property
    def ours(self) -> bool:
        return self.units[0].ours

    @property
    def whole(self) -> Unit:
        """The word as one unit, for the layout ``group``."""
        tone = self.units[0].tone if len(self.units) == 1 else 0
        return Unit(self.base, self.reading, self.ours, any(unit.unsure for unit in self.units), tone)


TextOrWord = str | Word


def marked(unit: Unit, options: RubyOptions) -> str:
    """The reading of a unit, with what says in plain text that it is ours, and that it is not sure."""
    if not unit.ours:
        return unit.reading
    return unit.reading + options.mark + (options.unsure if unit.unsure else "")


def pieces(document: GlossedText, options: RubyOptions) -> Iterator[TextOrWord]:
    """Yield the clean text from beginning to end, each glossed word as a value of its own.

    >>> from pinyin_strip import parse
    >>> list(pieces(parse("国(guó)际"), RubyOptions()))
    [Word(units=(Unit(base='国', reading='guó', ours=False, unsure=False, tone=2),), reading='guó'), '际']
    """
    clean, position = document.clean(), 0
    edited = [(edit.start, edit.end) for edit in document.edits]
    wider = [over_doubled(gloss, document.text) for gloss in document.glosses]
    glosses = [
        gloss
        for gloss in sorted(wider, key=lambda gloss: (gloss.base_start, gloss.start))
        if gloss.stripped and not any(start < gloss.end and gloss.base_start < end for start, end in edited)
    ]
    filling = Filling(document, glosses, options) if options.fill else None
    for gloss in glosses:
        word, start, end = _word(document, gloss, position, options)
        if word is None:
            continue
        yield from _unread(clean, position, start, filling)
        yield from _laid_out(word, options)
        position = end
    yield from _unread(clean, position, len(clean), filling)


def _word(document: GlossedText, gloss: Gloss, position: int, options: RubyOptions) -> tuple[Word | None, int, int]:
    """Lay each syllable over its own hanzi, from a place of the clean text on; readings of one hanzi stand together."""
    clean = document.clean()
    readings: dict[tuple[int, int], list[Syllable]] = {}
    for syllable in toned(gloss):
        span = document.to_clean(syllable.start), document.to_clean(syllable.end)
        if position <= span[0] < span[1]:
            readings.setdefault(span, []).append(syllable)
    first, last = max(position, document.to_clean(gloss.base_start)), document.to_clean(gloss.base_end)
    units, place = [], first
    for (start, end), syllables in sorted(readings.items(), key=itemgetter(0)):
        if start < place:
            continue
        if start > place:
            units.append(Unit(clean[place:start]))
        units.append(_unit(clean[start:end], syllables, options))
        place = end
    if last > place:
        units.append(Unit(clean[place:last]))
    if not readings:
        return None, position, position
    shared = first > document.to_clean(gloss.base_start)  # another gloss has read the beginning
    reading = "/".join(unit.reading for unit in units if unit.reading) if shared else _whole(gloss, options)
    dropped = options.known if options.drop_known else frozenset()
    return _without(dropped, Word(tuple(units), reading)), first, max(place, last)


def _unit(base: str, syllables: Sequence[Syllable], options: RubyOptions) -> Unit:
    """Some hanzi with what reads them, the alternatives side by side."""
    spelt = dict.fromkeys(written(syllable, options.notation) for syllable in syllables)
    tones = {syllable.tone or 0 for syllable in syllables}
    return Unit(base, "/".join(spelt), tone=tones.pop() if len(spelt) == 1 and len(tones) == 1 else 0)


def _whole(gloss: Gloss, options: RubyOptions) -> str:
    """The reading of the word as a whole: as written, or its syllables joined in the notation asked for."""
    if options.notation is None:
        return gloss.text
    spelt = [written(syllable, options.notation) for syllable in toned(gloss)]
    if len({syllable.start for syllable in gloss.syllables}) < len(spelt):  # several readings of one hanzi
        return "/".join(spelt)
    toneless = options.notation is Notation.ZHUYIN and not all(syllable.tone for syllable in toned(gloss))
    return joined(spelt, Notation.NONE if toneless else options.notation)


def _without(known: frozenset[str], word: Word) -> Word:
    """Drop the readings of hanzi that need none."""
    if not known:
        return word
    units = tuple(replace(unit, reading="" if known.issuperset(unit.base) else unit.reading) for unit in word.units)
    return Word(units, word.reading if any(unit.reading for unit in units) else "")


def _laid_out(word: Word, options: RubyOptions) -> Iterator[TextOrWord]:
    """One word, or one for each of its hanzi; plain text where no reading is left."""
    parts = [word]
    if options.layout == "mono":
        parts = [Word((unit,), unit.reading) for unit in word.units]
    for part in parts:
        yield part if any(unit.reading for unit in part.units) else part.base


def _unread(clean: str, start: int, end: int, filling: Filling | None) -> Iterator[TextOrWord]:
    """Text that no author glossed: as it is, or with our readings."""
    if start >= end:
        return
    if filling is None:
        yield clean[start:end]
        return
    position = start
    for place, reading, sure, tone in filling.between(start, end):
        if place > position:
            yield clean[position:place]
        yield Word((Unit(clean[place : place + 1], reading, ours=True, unsure=not sure, tone=tone),), reading)
        position = place + 1
    if position < end:
        yield clean[position:end]
