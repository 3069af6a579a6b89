"""One reading in another notation: tone marks, tone digits, zhuyin, or without its tone."""

from __future__ import annotations

from pinyin_strip.syllables.tables import reading_parts, spelling_of, zhuyin_of
from pinyin_strip.values import Notation

__all__ = ["in_notation_of", "respelt"]


def respelt(plain: str, tone: int | None, notation: Notation, *, erhua: bool = False) -> str:
    """Spell letters and tone in a notation; zhuyin needs a tone, so without one the letters stay.

    >>> respelt("lü", 4, Notation.MARKS), respelt("hua", 1, Notation.DIGITS, erhua=True)
    ('lǜ', 'huar1')
    """
    suffix = "r" if erhua else ""
    if notation is Notation.ZHUYIN and tone and (zhuyin := zhuyin_of(plain, tone)):
        return zhuyin + ("ㄦ" if erhua else "")
    if notation is Notation.DIGITS:
        return f"{plain}{suffix}{tone or ''}"
    return f"{plain if notation is Notation.NONE else spelling_of(plain, tone)}{suffix}"


def in_notation_of(reading: str, written: Notation) -> str:
    """Spell a reading that answers one in a notation: in zhuyin what answers zhuyin, with tone marks all else.

    >>> in_notation_of("guó", Notation.ZHUYIN), in_notation_of("guó", Notation.DIGITS)
    ('ㄍㄨㄛˊ', 'guó')
    """
    return respelt(*reading_parts(reading), Notation.ZHUYIN) if written is Notation.ZHUYIN else reading
