"""Page → the numbers of its charts: verdicts of each file, the pairs that are wrong most often, density along the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pinyin_strip.report.page.model import SLICES, ReportPage

__all__ = ["Charts", "charts"]

WIDTH = 560  # units of the drawing in which the longest bar is this long
MOST = 12  # rows of a chart; the rest is counted in one line


class BarSegment(NamedTuple):
    """Part of a bar: a place in the legend, where it begins, how long it is, and its number."""

    verdict: int
    x: float
    width: float
    number: int


class FileBar(NamedTuple):
    """One file's glosses by verdict."""

    name: str
    total: int
    segments: tuple[BarSegment, ...]


class PairBar(NamedTuple):
    """One wrong pair: what was given over which hanzi, what was expected, how often."""

    base: str
    given: str
    expected: str
    number: int
    width: float


class Slice(NamedTuple):
    """A part of the whole length: glosses and findings in it, and how high their bars are."""

    glosses: int
    findings: int
    height: float
    height_of_findings: float


class Charts(NamedTuple):
    """The three charts, and how many rows each leaves out."""

    files: tuple[FileBar, ...]
    more_files: int
    pairs: tuple[PairBar, ...]
    more_pairs: int
    slices: tuple[Slice, ...]
    densest: int


def charts(page: ReportPage) -> Charts:
    """Count what is drawn."""
    pairs, slices = page.pairs.most_common(MOST), _slices(page)
    most = pairs[0][1] if pairs else 1
    return Charts(
        _file_bars(page),
        max(0, len(page.files) - MOST),
        tuple(PairBar(*pair, count, round(WIDTH * count / most, 1)) for pair, count in pairs),
        max(0, len(page.pairs) - MOST),
        slices,
        max((one.glosses for one in slices), default=0),
    )


def _file_bars(page: ReportPage) -> tuple[FileBar, ...]:
    files = sorted(page.files, key=lambda file: -sum(file.verdicts))[:MOST]
    longest = max((sum(file.verdicts) for file in files), default=0) or 1
    return tuple(FileBar(file.name, sum(file.verdicts), _segments(file.verdicts, longest)) for file in files)


def _segments(verdicts: Sequence[int], longest: int) -> tuple[BarSegment, ...]:
    segments, x = [], 0.0
    for verdict, count in enumerate(verdicts):
        if count:
            width = WIDTH * count / longest
            segments.append(BarSegment(verdict, round(x, 1), round(width, 1), count))
            x += width
    return tuple(segments)


def _slices(page: ReportPage) -> tuple[Slice, ...]:
    """The texts one after the other, cut into parts of the same length."""
    total = sum(file.length for file in page.files) or 1
    glosses, findings = [0] * SLICES, [0] * SLICES
    offsets, offset = [], 0
    for file in page.files:
        offsets.append(offset)
        for start in file.glosses:
            glosses[(offset + start) * SLICES // total] += 1
        offset += file.length
    for one in page.findings:
        findings[(offsets[one.file] + one.position) * SLICES // total] += 1
    most = max(*glosses, *findings) or 1
    return tuple(
        Slice(g, f, round(80 * g / most, 1), round(80 * f / most, 1)) for g, f in zip(glosses, findings, strict=True)
    )
