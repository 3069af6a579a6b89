"""Which part of a clean text stands where in its source: for texts that tags or escapes cut into runs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

__all__ = ["deal"]


def deal(runs: Sequence[str], new: str, changes: Sequence[tuple[int, int, str]]) -> list[str]:
    """Deal a text out to the runs that its source is made of; ``changes`` of the source made it what it is.

    Args:
        runs: the parts of the source.
        new: what became of it, in whatever script: as long as the changes make it.
        changes: spans of the source, in order, and what stands in their place: in the run where the span begins.

    >>> deal(["国", "(gu", "ó)际"], "国际", [(1, 6, "")])
    ['国', '', '际']
    """
    old = "".join(runs)
    starts = list(accumulate(map(len, runs), initial=0))
    lengths = _lengths(starts, changes)
    dealt = [""] * len(runs)
    if sum(lengths) == len(new):
        ends = accumulate(lengths)
        return [new[end - length : end] for end, length in zip(ends, lengths, strict=True)]
    for start, text in _matched(old, new):
        dealt[min(bisect_right(starts, start) - 1, len(runs) - 1)] += text
    return dealt


def _lengths(starts: Sequence[int], changes: Sequence[tuple[int, int, str]]) -> list[int]:
    """Return how long each run is after the changes; ``starts`` are those of the runs, and the end of the last."""
    lengths = [end - start for start, end in pairwise(starts)]
    for start, end, written in changes:
        run = max(0, min(bisect_right(starts, start) - 1, len(lengths) - 1))
        lengths[run] += len(written)
        while run < len(lengths) and starts[run] < end:
            lengths[run] -= max(0, min(end, starts[run + 1]) - max(start, starts[run]))
            run += 1
    return lengths


def _matched(old: str, new: str) -> Iterator[tuple[int, str]]:
    """Yield the new text character by character where it stays, in one go where it is new, with its place in the old."""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or j - i == m - k:
            yield from zip(range(i, j), new[k:m], strict=True)
        elif m > k:
            yield i, new[k:m]
