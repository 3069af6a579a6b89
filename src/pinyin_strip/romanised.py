"""Is it a reading of another language that a bracket holds? It is toned as readings are, and no pinyin of the hanzi."""

from __future__ import annotations

import unicodedata

from pinyin_strip import readings
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import LETTERS
from pinyin_strip.syllables import spell
from pinyin_strip.tokenizer import Token

__all__ = ["is_romanised"]

_IPA = "\u0250-\u02ff"
_TONED_LATIN = Pattern(
    rf"(?=[A-Za-z’' \-]*[^\x00-\x7f])[{LETTERS}{_IPA}’' \-.ⁿ]+[1-9]{{0,3}}|[a-z]{{2,}}[1-9]{{1,3}}(?:[ \-]?[a-z]{{2,}}[1-9]{{1,3}})*"
)


def is_romanised(text: str, token: Token) -> bool:
    """Whether a bracket holds a reading of another language: toned as readings are, but no pinyin, nor a slip of the hanzi's."""
    body = text[token.body_start : token.body_end]
    if not _TONED_LATIN.fullmatch(body):
        return False
    spelling = spell(body)
    letters = spelling.letters if spelling else _letters(body)
    return not any(_differs_by_one(letters, plain) for plain in readings.united(text[token.base_end - 1]).tones)


def _letters(body: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", body.lower()) if "a" <= char <= "z")


def _differs_by_one(written: str, listed: str) -> bool:
    """Whether at most one letter was changed, added or lost."""
    if abs(len(written) - len(listed)) > 1:
        return False
    longer, shorter = sorted((written, listed), key=len, reverse=True)
    place = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[place + 1 :] == shorter[place + (len(longer) == len(shorter)) :]
