"""The longest phrase of the dictionary over a hanzi, and nothing else: no usage is counted, no neighbour asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pinyin_strip import readings as dictionary
from pinyin_strip.context.usage import Syllables, original_tone
from pinyin_strip.context.words import FUNCTION_WORDS, HOMOGRAPHS
from pinyin_strip.readings import simplify

AFTER_VERBS = frozenset("了着过到在向往出起开回进上下走住得")
"""Aspect particles and complements: a hanzi before one may be a verb by itself (种子 + 弹 + 到)."""

Dictionary = dict[str, list[list[str]]]
"""As pypinyin holds them: phrase → for each hanzi its readings in that phrase, most often one."""


class Covering(NamedTuple):
    """A phrase over a hanzi.

    phrase: the phrase, and the reading of the hanzi in it: ``""`` if phrases of that length disagree, or if it has two.
    from_user: whether the user loaded it.
    is_word: whether another phrase may not break it up: 种子弹到 is 种子 + 弹到, so 子弹 is no word there.
    """

    phrase: str
    reading: str
    from_user: bool
    is_word: bool


class Match(NamedTuple):
    """A phrase of the dictionary in a text: where it starts, its syllables (none if it is no phrase), whether the user loaded it."""

    start: int
    phrase: str
    syllables: Syllables
    from_user: bool

    def reads(self, position: int) -> Sequence[str]:
        """How it reads the hanzi at a position of the text."""
        return self.syllables[position - self.start] if len(self.syllables) == len(self.phrase) else ()


class CoveringPhrases:
    """Phrases over a position.

    phrases: the dictionary with whatever the user loaded into it; asked live, so what is loaded later is heard too.
    stock: the dictionary as it ships; what differs from it is the user's own.
    """

    def __init__(self, phrases: Dictionary, stock: Dictionary) -> None:
        self._phrases = phrases
        self._stock = stock
        self._learn()

    def at(self, text: str, position: int) -> Covering | None:
        """The longest phrase over the hanzi at ``position`` (code points); ``None`` if there is none.

        >>> stock_covering().at("据了解", 1)
        Covering(phrase='了解', reading='liǎo', from_user=False, is_word=True)
        >>> stock_covering().at("有种子弹到", 3).is_word
        False
        """
        if self._state() != self._learnt:
            self._learn()
        start = max(0, position - self._reach)
        window, place = text[start : position + self._reach], position - start
        found = self._around(window, place)
        if found is None and simplify(near := window[max(0, place - 1) : place + 2]) != near:
            found = self._around(simplify(window), place)
        return found

    def _learn(self) -> None:
        self._pairs = frozenset(phrase[at : at + 2] for phrase in self._phrases for at in range(len(phrase) - 1))
        self._reach = max(map(len, self._phrases), default=0)
        self._learnt = self._state()  # last, so that another thread never meets half an index

    def _state(self) -> tuple[int, str]:
        """What changes if phrases are loaded: how many there are, and which is the last."""
        return len(self._phrases), next(reversed(self._phrases), "")

    def _around(self, text: str, position: int) -> Covering | None:
        start, end, pairs, phrases = position, position + 1, self._pairs, self._phrases
        while start > 0 and text[start - 1 : start + 1] in pairs:
            start -= 1
        while text[end - 1 : end + 1] in pairs:
            end += 1
        for size in range(end - start, 1, -1):
            last = min(position, end - size)
            for at in range(max(start, position - size + 1), last + 1):
                if text[at : at + size] in phrases:
                    return self._covering(text, position, at, last, size)
        return None

    def _covering(self, text: str, position: int, first: int, last: int, size: int) -> Covering:
        """What the phrases of one size read that begin at ``first`` or behind it."""
        matches = [self._match(text, at, size) for at in range(first, last + 1)]
        found = [match for match in matches if match.syllables]
        used = [match for match in found if match.from_user] or found
        readings = {original_tone(text[position], one) for match in used for one in match.reads(position)}
        phrase, from_user = used[0].phrase, used[0].from_user
        settled = len(readings) == 1 and (from_user or phrase not in HOMOGRAPHS)
        is_word = from_user or self._is_word(text, position, found[0].start, size)
        return Covering(phrase, min(readings) if settled else "", from_user, is_word)

    def _match(self, text: str, start: int, size: int) -> Match:
        phrase = text[start : start + size]
        syllables = self._phrases.get(phrase, [])
        return Match(start, phrase, syllables, bool(syllables) and self._stock.get(phrase) is not syllables)

    def _is_word(self, text: str, position: int, start: int, size: int) -> bool:
        """Whether nothing speaks for the hanzi being a word by itself, beside a phrase that ends before it or begins behind it."""
        if not self._is_crossed(text, position, start, size):
            return True
        return text[position] not in FUNCTION_WORDS and text[position + 1 : position + 2] not in AFTER_VERBS

    def _is_crossed(self, text: str, position: int, start: int, size: int) -> bool:
        """Whether a phrase as long leaves the hanzi outside and shares others with this one."""
        ends = range(max(size, start + 1), position + 1)
        behind = range(position + 1, min(start + size, len(text) - size + 1))
        return any(text[end - size : end] in self._phrases for end in ends) or any(
            text[at : at + size] in self._phrases for at in behind
        )


@cache
def stock_covering() -> CoveringPhrases:
    """The one over pypinyin's dictionary in this process; opens the dictionary at the first call."""
    return CoveringPhrases(dictionary.phrases(), dictionary.stock_phrases())
