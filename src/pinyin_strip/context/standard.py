"""Whether words that the mainland reads one way speak against another reading, in a text that is written by some standard."""

from __future__ import annotations

from functools import lru_cache

from pinyin_strip import readings, standards
from pinyin_strip.context.phrases import stock_phrases
from pinyin_strip.syllables import spelling_of

__all__ = ["may_object"]

COMMON_SHARE = 0.15
"""A reading with less than this share of a hanzi's places in words is rare on the mainland, so its words tell nothing about where Taiwan
has it. On the texts of the Ministry of Education's dictionary for children it keeps 29 of 88 objections, all of them false."""


def may_object(standard: str, char: str, given: tuple[str, int | None], expected: tuple[str, int]) -> bool:
    """Whether the mainland's words, which call for one reading of a hanzi, are evidence against another.

    The mainland must list what is given, and the standard what is expected. In Taiwan's the two must begin with different initials,
    and what is given must be common on the mainland: then they are different words (長 cháng and zhǎng, 重 zhòng and chóng), which
    both standards tell apart. Where the final or the tone alone differs, both are often one word, of which each standard has chosen
    its own reading (血 xuè and xiě, 期 qī and qí, 熟 shú and shóu).

    Args:
        standard: one of ``standards.NAMES``.
        char: the hanzi.
        given: syllable and tone that stand there; ``None`` if no tone does.
        expected: syllable and tone that the words call for.

    >>> may_object("mainland", "血", ("xie", 3), ("xue", 4)), may_object("taiwan", "血", ("xie", 3), ("xue", 4))
    (True, False)
    """
    plain, tone = given
    tones = readings.ANY_TONE if tone is None else 1 << tone
    if not readings.of_mainland(char).tones.get(plain, 0) & tones:
        return False
    if standard == "taiwan" and not (_initial(plain) != _initial(expected[0]) and _is_common(char, plain, tone)):
        return False
    return standards.lists(standard, char, *expected)


@lru_cache(maxsize=1024)
def _initial(plain: str) -> str:
    from pypinyin.contrib.tone_convert import to_initials

    return to_initials(plain)


def _is_common(char: str, plain: str, tone: int | None) -> bool:
    return stock_phrases().share(readings.simplified(char), spelling_of(plain, tone)) >= COMMON_SHARE
