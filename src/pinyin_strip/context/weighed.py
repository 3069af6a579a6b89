"""The provider ``"model"``: the model of neighbours and the phrase dictionary, weighed against each other.

1. A phrase that the user loaded decides alone.
2. Else the model says how probable each reading is, and the share of the reading that the longest phrase over the
   hanzi has is multiplied by e^``PHRASE``.
3. Of a hanzi that the model does not know, the dictionary decides alone.

Where the evidence is faint, an improbable reading keeps the probability ``FAINT``: in a phrase that has two readings (朝阳); where no phrase
covers the hanzi, at a headword, before an aspect particle and for the particles themselves; and where a hanzi that the model does not
know is read so elsewhere.

It is silent where grammar calls for what is given (``grammar.py``: 教 jiāo before a person), and where neighbours prove nothing: in classical sentences (``setting.py``), about the readings of names (``names.py``), where
a phrase may be broken up (种子弹到), and about interjections, whose tone is that of a mood.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from math import exp

from pinyin_strip.context.covering import Covering, CoveringPhrases, stock_covering
from pinyin_strip.context.difference import differs
from pinyin_strip.context.grammar import by_grammar
from pinyin_strip.context.model import Model, stock_model
from pinyin_strip.context.names import may_be_a_name
from pinyin_strip.context.phrases import stock_phrases
from pinyin_strip.context.setting import is_headword, is_modern_sentence
from pinyin_strip.context.words import GRAMMATICAL, INTERJECTIONS, VERB_MARKS
from pinyin_strip.readings import raw, simplified, simplify, variants
from pinyin_strip.values import Context, Likelihood

PHRASE = 1.5
"""Chosen with the bars of ``sensitivity.py`` in cross-validation on the CPP development sentences."""

FAINT = 0.1
"""Between the two bars: what such evidence speaks against is reported to those who want to see more."""

UNHEARD = 0.01
"""The share of a reading that the model has not met and a phrase of the dictionary has."""

AROUND = 16
"""Code points to either side that are looked at, beside phrases of whatever length."""

_differs = lru_cache(maxsize=65_536)(differs)


class Weighed:
    """model, covering: whose evidence is weighed; phrases: opens what decides where the model has nothing to say."""

    def __init__(self, model: Model, covering: CoveringPhrases, phrases: Callable[[], Context]) -> None:
        self._model = model
        self._covering = covering
        self._phrases = phrases

    def likelihood(self, text: str, position: int, readings: frozenset[str], given: str) -> Likelihood | None:
        """How probable it is that the hanzi at ``position`` (code points) is read ``given``; ``None`` where nothing tells.

        >>> stock_weighed().likelihood("据了解", 1, frozenset({"le", "liǎo"}), "le").expected
        'liǎo'
        """
        if not 0 <= position < len(text):
            return None
        covering = self._covering.at(text, position)
        if covering and covering.from_user and covering.reading in readings:
            return _certainly(covering, given, text[position])
        start = max(0, position - AROUND)
        window, place = text[start : position + AROUND], position - start
        if not _has_evidence(window, place, covering, given):
            return None
        shares = self._model.distribution(window, place)
        if shares is None:
            said = self._phrases().likelihood(text, position, readings, given)
        else:
            said = _weighed(shares, covering, given, text[position])
        in_phrase = covering is not None and bool(covering.reading)
        if said is None or said.given >= 0.5 or in_phrase:
            return said
        simple = simplify(window)  # what is said of words below is said in simplified script
        if by_grammar(simple, place) == given:
            return None
        if said.given >= FAINT:
            return said
        return replace(said, given=FAINT) if covering or shares is None or _is_faint(simple, place, given) else said


def _has_evidence(text: str, position: int, covering: Covering | None, given: str) -> bool:
    """Whether what stands around the hanzi tells how it is read."""
    if not is_modern_sentence(text, position):
        return False
    if covering and covering.reading:
        return covering.is_word
    return not may_be_a_name(text, position, given) and not _is_exclamation(text, position)


def _is_faint(text: str, position: int, given: str) -> bool:
    """Whether the evidence is that of a headword, or against a word of one syllable.

    Which verb stands before 了 (种 zhòng, 种 zhǒng) its object tells, not its neighbours; a particle stands beside anything.
    """
    if (text[position], given) in GRAMMATICAL or text[position + 1 : position + 2] in VERB_MARKS:
        return True
    return is_headword(text, position)


def _is_exclamation(text: str, position: int) -> bool:
    before = text[position - 1 : position]
    return text[position] in INTERJECTIONS and (before in INTERJECTIONS or not before.isalnum())


def _certainly(covering: Covering, given: str, hanzi: str) -> Likelihood:
    differing = _differs(given, covering.reading, hanzi)
    return Likelihood(0.0 if differing else 1.0, covering.reading, f"phrases: {covering.phrase}", by_user=True)


def _weighed(shares: dict[str, float], covering: Covering | None, given: str, hanzi: str) -> Likelihood | None:
    if given not in shares and not _is_its_own(hanzi, given):
        return None
    source = "model"
    if covering and covering.reading and (covering.reading in shares or _is_its_own(hanzi, covering.reading)):
        shares[covering.reading] = shares.get(covering.reading, UNHEARD) * exp(PHRASE)
        source = f"model; phrases: {covering.phrase}"
    total = sum(shares.values())
    expected = max(shares, key=shares.__getitem__)
    agreeing = sum(
        share for reading, share in shares.items() if reading == given or not _differs(given, reading, hanzi)
    )
    return Likelihood(agreeing / total, expected, source)


def _is_its_own(hanzi: str, reading: str) -> bool:
    """Whether the mainland's standard lists the reading for the hanzi as written; of others the model knows nothing.

    A simplified hanzi has the readings of all its traditional forms, but 說 has not all those of 说, as pypinyin lists them.
    """
    if reading in raw(hanzi).split(","):
        return True
    return simplified(hanzi) == hanzi and any(reading in raw(form).split(",") for form in variants(hanzi))


@cache
def stock_weighed() -> Weighed:
    """The one provider in this process; opens model and dictionary at the first call."""
    return Weighed(stock_model(), stock_covering(), stock_phrases)
