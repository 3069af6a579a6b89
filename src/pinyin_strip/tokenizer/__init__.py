"""Text → tokens: what is shaped like a gloss, and where the hanzi that it may read would stand.

Only shapes are looked at here; whether the hanzi read so is the aligner's question. Every pattern is bounded or cannot
overlap itself, so that the time grows with the length of the text and with nothing else.
"""

from __future__ import annotations

from functools import lru_cache

from pinyin_strip.tokenizer.pairs import with_closing
from pinyin_strip.tokenizer.scan import Last, may_hold_gloss, scan, signs_of, tokens_at
from pinyin_strip.tokenizer.segments import LABEL, OTHER_LANGUAGE, OTHER_READING, Segment, segments
from pinyin_strip.tokenizer.shapes import SHAPES, Shape
from pinyin_strip.tokenizer.token import Token, hanzi_in, is_hanzi
from pinyin_strip.values import Convention

__all__ = [
    "LABEL",
    "OTHER_LANGUAGE",
    "OTHER_READING",
    "Last",
    "Segment",
    "Token",
    "hanzi_in",
    "is_hanzi",
    "may_hold_gloss",
    "segments",
    "signs_of",
    "tokenize",
    "tokens_at",
    "with_closing",
]


@lru_cache(maxsize=64)
def _wanted(conventions: frozenset[Convention]) -> tuple[Shape, ...]:
    return tuple(shape for shape in SHAPES if shape.conventions & conventions)


def tokenize(text: str, conventions: frozenset[Convention]) -> list[Token]:
    """Find everything in ``text`` that is shaped like a gloss, in order; tokens may overlap where shapes do.

    >>> [(t.start, t.end, t.base_end) for t in tokenize("国(guó)际", frozenset(Convention))]
    [(1, 6, 1)]
    """
    found = scan(text, _wanted(conventions))
    return sorted((token for token in found if token.convention in conventions), key=lambda token: token.start)
