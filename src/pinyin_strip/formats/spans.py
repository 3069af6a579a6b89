"""Spans of a text: which of them belong together, and what two lists of them have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Span", "apart", "common"]

Span = tuple[int, int]


def common(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return what lies in spans of both lists, which are sorted and apart.

    >>> common([(0, 5), (6, 9)], [(2, 7)])
    [(2, 5), (6, 7)]
    """
    found, one, other = list[Span](), 0, 0
    while one < len(some) and other < len(others):
        start, end = max(some[one][0], others[other][0]), min(some[one][1], others[other][1])
        if start < end:
            found.append((start, end))
        if some[one][1] < others[other][1]:
            one += 1
        else:
            other += 1
    return found


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans sorted, those that touch or overlap united.

    >>> list(apart([(4, 6), (0, 2), (1, 4), (8, 8)]))
    [(0, 6)]
    """
    last: Span | None = None
    for start, end in sorted(spans):
        if start >= end:
            continue
        if last is not None and start <= last[1]:
            last = last[0], max(last[1], end)
        else:
            if last is not None:
                yield last
            last = start, end
    if last is not None:
        yield last
