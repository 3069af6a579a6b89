"""Words whose hanzi are doubled (漂漂亮亮) and whose one reading (piàoliang) serves them all."""

from __future__ import annotations

from dataclasses import replace

from pinyin_strip.values import Gloss

__all__ = ["over_doubled"]


def over_doubled(gloss: Gloss, text: str) -> Gloss:
    """Let a reading of AB behind AABB stand over all of it: each syllable over the pair that it reads.

    The gloss says no more than its two syllables, and the hanzi between its base and itself would carry none. Both hanzi
    of a pair are the same in such a word, so that one reading is true of both. Offsets count code points of ``text``.

    >>> from pinyin_strip import parse
    >>> document = parse("漂漂亮亮(piàoliang)")
    >>> [(one.start, one.end) for one in over_doubled(document.glosses[0], document.text).syllables]
    [(0, 2), (2, 4)]
    """
    first, last = gloss.base_start, gloss.base_end - 1
    read = [(one.start, one.end) for one in gloss.syllables]
    if read != [(first, last), (last, last + 1)] or first == 0 or gloss.start != last + 2:
        return gloss
    if (text[first - 1], text[last + 1]) != (text[first], text[last]):
        return gloss
    one, other = gloss.syllables
    wider = replace(one, start=first - 1), replace(other, end=last + 2)
    return replace(gloss, base_start=first - 1, base_end=last + 2, syllables=wider)
