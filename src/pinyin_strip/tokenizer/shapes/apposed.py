"""Readings after a comma, a dash or a blank."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, TONED, ZHUYIN
from pinyin_strip.tokenizer.base import find_base, is_mention
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token
from pinyin_strip.values import Convention

__all__ = ["APART", "SHAPE"]

APART = frozenset(" \t,，-–—―")

_READING = Pattern(
    rf"(?<=[{HAN}”’\"'」』》])(?:[ \t]*(?:,[ \t]+|，)[ \t]*|[ \t]*[\-–—―]{{1,2}}[ \t]*|[ \t]+)"
    rf"(?=[^\n]{{0,60}}?[{TONED}1-5{ZHUYIN}])"
    rf"[{LETTERS}]++[1-5]?(?:[ '’·\-]{{1,2}}[{LETTERS}]++[1-5]?){{0,60}}+(?![{LETTERS}])"
)


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the words that begin here if a comma, a dash or blanks part them from hanzi."""
    start = at
    while start and text[start - 1] in APART:
        start -= 1
    match = _READING.match(text, start) if start < at else None
    if match is None:
        return
    end = match.end()
    body = next((place for place in range(at, end) if text[place].isalpha()), end)
    if body == end:  # nothing but combining marks
        return
    base_end, quoted, _ = find_base(text, start)
    if not base_end:
        return
    yield Token(
        start, end, body, end, base_end, Convention.APPOSITION, quoted=quoted, mention=is_mention(text, base_end)
    )


SHAPE = Shape(Sign.APART, frozenset({Convention.APPOSITION}), read, before=3000, behind=1000)
