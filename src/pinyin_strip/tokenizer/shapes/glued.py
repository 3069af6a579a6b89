"""Readings without a bracket, glued to their hanzi."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import LETTERS, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.base import LOOKED_BACK, is_mention, with_closing
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi
from pinyin_strip.values import Convention

__all__ = ["SHAPE"]

_TONE = ZHUYIN_TONES.replace("ˉ", "")

_READING = Pattern(
    rf"(?:(?:[{LETTERS}]++[1-5]){{2,12}}+|[{LETTERS}]++(?:['’·\-]?[{LETTERS}]++){{0,12}}+[1-5]?"
    rf"|˙?[{ZHUYIN}][{ZHUYIN}{_TONE}]*+(?:[ \u3000][{_TONE}](?!\s*[{ZHUYIN}]))?)(?![{LETTERS}{ZHUYIN}0-9])"
)


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the word that begins here if a hanzi stands directly before it."""
    match = _READING.match(text, at) if at and is_hanzi(text[at - 1]) else None
    if match:
        end = match.end()
        yield Token(at, with_closing(text, end), at, end, at, Convention.BARE, mention=is_mention(text, at))


SHAPE = Shape(Sign.GLUED, frozenset({Convention.BARE}), read, before=LOOKED_BACK, behind=400)
