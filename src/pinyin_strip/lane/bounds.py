"""Whether offsets and views stay within the bytes that they point into: looked at before any loop follows them.

The loops know no bounds, and what says where texts lie may come from a damaged file. The bytes of the texts themselves may be
anything: a loop never looks beyond the text that it is given, be it UTF-8 or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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


def check_offsets(offsets: NDArray[Any], size: int) -> None:
    """See to it that texts that lie one after the other lie within ``size`` bytes.

    Args:
        offsets: where each text begins, and where the last one ends; in bytes.
        size: how many bytes there are.

    Raises:
        DamagedArrayError: with the first row of which this is not so.
    """
    if len(offsets) < 2:
        return
    if offsets[0] >= 0 and offsets[-1] <= size and not (offsets[1:] < offsets[:-1]).any():
        return
    begins, ends = offsets[:-1], offsets[1:]
    row = int(((begins < 0) | (ends < begins) | (ends > size)).argmax())
    raise DamagedArrayError(
        row, f"its text would lie from byte {begins[row]} to byte {ends[row]} of {size}; the array is damaged"
    )


def check_views(views: NDArray[np.int32], sizes: Sequence[int], rows: NDArray[np.int64]) -> None:
    """See to it that views point into their buffers.

    Args:
        views: four numbers for each row, see ``lane/views.py``.
        sizes: how many bytes each buffer has.
        rows: the numbers of those that are looked at: what stands under a null is nobody's text.

    Raises:
        DamagedArrayError: with the first row of which this is not so.
    """
    import numpy as np

    from pinyin_strip.lane.calls import first_outside

    at = first_outside(views, rows, np.array(sizes, np.int64))
    if at == len(rows):
        return
    row = int(rows[at])
    length, _, number, begin = views[row].tolist()
    size = f"which has {sizes[number]} bytes" if 0 <= number < len(sizes) else f"and there are {len(sizes)}"
    why = f"its text would have {length} bytes, from byte {begin} on in buffer {number}, {size}; the array is damaged"
    raise DamagedArrayError(row, why)
