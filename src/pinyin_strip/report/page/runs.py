"""Document → runs: the source from beginning to end, cut where something begins that a reader should see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pinyin_strip.document import Document
from pinyin_strip.report.page.legend import place
from pinyin_strip.values import Gloss

__all__ = ["GONE", "MarkedRun", "runs"]

BASE, GONE, KEPT, REPAIRED = "b", "g", "k", "r"


class MarkedRun(NamedTuple):
    """A stretch of the source.

    ``kind`` is empty for plain text, ``b`` for hanzi whose reading goes, ``g`` for a reading that goes, ``k`` for a
    reading that stays, ``r`` for damage that was repaired (``reading`` is what it was); ``verdict`` is a place in the legend, ``findings`` are places in the list of findings.
    """

    start: int
    text: str
    kind: str = ""
    reading: str = ""
    verdict: int = 0
    findings: tuple[int, ...] = ()

    def data(self) -> str | tuple[object, ...]:
        """What the page is sent: plain text as it is, and what is as it should be in the fewest words.

        ``(gone,)`` is a reading that goes, ``(hanzi, reading)`` is what it reads, both verified and without findings;
        anything else has all of its parts.
        """
        if not self.kind:
            return self.text
        if not self.findings and not self.verdict and self.kind != KEPT:
            return (self.text,) if self.kind == GONE else (self.text, self.reading)
        return self.kind, self.text, self.verdict, self.findings, self.reading


# Start, end, and what a run is made of; plain tuples, because there are several for each gloss.
_Mark = tuple[int, int, str, str, int, tuple[int, ...]]


def runs(document: Document, first: int) -> Iterator[MarkedRun]:
    """Yield the runs of a document; ``first`` is the number of its first finding."""
    text, position = document.text, 0
    for start, end, kind, reading, verdict, findings in sorted(_marks(document, first)):
        start = max(start, position)
        if start >= end:
            continue
        if start > position:
            yield MarkedRun(position, text[position:start])
        yield MarkedRun(start, text[start:end], kind, reading, verdict, findings)
        position = end
    if position < len(text):
        yield MarkedRun(position, text[position:])


def _marks(document: Document, first: int) -> list[_Mark]:
    """What is to be marked, in any order; marks may overlap, then the first one has the place."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, finding in enumerate(document.findings(), first):
        found[finding.start, finding.end].append(number)
    marks: list[_Mark] = []
    for edit in document.edits:
        numbers = tuple(found.pop((edit.start, edit.end), ()))
        marks.append((edit.start, edit.end, REPAIRED, edit.replacement, place(None), numbers))
    for gloss in document.glosses:
        if any(edit.start < gloss.end and gloss.base_start < edit.end for edit in document.edits):
            continue
        numbers = tuple(found.pop((gloss.start, gloss.end), ()))
        verdict = place(gloss.verdict)
        if gloss.stripped:
            marks += [(start, end, GONE, "", verdict, numbers) for start, end in gloss.spans]
            marks += [(start, end, BASE, reading, verdict, numbers) for start, end, reading in _bases(gloss)]
        elif numbers:
            marks.append((gloss.start, gloss.end, KEPT, "", verdict, numbers))
    marks += [(start, end, KEPT, "", place(None), tuple(alone)) for (start, end), alone in found.items()]
    return marks


def _bases(gloss: Gloss) -> list[tuple[int, int, str]]:
    """The hanzi of a gloss, each with its reading; readings of one hanzi (hé/hè) stand together."""
    readings: dict[tuple[int, int], str] = {}
    for one in gloss.syllables:
        span = one.start, one.end
        readings[span] = f"{readings[span]}/{one.text}" if span in readings else one.text
    return [(start, end, spelt) for (start, end), spelt in readings.items()]
