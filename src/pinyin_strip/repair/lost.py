"""What may a page have lost out of a run, without a trace, and what stood there?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from heapq import nlargest
from math import log

from pinyin_strip.repair import gbk, injected, plausibility
from pinyin_strip.repair.plausibility import NO_PAGE
from pinyin_strip.repair.walk import INSERTED, TAIL, Page, Walk, add, leads_of, pair_of_key, pair_read, trails_of

__all__ = ["CITED", "lost_bracket", "lost_pair"]

#: A lost pair is filled in TORN ways: with the FIRSTS likeliest hanzi before it and the SECONDS likeliest behind.
TORN = 20
FIRSTS = 8
SECONDS = 12
#: Bytes that begin a user-defined pair.
USER_DEFINED = frozenset((*range(0xA1, 0xA8), *range(0xAA, 0xB0), *range(0xF8, 0xFF)))

#: Prior of a pair that the page lost without a trace. The loss itself follows from the bytes; a little is
#: taken off for the many ways to fill it.
LOST_PAIR = log(0.5)

#: A citation whose opening bracket may be lost.
CITED = re.compile(r"\d{1,3}\]")


def lost_pair(page: Page, walk: Walk, floor: float) -> Iterator[Walk]:
    """Two bytes are missing here: a user-defined pair whose halves belong to two originals.

    Originals that score less than ``floor`` are left out.
    """
    assert walk.pending is not None
    heard = _next_heard(page, walk.at)
    if heard is None:
        return
    before = walk.plain[-1:]
    completed = ((plausibility.score(char, before, page.words), char, first) for char, first in _torn(walk.pending))
    likeliest = (
        (score + following, char, first, second)
        for score, char, first in nlargest(FIRSTS, completed)
        if walk.score + score + LOST_PAIR >= floor
        for following, second in _seconds(char, first, *heard)
    )
    for _, char, first, second in nlargest(TORN, likeliest):
        added = add(page, walk, char, walk.at)
        yield added._replace(pending=second, last=first, lost=walk.lost + 1, score=added.score + LOST_PAIR)


def lost_bracket(page: Page, walk: Walk) -> Iterator[Walk]:
    """The last byte of the run and the ``[`` of a citation made a user-defined pair that the page lost."""
    assert walk.pending is not None
    for trail in trails_of(walk.pending):
        char, swallowed = gbk.char_of(walk.pending, trail), gbk.char_of(trail, ord("["))
        if char is not None and swallowed is not None and gbk.is_private_use(swallowed):
            ended = add(page, walk, char, walk.at)
            lost = walk.lost + 1
            yield ended._replace(pending=None, text=ended.text + "[", plain=ended.plain + "[", lost=lost, swallowed="[")


@cache
def _torn(pending: int) -> tuple[tuple[str, int], ...]:
    """Hanzi that ``pending`` can begin and whose second byte can be the first of a user-defined pair."""
    pairs = gbk.code_page().char_of
    return tuple((pairs[bytes((pending, first))], first) for first in trails_of(pending) if first in USER_DEFINED)


@lru_cache(maxsize=1 << 14)
def _seconds(char: str, first: int, heard: tuple[int, ...], reading: str) -> tuple[tuple[float, int], ...]:
    """Second bytes of the pair that was lost behind ``char``, likeliest first, by the hanzi that they begin.

    Args:
        char: the hanzi before the lost pair.
        first: its second byte, the first one of the lost pair.
        heard: bytes that can come next.
        reading: what the next hanzi must be a key for, "" if it is none.
    """
    found: dict[int, float] = {}
    for byte in heard:
        for second, following in _behind(first, byte):
            if not reading or injected.is_key(following, reading):
                score = plausibility.score(following, char, NO_PAGE)
                found[second] = max(score, found.get(second, score))
    return tuple(nlargest(SECONDS, ((score, second) for second, score in found.items())))


@cache
def _behind(first: int, byte: int) -> tuple[tuple[int, str], ...]:
    """Bytes that make a user-defined pair with ``first``, each with the hanzi that it begins and ``byte`` ends."""
    pairs = gbk.code_page().char_of
    leads = (lead for lead in leads_of(byte) if gbk.is_user_defined(first, lead))
    return tuple((lead, pairs[bytes((lead, byte))]) for lead in leads)


def _next_heard(page: Page, at: int) -> tuple[tuple[int, ...], str] | None:
    """The bytes that may come next after a lost pair, and the reading of the hanzi that they end.

    None where nothing bounds them.
    """
    char = page.text[at : at + 1]
    tail = TAIL.match(page.text, at)
    if tail is not None:
        return tuple(sorted({pair_of_key(key)[1] for key in injected.read_as(tail[1])})), tail[1]
    closing = INSERTED.match(page.text, at + 1)
    pair = pair_read(page, at)
    single = (ord(char),) if "\x40" <= char <= "\x7e" else (0x80,) if char == gbk.EURO else ()
    if single and closing is not None:
        return single, closing[1]
    heard = (pair[0], *single) if pair is not None else single
    return (heard, "") if heard else None
