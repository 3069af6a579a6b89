"""Words with their readings, dealt out to the runs that their hanzi stand in: ruby for text that tags cut through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby

from pinyin_strip.document import Document
from pinyin_strip.formats.align import deal
from pinyin_strip.formats.runs import Run
from pinyin_strip.renderers import RubyOptions
from pinyin_strip.renderers.doubled import over_doubled
from pinyin_strip.renderers.pieces import TextOrWord, Word, pieces
from pinyin_strip.values import Gloss

__all__ = ["annotated"]


def annotated(
    runs: Sequence[Run], document: Document, options: RubyOptions
) -> tuple[Document, list[tuple[Run, list[TextOrWord]]]]:
    """Deal a text, and the words in it that carry a reading, out to the runs that it is made of.

    A word that runs cut apart becomes several. A gloss over one hanzi that is cut apart itself, or that no run of the
    file holds because it carries ruby already, stays in the text as it was written.

    Returns:
        The document with the glosses that become ruby, and the runs that change, each with its pieces.

    >>> from pinyin_strip import parse
    >>> runs = [Run("江", 0, 3), Run("河(jiānghé)", 7, 20)]
    >>> [[piece.reading for piece in found] for _, found in annotated(runs, parse("江河(jiānghé)"), RubyOptions())[1]]
    [['jiāng'], ['hé']]
    """
    document = _writable(document, runs, options)
    dealt = deal([run.text for run in runs], document.clean(), document.changes)
    ends = list(accumulate(map(len, dealt)))
    found: list[list[TextOrWord]] = [[] for _ in runs]
    position = 0
    for piece in pieces(document, options):
        parts = _cut(piece, position, ends) if isinstance(piece, str) else _parted(piece, position, ends)
        for run, part in parts:
            found[run].append(part)
        position += len(piece if isinstance(piece, str) else piece.base)
    return document, [(run, parts) for run, parts in zip(runs, found, strict=True) if _differs(run, parts)]


def _differs(run: Run, parts: Sequence[TextOrWord]) -> bool:
    return run.start >= 0 and list(parts) != ([run.text] if run.text else [])


def _writable(document: Document, runs: Sequence[Run], options: RubyOptions) -> Document:
    """Keep the glosses that cannot become ruby where they are."""
    starts = list(accumulate((len(run.text) for run in runs), initial=0))

    def is_whole(start: int, end: int) -> bool:
        run = bisect_right(starts, start) - 1
        return runs[run].start >= 0 and end <= starts[run + 1]

    def is_writable(gloss: Gloss) -> bool:
        gloss = over_doubled(gloss, document.text)
        if options.layout == "group":
            return is_whole(gloss.base_start, gloss.base_end)
        return all(is_whole(syllable.start, syllable.end) for syllable in gloss.syllables)

    glosses = tuple(
        replace(gloss, stripped=False) if gloss.stripped and not is_writable(gloss) else gloss
        for gloss in document.glosses
    )
    return document if glosses == document.glosses else replace(document, glosses=glosses)


def _cut(text: str, position: int, ends: Sequence[int]) -> Iterator[tuple[int, TextOrWord]]:
    """Cut text where runs end; yields each part with the number of its run."""
    start, last = position, position + len(text)
    while start < last:
        run = bisect_right(ends, start)
        end = min(last, ends[run])
        yield run, text[start - position : end - position]
        start = end


def _parted(word: Word, position: int, ends: Sequence[int]) -> Iterator[tuple[int, TextOrWord]]:
    """Part a word between its hanzi where runs end."""
    starts = accumulate((len(unit.base) for unit in word.units), initial=position)
    placed = [(bisect_right(ends, start), unit) for start, unit in zip(starts, word.units, strict=False)]
    for run, group in groupby(placed, key=lambda one: one[0]):
        units = tuple(unit for _, unit in group)
        part = word if len(units) == len(word.units) else Word(units, "".join(unit.reading for unit in units))
        yield run, part if any(unit.reading for unit in units) else part.base
