"""Arrow's string views through the fast scan: texts that lie about in several buffers are cleaned where they lie.

A view (Arrow columnar format, "Variable-size Binary View Layout") is sixteen bytes: the length; then a text of up to twelve
bytes itself, or its first four bytes, the number of its buffer and its place there. Texts without a gloss keep their views, so
nothing of them is copied; those that lost glosses get views into new buffers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pinyin_strip.fastscan.batches import BLOCK, spread
from pinyin_strip.fastscan.bounds import check_views
from pinyin_strip.fastscan.kinds import kinds
from pinyin_strip.fastscan.loops.counting import count_apart, count_characters
from pinyin_strip.fastscan.loops.rows import strip_apart
from pinyin_strip.fastscan.terms import INLINE, LEFT
from pinyin_strip.fastscan.tokens import with_known

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pinyin_strip.fastscan.loops.state import Tables

__all__ = ["LARGEST", "Apart", "rewritten", "strip_views"]

LARGEST = 1 << 29  # bytes in a part: it may exceed that by one text, and a view counts to 2**31


@dataclass(frozen=True, slots=True)
class Apart:
    """Some rows of one buffer as the scan leaves them.

    ``rows`` are their numbers; ``changed`` and ``left`` say which of them lost glosses and which Python has to look at.
    What is left of the changed ones stands in ``data``, one after the other, ``lengths`` bytes of each.
    """

    rows: NDArray[np.int64]
    changed: NDArray[np.bool_]
    left: NDArray[np.bool_]
    data: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    glosses: int
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    source: NDArray[np.uint8]

    def characters(self) -> tuple[int, int]:
        """Count the code points of the rows that are not left to Python, and of what is left of these."""
        seen = count_apart(self.source.data, self.begins[~self.left].data, self.ends[~self.left].data)
        before = count_apart(self.source.data, self.begins[self.changed].data, self.ends[self.changed].data)
        return seen, seen - before + count_characters(self.data.data)


def strip_views(
    views: NDArray[np.int32],
    buffers: Sequence[NDArray[np.uint8]],
    rows: NDArray[np.int64],
    threads: int,
    room: Callable[[int], NDArray[np.uint8]],
) -> list[Apart]:
    """Take the certain glosses out of texts.

    Args:
        views: a row of four numbers for each text.
        buffers: what they point into.
        rows: the numbers of the texts to clean.
        threads: over how many threads they are spread.
        room: gives so many bytes to write to.

    Raises:
        DamagedArrayError: with the first row whose view points elsewhere.
    """
    check_views(views, list(map(len, buffers)), rows)
    jobs = [job for whole in _by_buffer(views, buffers, rows) for job in _cut(*whole, threads)]
    rooms = [room(int((ends - begins).sum())) for _, _, begins, ends in jobs]

    def strip(asked: bytearray, tables: Tables) -> list[Apart]:
        return spread(lambda job: _strip(*job[0], job[1], asked, tables), list(zip(jobs, rooms, strict=True)), threads)

    return with_known(strip)


_RowBlock = tuple["NDArray[np.int64]", "NDArray[np.uint8]", "NDArray[np.int64]", "NDArray[np.int64]"]


def _by_buffer(
    views: NDArray[np.int32], buffers: Sequence[NDArray[np.uint8]], rows: NDArray[np.int64]
) -> list[_RowBlock]:
    """Sort texts by where they lie: their numbers, the bytes there, where each begins and ends."""
    import numpy as np

    lengths = views[rows, 0].astype(np.int64)
    short = lengths <= INLINE
    number = np.where(short, -1, views[rows, 2])
    found = []
    for one in np.unique(number).tolist():
        here = rows[number == one]
        begins = here * 16 + 4 if one < 0 else views[here, 3].astype(np.int64)
        source = views.reshape(-1).view(np.uint8) if one < 0 else buffers[one]
        found.append((here, source, begins, begins + views[here, 0]))
    return found


def _cut(
    rows: NDArray[np.int64], source: NDArray[np.uint8], begins: NDArray[np.int64], ends: NDArray[np.int64], threads: int
) -> list[_RowBlock]:
    """Cut the texts of one buffer into parts of about the same number of bytes, one for each thread that is worth its start.

    No part is larger than a view can count.
    """
    import numpy as np

    sizes = np.cumsum(ends - begins)
    total = int(sizes[-1])  # texts may share their bytes, so that these are more than the buffer has
    parts = max(min(threads, total // BLOCK), total // LARGEST + 1)
    cuts = [0, *np.searchsorted(sizes, np.arange(1, parts) * (total // parts)).tolist(), len(rows)]
    return [(rows[a:b], source, begins[a:b], ends[a:b]) for a, b in pairwise(cuts)]


def _strip(
    rows: NDArray[np.int64],
    source: NDArray[np.uint8],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    out: NDArray[np.uint8],
    asked: bytearray,
    tables: Tables,
) -> Apart:
    import numpy as np

    lengths, glosses = np.empty(len(rows), np.int64), np.empty(len(rows), np.int64)
    written = strip_apart(
        source.data, begins.data, ends.data, out.data, lengths.data, glosses.data, kinds(), tables, asked
    )
    changed = glosses > 0
    total = int(glosses[changed].sum())
    return Apart(rows, changed, glosses == LEFT, out[:written], lengths[changed], total, begins, ends, source)


def rewritten(
    views: NDArray[np.int32], rows: NDArray[np.int64], data: NDArray[np.uint8], lengths: NDArray[np.int64], number: int
) -> None:
    """Point the views of some texts to others: to ``data``, where these stand one after the other, as buffer ``number``.

    Raises:
        ValueError: if a view cannot count so far.
    """
    import numpy as np

    if len(data) >= 1 << 31:
        raise ValueError("a text of more than 1.5 GB stands beside others; cast the array to large_string first")
    begins = np.cumsum(lengths) - lengths
    short = lengths <= INLINE
    views[rows, 0] = lengths
    bytes_ = views.view(np.uint8).reshape(-1, 16)
    places = np.minimum(begins[short, None] + np.arange(INLINE), max(0, len(data) - 1))
    bytes_[rows[short], 4:] = np.where(np.arange(INLINE) < lengths[short, None], data[places], 0) if len(data) else 0
    bytes_[rows[~short], 4:8] = data[begins[~short, None] + np.arange(4)]
    views[rows[~short], 2] = number
    views[rows[~short], 3] = begins[~short]
