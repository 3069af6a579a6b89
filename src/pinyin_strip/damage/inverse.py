"""Read damaged text back to the bytes it came from: every original that a run out of step can have had.

Out of step, the first byte of what is read is the second byte of what was written. A candidate therefore
carries one pending lead byte; each step completes a hanzi with it, and it ends where a byte
completes a hanzi and leaves nothing pending.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import heapify, heappop, heappush, heapreplace
from operator import itemgetter
from typing import TypeAlias

from pinyin_strip.damage import gbk, plausibility
from pinyin_strip.damage.branches import Branch, Option, candidate_of, grown, with_pair_lost
from pinyin_strip.damage.candidate import Candidate
from pinyin_strip.damage.lost import LOST_PAIR
from pinyin_strip.damage.page import LONGEST, MISFIT, TAIL, UNFIT, Page, in_step, leaves_open, possible, unfold
from pinyin_strip.damage.reading import Reading

__all__ = ["follow"]

#: Branches kept at each place, best first, whole ones and torn ones apart, and how many of those that must go on
#: alike (same open byte, same hanzi before): what bounds the work.
WIDTH = 30
RIVALS = 2
#: How far below the best of its place a branch may lie (natural logarithm): none so far below matters for a lead.
MARGIN = 16.0
#: Of these, the best LOSING are tried with a lost pair.
LOSING = 8

_LONE_LETTER = re.compile(r"[A-Za-z](?![A-Za-z0-9. ])")

_score = itemgetter(0)

#: A branch whose last hanzi lost its second byte, and the way it ends.
CutOff: TypeAlias = tuple[Branch, Option]

#: What it scores at most (negative), whether that is a bound only, its number, and a finished candidate or what may become one.
_Turn: TypeAlias = tuple[float, bool, tuple[int, int], Candidate | Branch | CutOff]


def follow(reading: Reading, begun: list[Branch], *, losses: int, euros: bool = False) -> Iterator[Candidate]:
    """All candidates from ``begun`` that fall in step again, best first; a place is left by WIDTH branches at most.

    Args:
        reading: what the page can be read as.
        begun: how the run can begin.
        losses: how many pairs may be missing from the run, each two bytes that the page lost.
        euros: whether a missing euro sign counts among them.
    """
    done: list[Branch] = []
    cut_off: list[CutOff] = []
    waiting: dict[int, list[Branch]] = {}
    _part(begun, done, waiting)
    end = max(waiting, default=0) + LONGEST
    while waiting and (at := min(waiting)) < end:
        branches = _best(waiting.pop(at))
        if losses and reading.page.stripped:
            branches = _with_losses(reading, branches, losses)
        _part(_read_on(reading, branches, losses, euros), done, waiting)
        cut_off += _cut_off(reading, branches)
    return _settled(reading, done, cut_off)


def _part(branches: list[Branch], done: list[Branch], waiting: dict[int, list[Branch]]) -> None:
    """Put ``branches`` with those that are in step, or with those that wait at their place."""
    for branch in branches:
        if branch[2] is None:
            done.append(branch)
        elif branch[1] in waiting:
            waiting[branch[1]].append(branch)
        else:
            waiting[branch[1]] = [branch]


def _best(branches: list[Branch]) -> list[Branch]:
    """The best WIDTH whole and WIDTH torn ``branches`` (sorted here), RIVALS at most of those that must go on alike."""
    if len(branches) == 1:
        return branches
    branches.sort(key=_score, reverse=True)
    floor = branches[0][0] - MARGIN
    kept: list[Branch] = []
    alike: dict[tuple[int | None, int, str, int], int] = {}
    whole = torn = 0
    for branch in branches:
        score, _, pending, last, before, _, lost, _ = branch
        if score < floor:
            break
        if (torn if lost else whole) == WIDTH:
            continue
        state = (pending, last, before, lost)
        rivals = alike.get(state, 0)
        if rivals < RIVALS:
            alike[state] = rivals + 1
            if lost:
                torn += 1
            else:
                whole += 1
            kept.append(branch)
    return kept


def _with_losses(reading: Reading, branches: list[Branch], losses: int) -> list[Branch]:
    """The best of ``branches``, with those that lost a pair at this place."""
    for lost in range(losses):
        losing = [branch for branch in branches if branch[6] == lost][:LOSING]
        floor = branches[0][0] - MARGIN
        torn: list[Branch] = []
        for branch in losing:
            score, at, pending, _, before, _, _, _ = branch
            assert pending is not None
            options = reading.torn(at, pending, before, floor - score - LOST_PAIR)
            torn += [with_pair_lost(reading.page, branch, gain, option) for gain, option in options]
        if torn:
            branches = _best([*branches, *torn])
    return branches


def _read_on(reading: Reading, branches: list[Branch], losses: int, euros: bool) -> list[Branch]:
    """Every way to read on from the place of ``branches``."""
    page = reading.page
    following: list[Branch] = []
    for branch in branches:
        _, at, pending, last, before, _, lost, _ = branch
        assert pending is not None
        following += [grown(page, branch, option, option.char) for option in reading.whole(at, pending, last)]
        for option in reading.cut_off(at, last):
            if option.pending is not None:
                following += [grown(page, branch, option, char) for char in reading.halves(pending, before)]
        if lost < losses:
            options = reading.losing(at, pending, last, euros)
            following += [grown(page, branch, option, option.char) for option in options]
    return following


def _cut_off(reading: Reading, branches: list[Branch]) -> Iterator[CutOff]:
    """The branches that may end at this place in a hanzi whose second byte is gone, each with the way it ends."""
    for branch in branches:
        _, at, pending, last, _, _, _, _ = branch
        assert pending is not None
        for option in reading.cut_off(at, last):
            if option.pending is None and reading.begins(pending):
                yield branch, option


def _settled(reading: Reading, done: list[Branch], cut_off: list[CutOff]) -> Iterator[Candidate]:
    """Finished candidates, best first, with what follows counted in, as far as any of them reads.

    The next hanzi should fit, a lone Latin letter among hanzi says that the run goes on, and brackets that the
    run opened should be closed where the line ends. A candidate is put together, and a hanzi that was cut off is looked up,
    only when it is their turn by what they can score at most.
    """
    page = reading.page
    places = {branch[1] for branch in done} | {option.at for _, option in cut_off}
    furthest = max(places, default=0)
    ends = {at: _End(page, at, furthest) for at in places}
    turns: list[_Turn] = [
        (-ends[branch[1]].most(branch), True, (number, 0), branch) for number, branch in enumerate(done)
    ]
    for place, (branch, option) in enumerate(cut_off, len(done)):
        score, _, pending, _, before, size, lost, trace = branch
        assert pending is not None
        score += option.prior + reading.best_half(pending, before)
        best = (score, option.at, None, 0, option.sign, size + 1 + len(option.sign), lost, trace)
        turns.append((-ends[option.at].most(best), True, (place, 0), (branch, option)))
    heapify(turns)
    while turns:
        _, _, number, turn = turns[0]
        if isinstance(turn, Candidate):
            heappop(turns)
            yield turn
        elif len(turn) == 2:
            heappop(turns)
            for place, ended in enumerate(_ended(reading, *turn)):
                heappush(turns, (-ends[ended[1]].most(ended), True, (number[0], place), ended))
        else:
            candidate = ends[turn[1]].settle(candidate_of(page, turn))
            settled: _Turn = (-candidate.score, False, number, candidate)
            heapreplace(turns, settled)


def _ended(reading: Reading, branch: Branch, option: Option) -> list[Branch]:
    """``branch`` with each of the likeliest hanzi that its open byte begins."""
    _, _, pending, _, before, _, _, _ = branch
    assert pending is not None
    return [grown(reading.page, branch, option, char) for char in reading.halves(pending, before)]


class _End:
    """A place where candidates end, and what stands behind it."""

    def __init__(self, page: Page, at: int, furthest: int) -> None:
        text = page.text
        self._words = page.words
        self._ahead = text[at : at + 3]
        #: The score of what is read in step behind the next character.
        self.behind = in_step(page, at + 1, furthest)
        #: How many hanzi each set phrase needs that can run through here.
        self.phrases = plausibility.idioms_through(self._ahead)
        following = text[at : at + 1]
        self._is_line_end = not following or following in "\n<"
        self._shown = unfold(following) if following and following in ",;:!" else following
        if _LONE_LETTER.match(text, at) or (following == gbk.LOST and TAIL.match(text, at)):
            self._misfit: float | None = MISFIT
        elif self._is_line_end:
            self._misfit = 0.0
        elif not possible(self._shown):
            self._misfit = UNFIT if self._shown > "\x80" else 0.0
        else:
            self._misfit = None

    def most(self, branch: Branch) -> float:
        """The final score of ``branch`` at most."""
        score, _, _, _, before, size, _, _ = branch
        fits = self.next_fits(before) if before else min(0.0, self._misfit or 0.0)
        return (
            score + (fits + plausibility.IDIOM * (max(0, size - 3) + sum(map(size.__ge__, self.phrases)))) + self.behind
        )

    def next_fits(self, before: str) -> float:
        """How well the next character fits behind the last one of a candidate."""
        return self._words[before + self._shown] if self._misfit is None else self._misfit

    def settle(self, candidate: Candidate) -> Candidate:
        """``candidate``, which ends here, with its final score."""
        fits = self.next_fits(candidate.plain[-1])
        if self._is_line_end and leaves_open(candidate.plain[1:]):
            fits = UNFIT
        own = candidate.score + fits + plausibility.idioms(candidate.plain + self._ahead)
        return candidate._replace(score=own + self.behind, own=own)
