"""Arrow arrays whose texts lie one after the other, through the fast scan, and one by one what that leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pinyin_strip.bulk.ways import Cleaner
from pinyin_strip.fastscan.bounds import DamagedArrayError, check_offsets
from pinyin_strip.fastscan.loops.counting import count_characters

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from pinyin_strip import fastscan

__all__ = ["arrow_buffer", "clean_left", "clean_rows"]


def clean_rows(array: pa.Array, cleaner: Cleaner, threads: int) -> pa.Array:
    """Clean an array by the fast scan, and one by one what that leaves.

    Raises:
        DamagedArrayError: with the first row whose text does not lie within the array's bytes, or is no text.
    """
    import numpy as np
    import pyarrow as pa

    from pinyin_strip import fastscan

    if not len(array):
        return array
    data, offsets = _layout(array)
    # Memory of Arrow's own is kept for the next array. And it is freed without the GIL: a scan may give it back on a thread of
    # its own while the interpreter shuts down, where memory of numpy's lets pyarrow (up to 24 at least) abort.
    room = pa.allocate_buffer(len(data))
    rows = fastscan.strip(data.data, offsets.data, threads, memoryview(room).cast("B"))
    if cleaner.counts:
        _count_toned(cleaner, data, rows, len(array) - array.null_count)
    replaced = clean_left(rows.left, rows.text, cleaner)
    if not rows.changed and not replaced:
        return array
    if replaced:
        rows = rows.replaced(replaced)
        room = pa.py_buffer(rows.data)
    width = np.int32 if array.type == pa.string() else np.int64
    validity = array.is_valid().buffers()[1] if array.null_count else None
    buffers = [validity, arrow_buffer(np.asarray(rows.offsets), width), room.slice(0, len(rows.data))]
    return pa.Array.from_buffers(array.type, len(array), buffers)


def clean_left(rows: Iterable[int], text_of: Callable[[int], str], cleaner: Cleaner) -> dict[int, str]:
    """Clean what the scan leaves; returns the texts that change, by their rows.

    Raises:
        DamagedArrayError: with the first row that is not UTF-8.
    """
    changed = {}
    for row in rows:
        try:
            text = text_of(row)
        except UnicodeDecodeError as error:
            raise DamagedArrayError(row, f"not UTF-8 at its byte {error.start}; the array is damaged") from None
        if (new := cleaner.clean(text)) is not text:
            changed[row] = new
    return changed


def arrow_buffer(values: NDArray[Any], kind: type[np.generic]) -> pa.Buffer:
    """Copy numbers into memory of Arrow's own."""
    import numpy as np
    import pyarrow as pa

    buffer = pa.allocate_buffer(len(values) * np.dtype(kind).itemsize)
    np.frombuffer(buffer, kind)[:] = values
    return buffer


def _layout(array: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the bytes of an array's texts and where each begins, the first at 0; nulls are empty texts."""
    import numpy as np
    import pyarrow as pa

    width = np.dtype(np.int32 if array.type == pa.string() else np.int64)
    array.validate()  # that its buffers are as long as they have to be
    _, places, bytes_ = array.buffers()
    offsets = np.frombuffer(places, width, len(array) + 1, array.offset * width.itemsize)
    offsets = offsets.astype(np.int64)
    check_offsets(offsets.data, bytes_.size if bytes_ else 0)
    if array.null_count and np.diff(offsets)[array.is_null().to_numpy(zero_copy_only=False)].any():
        return _layout(array.fill_null(""))  # a null may hide bytes
    data = np.frombuffer(bytes_ or b"", np.uint8)[offsets[0] : offsets[-1]]
    return data, offsets - offsets[0]


def _count_toned(cleaner: Cleaner, data: NDArray[np.uint8], rows: fastscan.Rows, texts: int) -> None:
    """Count what the scan decided; the texts that it left are counted one by one."""
    left = sum(count_characters(rows.data[rows.offsets[row] : rows.offsets[row + 1]]) for row in rows.left)
    seen, kept = count_characters(data.data), count_characters(rows.data)
    cleaner.count_toned(texts - len(rows.left), len(rows.changed), rows.glosses, seen - left, kept - left)
