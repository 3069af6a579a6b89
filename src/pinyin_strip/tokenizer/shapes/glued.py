"""Readings without a bracket, glued to their hanzi."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import BEFORE_I, HAN, LETTERS, STROKES_FOR_I, TONED, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.base import is_mention
from pinyin_strip.tokenizer.pairs import LOOKED_BACK, with_closing
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi
from pinyin_strip.values import Convention

__all__ = ["SHAPE"]

_TONE = ZHUYIN_TONES.replace("ˉ", "")

_READING = Pattern(
    rf"(?:(?:[{LETTERS}]++[1-5]){{2,12}}+|[{LETTERS}]++(?:['’·\-]?[{LETTERS}]++){{0,12}}+[1-5]?)(?![{LETTERS}{ZHUYIN}0-9])"
    rf"|˙?[{ZHUYIN}](?:[{ZHUYIN}{_TONE}]|(?<=[{BEFORE_I}])[{STROKES_FOR_I}])*+(?:[ \u3000][{_TONE}](?!\s*[{ZHUYIN}]))?(?![{ZHUYIN}])"
)


_TONED = Pattern(f"[{TONED}]")
# With a tone mark a digit is no tone: 长安cháng'ān1号.
_MARKED_AND_NUMBERED = Pattern("(?i:.*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u0300\u0301\u0304\u030c].*[1-5])")
_WORD = Pattern(f" [{LETTERS}]+")
_IN_NAME = Pattern(r"[.@_=][A-Za-z0-9]")  # of a file or a host
_MOST = 8  # words
_GOES_ON = Pattern(rf"[^\W{HAN}]|[@_'’&#$/\\=+*-]|[.,:;!?](?=\w)(?![{HAN}])")  # a number, an address, a genitive
_WORDS = Pattern(f"(?: [{LETTERS}]+){{1,{_MOST - 1}}}")
_BEHIND_ZHUYIN = Pattern(rf"[{HAN}][˙{ZHUYIN}]")
_IN_ZHUYIN = Pattern(rf"[{ZHUYIN}{ZHUYIN_TONES}][{HAN}]")


def read(text: str, at: int, _last: Token | None) -> Iterator[Token]:
    """Yield the word that begins here if a hanzi stands directly before it."""
    match = _READING.match(text, at) if at and is_hanzi(text[at - 1]) else None
    if match and not (_MARKED_AND_NUMBERED.fullmatch(match[0]) or _IN_NAME.match(text, match.end())):
        end = match.end()
        mention = is_mention(text, at) and not _is_in_zhuyin(text, at, end)
        yield Token(at, with_closing(text, end), at, end, at, Convention.BARE, mention=mention)
        for more in _words_behind(text, at, end):
            yield Token(at, with_closing(text, more), at, more, at, Convention.BARE, mention=mention)


def _words_behind(text: str, at: int, end: int) -> Iterator[int]:
    """Where each of the words ends that follow a toned one, a blank before each: the reading of a word may be parted (枇杷pí pa树)."""
    words = _TONED.search(text, at, end) and _WORDS.match(text, end)
    hanzi = at
    while at - hanzi < _MOST and hanzi and is_hanzi(text[hanzi - 1]):
        hanzi -= 1
    if words and not _GOES_ON.match(text, words.end()):
        for word in islice(_WORD.finditer(text, end, words.end()), at - hanzi - 1):  # each reads one hanzi at least
            yield word.end()


def _is_in_zhuyin(text: str, at: int, end: int) -> bool:
    """Whether zhuyin stands on the hanzi before or behind, too: then 讀ㄉㄨˊ書ㄕㄨ reads 讀 and mentions nothing."""
    if not "\u3105" <= text[end - 1] <= "\u312f" and text[end - 1] not in ZHUYIN_TONES:
        return False
    before = at > 1 and _IN_ZHUYIN.match(text, at - 2) is not None
    return before or _BEHIND_ZHUYIN.match(text, end) is not None


SHAPE = Shape(Sign.GLUED, frozenset({Convention.BARE}), read, before=LOOKED_BACK, behind=400)
