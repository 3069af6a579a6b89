"""Judged → judged in context: is a listed reading also the one that the text around it calls for?

Membership in the listed readings verifies; context only warns (a reading that differs becomes ``alternate``). It is asked
about hanzi that carry a gloss and have more than one reading, over the text as it stands without its glosses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from pinyin_strip import readings
from pinyin_strip.aligner import Alignment, Fit, Pair
from pinyin_strip.checker import Checked, Judged
from pinyin_strip.context import Context, Likelihood, may_object, provider
from pinyin_strip.context.sensitivity import BARS
from pinyin_strip.damage.injected import is_key_character
from pinyin_strip.house import NOTHING, Told
from pinyin_strip.options import Options
from pinyin_strip.syllables import in_notation_of, spelling_of
from pinyin_strip.values import Notation, Verdict

__all__ = ["in_context", "is_injected", "may_be_injected"]

_DOUBTFUL = (Verdict.MISMATCH, Verdict.UNLISTED)


def in_context(
    text: str, checked: Checked, options: Options, standard: str, told: Mapping[int, Told] = NOTHING
) -> Checked:
    """Hold every match against its context.

    Args:
        text: the source.
        checked: its judged glosses.
        options: whose ``context`` is asked, with its ``sensitivity``; glosses of an injected page are passed over
            unless it says ``injected="check"``.
        standard: the one that the text is proofread against, one of ``standards.NAMES``.
        told: what the house reads, by place: there nobody else is asked.
    """
    if options.context == "none" or not any(_is_open(one) for one in checked.judged):
        return checked
    if options.injected == "quiet" and _is_injected_page(text, checked):
        return checked
    ask = provider(options.context)
    plain = _Plain(text, checked)
    asked = _Asked(ask, BARS[options.sensitivity], standard if isinstance(options.context, str) else None, told)
    return replace(checked, judged=tuple(_in_its_context(one, asked, plain) for one in checked.judged))


class _Asked(NamedTuple):
    """Who is asked, below which probability a reading is called wrong, and by which standard; a user's own provider has none."""

    context: Context
    bar: float
    standard: str | None
    told: Mapping[int, Told]


def _in_its_context(one: Judged, asked: _Asked, plain: _Plain) -> Judged:
    """Hold one gloss against its context: an ``alternate`` if a reading is too improbable, else the same."""
    return _read_again(one, asked, plain) if _is_open(one) else one


def _is_open(one: Judged) -> bool:
    """Whether there is anything to ask: a match in letters, over a hanzi that can be read otherwise."""
    pairs = one.alignment.pairs
    if one.verdict is not Verdict.MATCH or one.alignment.notation is Notation.HOMOPHONE:
        return False
    return len(pairs) == 1 or len({pair.start for pair in pairs}) == len(pairs)  # no alternatives (hé/hè)


def _is_injected_page(text: str, checked: Checked) -> bool:
    found = [one.alignment for one in checked.judged if one.verdict is Verdict.MATCH and len(one.alignment.pairs) == 1]
    return is_injected(len(found), sum(may_be_injected(text, one) for one in found))


def may_be_injected(text: str, found: Alignment) -> bool:
    """Whether a reading stands where converters write theirs: in an ASCII bracket after a hanzi that GB 2312 lacks."""
    return found.token.opening == "(" and is_key_character(text[found.pairs[0].start])


def is_injected(found: int, injected: int) -> bool:
    """Whether readings stand only where converters write them, given how many do: they chose them without context."""
    return injected > 2 and injected * 20 >= found * 19


class _Plain:
    """The text without its glosses, and where each place of the source stands in it."""

    def __init__(self, text: str, checked: Checked) -> None:
        spans = [(o.alignment.start, o.alignment.end) for o in checked.judged if o.verdict not in _DOUBTFUL]
        self._starts = [start for start, _ in spans]
        self._gone = list(accumulate((end - start for start, end in spans), initial=0))
        kept, last = [], 0
        for start, end in spans:
            kept.append(text[last:start])
            last = end
        self.text = "".join([*kept, text[last:]])
        self.source = text

    def place(self, offset: int) -> int:
        return offset - self._gone[bisect_right(self._starts, offset)]


@lru_cache(maxsize=65_536)
def _several(hanzi: str, *_entries: str) -> frozenset[str]:
    """The listed readings of a hanzi, if there are several; the dictionary's entries are part of the key."""
    listed = readings.listed(hanzi)
    return listed if len(listed) > 1 else frozenset()


def _read_again(one: Judged, asked: _Asked, plain: _Plain) -> Judged:
    called_for = [_called_for(pair, asked, plain) for pair in one.alignment.pairs]
    if not any(called_for):
        return one
    notation = one.alignment.notation
    expected = [
        in_notation_of(likelier.expected if likelier else spelling_of(pair.part.plain, pair.part.tone), notation)
        for pair, likelier in zip(one.alignment.pairs, called_for, strict=True)
    ]
    evidence = next((each.source for each in called_for if each and each.source), "")
    spaced = notation is Notation.ZHUYIN or any(char.isspace() for char in one.alignment.text)
    return one._replace(
        verdict=Verdict.ALTERNATE, expected=((" " if spaced else "").join(expected),), evidence=evidence
    )


def _called_for(pair: Pair, asked: _Asked, plain: _Plain) -> Likelihood | None:
    """What the context calls for, where the reading that is given is too improbable."""
    hanzi = plain.source[pair.start]
    if pair.fit is not Fit.LISTED or pair.part.erhua or pair.start in asked.told:
        return None
    several = _several(hanzi, readings.raw(hanzi))
    if not several:
        return None
    place = plain.place(pair.start)
    answers = [asked.context.likelihood(plain.text, place, several, given) for given in _meant(pair, several)]
    known = [answer for answer in answers if answer]
    if not known or sum(answer.given for answer in known) >= asked.bar:
        return None
    return known[0] if known[0].by_user or _may_object(known[0].expected, hanzi, pair, asked.standard) else None


def _may_object(expected: str, hanzi: str, pair: Pair, standard: str | None) -> bool:
    if standard is None:
        return True
    return may_object(standard, hanzi, (pair.part.plain, pair.part.tone), readings.reading_parts(expected))


def _meant(pair: Pair, several: frozenset[str]) -> list[str]:
    """The readings that a gloss may mean: one, or without a tone all of its syllable."""
    if pair.part.tone is not None:
        return [spelling_of(pair.part.plain, pair.part.tone)]
    return sorted(reading for reading in several if readings.reading_parts(reading)[0] == pair.part.plain)
