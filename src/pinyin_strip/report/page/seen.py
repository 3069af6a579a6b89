"""Runs of a text → what people see of them, block by block: what is no part of a block is left out, unless a rule found it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pinyin_strip.places import ShownBlock, ShownSpan
from pinyin_strip.report.page.runs import MarkedRun

__all__ = ["Seen"]


class _Placed(NamedTuple):
    """A span, and the number of its block."""

    span: ShownSpan
    block: int


class Seen:
    """A text as people see it.

    Args:
        text: the text.
        blocks: what is seen of it, in its order.
    """

    def __init__(self, text: str, blocks: Sequence[ShownBlock]) -> None:
        self._text, self._blocks = text, blocks
        self._spans = [_Placed(span, number) for number, block in enumerate(blocks) for span in block.spans]
        self._starts = [one.span.start for one in self._spans]
        self._ends = [one.span.end for one in self._spans]

    def passages(self, runs: Iterable[MarkedRun]) -> Iterator[tuple[str, list[MarkedRun]]]:
        """Deal the runs of the text out to its blocks; yields the label of each and its runs.

        A mark whose signs are left out stays one mark. A finding of which nothing would be seen stands as it is behind
        what is seen before it.
        """
        runs = list(runs)
        dealt = [list(self._parts(run)) for run in runs]
        seen = {number for parts in dealt for _, run in parts for number in run.findings}
        found: dict[int, list[MarkedRun]] = {}
        for run, parts in zip(runs, dealt, strict=True):
            if not seen.issuperset(run.findings):
                seen.update(run.findings)
                parts.append((max(0, self._block_before(run.start)), run))
            for number, part in parts:
                found.setdefault(number, []).append(part)
        for number, shown in sorted(found.items()):
            yield self._blocks[number].label if self._blocks else "", shown

    def around(self, start: int, end: int, length: int) -> tuple[str, str, str]:
        """Return what is seen of a span and, in its block, before and after it: at most so many code points of a line.

        >>> block = ShownBlock("", [ShownSpan(0, 1), ShownSpan(3, 4), ShownSpan(6, 12)])
        >>> Seen("江**岸**(àn)上。", [block]).around(6, 10, 2)
        ('江岸', '(àn)', '上。')
        """
        at = bisect_right(self._ends, start)
        source = "".join(self._clipped(one.span, start, end) for one in self._overlapping(start, end))
        block = self._spans[at].block if at < len(self._spans) and self._starts[at] < end else self._block_before(start)
        before, after = "", ""
        for one in self._from(min(at, len(self._spans) - 1), -1, block):
            begin = one.span.start if one.span.written else min(one.span.end, start) - length
            before = self._clipped(one.span, begin, start) + before
            if len(before) >= length:
                break
        for one in self._from(bisect_right(self._ends, end), 1, block):
            after += self._clipped(one.span, end, max(end, one.span.start) + length)
            if len(after) >= length:
                break
        before, after = before[-length:].rpartition("\n")[2], after[:length].partition("\n")[0]
        return before, source or self._text[start:end], after

    def _parts(self, run: MarkedRun) -> Iterator[tuple[int, MarkedRun]]:
        """Yield what is seen of a run, each part with the number of its block: plain text span by span, a mark as one."""
        end = run.start + len(run.text)
        marks: dict[int, MarkedRun] = {}
        for span, block in self._overlapping(run.start, end):
            start = max(run.start, span.start)
            part = run._replace(start=start, text=self._clipped(span, run.start, end))
            if not part.text:
                continue
            if not run.kind:
                yield block, part
            elif block in marks:
                marks[block] = marks[block]._replace(text=marks[block].text + part.text)
            else:
                marks[block] = part._replace(reading="") if marks else part  # what it reads is said once
        yield from marks.items()

    def _clipped(self, span: ShownSpan, start: int, end: int) -> str:
        """Return what is seen of a span between two places; what is written in another way is seen where it begins."""
        if span.written is not None:
            return span.written if start <= span.start < end else ""
        return self._text[max(start, span.start) : min(end, span.end)]

    def _overlapping(self, start: int, end: int) -> list[_Placed]:
        return self._spans[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def _from(self, at: int, step: int, block: int) -> Iterator[_Placed]:
        """Yield the spans of a block from one on, forwards or backwards."""
        while 0 <= at < len(self._spans):
            if self._spans[at].block == block:
                yield self._spans[at]
            elif (self._spans[at].block - block) * step > 0:
                return
            at += step

    def _block_before(self, offset: int) -> int:
        """Return the number of the block that begins last before an offset, -1 if there is none."""
        at = bisect_right(self._starts, offset) - 1
        return self._spans[at].block if at >= 0 else -1
