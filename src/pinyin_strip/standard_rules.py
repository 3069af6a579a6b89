"""By which standard a text is written, and what is to be looked at where a reading is another standard's (R110)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pinyin_strip import readings, standards
from pinyin_strip.aligner import Alignment, Fit, Pair, expected_readings
from pinyin_strip.checker import Checked, Judged
from pinyin_strip.options import Options
from pinyin_strip.patterns import Pattern
from pinyin_strip.readings import Readings
from pinyin_strip.rules import RULES
from pinyin_strip.script import convert
from pinyin_strip.syllables import in_notation_of
from pinyin_strip.values import Finding, Notation, Verdict

__all__ = ["by_standard", "standard_findings", "standard_of"]


def standard_of(text: str, judged: Sequence[Judged], options: Options) -> str:
    """Tell the standard by which the glosses of a text are proofread, one of ``standards.NAMES``.

    Where the options do not say, it is Taiwan's if the text shows it: zhuyin beside hanzi that are not simplified, or, in traditional
    hanzi, more readings that only Taiwan lists than such that it does not.
    """
    if options.standard != "auto":
        return options.standard
    if any(one.alignment.notation is Notation.ZHUYIN for one in judged if one.verdict is not Verdict.MISMATCH):
        return "mainland" if _is_in_simplified(text) else "taiwan"
    verified = [one.alignment for one in judged if one.verified]
    for_taiwan = sum(_is_taiwans(text, pair) for pair in _pairs(verified))
    if not for_taiwan or not _is_in_traditional(text):
        return "mainland"
    return (
        "taiwan" if for_taiwan > sum(_is_elsewhere(text, pair, "taiwan") for pair in _pairs(verified)) else "mainland"
    )


def by_standard(text: str, checked: Checked, standard: str) -> Checked:
    """Say for every misread gloss what the standard lists in its place; the mainland's is what the checker has said."""
    if standard == "mainland":
        return checked
    listed = partial(standards.listed_by, standard)
    return replace(
        checked,
        judged=tuple(_expecting(text, one, listed) for one in checked.judged),
        content=tuple(_expecting(text, one, listed) for one in checked.content),
    )


def standard_findings(text: str, one: Judged, standard: str) -> Iterator[Finding]:
    """Report each reading that is listed, but not by the standard."""
    if not one.verified:
        return
    found = one.alignment
    for pair in found.pairs:
        if _is_elsewhere(text, pair, standard):
            hanzi = text[pair.start]
            expected = tuple(
                in_notation_of(reading, found.notation) for reading in standards.listed_by(standard, hanzi).spelt
            )
            listed = f"{standards.NAMES[standard]} lists {', '.join(expected)}"
            message = RULES["R110"].message.format(base=hanzi, given=pair.written, expected=listed)
            yield Finding("R110", found.start, found.end, text[pair.start : pair.end], pair.written, expected, message)


def _expecting(text: str, one: Judged, listed: Callable[[str], Readings]) -> Judged:
    return one._replace(expected=expected_readings(text, one.alignment, listed)) if one.expected else one


def _pairs(found: Iterable[Alignment]) -> Iterator[Pair]:
    return (pair for one in found for pair in one.pairs)


def _is_taiwans(text: str, pair: Pair) -> bool:
    """Whether only Taiwan lists what is read."""
    tone = pair.part.tone
    return tone is not None and standards.is_only_in_taiwan(text[pair.start], pair.part.plain, tone)


def _is_elsewhere(text: str, pair: Pair, standard: str) -> bool:
    """Whether another standard lists a reading, and this one does not; a neutral tone is how any syllable may be weakened."""
    hanzi, plain, tone = text[pair.start], pair.part.plain, pair.part.tone
    if pair.fit is not Fit.LISTED or tone is None or tone == 5:
        return False
    if standards.lists(standard, hanzi, plain, tone) or not readings.united(hanzi).tones.get(plain, 0) >> tone & 1:
        return False
    return any(map(_HAS_VOWEL.search, standards.listed_by(standard, hanzi).tones))  # what is hummed has many spellings


_HAS_VOWEL = Pattern("[aeiouüê]")


def _is_in_simplified(text: str) -> bool:
    return _changed(text, "s2t") > _changed(text, "t2s")


def _is_in_traditional(text: str) -> bool:
    return _changed(text, "t2s") > _changed(text, "s2t")


def _changed(text: str, way: str) -> int:
    """How many different hanzi have another form in the other script."""
    hanzi = sorted({char for char in text if char >= "\u3400"})
    return (
        sum(one != other for one, other in zip(hanzi, convert("\n".join(hanzi), way).split("\n"), strict=True))
        if hanzi
        else 0
    )
