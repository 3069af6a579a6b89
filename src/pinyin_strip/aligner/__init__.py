"""Token → alignment: which hanzi does it read, and how well does each syllable fit its hanzi?

As many hanzi as the reading has syllables, directly before it; how an unspaced word splits is decided by what the hanzi
can read (``xīān`` over 西安), not by greed. A reading that does not fit there may belong to another hanzi of the same word
or quotation (``重要（zhòng）``): those are tried nearest first, and only an exact fit counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from pinyin_strip.aligner.alignment import NO_APOSTROPHE, Alignment, Fit, Pair, alignment_of
from pinyin_strip.aligner.expected import expected_readings
from pinyin_strip.aligner.extent import is_whole_gloss
from pinyin_strip.aligner.fit import SANDHI, hanzi_after, one_slip
from pinyin_strip.aligner.layouts import align_apposed, align_line, align_spaced
from pinyin_strip.aligner.loose import Loose, loosely_read
from pinyin_strip.aligner.shared import align_segments
from pinyin_strip.aligner.word import align_common, as_phrase, as_told, find_pairs, misspelt, rejoined
from pinyin_strip.house import NOTHING, Told
from pinyin_strip.patterns import Pattern
from pinyin_strip.syllables import spell
from pinyin_strip.tokenizer import Token
from pinyin_strip.values import Convention

__all__ = [
    "NO_APOSTROPHE",
    "SANDHI",
    "Alignment",
    "Fit",
    "Loose",
    "Pair",
    "align",
    "expected_readings",
    "hanzi_after",
    "is_whole_gloss",
    "loosely_read",
    "one_slip",
]

_SHARED = frozenset(
    {Convention.PARENTHESIS, Convention.SQUARE, Convention.TORTOISE, Convention.LENTICULAR, Convention.BRACE}
)


# Brackets and emphasis around a line of readings, as around its line of hanzi.
_DRESS = str.maketrans(dict.fromkeys("()（）【】〖〗[]*_~「」『』", " "))


_TAG = Pattern(r"<[^<>]*>")


def align(text: str, token: Token, told: Mapping[int, Told] = NOTHING) -> Alignment | None:
    """Find the hanzi that a token reads; ``None`` if it is no reading at all or nothing stands before it to be read.

    Args:
        text: the source.
        token: what is shaped like a gloss.
        told: what the house reads, by place: it fits there, whatever dictionaries list.
    """
    if not token.base_end:
        return None
    found = _align(text, token, told)
    return as_told(found, told) if found and told else found


def _align(text: str, token: Token, told: Mapping[int, Told]) -> Alignment | None:
    whole = align_common(text, token) or _align_whole(text, token, told)
    if whole is not None and not whole.missing and whole.worst <= Fit.NEAR:
        return whole
    if token.convention in _SHARED:
        parts = align_segments(text, token, told)
        if parts is not None:
            return parts
    return whole


def _align_whole(text: str, token: Token, told: Mapping[int, Told]) -> Alignment | None:
    body = text[token.body_start : token.body_end]
    if token.convention is Convention.INTERLINEAR:
        body = body.translate(_DRESS)
    elif token.convention is Convention.MARKUP and "<" in body:
        body = _TAG.sub(lambda tag: " " * len(tag[0]), body)
    if token.whole or token.convention is Convention.INTERLINEAR:
        found, may_be_read = align_spaced(text, token, body)
        if found or not may_be_read:
            return found
    spelling = spell(body)
    if spelling is None:
        return None
    if token.whole:
        return align_line(text, token, spelling, told)
    if token.convention is Convention.APPOSITION:
        return align_apposed(text, token, spelling, told)
    if token.convention is Convention.INTERLINEAR:
        return align_line(text, token, spelling, told)
    pairs, missing, distant = find_pairs(text, token, spelling, told)
    if not pairs or missing or max(pair.fit for pair in pairs) > Fit.NEAR:
        if torn := rejoined(text, token, spelling, told):
            spelling, pairs = torn
            return alignment_of(text, token, spelling, pairs)
        pairs, missing = misspelt(text, token, spelling) or (pairs, missing)
    if not pairs:
        return None
    return alignment_of(text, token, spelling, as_phrase(text, pairs), distant=distant, missing=missing)
