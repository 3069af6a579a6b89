"""Where a text has words of the house, and how their hanzi are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pinyin_strip import readings
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN

__all__ = ["NOTHING", "Index", "Told", "told_places"]

_GLOSS = Pattern(rf"[^{HAN}\n，。、；：！？]{{0,64}}")
"""What may stand between two hanzi of a word: the gloss of the first one, with its brackets or tags."""


class Told(NamedTuple):
    """What the house says of one hanzi: its reading in tone-mark spelling, the word that it says so of, and who says it."""

    reading: str
    word: str
    source: str

    @property
    def parts(self) -> tuple[str, int]:
        """The syllable and its tone, 1 to 5."""
        return readings.reading_parts(self.reading)

    @property
    def evidence(self) -> str:
        """The same in words, for findings."""
        return f"{self.source}: {self.word}"


NOTHING: Mapping[int, Told] = MappingProxyType({})
"""What is told where no house has readings of its own."""


class Index:
    """Words by their first hanzi, longest first: those that are written so, and those that are so in simplified script."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._written = _by_first((word, word) for word in words)
        self._simple = _by_first((readings.simplify(word), word) for word in words if len(word) > 1)

    def found(self, text: str) -> dict[int, tuple[str, int]]:
        """Return for each hanzi of a word that stands in a text its place (code points), the word, and which hanzi of it."""
        places = dict(_places(text, self._written))
        simple = readings.simplify(text)
        for place, one in _places(simple, self._simple):
            places.setdefault(place, one)
        return places


class _Beginnings(NamedTuple):
    """Words as they are written and as they are listed, by their first hanzi, and what finds these."""

    first: Pattern | None
    words: Mapping[str, list[tuple[str, str]]]


def _by_first(spelt: Iterable[tuple[str, str]]) -> _Beginnings:
    found: dict[str, list[tuple[str, str]]] = {}
    for form, word in sorted(spelt, key=lambda pair: -len(pair[0])):
        found.setdefault(form[0], []).append((form, word))
    return _Beginnings(Pattern(f"[{''.join(found)}]") if found else None, found)


def _places(text: str, known: _Beginnings) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield the hanzi of each word, the longest first at each place, none over another."""
    end = 0
    for begun in known.first.finditer(text) if known.first else ():
        if begun.start() < end:
            continue
        for form, word in known.words[begun[0]]:
            if places := _spread(text, begun.start(), form):
                yield from ((place, (word, number)) for number, place in enumerate(places))
                end = places[-1] + 1
                break


def _spread(text: str, start: int, form: str) -> list[int]:
    """Where the hanzi of a word stand that begins at a place, glosses between them or not; nothing if another word stands there."""
    places = [start]
    for char in form[1:]:
        at = places[-1] + 1
        if text[at : at + 1] != char:
            at = _GLOSS.match(text, at).end()
        if text[at : at + 1] != char:
            return []
        places.append(at)
    return places


def told_places(text: str, index: Index, words: Mapping[str, Sequence[str]], source: str) -> dict[int, Told]:
    """Return what is told of the hanzi of a text, by place (code points)."""
    return {place: Told(words[word][number], word, source) for place, (word, number) in index.found(text).items()}
