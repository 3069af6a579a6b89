"""What a terminal makes of text: how many columns it takes, and what it must not act upon."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["printable", "width"]


def width(text: str) -> int:
    """Count the columns of a text: two for wide characters, none for combining ones (Unicode, UAX #11).

    >>> width("努(nǔ)力"), width("nu\\u030c")
    (8, 2)
    """
    return sum(map(_columns, text))


def printable(text: str) -> str:
    """Replace what is no character to be seen: names of files and texts can hold what a terminal acts upon.

    >>> printable("a\\x1b[31m\\nb")
    'a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}b'
    """
    return (
        text
        if text.isprintable()
        else "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
    )


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
