"""Whether a hanzi stands in a modern sentence: what is usual there is no evidence in classical Chinese or a headword.

Classical Chinese reads freely otherwise than a modern dictionary (破读 and 通假: 王天下 wàng, 不亦说乎 yuè), and glosses are
written there because it does.
"""

from __future__ import annotations

import re

REACH = 12
"""Code points to either side that are looked at."""

CLASSICAL = frozenset("曰矣哉兮焉欤歟汝孰")
"""Particles and pronouns that modern Chinese has not kept as words; one is enough."""

LITERARY = {
    **dict.fromkeys("之乎者也而故夫予吾何若唯莫皆乃弗嗟", 2),
    **dict.fromkeys("以于於其则則此所无無与與", 1),
}
"""What modern written Chinese has kept, in set words (2) or as prepositions and the like (1), and how much each counts."""

SEVERAL = 4
"""From this count on, a sentence without a modern mark is classical."""

MODERN = frozenset(
    "的了在这這那們们个個着著过過很没你他她它吗嗎呢吧把被让讓给給就都还還里裡会會要从從但最更等些位年月日0123456789"
)
"""Particles, pronouns, auxiliaries and numbers that classical Chinese does without."""

WORD = 2
"""Hanzi: as many may be a headword."""

SET_APART = frozenset("“”‘’「」『』\"'《》〈〉（）()[]{}【】〔〕<>|｜：:*_`~#=→\n\t \u3000")
"""What stands around a word that is mentioned, not used: quotes, brackets, colons, blanks, ends of lines, bars of tables."""

_old_marks = re.compile(f"[{''.join(sorted(CLASSICAL | LITERARY.keys()))}]").findall


def is_modern_sentence(text: str, position: int) -> bool:
    """Whether what is usual in modern words may be expected of the hanzi at ``position`` (code points).

    >>> is_modern_sentence("他说得很快", 1), is_modern_sentence("有朋自远方来不亦说乎子曰", 7)
    (True, False)

    A hanzi by itself between punctuation is a headword, and has no context at all:

    >>> is_modern_sentence("说：同“悦”。", 0)
    False
    """
    before, after = text[max(0, position - REACH) : position], text[position + 1 : position + 1 + REACH]
    if not (before.rstrip()[-1:].isalnum() or after.lstrip()[:1].isalnum()):
        return False
    marks = _old_marks(before + after)
    return not marks or not _is_classical(marks, before + after)


def _is_classical(marks: list[str], around: str) -> bool:
    if not CLASSICAL.isdisjoint(marks):
        return True
    return sum(LITERARY.get(mark, 0) for mark in marks) >= SEVERAL and MODERN.isdisjoint(around)


def is_headword(text: str, position: int) -> bool:
    """Whether the hanzi at ``position`` (code points) stands in a word of one or two by itself: an entry, an item of a list.

    Its neighbours are not those of a sentence, and lists of readings are made of words with several.

    >>> is_headword("“朝阳”：面向太阳", 1), is_headword("“朝阳”：面向太阳", 5)
    (True, False)
    """
    start, end = position, position + 1
    while start > 0 and position - start < WORD and text[start - 1] not in SET_APART:
        start -= 1
    while end < len(text) and end - start <= WORD and text[end] not in SET_APART:
        end += 1
    return end - start <= WORD and (end == len(text) or text[end] in SET_APART)
