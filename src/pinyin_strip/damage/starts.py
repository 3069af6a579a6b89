"""How can a run of damage begin? At a reading whose bracket was swallowed, or at a cut before a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pinyin_strip.damage import gbk
from pinyin_strip.damage.branches import Branch, Option, grown, rooted
from pinyin_strip.damage.candidate import Candidate
from pinyin_strip.damage.forward import CUT_MARKS
from pinyin_strip.damage.page import (
    TAIL,
    UNUSUAL_KEY,
    Page,
    byte_before,
    cut_mark,
    keys_from,
    leads_of,
    pair_of_key,
    pair_read,
)

__all__ = ["start_cut", "start_gloss"]

# A third question mark is one more byte that is gone, more likely than a mark.
_TWICE = re.compile(r"\?{2}[、。！，；？!,;]")


def start_gloss(page: Page, at: int) -> list[Branch]:
    """Branches that begin with ``?py)`` at ``at``: a key across the character before and the one torn apart."""
    tail = TAIL.match(page.text, at)
    before, char = byte_before(page, at)
    if tail is None or before is None:
        return []
    begun = []
    for key in keys_from(before, tail[1]):
        trail = pair_of_key(key)[1]
        rarity = 0.0 if page.shows(key, tail[1]) else UNUSUAL_KEY
        begun.append(rooted(Candidate(at, tail.end(), trail, before, "", char, ((key, tail[1]),), rarity)))
    return begun


def start_cut(page: Page, at: int) -> list[Branch]:
    """Branches that begin with a cut at ``at``: the lead byte of the character that it tore apart is gone.

    A ``?`` stands for it before the mark, or nothing.
    """
    place = cut_mark(page.text, at)
    mark = pair_read(page, place) if place is not None else None
    if mark is None or place is None:
        return []
    char = byte_before(page, at)[1] or "\n"
    root = rooted(Candidate(at, place, 0, 0, "", char, (), 0.0, guessed=1))
    begun = Option(place + 1, mark[1], mark[0])
    return [*(grown(page, root, begun, hanzi) for hanzi in _ended_by(mark[0])), *_torn_twice(page, at, char)]


def _torn_twice(page: Page, at: int, char: str) -> Iterator[Branch]:
    """``??`` and a mark: the second byte of a hanzi and the first of the mark looked like a mark as well.

    The hanzi's bytes were cut from each other and from the mark, and both are gone: 大小， (D0 A1 A3 AC) is ``大??,``.
    """
    mark = pair_read(page, at + 2)
    if mark is None or not _TWICE.match(page.text, at):
        return
    for trail in (0xA1, 0xA3):
        if (gbk.char_of(trail, mark[0]) or "?") in CUT_MARKS:
            root = rooted(Candidate(at, at, None, trail, "", char, (), 0.0, guessed=2))
            ended = Option(at + 2, None, trail)
            yield from (grown(page, root, ended, hanzi) for hanzi in _ended_by(trail))


@cache
def _ended_by(trail: int) -> tuple[str, ...]:
    """Characters of the repertoire whose second byte is ``trail``."""
    pairs = gbk.code_page().char_of
    return tuple(pairs[bytes((lead, trail))] for lead in leads_of(trail))
