"""Text → tokens, by the fast scan: the shapes are read only where it found something that could be a gloss or deserves a look."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from pinyin_strip.document import Convention
from pinyin_strip.fastscan.choice import is_ready
from pinyin_strip.fastscan.kinds import kinds
from pinyin_strip.fastscan.loops.rows import find_sites
from pinyin_strip.fastscan.loops.state import Tables
from pinyin_strip.fastscan.tables import dictionary, renew
from pinyin_strip.fastscan.terms import CHAINED, COLUMNS, FOREIGN, HANZI, LEFT, OPEN, TONED_SITE
from pinyin_strip.tokenizer import Last, Token, tokens_at
from pinyin_strip.tokenizer.shapes import SHAPES, brackets

__all__ = ["Site", "fast_tokens", "sites_of", "tokens_of", "with_known"]

Found = TypeVar("Found")
_ALL = frozenset(Convention)


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
    room = 256
    while (found := _sites_in(data, room, thorough)) is None:
        room *= 8
    numbers = iter(found)
    return list(map(Site, numbers, numbers, numbers, numbers))


def _sites_in(data: bytes, room: int, thorough: bool) -> array[int] | None:
    """The numbers of all sites; ``None`` if there are more than so many."""
    found = array("q", bytes(8 * COLUMNS * room))
    count = with_known(lambda asked, tables: find_sites(data, kinds(), tables, asked, found, thorough))
    return None if count == LEFT else found[: COLUMNS * count]


def tokens_of(text: str, sites: list[Site], *, toned: bool) -> Iterator[Token]:
    """Yield what stands at the open sites, and at the toned ones if these are wanted, too."""
    last: Last = {}
    for site in sites:
        if site.kind & CHAINED:
            _follow_chain(text, site, last)
        if site.kind & OPEN == OPEN or (toned and site.kind == TONED_SITE):
            yield from tokens_at(text, site.start, SHAPES, last)


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
