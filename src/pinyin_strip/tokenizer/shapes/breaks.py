"""Interlinear text with the line breaks of a markup: <br> in HTML and Markdown, \\N in subtitles, \\n in JSON."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, TONED
from pinyin_strip.tokenizer.base import find_base
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token, hanzi_in
from pinyin_strip.values import Convention

__all__ = ["SHAPE"]

_LONGEST = 300

_BREAK = Pattern(r"[bB][rR][ ]?/?>\s{0,8}|[nN]")
_HANZI = Pattern(rf"[{HAN}][{HAN} \u3000，、。！？；：…—“”‘’「」『』《》·,.!?;:\"']*$")
_SPEAKER = Pattern(rf"[{HAN}]{{1,6}}[：:](?=[^：:]*[{HAN}])")
_COLON = Pattern(r"[:：]")
_READING = Pattern(
    rf"(?=[{LETTERS} '’·\-]{{0,120}}?[{TONED}1-5])[{LETTERS}][{LETTERS}1-5 '’·\-,，、.。!！?？;；:：…—–“”‘\"]{{0,{_LONGEST}}}+(?=<|\\|[\r\n|]|$)"
)


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the line of readings behind the break that the letters here belong to, if a line of hanzi stands before it."""
    start = at - 1
    if text[at] not in "bBnN" or not at:
        return
    found = _BREAK.match(text, at)
    if found is None or (text[start] == "<") is not found[0].endswith((">", " ", "\n", "\r", "\t")):
        return
    line = _HANZI.search(text, max(0, start - _LONGEST), start)
    match = _READING.match(text, found.end()) if line else None
    if line is None or match is None:
        return
    end = match.end() - (len(match[0]) - len(match[0].rstrip()))
    base_end, _, _ = find_base(text, start)
    if base_end <= line.start():
        return
    for begin in _beginnings(text, line.start(), base_end, match[0]):
        yield Token(start, end, found.end(), end, base_end, Convention.INTERLINEAR, base_start=begin)


def _beginnings(text: str, start: int, end: int, reading: str) -> list[int]:
    """Where a line of hanzi may begin: behind the name of who speaks, or with it if that may be read, too."""
    speaker = _SPEAKER.match(text, start, end)
    if speaker is None:
        return [start]
    read = _COLON.search(reading) and len(reading.split()) != hanzi_in(text, speaker.end(), end)
    return [start, speaker.end()] if read else [speaker.end()]


SHAPE = Shape(Sign.MARKED, frozenset({Convention.INTERLINEAR}), read, before=_LONGEST + 12, behind=_LONGEST + 150)
