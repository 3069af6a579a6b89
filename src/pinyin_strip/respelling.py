"""Where each syllable of a gloss stands in the source, and how another reading is written in its manner."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pinyin_strip.document import Document
from pinyin_strip.signs import CLOSING, OPENING
from pinyin_strip.syllables import Spelling, spell, spelling_of, tables, zhuyin_of
from pinyin_strip.tokenizer import is_hanzi
from pinyin_strip.values import Gloss, Notation, Syllable

__all__ = ["Body", "WrittenSyllable", "bodies", "has_erhua", "written_like", "written_syllables"]


@dataclass(frozen=True, slots=True)
class Body:
    """A reading in the source: ``start`` to ``end`` is how it is written, ``text`` the same with entities resolved."""

    start: int
    end: int
    text: str

    @property
    def literal(self) -> bool:
        """Whether the source holds the very text, so that offsets in it are offsets of the source."""
        return self.end - self.start == len(self.text)


@dataclass(frozen=True, slots=True)
class WrittenSyllable:
    """One syllable, the body that it stands in, and where: ``start`` and ``end`` count from the start of the body."""

    syllable: Syllable
    body: Body
    start: int
    end: int

    @property
    def written(self) -> str:
        return self.body.text[self.start : self.end]


def bodies(document: Document, gloss: Gloss) -> tuple[Body, ...]:
    """Find the reading, or the several that share a bracket, in the span of a gloss; empty if they do not stand there."""
    text, start, end = document.text, gloss.start, gloss.end
    whole = _last(text, gloss.text, start, end)
    if whole is not None:
        return (Body(whole, whole + len(gloss.text), gloss.text),)
    escaped = text[start:end].strip().strip(OPENING + CLOSING).strip()
    if html.unescape(escaped) == gloss.text:
        place = text.index(escaped, start)
        return (Body(place, place + len(escaped), gloss.text),)
    found = []
    for piece in gloss.text.split("/"):
        place = _first(text, piece, start, end)
        if place < 0:
            return ()
        start = place + len(piece)
        found.append(Body(place, start, piece))
    return tuple(found)


def _last(text: str, word: str, start: int, end: int) -> int | None:
    """The last place where a word stands by itself: a label comes before its reading (``pinyin: yin``)."""
    place = text.rfind(word, start, end)
    while word and place >= 0:
        if _by_itself(text, place, place + len(word)):
            return place
        place = text.rfind(word, start, place + len(word) - 1)
    return None


def _first(text: str, word: str, start: int, end: int) -> int:
    place = text.find(word, start, end)
    while place >= 0 and not _by_itself(text, place, place + len(word)):
        place = text.find(word, place + 1, end)
    return place if word else -1


def _by_itself(text: str, start: int, end: int) -> bool:
    """Whether no letter touches the word."""
    beside = (text[start - 1 : start], text[end : end + 1])
    return not any((char.isalpha() and not is_hanzi(char)) or unicodedata.combining(char) for char in beside if char)


def written_syllables(document: Document, gloss: Gloss) -> tuple[WrittenSyllable, ...]:
    """Find every spelt syllable of a gloss in the source; empty if it cannot be told for certain where they stand."""
    read = [(body, spelling) for body in bodies(document, gloss) if (spelling := spell(body.text))]
    spelt = [(one, len(spelling.letters)) for one in gloss.syllables if (spelling := spell(one.text))]
    if not read or sum(count for _, count in spelt) != sum(len(spelling.letters) for _, spelling in read):
        return ()
    return tuple(_shared_out(read, spelt))


def _shared_out(
    read: Sequence[tuple[Body, Spelling]], spelt: Sequence[tuple[Syllable, int]]
) -> Iterator[WrittenSyllable]:
    """Share out the letters of the bodies among the syllables, in order."""
    rest = iter(read)
    body, spelling = next(rest)
    letter = 0
    for syllable, count in spelt:
        if letter == len(spelling.letters):
            (body, spelling), letter = next(rest), 0
        last = min(letter + count, len(spelling.letters))
        yield WrittenSyllable(syllable, body, spelling.offsets[letter], spelling.ends[last - 1])
        letter = last


def written_like(syllable: WrittenSyllable, plain: str, tone: int | None, *, erhua: bool) -> str | None:
    """Write a syllable in the notation and the case of the one that is written there; ``None`` if that cannot be spelt.

    ``tone`` is 1 to 5, or ``None`` for a syllable without tone; ``erhua`` says whether an r follows.
    """
    written = syllable.written
    spelling = spell(written)
    if spelling is None or (tone is not None and (plain, tone) not in tables().marked):
        return None
    if spelling.notation is Notation.ZHUYIN:
        return zhuyin_of(plain, tone) if tone else None
    digit = written[-1] if written[-1].isdigit() else ""
    marked = any(spelling.tones) or not digit
    letters = (spelling_of(plain, tone) if marked else plain) + "r" * erhua
    if digit and tone is not None and unicodedata.digit(digit) % 5 != tone % 5:
        digit = str(tone)
    return _case_of(written, letters) + digit


def has_erhua(syllable: Syllable, written: str) -> bool:
    """Whether a syllable is written with the r of erhua."""
    spelling = spell(written)
    return spelling is not None and spelling.letters[-1] == "r" and syllable.plain[-1] != "r"


def _case_of(written: str, letters: str) -> str:
    """Give letters the case of what was written: letter by letter where they are as many, else by its capitals."""
    cases = [char.isupper() for char in written if char.isalpha()]
    clusters = _clusters(letters)
    if len(cases) > 1 and all(cases):  # GB/T 16159-2012 writes capitals at the head of a word only
        return letters
    if len(cases) == len(clusters):
        return "".join(one.upper() if upper else one for one, upper in zip(clusters, cases, strict=True))
    return clusters[0].upper() + "".join(clusters[1:]) if cases and cases[0] else letters


def _clusters(letters: str) -> list[str]:
    """Split into letters with their combining marks."""
    found: list[str] = []
    for char in letters:
        if unicodedata.combining(char) and found:
            found[-1] += char
        else:
            found.append(char)
    return found
