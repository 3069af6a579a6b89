"""What a format is: it cuts a file into pieces, cleans a piece (or writes ruby into it), and writes the pieces back.

A newcomer adds a format by adding a file with a class that has these three methods, and naming it in ``__init__``. A
format whose pieces are bytes is less work still: see ``blocks.BlockFormat``, which asks only for texts with their place,
and, if such files have ruby of their own, for how a word is written with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple, Protocol

from pinyin_strip.document import Document
from pinyin_strip.formats.tally import Tally
from pinyin_strip.options import Options
from pinyin_strip.places import Place, ShownBlock
from pinyin_strip.renderers import RubyOptions, Style, writer
from pinyin_strip.renderers.pieces import pieces

__all__ = [
    "Change",
    "CleanedPiece",
    "Fix",
    "Format",
    "Notice",
    "Noting",
    "Piece",
    "PlacedText",
    "Refused",
    "Revision",
    "RubyStyle",
    "Settings",
    "Undecodable",
]

Change = tuple[int, int, str]
"""A span of a text, in code points, and what comes in its place."""


class Revision(NamedTuple):
    """What becomes of a text: the new one, and what tells the changes that made it, in order.

    The changes are asked for only where tags or escapes cut through the text.
    """

    text: str
    changes: Callable[[], Sequence[Change]]


class Refused(ValueError):  # noqa: N818  it says what was done
    """A file that is left alone; the message says why and names a way out."""


class Undecodable(Refused):
    """Bytes that are not text in the encoding that was named."""

    def __init__(self, encoding: str, offset: int, byte: int) -> None:
        super().__init__(encoding, offset, byte)
        self.encoding, self.offset, self.byte = encoding, offset, byte

    def __str__(self) -> str:
        """Name the place and a way out."""
        name = "UTF-8" if self.encoding.lower().replace("_", "-") == "utf-8" else self.encoding
        return (
            f"not {name} at byte {self.offset} (0x{self.byte:02x}); left alone. Name its encoding "
            f"(--encoding gb18030, big5, … or auto), or convert it first, for instance with iconv -f GB18030 -t UTF-8"
        )


@dataclass(frozen=True, slots=True)
class RubyStyle:
    """How glosses are written as ruby: files that have ruby of their own get that, texts get the named style.

    Where none is named, that is ``markdown`` in Markdown and ``html`` elsewhere.
    """

    style: Style | None = None
    options: RubyOptions = field(default_factory=RubyOptions)

    def render(self, document: Document, tally: Tally | None = None) -> str:
        """Write a text with its glosses in the style; the tally counts what is filled in."""
        style = self.style or "html"
        if tally is None or not self.options.fill:
            return document.ruby(style, self.options)
        found = list(pieces(document, self.options))
        tally.count_filled(found)
        return writer(style)(found, self.options)


@dataclass(frozen=True, slots=True)
class Fix:
    """What is put right instead of taken out: findings with these codes, readings and tones only if ``unsafe``."""

    codes: frozenset[str] | None = None
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Noting:
    """What gets a note that it is to be ignored: findings with these codes, in a file of this name."""

    codes: frozenset[str]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the formats need to know, as one value that travels to the workers."""

    options: Options = field(default_factory=Options)
    fields: tuple[str, ...] = ("text",)
    """The fields of JSON lines and the columns of tables that hold text; dots lead into objects and structs."""
    named_fields: bool = False
    """Whether somebody named the fields; of a JSON document all strings are read otherwise."""
    keep_ruby: bool = False
    """Whether ruby that a page or a book has stays."""
    ruby: RubyStyle | None = None
    """What becomes of glosses: ruby, or nothing at all if ``None``."""
    fix: Fix | None = None
    """What is put right in glosses, which then stay."""
    noting: Noting | None = None
    """What is noted as to be ignored; nothing else changes then."""
    decided: Mapping[int, Sequence[Change]] | None = None
    """What somebody has decided about the texts of a piece, by their number from 0: just that is changed."""
    encoding: str = "utf-8"
    """The encoding of texty files, or ``auto``."""
    output_encoding: str | None = None
    """The encoding that is written; the one that was read if ``None``."""
    lists_kept: bool = False
    """Whether every gloss that is kept is told with its place and the reason, and not only counted."""

    @property
    def strips(self) -> bool:
        """Whether glosses go, or become ruby; otherwise they stay, and are put right or noted."""
        return self.fix is None and self.noting is None and self.decided is None


class Piece(NamedTuple):
    """A part of a file that can be cleaned alone.

    ``offset`` is its place in bytes, for those who complain about it; ``line`` the number of its first line, for those who
    name places. ``data`` may be ``Unread``: then it is read where it is cleaned, and ``clean`` gets what was read.
    """

    data: Any
    context: Any = None
    offset: int = 0
    line: int = 1


class Notice(NamedTuple):
    """Something in a piece that was left as it is though it should not be there; lines count from the piece's first."""

    line: int
    message: str


@dataclass(slots=True)
class CleanedPiece:
    """A piece after cleaning, with what was counted and what was noticed; ``lines`` is how many line breaks it had.

    Where files are text, ``data`` are bytes, or a view of them.
    """

    data: Any
    tally: Tally
    changed: bool
    lines: int = 0
    notices: list[Notice] = field(default_factory=list)
    seconds: float = 0.0
    """How long it took to clean it, in whatever process."""
    characters: int = 0
    """How many it has where it is text, if what is kept is listed: places in what follows count from there."""
    kept: list[dict[str, Any]] = field(default_factory=list)
    """The glosses that are kept, if they are listed; places count from where the piece begins."""


def nowhere() -> Place:
    """Say that a text is all of its file."""
    return ()


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text of a piece, and where it stands.

    ``place`` tells what the file calls its place; ``where`` gives the bytes of the piece that a span of the text stands in
    (or belongs to, if it is written in another way there): without it the text is the piece, character for character.
    """

    text: str
    place: Callable[[], Place] = field(default=nowhere, kw_only=True)
    where: Callable[[int, int], tuple[int, int]] | None = field(default=None, kw_only=True)
    shown: str | None = field(default=None, kw_only=True)
    """What stands there, character for character, if that is another text: the source of what is no prose."""
    blocks: Callable[[], Sequence[ShownBlock]] | None = field(default=None, kw_only=True)
    """The blocks that people see of what stands there, if it is a source with signs of markup in it; else they see it as it is."""


class Format(Protocol):
    """How one kind of file is read and written."""

    name: str
    suffixes: tuple[str, ...]
    texty: bool
    """Whether files are text, so that encodings and compression apply; otherwise the source can be sought in."""

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Cut a file into pieces, reading no further than needed. Raises ``Refused`` for a file that is left alone."""

    def texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> Sequence[PlacedText]:
        """Find the texts of one piece, in the order in which ``clean`` numbers them."""

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Rewrite one piece as the settings say; a pure function, called in any process."""

    def write(self, source: BinaryIO, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Write the cleaned pieces in order; where files are text, each before the next one is asked for."""
