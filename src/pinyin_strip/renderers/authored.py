"""What a document's glosses say about the same words where they carry none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pinyin_strip.context.segmentation import simplified, words
from pinyin_strip.syllables import spelling_of
from pinyin_strip.values import Gloss

__all__ = ["Authored", "Place", "glossed_places", "learnt"]


class Place(NamedTuple):
    """A hanzi that an author glossed: its reading in tone marks, and the span of the base (code points of the clean text)."""

    reading: str
    start: int
    end: int


class Authored(NamedTuple):
    """Readings that an author gave.

    words: a glossed base of two or more hanzi → the reading of each (``""`` where it has none), longest bases first
        under the first two hanzi.
    contexts: the word or the neighbours that a glossed hanzi stands in, and where in it → its reading.
    """

    words: Mapping[str, list[tuple[str, tuple[str, ...]]]]
    contexts: Mapping[tuple[str, int], str]

    def told(self, line: str) -> dict[int, str]:
        """Return the places of a line (code points) of which an author said the reading elsewhere, and that reading."""
        if not self.words and not self.contexts:
            return {}
        found = {place: self.contexts[key] for place, key in _contexts(line) if key in self.contexts}
        place = 0
        while self.words and place < len(line):
            spelt = self._word_at(line, place)
            found |= {place + index: reading for index, reading in enumerate(spelt) if reading}
            place += len(spelt) or 1
        return found

    def _word_at(self, line: str, place: int) -> tuple[str, ...]:
        several = self.words.get(line[place : place + 2], ())
        return next((spelt for word, spelt in several if line.startswith(word, place)), ())


def glossed_places(glosses: Iterable[Gloss], to_clean: Mapping[int, int]) -> dict[int, Place]:
    """Return each hanzi that carries one reading with its tone, by its place in the clean text.

    Args:
        glosses: those that become ruby.
        to_clean: offsets of the source in the clean text, as far as glosses name them.
    """
    places: dict[int, Place] = {}
    for gloss in glosses:
        base = to_clean[gloss.base_start], to_clean[gloss.base_end]
        starts = [syllable.start for syllable in gloss.syllables]
        for syllable in gloss.syllables:
            alone = syllable.end == syllable.start + 1 and starts.count(syllable.start) == 1
            if alone and syllable.tone:
                reading = spelling_of(syllable.plain, syllable.tone)
                places.setdefault(to_clean[syllable.start], Place(reading, *base))
    return places


def learnt(clean: str, lines: Iterable[tuple[int, int]], places: Mapping[int, Place]) -> Authored:
    """Learn from the glossed hanzi of a text; what an author reads now so and now so tells nothing.

    Args:
        clean: the text without glosses.
        lines: the spans of those of its lines that have a gloss.
        places: its glossed hanzi.
    """
    bases: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    contexts: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for start, end in {(place.start, place.end) for place in places.values()}:
        if end - start > 1:
            spelt = (places[at].reading if at in places else "" for at in range(start, end))
            bases[clean[start:end]].add(tuple(spelt))
    for start, end in lines:
        for at, key in _contexts(clean[start:end]):
            if start + at in places:
                contexts[key].add(places[start + at].reading)
    return Authored(_by_beginning(bases), {key: min(read) for key, read in contexts.items() if len(read) == 1})


def _by_beginning(
    bases: Mapping[str, set[tuple[str, ...]]],
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for base in sorted(bases, key=len, reverse=True):
        if len(bases[base]) == 1:
            found[base[:2]].append((base, min(bases[base])))
    return dict(found)


def _contexts(line: str) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield each hanzi of a line with the word that it stands in, and where; a hanzi by itself with both neighbours."""
    for word in words(line, simplified(line)):
        if word.syllables:
            yield from ((place, (line[word.start : word.end], place - word.start)) for place in range(*word[:2]))
        else:
            before = line[word.start - 1 : word.start] if word.start else ""  # ~: apart from places in a word
            yield word.start, (before + line[word.start : word.end + 1], ~len(before))
