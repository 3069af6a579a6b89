"""Whether a hanzi stands in a modern sentence: what is usual there is no evidence in classical Chinese or a headword.

Classical Chinese reads freely otherwise than a modern dictionary (破读 and 通假: 王天下 wàng, 不亦说乎 yuè), and glosses are
written there because it does.
"""

from __future__ import annotations

import re

REACH = 8
"""Code points to either side that are looked at."""

CLASSICAL = frozenset("曰矣哉兮焉欤汝孰")
"""Particles and pronouns that modern Chinese has not kept as words; one is enough."""

LITERARY = frozenset("之乎者也而以于所其乃")
"""What modern written Chinese has kept; several of them close together are a classical sentence."""

SEVERAL = 3

_marks_of_style = re.compile(f"[{''.join(CLASSICAL | LITERARY)}]").findall


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
    marks = _marks_of_style(before + after)
    return not marks or (len(marks) < SEVERAL and CLASSICAL.isdisjoint(marks))
