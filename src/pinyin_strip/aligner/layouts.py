"""Readings that stand apart: after a comma, a dash or a blank, and on a line of their own."""

from __future__ import annotations

from pinyin_strip.aligner.alignment import Alignment, Fit, alignment_of, remarks_of
from pinyin_strip.aligner.lattice import lay, lay_exactly, may_begin_with, may_cover, may_end_with
from pinyin_strip.aligner.word import hanzi_before
from pinyin_strip.syllables import Spelling, spell
from pinyin_strip.tokenizer import Token, is_hanzi, with_closing
from pinyin_strip.values import Notation

__all__ = ["align_apposed", "align_line"]


def align_apposed(text: str, token: Token, spelling: Spelling) -> Alignment | None:
    """After a comma, a dash or a blank: the longest beginning that reads the whole run of hanzi before it, exactly."""
    if spelling.notation is Notation.NONE or token.mention:
        return None
    hanzi = list(hanzi_before(text, token.base_end, 60, 0))
    if not 2 <= len(hanzi) < 60 or not may_cover(text, spelling, hanzi):
        return None
    if not may_begin_with(text, spelling, hanzi[-1]):
        return None
    for cut in sorted(spelling.breaks | {len(spelling.letters)}, reverse=True):
        if not len(hanzi) <= cut <= 7 * len(hanzi) or not may_end_with(text, spelling, cut, hanzi[0]):
            continue
        end = token.body_start + spelling.ends[cut - 1]
        head = spell(text[token.body_start : end])
        if head is None or head.notation is Notation.NONE:
            continue
        pairs, missing = lay_exactly(text, head, hanzi), 0
        if not pairs:
            pairs, missing = lay(text, head, hanzi, Fit.ALLOWED)
        count = sum(pair.end - pair.start if pair.part.erhua else 1 for pair in pairs)
        if pairs and not missing and count == len(hanzi) and max(pair.fit for pair in pairs) <= Fit.ALLOWED:
            return Alignment(
                token, token.start, with_closing(text, end), head.text, head.notation, pairs, token.convention, remarks_of(head, pairs),
                whole_word=True,
            )  # fmt: skip
    return None


def align_line(text: str, token: Token, spelling: Spelling) -> Alignment | None:
    """A line of readings must cover its line of hanzi: every hanzi read, and at most one in four misread."""
    hanzi = [i for i in range(token.base_end - 1, token.base_start - 1, -1) if is_hanzi(text[i])]
    pairs, missing = lay_exactly(text, spelling, hanzi), 0
    if not pairs and spelling.notation is Notation.NONE and "r" not in spelling.letters:
        return None  # without tones, only listed readings count
    if not pairs:
        pairs, missing = lay(text, spelling, hanzi)
    covered = sum(pair.end - pair.start if pair.part.erhua else 1 for pair in pairs)
    column = token.base_end - token.base_start == 1
    if not pairs or missing or covered != len(hanzi):
        return None
    wrong = sum(pair.fit > Fit.NEAR for pair in pairs)
    if not column and wrong * 4 > len(pairs):
        return None
    return alignment_of(text, token, spelling, pairs)
