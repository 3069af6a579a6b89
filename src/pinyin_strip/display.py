"""Display width: how many terminal columns text takes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["width"]


def width(text: str) -> int:
    """Count the columns of a text: two for wide characters, none for combining ones (Unicode, UAX #11).

    >>> width("努(nǔ)力"), width("nu\\u030c")
    (8, 2)
    """
    return sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
