"""Whether offsets and views stay within the bytes that they point into: looked at before any loop follows them.

What says where texts lie may come from a damaged file. The loops refuse what leads out of their bytes, but here the row is named.
The bytes of the texts themselves may be anything: a loop never looks beyond the text that it is given, be it UTF-8 or not.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pinyin_strip.fastscan.loops.counting import first_beyond, first_outside

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DamagedArrayError", "check_offsets", "check_views"]


class DamagedArrayError(ValueError):
    """Texts that cannot be where they are said to be, or are no text; ``row`` counts from 0.

    >>> str(DamagedArrayError(4, "it ends before it begins"))
    'row 4 (from 0): it ends before it begins'
    """

    def __init__(self, row: int, why: str) -> None:
        super().__init__(row, why)
        self.row, self.why = row, why

    def __str__(self) -> str:
        """Name the row."""
        return f"row {self.row} (from 0): {self.why}"

    def after(self, rows: int) -> DamagedArrayError:
        """The same, said of an array with so many rows before these."""
        return DamagedArrayError(self.row + rows, self.why)


def check_offsets(offsets: array[int] | memoryview, size: int) -> None:
    """See to it that texts that lie one after the other lie within ``size`` bytes.

    Args:
        offsets: where each text begins, and where the last one ends; in bytes, 64-bit integers.
        size: how many bytes there are.

    Raises:
        DamagedArrayError: with the first row of which this is not so.
    """
    row = first_beyond(offsets, size)
    if row >= 0:
        raise DamagedArrayError(
            row,
            f"its text would lie from byte {offsets[row]} to byte {offsets[row + 1]} of {size}; the array is damaged",
        )


def check_views(views: NDArray[np.int32], sizes: Sequence[int], rows: NDArray[np.int64]) -> None:
    """See to it that views point into their buffers.

    Args:
        views: four numbers for each row, see ``fastscan/views.py``.
        sizes: how many bytes each buffer has.
        rows: the numbers of those that are looked at: what stands under a null is nobody's text.

    Raises:
        DamagedArrayError: with the first row of which this is not so.
    """
    at = first_outside(views.reshape(-1).data, rows.data, array("q", sizes))
    if at < 0:
        return
    row = int(rows[at])
    length, _, number, begin = views[row].tolist()
    size = f"which has {sizes[number]} bytes" if 0 <= number < len(sizes) else f"and there are {len(sizes)}"
    why = f"its text would have {length} bytes, from byte {begin} on in buffer {number}, {size}; the array is damaged"
    raise DamagedArrayError(row, why)
