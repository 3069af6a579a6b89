"""When two readings of a hanzi are different readings, and when they are one reading said or written otherwise."""

from __future__ import annotations

from unicodedata import normalize

from pinyin_strip.context.usage import original_tone

TONE_MARKS = str.maketrans("", "", "\u0300\u0301\u0304\u030c")
"""Grave, acute, macron, caron; the diaeresis of ü stays, since nü is not nu."""

MODAL_PARTICLES = frozenset("啊阿吧罢吗嘛呢哪呐哇呀啦喇咧哩啰咯喽嘞哟喔哦呵")
"""Hanzi whose neutral tone is a word of its own (你好吗 ma), not a weakened syllable of the one with a tone (吗啡 mǎ)."""

ERHUA = frozenset({"r", "er", "ér"})
"""花儿 is written huār, with r for 儿, and 儿 by itself is ér."""


def differs(given: str, expected: str, hanzi: str) -> bool:
    """Whether ``given`` is another reading of ``hanzi`` than the ``expected`` one; both in tone-mark spelling.

    Not different are a neutral tone and a full tone of the same syllable (先生 is xiānsheng and xiān shēng, since
    the neutral tone is how an unstressed syllable sounds), the tone sandhi of 一 and 不 written or not
    (GB/T 16159-2012 6.5), and the r of erhua. A modal particle is neutral by itself, so there it counts.

    >>> differs("le", "liǎo", "了"), differs("shēng", "sheng", "生"), differs("bú", "bù", "不"), differs("mǎ", "ma", "吗")
    (True, False, False, True)
    """
    given, expected = original_tone(hanzi, normalize("NFC", given)), original_tone(hanzi, normalize("NFC", expected))
    if given == expected or (hanzi in "儿兒" and {given, expected} <= ERHUA):
        return False
    if hanzi in MODAL_PARTICLES:
        return True
    plain_given, plain_expected = _without_tone(given), _without_tone(expected)
    if plain_given != plain_expected:
        return True
    return (given == plain_given) == (expected == plain_expected)


def _without_tone(syllable: str) -> str:
    return normalize("NFC", normalize("NFD", syllable).translate(TONE_MARKS))
