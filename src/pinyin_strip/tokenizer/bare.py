"""Readings without a bracket: glued to their hanzi, or after a comma, a dash or a blank."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.document import Convention
from pinyin_strip.patterns import Pattern
from pinyin_strip.tokenizer.base import MENTION, find_base
from pinyin_strip.tokenizer.brackets import with_closing
from pinyin_strip.tokenizer.token import LETTERS, TONED, ZHUYIN, Token

__all__ = ["scan_apposed", "scan_bare"]

_BARE = Pattern(
    rf"(?=[{LETTERS}˙{ZHUYIN}])(?<=\p{{Han}})(?:[{LETTERS}]++(?:['’·\-]?[{LETTERS}]++){{0,12}}+[1-5]?"
    rf"|˙?[{ZHUYIN}][{ZHUYIN}ˊˇˋ˙˅]*+(?:[ \u3000][ˊˇˋ˙˅](?!\s*[{ZHUYIN}]))?)(?![{LETTERS}{ZHUYIN}0-9])"
)

_APPOSED = Pattern(
    rf"(?<=[\p{{Han}}”’\"'」』》])(?:[ \t]*(?:,[ \t]+|，)[ \t]*|[ \t]*[\-–—―]{{1,2}}[ \t]*|[ \t]+)"
    rf"(?=[^\n]{{0,60}}?[{TONED}1-5{ZHUYIN}])"
    rf"[{LETTERS}]++[1-5]?(?:[ '’·\-]{{1,2}}[{LETTERS}]++[1-5]?){{0,60}}+(?![{LETTERS}])"
)


def scan_bare(text: str) -> Iterator[Token]:
    for match in _BARE.finditer(text):
        start, end = match.span()
        mention = MENTION.search(text, max(0, start - 8), start) is not None
        yield Token(start, with_closing(text, end), start, end, start, Convention.BARE, mention=mention)


def scan_apposed(text: str) -> Iterator[Token]:
    for match in _APPOSED.finditer(text):
        start, end = match.span()
        body = next((place for place in range(start, end) if text[place].isalpha()), end)
        if body == end:  # nothing but combining marks
            continue
        base_end, quoted, _ = find_base(text, start)
        mention = MENTION.search(text, max(0, base_end - 8), base_end) is not None
        yield Token(start, end, body, end, base_end, Convention.APPOSITION, quoted=quoted, mention=mention)
