"""Which part of a clean text stands where in its source: for texts that tags or escapes cut into runs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

__all__ = ["deal"]


def deal(runs: Sequence[str], new: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Deal a text out to the runs that its source is made of; ``spans`` of the source were taken out of it.

    >>> deal(["国", "(gu", "ó)际"], "国际", [(1, 6)])
    ['国', '', '际']
    """
    old = "".join(runs)
    starts = list(accumulate(map(len, runs), initial=0))
    if _without(old, spans) == new:
        return [_without(run, _within(spans, start, len(run))) for run, start in zip(runs, starts, strict=False)]
    dealt = [""] * len(runs)
    for start, text in _matched(old, new):
        dealt[min(bisect_right(starts, start) - 1, len(runs) - 1)] += text
    return dealt


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, last = [], 0
    for start, end in spans:
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]])


def _within(spans: Sequence[tuple[int, int]], offset: int, length: int) -> list[tuple[int, int]]:
    """Return the parts of sorted spans that lie in a run, counted from its start."""
    first = bisect_right(spans, (offset, offset)) - 1
    found = []
    for start, end in spans[max(0, first) :]:
        if start >= offset + length:
            break
        if end > offset:
            found.append((max(0, start - offset), min(length, end - offset)))
    return found


def _matched(old: str, new: str) -> Iterator[tuple[int, str]]:
    """Yield the new text character by character where it stays, in one go where it is new, with its place in the old."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or j - i == m - k:
            yield from zip(range(i, j), new[k:m], strict=True)
        elif m > k:
            yield i, new[k:m]
