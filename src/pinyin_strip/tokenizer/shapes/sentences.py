"""A sentence, and its reading in the same line: behind the mark that ends it, or with the same commas in both."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import LETTERS, SENTENCE_ENDS, TONED
from pinyin_strip.tokenizer.base import find_base
from pinyin_strip.tokenizer.pairs import before_marks, before_quote, mirrored, with_closing
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi
from pinyin_strip.values import Convention

__all__ = ["LONGEST", "SHAPE"]

LONGEST = 400  # code points in a sentence, or in its reading

_BEFORE = " \u3000/／-–—―"
_COMMAS = "，、；：,;:"
_WITHIN = frozenset("0123456789" + _COMMAS + " \u3000“”‘’「」『』《》…—·\"'")

# A tone before the first mark, up to the mark that ends the sentence; without one, up to what parts it from the rest of its line.
_READING = Pattern(
    rf"(?=[{LETTERS} '’·\-]{{0,120}}?[{TONED}1-5])[{LETTERS}][{LETTERS}1-5 '’·\-,，、;；:：“”‘\"—–]{{0,{LONGEST}}}+"
    rf"(?:[.!?。！？…]++[”’\"]?|(?=[\r\n\t|｜(（\[<]|$))"
)
# Cells and strings in a list, not a sentence: 好。","Hǎo. and 好。,Hǎo.
_FIELDS = Pattern(r"[\"'`][ ]?[,;:]|[,;:][ ]?[\"'`]|[。！？…][,;]")


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the sentence of readings that begins here, if one of hanzi stands before it."""
    if text[at - 1 : at] in ("\t", "\n"):  # a cell or a line of its own
        return
    start = marked = before_marks(text, at)
    while start and text[start - 1] in _BEFORE:
        start -= 1
    base_end, quoted, stopped = find_base(text, start)
    between = text[base_end:start]
    if not base_end or base_end == at or any(char in text[base_end:at] for char in "\n\t|"):
        return
    if stopped and not any(mark in between for mark in SENTENCE_ENDS):  # a comma parts columns, too
        return
    if _FIELDS.search(between):
        return
    match = _READING.match(text, at)
    begin = _beginning(text, base_end) if match else 0
    if match is None or not (stopped or (_has_comma(match[0]) and _has_comma(text[begin:base_end]))):
        return
    stop = before_quote(text, at, match.end())
    closing = mirrored(text[marked:at])
    if text.startswith(closing, stop):
        end = with_closing(text, stop + len(closing))
    elif text.endswith(closing, at, stop):
        end = with_closing(text, stop)
    else:
        return
    yield Token(
        start, end, at, stop, base_end, Convention.APPOSITION, quoted=quoted, stopped=stopped, base_start=begin, whole=True
    )  # fmt: skip


def _has_comma(words: str) -> bool:
    return any(mark in words for mark in _COMMAS)


def _beginning(text: str, end: int) -> int:
    """Where the sentence of hanzi begins that ends at ``end``."""
    start = end
    while start and end - start < LONGEST and (is_hanzi(text[start - 1]) or text[start - 1] in _WITHIN):
        start -= 1
    while start < end and not (is_hanzi(text[start]) or text[start].isdigit()):
        start += 1
    return start


SHAPE = Shape(Sign.APART, frozenset({Convention.APPOSITION}), read, before=3400, behind=LONGEST + 130)
