"""What a shape is: one way of writing a gloss, the sign that it begins at, and how far around that it looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from pinyin_strip.tokenizer.token import Token
from pinyin_strip.values import Convention

__all__ = ["Shape", "Sign"]


class Sign(Enum):
    """What the scan stops at."""

    OPENING = "opening"
    """A bracket that opens."""
    GLUED = "glued"
    """A stretch of letters directly after a hanzi; it goes on to the next hanzi, bracket, tag, backslash or line break."""
    APART = "apart"
    """A stretch of letters after a blank, a mark or a line break."""
    MARKED = "marked"
    """A stretch of letters after < or a backslash: the name of an element, an escaped line break."""
    WORD = "word"
    """A stretch of letters that goes on a word: nothing begins there."""
    TAG = "tag"
    """A tag of HTML ruby, ``<rt`` or ``<rp``."""


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """One way of writing a gloss.

    ``read`` turns a place of the text into tokens, given the token of the same shape that was found last; it looks at no more than ``before``
    code points before the sign and ``behind`` code points from it on.
    """

    sign: Sign
    conventions: frozenset[Convention]
    read: Callable[[str, int, Token | None], Iterator[Token]]
    before: int
    behind: int
