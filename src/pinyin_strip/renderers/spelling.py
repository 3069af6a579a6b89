"""Syllable → the same syllable in another notation: tone marks, tone digits, zhuyin, or without its tone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pinyin_strip.syllables import respelt
from pinyin_strip.values import Gloss, Notation, Syllable

__all__ = ["joined", "respelt", "toned", "written"]


def written(syllable: Syllable, notation: Notation | None) -> str:
    """Spell a syllable in a notation; ``None`` keeps it as its author wrote it.

    >>> guo = Syllable("guó", "guo", 2, 0, 1)
    >>> [written(guo, notation) for notation in (Notation.DIGITS, Notation.ZHUYIN, Notation.NONE)]
    ['guo2', 'ㄍㄨㄛˊ', 'guo']
    """
    if notation is None:
        return syllable.text
    spelt = respelt(syllable.plain, syllable.tone, notation, erhua=_is_erhua(syllable))
    return spelt[:1].upper() + spelt[1:] if syllable.text[:1].isupper() else spelt


def toned(gloss: Gloss) -> tuple[Syllable, ...]:
    """The syllables of a gloss; where some have tones, those without one are neutral: it is not marked (汉语拼音方案, 4).

    >>> from pinyin_strip import parse
    >>> [one.tone for one in toned(parse("妈妈(māma)").glosses[0])]
    [1, 5]
    """
    if not any(one.tone for one in gloss.syllables):
        return gloss.syllables
    return tuple(one if one.tone else replace(one, tone=5) for one in gloss.syllables)


def joined(spelt: Sequence[str], notation: Notation) -> str:
    """Join the syllables of a word: an apostrophe before a, o, e (GB/T 16159-2012, 6.6), blanks in zhuyin.

    >>> joined(["xī", "ān"], Notation.MARKS), joined(["zhong1", "guo2"], Notation.DIGITS)
    ("xī'ān", 'zhong1guo2')
    """
    if notation is Notation.ZHUYIN:
        return " ".join(spelt)
    word = "".join(spelt[:1])
    for syllable in spelt[1:]:
        apart = not word[-1:].isdigit() and _opens_with_vowel(syllable)
        word += ("'" if apart else "") + syllable
    return word


def _opens_with_vowel(syllable: str) -> bool:
    from unicodedata import normalize

    return normalize("NFD", syllable)[:1] in tuple("aoe")


def _is_erhua(syllable: Syllable) -> bool:
    """Whether the author joined the suffix 儿 to this syllable: huār is one syllable over two hanzi."""
    letters = syllable.text.rstrip("12345").lower()
    return syllable.end - syllable.start > 1 and letters.endswith("r") and syllable.plain != "er"
