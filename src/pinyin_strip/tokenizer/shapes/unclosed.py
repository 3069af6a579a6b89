"""Readings after a bracket that opens and never closes: they stay, and a proofreader is told."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import BRACKETS, CLOSING_OF, FAMILY, HAN, LETTERS, TONED, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi
from pinyin_strip.values import Convention

__all__ = ["SHAPE"]

_READING = Pattern(
    rf"\s?(?=[{LETTERS}'’ ]{{0,12}}[{TONED}{ZHUYIN}])([{LETTERS}{ZHUYIN}{ZHUYIN_TONES}'’ \-]{{1,60}}+)[^{BRACKETS}{HAN}]{{0,80}}+"
)


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the toned reading after the bracket here, if hanzi stand before it and no bracket of its kind closes it."""
    start = at - text[at - 1 : at].isspace()
    if not start or not is_hanzi(text[start - 1]):
        return
    match = _READING.match(text, at + 1)
    if match is None:
        return
    closing = text[match.end() : match.end() + 1]
    if closing not in CLOSING_OF and FAMILY.get(closing) == FAMILY[text[at]]:
        return
    body_start, body_end = match.span(1)
    yield Token(at, body_end, body_start, body_end, start, Convention(FAMILY[text[at]]), text[at])


SHAPE = Shape(Sign.OPENING, frozenset(map(Convention, FAMILY.values())), read, before=2, behind=144)
