"""Is this the original? Damage it again within its context and compare with what the page shows.

Equality is necessary, and it is not sufficient where a page may have lost characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from pinyin_strip.damage import gbk, injected
from pinyin_strip.damage.candidate import Candidate
from pinyin_strip.damage.forward import CUT_MARKS, Key, damage
from pinyin_strip.damage.page import INSERTED, PRIVATE_USE, Page, cut_mark, fold, pair_of_key, unfold

_UNIT = rf"[\u4e00-\u9fff](?:\({injected.READING}\))?"
_LEFT = re.compile(rf"(?:{_UNIT}){{1,3}}$")
_RIGHT = re.compile(rf"(?:{_UNIT}){{0,3}}")
#: Stands for a sign that a lead byte swallowed, as it swallows a digit, a blank and a line break.
_ANY_SIGN = "1"


class Originals:
    """Those of ``candidates`` that give the observed text from ``start`` on, in their order; each is tried when it is asked for."""

    def __init__(self, page: Page, start: int, candidates: Iterable[Candidate]) -> None:
        self._page, self._start, self._candidates = page, start, iter(candidates)
        self._stretches: dict[int, _Stretch] = {}
        self._seen: list[Candidate] = []
        self._gives: dict[int, bool] = {}

    def __iter__(self) -> Iterator[Candidate]:
        return self.where(lambda _: True)

    def where(self, fits: Callable[[Candidate], bool]) -> Iterator[Candidate]:
        """Those for which ``fits`` is true; the others are not tried."""
        for number in count():
            if number == len(self._seen):
                candidate = next(self._candidates, None)
                if candidate is None:
                    return
                self._seen.append(candidate)
            candidate = self._seen[number]
            if fits(candidate) and self._does_give(number):
                yield candidate

    def _does_give(self, number: int) -> bool:
        if number not in self._gives:
            candidate = self._seen[number]
            stretch = self._stretches.get(candidate.at)
            if stretch is None:
                stretch = self._stretches[candidate.at] = _Stretch(self._page, self._start, candidate.at)
            self._gives[number] = stretch.comes_from(candidate)
        return self._gives[number]


def reproduces(page: Page, start: int, candidate: Candidate) -> bool:
    """Whether damaging the original of ``candidate`` within its context gives the observed text."""
    return _Stretch(page, start, candidate.at).comes_from(candidate)


class _Stretch:
    """A stretch of a page that is out of step, with the readings and hanzi around it."""

    def __init__(self, page: Page, start: int, end: int) -> None:
        text = page.text
        left = _LEFT.search(text, max(0, start - 40), start)
        self._page = page
        self._beyond = text[end : end + 1] if text[start:end] == "??" else ""
        right = _RIGHT.match(text, end + len(self._beyond))
        before, after = left.group() if left else "", right.group() if right else ""
        self._observed = _as_crawled(page, before + text[start:end] + self._beyond + after)
        self._before, self._after = bare(before), bare(after)
        self._ways_to_cut = tuple(_ways_to_cut(_where_cut(text, start, end + 1)))

    def comes_from(self, candidate: Candidate) -> bool:
        """Whether the original of ``candidate``, damaged again, is what is observed."""
        page = self._page
        original = self._before + candidate.plain[1:] + _behind(page, candidate, self._beyond) + self._after
        data = gbk.encode(original)
        keys = {**{key: pair_of_key(key[0]) for key in candidate.keys}, **page.pairs_of_keys}
        present = {key: pair for key, pair in keys.items() if pair in data}
        return any(
            _as_crawled(page, damage(original, order, cuts=cuts, dangling=dangling)) == self._observed
            for cuts, dangling in self._ways_to_cut
            for order in _orders(present, data)
        )


def _behind(page: Page, candidate: Candidate, mark: str) -> str:
    """What stood behind the hanzi of ``candidate``: a sign that was swallowed, or the ``mark`` that tore the last one apart."""
    if candidate.swallowed == gbk.LOST:
        return _ANY_SIGN
    return unfold(mark) if page.folded and "\0" < mark < "\x80" else mark


def _where_cut(text: str, start: int, end: int) -> str:
    """The part of a run in which marks may be cuts: a ``?`` at its beginning is one only where nothing else explains it."""
    return text[start if cut_mark(text, start) == start else start + 1 : end]


def _ways_to_cut(observed: str) -> Iterator[tuple[str, str]]:
    """No cut, cuts at every mark, cuts at one of the marks; a dangling byte as ``?`` or as nothing."""
    yield "", "?"
    marks = [mark for mark in CUT_MARKS if mark in observed or fold(mark) in observed]
    for dangling in ("?", ""):
        if marks:
            yield CUT_MARKS, dangling
            for mark in marks:
                yield mark, dangling


def _orders(pairs: dict[Key, bytes], data: bytes) -> Iterator[list[Key]]:
    """Orders of replacement to try: as found, and with either of two keys that share a byte first."""
    yield list(pairs)
    first = [
        key
        for key, pair in pairs.items()
        if any(two[1] == pair[0] and two[:1] + pair in data for two in pairs.values())
    ]
    if first:
        others = [key for key in pairs if key not in first]
        yield [*first, *others]
        yield [*others, *first]
        for key in first:
            yield [key, *(other for other in pairs if other != key)]


def _as_crawled(page: Page, text: str) -> str:
    """``text`` as the page shows it: by its tables, without what was stripped, marks folded if they are."""
    if PRIVATE_USE.search(text) and page.reads_later:
        text = text.translate({ord(place): char for char, place in gbk.later().items()})
    if page.loses_euros:
        text = text.replace(gbk.EURO, "")
    if page.folded:
        text = "".join(map(fold, text))
    return PRIVATE_USE.sub("", text) if page.stripped else text


def bare(text: str) -> str:
    """``text`` without its readings."""
    return INSERTED.sub("", text)
