"""Interlinear text: a line or table row of readings beside the line of hanzi that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.pairs import paired
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import HANZI, Token, hanzi_in
from pinyin_strip.values import Convention

__all__ = ["HANZI_MARKS", "LONGEST_LINE", "MARKS", "SHAPE", "is_repeated", "prefix_end"]

LONGEST_LINE = 3000  # code points, some 500 hanzi with their readings: a long paragraph of a classic

MARKS = r"\s'’·\-|｜,，、.。!！?？;；:：…—“”\"1-5()（）*_~【】〖〗「」『』"

# What may stand before a line of readings as before its line of hanzi: the mark of a list, a number, a time, a speaker.
_PREFIX = Pattern(
    rf"(?:[ \t]*(?:[\-*+•>#]{{1,3}}|\d{{1,3}}[.、)）]|\[[\d:.]{{1,12}}\]|[A-Za-z]{{1,12}}[:：]|[{HAN}]{{1,6}}[:：])){{0,4}}[ \t]*[*_~【〖\[「『“\"(（|]{{0,4}}[ \t]*"
)
_BULLET = Pattern(r"[ \t]*(?:[*+\-:>#•]+[ \t]+)+")
_SIGN = Pattern(r"[ \t]*(\*(?=[ \t])|[:;—–…|!]+|\.\.\.)")
# A cell of a wiki's table, on a line of its own.
_CELL = Pattern(r"[ \t]*[|!](?![^\n]*\|[ \t]*$)")
_LETTER = Pattern(rf"[{LETTERS}{ZHUYIN}˙]")
_DRESS = str.maketrans("：", ":", ' \t*_~【〖「『“"(（|')

_READING_LINE = Pattern(rf"[{LETTERS}{ZHUYIN}{ZHUYIN_TONES}{MARKS}]+")

HANZI_MARKS = r"0-9\s|｜,，、.。!！?？;；:：…—“”\"'‘’「」『』《》·()（）*_~【】〖〗"

# Among two hanzi and more, and behind them, words in Latin letters may stand: names, a translation.
_HANZI_LINE = Pattern(
    rf"([{HANZI_MARKS}]*+[{HAN}][{HAN}{HANZI_MARKS}]*+(?:[{LETTERS}%][{HAN}{HANZI_MARKS}{LETTERS}%]*+)?)(?:(?<=[^{HAN}])[^{HAN}\t|\n]+\n?)?"
)
_MIXED = Pattern(rf"[{HAN}{HANZI_MARKS}]+[{LETTERS}%]")
# A string in code, one of several: what stands in it is data.
_STRING = Pattern(r"[\"'][\])}]*[,;]$")

_COLON = Pattern(r"[:：][\"'”’]*$")  # what follows is told, as a key tells its value
_RULE_LINE = Pattern(r"[\s|:]*+-[\s|:\-]*+")  # the row between head and body of a Markdown table


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the line of readings whose first letter stands here, once for each line of hanzi next to it."""
    start = max(text.rfind("\n", max(0, at - LONGEST_LINE), at) + 1, at - LONGEST_LINE, 0)
    first = _LETTER.search(text, start, at + 1)
    if first is None or first.start() != at:
        return
    start, end = _line_at(text, at)
    body = prefix_end(text, start)
    if end - start > LONGEST_LINE or body > end or not _READING_LINE.fullmatch(text, body, end):
        return
    stop = _stop(text, start, end)
    if _STRING.search(text, body, stop) or _CELL.match(text, start, stop):
        return
    bullet = _BULLET.match(text, start, stop)
    first, last = paired(text, bullet.end() if bullet else start, stop)
    first = start if bullet and first == bullet.end() else first
    line = _Line(start, end, body, stop, first, last)
    below = [_for_below(line, base, gap) for base, gap in _beside(text, line, down=True)]
    above = [_for_above(text, line, base, gap) for base, gap in _beside(text, line, down=False)]
    near = [token for token, far in below + above if not far]
    yield from near or [token for token, _ in below + above]  # behind an empty line another paragraph begins


class _Line(NamedTuple):
    """A line of readings: with its line break from ``start`` to ``end``, behind its prefix from ``body``, without its break to ``stop``.

    From ``first`` to ``last`` stands what may go: marks that it does not open and close itself stay.
    """

    start: int
    end: int
    body: int
    stop: int
    first: int
    last: int


def _for_below(line: _Line, base: tuple[int, int], gap: tuple[int, int]) -> tuple[Token, bool]:
    """The reading of the line of hanzi below, and whether an empty line parts them."""
    end = max(line.end, gap[0]) if line.last == line.stop else line.last
    token = Token(line.first, end, line.body, line.stop, base[1], Convention.INTERLINEAR, base_start=base[0])
    return token, gap[0] > line.end


def _for_above(text: str, line: _Line, base: tuple[int, int], gap: tuple[int, int]) -> tuple[Token, bool]:
    """The reading of the line of hanzi above, and whether an empty line parts them."""
    start = gap[1] if line.first == line.start else line.first
    token = Token(start, line.last, line.body, line.stop, base[1], Convention.INTERLINEAR, base_start=base[0])
    return token, text.count("\n", gap[1], line.start) > 1


def prefix_end(text: str, start: int) -> int:
    """Where the prefix of the line ends that begins at ``start``."""
    match = _PREFIX.match(text, start)
    return match.end() if match else start


def _sign_of(text: str, start: int) -> str:
    """The sign that makes an item or a speech of the line that begins here; nothing if none does."""
    match = _SIGN.match(text, start)
    return match[1] if match else ""


def is_repeated(prefix: str, other: str) -> bool:
    """Whether a line of readings begins as its line of hanzi does, or with nothing that says anything."""
    said = prefix.translate(_DRESS)
    return not said or said == other.translate(_DRESS)


def _line_at(text: str, place: int) -> tuple[int, int]:
    """The line that a place lies in, with its line break; cut where it is longer than a line of readings may be."""
    start = text.rfind("\n", max(0, place - LONGEST_LINE - 1), place) + 1 or max(0, place - LONGEST_LINE - 1)
    end = text.find("\n", place, place + LONGEST_LINE + 1) + 1 or min(len(text), place + LONGEST_LINE + 1)
    return start, end


def _stop(text: str, start: int, end: int) -> int:
    """Where a line ends without its line break."""
    return start + len(text[start:end].rstrip("\r\n"))


def _beside(text: str, reading: _Line, *, down: bool) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The line of hanzi below or above a line of readings, with and without what stands before it, and up to where the reading goes on that side.

    An empty line or the rule of a table may stand between; the rule stays.
    """
    side = border = reading.end if down else reading.start
    prefix = text[reading.start : reading.body]
    sign = _sign_of(text, reading.start)
    for _ in range(2):
        if not 0 < border < len(text) + (not down):
            return
        start, end = _line_at(text, border if down else border - 1)
        if end - start > LONGEST_LINE:
            return
        body = prefix_end(text, start)
        line = _HANZI_LINE.fullmatch(text, body, end)
        mixed = _MIXED.match(text, body, end) is not None
        if line and (hanzi_in(text, body, end) > 1 if mixed else line.end(1) == end):
            same = not sign or sign == _sign_of(text, start)
            told = _COLON.search(text[body:end].rstrip()) and not _COLON.search(
                text[reading.body : reading.stop].rstrip()
            )
            if (
                same
                and not told
                and is_repeated(prefix, text[start:body])
                and not _STRING.search(text[body:end].rstrip())
            ):
                labelled = not prefix.translate(_DRESS) and HANZI.search(text, start, body)
                empty = not text[min(side, border) : max(side, border)].strip()
                gap = (start, _stop(text, start, end)) if empty else (0, _stop(text, *_line_at(text, side - 1)))
                yield from (((begin, line.end(1)), gap) for begin in ([start, body] if labelled else [body]))
            return
        if text[start:end].strip() and not _RULE_LINE.fullmatch(text, start, end):
            return
        border = end if down else start


SHAPE = Shape(
    Sign.APART, frozenset({Convention.INTERLINEAR}), read, before=3 * LONGEST_LINE + 8, behind=4 * LONGEST_LINE
)
