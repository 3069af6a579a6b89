"""Which sites stand together: near by, in one list, in one run of readings side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LIST_MARKS
from pinyin_strip.tokenizer import hanzi_in
from pinyin_strip.values import Convention

__all__ = [
    "BESIDE",
    "NEAR_BY",
    "WIDEST",
    "Group",
    "Neighbour",
    "are_listed",
    "is_next_in_list",
    "is_next_in_run",
    "near_by",
]

NEAR_BY = 40  # hanzi on either side in which other glosses speak for a toneless one
WIDEST = 160  # code points between two sites of a list or a run, tags included
_WIDE = 24  # without tags
BESIDE = 8  # sites on either side in which a toned word may stand

_LIST_GAP = Pattern(rf"[{LIST_MARKS}]{{0,12}}+[{HAN}]{{1,8}}+[”\"'」』》*_`\s]{{0,4}}+")
_RUN_GAP = Pattern(rf"(?:[^\S\n]|<[^<>\n]{{1,120}}>){{0,4}}+([{HAN}]{{1,8}}+)\s{{0,2}}+")


class Neighbour(NamedTuple):
    """A bracket with Latin letters or zhuyin after hanzi: what it reads, if anything, and what kind of evidence it is."""

    start: int
    end: int
    kind: str  # "toned", "toneless", "off" (a wrong tone, a slip), "misfit" (pinyin of other hanzi) or "foreign"
    base_start: int = -1
    hanzi: int = 0  # how many are read
    writing: tuple[Convention, bool, bool] | None = None  # the bracket, a capital, a word of several syllables
    digit: str = ""  # a tone digit at its end
    symbol: bool = False  # certainly something else: an acronym, an element
    is_line: bool = False  # a line of readings beside a line of hanzi


@dataclass(slots=True)
class Group:
    """A list or a run, counted once for all its members."""

    start: int = -1  # where the first of them begins
    size: int = 0
    toned: int = 0
    others: int = 0  # that read no Mandarin
    single: int = 0  # that read one hanzi, in small letters
    has_symbol: bool = False
    digits: str = ""

    def add(self, site: Neighbour) -> None:
        """Count one more member."""
        if not self.size:
            self.start = site.base_start if site.base_start >= 0 else site.start
        self.size += 1
        self.toned += site.kind == "toned"
        self.others += site.kind in ("foreign", "misfit")
        single = site.kind in ("toned", "toneless") and site.hanzi == 1 and not (site.writing and site.writing[1])
        self.single += single
        self.has_symbol |= site.symbol
        self.digits += site.digit

    @property
    def counts(self) -> bool:
        """Whether the digits at the ends count the members: 1, 2, 3, or the same one four times and more."""
        alike = len(self.digits) > 3 and len(set(self.digits)) == 1
        return 2 < len(self.digits) == self.size and (alike or self.digits in "12345")


def are_listed(text: str, end: int, start: int) -> bool:
    """Whether a site that begins at ``start`` may belong to the list of the one that ends at ``end``."""
    return end <= start <= end + WIDEST and _LIST_GAP.fullmatch(text, end, start) is not None


def is_next_in_list(_site: Neighbour, gap: str) -> bool:
    """Whether a site goes on with the list that the one before the gap belongs to."""
    return _LIST_GAP.fullmatch(gap) is not None


def is_next_in_run(site: Neighbour, gap: str) -> bool:
    """Whether a site reads all the hanzi of the gap before it."""
    match = _RUN_GAP.fullmatch(gap)
    return match is not None and site.kind in ("toned", "toneless") and site.hanzi == len(match[1])


def near_by(text: str, spans: Sequence[tuple[int, int, object]], starts: Collection[int]) -> Sequence[int]:
    """The numbers of the sites, given by their spans in order, that can speak for or against those that begin at ``starts``.

    They are those near by, with the whole of their lists and runs; all of them where many are asked for.
    """
    if len(starts) * 2 * BESIDE >= len(spans):
        return range(len(spans))
    wanted: set[int] = set()
    for start in starts:
        place = bisect_left(spans, start, key=itemgetter(0))
        if place not in wanted:
            wanted.update(_around(text, spans, place))
    return sorted(wanted)


def _around(text: str, spans: Sequence[tuple[int, int, object]], place: int) -> range:
    first = last = place
    passed = 0
    while first > 0 and not (passed > NEAR_BY and place - first > BESIDE and _parts(text, spans, first)):
        first -= 1
        passed += hanzi_in(text, spans[first][0], spans[first + 1][0])
    passed = 0
    while last + 1 < len(spans) and not (passed > NEAR_BY and last - place > BESIDE and _parts(text, spans, last + 1)):
        last += 1
        passed += hanzi_in(text, spans[last - 1][0], spans[last][0])
    return range(first, last + 1)


def _parts(text: str, spans: Sequence[tuple[int, int, object]], place: int) -> bool:
    """Whether a site certainly belongs to no list nor run of the one before it: too much stands between."""
    end, start = spans[place - 1][1], spans[place][0]
    return start - end > WIDEST or (start - end > _WIDE and "<" not in text[end:start])
