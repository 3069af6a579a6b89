"""Readings that stand each behind its one hanzi: on the line after it, or woven into a line of single hanzi."""

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
_BLANKS = " \u3000"  # a tab parts the columns of a table

# 春 chūn 天 tiān: three such pairs one after the other, blanks within and between, are a transcript.
_SYLLABLE = rf"(?:[{LETTERS}]{{1,8}}[1-5]?|˙?[{ZHUYIN}]{{1,3}}[{ZHUYIN_TONES}]?)"
_PAIR = rf"[{HAN}][{_BLANKS}]{{1,4}}{_SYLLABLE}"
_GAP = rf"[{_BLANKS}]{{1,4}}[,，。.!！?？、]?[{_BLANKS}]{{0,4}}"
_WOVEN_BEFORE = Pattern(rf"(?<![{HAN}])((?:{_PAIR}{_GAP}){{0,2}})[{HAN}][{_BLANKS}]{{1,4}}$")
_WOVEN = Pattern(rf"({_SYLLABLE})(?=((?:{_GAP}{_PAIR}){{0,2}}))(?![{LETTERS}{ZHUYIN}{ZHUYIN_TONES}0-9'’])")
_IS_PAIR = Pattern(rf"{_PAIR}")
_WOVEN_PAIRS = 3


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the cell that begins here if a hanzi stands before it, at the end of a line or by itself among others."""
    if at and text[at - 1] in _BLANKS:
        yield from _woven(text, at)
    start = at
    while start and text[start - 1] in _APART:
        start -= 1
    match = _CELL.match(text, start) if start < at else None
    if match and match.start(1) == at:
        base_start = max(0, start - 1)
        yield Token(start, match.end(), at, match.end(), start, Convention.INTERLINEAR, base_start=base_start)


def _woven(text: str, at: int) -> Iterator[Token]:
    """Yield the reading here if it is one of at least three woven into a line."""
    match = _WOVEN.match(text, at)
    before = _WOVEN_BEFORE.search(text, max(0, at - 60), at) if match else None
    if match is None or before is None:
        return
    if len(_IS_PAIR.findall(before[1])) + 1 + len(_IS_PAIR.findall(match[2])) < _WOVEN_PAIRS:
        return
    base_end = at
    while text[base_end - 1] in _BLANKS:
        base_end -= 1
    yield Token(base_end, match.end(1), at, match.end(1), base_end, Convention.INTERLINEAR, base_start=base_end - 1)


SHAPE = Shape(Sign.APART, frozenset({Convention.INTERLINEAR}), read, before=400, behind=400)
