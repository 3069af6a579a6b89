"""A small model of context: how probable is each reading of a hanzi between its neighbours?

For each hanzi with a choice a softmax over its readings, on five features: the characters t[-1] and t[+1], the pairs t[-2..-1] and
t[+1..+2], and t[-1] with t[+1]. The weights have eight bits and lie in one file (``model_card.md`` says what they were learnt
from, ``benchmarks/make_context.py`` makes them). Nothing but Python is needed; the tables of a hanzi are unpacked when it is
first asked about.

The file is compressed (``zlib``). In it: the sizes of three parts as little-endian 32-bit numbers, and the parts.

1. UTF-8, one line a hanzi: the hanzi, its readings joined by commas, the number of keys in each of the five tables.
2. UTF-8: all keys, one after the other, one or two characters each; for each hanzi its five tables, sorted.
3. Signed bytes, in units of ``STEP``: for each hanzi the bias of each reading, then table by table, key by key a weight for each reading.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from math import exp
from struct import Struct
from typing import NamedTuple

from pinyin_strip.context.window import PAD, normalized
from pinyin_strip.readings import raw

STEP = 0.06
"""What one unit of a weight adds to the logarithm of the odds."""

WIDTHS = (1, 1, 2, 2, 2)
"""How many characters a key of each table has."""

REACH = 2
"""Code points to either side that are looked at."""

SIZES = Struct("<III")


class Entry(NamedTuple):
    """Where the numbers of one hanzi lie: its readings, the sizes of its tables, its first key and its first weight."""

    readings: tuple[str, ...]
    sizes: tuple[int, ...]
    key: int
    weight: int


class Table(NamedTuple):
    """One feature of a hanzi: its keys, all in one text, and where the weights of the first one begin."""

    keys: str
    first: int


class Tables(NamedTuple):
    """One hanzi, unpacked: its readings, where their biases begin, and a table for each feature."""

    readings: tuple[str, ...]
    bias: int
    before: Table
    after: Table
    two_before: Table
    two_after: Table
    around: Table


class Model:
    """The readings of hanzi by their neighbours.

    data: the contents of a file as described above. Raises ``zlib.error`` if it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        raw = memoryview(zlib.decompress(data))
        heads, keys, _ = SIZES.unpack_from(raw)
        end = SIZES.size + heads
        self._entries = dict(_entries(str(raw[SIZES.size : end], "utf-8")))
        self._keys = str(raw[end : end + keys], "utf-8")
        self._weights = raw[end + keys :].cast("b")
        self._tables: dict[str, Tables] = {}

    @property
    def hanzi(self) -> Mapping[str, tuple[str, ...]]:
        """Each (simplified) hanzi that the model knows, with the readings that it tells apart."""
        return {hanzi: entry.readings for hanzi, entry in self._entries.items()}

    def distribution(self, text: str, position: int) -> dict[str, float] | None:
        """How probable is each reading of the hanzi at ``position`` (code points)?

        Args:
            text: holds no glosses. Traditional text is looked up as simplified, but a traditional hanzi keeps its own
                readings only (乾 is never gàn).
            position: of the hanzi; looked at are two code points to either side.

        Returns:
            Its readings in tone-mark spelling with probabilities that add up to 1; ``None`` for a position outside
            the text and for a hanzi that the model does not know.

        >>> shares = stock_model().distribution("他在银行上班", 3)
        >>> max(shares, key=shares.get)
        'háng'
        >>> stock_model().distribution("他在银行上班", 0) is None
        True
        """
        if not 0 <= position < len(text):
            return None
        start = max(0, position - REACH)
        window = normalized(PAD * (REACH - position + start) + text[start : position + 1 + REACH] + PAD * REACH)
        tables = self._tables.get(window[REACH]) or self._unpack(window[REACH])
        if tables is None:
            return None
        shares = dict(zip(tables.readings, _softmax(self._scores(tables, window)), strict=True))
        return shares if window[REACH] == text[position] else _of_its_own(shares, text[position])

    def _unpack(self, hanzi: str) -> Tables | None:
        entry = self._entries.get(hanzi)
        if entry is None:
            return None
        key, row, several = entry.key, entry.weight + len(entry.readings), len(entry.readings)
        tables: list[Table] = []
        for size, width in zip(entry.sizes, WIDTHS, strict=True):
            tables.append(Table(self._keys[key : key + size * width], row))
            key, row = key + size * width, row + size * several
        self._tables[hanzi] = Tables(entry.readings, entry.weight, *tables)
        return self._tables[hanzi]

    def _scores(self, tables: Tables, window: str) -> list[int]:
        """The sum of the weights of each reading, over the bias and the features that were met in training."""
        before, after = window[REACH - 1], window[REACH + 1]
        weights, several, bias = self._weights, len(tables.readings), tables.bias
        met = [weights[bias : bias + several]]
        for (keys, first), feature in (
            (tables.before, before),
            (tables.after, after),
            (tables.two_before, window[:REACH]),
            (tables.two_after, window[REACH + 1 : 2 * REACH + 1]),
            (tables.around, before + after),
        ):
            at, width = keys.find(feature), len(feature)
            while at > 0 and at % width:  # the end of one key and the beginning of the next
                at = keys.find(feature, at + 1)
            if at >= 0:
                row = first + at // width * several
                met.append(weights[row : row + several])
        return list(map(sum, zip(*met, strict=True)))


def _entries(heads: str) -> list[tuple[str, Entry]]:
    rows = [line.split(" ") for line in heads.splitlines()]
    sizes = [tuple(map(int, row[2:])) for row in rows]
    readings = [tuple(row[1].split(",")) for row in rows]
    keys = accumulate((sum(n * w for n, w in zip(each, WIDTHS, strict=True)) for each in sizes), initial=0)
    weights = accumulate((len(own) * (1 + sum(each)) for own, each in zip(readings, sizes, strict=True)), initial=0)
    parts = zip(rows, readings, sizes, keys, weights, strict=False)
    return [(row[0], Entry(known, size, key, weight)) for row, known, size, key, weight in parts]


def _softmax(scores: list[int]) -> list[float]:
    highest = max(scores)
    odds = [exp((score - highest) * STEP) for score in scores]
    total = sum(odds)
    return [one / total for one in odds]


def _of_its_own(shares: dict[str, float], hanzi: str) -> dict[str, float]:
    """Only those readings that the hanzi as written has: 乾 is looked up as 干 and is never gàn."""
    kept = {reading: shares[reading] for reading in raw(hanzi).split(",") if reading in shares}
    total = sum(kept.values())
    return {reading: share / total for reading, share in kept.items()} if total else shares


@cache
def stock_model() -> Model:
    """The model that ships, once in a process; opened at the first call."""
    return Model(files("pinyin_strip").joinpath("context", "model.bin").read_bytes())
