"""Interlinear text with the line breaks of a markup: <br> in HTML and Markdown, \\N in subtitles, \\n in JSON."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, TONED
from pinyin_strip.tokenizer.base import find_base
from pinyin_strip.tokenizer.pairs import before_quote, paired
from pinyin_strip.tokenizer.shapes.lines import prefix_end
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import HANZI, Token, hanzi_in
from pinyin_strip.values import Convention

__all__ = ["LINE_OF_HANZI", "SHAPE"]

_LONGEST = 1000

_BREAK = Pattern(r"[bB][rR][ ]?/?>\s{0,8}|[nN]")
_READ = Pattern(rf"[{HAN}0-9]")
LINE_OF_HANZI = rf"{HAN}A-Za-z0-9 %\u3000，、。！？；：…—“”‘’「」『』《》·•,.!?;:\"'\-–～~()（）"
_LINE_OF_HANZI = Pattern(f"[{LINE_OF_HANZI}]*+")
_MARKS = r" '’·\-,，、.。!！?？;；:：…—–“”‘"
_READING = Pattern(
    rf"(?=[{LETTERS} '’·\-]{{0,120}}?[{TONED}1-5])[{LETTERS}][{LETTERS}1-5{_MARKS}\"]{{0,{_LONGEST}}}+(?=[<\\\r\n|}}\])]|$)"
)
_LETTERS_AND_MARKS = Pattern(rf"[{LETTERS}1-5{_MARKS}]*+")
_TONED = Pattern(rf"[{TONED}1-5]")
_NOT_READ = Pattern(rf"(?:.*,,)?[^{LETTERS}]*")  # what fields of subtitles come before the text
_SPEAKER = Pattern(rf"[{HAN}]{{1,6}}[：:](?=[^：:]*[{HAN}])")
_NAME = Pattern(r"([A-Za-z]{1,12})[:：][ ]{0,2}")
_PATH = Pattern(r"(?<![A-Za-z])[A-Za-z]:\\[^\s\"'<>|]*$")  # D:\nhǎo
_COLON = Pattern(r"[:：]")


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the lines of readings behind and before the break that the letters here belong to, if hanzi stand on its other side."""
    start = at - 1
    if text[at] not in "bBnN" or not at:
        return
    found = _BREAK.match(text, at)
    if found is None or (text[start] == "<") is not found[0].endswith((">", " ", "\n", "\r", "\t")):
        return
    if text[start] == "\\" and _PATH.search(text, max(0, start - 200), start):
        return
    yield from _below(text, start, found.end())
    yield from _above(text, start, found.end())


def _below(text: str, start: int, begin: int) -> Iterator[Token]:
    """The line of readings behind a break, for the line of hanzi before it: the break goes with it."""
    base_end = find_base(text, start)[0]
    line = _READ.search(text, base_end - _length_before(text, base_end, _LINE_OF_HANZI), base_end)
    match = _READING.match(text, begin) if line else None
    if line is None or match is None:
        return
    end = before_quote(text, begin, match.end())
    while text.endswith("\\r", 0, start):
        start -= 2
    for first in _beginnings(text, line.start(), base_end, text[begin:end]):
        yield Token(start, end, begin, end, base_end, Convention.INTERLINEAR, base_start=first)


def _above(text: str, start: int, behind: int) -> Iterator[Token]:
    """The line of readings before a break, for the line of hanzi behind it: the break goes with it."""
    first = prefix_end(text, behind)
    line = _LINE_OF_HANZI.match(text, first, first + _LONGEST)
    hanzi = [match.end() for match in HANZI.finditer(text, first, line.end())] if line else []
    if not hanzi or not _READ.match(text, first):
        return
    begin = start - _length_before(text, start, _LETTERS_AND_MARKS)
    begin += text[begin - 1 : begin] == "\\" and text[begin] in "nN"
    passed = _NOT_READ.match(text, begin, start)
    begin = passed.end() if passed else begin
    if not _TONED.search(text, begin, start):
        return
    line_end = begin + len(text[begin:start].rstrip())
    begin, stop = paired(text, begin, line_end)
    if stop < line_end:  # what it closes was opened before
        return
    name, other = _NAME.match(text, begin, start), _NAME.match(text, behind, first)
    if name and (other is None or name[1] != other[1]):
        return
    body = name.end() if name else begin
    end = body + len(text[body:start].rstrip())
    yield Token(begin, behind, body, end, hanzi[-1], Convention.INTERLINEAR, base_start=first)


def _length_before(text: str, end: int, signs: Pattern) -> int:
    """How many of the signs stand before a place, one by the other."""
    match = signs.match(text[max(0, end - _LONGEST) : end][::-1])
    return match.end() if match else 0


def _beginnings(text: str, start: int, end: int, reading: str) -> list[int]:
    """Where a line of hanzi may begin: behind the name of who speaks, or with it if that may be read, too."""
    speaker = _SPEAKER.match(text, start, end)
    if speaker is None:
        return [start]
    read = _COLON.search(reading) and len(reading.split()) != hanzi_in(text, speaker.end(), end)
    return [start, speaker.end()] if read else [speaker.end()]


SHAPE = Shape(Sign.MARKED, frozenset({Convention.INTERLINEAR}), read, before=_LONGEST + 12, behind=2 * _LONGEST + 150)
