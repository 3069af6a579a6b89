"""Judged → held against the house's readings: over a word of the house any other reading is to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pinyin_strip.aligner import Fit, Pair
from pinyin_strip.checker import Checked, Judged
from pinyin_strip.context import differs
from pinyin_strip.house import Told
from pinyin_strip.syllables import in_notation_of, spelling_of
from pinyin_strip.values import Notation, Verdict

__all__ = ["by_house"]


def by_house(text: str, checked: Checked, told: Mapping[int, Told]) -> Checked:
    """Say of every gloss over a word of the house whether it reads as the house does: a match that does not is an ``alternate``.

    Args:
        text: the source.
        checked: its judged glosses, the content of lists included.
        told: what the house reads, by place.
    """
    if not told:
        return checked
    return replace(
        checked,
        judged=tuple(_held(text, one, told) for one in checked.judged),
        content=tuple(_held(text, one, told) for one in checked.content),
    )


def _held(text: str, one: Judged, told: Mapping[int, Told]) -> Judged:
    pairs = one.alignment.pairs
    agreeing = {pair.start for pair in pairs if pair.fit is Fit.HOUSE}
    against = [pair for pair in pairs if pair.start not in agreeing and _differs(text, pair, told, one)]
    if not against or one.alignment.notation is Notation.HOMOPHONE:
        return one
    notation = one.alignment.notation
    spelt = [in_notation_of(_expected(pair, told), notation) for pair in pairs]
    spaced = notation is Notation.ZHUYIN or any(char.isspace() for char in one.alignment.text)
    return one._replace(
        verdict=Verdict.ALTERNATE if one.verdict is Verdict.MATCH else one.verdict,
        expected=((" " if spaced else "").join(spelt),),
        evidence=told[against[0].start].evidence,
    )


def _differs(text: str, pair: Pair, told: Mapping[int, Told], one: Judged) -> bool:
    """Whether a syllable is another reading than the house's, not the same one weakened, in sandhi, or without its tone."""
    if pair.start not in told:
        return False
    plain, _ = told[pair.start].parts
    if one.toneless:
        return pair.part.plain != plain
    given = spelling_of(pair.part.plain, pair.part.tone)
    return differs(given, told[pair.start].reading, text[pair.start])


def _expected(pair: Pair, told: Mapping[int, Told]) -> str:
    return told[pair.start].reading if pair.start in told else spelling_of(pair.part.plain, pair.part.tone)
