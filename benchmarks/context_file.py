"""The student written into the file that ``pinyin_strip.context.model`` reads (its layout is described there)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np
from context_student import TEMPLATES, Fit

from pinyin_strip.context.model import SIZES, STEP

LOW = (1 << 21) - 1


def packed(fits: Mapping[str, tuple[tuple[str, ...], Fit]]) -> bytes:
    """The bytes of the file: for each hanzi its readings and what was learnt."""
    heads, keys, weights = [], [], []
    for hanzi, (readings, learnt) in sorted(fits.items()):
        weights.append(_bytes(learnt.bias - learnt.bias.max() / 2 - learnt.bias.min() / 2))
        sizes = []
        for number, template in enumerate(TEMPLATES):
            spelt = {
                _spelling(int(key), len(template)): row
                for row, key in enumerate(learnt.keys)
                if int(key) >> (21 * len(template)) == number + 1
            }
            rows = [spelt[key] for key in sorted(spelt)]
            keys.extend(sorted(spelt))
            weights.append(_bytes(learnt.weights[rows]))
            sizes.append(len(rows))
        heads.append(f"{hanzi} {','.join(readings)} {' '.join(map(str, sizes))}")
    parts = "\n".join(heads).encode(), "".join(keys).encode("utf-8", "surrogatepass"), b"".join(weights)
    return zlib.compress(SIZES.pack(*map(len, parts)) + b"".join(parts), 9)


def _spelling(key: int, length: int) -> str:
    return "".join(chr(key >> (21 * (length - 1 - at)) & LOW) for at in range(length))


def _bytes(values: object) -> bytes:
    return np.clip(np.rint(np.asarray(values) / STEP), -127, 127).astype(np.int8).tobytes()
