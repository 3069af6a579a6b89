"""Hanzi without a gloss → the reading that we would write, and whether it is sure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pinyin_strip import readings
from pinyin_strip.context.sentence import Speech, read_line
from pinyin_strip.renderers.authored import Authored, glossed_places, learnt
from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.spelling import respelt
from pinyin_strip.tokenizer import is_hanzi
from pinyin_strip.values import Gloss, Notation

if TYPE_CHECKING:
    from pinyin_strip.renderers.pieces import GlossedText

__all__ = ["Filled", "Filling"]


class Filled(NamedTuple):
    """A reading of ours: its place in the clean text (code points), how it is spelt, whether it is sure, and its tone.

    The tone is 1 to 4, 5 for the neutral tone.
    """

    place: int
    reading: str
    sure: bool
    tone: int


class Filling:
    """The readings that we give to the hanzi of a document, line by line.

    Args:
        document: what it says of its own words counts first.
        glosses: those of its glosses that become ruby.
        options: notation, speech, and what needs no reading.
    """

    def __init__(self, document: GlossedText, glosses: Collection[Gloss], options: RubyOptions) -> None:
        self._clean, self._options, self._standard = document.clean(), options, document.standard
        self._house = document.readings.told(self._clean) if document.readings else {}
        self._notation = options.notation or _usual_notation(glosses)
        self._lines = _lines(self._clean)
        offsets = {offset for gloss in glosses for offset in _offsets(gloss)}
        self._glossed = glossed_places(glosses, {offset: document.to_clean(offset) for offset in offsets})
        self._authored = self._learnt()
        self._read: tuple[int, list[Filled]] = (-1, [])

    def between(self, start: int, end: int) -> Iterator[Filled]:
        """Yield our readings between two offsets of the clean text; cheap where offsets are asked for in order."""
        for number in range(bisect_right(self._lines, start) - 1, bisect_left(self._lines, end)):
            filled = self._line(number)
            for one in filled[bisect_left(filled, start, key=_place) : bisect_left(filled, end, key=_place)]:
                if self._clean[one.place] not in self._options.known:
                    yield one

    def _learnt(self) -> Authored:
        numbers = {bisect_right(self._lines, place) - 1 for place in self._glossed}
        return learnt(self._clean, [self._span(number) for number in sorted(numbers)], self._glossed)

    def _span(self, number: int) -> tuple[int, int]:
        end = self._lines[number + 1] if number + 1 < len(self._lines) else len(self._clean)
        return self._lines[number], end

    def _line(self, number: int) -> list[Filled]:
        """Read one line; the last one is kept, because its words are asked for one after the other."""
        if self._read[0] != number:
            start, end = self._span(number)
            line = self._clean[start:end]
            house = {at - start: self._house[at].reading for at in range(start, end) if at in self._house}
            glossed = {at - start: self._glossed[at].reading for at in range(start, end) if at in self._glossed}
            told = house | self._authored.told(line) | glossed
            speech = Speech(self._options.sandhi, self._options.neutral, self._options.erhua)
            read = read_line(line, told, speech, self._standard)
            spelt = (Filled(start + one.place, self._spelt(one.reading), one.sure, _tone(one.reading)) for one in read)
            self._read = number, [one for one in spelt if is_hanzi(self._clean[one.place])]
        return self._read[1]

    def _spelt(self, reading: str) -> str:
        if reading == "r":  # the suffix 儿, which belongs to the syllable before it
            return "ㄦ" if self._notation is Notation.ZHUYIN else "r"
        return respelt(*readings.reading_parts(reading), self._notation)


def _usual_notation(glosses: Collection[Gloss]) -> Notation:
    """Zhuyin where the author's readings are mostly in it, else tone marks."""
    in_zhuyin = sum(gloss.notation is Notation.ZHUYIN for gloss in glosses)
    return Notation.ZHUYIN if in_zhuyin * 2 > len(glosses) else Notation.MARKS


def _tone(reading: str) -> int:
    return readings.reading_parts(reading)[1]


def _place(one: Filled) -> int:
    return one.place


def _offsets(gloss: Gloss) -> Iterator[int]:
    yield from (gloss.base_start, gloss.base_end)
    yield from (syllable.start for syllable in gloss.syllables)


def _lines(text: str) -> list[int]:
    """Where each line begins."""
    starts = [0]
    while (found := text.find("\n", starts[-1])) >= 0:
        starts.append(found + 1)
    return starts
