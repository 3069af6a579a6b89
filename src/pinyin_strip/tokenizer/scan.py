"""One pass over the text: at every sign where a gloss could stand, the shapes that begin there look for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, OPENING, ZHUYIN, in_class
from pinyin_strip.tokenizer.shapes import Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi

__all__ = ["Last", "may_hold_gloss", "scan", "signs_of", "tokens_at"]

# A stretch of letters goes on to the next hanzi, bracket, tag, backslash or line break: only its first letter can stand beside hanzi.
_SIGN = Pattern(rf"[{in_class(OPENING)}]|<[rR][tTpP]|[{LETTERS}{ZHUYIN}˙][^{HAN}{in_class(OPENING)}<\\\n\r]*")

Last = dict[Shape, Token]
"""The token that each shape has found last."""


def may_hold_gloss(text: str) -> bool:
    """Whether there is any sign in the text that a gloss could begin at: a cheap look before the real one."""
    return _SIGN.search(text) is not None


def signs_of(text: str) -> Iterator[int]:
    """Yield where the signs stand that a gloss could begin at."""
    return (match.start() for match in _SIGN.finditer(text))


def scan(text: str, shapes: Sequence[Shape]) -> Iterator[Token]:
    """Yield what each of the shapes finds, in the order of the signs."""
    wanted = _wanted(tuple(shapes))
    last: Last = {}
    for at in signs_of(text):
        yield from wanted.read(text, at, last)


def tokens_at(text: str, at: int, shapes: tuple[Shape, ...], last: Last) -> Iterator[Token]:
    """Yield what the shapes find at one sign; ``last`` is what each shape has found before it, and is kept."""
    yield from _wanted(shapes).read(text, at, last)


class _Wanted:
    """Shapes by the sign that each begins at."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        by_sign = {sign: [shape for shape in shapes if shape.sign is sign] for sign in Sign}
        self._by_char = dict.fromkeys(OPENING, by_sign[Sign.OPENING]) | {"<": by_sign[Sign.TAG]}
        self._glued, self._apart, self._word = by_sign[Sign.GLUED], by_sign[Sign.APART], by_sign[Sign.WORD]
        self._marked = by_sign[Sign.MARKED]

    def read(self, text: str, at: int, last: Last) -> Iterator[Token]:
        """Yield what each shape finds at one sign."""
        shapes = self._by_char.get(text[at])
        for shape in self._of_letters(text, at) if shapes is None else shapes:
            for token in shape.read(text, at, last.get(shape)):
                last[shape] = token
                yield token

    def _of_letters(self, text: str, at: int) -> Sequence[Shape]:
        """What a stretch of letters may be, by what stands before it."""
        before = text[at - 1] if at else "\n"
        if before in "<\\":
            return self._marked
        return self._glued if is_hanzi(before) else self._word if before.isalnum() else self._apart


@cache
def _wanted(shapes: tuple[Shape, ...]) -> _Wanted:
    return _Wanted(shapes)
