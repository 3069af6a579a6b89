"""Blocks of whole lines: cut from a stream without ever holding more than a block and a line, or from a file without reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from pinyin_strip.formats import blocks
from pinyin_strip.formats.blocks import BOM
from pinyin_strip.formats.extent import UnreadFile
from pinyin_strip.formats.protocol import Piece, Refused

__all__ = ["cut", "cut_lines"]

_NEAR = 1 << 16  # bytes before the end of a block in which a line break mostly stands


def cut_lines(source: BinaryIO) -> Iterator[Piece]:
    """Cut a source into blocks that end with a line; those of a plain file are left to be read.

    Raises:
        Refused: if a line is longer than ``LONGEST`` bytes.
    """
    unread = UnreadFile.of(source)
    if unread is None:
        yield from cut(source, _after_last_break)
        return
    start = 0
    if unread.look(0, len(BOM)) == BOM:
        yield Piece(unread.extent(0, len(BOM)))
        start = len(BOM)
    while start < unread.size:
        end = _end_of_lines(unread, start)
        yield Piece(unread.extent(start, end), None, start)
        start = end


def _end_of_lines(unread: UnreadFile, start: int) -> int:
    """Return where a block of whole lines ends, if possible after ``BLOCK`` bytes."""
    size = blocks.BLOCK
    while start + size < unread.size:
        end = start + size
        for first in (max(start, end - _NEAR), start):
            place = _after_last_break(unread.look(first, end))
            if place:
                return first + place
        if size >= blocks.LONGEST:
            raise _too_long(start)
        size *= 2
    return unread.size


def _after_last_break(data: bytes) -> int:
    """Return the place after the last line break, 0 if there is none."""
    return data.rfind(b"\n") + 1


def _too_long(start: int) -> Refused:
    return Refused(
        f"the line at byte {start} is longer than {blocks.LONGEST >> 20} MB; left alone. Break the line first"
    )


def cut(source: BinaryIO, border: Callable[[bytes], int]) -> Iterator[Piece]:
    """Cut a stream into blocks that end where ``border`` says; a byte order mark comes as a piece of its own.

    Raises:
        Refused: if no border is found in ``LONGEST`` bytes.
    """
    offset, size = 0, blocks.BLOCK
    pending = source.read(3)
    if pending == BOM:
        yield Piece(BOM)
        offset, pending = len(BOM), b""
    while data := source.read(size):
        pending += data
        end = border(pending) if len(pending) >= blocks.BLOCK else 0
        if end:
            yield Piece(pending[:end], None, offset)
            offset, pending, size = offset + end, pending[end:], blocks.BLOCK
        elif len(pending) > blocks.LONGEST:
            raise _too_long(offset)
        else:
            size = min(max(blocks.BLOCK, len(pending)), blocks.LONGEST + 1 - len(pending))
    if pending:
        yield Piece(pending, None, offset)
