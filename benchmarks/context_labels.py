"""Soft labels: how probable is each reading of a hanzi in a sentence, by the teacher and by pypinyin's phrases together?

A conditional logit (McFadden 1974) whose few weights are shared by all hanzi, fitted on the gold: the teacher's
log-probability, the longest phrase over the place by its length, and how often the neighbours go with which reading in phrases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from context_teacher import Seen
from numpy.typing import NDArray

from pinyin_strip.context.usage import original_tone
from pinyin_strip.context.words import FUNCTION_WORDS, HOMOGRAPHS
from pinyin_strip.readings import of_mainland, stock_phrases

Matrix = NDArray[np.float64]
NAMES = (
    "teacher", "phrase of 2", "phrase of 3", "longer phrase", "phrase, and it is rare", "phrase, function word",
    "phrase, straddled", "left neighbour", "right neighbour", "usage",
)  # fmt: skip
LONGEST = 7
RARE = 0.04
"""A reading with less than this share of the teacher's answers is one that it has hardly seen."""

FAINT = 1e-4
"""The least probability that is believed of the teacher."""

BELIEVED = 0.95
SURE_OF_ANOTHER = 0.1
"""On the gold, a phrase of three hanzi or more is right in 99 % of its places, one over a function word in 99 %, one of two to which
the teacher gives a tenth or more in 99.6 %; where it gives less, in 40 %."""

WAVERING = 0.3
"""The teacher wavers over a word if it gives the reading of the dictionary that much on average."""

RIDGE = 1.0
STEPS = 30
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Covering:
    """The longest phrases over a place: the first, their length, what they read there, whether others straddle its edge."""

    phrase: str = ""
    length: int = 0
    readings: frozenset[str] = frozenset()
    straddled: bool = False


class Evidence:
    """What pypinyin's phrases say about each hanzi.

    teacher: hanzi → the readings that the teacher knows.
    """

    def __init__(self, teacher: Mapping[str, tuple[str, ...]]) -> None:
        self._teacher = teacher
        self._phrases = {phrase: each for phrase, each in stock_phrases().items() if len(phrase) == len(each) > 1}
        self._pairs = {phrase[at : at + 2] for phrase in self._phrases for at in range(len(phrase) - 1)}
        self._beside: defaultdict[tuple[str, int, str], Counter[str]] = defaultdict(Counter)
        for phrase, syllables in self._phrases.items():
            for at, hanzi in enumerate(phrase):
                if hanzi in teacher:
                    self._count(phrase, at, original_tone(hanzi, syllables[at][0]))
        self.readings = {hanzi: self._candidates(hanzi) for hanzi in teacher}
        self.shares: dict[str, Matrix] = {}
        self._words: dict[tuple[str, str], int] = {("", ""): 0}
        self._agreed: list[float] = [0.0]
        self._seen: list[int] = [1]

    def _count(self, phrase: str, at: int, reading: str) -> None:
        self._beside[phrase[at], 0, ""][reading] += 1
        if at:
            self._beside[phrase[at], -1, phrase[at - 1]][reading] += 1
        if at + 1 < len(phrase):
            self._beside[phrase[at], 1, phrase[at + 1]][reading] += 1

    def _candidates(self, hanzi: str) -> tuple[str, ...]:
        several = (*self._teacher[hanzi], *of_mainland(hanzi).spelt)
        return tuple(dict.fromkeys(original_tone(hanzi, one) for one in several))

    def learn_usage(self, texts: Iterable[Mapping[str, Seen]]) -> None:
        """How often the teacher gives each of its readings, over all texts."""
        totals: defaultdict[str, list[Matrix]] = defaultdict(list)
        for seen in texts:
            for hanzi, found in seen.items():
                totals[hanzi].append(found.shares)
        for hanzi, shares in totals.items():
            self.shares[hanzi] = self._spread(hanzi, np.concatenate(shares)).mean(0)

    def _spread(self, hanzi: str, shares: Matrix) -> Matrix:
        spread = np.zeros((len(shares), len(self.readings[hanzi])))
        for column, reading in enumerate(self._teacher[hanzi]):
            spread[:, self.readings[hanzi].index(original_tone(hanzi, reading))] += shares[:, column]
        return spread

    def agreement(self) -> Matrix:
        """For each word, by its number, what the teacher gives the reading that the phrase has, on average."""
        return np.array(self._agreed) / np.array(self._seen)

    def features(
        self, hanzi: str, places: Iterable[tuple[str, int]], shares: Matrix
    ) -> tuple[Matrix, NDArray[np.int32]]:
        """For each place and each candidate reading the features, (place, reading, feature), and the number of the word over it."""
        several = list(places)
        made = np.zeros((len(several), len(self.readings[hanzi]), len(NAMES)), np.float32)
        made[:, :, 0] = np.log(np.maximum(self._spread(hanzi, shares), FAINT))
        usage = self._share(hanzi)
        made[:, :, 9] = np.log(usage)
        words = np.zeros(len(several), np.int32)
        for row, (text, position) in enumerate(several):
            words[row] = self._mark_phrase(made[row], hanzi, self._covering(text, position))
            made[row, :, 7] = self._log_beside(hanzi, -1, text[position - 1 : position], usage)
            made[row, :, 8] = self._log_beside(hanzi, 1, text[position + 1 : position + 2], usage)
        return made, words

    def _mark_phrase(self, row: Matrix, hanzi: str, found: Covering) -> int:
        """Write the features of the phrase into the row; the number of the word, 0 if there is none."""
        known = self.readings[hanzi]
        if len(found.readings) != 1 or not found.readings <= set(known):
            return 0
        column = known.index(min(found.readings))
        if hanzi in FUNCTION_WORDS and found.straddled:
            row[column, 6] = 1
            return 0
        row[column, min(found.length, 4) - 1] = 1
        row[column, 4] = self.shares[hanzi][column] < RARE if hanzi in self.shares else 0
        row[column, 5] = hanzi in FUNCTION_WORDS
        return self._count_word(hanzi, found.phrase, float(np.exp(row[column, 0])))

    def _count_word(self, hanzi: str, phrase: str, share: float) -> int:
        number = self._words.setdefault((hanzi, phrase), len(self._words))
        if number == len(self._agreed):
            self._agreed.append(0.0)
            self._seen.append(0)
        self._agreed[number] += share
        self._seen[number] += 1
        return number

    def _share(self, hanzi: str) -> Matrix:
        """How often the hanzi is read how in phrases, smoothed."""
        counts, known = self._beside.get((hanzi, 0, ""), Counter()), self.readings[hanzi]
        return np.array([(counts[one] + 0.2) / (counts.total() + 0.2 * len(known)) for one in known])

    def _log_beside(self, hanzi: str, side: int, neighbour: str, usage: Matrix) -> Matrix:
        counts = self._beside.get((hanzi, side, neighbour), Counter())
        given = np.array([counts[one] for one in self.readings[hanzi]])
        return np.asarray(np.log((given + 2 * usage) / (given.sum() + 2)))

    def _covering(self, text: str, position: int) -> Covering:
        hanzi = text[position]
        before = position > 0 and text[position - 1 : position + 1] in self._pairs
        after = text[position : position + 2] in self._pairs
        if not (before or after):
            return Covering()
        for size in range(min(LONGEST, len(text)), 1, -1):
            first = max(0, position - size + 1) if before else position
            last = min(position, len(text) - size) if after else min(position - size + 1, len(text) - size)
            spans = [at for at in range(first, last + 1) if text[at : at + size] in self._phrases]
            spans = [at for at in spans if text[at : at + size] not in HOMOGRAPHS]
            if spans:
                readings = {original_tone(hanzi, self._phrases[text[at : at + size]][position - at][0]) for at in spans}
                straddled = hanzi in FUNCTION_WORDS and self._is_straddled(text, position, spans[-1], size)
                return Covering(text[spans[0] : spans[0] + size], size, frozenset(readings), straddled)
        return Covering()

    def _is_straddled(self, text: str, position: int, start: int, size: int) -> bool:
        """Whether a phrase as long begins behind the hanzi, or ends before it, inside the covering one."""
        behind = any(text[at : at + size] in self._phrases for at in range(position + 1, start + size))
        return behind or any(
            text[end - size : end] in self._phrases for end in range(max(size, start + 1), position + 1)
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """One sentence of the gold as the logit sees it: the features of each candidate, and which one is right."""

    features: Matrix
    right: int


def fitted(answered: list[Answered]) -> Matrix:
    """The weights under which the right readings are likeliest, by Newton's method."""
    weights = np.zeros(len(NAMES))
    weights[0] = 1
    widest = max(len(one.features) for one in answered)
    features = np.zeros((len(answered), widest, len(NAMES)))
    absent = np.full((len(answered), widest), -1e9)
    for row, one in enumerate(answered):
        features[row, : len(one.features)], absent[row, : len(one.features)] = one.features, 0
    right = features[np.arange(len(answered)), [one.right for one in answered]]
    for _ in range(STEPS):
        weights = weights - _step(weights, features, absent, right)
    return weights


def _step(weights: Matrix, features: Matrix, absent: Matrix, right: Matrix) -> Matrix:
    """One step of Newton's method, halved until it leads downhill."""
    shares = softmax(features @ weights + absent)
    mean = np.einsum("nk,nkf->nf", shares, features)
    slope = (mean - right).sum(0) + RIDGE * weights
    moment = np.tensordot(features * shares[:, :, None], features, axes=([0, 1], [0, 1]))
    step = np.linalg.solve(moment - mean.T @ mean + RIDGE * np.eye(len(NAMES)), slope)
    before = _loss(weights, features, absent, right)
    while _loss(weights - step, features, absent, right) > before and np.abs(step).max() > TINY:
        step = step / 2
    return step


def _loss(weights: Matrix, features: Matrix, absent: Matrix, right: Matrix) -> float:
    scores = features @ weights + absent
    highest = scores.max(1)
    totals = highest + np.log(np.exp(scores - highest[:, None]).sum(1))
    return float((totals - right @ weights).sum() + RIDGE / 2 * weights @ weights)


def labels(features: Matrix, agreement: Matrix, weights: Matrix) -> Matrix:
    """How probable each reading is, (place, reading). A phrase is believed unless, in a word of two, the teacher is sure of another.

    agreement: for each place, how far the teacher agrees with the word over it elsewhere; a word has one reading, so where the
        teacher wavers the dictionary decides.
    """
    shares = softmax(features @ weights)
    phrase = features[:, :, 1:4].sum(2)
    column = phrase.argmax(1)[:, None]
    long = features[:, :, 2:4].sum((1, 2)) > 0
    function_word = features[:, :, 5].sum(1) > 0
    doubtful = np.take_along_axis(features[:, :, 0], column, 1)[:, 0] > np.log(SURE_OF_ANOTHER)
    called = np.take_along_axis(shares, column, 1)
    believed = long | function_word | doubtful | (agreement > WAVERING)
    believed &= (phrase.max(1) > 0) & (called[:, 0] < BELIEVED)
    rest = shares * (1 - BELIEVED) / np.maximum(1 - called, TINY)
    np.put_along_axis(rest, column, BELIEVED, 1)
    return np.where(believed[:, None], rest, shares)


def softmax(scores: Matrix) -> Matrix:
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(odds / odds.sum(-1, keepdims=True))
