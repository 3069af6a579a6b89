"""Characters of a text ↔ bytes of its UTF-8, without counting from the beginning each time."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

__all__ = ["ByteIndex"]

_STEP = 128  # characters: shorter ones cost more room, and are hardly faster


class ByteIndex:
    """Where the characters of a text stand in its UTF-8; lone surrogates count as three bytes.

    >>> index = ByteIndex("a国b")
    >>> index.byte(2), index.character(4), index.size
    (4, 2, 5)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        parts = (text[start : start + _STEP] for start in range(0, len(text), _STEP))
        self._bytes = list(accumulate((len(_encoded(part)) for part in parts), initial=0))

    @property
    def size(self) -> int:
        """How many bytes the text has."""
        return self._bytes[-1]

    def byte(self, offset: int) -> int:
        """Return the byte at which a character (by its offset in code points) begins."""
        step = min(offset // _STEP, len(self._bytes) - 1)
        return self._bytes[step] + len(_encoded(self._text[step * _STEP : offset]))

    def character(self, byte: int) -> int:
        """Return the offset, in code points, of the character that begins at a byte or contains it."""
        step = bisect_right(self._bytes, byte) - 1
        part = _encoded(self._text[step * _STEP : (step + 1) * _STEP])
        return step * _STEP + len(part[: byte - self._bytes[step]].decode("utf-8", "surrogatepass"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
