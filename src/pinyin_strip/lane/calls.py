"""The loops that the lane calls, each as it is written in ``loops/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pinyin_strip.lane.machine import Loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "count_apart", "count_characters", "count_up_to", "first_invalid", "first_outside", "lay_out_pairs", "lay_out_spellings",
    "may_hold_gloss", "places_of", "strip_apart", "strip_rows", "take_glosses",
]  # fmt: skip

lay_out_spellings = Loop("glosses", "lay_out_spellings")
strip_rows, strip_apart = Loop("kernel", "strip_rows"), Loop("kernel", "strip_apart")
may_hold_gloss = Loop("signs", "may_hold_gloss")
count_apart, first_invalid = Loop("scan", "count_apart"), Loop("scan", "first_invalid")
first_outside = Loop("scan", "first_outside")
take_glosses, count_up_to = Loop("proofreading", "take_glosses"), Loop("proofreading", "count_up_to")
lay_out_pairs = Loop("proofreading", "lay_out_pairs")
_count, _find = Loop("scan", "count"), Loop("scan", "find")


def places_of(text: NDArray[np.uint8], byte: int) -> NDArray[np.int64]:
    """Return where a byte stands, in order."""
    places = np.empty(_count(text, byte), np.int64)
    _find(text, byte, places)
    return places


def count_characters(data: bytes | NDArray[np.uint8]) -> int:
    """Count the code points of UTF-8: the bytes that do not continue one."""
    return int(np.count_nonzero(np.frombuffer(data, np.int8) > -0x41))
