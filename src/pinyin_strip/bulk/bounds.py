"""Arrow arrays that come from strangers, looked at before anything follows what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pinyin_strip.fastscan.bounds import DamagedArrayError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DamagedArrayError", "check_array", "check_indices"]


def check_array(array: pa.Array) -> None:
    """See to it that an array of any type is what Arrow asks for, down to the bytes of its texts.

    Arrow itself looks only at the ends of an array before it follows the rest.

    Raises:
        DamagedArrayError: with the first row of which this is not so.
        ValueError: if that cannot be said of a single row, but of what all of them share.
    """
    why = _complaint(array)
    if not why:
        return
    if _complaint(array[:0]):
        raise ValueError(f"{why}; the array is damaged")
    sound, damaged = 0, len(array)  # so many rows are sound, and so many are not
    while damaged - sound > 1:
        middle = (sound + damaged) // 2
        sound, damaged = (sound, middle) if _complaint(array[:middle]) else (middle, damaged)
    why = _PLACE.sub("", _complaint(array[sound:damaged]) or why)
    raise DamagedArrayError(sound, f"{why}; the array is damaged")


_PLACE = re.compile(r" (?:at|for) (?:string index|slot|position) \d+")  # where Arrow says that it is, in the row alone


def _complaint(array: pa.Array) -> str:
    """Return what Arrow says against an array; nothing if it is sound."""
    import pyarrow as pa

    try:
        array.validate(full=True)
    except pa.ArrowException as error:  # ArrowInvalid, and ArrowIndexError of some views
        return str(error)
    return ""


def check_indices(array: pa.DictionaryArray) -> None:
    """See to it that the indices of a dictionary array point into its dictionary.

    Raises:
        DamagedArrayError: with the first row of which this is not so.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    array.validate()
    indices, size = array.indices.cast(pa.int64(), safe=False), len(array.dictionary)
    bad = pc.or_(pc.less(indices, 0), pc.greater_equal(indices, size))
    row = pc.index(bad, True).as_py()
    if row >= 0:
        raise DamagedArrayError(row, f"its text would be number {indices[row]} of {size}; the array is damaged")
