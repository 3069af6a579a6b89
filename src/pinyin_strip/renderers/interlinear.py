"""Pieces → pairs of lines: readings above, hanzi below, aligned by how wide a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinyin_strip.display import width
from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit, marked

__all__ = ["interlinear"]

Line = list[Unit]


def interlinear(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write a line of readings above every line that has any; a line without readings stays as it is.

    >>> from pinyin_strip import parse
    >>> print(parse("中国(zhōngguó)很大").ruby("interlinear"))
    zhōng guó
    中    国 很大
    """
    return "".join(_pair_of_lines(line, options) for line in _lines(pieces, options))


def _lines(pieces: Iterable[TextOrWord], options: RubyOptions) -> Iterator[Line]:
    """Cut the pieces into lines, each with its line break as its last unit."""
    line: Line = []
    for piece in pieces:
        if isinstance(piece, str):
            first, *rest = piece.split("\n")
            line.append(Unit(first))
            for part in rest:
                yield [*line, Unit("\n")]
                line = [Unit(part)]
        elif options.layout == "group":
            line.append(piece.whole)
        else:
            line += piece.units
    yield line


def _pair_of_lines(line: Line, options: RubyOptions) -> str:
    if not any(unit.reading for unit in line):
        return "".join(unit.base for unit in line)
    text = "".join(unit.base for unit in line)
    ending = text[len(text.rstrip("\r\n")) :]
    above, below = _Row(), _Row()
    for unit in line:
        base = unit.base.strip("\r\n")
        if unit.reading:
            column = max(below.width, above.width + 1 if above.parts else 0)
            above.write(marked(unit, options), column)
        else:
            column = max(below.width, above.width if base else 0)
        below.write(base, column)
    return f"{above.text}{ending or chr(10)}{below.text}{ending}"


class _Row:
    """One of the two lines while it is written; how wide it is, is counted once."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.width = 0

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def write(self, text: str, column: int) -> None:
        self.parts += " " * (column - self.width), text
        self.width = column + width(text)
