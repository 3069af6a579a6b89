"""Glosses in brackets of every kind, labels inside them included."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import BLANKS, BRACKETS, CLOSING_OF, FAMILY, HAN
from pinyin_strip.tokenizer.base import find_base, is_mention
from pinyin_strip.tokenizer.segments import SOUNDS_ALIKE, trim
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import PHONETIC, Token, is_hanzi
from pinyin_strip.values import Convention

__all__ = ["LONGEST_BODY", "SHAPE"]

LONGEST_BODY = 400  # code points in one bracket: a long sentence with its readings

# {国|guó} holds its own base, so it reads nothing before it; see ``pipes.py``.
_BASE_AND_READING = Pattern(rf"[{HAN}]++[|｜:：]")

_BODY = Pattern(rf"[^{BRACKETS}]{{1,{LONGEST_BODY}}}+(?=[{BRACKETS}])")

_OPERATORS = ("_", "^")  # in TeX the bracket after one is its argument


def read(text: str, at: int, last: Token | None) -> Iterator[Token]:
    """Yield the bracket that opens here if it holds something phonetic and no other bracket."""
    body = _BODY.match(text, at + 1)
    if body is None or not (PHONETIC.search(text, *body.span()) or SOUNDS_ALIKE.search(text, *body.span())):
        return
    opening, closing, convention = text[at], text[body.end()], Convention(FAMILY[text[at]])
    if closing in CLOSING_OF or FAMILY[closing] != convention:
        return
    if convention is Convention.BRACE and _BASE_AND_READING.match(text, at + 1):
        return
    body_start, body_end, labelled = trim(text, *body.span())
    if last is not None and last.end == at and last.base_end:
        base_end, quoted, stopped = last.base_end, last.quoted, last.stopped
    elif convention is Convention.BRACE and text[at - 1 : at] in _OPERATORS:
        base_end, quoted, stopped = 0, False, False
    else:
        base_end, quoted, stopped = find_base(text, at)
    begin, end = at, body.end() + 1
    if not base_end and _is_doubled(text, begin, end):  # ((chōng))
        base_end, quoted, stopped = find_base(text, at - 1)
        if base_end:
            begin, end, opening, closing = at - 1, end + 1, text[at - 1], text[end]
    extra, base_start = _aozora_bar(text, base_end) if convention is Convention.AOZORA else (None, 0)
    start = base_end if _is_torn(text, begin, end, base_end) else _with_blanks(text, begin, base_end)
    yield Token(
        start, end, body_start, body_end, base_end, convention, opening, closing,
        quoted, stopped, is_mention(text, base_end), labelled, base_start, extra=extra,
    )  # fmt: skip


def _is_doubled(text: str, at: int, end: int) -> bool:
    """Whether a bracket stands in another one of its kind that holds nothing else."""
    outer, closing = text[at - 1 : at], text[end : end + 1]
    return (
        bool(at and closing)
        and outer in CLOSING_OF
        and FAMILY[outer] == FAMILY[text[at]] == FAMILY.get(closing) == "parenthesis"
        and closing not in CLOSING_OF
    )


def _is_torn(text: str, at: int, end: int, base_end: int) -> bool:
    """Whether an export has broken lines within a bracket and on both sides of it: those before it belong to it, too."""
    return (
        0 < base_end < at
        and text[base_end:at].isspace()
        and "\n" in text[base_end:at]
        and "\n" in text[at:end]
        and text[end : end + 2].lstrip(" \t\r")[:1] == "\n"
    )


def _with_blanks(text: str, at: int, base_end: int) -> int:
    """Where the blanks before a bracket begin; they go with it if there is a base."""
    if base_end:
        while at > base_end and text[at - 1] in BLANKS:
            at -= 1
    return at


def _aozora_bar(text: str, base_end: int) -> tuple[tuple[int, int] | None, int]:
    """Find the ｜ that tells where an Aozora base begins; it goes with the gloss."""
    bar = max(text.rfind("｜", max(0, base_end - 40), base_end), text.rfind("|", max(0, base_end - 40), base_end))
    if bar < 0 or not all(map(is_hanzi, text[bar + 1 : base_end])):
        return None, 0
    return (bar, bar + 1), bar + 1


SHAPE = Shape(
    Sign.OPENING,
    frozenset(map(Convention, FAMILY.values())),
    read,
    before=3000,  # tags and note marks of up to 180 code points each, sixteen of them, may stand between
    behind=LONGEST_BODY + 2,
)
