"""How can a run of damage begin? At a reading whose bracket was swallowed, or at a cut before a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinyin_strip.repair import gbk
from pinyin_strip.repair.forward import CUT_MARKS
from pinyin_strip.repair.walk import (
    TAIL,
    UNUSUAL_KEY,
    Page,
    Walk,
    add,
    byte_before,
    complete,
    cut_mark,
    keys_from,
    leads_of,
    pair_of_key,
    pair_read,
)

__all__ = ["start_cut", "start_gloss"]

# A third question mark is one more byte that is gone, more likely than a mark.
_TWICE = re.compile(r"\?{2}[、。！，；？!,;]")


def start_gloss(page: Page, at: int) -> Iterator[Walk]:
    """Walks that begin with ``?py)`` at ``at``: a key across the character before and the one torn apart."""
    tail = TAIL.match(page.text, at)
    before, char = byte_before(page, at)
    if tail is None or before is None:
        return
    for key in keys_from(before, tail[1]):
        trail = pair_of_key(key)[1]
        rarity = 0.0 if page.shows(key, tail[1]) else UNUSUAL_KEY
        yield Walk(at, tail.end(), trail, before, "", char, ((key, tail[1]),), rarity)


def start_cut(page: Page, at: int) -> Iterator[Walk]:
    """Walks that begin with a cut at ``at``: the lead byte of the character that it tore apart is gone.

    A ``?`` stands for it before the mark, or nothing.
    """
    place = cut_mark(page.text, at)
    mark = pair_read(page, place) if place is not None else None
    if mark is None or place is None:
        return
    char = byte_before(page, at)[1] or "\n"
    for lead in leads_of(mark[0]):
        begun = Walk(at, place, lead, 0, "", char, (), 0.0, guessed=1)
        yield from complete(page, begun, mark, place + 1)
    yield from _torn_twice(page, at, char)


def _torn_twice(page: Page, at: int, char: str) -> Iterator[Walk]:
    """``??`` and a mark: the second byte of a hanzi and the first of the mark looked like a mark as well.

    The hanzi's bytes were cut from each other and from the mark, and both are gone: 大小， (D0 A1 A3 AC) is ``大??,``.
    """
    mark = pair_read(page, at + 2)
    if mark is None or not _TWICE.match(page.text, at):
        return
    for trail in (0xA1, 0xA3):
        if (gbk.char_of(trail, mark[0]) or "?") in CUT_MARKS:
            for lead in leads_of(trail):
                hanzi = gbk.char_of(lead, trail)
                assert hanzi is not None
                yield add(page, Walk(at, at, None, trail, "", char, (), 0.0, guessed=2), hanzi, at + 2)
