"""Readings that stand each on the line after its one hanzi, the next hanzi following on the same line."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import BRACKETS, HAN, LETTERS, QUOTES, STOPS, ZHUYIN, ZHUYIN_TONES, in_class
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token
from pinyin_strip.values import Convention

__all__ = ["SHAPE", "TERMINATORS"]

TERMINATORS = rf"{BRACKETS}{STOPS}“‘{in_class(QUOTES)}"

_CELL = Pattern(
    rf"(?<=[{HAN}])[ \t]*\r?\n[ \t]*([{LETTERS}]{{1,8}}[1-5]?|[{ZHUYIN}{ZHUYIN_TONES}]{{1,5}})"
    rf"(?=[ \t]*(?:\r?\n|[{TERMINATORS}]|[{HAN}]|$))"
)

_APART = frozenset(" \t\r\n")


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the cell that begins here if the line before ends in a hanzi."""
    start = at
    while start and text[start - 1] in _APART:
        start -= 1
    match = _CELL.match(text, start) if start < at else None
    if match and match.start(1) == at:
        base_start = max(0, start - 1)
        yield Token(start, match.end(), at, match.end(), start, Convention.INTERLINEAR, base_start=base_start)


SHAPE = Shape(Sign.APART, frozenset({Convention.INTERLINEAR}), read, before=400, behind=400)
