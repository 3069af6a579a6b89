"""One pass over the text: at every sign where a gloss could stand, the shapes that begin there look for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, OPENING, ZHUYIN, in_class
from pinyin_strip.tokenizer.shapes import Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi

__all__ = ["Last", "may_hold_gloss", "scan", "tokens_at"]

# A stretch of letters goes on to the next hanzi, bracket, tag or line break: only its first letter can stand beside hanzi.
_SIGN = Pattern(rf"[{in_class(OPENING)}]|<[rR][tTpP]|[{LETTERS}{ZHUYIN}˙][^{HAN}{in_class(OPENING)}<\n\r]*")

Last = dict[Shape, Token]
"""The token that each shape has found last."""

_SIGN_OF = dict.fromkeys(OPENING, Sign.OPENING) | {"<": Sign.TAG}


def may_hold_gloss(text: str) -> bool:
    """Whether there is any sign in the text that a gloss could begin at: a cheap look before the real one."""
    return _SIGN.search(text) is not None


def scan(text: str, shapes: Sequence[Shape]) -> Iterator[Token]:
    """Yield what each of the shapes finds, in the order of the signs."""
    by_sign = _by_sign(tuple(shapes))
    last: Last = {}
    for match in _SIGN.finditer(text):
        yield from _read(text, match.start(), by_sign, last)


def tokens_at(text: str, at: int, shapes: Sequence[Shape], last: Last) -> Iterator[Token]:
    """Yield what the shapes find at one sign; ``last`` is what each shape has found before it, and is kept."""
    yield from _read(text, at, _by_sign(tuple(shapes)), last)


def _read(text: str, at: int, by_sign: Mapping[Sign, Sequence[Shape]], last: Last) -> Iterator[Token]:
    for shape in by_sign[_SIGN_OF.get(text[at]) or _sign_before(text, at)]:
        for token in shape.read(text, at, last.get(shape)):
            last[shape] = token
            yield token


@cache
def _by_sign(shapes: tuple[Shape, ...]) -> Mapping[Sign, Sequence[Shape]]:
    return {sign: [shape for shape in shapes if shape.sign is sign] for sign in Sign}


def _sign_before(text: str, at: int) -> Sign:
    """Tell a stretch of letters by what stands before it."""
    before = text[at - 1] if at else "\n"
    return Sign.GLUED if is_hanzi(before) else Sign.WORD if before.isalnum() else Sign.APART
