"""Text → tokens, by the fast scan: the shapes are read only where it found something that could be a gloss or deserves a look."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from pinyin_strip.fastscan.choice import is_ready
from pinyin_strip.fastscan.kinds import kinds
from pinyin_strip.fastscan.loops.rows import find_sites, strip_text
from pinyin_strip.fastscan.loops.state import Tables
from pinyin_strip.fastscan.tables import dictionary, renew
from pinyin_strip.fastscan.terms import CHAINED, COLUMNS, FOREIGN, HANZI, LEFT, OPEN, TONED_SITE
from pinyin_strip.tokenizer import Last, Token, tokens_at
from pinyin_strip.tokenizer.shapes import SHAPES, brackets
from pinyin_strip.values import Convention

__all__ = ["Site", "fast_tokens", "sites_of", "stripped", "tokens_of", "with_known"]

Found = TypeVar("Found")
_ALL = frozenset(Convention)
_ROOM = 256  # sites at first
_BRACKETS = (brackets.SHAPE,)  # nothing else can be what a toned gloss is


def with_known(run: Callable[[bytearray, Tables], Found]) -> Found:
    """Call a function with room to note whose readings are asked for, and with the tables.

    It is called again, with new ones, if the user has loaded other readings meanwhile.
    """
    while True:
        known = dictionary()
        asked = bytearray(HANZI)
        found = run(asked, known.tables)
        if known.entries.stand(asked):
            return found
        renew()


class Site(NamedTuple):
    """What the scan found; offsets in code points."""

    kind: int
    start: int
    end: int
    base: int


def sites_of(data: bytes, *, thorough: bool) -> list[Site]:
    """Scan a text in UTF-8."""
    return with_known(lambda asked, tables: _sites_of(data, asked, tables, thorough))


def stripped(data: bytes, asked: bytearray, tables: Tables) -> tuple[int, str, list[Site]]:
    """Take the certain glosses out of a text in UTF-8: how many, and what is left; or LEFT, and the sites of the text."""
    sites = array("q", bytes(8 * COLUMNS * _ROOM))
    count, found, left = strip_text(data, kinds(), tables, asked, sites)
    if count != LEFT:
        return count, left, []
    return LEFT, "", _sites_of(data, asked, tables, False) if found == LEFT else _listed(sites, found)


def _sites_of(data: bytes, asked: bytearray, tables: Tables, thorough: bool) -> list[Site]:
    room, found = _ROOM, LEFT
    while found == LEFT:
        sites = array("q", bytes(8 * COLUMNS * room))
        found = find_sites(data, kinds(), tables, asked, sites, thorough)
        room *= 8
    return _listed(sites, found)


def _listed(sites: array[int], count: int) -> list[Site]:
    numbers = iter(sites[: COLUMNS * count])
    return list(map(Site, numbers, numbers, numbers, numbers))


def tokens_of(text: str, sites: list[Site], *, toned: bool) -> Iterator[Token]:
    """Yield what stands at the open sites, and at the toned ones if these are wanted, too."""
    last: Last = {}
    for site in sites:
        if site.kind & CHAINED:
            _follow_chain(text, site, last)
        if site.kind & OPEN == OPEN:
            yield from tokens_at(text, site.start, SHAPES, last)
        elif toned and site.kind == TONED_SITE:
            yield from tokens_at(text, site.start, _BRACKETS, last)


def _follow_chain(text: str, site: Site, last: Last) -> None:
    """See to it that the bracket which ends where another one begins is known as the last one."""
    known = last.get(brackets.SHAPE)
    at = site.base
    while (known is None or known.end != site.start) and at < site.start:
        before = known if known and known.end == at else None
        token = next(brackets.SHAPE.read(text, at, before), None)
        if token is None:
            return
        known = last[brackets.SHAPE] = token
        at = token.end


def fast_tokens(text: str, conventions: frozenset[Convention]) -> list[Token] | None:
    """Find everything that could be a gloss or deserves a look, as ``tokenize`` does; ``None`` if only that can."""
    if len(conventions) < len(_ALL) or not is_ready(text):
        return None
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    sites = sites_of(data, thorough=True)
    found = list(tokens_of(text, sites, toned=True))
    found += [_foreign(text, site) for site in sites if site.kind == FOREIGN]
    return sorted(found, key=lambda token: token.start)


def _foreign(text: str, site: Site) -> Token:
    """A bracket with Latin letters, of which nothing more than that is of interest."""
    inside = text[site.start : site.end].lstrip()[1:].lstrip()
    return Token(
        site.start, site.end, site.end - len(inside), site.end - 1, site.base, Convention.PARENTHESIS, "(", ")"
    )
