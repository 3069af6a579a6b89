"""Whether 儿 is the suffix of erhua (花儿 huār) or a word of its own, a child (女儿 nǚ'ér)."""

from __future__ import annotations

from pinyin_strip import readings
from pinyin_strip.context.setting import is_modern_sentence

__all__ = ["is_suffix"]

BEFORE_A_CHILD = frozenset("女婴幼孤少胎健男宠托育妻弃孙侄孩小患生胡运")
"""Hanzi behind which 儿 means child or young man (婴儿, 幼儿园, 幸运儿): a closed set of morphemes in 《现代汉语词典》."""


def is_suffix(simple: str, place: int) -> bool:
    """Whether the hanzi at a place (code points) of a line in simplified script is 儿 as a suffix.

    >>> [is_suffix(line, line.index("儿")) for line in ("一朵花儿开了", "在哪儿", "女儿", "看儿童书", "儿")]
    [True, True, False, False, False]

    In classical text 儿 is a syllable of its own:

    >>> is_suffix("于其母之儿也", 4)
    False
    """
    if simple[place] != "儿" or not place or simple[place - 1] in BEFORE_A_CHILD:
        return False
    starts_a_word = any(
        simple[place : place + size] in readings.phrases() for size in (2, 3, 4) if place + size <= len(simple)
    )
    starts_a_word = starts_a_word or simple[place + 1 : place + 2] in _BEHIND
    return not starts_a_word and bool(readings.raw(simple[place - 1])) and is_modern_sentence(simple, place)


_BEHIND = frozenset("童子女孙媳科歌")
"""What makes a word with 儿 before it (儿童, 儿子, 儿媳, 儿科, 儿歌); pypinyin does not list them all."""
