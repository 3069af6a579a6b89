"""Readings that lost letters: cut short in a run of glosses, 个(g), by a converter that kept ASCII, 敲(qio), 观察(gun ch), or with their font, 家jiQ.

Document shares lose every toned vowel, and ɡ and ɑ where a textbook has them. What is left of one reading proves nothing, but
where a text has several brackets with what is left of a reading of their hanzi, and few with anything else, they are glosses.

Fonts of textbooks show capitals as toned vowels. Without its font such a text has a capital in each reading: where the same one stands
for the same vowel in several, they are readings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from pinyin_strip import readings
from pinyin_strip.aligner import Alignment, Fit, Pair
from pinyin_strip.patterns import Pattern
from pinyin_strip.syllables import Part, Spelling, mark_place, spell, spelling_of, tables
from pinyin_strip.tokenizer import Token, is_hanzi
from pinyin_strip.values import Convention, Notation

__all__ = ["LOST", "clipped_spelling", "full", "left_of_readings", "spells_nothing", "what_is_left", "without_font"]

LOST = "toned vowels lost"
SEVERAL = 3  # brackets with what is left of a reading, from which on they speak for each other

AGREEING = 4  # hanzi with readings in which capitals stand for vowels

_CAPITAL = Pattern(r"([a-z]{1,4})([A-Z])([a-z]{0,3})")
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


@lru_cache(maxsize=8192)
def _with_capital(*entries: str) -> dict[str, list[tuple[str, int]]]:
    """Each reading that dictionary entries list, a question mark for its toned vowel, and its syllable and tone."""
    found: dict[str, list[tuple[str, int]]] = {}
    for plain, tones in readings.of_entry(*entries).tones.items():
        place = mark_place(plain, 1)
        for tone in (tone for tone in range(1, 5) if tones & (1 << tone) and place >= 0):
            found.setdefault(f"{plain[:place]}?{plain[place + 1 :]}", []).append((plain, tone))
    return found


def without_font(text: str, tokens: Iterable[Token]) -> Iterator[Alignment]:
    """Yield the readings glued to their hanzi in which a capital stands for a toned vowel, if several agree on which one it is for."""
    fitting = []
    for token in tokens:
        capital = _CAPITAL.fullmatch(text, token.body_start, token.body_end)
        if token.convention is not Convention.BARE or token.mention or capital is None:
            continue
        char = text[token.base_end - 1]
        known = _with_capital(readings.raw(char), *map(readings.raw, readings.variants(char)))
        if meant := known.get(f"{capital[1]}?{capital[3]}"):
            fitting.append((token, capital[2], meant))
    votes = Counter((capital, _vowel(*one)) for _, capital, meant in fitting for one in meant)
    chosen: dict[str, tuple[str, int]] = {}
    for (capital, vowel), _ in votes.most_common():  # a font has one key for each
        if capital not in chosen and vowel not in chosen.values():
            chosen[capital] = vowel
    found = [
        (token, one) for token, capital, meant in fitting
        if (one := next((one for one in meant if _vowel(*one) == chosen.get(capital)), None))
    ]  # fmt: skip
    if len({text[token.base_end - 1] for token, _ in found}) < AGREEING:
        return
    for token, (plain, tone) in found:
        body = text[token.body_start : token.body_end]
        pair = Pair(token.base_end - 1, token.base_end, body, Part(0, len(body), plain, tone), Fit.NEAR)
        yield Alignment(
            token, token.body_start, token.body_end, body, Notation.NONE, (pair,), token.convention, (LOST,)
        )


def _vowel(plain: str, tone: int) -> tuple[str, int]:
    """The vowel of a syllable that has the tone mark, and the tone."""
    return plain[mark_place(plain, tone)], tone


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
