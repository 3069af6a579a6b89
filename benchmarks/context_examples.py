"""Places of hanzi with a choice, with the features that their labels are made from and the windows that the student sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from context_labels import Answered, Evidence, Matrix, fitted, labels
from context_student import Examples, Fit, fit, joined, pruned
from context_teacher import Seen, Teacher
from context_text import Codes, Labelled, phrase_windows, windows
from numpy.typing import NDArray

SEED = 11
MOST = 3000
"""Places of one hanzi that are taken from one text for each answer of the teacher; each counts for those left out."""

HEAVIEST = 20.0
SEEN_AROUND = 9
"""Code points to either side in which phrases are looked for."""

GOLD, PHRASE = 4.0, 0.5
"""What one place of the gold and one of a phrase counts; the texts' own weights are given to ``Pool.add``."""

RARELY = 1e-3
"""A reading with less of a hanzi's labels is left out, unless some place is labelled so."""

LEAST = 0.25
"""Weights below this are left out of the file."""


@dataclass(frozen=True, slots=True)
class Places:
    """Some places of one hanzi: what the student sees, what labels are made from, the word over each, its weight, its sentence."""

    windows: Codes
    features: Matrix
    words: NDArray[np.int32]
    weights: NDArray[np.float32]
    sentences: NDArray[np.int32]


class Pool:
    """All places, by hanzi; those of the gold's own sentences may be left out, for cross-validation."""

    def __init__(self, teacher: Teacher) -> None:
        self.evidence = Evidence(teacher.readings)
        self._random = np.random.default_rng(SEED)
        self._places: defaultdict[str, list[tuple[Places, bool]]] = defaultdict(list)
        self._gold: list[tuple[int, str, Places, int]] = []
        self._phrases: defaultdict[str, list[tuple[Codes, int]]] = defaultdict(list)
        for hanzi, window, reading in phrase_windows(teacher.readings):
            if reading in self.evidence.readings[hanzi]:
                self._phrases[hanzi].append((window, self.evidence.readings[hanzi].index(reading)))

    def add(self, sentences: list[str], seen: Mapping[str, Seen], weight: float) -> None:
        """Places of a text, each of which counts so much, or more where others were left out."""
        for hanzi, found in seen.items():
            chosen, counts = self._sample(found)
            counts = (np.minimum(counts, HEAVIEST) * weight).astype(np.float32)
            self._places[hanzi].append((self._at(hanzi, sentences, found, chosen, counts), False))

    def add_gold(self, gold: list[Labelled], seen: Mapping[str, Seen], weight: float) -> None:
        """The labelled places, and the others of the same sentences, which count so much each."""
        sentences = [one.text for one in gold]
        for hanzi, found in seen.items():
            labelled = np.array([gold[sentence].position == position for sentence, position in found.places])
            others = np.flatnonzero(~labelled)
            counts = np.full(len(others), weight, np.float32)
            self._places[hanzi].append((self._at(hanzi, sentences, found, others, counts), True))
            for row in np.flatnonzero(labelled):
                number, known = int(found.places[row, 0]), self.evidence.readings[hanzi]
                if gold[number].reading in known:
                    one = self._at(hanzi, sentences, found, np.array([row]), np.ones(1, np.float32))
                    self._gold.append((number, hanzi, one, known.index(gold[number].reading)))

    def _sample(self, found: Seen) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        answers = found.shares.argmax(1)
        rows, counts = [], []
        for answer in np.unique(answers):
            every = np.flatnonzero(answers == answer)
            some = np.sort(self._random.choice(every, MOST, replace=False)) if len(every) > MOST else every
            rows.append(some)
            counts.append(np.full(len(some), len(every) / len(some)))
        return np.concatenate(rows), np.concatenate(counts)

    def _at(
        self, hanzi: str, sentences: list[str], found: Seen, rows: NDArray[np.int64], counts: NDArray[np.float32]
    ) -> Places:
        places = [(sentences[sentence], int(position)) for sentence, position in found.places[rows]]
        near = [(text[max(0, at - SEEN_AROUND) : at + SEEN_AROUND + 1], min(at, SEEN_AROUND)) for text, at in places]
        seen = [windows(text, [at]) for text, at in places] or [np.zeros((0, 4), np.uint64)]
        features, words = self.evidence.features(hanzi, near, found.shares[rows])
        return Places(np.concatenate(seen), features, words, counts, found.places[rows, 0])

    def students(self, without: tuple[int, int] | None = None) -> dict[str, tuple[tuple[str, ...], Fit]]:
        """What is learnt of each hanzi; ``(k, n)`` leaves out the sentences of the gold whose number is k modulo n."""
        kept = [one for one in self._gold if without is None or one[0] % without[1] != without[0]]
        weights = fitted([Answered(one.features[0], right) for _, _, one, right in kept])
        gold: defaultdict[str, list[tuple[Codes, int]]] = defaultdict(list)
        for _, hanzi, one, right in kept:
            gold[hanzi].append((one.windows[0], right))
        students, agreement = {}, self.evidence.agreement()
        for hanzi, readings in sorted(self.evidence.readings.items()):
            several = self._places[hanzi]
            parts = [_labelled(places, agreement, weights, without if own else None) for places, own in several]
            parts += [_certain(self._phrases[hanzi], len(readings), PHRASE, 2)]
            parts += [_certain(gold[hanzi], len(readings), GOLD, 1)]
            examples = joined([part for part in parts if len(part.windows)] or parts[:1])
            if len(examples.windows):
                students[hanzi] = _student(readings, examples)
        return students


def _labelled(places: Places, agreement: Matrix, weights: Matrix, without: tuple[int, int] | None) -> Examples:
    kept = places.sentences % without[1] != without[0] if without else np.ones(len(places.sentences), bool)
    shares = labels(places.features[kept], agreement[places.words[kept]], weights).astype(np.float32)
    return Examples(places.windows[kept], shares, places.weights[kept], np.ones(int(kept.sum()), np.float32))


def _certain(places: list[tuple[Codes, int]], readings: int, weight: float, support: float) -> Examples:
    seen = np.array([window for window, _ in places], np.uint64).reshape(-1, 4)
    shares = np.eye(readings, dtype=np.float32)[[right for _, right in places]]
    counts = np.full(len(places), weight, np.float32), np.full(len(places), support, np.float32)
    return Examples(seen, shares, *counts)


def _student(readings: tuple[str, ...], examples: Examples) -> tuple[tuple[str, ...], Fit]:
    """Learn the readings that occur."""
    usual = examples.weights @ examples.shares / examples.weights.sum()
    kept = np.flatnonzero((usual > RARELY) | (examples.shares.max(0) > 0.5))
    shares = examples.shares[:, kept]
    shares /= np.maximum(shares.sum(1, keepdims=True), 1e-9)
    learnt = fit(Examples(examples.windows, shares, examples.weights, examples.support))
    return tuple(readings[column] for column in kept), pruned(learnt, LEAST)
