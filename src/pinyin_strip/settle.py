"""What only neighbours can say of a gloss: are readings written so in this text, and is it Mandarin that is spelt here?

A reading without tones proves little (锂 Li, 米兰 Milan, 抖音 douyin), so it goes only where the text shows that readings are
written so. A reading in a wrong tone is a misprint in Chinese text, and right in a list of another language's readings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from pinyin_strip import readings
from pinyin_strip.aligner import Fit
from pinyin_strip.checker import Checked, Judged
from pinyin_strip.grouping import BESIDE, NEAR_BY, WIDEST, Group, Neighbour, is_next_in_list, is_next_in_run
from pinyin_strip.lost_letters import LOST
from pinyin_strip.patterns import Pattern
from pinyin_strip.romanised import is_romanised
from pinyin_strip.symbols import is_symbol
from pinyin_strip.tokenizer import OTHER_LANGUAGE, Token, hanzi_in
from pinyin_strip.values import Convention, Notation, Verdict
from pinyin_strip.wording import announces_readings, names_another_language, speaks_of_id

__all__ = [
    "LINE",
    "Neighbours",
    "begins_untoned",
    "is_certain",
    "is_neutral",
    "may_spell_another",
    "neighbour_of",
]

# How many toneless readings prove each other. In the gold files one in ten look-alikes in a bracket happens to read the
# hanzi before it. Side by side, each after its own single hanzi, four do so by chance once in ten thousand times, and
# names are not written so; several shorter runs are as good as one. In a list, surnames, fields and codes are written so,
# too, so that it takes eight. Words prove nothing, however many they are: names, accounts and ids are spelt from the hanzi.
RUN, RUNS, LIST = 4, 6, 8
# Beside a line of hanzi a line of so many words, each a listed reading of its hanzi, is no name; two of them are a layout.
LINE = 5
# Hanzi between the entries of notes, each with its reading; no other bracket stands between them.
SERIES = 120


def is_certain(one: Judged) -> bool:
    """Whether a reading speaks for itself: it has tones, stands in ruby markup, or is one syllable with ü, which only Hanyu Pinyin writes.

    Names of hosts and accounts are typed without it; a capital letter makes a surname of it.
    """
    found = one.alignment
    return (
        not one.toneless
        or found.convention is Convention.MARKUP
        or (len(found.pairs) == 1 and "ü" in found.text and found.text.islower())
    )


def is_neutral(text: str, one: Judged) -> bool:
    """Whether a reading is one listed neutral tone, which Hanyu Pinyin leaves unmarked: the first syllable of a word never is."""
    pairs = one.alignment.pairs
    return len(pairs) == 1 and bool(readings.united(text[pairs[0].start]).tones.get(pairs[0].part.plain, 0) & (1 << 5))


def begins_untoned(text: str, one: Judged) -> bool:
    """Whether the first syllable of a word has no tone and another one has: 德利（Delí）. A neutral tone follows others (GB/T 16159-2012, 7.3)."""
    found = one.alignment
    first = found.pairs[0]
    if found.notation is not Notation.MARKS or first.part.tone is not None or not found.text.isalpha():
        return False
    toned = any(pair.part.tone is not None for pair in found.pairs[1:])
    return toned and not readings.united(text[first.start]).tones.get(first.part.plain, 0) & (1 << 5)


class Neighbours:
    """The brackets of one text by what they turned out to be, and which stand near each other.

    Distance counts hanzi, so that taking glosses out does not bring others nearer.
    """

    def __init__(self, text: str, sites: Iterable[Neighbour], foreign: Sequence[Token]) -> None:
        self._text, self._foreign, self._given = text, foreign, sites

    @classmethod
    def of(cls, text: str, checked: Checked) -> Neighbours:
        """Those of a text that the stages have read."""
        judged = (neighbour_of(text, one) for one in checked.judged)
        foreign = (Neighbour(token.start, token.end, "foreign") for token in checked.foreign)
        return cls(text, (site for several in (judged, foreign) for site in several), checked.foreign)

    @cached_property
    def _sites(self) -> list[Neighbour]:
        sites = sorted(self._given)
        for place, (one, other) in enumerate(pairwise(sites)):
            if self._is_repeated(one, other):
                sites[place : place + 2] = one._replace(kind="toned"), other._replace(kind="toned")
        return sites

    def _is_repeated(self, one: Neighbour, other: Neighbour) -> bool:
        """Whether two sites are one reading written twice, as a replacement does that ran more than once: nothing else is."""
        return (
            other.kind == "toneless"
            and one.kind in ("toned", "toneless")
            and one.end == other.start
            and not other.symbol
            and self._text[one.start : one.end] == self._text[other.start : other.end]
        )

    @cached_property
    def _place(self) -> dict[int, int]:
        """Which site begins at an offset."""
        return {site.start: index for index, site in enumerate(self._sites)}

    @cached_property
    def _ordinal(self) -> list[int]:
        """How many hanzi stand before each site."""
        found, count, position = [], 0, self._sites[0].start if self._sites else 0
        for site in self._sites:
            count += hanzi_in(self._text, position, site.start)
            found.append(count)
            position = site.start
        return found

    @cached_property
    def _ordinals(self) -> dict[object, list[int]]:
        """The places of the sites of each kind, and of the toned ones in each way of writing."""
        found: dict[object, list[int]] = {}
        for place, site in zip(self._ordinal, self._sites, strict=True):
            found.setdefault(site.kind, []).append(place)
            if site.kind in ("toned", "toneless"):
                found.setdefault(site.writing if site.kind == "toned" else ("toneless", site.writing), []).append(place)
        return found

    @cached_property
    def _romanised(self) -> list[int]:
        tokens = [token for token in self._foreign if is_romanised(self._text, token)]
        return [self._ordinal[self._place[token.start]] for token in tokens]

    @cached_property
    def _lists(self) -> list[Group]:
        """Which list each site belongs to."""
        return self._grouped(is_next_in_list)

    @cached_property
    def _runs(self) -> list[Group]:
        """Which run each site belongs to: readings side by side, each of all the hanzi since the one before it."""
        return self._grouped(is_next_in_run)

    def _grouped(self, belongs: Callable[[Neighbour, str], bool]) -> list[Group]:
        """The group of each site: with the one before it, if it belongs to that."""
        groups: list[Group] = []
        last = None
        for site in self._sites:
            near = last is not None and last.end <= site.start <= last.end + WIDEST
            same = near and last is not None and belongs(site, self._text[last.end : site.start])
            groups.append(groups[-1] if same else Group())
            groups[-1].add(site)
            last = site
        return groups

    def _near(self, places: Sequence[int], site: int) -> int:
        """How many of the places lie near a site."""
        here = self._ordinal[site]
        return bisect_right(places, here + NEAR_BY) - bisect_left(places, here - NEAR_BY)

    def _count(self, kind: object, site: int) -> int:
        return self._near(self._ordinals.get(kind, ()), site)

    # ------------------------------------------------------------------------------------- what they say

    def toned(self, one: Judged) -> bool:
        """Whether readings with tones stand near: then one without is in the neutral tone, not short of a tone."""
        return self._count("toned", self._place[one.alignment.start]) > 0

    def speak_for(self, one: Judged) -> bool:
        """Whether the text shows that readings are written as this toneless one is."""
        site = self._place[one.alignment.start]
        listed, run = self._lists[site], self._runs[site]
        if self._sites[site].kind == "toned":
            return True
        if (
            run.has_symbol
            or listed.has_symbol
            or is_symbol(self._text, one)
            or speaks_of_id(self._text, one.alignment, listed)
        ):
            return False
        if self._is_run(run, site) or (self._sites[site].is_line and self._near(self._lines, site) > 1):
            return True
        if listed.size > 1 and listed.single == listed.size and announces_readings(self._text, one.alignment, listed):
            return True
        if listed.others:
            return False
        if listed.size >= LIST and listed.single == listed.size:
            return True
        toned, foreign = self._count("toned", site), self._count("foreign", site)
        if is_neutral(self._text, one) and one.alignment.text.islower():
            return 0 < toned >= foreign
        writing = self._sites[site].writing
        alike = self._count(writing, site) or self._in_series(site)
        capital, word = writing[1:] if writing else (False, False)
        if capital or not alike or foreign > alike:
            return False
        return self._count(("toneless", writing), site) <= alike and not (word and self._is_apart(site))

    def _in_series(self, site: int) -> bool:
        """Whether the two sites before or behind, or one on each side, are toned and written alike: the entries of notes."""
        sites, here = self._sites, self._ordinal
        beside = [
            place
            for place in range(max(0, site - 2), min(len(sites), site + 3))
            if abs(here[place] - here[site]) <= SERIES
            and sites[place].kind == "toned"
            and sites[place].writing == sites[site].writing
        ]
        return any({first, first + 1, first + 2} - {site} <= {*beside} for first in (site - 2, site - 1, site))

    def _is_apart(self, site: int) -> bool:
        """Whether no toned word stands in the same sentence."""
        writing, here = self._sites[site].writing, self._sites[site]
        near = self._sites[max(0, site - BESIDE) : site + BESIDE + 1]
        return not any(
            other.kind == "toned"
            and other.writing == writing
            and not _SENTENCE_END.search(self._text, min(other.end, here.end), max(other.start, here.start))
            for other in near
        )

    def _is_run(self, run: Group, site: int) -> bool:
        """Whether a run is long enough, or one of several short ones: each of its members reads one hanzi."""
        if run.single < run.size:
            return False
        return run.size >= RUN or (run.size > 1 and self._near(self._in_runs, site) >= RUNS)

    @cached_property
    def _lines(self) -> list[int]:
        """The places of the lines of readings that stand beside lines of hanzi."""
        return [place for place, site in zip(self._ordinal, self._sites, strict=True) if site.is_line]

    @cached_property
    def _in_runs(self) -> list[int]:
        return [place for place, run in zip(self._ordinal, self._runs, strict=True) if 1 < run.size == run.single]

    def may_be_numbered(self, one: Judged) -> bool:
        """Whether one digit may count accounts or hosts instead of tones: 张三(zhang1), 账号：李娜(na4)."""
        found = one.alignment
        if found.notation is not Notation.DIGITS or sum(char.isdigit() for char in found.text) > 1:
            return False
        site = self._place[found.start]
        listed = self._lists[site]
        alone = found.distant and self._count("toned", site) < 2
        counted = listed.counts and self._runs[site].size == 1
        return alone or counted or speaks_of_id(self._text, one.alignment, listed)

    def speak_against(self, one: Judged) -> bool:
        """Whether labels or siblings show that another language is spelt here, so that only an exact reading counts."""
        if one.alignment.notation is Notation.ZHUYIN or one.verdict in (Verdict.MISMATCH, Verdict.UNLISTED):
            return False
        if LOST in one.alignment.remarks:  # the others like it speak for it
            return False
        site = self._place[one.alignment.start]
        digits = one.alignment.notation is Notation.DIGITS
        romanised = self._near(self._romanised, site) if self._foreign else 0
        listed = self._lists[site]
        told = (not one.verified or digits or listed.toned < listed.size) and self.is_told(one)
        if one.verified:
            inexact = digits and one.alignment.worst > Fit.LISTED
            outnumbered = romanised > 1 and 1 < listed.others >= 2 * listed.toned
            return told or outnumbered or (inexact and romanised > 0)
        if told or (digits and len(one.alignment.pairs) == 1 and not self._count("toned", site)):
            return True
        toned = self._count("toned", site)
        if romanised:
            return toned <= romanised
        return not toned and (listed.others > 0 or self._count("off", site) > 1)

    def is_told(self, one: Judged) -> bool:
        """Whether the text says that another language is meant: 粵語：沙（sā）, 臺羅（Tâi-lô）."""
        start, end = one.alignment.base
        if len(self._sites) > _MANY and not self._is_named_in(start - _LINE, end):
            return False
        return names_another_language(self._text, start, end, _LINE)

    def _is_named_in(self, start: int, end: int) -> bool:
        """Whether another language is named between two offsets, or across one of them."""
        place = bisect_left(self._named, start - _LONGEST_NAME)
        return place < len(self._named) and self._named[place] <= end

    @cached_property
    def _named(self) -> list[int]:
        """Where another language is named."""
        return [match.start() for match in _NAME.finditer(self._text)]


_NAME = Pattern(OTHER_LANGUAGE)
_LONGEST_NAME = 12
_LINE = 120  # code points before a reading in which a label may stand
_MANY = 16  # readings from which on all names are looked for at once


def may_spell_another(text: str, starts: Iterable[int], foreign: Sequence[Token]) -> bool:
    """Whether a label before one of the toned readings that begin at ``starts``, or siblings, may say that another language is spelt."""
    if len(foreign) > 1 and sum(is_romanised(text, token) for token in foreign) > 1:
        return True
    searched = 0
    for start in sorted(starts):
        if _NAME.search(text, max(searched, start - _LINE - 1), start):
            return True
        searched = start - _LONGEST_NAME  # one may begin before this reading and end behind it
    return False


_SENTENCE_END = Pattern(r"[。！？!?\n]")


def neighbour_of(text: str, one: Judged) -> Neighbour:
    found = one.alignment
    kind = "misfit"
    if one.verified and not found.missing:
        kind = "toned" if is_certain(one) else "toneless"
    elif one.verdict in (Verdict.TONE, Verdict.NEAR):
        kind = "off"
    shouted = kind == "toned" and len(found.text) > 1 and found.text.isupper()  # GUÓ is guó
    writing = found.token.convention, found.text[:1].isupper() and not shouted, len(found.pairs) > 1
    first, last = found.base
    digit = found.text[-1:] if found.notation is Notation.DIGITS and found.text[-1:].isdigit() else ""
    symbol = kind == "toneless" and is_symbol(text, one)
    line = found.convention is Convention.INTERLINEAR and len(found.text.split()) >= LINE and not found.missing
    return Neighbour(found.start, found.end, kind, first, last - first, writing, digit, symbol, line and one.verified)
