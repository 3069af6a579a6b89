"""One text without its glosses: the fast scan decides the common sites, Python judges the open ones, each by itself.

What only neighbours can say is asked of the sites of the whole text, and only where one that is open, or stands in one list with
what is no gloss, depends on it. A text of which that is not enough goes through the stages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from pinyin_strip.checker import Judged, choose, holds_latin, judge_lost, judge_token, settle_columns
from pinyin_strip.damage import out_of_step
from pinyin_strip.fastscan.by_pattern import sites_and_tokens
from pinyin_strip.fastscan.choice import is_ready, supports
from pinyin_strip.fastscan.loops.state import Tables
from pinyin_strip.fastscan.terms import DAMAGE, FOREIGN, LEFT, LINE_SITE, TONED_SITE
from pinyin_strip.fastscan.tokens import Site, sites_of, stripped, tokens_of, with_known
from pinyin_strip.grouping import Neighbour, are_listed, near_by
from pinyin_strip.lost_letters import clipped_spelling
from pinyin_strip.options import Options
from pinyin_strip.patterns import Pattern
from pinyin_strip.pipeline import ROUNDS, read, span_of
from pinyin_strip.policy import is_stripped
from pinyin_strip.settle import LINE, Neighbours, may_spell_another, neighbour_of
from pinyin_strip.signs import FAMILY, HAN, LETTERS
from pinyin_strip.tokenizer import Token, is_hanzi, tokens_at
from pinyin_strip.tokenizer.shapes import SHAPES, brackets
from pinyin_strip.tokenizer.shapes.breaks import LINE_OF_HANZI
from pinyin_strip.values import Convention, Notation, Verdict

__all__ = ["Cleaned", "cleaned", "without"]

Span = tuple[int, int]
Kind = tuple[Verdict, Notation, bool]
"""Of a gloss: its verdict, how it is written, and whether it goes."""

Gloss = tuple[int, int, Kind]
"""Where it starts and ends, and its kind."""

_TONED: Kind = (Verdict.MATCH, Notation.MARKS, True)


_GLOSSES = (TONED_SITE, LINE_SITE)
_DECIDED = (*_GLOSSES, FOREIGN)
_START, _END = attrgetter("start"), attrgetter("end")
_BREAK = Pattern(r"<[bB][rR] ?/?>|\\[nN]")
_LETTER = Pattern(f"[{LETTERS}]")
_TO_LAST_HANZI = Pattern(f"[{LINE_OF_HANZI}]*[{HAN}]")


class Cleaned(NamedTuple):
    """A text without its glosses, and how many of them there were."""

    text: str
    """The same object if nothing was removed."""
    glosses: Counter[Kind]


def cleaned(text: str, options: Options) -> Cleaned:
    """Clean one text: site by site if the options allow it, else by the stages.

    >>> cleaned("国(guó)际，锂(Li)电池", Options()).text
    '国际，锂(Li)电池'
    """
    found = _one_by_one(text, options) if supports(options) else None
    if found is not None:
        return found
    document = read(text, options, remarks=False)
    return Cleaned(document.clean(), Counter((one.verdict, one.notation, one.stripped) for one in document.glosses))


class _Seen(NamedTuple):
    """What a look along a text found: how many certain glosses it took out, and what is left; or LEFT, and what has to be decided."""

    taken: int
    left: str
    sites: list[Site]
    tokens: list[Token]


_Look = Callable[[str, bool], _Seen | None]
"""Looks along a text; nothing is taken out if the second argument is false, and ``None`` means that only the stages can tell."""


def _one_by_one(text: str, options: Options) -> Cleaned | None:
    """Clean a text site by site, by the loops if they were compiled; ``None`` if only the stages can tell."""
    if is_ready(text):
        return with_known(lambda asked, tables: _cleaned(text, options, partial(_by_loops, asked, tables)))
    return _cleaned(text, options, _by_pattern)


def _by_loops(asked: bytearray, tables: Tables, text: str, takes_out: bool) -> _Seen | None:
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    count, left, sites = stripped(data, asked, tables) if takes_out else (LEFT, "", sites_of(data, thorough=False))
    tokens = [token for token in tokens_of(text, sites, toned=False) if token.may_go] if count == LEFT else []
    return _Seen(count, left, sites, tokens)


def _by_pattern(text: str, _takes_out: bool) -> _Seen:
    sites, tokens = sites_and_tokens(text)
    return _Seen(LEFT if sites or tokens else 0, "", sites, tokens)


def _cleaned(text: str, options: Options, look: _Look) -> Cleaned | None:
    """Look along a text, and take out what goes, until nothing more does."""
    gone: list[Counter[Kind]] = []
    kept: list[Gloss] = []
    for number in range(ROUNDS + 1):
        seen = look(text, not kept)
        if seen is None:
            return None
        if seen.taken != LEFT:
            if seen.taken:
                gone.append(Counter({_TONED: seen.taken}))
                text = seen.left
            break
        found = _read(text, seen.sites, seen.tokens, options)
        if found is None:
            return None
        gone.append(found.gone)
        kept = _left(kept if number else found.kept, found.spans)
        if not found.spans:
            break
        text = without(text, found.spans)
    if kept or len(gone) != 1:
        gone = [sum(gone, start=Counter(kind for _, _, kind in kept))] if gone else [Counter()]
    return Cleaned(text, gone[0])


def _left(glosses: Sequence[Gloss], spans: Sequence[Span]) -> list[Gloss]:
    """Where the glosses stand, that none of some spans touches, once these have been taken out."""
    left = []
    ends = [end for _, end in spans]
    lengths = [0, *accumulate(end - start for start, end in spans)]
    for start, end, kind in glosses:
        place = bisect_right(ends, start)
        if place == len(spans) or spans[place][0] >= end:
            left.append((start - lengths[place], end - lengths[place], kind))
    return left


def without(text: str, spans: Sequence[Span]) -> str:
    """Return a text without some spans, given in order."""
    kept, last = [], 0
    for start, end in spans:
        kept.append(text[last:start])
        last = max(last, end)
    return "".join([*kept, text[last:]])


class _Found(NamedTuple):
    """The spans that go, in order; the glosses that go with them, and those that stay."""

    spans: list[Span]
    gone: Counter[Kind]
    kept: list[Gloss]


def _read(text: str, sites: list[Site], tokens: list[Token], options: Options) -> _Found | None:
    """Find the spans that go; ``None`` if only the stages can tell."""
    toned = _toned(sites)
    if any(earlier.end > later.start for earlier, later in pairwise(toned)):
        return None
    read = [(token, judge_token(text, token)) for token in tokens]
    if any(_needs_stages(text, token, one, toned) for token, one in read):
        return None
    judged = [one for _, one in read if one]
    foreign = [token for token, one in read if one is None and holds_latin(text, token)]
    if any(site.kind == DAMAGE for site in sites):
        sites, judged, foreign = _in_step(text, sites, judged, foreign)
    count = len(foreign) + sum(site.kind == FOREIGN for site in sites)
    if lost := judge_lost(text, foreign, count, (token for token, one in read if one is None)):
        taken = {id(one.alignment.token) for one in lost}
        judged = sorted([*judged, *lost], key=lambda one: one.alignment.start)
        foreign = [token for token in foreign if id(token) not in taken]
    judged = choose(_beside_lines(text, judged, [site for site in toned if site.kind == LINE_SITE]))
    listed = _listed(text, sites, foreign, judged)
    if listed and not may_spell_another(text, listed, foreign):
        listed = set()
    return _settled(text, sites, judged, foreign, listed, options)


def _toned(sites: Sequence[Site]) -> list[Site]:
    """The sites that certainly are glosses, in the order of the text: a line of readings may begin before the place where it is found."""
    found = [site for site in sites if site.kind in _GLOSSES]
    return sorted(found, key=_START) if any(site.kind == LINE_SITE for site in found) else found


def _beside_lines(text: str, judged: Sequence[Judged], lines: Sequence[Site]) -> Sequence[Judged]:
    """Those that compete with no line of readings that is right, once the cells among these have been counted."""
    settled = settle_columns(judged, (site for site in lines if _line(text, site).hanzi == 1))
    return [one for one in settled if not _overlapped(one, lines)] if lines else settled


def _overlapped(one: Judged, sites: Sequence[Site]) -> Site | None:
    """The first of some sites, given in order, that overlaps a gloss."""
    place = bisect_right(sites, one.alignment.start, key=_END)
    return sites[place] if place < len(sites) and sites[place].start < one.alignment.end else None


def _in_step(
    text: str, sites: list[Site], judged: list[Judged], foreign: list[Token]
) -> tuple[list[Site], list[Judged], list[Token]]:
    """What touches no damage."""
    decided = [site for site in sites if site.kind in _DECIDED]
    spans = {site: (site.base if site.kind == FOREIGN else site.start, site.end) for site in decided}
    tokens = {*foreign, *(one.alignment.token for one in judged)}
    damaged = out_of_step(text, [*spans.values(), *map(span_of, tokens)])
    return (
        [site for site in decided if spans[site] not in damaged],
        [one for one in judged if span_of(one.alignment.token) not in damaged],
        [token for token in foreign if span_of(token) not in damaged],
    )


def _needs_stages(text: str, token: Token, one: Judged | None, toned: Sequence[Site]) -> bool:
    """Whether others decide about a token: those of its column, or those between which a reading may have lost letters."""
    if one is not None:
        site = _overlapped(one, toned)
        if site:
            return one.verified or site.kind == TONED_SITE
        if one.verdict is not Verdict.MISMATCH:
            return False
    return bool(token.opening) and clipped_spelling(text, token) is not None and _may_be_in_run(text, token)


def _may_be_in_run(text: str, token: Token) -> bool:
    """Whether a gloss may end right before the token's base, or a character before it, and a bracket follows."""
    before, behind = text[max(0, token.base_end - 3) : token.base_end - 1], text[token.end : token.end + 24]
    return not all(map(is_hanzi, before)) and any(char in FAMILY for char in behind)


def _listed(text: str, sites: Sequence[Site], foreign: Sequence[Token], judged: Sequence[Judged]) -> set[int]:
    """Where the toned sites start that stand in one list with something else."""
    others = [(site.start, site.end, False) for site in sites if site.kind == FOREIGN]
    others += [(token.start, token.end, False) for token in foreign]
    others += [(one.alignment.start, one.alignment.end, False) for one in judged]
    if not others:
        return set()
    ordered = sorted([*others, *((site.start, site.end, True) for site in sites if site.kind in _GLOSSES)])
    found: set[int] = set()
    for place, (_, _, toned) in enumerate(ordered):
        if not toned:
            found.update(_members(text, ordered, range(place - 1, -1, -1), ordered[place]))
            found.update(_members(text, ordered, range(place + 1, len(ordered)), ordered[place]))
    return found


def _members(
    text: str, ordered: Sequence[tuple[int, int, bool]], places: range, last: tuple[int, int, bool]
) -> Iterator[int]:
    """Yield where the toned sites start that go on with the list of the last one, to one side."""
    for one in map(ordered.__getitem__, places):
        first, second = sorted((one, last))
        if not one[2] or not are_listed(text, first[1], second[0]):
            return
        yield one[0]
        last = one


def _settled(
    text: str,
    sites: Sequence[Site],
    judged: Sequence[Judged],
    foreign: Sequence[Token],
    listed: set[int],
    options: Options,
) -> _Found:
    """Ask the neighbours about what is open or stands in a list with something else; the rest of the toned sites goes."""
    toned = _toned(sites)
    spans = [(site.start, site.end) for site in toned if site.start not in listed]
    gone = Counter({_TONED: len(spans)} if spans else {})
    kept: list[Gloss] = []
    again = [one for site in toned if site.start in listed and (one := _judged(text, site))]
    asked = [*judged, *again]
    around = _around(text, asked, sites, judged, foreign)
    for one in asked:
        span = one.alignment.start, one.alignment.end
        kind = one.verdict, one.alignment.notation, is_stripped(text, one, options, around)
        if kind[2]:
            gone[kind] += 1
            spans += [span, one.alignment.token.extra] if one.alignment.token.extra else [span]
        else:
            kept.append((*span, kind))
    return _Found(sorted(spans), gone, kept)


def _judged(text: str, site: Site) -> Judged | None:
    """A site that certainly is a gloss, with its hanzi."""
    if site.kind == TONED_SITE:
        return next((judge_token(text, token) for token in brackets.SHAPE.read(text, site.start, None)), None)
    sign = _BREAK.search(text, site.start, site.end) or _LETTER.search(text, site.start, site.end)
    tokens = tokens_at(text, sign.start() + (sign[0][0] in "<\\"), SHAPES, {}) if sign else ()
    read = (judge_token(text, token) for token in tokens if (token.start, token.end) == (site.start, site.end))
    return next((one for one in read if one and one.verified), None)


def _around(
    text: str, asked: Sequence[Judged], sites: Sequence[Site], judged: Sequence[Judged], foreign: Sequence[Token]
) -> Neighbours:
    """What stands around those that are asked for."""
    if not asked:
        return Neighbours(text, (), ())
    every: list[tuple[int, int, Site | Judged | Token]] = [
        (site.start, site.end, site) for site in sites if site.kind in _DECIDED
    ]
    every += [(one.alignment.start, one.alignment.end, one) for one in judged]
    every += [(token.start, token.end, token) for token in foreign]
    every.sort(key=itemgetter(0, 1))
    near = [every[place][2] for place in near_by(text, every, [one.alignment.start for one in asked])]
    siblings = [one for one in near if isinstance(one, Token)]
    return Neighbours(text, [_neighbour(text, one) for one in near], siblings)


def _neighbour(text: str, one: Site | Judged | Token) -> Neighbour:
    if isinstance(one, Judged):
        return neighbour_of(text, one)
    if isinstance(one, Token) or one.kind == FOREIGN:
        return Neighbour(one.start, one.end, "foreign")
    if one.kind == LINE_SITE:
        return _line(text, one)
    hanzi = one.start - one.base
    writing = Convention(FAMILY[text[one.start]]), text[one.start + 1].isupper(), hanzi > 1
    return Neighbour(one.start, one.end, "toned", one.base, hanzi, writing)


def _line(text: str, site: Site) -> Neighbour:
    """A line of readings beside its line of hanzi."""
    above = site.base < site.start
    hanzi = _TO_LAST_HANZI.match(text, site.base, site.start if above else len(text))
    reading = _BREAK.sub(" ", text[site.start : site.end]).strip()
    writing = Convention.INTERLINEAR, reading[0].isupper() and not reading.isupper(), True
    count = hanzi.end() - site.base if hanzi else 0
    is_long = len(reading.split()) >= LINE
    return Neighbour(site.start, site.end, "toned", site.base, count, writing, is_line=is_long)
