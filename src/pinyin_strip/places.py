"""Where something stands in a file: lines and columns as editors count them, and the words that people find a text by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pinyin_strip.patterns import Pattern

__all__ = ["Place", "Places", "ShownBlock", "ShownSpan", "Source", "Spot", "position", "words"]

_LINE_BREAK = Pattern(r"\r\n|[\n\r]")

Place = tuple[tuple[str, int | str], ...]
"""What a file calls the place of a text, from the outside in: ``(("chapter", "第二课"), ("paragraph", 7))``.

Empty where the text is all of the file."""

Span = tuple[int, int]


def words(place: Place) -> str:
    """Say where a text stands.

    >>> words((("record", 5), ("field", "text")))
    'record 5, field text'
    """
    return ", ".join(f"{name} {value}" for name, value in place)


class ShownSpan(NamedTuple):
    """A span of a text (offsets in code points) that people see: as it stands, or as ``written`` if that is another way."""

    start: int
    end: int
    written: str | None = None

    def read(self, text: str) -> str:
        """Return what people see of it.

        >>> ShownSpan(1, 2).read("a*b"), ShownSpan(0, 5, "&").read("&amp;")
        ('*', '&')
        """
        return text[self.start : self.end] if self.written is None else self.written


class ShownBlock(NamedTuple):
    """What people see as one of a text: where it stands, in words, and its spans, sorted and apart."""

    label: str
    spans: Sequence[ShownSpan]


class Spot(NamedTuple):
    """A place between two characters: offset in code points from 0, line and column from 1."""

    offset: int
    line: int
    column: int


_START = Spot(0, 1, 1)


class Places:
    """The lines of a text.

    >>> Places("一\\n二(èr)").place(3)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    @property
    def count(self) -> int:
        """How many lines there are; behind the last line break stands one, too."""
        return len(self._starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1, the column in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, number: int) -> int:
        """Return the offset at which a line (from 1) starts."""
        return self._starts[number - 1]

    def line(self, number: int) -> str:
        """Return the text of a line (from 1), without its break."""
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end].rstrip("\r\n")


class Source:
    """Where a text stands in its file.

    Args:
        lines: the lines of what holds the text: of the file, of a block of it, or of the text itself.
        place: what the file calls the place.
        move: carries a span of the text over to what holds it; ``None`` if the text is that.
        first: the spot in the file at which what holds it begins.
        in_file: whether spots are those of the file; otherwise (in a book or a table) those of the text.

    >>> Source(Places("[国(guó)]"), move=lambda start, end: (start + 1, end + 1)).span(1, 6)
    (Spot(offset=2, line=1, column=3), Spot(offset=7, line=1, column=8))
    """

    def __init__(
        self,
        lines: Places,
        place: Place = (),
        *,
        move: Callable[[int, int], Span] | None = None,
        first: Spot = _START,
        in_file: bool = True,
    ) -> None:
        self._lines, self._move, self._first = lines, move, first
        self.place, self.in_file = place, in_file

    def span(self, start: int, end: int) -> tuple[Spot, Spot]:
        """Return the spots between which a span of the text (offsets in code points) stands."""
        if self._move:
            start, end = self._move(start, end)
        return self._spot(start), self._spot(end)

    def spot(self, offset: int) -> Spot:
        """Return the spot of one place in the text."""
        return self.span(offset, offset)[0]

    def _spot(self, offset: int) -> Spot:
        line, column = self._lines.place(offset)
        return Spot(self._first.offset + offset, self._first.line + line - 1, column)


def position(source: Source, offset: int) -> str:
    """Say where an offset of a text stands, to be put behind the name of its file.

    In a file of text that is its line and column there, in a book or a table the place of the text and the character in it.

    >>> position(Source(Places("一\\n二(èr)")), 3), position(Source(Places("二(èr)"), (("row", 2),), in_file=False), 1)
    (':2:2', ': row 2, character 2')
    """
    spot = source.spot(offset)
    if source.in_file:
        return f":{spot.line}:{spot.column}"
    line = f"line {spot.line}, " * (spot.line > 1)
    return f": {words(source.place)}, {line}character {spot.column}"
