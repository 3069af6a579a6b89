"""Offsets ↔ positions as the Language Server Protocol counts them: lines from 0, columns in the units that were agreed upon.

Source: Language Server Protocol 3.17, "Text Documents" (line ends are ``\\n``, ``\\r\\n`` and ``\\r``, nothing else) and "Position".
"""

from __future__ import annotations

from pinyin_strip.places import Places

__all__ = ["UNITS", "Lines"]

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""By the name of an encoding, that of Python's codec, and how many bytes a unit has."""


class Lines:
    """The lines of a text.

    Args:
        text: all of it.
        encoding: what columns count, one of ``UNITS``.

    >>> lines = Lines("𠀀国\\n际", "utf-16")
    >>> lines.position(1), lines.position(3), lines.offset(0, 2)
    ((0, 2), (1, 0), 1)
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text, self.encoding = text, encoding
        self._codec, self._size = UNITS[encoding]
        self._places = Places(text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in code points."""
        line, column = self._places.place(offset)
        return line - 1, self._units(self.text[offset - column + 1 : offset])

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a position; one behind the end of its line means that end, one behind the last line the text's.

        What lies within a character means the end of that character.
        """
        if line >= self._places.count:
            return len(self.text)
        at = self._places.start(line + 1)
        end = at + len(self._places.line(line + 1))
        while column > 0 and at < end:
            column -= self._units(self.text[at])
            at += 1
        return at

    def _units(self, text: str) -> int:
        return len(text.encode(self._codec, "surrogatepass")) // self._size
