"""Formats whose pieces are bytes: texts with their place are replaced, and every other byte stays by construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from pinyin_strip.document import Document
from pinyin_strip.formats.protocol import CleanedPiece, Notice, Piece, Refused, RubyStyle, Settings, Undecodable
from pinyin_strip.formats.tally import Tally
from pinyin_strip.formats.work import read_text, rewrite_texts
from pinyin_strip.proof import ROUNDS

__all__ = ["BLOCK", "BOM", "LONGEST", "BlockFormat", "ByteEdit", "EmbeddedText", "decode", "splice", "whole_file"]

BLOCK = 1 << 21  # bytes in a piece, as long as a border can be found
LONGEST = 1 << 26  # bytes that one piece may grow to: a longer line is refused by name
BOM = b"\xef\xbb\xbf"


class ByteEdit(NamedTuple):
    """Bytes ``start`` to ``end`` of a block become ``data``."""

    start: int
    end: int
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class EmbeddedText:
    """A text in a block, and how another is put in its place.

    ``annotate`` is for files that have ruby of their own: it writes that, counts what it fills in, and gives the document
    with just those glosses marked as stripped that became ruby. ``where`` gives the bytes of the block that a span of ``text`` stands in (or
    belongs to, if it is written in another way there); without it the text is the block, character for character.
    """

    text: str
    put: Callable[[str], Iterable[ByteEdit]]
    annotate: Callable[[Document, RubyStyle, Tally], tuple[Document, Iterable[ByteEdit]]] | None = None
    where: Callable[[int, int], tuple[int, int]] | None = None


def splice(data: bytes, edits: Iterable[ByteEdit]) -> bytes:
    """Make edits; one that lies within another is dropped.

    >>> splice(b"abcdef", [ByteEdit(4, 5, b"!"), ByteEdit(1, 3)])
    b'ad!f'
    """
    kept: list[bytes] = []
    last = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start < last:
            continue
        kept += (data[last:start], new)
        last = end
    return b"".join([*kept, data[last:]])


def decode(data: bytes, offset: int = 0) -> str:
    """Decode UTF-8.

    Raises:
        Undecodable: with the place in the file, if the block stands at ``offset``.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Undecodable("utf-8", offset + error.start, data[error.start]) from None


def whole_file(source: BinaryIO, what: str) -> Iterator[Piece]:
    """Read a file as one block, its byte order mark as a piece of its own.

    Raises:
        Refused: if it is larger than ``LONGEST`` bytes; ``what`` names what it is.
    """
    data = source.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise Refused(f"{what} of more than {LONGEST >> 20} MB; left alone. Split it first")
    start = len(BOM) if data.startswith(BOM) else 0
    if start:
        yield Piece(BOM)
    if len(data) > start:
        yield Piece(data[start:], None, start)


class BlockFormat:
    """A format that finds texts with their place in blocks of bytes; subclasses cut blocks and find texts."""

    name: str
    suffixes: tuple[str, ...]
    texty = True

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Cut a file into blocks."""
        raise NotImplementedError

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> Sequence[EmbeddedText]:
        """Find the texts of a block."""
        raise NotImplementedError

    def whole(self, data: bytes) -> Piece:
        """Make one piece of all that a file holds, for those who have it in hand."""
        return Piece(data)

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Replace the texts of a block that are to be other texts, or write ruby into them.

        What one correction made possible, another round does.
        """
        cleaned = self._cleaned(piece, settings)
        for _ in range(ROUNDS if settings.fix is not None and cleaned.changed else 0):
            again = self._cleaned(piece._replace(data=cleaned.data), settings)
            if not again.changed:
                break
            cleaned = again
        return cleaned

    def _cleaned(self, piece: Piece, settings: Settings) -> CleanedPiece:
        notices: list[Notice] = []
        embedded = [] if piece.data == BOM else self.embedded_texts(piece, settings, notices)
        edits, tally = (
            _annotated(embedded, settings) if _has_ruby(embedded, settings) else _rewritten(embedded, settings)
        )
        data = splice(piece.data, edits) if edits else piece.data
        return CleanedPiece(data, tally, data != piece.data, piece.data.count(b"\n"), notices)

    def write(self, source: BinaryIO, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Write the blocks one after the other."""
        for data in pieces:
            target.write(data)


def _has_ruby(embedded: Sequence[EmbeddedText], settings: Settings) -> bool:
    return settings.ruby is not None and any(one.annotate for one in embedded)


def _rewritten(embedded: Sequence[EmbeddedText], settings: Settings) -> tuple[list[ByteEdit], Tally]:
    """Replace texts by texts."""
    texts, tally = rewrite_texts([one.text for one in embedded], settings)
    edits: list[ByteEdit] = []
    for one, new in zip(embedded, texts, strict=True):
        if new != one.text:
            edits += one.put(new)
    return edits, tally


def _annotated(embedded: Sequence[EmbeddedText], settings: Settings) -> tuple[list[ByteEdit], Tally]:
    """Write ruby as the file's format does."""
    tally, edits = Tally(len(embedded)), []
    for one in embedded:
        if one.annotate is None or settings.ruby is None:
            continue
        document, made = one.annotate(read_text(one.text, settings.options), settings.ruby, tally)
        made = list(made)
        tally.characters += len(one.text)
        tally.changed += bool(made)
        tally.count(document.glosses)
        edits += made
    return edits, tally
