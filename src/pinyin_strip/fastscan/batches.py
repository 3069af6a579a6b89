"""Many texts at once: those that the fast scan decides by itself come out clean, the others are named.

The rows go through the loops without the GIL, on as many threads as one likes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeVar

from pinyin_strip.fastscan.bounds import check_offsets
from pinyin_strip.fastscan.kinds import kinds
from pinyin_strip.fastscan.loops.counting import first_invalid
from pinyin_strip.fastscan.loops.rows import COMPILED, numbered, strip_rows, summed
from pinyin_strip.fastscan.loops.state import Tables
from pinyin_strip.fastscan.tokens import with_known

__all__ = [
    "BLOCK",
    "Rows",
    "is_utf8",
    "spread",
    "strip",
    "strip_texts",
]

Block = TypeVar("Block")
Stripped = TypeVar("Stripped")

BLOCK = 1 << 18  # bytes below which a thread of its own does not pay


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as the scan leaves them: row i is ``data[offsets[i] : offsets[i + 1]]``, UTF-8.

    ``changed`` are the rows that lost glosses, ``glosses`` how many these were; ``left``, untouched, are the rows that
    Python has to look at.
    """

    data: memoryview
    offsets: Sequence[int]
    changed: list[int]
    left: list[int]
    glosses: int

    def text(self, row: int) -> str:
        return str(self.data[self.offsets[row] : self.offsets[row + 1]], "utf-8")

    def replaced(self, texts: dict[int, str]) -> Rows:
        """These rows with some of them replaced."""
        parts: list[bytes | memoryview] = []
        last = 0
        lengths = array("q", (end - start for start, end in pairwise(self.offsets)))
        for row, text in sorted(texts.items()):
            new = text.encode()
            parts += [self.data[last : self.offsets[row]], new]
            last = self.offsets[row + 1]
            lengths[row] = len(new)
        data = memoryview(b"".join([*parts, self.data[last:]]))
        return Rows(data, summed(lengths), self.changed, self.left, self.glosses)


def strip_texts(texts: list[str], threads: int = 1) -> tuple[Rows, list[int]]:
    """Take the certain glosses out of texts; also return the places of those that Python has to look at."""
    encoded, unencodable = _encoded(texts)
    rows = strip(b"".join(encoded), array("q", accumulate(map(len, encoded), initial=0)), threads)
    return rows, rows.left + unencodable


def _encoded(texts: list[str]) -> tuple[list[bytes], list[int]]:
    """Encode texts; those with a lone surrogate, which UTF-8 cannot write, come out empty and are named by their place."""
    try:
        return [text.encode() for text in texts], []
    except UnicodeEncodeError:
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        lone = [row for row, text in enumerate(texts) if encoded[row] != text.encode("utf-8", "replace")]
        for row in lone:
            encoded[row] = b""
        return encoded, lone


def strip(
    data: bytes | memoryview,
    offsets: array[int] | memoryview,
    threads: int = 1,
    room: bytearray | memoryview | None = None,
) -> Rows:
    """Take the certain glosses out of rows of UTF-8 bytes.

    Args:
        data: the bytes of all rows, one after the other.
        offsets: where each row begins, and where the last one ends: 64-bit integers (an array), the first is 0.
        threads: over how many threads blocks of rows are spread.
        room: where what is left may be written, as long as ``data``; memory of its own if nothing is given.

    Returns:
        The rows; with ``data`` itself if nothing was taken out, else with the beginning of ``room``.

    Raises:
        DamagedArrayError: with the first row that does not lie within ``data``.
        ValueError: if there is no first row at 0, or too little room.
    """
    check_offsets(offsets, len(data))
    if not len(offsets) or offsets[0]:
        raise ValueError("the first row does not begin at 0")
    out = memoryview(bytearray(len(data)) if room is None else room)
    if len(out) < len(data):
        raise ValueError(f"room for {len(out)} bytes is too little for {len(data)}")
    return with_known(lambda asked, tables: _strip(memoryview(data), memoryview(offsets), out, asked, tables, threads))


def _strip(
    data: memoryview, offsets: memoryview, out: memoryview, asked: bytearray, tables: Tables, threads: int
) -> Rows:
    rows = len(offsets) - 1
    lengths, glosses = memoryview(array("q", bytes(8 * rows))), memoryview(array("q", bytes(8 * rows)))
    blocks = _blocks(offsets, threads)

    def run(block: tuple[int, int]) -> int:
        first, last = block
        room = out[offsets[first] : offsets[last]]
        return strip_rows(
            data, offsets[first : last + 1], room, lengths[first:last], glosses[first:last], kinds(), tables, asked
        )

    written = spread(run, blocks, threads)
    changed, left, total = numbered(glosses)
    if not any(written):
        return Rows(data, offsets, changed, left, 0)
    end = 0
    for (first, last), size in zip(blocks, written, strict=True):
        start, stop = offsets[first], offsets[last]
        if not size:  # nothing in this block was changed, nor copied
            out[end : end + stop - start] = data[start:stop]
        elif end != start:
            out[end : end + size] = out[start : start + size]
        end += size or stop - start
    return Rows(out[:end], summed(lengths), changed, left, total)


def spread(run: Callable[[Block], Stripped], blocks: list[Block], threads: int) -> list[Stripped]:
    """Run over the blocks, on threads where there are several; what a thread raises is raised here.

    The first block is this thread's own: a thread that waits leaves its processor to one that has to be moved there first.
    """
    if threads == 1 or len(blocks) < 2:
        return list(map(run, blocks))
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(run, block) for block in blocks[1:]]
        return [run(blocks[0]), *(other.result() for other in others)]


def _blocks(offsets: memoryview, threads: int) -> list[tuple[int, int]]:
    """Cut the rows into blocks of about the same number of bytes, one for each thread that is worth its start."""
    rows, size = len(offsets) - 1, offsets[-1]
    count = min(threads, size // BLOCK)
    if count <= 1:
        return [(0, rows)]
    cuts = {bisect_left(offsets, number * (size // count)) for number in range(1, count)}
    return list(pairwise(sorted({0, *cuts, rows})))


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8: looked at by a loop where that is compiled, since Python would make a text of them.

    >>> is_utf8("国".encode()), is_utf8("国".encode()[:2])
    (True, False)
    """
    if COMPILED:
        return first_invalid(data) == len(data)
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
