"""What may a page have lost out of a run, without a trace, and what stood there?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import log
from typing import TypeAlias

from pinyin_strip.damage import gbk, injected
from pinyin_strip.damage.branches import Option
from pinyin_strip.damage.choices import Choices
from pinyin_strip.damage.page import INSERTED, TAIL, Page, leads_of, pair_of_key, pair_read, trails_of

__all__ = ["CITED", "LOST_PAIR", "Heard", "bracket", "likeliest_first", "next_heard", "torn"]

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

#: The bytes that may come next after a lost pair, and the reading of the hanzi that they end ("" if it has none).
Heard: TypeAlias = tuple[tuple[int, ...], str]


def likeliest_first(page: Page, pending: int, before: str) -> list[tuple[float, str]]:
    """The hanzi that ``pending`` may begin and a lost pair end, best first, each with its score.

    Its second byte is the first one of a user-defined pair, whose halves belong to two originals.
    """
    return _ended_by_lost(pending).likeliest_on(page.words, FIRSTS, before)


def torn(at: int, firsts: list[tuple[float, str]], heard: Heard) -> list[tuple[float, Option]]:
    """The ways to fill a lost pair at ``at`` behind one of ``firsts``, likeliest first, each with the score of that one."""
    likeliest = [
        (score + following, char, first, second, score)
        for score, char in firsts
        for first in (pair_of_key(char)[1],)
        for following, second in _seconds(char, first, *heard)
    ]
    likeliest.sort(reverse=True)
    return [
        (score, Option(at, second, first, char, LOST_PAIR, lost=1))
        for _, char, first, second, score in likeliest[:TORN]
    ]


def bracket(at: int, pending: int, last: int) -> Iterator[Option]:
    """The last byte of the run and the ``[`` of a citation made a user-defined pair that the page lost."""
    for trail in trails_of(pending):
        char, swallowed = gbk.char_of(pending, trail), gbk.char_of(trail, ord("["))
        if char is not None and swallowed is not None and gbk.is_private_use(swallowed):
            yield Option(at, None, last, char, sign="[", lost=1, swallowed="[")


@cache
def _ended_by_lost(pending: int) -> Choices:
    pairs = gbk.code_page().char_of
    chars = (pairs[bytes((pending, first))] for first in trails_of(pending) if first in USER_DEFINED)
    return Choices({char: ord(char) for char in chars})


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
        behind = _behind(gbk.is_user_defined(first, 0xFE), byte, reading)
        for score, following in behind.likeliest(SECONDS, char):
            second = behind.rank_of[following]
            found[second] = max(score, found.get(second, score))
    return tuple(sorted([(score, second) for second, score in found.items()], reverse=True)[:SECONDS])


@lru_cache(maxsize=1 << 11)
def _behind(high: bool, byte: int, reading: str) -> Choices:
    """Hanzi that ``byte`` ends and the second byte of a user-defined pair begins (which is their rank).

    Args:
        high: whether the pair is of the areas whose second bytes are high ones, or of the other one.
        byte: the second byte of the hanzi.
        reading: what the hanzi must be a key for, "" if it is none.
    """
    pairs = gbk.code_page().char_of
    rank_of = {pairs[bytes((lead, byte))]: lead for lead in leads_of(byte) if (lead > 0xA0) is high}
    if reading:
        rank_of = {char: lead for char, lead in rank_of.items() if injected.is_key(char, reading)}
    return Choices(rank_of)


def next_heard(page: Page, at: int) -> Heard | None:
    """What may come next after a pair that is lost at ``at``; None where nothing bounds it."""
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
