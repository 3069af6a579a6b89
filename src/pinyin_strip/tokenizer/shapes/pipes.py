"""The Markdown ruby notation, base and reading in one pair of braces: {国|guó}."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.tokenizer.base import find_base
from pinyin_strip.tokenizer.segments import trim
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token
from pinyin_strip.values import Convention

__all__ = ["SHAPE"]

_PAIR = Pattern(r"\{\{?([^{}|｜\n]{1,60})([|｜])([^{}|｜\n]{1,200})\}")


def read(text: str, at: int, last: Token | None) -> Iterator[Token]:
    """Yield the second half of the pair that opens here, its bar included."""
    match = _PAIR.match(text, at) if text[at] == "{" and not (last and at < last.end) else None
    if match is None:
        return
    base_end, _, _ = find_base(text, match.start(2))
    if base_end > match.start(1):
        body_start, body_end, _ = trim(text, *match.span(3))
        start, end = match.start(2), match.end(3)
        yield Token(start, end, body_start, body_end, base_end, Convention.PIPE, base_start=match.start(1))


SHAPE = Shape(Sign.OPENING, frozenset({Convention.PIPE}), read, before=0, behind=264)
