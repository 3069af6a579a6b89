"""Which readings of a damaged page stand where its bytes are out of step?

Nearly all stand in step, and a few hanzi beside them show it: text that reads on as Chinese is in step, and bytes out of
step hardly ever look so (a cumulative sum of log-odds: Page 1954). Only where they show nothing are originals searched for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate

from pinyin_strip.damage import injected, marks
from pinyin_strip.damage.page import INSERTED, LONGEST, Page
from pinyin_strip.damage.plausibility import MIDWAY, score
from pinyin_strip.damage.spans import damage_at
from pinyin_strip.values import Damage

__all__ = ["out_of_step"]

Span = tuple[int, int]

#: Log-odds (natural logarithm) for Chinese from which on a stretch is in step.
IN_STEP = 6.0
#: What one Latin letter between hanzi gives to what follows: it ends a run, because it leaves no byte open.
LONE_LETTER = 4.0
#: ASCII that stands for a mark of Chinese text.
_MARKS = frozenset(",;:!?)\n")
_LONGEST_TAG = 100
#: How many marks of a text are searched, and one more for so many code points of it: real pages have fewer. What stands near the
#: others counts as damaged.
FEW, EACH = 24, 1000
#: How many code points before a mark tell what it is.
BEHIND = 9


def out_of_step(text: str, spans: Collection[Span]) -> set[Span]:
    """Those of some spans that touch damage (offsets in code points).

    >>> out_of_step("能夠?qū)ψ鳂I(yè)，我們的學(xué)校", [(9, 13), (18, 23)])
    {(9, 13)}
    """
    ordered = sorted(spans)
    reached = list(accumulate((end for _, end in ordered), max))
    found: set[Span] = set()
    page: Page | None = None
    harmless: set[str] = set()
    for number, mark in enumerate(marks.find(text) if ordered else ()):
        first, last = _reach(text, mark)
        near = ordered[bisect_right(reached, first) : bisect_left(ordered, (last,))]
        around = text[max(0, mark.start() - BEHIND) : mark.start() + LONGEST]
        if not near or around in harmless:
            continue
        page = page or Page(text, injected.keys_of(text))
        searched = number < FEW + len(text) // EACH
        damage = damage_at(page, mark) if searched else Damage(first, last, "cut")
        if damage is None:
            harmless.add(around)
        else:
            found.update(span for span in near if span[0] < damage.end and damage.start < span[1])
    return found


def _reach(text: str, mark: re.Match[str]) -> Span:
    """Between what places damage may lie that shows at a mark."""
    start, end = mark.span()
    if mark.lastgroup == "letter":
        begin = max(0, start - LONGEST)
        return max((place for place, _ in _shown_in_step(text, begin, start)), default=begin), end
    if mark.lastgroup == "markup":
        return start, end
    last = min(len(text), end + 2 * LONGEST)
    return start, next((first for _, first in _shown_in_step(text, end, last)), last)


def _shown_in_step(text: str, at: int, end: int) -> Iterator[Span]:
    """Yield each place behind which the text shows to be in step, and since which place it is; readings say nothing."""
    total, first, before = 0.0, at, ""
    while at < end:
        char = text[at]
        if char > "\x80":
            total += score(char, before) - MIDWAY if before else 0.0
            if total <= 0:
                total, first = 0.0, at
            elif total >= IN_STEP:
                total = IN_STEP
                yield at + 1, first
            before = char
        elif char == "(" and (reading := INSERTED.match(text, at)):
            at = reading.end()
            continue
        elif char == "<":
            at = max(at, text.find(">", at, at + _LONGEST_TAG))
            before = "\n"
        elif char in _MARKS or char == "(":
            before = char
        else:
            lone = char.isalpha() and before > "\x80"
            total, first, before = (LONE_LETTER, at + 1, "") if lone else (total, first, "")
        at += 1
