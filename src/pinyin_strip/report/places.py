"""Offsets → lines and columns, as editors count them."""

from __future__ import annotations

from bisect import bisect_right

from pinyin_strip.patterns import Pattern

__all__ = ["Places"]

_LINE_BREAK = Pattern(r"\r\n|[\n\r]")


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
