"""Every reading that ``"phrases"`` could call for, by a hanzi and what stands beside it: an upper bound that is quick to ask.

Whatever evidence decides (see ``phrases.py``), it comes from a phrase in which one of the two neighbours stands beside the
hanzi, or from the hanzi alone. So where no such reading differs from the one that is given, nothing can speak against it,
and nobody has to look further. Which is so nearly everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import pairwise

from pinyin_strip import readings
from pinyin_strip.context.usage import Syllables, dominant, original_tone
from pinyin_strip.context.words import ALONE

__all__ = ["Possible", "possible"]


@dataclass(frozen=True, slots=True)
class Possible:
    """What could be called for, of simplified hanzi and of those traditional ones that phrases are written in.

    Attributes:
        after: (neighbour before, hanzi) → the readings of the hanzi in phrases.
        before: (hanzi, neighbour after) → the same.
        alone: hanzi → the readings that it may be held to where no phrase covers it.
        words: the phrases of two hanzi: where one stands, a phrase covers both.
        phrases: what all this was learnt from, as it was then.
    """

    after: Mapping[tuple[str, str], Set[str]]
    before: Mapping[tuple[str, str], Set[str]]
    alone: Mapping[str, Set[str]]
    words: Set[str]
    phrases: list[Syllables]

    def stands(self) -> bool:
        """Whether the dictionary still holds what this was learnt from (below one millisecond)."""
        return list(readings.phrases().values()) == self.phrases


def possible() -> Possible:
    """Go once through the phrases that the provider ``"phrases"`` reads.

    >>> possible().before["了", "解"], possible().alone["了"]
    ({'liǎo'}, {'le'})
    """
    phrases = readings.phrases()
    after: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    before: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in phrases.items():
        if len(phrase) < 2 or len(syllables) != len(phrase):
            continue
        read = [
            [original_tone(hanzi, reading) for reading in one] for hanzi, one in zip(phrase, syllables, strict=True)
        ]
        for (left, right), (left_read, right_read) in zip(pairwise(phrase), pairwise(read), strict=True):
            before[left, right].update(left_read)
            after[left, right].update(right_read)
        for hanzi, one in zip(phrase, read, strict=True):
            counts[hanzi].update(one[:1])
    alone = {hanzi: {reading} for hanzi, counted in counts.items() if (reading := dominant(counted))}
    for hanzi, reading in ALONE.items():
        alone.setdefault(hanzi, set()).add(reading)
    words = {phrase for phrase, syllables in phrases.items() if len(phrase) == len(syllables) == 2}
    return Possible(after, before, alone, words, list(phrases.values()))
