"""How the phrase dictionary uses one hanzi: which phrases hold it, how often it reads how, and beside which neighbours.

All of it is learnt from pypinyin's phrase dictionary, so what a user loads there counts here too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Syllables = Sequence[Sequence[str]]
"""What pypinyin holds for a phrase: for each hanzi its readings in that phrase, most often one."""

TONE_SANDHI = {"一": "yī", "不": "bù"}
"""Hanzi whose tone the next syllable changes; pypinyin's phrases write the change, a dictionary does not."""

DOMINANT_SHARE = 0.98
DOMINANT_PLACES = 5
"""Where so many places in phrases agree this far, the hanzi by itself is evidence: right in 99 % of CPP sentences."""


def original_tone(hanzi: str, reading: str) -> str:
    """The reading with the tone that stands in a dictionary (GB/T 16159-2012 6.5 writes the original tone).

    >>> original_tone("不", "bú"), original_tone("不", "fǒu"), original_tone("会", "huì")
    ('bù', 'fǒu', 'huì')
    """
    original = TONE_SANDHI.get(hanzi)
    return original if original and reading[:1] == original[0] else reading


@dataclass(frozen=True, slots=True)
class Usage:
    """What the phrases that hold one hanzi say about it.

    places: (length of the phrase, index of the hanzi in it), longest phrases first; the only shapes worth looking up.
    first, last: those of the places in which the hanzi is the first, or the last, of the phrase.
    counts: in how many places each reading stands.
    left, right: each neighbour with the reading that the hanzi always has beside it, or ``""`` if it has several.
    total: the number of places.
    dominant: the reading that nearly all of them have, ``""`` if none does.
    """

    places: tuple[tuple[int, int], ...]
    counts: Mapping[str, int]
    left: Mapping[str, str]
    right: Mapping[str, str]
    total: int
    dominant: str
    first: tuple[tuple[int, int], ...]
    last: tuple[tuple[int, int], ...]

    def places_beside(self, before: str, after: str) -> Iterable[tuple[int, int]]:
        """The places that are worth looking up between these two neighbours."""
        if before not in self.left:
            return self.first if after in self.right else ()
        return self.places if after in self.right else self.last

    def share(self, reading: str) -> float:
        """The part of all places in which the hanzi has this reading, 0 to 1."""
        return self.counts.get(reading, 0) / self.total if self.total else 0.0


def phrases_by_hanzi(phrases: Mapping[str, Syllables]) -> dict[str, list[str]]:
    """Each hanzi with the phrases that hold it. One pass; the phrases themselves are shared, not copied."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        for hanzi in set(phrase):
            holders[hanzi].append(phrase)
    return dict(holders)


def usage_of(hanzi: str, holders: Sequence[str], phrases: Mapping[str, Syllables]) -> Usage:
    """Count how the phrases in ``holders`` use ``hanzi``.

    >>> usage = usage_of("长", ["校长", "长短"], {"校长": [["xiào"], ["zhǎng"]], "长短": [["cháng"], ["duǎn"]]})
    >>> usage.left, usage.right, usage.share("cháng")
    ({'校': 'zhǎng'}, {'短': 'cháng'}, 0.5)
    """
    places: set[tuple[int, int]] = set()
    counts: Counter[str] = Counter()
    left: defaultdict[str, set[str]] = defaultdict(set)
    right: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in holders:
        syllables = phrases.get(phrase, ())
        if len(phrase) < 2 or len(syllables) != len(phrase):
            continue
        for index, found in enumerate(phrase):
            if found != hanzi or not syllables[index]:
                continue
            reading = original_tone(hanzi, syllables[index][0])
            places.add((len(phrase), index))
            counts[reading] += 1
            if index:
                left[phrase[index - 1]].add(reading)
            if index + 1 < len(phrase):
                right[phrase[index + 1]].add(reading)
    longest_first = tuple(sorted(places, reverse=True))
    return Usage(
        places=longest_first,
        first=tuple((size, index) for size, index in longest_first if index == 0),
        last=tuple((size, index) for size, index in longest_first if index == size - 1),
        counts=dict(counts),
        left=_unanimous(left),
        right=_unanimous(right),
        total=counts.total(),
        dominant=dominant(counts),
    )


def dominant(counts: Counter[str]) -> str:
    """The reading that a hanzi has nearly everywhere in phrases, given in how many places each stands; ``""`` if none is.

    >>> dominant(Counter({"luǎn": 60, "kūn": 1})), dominant(Counter({"luǎn": 4}))
    ('luǎn', '')
    """
    total = counts.total()
    usual = max(counts, key=lambda reading: counts[reading], default="")
    return usual if total >= DOMINANT_PLACES and counts[usual] / total >= DOMINANT_SHARE else ""


def _unanimous(neighbours: Mapping[str, set[str]]) -> dict[str, str]:
    return {neighbour: min(readings) if len(readings) == 1 else "" for neighbour, readings in neighbours.items()}
