"""Files as a proofreader reads them: each of their texts by itself, with its place in the file.

Whatever the format calls a text is read; what is no text (code, attributes, other fields) is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from io import BytesIO

from pinyin_strip.api import parse
from pinyin_strip.document import Document
from pinyin_strip.formats.blocks import BOM
from pinyin_strip.formats.byte_index import ByteIndex
from pinyin_strip.formats.extent import Unread
from pinyin_strip.formats.protocol import Fix, Format, Notice, Piece, PlacedText, Settings
from pinyin_strip.formats.rounds import clean_piece
from pinyin_strip.options import Options
from pinyin_strip.places import Places, Source, Spot
from pinyin_strip.proof import Proof

__all__ = ["Read", "ReadText", "corrected_file", "read_texts", "texts_in_hand"]

Move = Callable[[int, int], tuple[int, int]]
Read = Callable[[str, Options], Document]
"""How a text is read: as ``parse`` does, who may be spared what was read before."""


@dataclass(frozen=True)
class ReadText:
    """A text of a file that was read: its document, its number in the file from 0, and where it stands."""

    document: Document
    number: int
    placed: Callable[[], Source]

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
        if notices is not None:
            notices += (f"{first.line + one.line - 1}: {one.message}" for one in noticed)
        block = _Block(data, first) if kind.texty and data != BOM else None
        for text in texts:
            yield ReadText(_document(text, read(text.text, settings.options)), number, partial(_source, text, block))
            number += 1
        if block:
            first = block.end


class _Block:
    """A piece of a file that is text: its lines, and the characters at its bytes."""

    def __init__(self, data: bytes, first: Spot) -> None:
        self._text, self.first = bytes(data).decode("utf-8", "surrogatepass"), first
        self.lines, self._index = Places(self._text), ByteIndex(self._text)

    @property
    def end(self) -> Spot:
        """Where the next piece begins: at the start of a line."""
        offset, line, _ = self.first
        return Spot(offset + len(self._text), line + self._text.count("\n"), 1)

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
    return read_texts(_pieces(text, kind, settings), kind, settings, notices, read)


def corrected_file(text: str, kind: Format, settings: Settings, fix: Fix) -> str:
    """Put the texts of a file right that somebody has in hand; every other character stays. Raises as ``texts_in_hand``.

    >>> from pinyin_strip.formats import by_name
    >>> corrected_file("<i title='六(lìu)'>六(lìu)</i>", by_name("html"), Settings(), Fix())
    "<i title='六(lìu)'>六(liù)</i>"
    """
    fixing = replace(settings, fix=fix)
    cleaned = (clean_piece(kind, piece, fixing).data for piece in _pieces(text, kind, fixing))
    return b"".join(cleaned).decode("utf-8", "surrogatepass")


def _pieces(text: str, kind: Format, settings: Settings) -> Iterator[Piece]:
    return kind.read(BytesIO(text.encode("utf-8", "surrogatepass")), settings)
