"""A line → the reading of each of its hanzi. The strongest evidence that is there decides:

1. what the author wrote over the same word elsewhere, which the caller tells;
2. what the user loaded into pypinyin;
3. a phrase of pypinyin's dictionary, as its segmentation finds it, weighed against the context model;
4. the context model; function words, neighbours and usage (see ``phrases.py``);
5. the usual reading: the one that pypinyin lists first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pinyin_strip import readings
from pinyin_strip.context import erhua
from pinyin_strip.context.phrases import stock_phrases
from pinyin_strip.context.segmentation import Word, simplified, words
from pinyin_strip.context.spoken import make_neutral, with_sandhi
from pinyin_strip.context.usage import original_tone
from pinyin_strip.context.words import HOMOGRAPHS, USUAL

__all__ = ["Read", "Speech", "read_line"]

WEIGHT_OF_PHRASE = 20.0
"""How much more probable a phrase makes its reading; the context model alone rarely outweighs it."""

WEIGHT_OF_DOUBTFUL = 3.0
"""The same for a phrase that another one overlaps, and for evidence from neighbours and usage."""

SURE = 0.9
"""A reading is sure from this probability on."""


class Read(NamedTuple):
    """A hanzi's place in the line (code points), its reading in tone marks, and whether that is sure."""

    place: int
    reading: str
    sure: bool


class Speech(NamedTuple):
    """What is written of speech: the tones of 一 and 不 as they change, neutral tones that pypinyin lists as full ones."""

    sandhi: bool = False
    neutral: bool = False


class _Line(NamedTuple):
    """A line as written, in simplified script, and what its author says of some of its places."""

    text: str
    simple: str
    told: Mapping[int, str]


def read_line(text: str, told: Mapping[int, str] | None = None, speech: Speech | None = None) -> list[Read]:
    """Read every hanzi of a line that has a listed reading, in order.

    Args:
        text: a line without glosses.
        told: readings that are known, by place in code points.
        speech: what is written of speech; by default the tones of the dictionary.

    >>> [read.reading for read in read_line("你好吗？")]
    ['nǐ', 'hǎo', 'ma']
    """
    line, speech = _Line(text, simplified(text), told or {}), speech or Speech()
    cut = words(text, line.simple)
    chosen = [choice for word in cut for choice in _read_word(line, word)]
    read = {one.place: one.reading for one in chosen}
    if speech.sandhi:
        listed = [word for word in cut if word.syllables]
        read |= {place: with_sandhi(line.simple, place, read, listed) for place in read if place not in line.told}
    if speech.neutral:
        make_neutral(line.simple, read, cut)
    return [one._replace(reading=line.told.get(one.place, read[one.place])) for one in chosen]


def _read_word(line: _Line, word: Word) -> Iterator[Read]:
    doubtful = word.syllables is not None and _is_doubtful(line.simple, word)
    for place in range(word.start, word.end):
        listed = _listed(line.text[place], line.simple[place])
        if place in line.told:
            yield Read(place, line.told[place], sure=True)
        elif erhua.is_suffix(line.simple, place):
            yield Read(place, "r", sure=True)
        elif listed:
            yield Read(place, *_choose(line, word, place, listed, doubtful))


def _listed(written: str, simple: str) -> tuple[str, ...]:
    """The readings that a hanzi may have: its own, as far as the simplified form that stands for it has them, too.

    乾 is qián and gān, but where it is written 干 in simplified script only gān.
    """
    own = readings.own(written).spelt or readings.united(written).spelt
    if written == simple:
        return own
    return tuple(reading for reading in readings.own(simple).spelt if reading in own) or own


def _choose(line: _Line, word: Word, place: int, listed: tuple[str, ...], doubtful: bool) -> tuple[str, bool]:
    hanzi = line.simple[place]
    in_phrase = _in_phrase(line, word, place, listed)
    if in_phrase and _is_users(line, word):
        return in_phrase, True
    if len(listed) == 1:
        return in_phrase or listed[0], True
    spoken = None if in_phrase and not _has_user_phrases() else _by_context(line.text, place, listed)
    if spoken and spoken[1] == 1:
        return spoken[0], True
    weight = WEIGHT_OF_DOUBTFUL if doubtful or not in_phrase else WEIGHT_OF_PHRASE
    favoured = in_phrase or (spoken[0] if spoken else "")
    usual = USUAL.get(hanzi, listed[0])
    likely = _weighed(_distribution(line.text, place), {*listed, favoured or listed[0]}, favoured, weight)
    if likely:
        return likely
    return favoured or (usual if usual in listed else listed[0]), bool(favoured) and not doubtful


def _distribution(text: str, place: int) -> Mapping[str, float] | None:
    """What the context model makes of a hanzi: each reading with its probability; ``None`` if it does not know it."""
    return None


def _weighed(
    distribution: Mapping[str, float] | None, allowed: set[str], favoured: str, weight: float
) -> tuple[str, bool] | None:
    """The most probable of the readings, the favoured one counted several times, and whether it is sure."""
    odds = {reading: share for reading, share in (distribution or {}).items() if reading in allowed}
    if favoured in odds:
        odds[favoured] *= weight
    total = sum(odds.values())
    if not total:
        return None
    best = max(odds, key=lambda reading: odds[reading])
    return best, odds[best] >= SURE * total


def _by_context(text: str, place: int, listed: Sequence[str]) -> tuple[str, float] | None:
    """What the phrases around, function words, neighbours and usage say, and how often such evidence is right."""
    expected = stock_phrases().expect(text, place, frozenset(listed))
    return (expected.reading, expected.confidence) if expected else None


def _in_phrase(line: _Line, word: Word, place: int, listed: tuple[str, ...]) -> str:
    """The reading of a hanzi in its phrase, with the original tone of 一 and 不; empty if the hanzi is never read so."""
    several = word.syllables[place - word.start] if word.syllables else ()
    reading = original_tone(line.simple[place], several[0]) if several else ""
    if reading in listed or not reading:
        return reading
    plain, tone = readings.reading_parts(reading)
    weakened = tone == 5 and any(readings.reading_parts(full)[0] == plain for full in listed)
    return reading if weakened else ""


def _is_users(line: _Line, word: Word) -> bool:
    """Whether a phrase is one that the user loaded."""
    stock, written = readings.stock_phrases(), line.text[word.start : word.end]
    listed = stock.get(written) or stock.get(line.simple[word.start : word.end])
    return word.syllables is not None and listed is not word.syllables


def _has_user_phrases() -> bool:
    return len(readings.phrases()) != len(readings.stock_phrases())


def _is_doubtful(simple: str, word: Word) -> bool:
    """Whether a phrase has two readings, or another one begins in it and ends behind it (了解释 is 了 and 解释)."""
    if simple[word.start : word.end] in HOMOGRAPHS:
        return True
    phrases, end = readings.phrases(), word.end
    return any(
        simple[start : start + size] in phrases
        for start in range(max(word.start + 1, end - 3), end)
        for size in range(end - start + 1, 5)
        if start + size <= len(simple)
    )
