"""Does something that is no verified gloss still spell readings of the hanzi beside it, tones apart?

Nothing is removed for it: a proofreader is told. So more is tried than for a gloss: every hanzi of the word before, with
marks between, parts of a bracket by themselves, and letters that a line break parted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pinyin_strip import readings
from pinyin_strip.aligner.word import WORD
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, ZHUYIN
from pinyin_strip.syllables import Spelling, spell
from pinyin_strip.tokenizer import OTHER_LANGUAGE, Token, is_hanzi
from pinyin_strip.values import Convention, Notation

__all__ = ["Loose", "loosely_read"]

LONGEST = 120  # code points of a body that is looked into
_PIECE = Pattern(rf"[{LETTERS}{ZHUYIN}&](?:[{LETTERS}{ZHUYIN}ˊˇˋ˙˅1-5;:'’ʼ·\s\-]|\\[nrt])*")
_BRACKET = Pattern(r"[()（）\[\]]")
_NO_READING = Pattern(rf"(?:(?<![{LETTERS}])|(?=[{HAN}])){OTHER_LANGUAGE}")  # a name within a word is none
_ADDRESS = Pattern(r"://|www\.|@|\w\.[a-z]{2,4}(?![a-z])|\w/\w+\.")  # a link, an address, a file
_BESIDE = (Convention.BARE, Convention.APPOSITION)
_BETWEEN = frozenset(
    " \t\r\n\xa0\u3000”’\"'」』》〉*_^`~|，。、；：！？…,.!?;:)]}）］｝】〗〕<>/"
)  # what may stand between
_PASSED = 10  # code points that are no hanzi between a reading and its hanzi


class Loose(NamedTuple):
    """The hanzi that something spells, and how it is written there."""

    start: int
    end: int
    given: str
    toneless: bool


def loosely_read(text: str, token: Token) -> Loose | None:
    """Find the hanzi that the token, or a part of it, spells readings of, whatever their tones; ``None`` if there are none."""
    if token.mention or token.body_end - token.body_start > LONGEST:
        return None
    body = text[token.body_start : token.body_end]
    hanzi = list(_hanzi_before(text, token.base_end or token.start, token.base_start))
    other = _NO_READING.search(body)
    if other:
        body = body[: other.start()]
    if not hanzi or not body:
        return None
    if token.convention is Convention.INTERLINEAR:
        return _line(text, token, spell(_BRACKET.sub(" ", body)))
    if _ADDRESS.search(body):
        return None
    for piece in _pieces(body):
        spelling = spell(piece)
        found = spelling and _laid(text, spelling, hanzi, only_last=token.convention in _BESIDE)
        if spelling and found:
            return Loose(*found, piece, spelling.notation is Notation.NONE)
    return None


def _pieces(body: str) -> Iterator[str]:
    """The body as it is, without its blanks, without a digit at its end, and each run of letters in it."""
    yield body
    if any(map(str.isspace, body)):
        yield "".join(body.split())
    if body[-1:].isdigit():
        yield body[:-1]
    if body.split(maxsplit=1)[1:]:
        yield from (word for word in body.split() if not word.isascii())  # each that has a tone: tā in (tā he)
    for match in _PIECE.finditer(body):
        if len(match[0]) < len(body):
            yield match[0].strip()


def _hanzi_before(text: str, end: int, limit: int) -> Iterator[int]:
    """Yield the places of the hanzi before ``end``, nearest first; a few other characters may stand between."""
    passed = 0
    for place in range(end - 1, max(limit, end - LONGEST) - 1, -1):
        if is_hanzi(text[place]):
            yield place
        elif passed == _PASSED or text[place] not in _BETWEEN:
            return
        else:
            passed += 1


def _laid(text: str, spelling: Spelling, hanzi: Sequence[int], *, only_last: bool) -> tuple[int, int] | None:
    """Lay a spelling over hanzi side by side, which end at the last one of the word or before it."""
    letters = len(spelling.letters)
    if not spelling.steps(letters):
        return None
    for skipped in range(1 if only_last else min(WORD, len(hanzi))):
        if skipped and hanzi[skipped] < hanzi[skipped - 1] - 1:
            return None  # another word
        count = _covered(text, spelling, letters, hanzi, skipped, set())
        if count:
            return hanzi[count - 1], hanzi[skipped] + 1
    return None


def _covered(
    text: str, spelling: Spelling, letters: int, hanzi: Sequence[int], index: int, failed: set[tuple[int, int]]
) -> int:
    """Where in ``hanzi`` the first syllable comes to stand (counted from 1), if the letters read them from ``index`` on; else 0."""
    if not letters:
        return index
    if index >= len(hanzi) or (letters, index) in failed:
        return 0
    tones = readings.united(text[hanzi[index]]).tones
    suffixed = readings.united(text[hanzi[index + 1]]).tones if index + 1 < len(hanzi) else {}
    for part in spelling.steps(letters):
        told = not part.erhua or spelling.notation is not Notation.NONE  # bar over 酒吧 is no erhua
        if told and part.plain in tones and (found := _covered(text, spelling, part.start, hanzi, index + 1, failed)):
            return found
        joined = part.erhua and text[hanzi[index]] in "儿兒" and part.plain in suffixed
        if joined and (found := _covered(text, spelling, part.start, hanzi, index + 2, failed)):
            return found
    failed.add((letters, index))
    return 0


def _line(text: str, token: Token, spelling: Spelling | None) -> Loose | None:
    """A line of readings beside a line of hanzi: two in three of them are read, in their order."""
    hanzi = [place for place in range(token.base_start, token.base_end) if is_hanzi(text[place])]
    if spelling is None or len(hanzi) < 2:
        return None
    reached = read = 0
    for place in hanzi:
        ends = [
            end
            for plain in readings.united(text[place]).tones
            if (begin := spelling.letters.find(plain, reached, reached + 16)) >= 0 and (end := begin + len(plain))
        ]
        if ends:
            reached, read = min(ends), read + 1
    if read * 3 < len(hanzi) * 2:
        return None
    return Loose(hanzi[0], hanzi[-1] + 1, spelling.text, spelling.notation is Notation.NONE)
