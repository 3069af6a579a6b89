"""The student: for each hanzi with a choice a softmax over its readings, on five features of its neighbours.

Trained by AdaGrad (Duchi, Hazan & Singer 2011) with an l1 penalty, so that most weights are zero; in one thread, in one
order, without reordering sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from context_text import UNKNOWN, Codes
from numba import njit
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
TEMPLATES = ((1,), (2,), (0, 1), (2, 3), (1, 2))
"""Columns of a window, which holds t[-2], t[-1], t[+1], t[+2]: t[-1], t[+1], t[-2..-1], t[+1..+2], t[-1]t[+1]."""

EPOCHS, RATE, L1, L2 = 10, 0.15, 5e-3, 1e-4
SUPPORT = 2.0
"""A feature must occur this often; one place of a phrase is enough."""

PRIOR = 0.05
SEED = 1


@dataclass(frozen=True, slots=True)
class Examples:
    """windows, (example, 4); shares, how probable each reading is, (example, reading); how much an example counts; support."""

    windows: Codes
    shares: Matrix
    weights: Matrix
    support: Matrix


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learnt of one hanzi: sorted feature keys, their weights (feature, reading), and the bias of each reading."""

    keys: NDArray[np.uint64]
    weights: Matrix
    bias: Matrix


def joined(parts: list[Examples]) -> Examples:
    return Examples(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("windows", "shares", "weights", "support"))
    )


def feature_keys(windows: Codes) -> NDArray[np.uint64]:
    """(example, template): the template's number and its one or two code points; 0 where one of them is unknown."""
    columns = []
    for number, template in enumerate(TEMPLATES):
        key = np.full(len(windows), number + 1, np.uint64)
        for column in template:
            key = (key << np.uint64(21)) | windows[:, column]
        known = (windows[:, list(template)] != UNKNOWN).all(1)
        columns.append(np.where(known, key, np.uint64(0)))
    return np.stack(columns, 1)


def fit(examples: Examples) -> Fit:
    """Learn one hanzi."""
    keys = feature_keys(examples.windows)
    known, inverse = np.unique(keys, return_inverse=True)
    inverse = inverse.reshape(keys.shape)
    support = np.bincount(inverse.ravel(), np.repeat(examples.support, keys.shape[1]), len(known))
    used = (support >= SUPPORT) & (known != 0)
    rows = np.full(len(known), -1, np.int32)
    rows[used] = np.arange(used.sum(), dtype=np.int32)
    usual = (examples.shares * examples.weights[:, None]).sum(0) + PRIOR
    start = np.log(usual / usual.sum()).astype(np.float32)
    weights, bias = _descend(rows[inverse], examples.shares, examples.weights, int(used.sum()), start)
    return Fit(known[used], weights, bias)


@njit(cache=True)  # type: ignore[untyped-decorator]  # pragma: no cover
def _descend(rows, shares, weights, features, start):
    count, readings = shares.shape
    table = np.zeros((features, readings), np.float32)
    squares = np.full((features, readings), np.float32(1e-6))
    bias, bias_squares = start.copy(), np.full(readings, np.float32(1e-6))
    scores = np.empty(readings, np.float32)
    np.random.seed(SEED)
    for _ in range(EPOCHS):
        for example in np.random.permutation(count):
            scores[:] = bias
            for row in rows[example]:
                if row >= 0:
                    scores += table[row]
            scores[:] = np.exp(scores - scores.max())
            total = scores.sum()
            for reading in range(readings):
                slope = (scores[reading] / total - shares[example, reading]) * weights[example]
                bias_squares[reading] += slope * slope
                bias[reading] -= RATE * slope / np.sqrt(bias_squares[reading])
                for row in rows[example]:
                    if row >= 0:
                        value = table[row, reading]
                        own = slope + L2 * value
                        squares[row, reading] += own * own
                        step = RATE / np.sqrt(squares[row, reading])
                        value -= step * own
                        table[row, reading] = np.sign(value) * max(abs(value) - step * L1, 0.0)
    return table, bias


def pruned(learnt: Fit, least: float) -> Fit:
    """Without features that say nothing: weights around their mean, none smaller than ``least``."""
    centred = learnt.weights - learnt.weights.mean(1, keepdims=True)
    centred[np.abs(centred) < least] = 0
    kept = np.abs(centred).max(1, initial=0) > 0
    return Fit(learnt.keys[kept], centred[kept], learnt.bias)


def scores(learnt: Fit, windows: Codes) -> Matrix:
    """(window, reading): what the softmax is taken of."""
    total = np.tile(learnt.bias, (len(windows), 1)).astype(np.float64)
    if not len(learnt.keys):
        return total
    for keys in feature_keys(windows).T:
        rows = np.minimum(np.searchsorted(learnt.keys, keys), len(learnt.keys) - 1)
        total += np.where((learnt.keys[rows] == keys)[:, None], learnt.weights[rows], 0)
    return total
