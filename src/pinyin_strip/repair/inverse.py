"""Walk damaged text back to the bytes it came from: every original that a run out of step can have had.

Out of step, the first byte of what is read is the second byte of what was written. A walk therefore
carries one pending lead byte; each step completes a hanzi with it, and the walk ends where a byte
completes a hanzi and leaves nothing pending.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from heapq import nlargest
from math import log

from pinyin_strip.repair import gbk, injected, plausibility
from pinyin_strip.repair.plausibility import NO_PAGE
from pinyin_strip.repair.walk import (
    INSERTED,
    LONGEST,
    MISFIT,
    TAIL,
    UNFIT,
    Page,
    Walk,
    add,
    byte_before,
    in_step,
    is_mark,
    keys_from,
    leads_of,
    leaves_open,
    pair_of_key,
    pair_read,
    possible,
    trails_of,
    unfold,
)

__all__ = ["follow", "start_cut", "start_gloss"]

#: Walks kept at each place, best first, whole ones and torn ones apart, and how many of those that must go on
#: alike (same open byte, same hanzi before): what bounds the work.
WIDTH = 30
RIVALS = 2
#: How far below the best of its place a walk may lie (natural logarithm): none so far below matters for a lead.
MARGIN = 16.0
#: Of these, the best are tried with a lost pair, each in TORN ways: with the FIRSTS likeliest hanzi before it
#: and the SECONDS likeliest behind.
LOSING = 8
TORN = 20
FIRSTS = 8
SECONDS = 12
DANGLING = 6
#: Bytes that begin a user-defined pair.
USER_DEFINED = frozenset((*range(0xA1, 0xA8), *range(0xAA, 0xB0), *range(0xF8, 0xFF)))

#: Prior of a pair that the page lost without a trace. The loss itself follows from the bytes; a little is
#: taken off for the many ways to fill it.
LOST_PAIR = log(0.5)

#: Prior of a dangling lead byte that left no "?" (one site of 68).
NO_TRACE = log(0.005)

#: Prior of a key that no list is known to have.
UNUSUAL_KEY = log(0.02)

CLOSING_TAG = re.compile(r"/[a-z][a-z0-9]{0,9}>")

_LONE_LETTER = re.compile(r"[A-Za-z](?![A-Za-z0-9. ])")

_CITED = re.compile(r"\d{1,3}\]")


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
    """Walks that begin with ``?`` and a mark: the lead byte of the character that the cut tore apart is gone."""
    mark = pair_read(page, at + 1)
    if mark is None or not is_mark(page.text, at + 1):
        return
    char = byte_before(page, at)[1] or "\n"
    for lead in leads_of(mark[0]):
        begun = Walk(at, at + 1, lead, 0, "", char, (), 0.0, guessed=1)
        yield from _complete(page, begun, mark, at + 2)


def follow(page: Page, begun: list[Walk], *, losses: int) -> list[Walk]:
    """All walks from ``begun`` that fall in step again, best first, at most WIDTH at a time.

    Args:
        page: the text that the run stands in.
        begun: how the run can begin.
        losses: how many pairs may be missing from the run, each two bytes that the page lost.
    """
    done = [walk for walk in begun if walk.pending is None]
    waiting: dict[int, list[Walk]] = {}
    for walk in begun:
        if walk.pending is not None:
            waiting.setdefault(walk.at, []).append(walk)
    end = max(waiting, default=0) + LONGEST
    while waiting and (at := min(waiting)) < end:
        walks = _best(waiting.pop(at))
        for lost in range(losses if page.stripped else 0):
            losing = [walk for walk in walks if walk.lost == lost][:LOSING]
            floor = walks[0].score - MARGIN
            walks = _best([*walks, *(torn for walk in losing for torn in _lost_pair(page, walk, floor))])
        for walk in walks:
            for following in _steps(page, walk, losses):
                for walk_on in _chain(page, following):
                    if walk_on.pending is None:
                        done.append(walk_on)
                    else:
                        waiting.setdefault(walk_on.at, []).append(walk_on)
    return sorted(_settled(page, done), key=lambda walk: -walk.score)


def _best(walks: list[Walk]) -> list[Walk]:
    """The best WIDTH whole and WIDTH torn ``walks`` (sorted here), RIVALS at most of those that must go on alike."""
    kept: list[Walk] = []
    alike: Counter[tuple[int | None, int, str, int]] = Counter()
    torn: Counter[bool] = Counter()
    walks.sort(key=lambda walk: -walk.score)
    for walk in walks:
        if walk.score < walks[0].score - MARGIN:
            break
        state = (walk.pending, walk.last, walk.plain[-1:], walk.lost)
        if alike[state] < RIVALS and torn[walk.lost > 0] < WIDTH:
            alike[state] += 1
            torn[walk.lost > 0] += 1
            kept.append(walk)
    return kept


def _settled(page: Page, done: list[Walk]) -> Iterator[Walk]:
    """Finished walks with what follows counted in, as far as any of them reads.

    The next hanzi should fit, a lone Latin letter among hanzi says that the run goes on, and brackets that the
    run opened should be closed where the line ends.
    """
    furthest = max((walk.at for walk in done), default=0)
    behind = {at: in_step(page, at, furthest) for at in {walk.at + 1 for walk in done}}
    for walk in done:
        score = walk.score + _next_fits(page, walk) + behind[walk.at + 1]
        yield walk._replace(score=score + plausibility.idioms(walk.plain + page.text[walk.at : walk.at + 3]))


def _next_fits(page: Page, walk: Walk) -> float:
    following = page.text[walk.at : walk.at + 2]
    if _LONE_LETTER.match(following):
        return MISFIT
    if not following or following[0] in "\n<":
        return UNFIT if leaves_open(walk) else 0.0
    if following[0] == gbk.LOST and TAIL.match(page.text, walk.at):
        return MISFIT
    shown = unfold(following[0]) if following[0] in ",;:!" else following[0]
    return plausibility.score(shown, walk.plain[-1], page.words) if possible(shown) else 0.0


def _chain(page: Page, walk: Walk) -> Iterator[Walk]:
    """``walk``, or if the next ``?py)`` follows at once, the walks that go on through it."""
    tail = TAIL.match(page.text, walk.at) if walk.pending is None else None
    if tail is None:
        yield walk
        return
    for key in keys_from(walk.last, tail[1]):
        rarity = 0.0 if page.shows(key, tail[1]) else UNUSUAL_KEY
        keys = (*walk.keys, (key, tail[1]))
        yield walk._replace(at=tail.end(), pending=pair_of_key(key)[1], keys=keys, score=walk.score + rarity)


def _steps(page: Page, walk: Walk, losses: int) -> Iterator[Walk]:
    """Every way to read what stands at ``walk.at`` out of step."""
    text, at = page.text, walk.at
    if at >= len(text):
        return
    char = text[at]
    inserted = INSERTED.match(text, at)
    if inserted is not None:
        yield from _false_key(page, walk, inserted)
        return
    pair = pair_read(page, at)
    if pair is not None and not TAIL.match(text, at):
        yield from _complete(page, walk, pair, at + 1)
    if char == gbk.EURO:
        yield from _close(page, walk, 0x80, at + 1)
    elif "\x40" <= char <= "\x7e":
        yield from _close(page, walk, ord(char), at + 1)
    elif char == gbk.LOST:
        yield from _swallowed(page, walk)
    if is_mark(text, at) and char != gbk.LOST:
        yield from _dangling(page, walk, at, NO_TRACE)
    if walk.lost < losses and page.stripped and _CITED.match(text, at):
        yield from _lost_bracket(page, walk)


def _complete(page: Page, walk: Walk, pair: bytes, at: int) -> Iterator[Walk]:
    """The first byte of ``pair`` completes a hanzi, the second is pending."""
    assert walk.pending is not None
    char = gbk.char_of(walk.pending, pair[0])
    if char is None or not possible(char):
        return
    yield add(page, walk, char, at)._replace(pending=pair[1], last=pair[0])


def _close(page: Page, walk: Walk, byte: int, at: int) -> Iterator[Walk]:
    """A single byte completes a hanzi and the stream is in step."""
    assert walk.pending is not None
    char = gbk.char_of(walk.pending, byte)
    if char is None or not possible(char):
        return
    closed = add(page, walk, char, at)._replace(pending=None, last=byte)
    inserted = INSERTED.match(page.text, at)
    if inserted is None:
        yield closed
    elif injected.is_key(char, inserted[1]):
        yield _glossed(page, closed, char, inserted)


def _glossed(page: Page, walk: Walk, char: str, reading: re.Match[str]) -> Walk:
    """``walk``, whose last hanzi ``char`` is an aligned key, past its reading."""
    rarity = 0.0 if page.shows(char, reading[1]) else UNUSUAL_KEY
    keys = (*walk.keys, (char, reading[1]))
    text = f"{walk.text}({reading[1]})"
    return walk._replace(at=reading.end(), text=text, keys=keys, score=walk.score + rarity)


def _false_key(page: Page, walk: Walk, inserted: re.Match[str]) -> Iterator[Walk]:
    """A reading in the middle of a run: it follows a key across two originals, and stands for nothing."""
    assert walk.pending is not None
    key = gbk.char_of(walk.last, walk.pending)
    if key is not None and injected.is_key(key, inserted[1]):
        rarity = 0.0 if page.shows(key, inserted[1]) else UNUSUAL_KEY
        keys = (*walk.keys, (key, inserted[1]))
        yield walk._replace(at=inserted.end(), keys=keys, score=walk.score + rarity)


def _swallowed(page: Page, walk: Walk) -> Iterator[Walk]:
    """A ``?`` out of step: the byte that closes the run, and what it swallowed or what it dangled before."""
    assert walk.pending is not None
    text, at = page.text, walk.at
    tail = TAIL.match(text, at)
    if tail is not None:
        for key in keys_from(walk.pending, tail[1]):
            closed = add(page, walk, key, at)._replace(pending=None, last=pair_of_key(key)[1])
            yield _glossed(page, closed, key, tail)
        return
    if is_mark(text, at + 1):
        yield from _dangling(page, walk, at + 1, 0.0)
    for ended in _dangling(page, walk, at + 1, 0.0):
        if CLOSING_TAG.match(text, at + 1):
            yield ended._replace(text=ended.text + "<", plain=ended.plain + "<", at=at + 1, swallowed="<")
        elif not is_mark(text, at + 1):
            yield ended._replace(at=at + 1, swallowed=gbk.LOST)


def _dangling(page: Page, walk: Walk, at: int, prior: float) -> Iterator[Walk]:
    """The second byte of the last hanzi was cut off: try each that makes a hanzi of the repertoire."""
    assert walk.pending is not None
    before = walk.plain[-1:]
    choices = ((plausibility.score(char, before, page.words), char) for char in _begun_with(walk.pending, before))
    for _, char in nlargest(DANGLING, choices):
        best = add(page, walk, char, at)
        yield best._replace(pending=None, guessed=walk.guessed + 1, score=best.score + prior)


@lru_cache(maxsize=1 << 14)
def _begun_with(lead: int, before: str) -> tuple[str, ...]:
    """Hanzi that begin with ``lead``, the likeliest behind ``before`` on any page."""
    pairs = gbk.code_page().char_of
    chars = (pairs[bytes((lead, trail))] for trail in trails_of(lead) if trail > 0x80)
    likeliest = nlargest(3 * DANGLING, ((plausibility.score(char, before, NO_PAGE), char) for char in chars))
    return tuple(char for _, char in likeliest)


def _lost_pair(page: Page, walk: Walk, floor: float) -> Iterator[Walk]:
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


def _lost_bracket(page: Page, walk: Walk) -> Iterator[Walk]:
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
