"""Blocks of whole lines, cut from a stream without ever holding more than a block and a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from pinyin_strip.formats import blocks
from pinyin_strip.formats.blocks import BOM
from pinyin_strip.formats.protocol import Piece, Refused

__all__ = ["cut", "last_line_break"]


def last_line_break(data: bytes) -> int:
    """Return the place after the last line break, 0 if there is none."""
    return data.rfind(b"\n") + 1


def cut(source: BinaryIO, border: Callable[[bytes], int] = last_line_break) -> Iterator[Piece]:
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
        elif len(pending) >= blocks.LONGEST:
            raise Refused(
                f"the line at byte {offset} is longer than {blocks.LONGEST >> 20} MB; left alone. Break the line first"
            )
        else:
            size = max(blocks.BLOCK, len(pending))
    if pending:
        yield Piece(pending, None, offset)
