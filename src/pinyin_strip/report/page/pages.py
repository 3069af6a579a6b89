"""Texts of a file → pages: the texts run on one after the other, and a page holds about so many code points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pinyin_strip.report.page.runs import MarkedRun

__all__ = ["Page", "Passage", "paged"]


class Passage(NamedTuple):
    """A text, or the part of one that a page holds: the number of the text in its file, its label, its runs."""

    text: int
    label: str
    runs: Sequence[MarkedRun]

    @property
    def start(self) -> tuple[int, int]:
        """Where it begins: the number of its text, and the offset in that."""
        return self.text, self.runs[0].start

    def data(self) -> tuple[object, ...]:
        """What the page is sent."""
        return self.label, [run.data() for run in self.runs]


Page = Sequence[Passage]


def paged(texts: Iterable[tuple[int, str, Sequence[MarkedRun]]], length: int) -> Iterator[Page]:
    """Fill pages of about ``length`` code points with texts, given as number, label and runs.

    A short text stays whole; a long one is cut at a line break if there is one near, never inside a mark.
    """
    page: list[Passage] = []
    filled = 0
    for number, label, runs in texts:
        for part in _parts(runs, length - filled, length):
            page.append(Passage(number, label, part))
            filled += _length(part)
            if filled >= length:
                yield page
                page, filled = [], 0
    if page:
        yield page


def _length(runs: Iterable[MarkedRun]) -> int:
    return sum(len(run.text) for run in runs)


def _parts(runs: Sequence[MarkedRun], room: int, length: int) -> Iterator[Sequence[MarkedRun]]:
    """Cut the runs of one text: the first part for the room that is left on a page, each further one for a page."""
    if _length(runs) <= length // 4:
        yield runs
        return
    part: list[MarkedRun] = []
    for run in runs:
        rest: MarkedRun | None = run
        while rest is not None:
            head, rest = (rest, None) if rest.kind else _fitting(rest, room, length)
            part.append(head)
            room -= len(head.text)
            if room <= 0:
                yield part
                part, room = [], length
    if part:
        yield part


def _fitting(run: MarkedRun, room: int, length: int) -> tuple[MarkedRun, MarkedRun | None]:
    """Cut a run of plain text at the first line break after the room that is left, at most a quarter of a page on."""
    if len(run.text) <= room:
        return run, None
    cut = run.text.find("\n", max(0, room - 1), room + length // 4) + 1 or room
    if cut >= len(run.text):
        return run, None
    return run._replace(text=run.text[:cut]), run._replace(start=run.start + cut, text=run.text[cut:])
