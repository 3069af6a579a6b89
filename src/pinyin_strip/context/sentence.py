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

from pinyin_strip import readings, standards
from pinyin_strip.context import erhua
from pinyin_strip.context.grammar import by_grammar
from pinyin_strip.context.model import stock_model
from pinyin_strip.context.phrases import stock_phrases
from pinyin_strip.context.segmentation import Word, separated, simplified, words
from pinyin_strip.context.setting import is_modern_sentence
from pinyin_strip.context.spoken import make_neutral, with_sandhi
from pinyin_strip.context.usage import Syllables, original_tone
from pinyin_strip.context.words import COMMON_ENTRIES, FUNCTION_WORDS, HOMOGRAPHS, USUAL
from pinyin_strip.syllables import spelling_of

__all__ = ["Read", "Speech", "read_line"]


class Evidence(NamedTuple):
    """What speaks for a reading beside the context model.

    weight: how many times more probable it makes the reading.
    share: the probability in the model from which on a reading that has such evidence beside it is sure.
    """

    weight: float
    share: float


PHRASE = Evidence(1000.0, 0.02)
GRAMMAR = Evidence(1000.0, 0.02)
"""The words beside the hanzi (see ``grammar.py``)."""

DOUBTFUL_PHRASE = Evidence(100.0, 0.5)
"""A phrase that has two readings, or that another one overlaps."""

CONTEXT = Evidence(20.0, 0.5)
"""Function words outside of phrases, neighbours and usage (see ``phrases.py``)."""

USUAL_READING = Evidence(20.0, 0.9)
"""The reading that pypinyin lists first: its dictionary leaves out the words that are read so.

Weights and shares were chosen on the dictionary for children of Taiwan's Ministry of Education; ``benchmarks/fill.py``
measures what they give."""

AGAINST_EVIDENCE = 0.99
"""The probability in the model from which on a reading is sure that all other evidence speaks against."""

LEAST = 1e-3
"""The probability of a reading that the model does not know."""


class Read(NamedTuple):
    """A hanzi's place in the line (code points), its reading in tone marks, and whether that is sure."""

    place: int
    reading: str
    sure: bool


class Speech(NamedTuple):
    """What is written of speech: sandhi of 一 and 不, neutral tones that pypinyin lists as full ones, 儿 as r."""

    sandhi: bool = False
    neutral: bool = False
    erhua: bool = False


class _Line(NamedTuple):
    """A line as written, in simplified script, and what its author says of some of its places."""

    text: str
    simple: str
    told: Mapping[int, str]
    suffix: str
    """How the suffix 儿 is read."""


def read_line(
    text: str, told: Mapping[int, str] | None = None, speech: Speech | None = None, standard: str = "mainland"
) -> list[Read]:
    """Read every hanzi of a line that has a listed reading, in order.

    Args:
        text: a line without glosses.
        told: readings that are known, by place in code points.
        speech: what is written of speech; by default the tones of the dictionary.
        standard: whose readings are written, one of ``standards.NAMES``.

    >>> [read.reading for read in read_line("你好吗？")]
    ['nǐ', 'hǎo', 'ma']
    """
    speech = speech or Speech()
    line = _Line(text, simplified(text), told or {}, "r" if speech.erhua else "ér")
    cut = words(text, line.simple)
    chosen = [choice for word in cut for choice in _read_word(line, word)]
    if standard != "mainland":
        chosen = [_by_standard(one, line, standard) for one in chosen]
    read = {one.place: one.reading for one in chosen}
    if speech.sandhi:
        listed = [word for word in cut if word.syllables]
        read |= {place: with_sandhi(line.simple, place, read, listed) for place in read if place not in line.told}
    if speech.neutral:
        make_neutral(line.simple, read, cut)
    return [one._replace(reading=line.told.get(one.place, read[one.place])) for one in chosen]


def _by_standard(one: Read, line: _Line, standard: str) -> Read:
    """The reading that the standard has in the place of the mainland's."""
    if one.place in line.told or one.reading == "r":
        return one
    parts = readings.reading_parts(one.reading)
    theirs = standards.in_standard(standard, line.text[one.place], *parts)
    return one if theirs == parts else one._replace(reading=spelling_of(*theirs))


def _read_word(line: _Line, word: Word) -> Iterator[Read]:
    for place in range(word.start, word.end):
        listed = _listed(line.text[place], line.simple[place])
        if place in line.told:
            yield Read(place, line.told[place], sure=True)
        elif erhua.is_suffix(line.simple, place):
            yield Read(place, line.suffix, sure=True)
        elif listed:
            yield Read(place, *_choose(line, word, place, listed))


def _listed(written: str, simple: str) -> tuple[str, ...]:
    """The readings that a hanzi may have: its own, as far as the simplified form that stands for it has them, too.

    乾 is qián and gān, but where it is written 干 in simplified script only gān.
    """
    own = readings.own(written).spelt or readings.united(written).spelt
    if written == simple:
        return own
    return tuple(reading for reading in readings.own(simple).spelt if reading in own) or own


def _choose(line: _Line, word: Word, place: int, listed: tuple[str, ...]) -> tuple[str, bool]:
    in_phrase = _in_phrase(line, word, place, listed)
    if in_phrase and _is_users(line, word):
        return in_phrase, True
    if len(listed) == 1 or not readings.is_as_shipped(line.text[place]):
        return in_phrase or listed[0], True
    spoken = None if in_phrase and not _has_user_phrases() else _by_context(line.text, place, listed)
    if spoken and spoken[1] == 1:
        return spoken[0], True
    best, evidence = _evidence(line, word, place, listed, in_phrase)
    if evidence is USUAL_READING and spoken:
        best, evidence = spoken[0], CONTEXT
    shares = _distribution(line, place)
    if shares is None:
        return best, evidence is not USUAL_READING or is_modern_sentence(line.simple, place)
    likeliest = _likeliest(shares, listed, best, evidence.weight)
    return likeliest, shares.get(likeliest, 0) >= (evidence.share if likeliest == best else AGAINST_EVIDENCE)


def _evidence(line: _Line, word: Word, place: int, listed: Sequence[str], in_phrase: str) -> tuple[str, Evidence]:
    """The reading that the strongest evidence calls for, and what it is."""
    if in_phrase and not _is_doubtful(line.simple, word, place, in_phrase):
        return in_phrase, PHRASE
    grammatical = by_grammar(line.simple, place) or separated(line.simple, place, readings.phrases())
    if grammatical in listed and is_modern_sentence(line.simple, place):
        return grammatical, GRAMMAR
    if in_phrase:
        return in_phrase, DOUBTFUL_PHRASE
    usual = USUAL.get(line.simple[place], "")
    return usual if usual in listed else listed[0], USUAL_READING


def _distribution(line: _Line, place: int) -> Mapping[str, float] | None:
    """What the context model makes of a hanzi: each reading with its probability; ``None`` if it does not know it.

    Nor is it asked where words keep a traditional form (乾隆): it would take that for the simplified one.
    """
    hanzi = line.text[place]
    if hanzi == line.simple[place] != readings.simplified(hanzi):
        return None
    return stock_model().distribution(line.text, place)


def _likeliest(shares: Mapping[str, float], listed: Sequence[str], favoured: str, weight: float) -> str:
    """The most probable reading, the favoured one counted several times."""
    odds = {reading: max(shares.get(reading, 0), LEAST) for reading in (*listed, favoured)}
    odds[favoured] *= weight
    return max(odds, key=lambda reading: odds[reading])


def _by_context(text: str, place: int, listed: Sequence[str]) -> tuple[str, float] | None:
    """What the phrases around, function words, neighbours and usage say, and how often such evidence is right."""
    expected = stock_phrases().expect(text, place, frozenset(listed))
    return (expected.reading, expected.confidence) if expected else None


def _in_phrase(line: _Line, word: Word, place: int, listed: tuple[str, ...]) -> str:
    """The reading of a hanzi in its phrase, with the original tone of 一 and 不; empty if the hanzi is never read so."""
    several = word.syllables[place - word.start] if word.syllables else ()
    entry = COMMON_ENTRIES.get(line.simple[word.start : word.end])
    if entry and not _is_users(line, word):
        several = (entry[place - word.start],)
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


def _is_doubtful(simple: str, word: Word, place: int, in_phrase: str) -> bool:
    """Whether a phrase has two readings, or another one that begins in it and ends behind it reads the hanzi otherwise."""
    if simple[word.start : word.end] in HOMOGRAPHS:
        return True
    if simple[place] in FUNCTION_WORDS and place == word.start:
        return any(True for _ in _overlapping(simple, place + 1, word))
    return any(
        original_tone(simple[place], syllables[place - start][0]) != in_phrase
        for start, syllables in _overlapping(simple, word.start + 1, word)
        if start <= place
    )


def _overlapping(simple: str, first: int, word: Word) -> Iterator[tuple[int, Syllables]]:
    """Yield the phrases that begin in a word, from a place on, and end behind it: 了解释 is 了 and 解释."""
    phrases = readings.phrases()
    for start in range(max(first, word.end - 3), word.end):
        for end in range(word.end + 1, min(start + 4, len(simple)) + 1):
            syllables = phrases.get(simple[start:end], ())
            if len(syllables) == end - start:
                yield start, syllables
