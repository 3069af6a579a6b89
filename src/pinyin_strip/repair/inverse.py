"""Walk damaged text back to the bytes it came from: every original that a run out of step can have had.

Out of step, the first byte of what is read is the second byte of what was written. A walk therefore
carries one pending lead byte; each step completes a hanzi with it, and the walk ends where a byte
completes a hanzi and leaves nothing pending.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from heapq import nlargest
from math import log

from pinyin_strip.repair import gbk, injected, marks, plausibility
from pinyin_strip.repair.lost import CITED, lost_bracket, lost_pair
from pinyin_strip.repair.plausibility import NO_PAGE
from pinyin_strip.repair.walk import (
    INSERTED,
    LONGEST,
    MISFIT,
    TAIL,
    UNFIT,
    UNUSUAL_KEY,
    Page,
    Walk,
    add,
    complete,
    in_step,
    is_mark,
    keys_from,
    leaves_open,
    pair_of_key,
    pair_read,
    possible,
    trails_of,
    unfold,
)

__all__ = ["follow"]

#: Walks kept at each place, best first, whole ones and torn ones apart, and how many of those that must go on
#: alike (same open byte, same hanzi before): what bounds the work.
WIDTH = 30
RIVALS = 2
#: How far below the best of its place a walk may lie (natural logarithm): none so far below matters for a lead.
MARGIN = 16.0
#: Of these, the best LOSING are tried with a lost pair, and the DANGLING likeliest hanzi where a second byte is gone.
LOSING = 8
DANGLING = 6

#: Prior of a dangling lead byte that left no "?" (one site of 68).
NO_TRACE = log(0.005)

#: Prior of a euro sign that the page lost, where it has none.
LOST_EURO = log(0.05)

#: Prior of a letter of the original directly behind a run, which it closes: first of a name or number, or alone.
NAMED = log(0.01)

_LONE_LETTER = re.compile(r"[A-Za-z](?![A-Za-z0-9. ])")

_NAME = re.compile(r"[A-Za-z0-9]")


def follow(page: Page, begun: list[Walk], *, losses: int, euros: bool = False) -> list[Walk]:
    """All walks from ``begun`` that fall in step again, best first, at most WIDTH at a time.

    Args:
        page: the text that the run stands in.
        begun: how the run can begin.
        losses: how many pairs may be missing from the run, each two bytes that the page lost.
        euros: whether a missing euro sign counts among them.
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
            walks = _best([*walks, *(torn for walk in losing for torn in lost_pair(page, walk, floor))])
        for walk in walks:
            euro = _lost_euro(page, walk) if euros and walk.lost < losses else ()
            for following in (*_steps(page, walk, losses), *euro):
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
        idioms = plausibility.idioms(walk.plain + page.text[walk.at : walk.at + 3])
        own = walk.score + _next_fits(page, walk) + idioms
        yield walk._replace(score=own + behind[walk.at + 1], own=own)


def _next_fits(page: Page, walk: Walk) -> float:
    following = page.text[walk.at : walk.at + 2]
    if _LONE_LETTER.match(following):
        return MISFIT
    if not following or following[0] in "\n<":
        return UNFIT if leaves_open(walk) else 0.0
    if following[0] == gbk.LOST and TAIL.match(page.text, walk.at):
        return MISFIT
    shown = unfold(following[0]) if following[0] in ",;:!" else following[0]
    if not possible(shown):
        return UNFIT if shown > "\x80" else 0.0
    return plausibility.score(shown, walk.plain[-1], page.words)


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
        yield from complete(page, walk, pair, at + 1)
        yield from _letter(page, walk, pair)
    if char == gbk.EURO:
        yield from _close(page, walk, 0x80, at + 1)
    elif "\x40" <= char <= "\x7e":
        yield from _close(page, walk, ord(char), at + 1)
    elif char == gbk.LOST:
        yield from _swallowed(page, walk)
    if is_mark(text, at) and char != gbk.LOST:
        yield from _dangling(page, walk, at, NO_TRACE)
    if walk.lost < losses and page.stripped and CITED.match(text, at):
        yield from lost_bracket(page, walk)


def _letter(page: Page, walk: Walk, pair: bytes) -> Iterator[Walk]:
    """The first byte of ``pair`` completes the last hanzi, the second is an ASCII sign of the original."""
    assert walk.pending is not None
    char, sign = gbk.char_of(walk.pending, pair[0]), chr(pair[1])
    if pair[1] < 0x80 and char is not None and possible(char):
        closed = add(page, walk, char, walk.at + 1)
        prior = NAMED if sign.isalpha() and _NAME.match(page.text, walk.at + 1) else MISFIT
        text, plain = closed.text + sign, closed.plain + sign
        yield closed._replace(pending=None, last=pair[1], text=text, plain=plain, score=closed.score + prior)


def _lost_euro(page: Page, walk: Walk) -> Iterator[Walk]:
    """The byte that closes the run was a euro sign, which the page lost along with private use.

    Nothing shows where the run ends, but that the text reads on as it stands.
    """
    for closed in _close(page, walk, 0x80, walk.at):
        ahead = INSERTED.sub("", page.text[closed.at : closed.at + 4 * plausibility.AHEAD])
        if plausibility.reads_on(ahead, 0, 2):
            yield closed._replace(lost=closed.lost + 1, score=closed.score + LOST_EURO)


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
    markup = marks.MARKUP.match(text, at + 1)
    for ended in _dangling(page, walk, at + 1, 0.0):
        if markup is not None:
            sign = "&" if markup.lastgroup == "entity" else "<"
            yield ended._replace(text=ended.text + sign, plain=ended.plain + sign, swallowed=sign)
        elif is_mark(text, at + 1):
            yield ended
        else:
            yield ended._replace(swallowed=gbk.LOST)


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
