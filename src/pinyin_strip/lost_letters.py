"""Readings that lost letters: cut short in a run of glosses, 个(g), or by a converter that kept ASCII, 敲(qio), 观察(gun ch).

Document shares lose every toned vowel, and ɡ and ɑ where a textbook has them. What is left of one reading proves nothing, but
where a text has several brackets with what is left of a reading of their hanzi, and few with anything else, they are glosses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from pinyin_strip import readings
from pinyin_strip.aligner import Alignment, Fit, Pair
from pinyin_strip.patterns import Pattern
from pinyin_strip.syllables import Part, Spelling, mark_place, spell, spelling_of, tables
from pinyin_strip.tokenizer import Token, is_hanzi
from pinyin_strip.values import Convention, Notation

__all__ = ["LOST", "clipped_spelling", "full", "left_of_readings", "spells_nothing", "what_is_left"]

LOST = "toned vowels lost"
SEVERAL = 3  # brackets with what is left of a reading, from which on they speak for each other

_WORDS = Pattern(r"[a-z]{1,6}(?: [a-z]{1,6}){0,5}")


@lru_cache(maxsize=8192)
def _skeletons(*entries: str) -> dict[str, tuple[str, int]]:
    """What may be left of each reading that dictionary entries list, and the syllable and tone it is left of."""
    found: dict[str, tuple[str, int]] = {}
    known = readings.of_entry(*entries).tones
    for plain, tones in known.items():
        for tone in (tone for tone in range(1, 5) if tones & (1 << tone)):
            place = mark_place(plain, tone)
            rest = plain[:place] + plain[place + 1 :] if place >= 0 else ""
            for lost in product(("", "g"), ("", "a")):
                letters = "".join(char for char in rest if char not in lost)
                if letters and letters.isascii() and letters not in known:
                    found.setdefault(letters, (plain, tone))
    return found


def what_is_left(text: str, token: Token) -> Alignment | None:
    """Lay the letters in a bracket over the hanzi directly before it, a word each, as what is left of their readings."""
    if not token.opening or not token.may_go or token.base_end != token.start or token.convention is Convention.AOZORA:
        return None
    if not _WORDS.fullmatch(text, token.body_start, token.body_end):
        return None
    words = text[token.body_start : token.body_end].split(" ")
    first = token.base_end - len(words)
    if first < 0 or not all(map(is_hanzi, text[first : token.base_end])):
        return None
    pairs: list[Pair] = []
    lost = False
    for place, word in enumerate(words, start=first):
        char = text[place]
        known = _skeletons(readings.raw(char), *map(readings.raw, readings.variants(char))).get(word)
        lost |= known is not None
        if known is None:
            if not readings.united(char).tones.get(word, 0) & (1 << 5):
                return None
            known = word, 5
        letters = sum(len(pair.written) for pair in pairs)
        pairs.append(Pair(place, place + 1, word, Part(letters, letters + len(word), *known), Fit.NEAR))
    if not lost:
        return None
    body = text[token.body_start : token.body_end]
    return Alignment(token, token.start, token.end, body, Notation.NONE, tuple(pairs), token.convention, (LOST,))


def left_of_readings(text: str, tokens: Sequence[Token], foreign: int) -> Iterator[Alignment]:
    """Yield what is left of readings, if the text has several of them.

    Args:
        text: the text.
        tokens: the brackets that read nothing.
        foreign: how many brackets with Latin letters behind hanzi the text has that read nothing, these included.
    """
    found = [one for token in tokens if (one := what_is_left(text, token))]
    if len(found) >= SEVERAL and 2 * len(found) > foreign:
        yield from found


def spells_nothing(found: Alignment) -> bool:
    """Whether what is left is more than a letter, and no syllable: then it can hardly be anything else."""
    return any(len(pair.written) > 1 and pair.written not in tables().pinyin for pair in found.pairs)


def full(found: Alignment) -> str:
    """The reading as it was before it lost its vowels."""
    return " ".join(spelling_of(pair.part.plain, pair.part.tone) for pair in found.pairs)


def clipped_spelling(text: str, token: Token) -> Spelling | None:
    """What a token spells, if that may be a reading of the hanzi directly before it that lost letters; else ``None``."""
    spelling = spell(text[token.body_start : token.body_end]) if token.base_end == token.start else None
    if spelling is None or len(spelling.breaks) > 1:
        return None
    hanzi, tone = text[token.base_end - 1], max(spelling.tones)
    suffix = spelling.letters == "r" and hanzi in "儿兒"  # erhua, written hanzi by hanzi
    clipped = any(
        _cut_short(spelling.letters, plain) and (not tone or tones & (1 << tone))
        for plain, tones in readings.united(hanzi).tones.items()
    )
    return spelling if suffix or clipped else None


def _cut_short(letters: str, plain: str) -> bool:
    """Whether letters were lost from a syllable, its initial kept: g for ge, li for liang."""
    rest = iter(plain)
    return len(letters) < len(plain) and letters[0] == plain[0] and all(letter in rest for letter in letters)
