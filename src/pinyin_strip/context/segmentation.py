"""A line → its words, by pypinyin's own segmentation and phrase dictionary (with whatever the user loaded into it)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, Protocol

from pinyin_strip import readings
from pinyin_strip.context.difference import MODAL_PARTICLES
from pinyin_strip.context.usage import Syllables
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN

__all__ = ["Word", "separated", "simplified", "words"]

BLOCK = 512
"""Code points that are segmented at once: pypinyin copies what is left of a run for each word that it finds."""

REACH = 32
"""Code points at the end of a block that are segmented again with the next one; few phrases are longer than 12."""


class Word(NamedTuple):
    """A phrase of the dictionary, or a single hanzi: its place in the line (code points), and its readings if listed."""

    start: int
    end: int
    syllables: Syllables | None = None


def words(line: str, simple: str) -> list[Word]:
    """Cut the hanzi of a line into words; what is no hanzi belongs to none.

    A phrase that the dictionary lists in traditional script goes before those of the simplified text.

    Args:
        line: as it is written.
        simple: the same line in simplified script, hanzi for hanzi.

    >>> [word[:2] for word in words("據了解,ok", "据了解,ok")]
    [(0, 1), (1, 3)]
    """
    found, phrases = list[Word](), readings.phrases()
    for run in _HANZI.finditer(line):
        start = run.start()
        for first, last in _traditional(line, simple, run.start(), run.end(), phrases):
            found += _cut(simple, start, first, phrases)
            found.append(Word(first, last, phrases[line[first:last]]))
            start = last
        found += _cut(simple, start, run.end(), phrases)
    return found


def simplified(line: str) -> str:
    """Write a line in simplified script, hanzi for hanzi; words decide where a hanzi has two forms (乾坤, 乾净).

    >>> simplified("扭轉乾坤，拿著乾淨的衣服")
    '扭转乾坤，拿着干净的衣服'
    """
    by_hanzi = readings.simplify(line)
    if by_hanzi == line:
        return line
    written = readings.convert(line, "tw2s")  # as Taiwan writes 著 for 着
    return written if len(written) == len(line) else by_hanzi


def _traditional(
    line: str, simple: str, start: int, end: int, phrases: Mapping[str, Syllables]
) -> Iterator[tuple[int, int]]:
    """Yield the places of phrases that are listed as they are written, where that is not simplified."""
    if line[start:end] == simple[start:end]:
        return
    for first, last in _spans(line, start, end):
        written = line[first:last]
        if last - first > 1 and written != simple[first:last] and len(phrases.get(written, ())) == last - first:
            yield first, last


def _cut(text: str, start: int, end: int, phrases: Mapping[str, Syllables]) -> Iterator[Word]:
    for first, last in _spans(text, start, end):
        syllables = phrases.get(text[first:last])
        if syllables is not None and len(syllables) == last - first > 1:
            yield Word(first, last, syllables)
        else:
            yield from (Word(place, place + 1) for place in range(first, last))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each word that pypinyin finds in a run of hanzi, a block at a time."""
    while start < end:
        last = min(end, start + BLOCK)
        for word in _segmenter().cut(text[start:last]):
            yield start, start + len(word)
            start += len(word)
            if last < end and start > last - REACH:
                break


@cache
def _segmenter() -> _Segmenter:
    from pypinyin.seg import mmseg

    found: _Segmenter = mmseg.seg
    return found


class _Segmenter(Protocol):
    """What pypinyin's segmentation can do."""

    def cut(self, text: str) -> Iterator[str]: ...


_HANZI = Pattern(f"[{HAN}]+")


def separated(simple: str, place: int, phrases: Mapping[str, Syllables]) -> str:
    """Return the reading of a hanzi in a word of verb and object that something parts (睡不着觉, 照张相); else ``""``.

    Args:
        simple: a line in simplified script.
        place: of the hanzi (code points).
        phrases: the dictionary.

    >>> separated("照张相", 2, readings.phrases()), separated("睡不着觉", 3, readings.phrases())
    ('xiàng', 'jiào')
    """
    for index, match in (
        (0, _PARTED.match(simple, place)),
        (1, _PARTED_BEFORE.search(simple, max(0, place - 3), place + 1)),
    ):
        syllables = phrases.get(match[1] + match[2], ()) if match and match[2] not in MODAL_PARTICLES else ()
        if len(syllables) == 2 and syllables[index]:
            return syllables[index][0]
    return ""


_BETWEEN = "(?:[了过着][一两几]?[个张次场点]?|[不得][了着]|[个张次场])"
"""What stands between the verb and the object of such a word: aspect, complement, numeral and measure."""

_PARTED = Pattern(f"(.){_BETWEEN}(.)")
_PARTED_BEFORE = Pattern(f"(.){_BETWEEN}(.)$")
