"""The teacher: g2pM (Park & Lee 2020, Apache-2.0) over many sentences at once.

The embeddings are multiplied into the input projection beforehand, and of the last layer only the rows of a hanzi's own
readings are computed. One thread and no reordering of sums: the same text gives the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinyin_strip.context.g2pm import tone_mark, trained_weights

Matrix = NDArray[np.float32]
BATCH = 1024
CODE_POINTS = 0x110000


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a hanzi stands, (sentence, position), and what share the teacher gives each of its readings there."""

    places: NDArray[np.int32]
    shares: Matrix


class Teacher:
    """readings: each hanzi that it can tell readings apart of → those readings, in tone-mark spelling."""

    def __init__(self) -> None:
        weights = trained_weights()
        self._codes = np.full(CODE_POINTS, weights.char2idx["<UNK>"], np.int32)
        for char, code in weights.char2idx.items():
            if len(char) == 1:
                self._codes[ord(char)] = code
        self._ends = weights.char2idx["시"], weights.char2idx["끝"]  # start and end, in its own vocabulary
        bias = weights.bias_ih + weights.bias_hh, weights.bias_ih_reverse + weights.bias_hh_reverse
        self._driven = (
            (weights.embeddings @ weights.weight_ih.T + bias[0]).astype(np.float32),
            (weights.embeddings @ weights.weight_ih_reverse.T + bias[1]).astype(np.float32),
        )
        self._recurrent = np.ascontiguousarray(weights.weight_hh.T), np.ascontiguousarray(weights.weight_hh_reverse.T)
        self._dense, self._dense_bias = weights.hidden_weight_l0.T, weights.hidden_bias_l0
        self._scores, self._scores_bias = weights.hidden_weight_l1, weights.hidden_bias_l1
        rows = {tone_mark(label): row for row, label in weights.idx2class.items()}
        self.readings: dict[str, tuple[str, ...]] = {}
        for hanzi, labels in sorted(weights.cedict.items()):
            known = tuple(dict.fromkeys(tone_mark(label) for label in labels if tone_mark(label) in rows))
            if len(known) > 1 and len(hanzi) == 1:
                self.readings[hanzi] = known
        self._rows = {hanzi: [rows[reading] for reading in known] for hanzi, known in self.readings.items()}
        self._ids = np.full(CODE_POINTS, -1, np.int16)
        self._ids[[ord(hanzi) for hanzi in self.readings]] = np.arange(len(self.readings))

    def read(self, sentences: list[str]) -> dict[str, Seen]:
        """Read the sentences, which are best in order of length."""
        batches = [self._read(sentences[start : start + BATCH], start) for start in range(0, len(sentences), BATCH)]
        ids, places, hidden = (np.concatenate(parts) for parts in zip(*batches, strict=True))
        order = np.argsort(ids, kind="stable")
        ends = np.searchsorted(ids[order], np.arange(len(self.readings) + 1))
        return {
            hanzi: Seen(places[order[start:end]], self._shares(hanzi, hidden[order[start:end]]))
            for hanzi, start, end in zip(self.readings, ends, ends[1:], strict=False)
            if end > start
        }

    def read_any(self, sentences: list[str]) -> dict[str, Seen]:
        """Read sentences in any order of length; places count in the order that they came in."""
        order = np.array(sorted(range(len(sentences)), key=lambda number: len(sentences[number])), np.int32)
        read = self.read([sentences[number] for number in order])
        return {
            hanzi: Seen(np.stack([order[seen.places[:, 0]], seen.places[:, 1]], 1), seen.shares)
            for hanzi, seen in read.items()
        }

    def _read(self, batch: list[str], first: int) -> tuple[NDArray[np.int16], NDArray[np.int32], Matrix]:
        points = [np.frombuffer(one.encode("utf-32-le", "surrogatepass"), np.uint32) for one in batch]
        length = 2 + max(map(len, points))
        forth, back = np.zeros((2, len(batch), length), np.int32)
        for row, point in enumerate(points):
            code = np.concatenate([[self._ends[0]], self._codes[point], [self._ends[1]]])
            forth[row, : len(code)], back[row, : len(code)] = code, code[::-1]
        outputs = self._run(forth, 0), self._run(back, 1)
        ids = [self._ids[point] for point in points]
        rows = np.concatenate([np.full(int((one >= 0).sum()), row) for row, one in enumerate(ids)])
        places = np.concatenate([np.flatnonzero(one >= 0) for one in ids])
        mirrored = np.array([len(point) for point in points])[rows] - places
        state = np.concatenate([outputs[0][rows, places + 1], outputs[1][rows, mirrored]], axis=1)
        hidden = np.maximum(state @ self._dense + self._dense_bias, 0)
        return (
            np.concatenate(ids)[np.concatenate(ids) >= 0],
            np.stack([rows + first, places], 1).astype(np.int32),
            hidden,
        )

    def _run(self, codes: NDArray[np.int32], direction: int) -> Matrix:
        driven, recurrent = self._driven[direction], self._recurrent[direction]
        size = len(recurrent)
        hidden, cell = np.zeros((2, len(codes), size), np.float32)
        out = np.empty((*codes.shape, size), np.float32)
        for step in range(codes.shape[1]):
            gates = driven[codes[:, step]] + hidden @ recurrent
            opened = 1 / (1 + np.exp(-gates))
            cell = opened[:, size : 2 * size] * cell + opened[:, :size] * np.tanh(gates[:, 2 * size : 3 * size])
            hidden = opened[:, 3 * size :] * np.tanh(cell)
            out[:, step] = hidden
        return out

    def _shares(self, hanzi: str, hidden: Matrix) -> Matrix:
        rows = self._rows[hanzi]
        scores = hidden @ self._scores[rows].T + self._scores_bias[rows]
        odds = np.exp(scores - scores.max(1, keepdims=True))
        return np.asarray(odds / odds.sum(1, keepdims=True), np.float32)
