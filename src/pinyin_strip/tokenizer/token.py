"""What a token is, and which characters are hanzi."""

from __future__ import annotations

from typing import NamedTuple

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, ZHUYIN
from pinyin_strip.values import Convention

__all__ = ["HANZI", "PHONETIC", "Token", "hanzi_in", "is_hanzi"]

PHONETIC = Pattern(rf"[{LETTERS}{ZHUYIN}]|&#")

HANZI = Pattern(f"[{HAN}]")

_RUN = Pattern(f"[{HAN}]+")


def hanzi_in(text: str, start: int = 0, end: int | None = None) -> int:
    """Count the hanzi of a text between two offsets.

    >>> hanzi_in("国(guó)际𠮷々")
    4
    """
    return sum(map(len, _RUN.findall(text, start, len(text) if end is None else end)))


def is_hanzi(char: str) -> bool:
    """Whether a character is a hanzi, in any plane; 〇, 々, radicals and compatibility forms included."""
    return "\u4e00" <= char <= "\u9fff" or (char > "\u2e7f" and HANZI.match(char) is not None)


class Token(NamedTuple):
    """One thing that is shaped like a gloss.

    ``start`` to ``end`` is what would go, ``body_start`` to ``body_end`` the reading without bracket and label, and
    ``base_end`` the end of the hanzi before it (0 if none stands there).
    """

    start: int
    end: int
    body_start: int
    body_end: int
    base_end: int
    convention: Convention
    opening: str = ""
    closing: str = ""
    quoted: bool = False  # a closing quote, title mark or tag lies between: the base is delimited
    stopped: bool = False  # a mark that ends a sentence or clause lies between
    mention: bool = False  # the words before speak about the reading
    labelled: bool = False  # the bracket says 拼音 or the like
    base_start: int = 0  # the base cannot begin before this
    whole: bool = False  # the reading must read every hanzi from base_start to base_end
    content: bool = False  # it is what its list or table is about: proofread, but never taken out
    extra: tuple[int, int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether a bracket that opens also closes: half a gloss is never taken."""
        return bool(self.closing) or not self.opening

    @property
    def may_go(self) -> bool:
        """Whether it could be taken out, if it reads the hanzi before it."""
        return self.base_end > 0 and not self.content and self.is_whole
