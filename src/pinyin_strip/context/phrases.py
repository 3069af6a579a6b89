"""The provider ``"phrases"``: the phrase dictionary of pypinyin, read as evidence about one hanzi.

The strongest evidence that is there decides:

1. a phrase that covers the hanzi (了解 in 据了解), the longest, if all of that length agree;
2. a function word outside every phrase, such as the particle 的 (see ``words.py``);
3. a neighbour beside which the dictionary always gives the hanzi one reading, and its usual one;
4. a hanzi that the dictionary reads one way nearly everywhere.

All but the first hold for modern sentences only (see ``setting.py``).

The answer depends on the few hanzi around the position only, never on text further away than a phrase is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pinyin_strip import readings as dictionary
from pinyin_strip.context.decided import Decided
from pinyin_strip.context.setting import REACH, is_modern_sentence
from pinyin_strip.context.usage import Syllables, Usage, original_tone, phrases_by_hanzi, usage_of
from pinyin_strip.context.words import ALONE, COMPLEMENTS, FUNCTION_WORDS, HOMOGRAPHS
from pinyin_strip.values import Expectation

RARE_SHARE = 0.2
"""A reading with less than this share of a hanzi's phrases is rare, and a single phrase is thin evidence for it:
on CPP sentences such a lone phrase is contradicted in 37 % of the cases, any other in 1.6 %."""

USUAL_SHARE = 0.7
"""A neighbour may call for a reading only if that is the hanzi's usual one: right in 99 %, else in 85 %."""

REMEMBERED = 16384
"""Answers that are kept, since annotated corpora repeat themselves; about 10 MB."""

CONFIDENCE = {"user": 1.0, "phrase": 0.98, "neighbour": 0.99, "alone": 0.99, "usage": 0.99}
"""How often each kind of evidence is right, measured on CPP sentences; what the user loaded is taken at its word."""


class Match(NamedTuple):
    """A phrase over a position: where it starts, which of its syllables stands there, whether the user loaded it."""

    start: int
    phrase: str
    syllables: Syllables
    place: int
    from_user: bool


class Answer(NamedTuple):
    """What was said about a position, and the phrases that it rests on."""

    expectation: Expectation | None
    matches: tuple[Match, ...] = ()


SILENT = Answer(None)


class Phrases(Decided):
    """Evidence from a phrase dictionary.

    phrases: the dictionary with whatever the user loaded into it; asked live, so what is loaded later is heard too.
    stock: the dictionary as it ships; what differs from it is the user's own.
    """

    def __init__(self, phrases: Mapping[str, Syllables], stock: Mapping[str, Syllables]) -> None:
        self._phrases = phrases
        self._stock = stock
        self._learn()

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """The reading that the dictionary gives the hanzi at ``position`` (code points), or ``None``.

        >>> stock_phrases().expect("据了解", 1, frozenset({"le", "liǎo", "liào"}))
        Expectation(reading='liǎo', confidence=0.98, source='phrases: 了解')
        """
        if not 0 <= position < len(text):
            return None
        if len(self._phrases) != self._size:
            self._learn()
        start = max(0, position - self._reach)
        window = text[start : position + self._reach]
        key = (window, position - start, readings)
        answer = self._answers.get(key)
        if answer is None or not self._holds(answer):
            answer = self._remember(key, self._answer(window, position - start, readings))
        return answer.expectation

    def share(self, hanzi: str, reading: str) -> float:
        """The part of all its places in phrases in which the hanzi has this reading, 0 to 1.

        >>> stock_phrases().share("卵", "luǎn")
        1.0
        """
        usage = self._usage(hanzi)
        return usage.share(reading) if usage else 0.0

    def _learn(self) -> None:
        """Index the dictionary. What single hanzi tell is counted when they are first asked for."""
        size = len(self._phrases)
        self._holders = phrases_by_hanzi(self._phrases)
        self._reach = 1 + max(REACH, max(map(len, self._phrases), default=0))
        self._usages: dict[str, Usage] = {}
        self._answers: dict[tuple[str, int, frozenset[str]], Answer] = {}
        self._size = size  # last, so that another thread never meets half an index

    def _usage(self, hanzi: str) -> Usage | None:
        usage = self._usages.get(hanzi)
        if usage is None and hanzi in self._holders:
            usage = self._usages[hanzi] = usage_of(hanzi, self._holders[hanzi], self._phrases)
        return usage

    def _holds(self, answer: Answer) -> bool:
        """Whether the phrases that gave the answer are still what they were; a user may have replaced one."""
        return all(self._phrases.get(match.phrase) is match.syllables for match in answer.matches)

    def _remember(self, key: tuple[str, int, frozenset[str]], answer: Answer) -> Answer:
        if len(self._answers) >= REMEMBERED:
            self._answers.clear()
        self._answers[key] = answer
        return answer

    def _answer(self, window: str, position: int, readings: frozenset[str]) -> Answer:
        simplified = dictionary.simplify(window)
        if simplified == window:
            return self._look(window, position, readings)
        # The dictionary is in simplified hanzi but for a few phrases such as 乾坤, which tell nothing about 乾 elsewhere.
        usage = self._usage(window[position])
        as_written = self._longest(window, position, usage.places) if usage else []
        if usage and as_written:
            return self._weigh(window, position, as_written, usage, readings)
        return self._look(simplified, position, own_readings(window[position], readings))

    def _look(self, text: str, position: int, readings: frozenset[str]) -> Answer:
        hanzi, before, after = text[position], text[position - 1 : position], text[position + 1 : position + 2]
        usage = self._usage(hanzi)
        if usage is None:
            return SILENT
        matches = self._longest(text, position, usage.places_beside(before, after))
        if matches:
            return self._weigh(text, position, matches, usage, readings)
        if not is_modern_sentence(text, position):
            return SILENT
        if hanzi in FUNCTION_WORDS:
            return Answer(_alone(hanzi, before, readings))
        return Answer(_by_neighbours(hanzi, before, after, usage, readings))

    def _weigh(
        self, text: str, position: int, matches: Sequence[Match], usage: Usage, readings: frozenset[str]
    ) -> Answer:
        hanzi = text[position]
        straddled = hanzi in FUNCTION_WORDS and self._is_straddled(text, position, matches[0])
        return Answer(None if straddled else _by_phrase(hanzi, matches, usage, readings), tuple(matches))

    def _longest(self, text: str, position: int, places: Iterable[tuple[int, int]]) -> list[Match]:
        """The longest phrases that cover the position, all of one length; the user's own, if there are such."""
        matches: list[Match] = []
        for size, index in places:
            if matches and size < len(matches[0].phrase):
                break
            start = position - index
            phrase = text[start : start + size] if start >= 0 else ""
            syllables = self._phrases.get(phrase)
            if syllables is not None and len(syllables) == len(phrase) == size:
                from_user = self._stock.get(phrase) is not syllables
                matches.append(Match(start, phrase, syllables, index, from_user))
        return [match for match in matches if match.from_user] or matches

    def _is_straddled(self, text: str, position: int, match: Match) -> bool:
        """Whether a phrase as long as the match leaves the function word outside: 了解释 is 了 + 解释, not 了解 + 释."""
        if match.from_user:
            return False
        size = len(match.phrase)
        end = match.start + size
        after = any(text[start : start + size] in self._phrases for start in range(position + 1, end))
        before = any(
            text[stop - size : stop] in self._phrases for stop in range(max(size, match.start + 1), position + 1)
        )
        return after or before


def _by_phrase(hanzi: str, matches: Sequence[Match], usage: Usage, readings: frozenset[str]) -> Expectation | None:
    options = {original_tone(hanzi, reading) for match in matches for reading in match.syllables[match.place]}
    if len(options) != 1:
        return None
    (reading,), match = options, matches[0]
    if match.from_user:
        return _expectation(reading, readings, "user", match.phrase)
    if match.phrase in HOMOGRAPHS or _is_thin(reading, usage):
        return None
    return _expectation(reading, readings, "phrase", match.phrase)


def _is_thin(reading: str, usage: Usage) -> bool:
    return usage.counts.get(reading, 0) <= 1 and usage.share(reading) < RARE_SHARE


def _alone(hanzi: str, before: str, readings: frozenset[str]) -> Expectation | None:
    if hanzi in COMPLEMENTS and before in ("", "不", "得"):
        return None
    return _expectation(ALONE.get(hanzi), readings, "alone", f"{hanzi} outside a phrase")


def _by_neighbours(hanzi: str, before: str, after: str, usage: Usage, readings: frozenset[str]) -> Expectation | None:
    left, right = usage.left.get(before), usage.right.get(after)
    if not left and not right:
        return _by_usage(hanzi, usage, readings)
    if left and right and left != right:
        return None
    reading = left or right or ""
    if usage.share(reading) < USUAL_SHARE:
        return None
    return _expectation(reading, readings, "neighbour", before + hanzi if left else hanzi + after)


def _by_usage(hanzi: str, usage: Usage, readings: frozenset[str]) -> Expectation | None:
    if not usage.dominant:
        return None
    return _expectation(usage.dominant, readings, "usage", f"{hanzi} in nearly all of {usage.total} places")


def _expectation(reading: str | None, readings: frozenset[str], kind: str, evidence: str) -> Expectation | None:
    if reading is None or reading not in readings:
        return None
    return Expectation(reading, CONFIDENCE[kind], f"phrases: {evidence}")


@cache
def stock_phrases() -> Phrases:
    """The one provider over pypinyin's dictionary in this process; opens the dictionary at the first call."""
    return Phrases(dictionary.phrases(), dictionary.stock_phrases())


def own_readings(hanzi: str, readings: frozenset[str]) -> frozenset[str]:
    """Keep those readings that the hanzi as written may have: 乾 is looked up as 干 but is never gàn.

    >>> sorted(own_readings("乾", frozenset({"gān", "gàn"})))
    ['gān']
    """
    own = dictionary.raw(hanzi)
    return readings.intersection(own.split(",")) if own else readings
