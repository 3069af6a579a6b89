"""Interlinear text: a line or table row of readings beside the line of hanzi that it reads."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import HANZI, Token
from pinyin_strip.values import Convention

__all__ = ["HANZI_MARKS", "LONGEST_LINE", "MARKS", "SHAPE"]

LONGEST_LINE = 3000  # code points, some 500 hanzi with their readings: a long paragraph of a classic

MARKS = r"\s'’·\-|｜,，、.。!！?？;；:：…—“”\"1-5()（）"

_BEFORE_LETTERS = Pattern(rf"[{MARKS}]*")

_READING_LINE = Pattern(rf"[{LETTERS}{ZHUYIN}{ZHUYIN_TONES}{MARKS}]+")

HANZI_MARKS = r"\s|｜,，、.。!！?？;；:：…—“”\"'‘’「」『』《》·()（）"

_HANZI_LINE = Pattern(rf"[{HAN}{HANZI_MARKS}]+")

_RULE_LINE = Pattern(r"[\s|:]*+-[\s|:\-]*+")  # the row between head and body of a Markdown table


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the line of readings whose first letter stands here, once for each line of hanzi next to it."""
    start = max(text.rfind("\n", max(0, at - LONGEST_LINE), at) + 1, at - LONGEST_LINE, 0)
    if not _BEFORE_LETTERS.fullmatch(text, start, at):
        return
    start, end = _line_at(text, at)
    if end - start > LONGEST_LINE or not _READING_LINE.fullmatch(text, start, end):
        return
    stop = _stop(text, start, end)
    below = _beside(text, end, down=True)
    if below:
        yield Token(start, end, start, stop, below[1], Convention.INTERLINEAR, base_start=below[0])
    above = _beside(text, start, down=False)
    if above:
        before = _stop(text, *_line_at(text, start - 1))
        yield Token(before, stop, start, stop, above[1], Convention.INTERLINEAR, base_start=above[0])


def _line_at(text: str, place: int) -> tuple[int, int]:
    """The line that a place lies in, with its line break; cut where it is longer than a line of readings may be."""
    start = text.rfind("\n", max(0, place - LONGEST_LINE - 1), place) + 1 or max(0, place - LONGEST_LINE - 1)
    end = text.find("\n", place, place + LONGEST_LINE + 1) + 1 or min(len(text), place + LONGEST_LINE + 1)
    return start, end


def _stop(text: str, start: int, end: int) -> int:
    """Where a line ends without its line break."""
    return start + len(text[start:end].rstrip("\r\n"))


def _beside(text: str, border: int, *, down: bool) -> tuple[int, int] | None:
    """The line of hanzi below or above a border; the rule of a table may stand between."""
    for _ in range(2):
        if not 0 < border < len(text) + (not down):
            return None
        start, end = _line_at(text, border if down else border - 1)
        if end - start > LONGEST_LINE:
            return None
        if _HANZI_LINE.fullmatch(text, start, end) and HANZI.search(text, start, end):
            return start, end
        if not _RULE_LINE.fullmatch(text, start, end):
            return None
        border = end if down else start
    return None


SHAPE = Shape(
    Sign.APART, frozenset({Convention.INTERLINEAR}), read, before=3 * LONGEST_LINE + 8, behind=4 * LONGEST_LINE
)
