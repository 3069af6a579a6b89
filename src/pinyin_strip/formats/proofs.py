"""Files as a proofreader reads them: each of their texts by itself, with its place in the file.

Whatever the format calls a text is read; what is no text (code, attributes, other fields) is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from pinyin_strip.api import parse
from pinyin_strip.document import Document
from pinyin_strip.formats.blocks import BOM, BlockFormat
from pinyin_strip.formats.byte_index import ByteIndex
from pinyin_strip.formats.extent import Unread
from pinyin_strip.formats.protocol import Fix, Format, Notice, Piece, PlacedText, Settings
from pinyin_strip.formats.rounds import clean_piece
from pinyin_strip.places import Places, Source, Spot
from pinyin_strip.proof import Proof

__all__ = ["ReadText", "corrected_file", "proofread_file", "read_texts"]

Move = Callable[[int, int], tuple[int, int]]


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
        return Proof(name, self.document, found, self.source if found else None)


def read_texts(
    pieces: Iterable[Piece], kind: Format, settings: Settings, notices: list[str] | None = None
) -> Iterator[ReadText]:
    """Read the texts of a file one after the other.

    Args:
        pieces: what the format has cut the file into.
        kind: its format.
        settings: what is looked for, and where.
        notices: gets what is in the file and should not be, each with its line.

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
            yield ReadText(_read(text, settings), number, partial(_source, text, block))
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


def _read(text: PlacedText, settings: Settings) -> Document:
    document = parse(text.text, settings.options)
    return document if text.shown is None else replace(document, text=text.shown)


def _source(text: PlacedText, block: _Block | None) -> Source:
    place = text.place()
    if block is None:
        shown = text.text if text.shown is None else text.shown
        return Source(Places(shown), place, in_file=False)
    move = block.move(text.where) if text.where else None
    return Source(block.lines, place, move=move, first=block.first)


def proofread_file(name: str, text: str, kind: BlockFormat, settings: Settings, codes: frozenset[str]) -> list[Proof]:
    """Check the texts of a file that somebody has in hand.

    Args:
        name: what reports call the file.
        text: all of it, without byte order mark.
        kind: its format, one whose files are text.
        settings: what is looked for, and where.
        codes: the findings that are wanted.

    Raises:
        Refused: if the file is not what its format says.

    >>> from pinyin_strip.formats import by_name
    >>> proofs = proofread_file("a.md", "`六(lìu)`六(lìu)", by_name("markdown"), Settings(), frozenset({"R202"}))
    >>> [(finding.code, proof.source.spot(finding.start).offset) for proof in proofs for finding in proof.findings]
    [('R202', 9)]
    """
    piece = kind.whole(text.encode("utf-8", "surrogatepass"))
    return [one.proof(name, codes) for one in read_texts([piece], kind, settings)]


def corrected_file(text: str, kind: BlockFormat, settings: Settings, fix: Fix) -> str:
    """Put the texts of a file right; every other character stays.

    >>> from pinyin_strip.formats import by_name
    >>> corrected_file("<i title='六(lìu)'>六(lìu)</i>", by_name("html"), Settings(), Fix())
    "<i title='六(lìu)'>六(liù)</i>"
    """
    piece = kind.whole(text.encode("utf-8", "surrogatepass"))
    return bytes(clean_piece(kind, piece, replace(settings, fix=fix)).data).decode("utf-8", "surrogatepass")
