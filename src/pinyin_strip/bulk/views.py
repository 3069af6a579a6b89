"""Arrow arrays of string views, by the fast scan: of texts without a gloss nothing is copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from pinyin_strip.bulk.rows import arrow_buffer, clean_left
from pinyin_strip.bulk.ways import Cleaner
from pinyin_strip.fastscan.views import LARGEST, rewritten, strip_views

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["clean_views", "makes_views"]


@cache
def makes_views() -> bool:
    """Whether the pyarrow that is installed knows what to do with string views, and makes arrays of them out of buffers."""
    import pyarrow as pa

    try:
        _, views, data = pa.array(["a text of more than twelve bytes"]).cast(pa.string_view()).buffers()
        pa.Array.from_buffers(pa.string_view(), 1, [None, views, data, data])
    except (ValueError, pa.ArrowException):
        return False
    return True


def clean_views(array: pa.Array, cleaner: Cleaner, threads: int) -> pa.Array:
    """Clean texts where they lie: of those without a gloss nothing is copied.

    Raises:
        DamagedArrayError: with the first row whose text does not lie within the array's bytes, or is no text.
    """
    import numpy as np
    import pyarrow as pa

    array.validate()  # that its buffers are as long as they have to be
    buffers = array.buffers()
    views = np.frombuffer(buffers[1] or b"", np.int32)[4 * array.offset : 4 * (array.offset + len(array))].reshape(
        -1, 4
    )
    rows = array.is_valid().to_numpy(zero_copy_only=False).nonzero()[0]
    sources = [np.frombuffer(buffer or b"", np.uint8) for buffer in buffers[2:]]
    rooms: list[pa.Buffer] = []

    def room(size: int) -> NDArray[np.uint8]:
        rooms.append(pa.allocate_buffer(size))
        return np.frombuffer(rooms[-1], np.uint8)

    parts = strip_views(views, sources, rows, threads, room)
    if cleaner.counts:
        for part in parts:
            texts, changes = int((~part.left).sum()), int(part.changed.sum())
            cleaner.count_toned(texts, changes, part.glosses, *part.characters())
    changed = [
        (part.rows[part.changed], part.data, part.lengths, buffer.slice(0, len(part.data)))
        for part, buffer in zip(parts, rooms, strict=True)
        if len(part.lengths)
    ]
    left = [row for part in parts for row in part.rows[part.left].tolist()]
    replaced = {row: text.encode() for row, text in clean_left(left, lambda row: array[row].as_py(), cleaner).items()}
    for several in _batches(replaced):
        lengths = np.fromiter(map(len, several.values()), np.int64)
        data = np.frombuffer(b"".join(several.values()), np.uint8)
        changed.append((np.fromiter(several, np.int64), data, lengths, arrow_buffer(data, np.uint8)))
    if not changed:
        return array
    places = pa.allocate_buffer(views.nbytes)
    fresh = np.frombuffer(places, np.int32).reshape(-1, 4)
    fresh[:] = views
    for number, (numbers, data, lengths, _) in enumerate(changed, start=len(sources)):
        rewritten(fresh, numbers, data, lengths, number)
    validity = array.is_valid().buffers()[1] if array.null_count else None
    added = [buffer for *_, buffer in changed]
    return pa.Array.from_buffers(array.type, len(array), [validity, places, *buffers[2:], *added])


def _batches(texts: Mapping[int, bytes]) -> Iterator[dict[int, bytes]]:
    """Part texts into as many as fit into one buffer of views."""
    batch: dict[int, bytes] = {}
    size = 0
    for row, text in texts.items():
        if batch and size + len(text) > LARGEST:
            yield batch
            batch, size = {}, 0
        batch[row] = text
        size += len(text)
    if batch:
        yield batch
