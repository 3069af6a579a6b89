"""Files as a proofreader reads them: each of their texts by itself, with its place in the file.

Whatever the format calls a text is read; what is no text (code, attributes, other fields) is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from io import BytesIO

from pinyin_strip.api import parse
from pinyin_strip.document import Document
from pinyin_strip.formats.blocks import BOM
from pinyin_strip.formats.byte_index import ByteIndex
from pinyin_strip.formats.extent import Unread
from pinyin_strip.formats.notes import is_ignored, may_hold_notes, notes_in
from pinyin_strip.formats.protocol import Format, Notice, Piece, PlacedText, Settings
from pinyin_strip.options import Options
from pinyin_strip.places import Places, ShownBlock, Source, Spot
from pinyin_strip.proof import Proof
from pinyin_strip.values import Finding

__all__ = ["Read", "ReadText", "pieces_in_hand", "read_texts", "texts_in_hand"]

Move = Callable[[int, int], tuple[int, int]]
Read = Callable[[str, Options], Document]
"""How a text is read: as ``parse`` does, who may be spared what was read before."""


@dataclass(frozen=True)
class ReadText:
    """A text of a file that was read: its document, its number in the file from 0, where it stands, and as what it was found."""

    document: Document
    number: int
    placed: Callable[[], Source]
    placed_text: PlacedText

    @property
    def blocks(self) -> Callable[[], Sequence[ShownBlock]] | None:
        """What people see of it, as ``PlacedText`` has it."""
        return self.placed_text.blocks

    @cached_property
    def source(self) -> Source:
        """Where it stands, which nobody asks of a text in which nothing was found."""
        return self.placed()

    def proof(self, name: str, codes: frozenset[str]) -> Proof:
        """Return the findings with these codes; ``name`` is what reports call the file."""
        found = tuple(one for one in self.document.remarks if one.code in codes)
        return Proof(name, self.document, found, lambda: self.source)


def read_texts(
    pieces: Iterable[Piece], kind: Format, settings: Settings, notices: list[str] | None = None, read: Read = parse
) -> Iterator[ReadText]:
    """Read the texts of a file one after the other.

    Args:
        pieces: what the format has cut the file into.
        kind: its format.
        settings: what is looked for, and where.
        notices: gets what is in the file and should not be, each with its line.
        read: how each of them is read; somebody may remember what was read before.

    Raises:
        Refused: if the file is not what its format says.

    >>> from pinyin_strip.formats import by_name
    >>> record = Piece('{"text": "六(lìu)"}'.encode())
    >>> [(one.source.place, one.source.spot(1).column) for one in read_texts([record], by_name("jsonl"), Settings())]
    [((('record', 1), ('field', 'text')), 12)]
    """
    first, number = Spot(0, 1, 1), 0
    for piece in pieces:
        data = piece.data.read() if isinstance(piece.data, Unread) else piece.data
        noticed: list[Notice] = []
        texts = kind.texts(piece._replace(data=data, line=first.line), settings, noticed)
        block = _Block(data, first, kind.name, noticed) if kind.texty and data != BOM else None
        for text in texts:
            document, placed = _document(text, read(text.text, settings.options)), partial(_source, text, block)
            document = block.unignored(document, placed) if block else document
            yield ReadText(document, number, placed, text)
            number += 1
        if notices is not None:
            notices += (f"{first.line + one.line - 1}: {one.message}" for one in noticed)
        if block:
            first = block.end


class _Block:
    """A piece of a file that is text: its lines, the characters at its bytes, and the notes in it."""

    def __init__(self, data: bytes, first: Spot, kind: str, notices: list[Notice]) -> None:
        self._text, self.first, self._kind = bytes(data).decode("utf-8", "surrogatepass"), first, kind
        self.lines, self._index = Places(self._text), ByteIndex(self._text)
        self._notes = notes_in(self._text, kind, notices) if may_hold_notes(kind, data) else []

    @property
    def end(self) -> Spot:
        """Where the next piece begins: at the start of a line."""
        offset, line, _ = self.first
        return Spot(offset + len(self._text), line + self._text.count("\n"), 1)

    def unignored(self, document: Document, placed: Callable[[], Source]) -> Document:
        """Return a document without the findings that a note says are to be ignored."""
        if not self._notes or not document.remarks:
            return document
        source = placed()
        left = tuple(one for one in document.remarks if not self._ignores(one, source.span(one.start, one.end)[1]))
        return replace(document, remarks=left)

    def _ignores(self, finding: Finding, end: Spot) -> bool:
        return is_ignored(self._text, self._kind, self._notes, finding.code, end.offset - self.first.offset)

    def move(self, where: Move) -> Move:
        """Carry spans over that stand between bytes of the piece."""

        def moved(start: int, end: int) -> tuple[int, int]:
            first, last = where(start, end)
            return self._index.character(first), self._index.character(last)

        return moved


def _document(text: PlacedText, document: Document) -> Document:
    return document if text.shown is None else replace(document, text=text.shown)


def _source(text: PlacedText, block: _Block | None) -> Source:
    place = text.place()
    if block is None:
        shown = text.text if text.shown is None else text.shown
        return Source(Places(shown), place, in_file=False)
    move = block.move(text.where) if text.where else None
    return Source(block.lines, place, move=move, first=block.first)


def texts_in_hand(
    text: str, kind: Format, settings: Settings, notices: list[str] | None = None, read: Read = parse
) -> Iterator[ReadText]:
    """Read the texts of a file that somebody has in hand, as they are read of one that is saved.

    Args:
        text: all of it, without byte order mark.
        kind: its format, one whose files are text.
        settings: what is looked for, and where.
        notices: gets what is in the file and should not be, each with its line.
        read: how each text is read.

    Raises:
        Refused: if the file is not what its format says.

    >>> from pinyin_strip.formats import by_name
    >>> found = texts_in_hand("`六(lìu)`六(lìu)", by_name("markdown"), Settings())
    >>> [(remark.code, one.source.spot(remark.start).offset) for one in found for remark in one.document.remarks]
    [('R202', 9)]
    """
    return read_texts(pieces_in_hand(text, kind, settings), kind, settings, notices, read)


def pieces_in_hand(text: str, kind: Format, settings: Settings) -> Iterator[Piece]:
    """Cut a text that somebody has in hand as the file would be."""
    return kind.read(BytesIO(text.encode("utf-8", "surrogatepass")), settings)
