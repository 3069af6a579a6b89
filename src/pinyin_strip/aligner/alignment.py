"""The values of the alignment: a syllable over its hanzi, and a token with its base."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from pinyin_strip.syllables import Part, Spelling
from pinyin_strip.tokenizer import Token, is_hanzi
from pinyin_strip.values import Convention, Notation

__all__ = ["NO_APOSTROPHE", "Alignment", "Fit", "Pair", "alignment_of", "remarks_of"]


NO_APOSTROPHE = "missing apostrophe"


class Fit(IntEnum):
    """How well a spelt syllable fits a hanzi; the value is what the alignment pays for it."""

    HOUSE = -1
    """What the house reads in this word: nobody else is asked."""
    LISTED = 0
    """A listed reading."""
    ALLOWED = 1
    """What 一/不 sandhi, third-tone sandhi, the neutral tone or erhua make of a listed reading."""
    TONE = 10
    """A listed syllable with another tone."""
    NEAR = 30
    """One likely slip away from a listed reading."""
    UNLISTED = 60
    """No reading is listed for the hanzi."""
    OTHER = 100
    """Another syllable altogether."""


class Pair(NamedTuple):
    """One syllable, the hanzi that it reads (source offsets), and how well it fits."""

    start: int
    end: int
    written: str
    part: Part
    fit: Fit


class Alignment(NamedTuple):
    """A token with its base: ``pairs`` in the order of the text, and the spans that go if the gloss does."""

    token: Token
    start: int
    end: int
    text: str
    notation: Notation
    pairs: tuple[Pair, ...]
    convention: Convention
    remarks: tuple[str, ...] = ()
    distant: bool = False  # the base is not the hanzi directly before
    whole_word: bool = False  # the base is everything between two borders (quotation, line, punctuation)
    missing: int = 0  # syllables for which no hanzi was left

    @property
    def worst(self) -> Fit:
        pairs = self.pairs
        return pairs[0].fit if len(pairs) == 1 else max((pair.fit for pair in pairs), default=Fit.OTHER)

    @property
    def base(self) -> tuple[int, int]:
        pairs = self.pairs
        if len(pairs) == 1:
            return pairs[0].start, pairs[0].end
        return min(pair.start for pair in pairs), max(pair.end for pair in pairs)


def alignment_of(
    text: str, token: Token, spelling: Spelling, pairs: tuple[Pair, ...], *, distant: bool = False, missing: int = 0
) -> Alignment:
    first, last = pairs[0].start, pairs[-1].end
    border = not (first and is_hanzi(text[first - 1])) and not is_hanzi(text[last : last + 1] or " ")
    return Alignment(
        token, token.start, token.end, spelling.text, spelling.notation, pairs, token.convention, remarks_of(spelling, pairs),
        distant, border, missing,
    )  # fmt: skip


def remarks_of(spelling: Spelling, pairs: Sequence[Pair]) -> tuple[str, ...]:
    found = [*spelling.remarks, *(remark for pair in pairs for remark in pair.part.remarks)]
    if _lacks_apostrophe(spelling, pairs):
        found.append(NO_APOSTROPHE)
    return tuple(dict.fromkeys(found))


def _lacks_apostrophe(spelling: Spelling, pairs: Sequence[Pair]) -> bool:
    """Whether a, o or e opens a syllable within a word, nothing before it (GB/T 16159-2012, 6.6, 隔音符号)."""
    if spelling.notation is not Notation.MARKS:  # digits end syllables; a word without tones may be a name
        return False
    return any(
        later.part.start == earlier.part.end
        and later.part.start not in spelling.breaks
        and later.part.plain[0] in "aoeê"
        and not later.written.startswith(("'", "’"))
        for earlier, later in pairwise(pairs)
    )
