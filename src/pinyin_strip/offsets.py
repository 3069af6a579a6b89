"""A text with some of it changed: the new text, and where a place of it is after the change and was before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

__all__ = ["OffsetMap", "replaced"]


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with changes made: spans in code points, in order, and what comes in their place.

    Raises:
        ValueError: if a span overlaps the one before it, or lies outside the text.

    >>> replaced("国(guó)际", [(1, 6, "")])
    '国际'
    """
    kept, last = list[str](), 0
    for start, end, new in changes:
        if start < last:
            raise ValueError(f"the change at {start} overlaps the one before it, which ends at {last}")
        if not start <= end <= len(text):
            raise ValueError(f"a change at {start} to {end} lies outside the text")
        kept += (text[last:start], new)
        last = end
    return "".join([*kept, text[last:]])


class OffsetMap:
    """The offsets of a source and of the clean text that was made of it, in code points.

    Args:
        changes: spans of the source that were changed, in order, and what stands in their place.
        length: of the source.

    >>> offsets = OffsetMap([(1, 6, "")], 7)  # 国(guó)际
    >>> offsets.to_clean(6), offsets.to_source(1), offsets.to_source_span(0, 2)
    (1, 6, (0, 7))
    """

    def __init__(self, changes: Sequence[tuple[int, int, str]], length: int) -> None:
        self._changes, self._length = changes, length
        self._starts = [start for start, _, _ in changes]
        # By how much the source is longer than the clean text before the n-th change, and where that stands in the clean text.
        self._shift = list(accumulate((end - start - len(new) for start, end, new in changes), initial=0))
        self._clean_starts = [start - gone for (start, _, _), gone in zip(changes, self._shift, strict=False)]

    def to_clean(self, offset: int) -> int:
        """Map an offset of the source; inside a change, to where that begins.

        Raises:
            IndexError: if the offset lies outside the source.
        """
        if not 0 <= offset <= self._length:
            raise IndexError(f"offset {offset} is outside the source text (0 to {self._length})")
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        start, end, _ = self._changes[index]
        return start - self._shift[index] if offset < end else offset - self._shift[index + 1]

    def to_source(self, offset: int) -> int:
        """Map an offset of the clean text: to the place of the character that stands there; inside what replaces, to its begin.

        Raises:
            IndexError: if the offset lies outside the clean text.
        """
        length = self._length - self._shift[-1]
        if not 0 <= offset <= length:
            raise IndexError(f"offset {offset} is outside the clean text (0 to {length})")
        index = bisect_right(self._clean_starts, offset)
        if index:
            start, _, replacement = self._changes[index - 1]
            if offset < self._clean_starts[index - 1] + len(replacement):
                return start
        return offset + self._shift[index]

    def to_source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the clean text: changes inside it included, those at its end not; what replaces, whole.

        Raises:
            IndexError: if the span is not inside the clean text.
        """
        if start == end:
            return self.to_source(start), self.to_source(start)
        first, last = self.to_source(start), self.to_source(end - 1)
        index = bisect_right(self._starts, last) - 1
        within = index >= 0 and last < self._changes[index][1]
        return first, max(first + 1, self._changes[index][1] if within else last + 1)
