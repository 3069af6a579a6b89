"""Readings after a comma, a dash, a slash or a blank, and those that are the column of a list."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, QUOTATION, TONED, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.base import find_base, is_mention
from pinyin_strip.tokenizer.pairs import before_marks
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token, hanzi_in, is_hanzi
from pinyin_strip.values import Convention

__all__ = ["APART", "LABEL", "SHAPE"]

APART = frozenset(" \t,，-–—―/／;；:：=＝→")

LABEL = r"(?i:hanyu[ ])?(?i:pinyin)[:：][ \t]*"  # 汉江; pinyin: Hànjiāng

_SEPARATOR = Pattern(
    rf"(?:(?<=[{HAN}”’\"'」』》*_~`])|(?<=\}}\}}|\]\]))(?:(?P<told>[ \t]*[:：=＝→][ \t]*)"
    rf"|(?:[ \t]*[;；][ \t]*(?={LABEL})|[ \t]*(?:,[ \t]+|，)[ \t]*|[ \t]*(?:[\-–—―]{{1,2}}|[/／])[ \t]*|[ \t]+)(?:{LABEL})?)"
)
_READING = Pattern(
    rf"(?=[^\n]{{0,60}}?[{TONED}1-5{ZHUYIN}])[{LETTERS}]++[1-5]?(?:(?:(?<=[1-5])|[ '’·\-]{{1,4}})[{LETTERS}]++[1-5]?){{0,60}}+(?![{LETTERS}])"
    rf"|˙?[{ZHUYIN}]++[{ZHUYIN_TONES}]?(?:[ \u3000]?˙?[{ZHUYIN}]++[{ZHUYIN_TONES}]?){{0,60}}+"
)
# A word that goes on in another language: with letters of Vietnamese, which no romanisation of Mandarin has.
_FOREIGN = Pattern(rf"[ '’·\-]+[{LETTERS}]*[\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
# What tells a reading, 好: hǎo, 好 = hǎo, is what the text is about: its content.
# A headword needs no blank behind it. In a bracket it is the entry of a dictionary, whose reading is its content.
_HEADWORD = Pattern(rf"(?:(?P<entry>[【〔［])|[“「『《])([{HAN}]{{1,12}})[】〕］”」』》]$")
_HEADWORD_ENDS = frozenset("】〕］”」』》")
_CODE = frozenset("\"'`")
_GOES_ON = frozenset("./?#@_=\\&")

# A row of a list: a word, and its reading behind it. From so many rows on, one after the other, the reading is the list's content.
_ROW = Pattern(
    rf"[ \t]*(?:[\-*•·]|\d{{1,4}}[.、)）]?)?[ \t]*([{HAN}]{{1,12}})(?:[ \t]*[,，\-–—―/／]{{0,2}}[ \t]*)(?:[{LETTERS} '’·\-]{{0,24}}?[{TONED}1-5]|˙?[{ZHUYIN}])"
)
_BEFORE_BASE = Pattern(rf"[ \t]*(?:[\-*•·]|\d{{1,4}}[.、)）]?)?[ \t]*[{HAN}]{{1,12}}")
_ROWS = 3
_VERSE = 5  # hanzi: rows that all have as many are lines of verse
_LONGEST_ROW = 240


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the words that begin here if a comma, a dash, a slash or blanks part them from hanzi, or the bracket of a headword does.

    They may stand in emphasis or in quotation marks; then nothing need part them.
    """
    marked = before_marks(text, at)
    start = marked
    while start and text[start - 1] in APART:
        start -= 1
    head = _HEADWORD.search(text, max(0, start - 14), start) if text[start - 1 : start] in _HEADWORD_ENDS else None
    parted = _SEPARATOR.match(text, start) if start < at else None
    begin = parted.end() if parted else start
    begin = at if begin == marked else begin  # behind the marks, or behind a label
    framed = 0 < start == marked < at and is_hanzi(text[start - 1]) and text[marked] in QUOTATION
    match = _READING.match(text, begin) if (head or parted or framed) and begin >= at else None
    if match is None:
        return
    foreign = _FOREIGN.search(text, begin, match.end())
    end = foreign.start() if foreign else match.end()
    if _is_item(text, start) or _is_string(text, start, marked, at) or _is_in_address(text, start, begin, end):
        return
    body = next((place for place in range(begin, end) if text[place].isalpha()), end)
    if body == end:  # nothing but combining marks
        return
    base_end, quoted, _ = find_base(text, start)
    if head:
        base_end, quoted = head.end(2), True
    if not base_end:
        return
    entry = (head is not None and head["entry"] is not None) or (parted is not None and parted["told"] is not None)
    content = entry or "\t" in text[start:at] or _is_in_list(text, base_end)
    quoted = quoted or marked < at
    mention = is_mention(text, base_end)
    yield Token(start, end, body, end, base_end, Convention.APPOSITION, quoted=quoted, mention=mention, content=content)


def _is_item(text: str, start: int) -> bool:
    """Whether the marks before the blank open nothing and close nothing: the sign of an item, alone in its line."""
    while start and text[start - 1] in "*_~`":
        start -= 1
        if text[start - 1 : start] in ("", "\n", " ", "\t"):
            return True
    return False


def _is_string(text: str, start: int, marked: int, at: int) -> bool:
    """Whether quotation marks of code stand around the words: behind a comma, or behind a string."""
    quoted = any(char in _CODE for char in text[marked:at])
    if text[marked:at] == "''" and text[start - 1] in "}]":  # a wiki's italics
        return False
    return quoted and ("," in text[start:marked] or text[start - 1] in _CODE)


def _is_in_address(text: str, start: int, begin: int, end: int) -> bool:
    """Whether the words are a part of an address, a path or an expression: no blank on either side, and more of it behind."""
    if text[start:begin].strip(" \t") != text[start:begin]:
        return False
    if text[end : end + 1] in _GOES_ON and text[end + 1 : end + 2].isalnum():
        return True
    head = start
    while head and is_hanzi(text[head - 1]):
        head -= 1
    return text[start:begin] == "/" == text[head - 1 : head]


def _is_in_list(text: str, base_end: int) -> bool:
    """Whether a word begins its line, and lines before or behind are such rows, too."""
    start = text.rfind("\n", max(0, base_end - _LONGEST_ROW), base_end) + 1
    if not _BEFORE_BASE.fullmatch(text, start, base_end):
        return False
    words = [hanzi_in(text, start, base_end)]
    above = start
    while len(words) < _ROWS and (above := _line_above(text, above)) >= 0 and (row := _ROW.match(text, above)):
        words.append(len(row[1]))
    below = base_end
    while len(words) < _ROWS and (below := _line_below(text, below)) >= 0 and (row := _ROW.match(text, below)):
        words.append(len(row[1]))
    return len(words) >= _ROWS and min(words) < _VERSE


def _line_above(text: str, start: int) -> int:
    """Where the line before the one at ``start`` begins, an empty one passed; -1 if there is none near."""
    end = start
    while end and text[end - 1] in "\r\n" and start - end < 4:
        end -= 1
    begin = text.rfind("\n", max(0, end - _LONGEST_ROW), end) + 1
    return begin if end < start and (begin or end <= _LONGEST_ROW) else -1


def _line_below(text: str, place: int) -> int:
    """Where the line after the one that a place lies in begins, an empty one passed; -1 if there is none near."""
    end = text.find("\n", place, place + _LONGEST_ROW)
    if end < 0:
        return -1
    start = end
    while start < len(text) and text[start] in "\r\n" and start - end < 4:
        start += 1
    return start


SHAPE = Shape(Sign.APART, frozenset({Convention.APPOSITION}), read, before=3000, behind=1000)
