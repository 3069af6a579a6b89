"""What can be read at a place out of step, and where does each way lead?

Out of step, the first byte of what is read is the second byte of what was written: it completes a hanzi with the
open byte, and its own second byte is open then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import log

from pinyin_strip.damage import gbk, injected, lost, marks, plausibility
from pinyin_strip.damage.branches import Option
from pinyin_strip.damage.choices import Choices
from pinyin_strip.damage.forward import Key
from pinyin_strip.damage.page import (
    CLOSES,
    INSERTED,
    MISFIT,
    PAIRED,
    TAIL,
    UNUSUAL_KEY,
    Page,
    is_mark,
    keys_from,
    pair_of_key,
    pair_read,
    possible_of,
    trails_of,
)

__all__ = ["Reading"]

#: The likeliest hanzi that are tried where a second byte is gone.
DANGLING = 6

#: Prior of a dangling lead byte that left no "?" (one site of 68).
NO_TRACE = log(0.005)

#: Prior of a euro sign that the page lost, where it has none.
LOST_EURO = log(0.05)

#: Prior of a letter of the original directly behind a run, which it closes: first of a name or number, or alone.
NAMED = log(0.01)

_NAME = re.compile(r"[A-Za-z0-9]")


class Reading:
    """What a page can be read as out of step, around one mark.

    It depends on the place, the open byte and the byte before it, and is worked out once for each of these, however
    many branches come by and however often the run is followed.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._whole: dict[tuple[int, int, int], tuple[Option, ...]] = {}
        self._cut_off: dict[tuple[int, int], tuple[Option, ...]] = {}
        self._losing: dict[tuple[int, int, int, bool], tuple[Option, ...]] = {}
        self._halves: dict[tuple[int, str], tuple[str, ...]] = {}
        self._best_halves: dict[tuple[int, str], float] = {}
        self._heard: dict[int, lost.Heard | None] = {}
        self._firsts: dict[tuple[int, str], list[tuple[float, str]]] = {}
        self._torn: dict[tuple[int, int, str, int], list[tuple[float, Option]]] = {}

    def whole(self, at: int, pending: int, last: int) -> tuple[Option, ...]:
        """The ways to read on by bytes that are all there."""
        # The byte before the open one matters only where both are the key of a reading that follows.
        key = (at, pending, last if self.page.text[at : at + 1] == "(" else 0)
        known = self._whole.get(key)
        if known is None:
            known = self._whole[key] = tuple(_chained(self.page, _whole(self.page, at, pending, last)))
        return known

    def cut_off(self, at: int, last: int) -> tuple[Option, ...]:
        """The ways to end where the second byte of the last hanzi was cut off; `halves` says which hanzi."""
        if not is_mark(self.page.text, at):
            return ()
        key = (at, last)
        known = self._cut_off.get(key)
        if known is None:
            known = self._cut_off[key] = tuple(_chained(self.page, _cut_off(self.page, at, last)))
        return known

    def halves(self, pending: int, before: str) -> tuple[str, ...]:
        """The likeliest hanzi that begin with ``pending``, best first."""
        key = (pending, before)
        known = self._halves.get(key)
        if known is None:
            chars = _begun_with(pending, before)
            choices = sorted(zip(self.page.words.scores(before, chars), chars, strict=True), reverse=True)
            known = self._halves[key] = tuple([char for _, char in choices[:DANGLING]])
        return known

    def begins(self, pending: int) -> bool:
        """Whether any hanzi begins with ``pending``."""
        return bool(_beginning_with(pending).rank_of)

    def best_half(self, pending: int, before: str) -> float:
        """What the likeliest of `halves` scores at most."""
        known = self._best_halves.get((pending, before))
        if known is None:
            halves = _beginning_with(pending)
            by_words = halves.rank_of.keys().isdisjoint(PAIRED) and not halves.special
            known = self.page.words.highest(before, halves.greatest_share) if by_words else CLOSES
            self._best_halves[pending, before] = known
        return known

    def losing(self, at: int, pending: int, last: int, euros: bool) -> tuple[Option, ...]:
        """The ways to end in a sign that the page lost: a bracket, or a euro sign."""
        if not euros and not self.page.text[at : at + 1].isdecimal():
            return ()
        key = (at, pending, last, euros)
        known = self._losing.get(key)
        if known is None:
            known = self._losing[key] = tuple(_chained(self.page, _losing(self.page, at, pending, last, euros)))
        return known

    def torn(self, at: int, pending: int, before: str, least: float) -> list[tuple[float, Option]]:
        """The ways to read on with a lost pair here, if the hanzi before it scores ``least`` or more, with that score."""
        if at not in self._heard:
            self._heard[at] = lost.next_heard(self.page, at)
        heard = self._heard[at]
        if heard is None:
            return []
        firsts = self._firsts.get((pending, before))
        if firsts is None:
            firsts = self._firsts[pending, before] = lost.likeliest_first(self.page, pending, before)
        tried = sum(score >= least for score, _ in firsts)
        key = (at, pending, before, tried)
        known = self._torn.get(key)
        if known is None:
            known = self._torn[key] = lost.torn(at, firsts[:tried], heard)
        return known


def _chained(page: Page, options: Iterator[Option]) -> Iterator[Option]:
    """``options``; where the next ``?py)`` follows one at once, those that go on through it."""
    for option in options:
        tail = TAIL.match(page.text, option.at) if option.pending is None else None
        if tail is None:
            yield option
            continue
        for key in keys_from(option.last, tail[1]):
            keys = (*option.keys, (key, tail[1]))
            prior = option.prior + _rarity(page, (key, tail[1]))
            yield option._replace(at=tail.end(), pending=pair_of_key(key)[1], keys=keys, prior=prior)


def _rarity(page: Page, key: Key) -> float:
    return 0.0 if page.shows(*key) else UNUSUAL_KEY


def _whole(page: Page, at: int, pending: int, last: int) -> Iterator[Option]:
    text = page.text
    if at >= len(text):
        return
    char = text[at]
    inserted = INSERTED.match(text, at) if char == "(" else None
    if inserted is not None:
        yield from _false_key(page, inserted, pending, last)
        return
    tail = TAIL.match(text, at) if char == gbk.LOST else None
    if tail is not None:
        for key in keys_from(pending, tail[1]):
            yield _glossed(page, pair_of_key(key)[1], key, tail)
        return
    pair = pair_read(page, at)
    hanzi = possible_of(pending, pair[0]) if pair is not None else None
    if pair is not None and hanzi is not None:
        yield Option(at + 1, pair[1], pair[0], hanzi)
        if pair[1] < 0x80:
            named = chr(pair[1]).isalpha() and _NAME.match(text, at + 1)
            yield Option(at + 1, None, pair[1], hanzi, NAMED if named else MISFIT, chr(pair[1]))
    if char == gbk.EURO:
        yield from _closed(page, pending, 0x80, at + 1)
    elif "\x40" <= char <= "\x7e":
        yield from _closed(page, pending, ord(char), at + 1)


def _false_key(page: Page, inserted: re.Match[str], pending: int, last: int) -> Iterator[Option]:
    """A reading in the middle of a run: it follows a key across two originals, and stands for nothing."""
    key = gbk.char_of(last, pending)
    if key is not None and injected.is_key(key, inserted[1]):
        found = (key, inserted[1])
        yield Option(inserted.end(), pending, last, prior=_rarity(page, found), keys=(found,))


def _closed(page: Page, pending: int, byte: int, at: int) -> Iterator[Option]:
    """A single byte completes a hanzi and the stream is in step."""
    char = possible_of(pending, byte)
    if char is None:
        return
    inserted = INSERTED.match(page.text, at)
    if inserted is None:
        yield Option(at, None, byte, char)
    elif injected.is_key(char, inserted[1]):
        yield _glossed(page, byte, char, inserted)


def _glossed(page: Page, byte: int, char: str, reading: re.Match[str]) -> Option:
    """The last hanzi, ``char``, is an aligned key with its reading."""
    key = (char, reading[1])
    return Option(reading.end(), None, byte, char, _rarity(page, key), keys=(key,), reading=f"({reading[1]})")


def _cut_off(page: Page, at: int, last: int) -> Iterator[Option]:
    """The second byte of the last hanzi is gone: before a mark, or with what a ``?`` swallowed."""
    text = page.text
    if text[at : at + 1] != gbk.LOST:
        yield Option(at, None, last, prior=NO_TRACE, guessed=1)
        return
    if TAIL.match(text, at):
        return
    markup = marks.MARKUP.match(text, at + 1)
    if markup is not None:
        sign = "&" if markup.lastgroup == "entity" else "<"
        yield Option(at + 1, None, last, sign=sign, guessed=1, swallowed=sign)
    else:
        yield Option(at + 1, None, last, guessed=1, swallowed="" if is_mark(text, at + 1) else gbk.LOST)


def _losing(page: Page, at: int, pending: int, last: int, euros: bool) -> Iterator[Option]:
    if page.stripped and lost.CITED.match(page.text, at):
        yield from lost.bracket(at, pending, last)
    if euros:
        yield from _lost_euro(page, at, pending)


def _lost_euro(page: Page, at: int, pending: int) -> Iterator[Option]:
    """The byte that closes the run was a euro sign, which the page lost along with private use.

    Nothing shows where the run ends, but that the text reads on as it stands.
    """
    for closed in _closed(page, pending, 0x80, at):
        ahead = INSERTED.sub("", page.text[closed.at : closed.at + 4 * plausibility.AHEAD])
        if plausibility.reads_on(ahead, 0, 2):
            yield closed._replace(lost=1, prior=closed.prior + LOST_EURO)


@lru_cache(maxsize=1 << 14)
def _begun_with(lead: int, before: str) -> tuple[str, ...]:
    """Hanzi that begin with ``lead``, the likeliest behind ``before`` on any page."""
    return tuple(char for _, char in _beginning_with(lead).likeliest(3 * DANGLING, before))


@lru_cache(maxsize=1 << 8)
def _beginning_with(lead: int) -> Choices:
    pairs = gbk.code_page().char_of
    chars = (pairs[bytes((lead, trail))] for trail in trails_of(lead) if trail > 0x80)
    return Choices({char: ord(char) for char in chars})
