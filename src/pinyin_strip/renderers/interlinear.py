"""Pieces → pairs of lines: readings above, hanzi below, aligned by how wide a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinyin_strip.display import width
from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit

__all__ = ["interlinear"]

Line = list[Unit]


def interlinear(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write a line of readings above every line that has any; a line without readings stays as it is.

    >>> from pinyin_strip import parse
    >>> print(parse("中国(zhōngguó)很大").ruby("interlinear"))
    zhōng guó
    中    国 很大
    """
    return "".join(_pair_of_lines(line, options.mark) for line in _lines(pieces, options))


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
            line.append(Unit(piece.base, piece.reading, piece.ours))
        else:
            line += piece.units
    yield line


def _pair_of_lines(line: Line, mark: str) -> str:
    if not any(unit.reading for unit in line):
        return "".join(unit.base for unit in line)
    text = "".join(unit.base for unit in line)
    ending = text[len(text.rstrip("\r\n")) :]
    above = below = ""
    for unit in line:
        base = unit.base.strip("\r\n")
        if unit.reading:
            column = max(width(below), width(above) + 1 if above else 0)
            above = _padded(above, column) + unit.reading + (mark if unit.ours else "")
        else:
            column = max(width(below), width(above) if base else 0)
        below = _padded(below, column) + base
    return f"{above}{ending or chr(10)}{below}{ending}"


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
