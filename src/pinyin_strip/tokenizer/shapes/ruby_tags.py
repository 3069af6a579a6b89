"""HTML ruby elements in plain text: 国<rt>guó</rt>."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.tokenizer.base import find_base
from pinyin_strip.tokenizer.segments import trim
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token
from pinyin_strip.values import Convention

__all__ = ["SHAPE"]

_RT = Pattern(
    r"(?:<rp>[^<]{0,8}</rp>\s*)?<rt(?:\s[^<>]{0,200})?>([^<]{1,400})(?:</rt>)?(?:\s*<rp>[^<]{0,8}</rp>)?", re.I
)


def read(text: str, at: int, last: Token | None) -> Iterator[Token]:
    """Yield the rt element that begins here, with the rp elements around it."""
    match = None if last and at < last.end else _RT.match(text, at)
    if match:
        base_end, _, _ = find_base(text, at)
        body_start, body_end, labelled = trim(text, *match.span(1))
        yield Token(at, match.end(), body_start, body_end, base_end, Convention.MARKUP, labelled=labelled)


SHAPE = Shape(Sign.TAG, frozenset({Convention.MARKUP}), read, before=3000, behind=1000)
