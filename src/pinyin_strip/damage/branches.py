"""The ways to read on from a place out of step, and the branches that they make of a run.

What can be read at a place depends on the open byte and the byte before it alone, so it is worked out once for
each of these and shared by all branches that come by. A branch is a plain tuple, since thousands are made: it
names what was read last and the branch before it; the whole candidate is put together for those that win.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from pinyin_strip.damage.candidate import Candidate
from pinyin_strip.damage.forward import Key
from pinyin_strip.damage.page import PAIRED, Page, balance, fold

__all__ = ["Branch", "Option", "Trace", "candidate_of", "grown", "plain_of", "rooted", "with_pair_lost"]


class Option(NamedTuple):
    """One way to read on.

    Attributes:
        at: offset up to which it reads.
        pending: the lead byte that is open then, or None if the stream is in step.
        last: the last original byte.
        char: the original character that it completes; "" if none, or if it is one of several.
        prior: logarithm of how likely it is, apart from the character.
        sign: an ASCII sign of the original behind the character.
        keys: the keys that it needs.
        reading: the reading of the last of them, where it stands behind its own hanzi, in brackets.
        lost: pairs that must have been lost without a trace.
        guessed: bytes that are not in the text.
        swallowed: the ASCII sign that the last byte swallowed, ``?`` if nobody can tell which.
    """

    at: int
    pending: int | None
    last: int
    char: str = ""
    prior: float = 0.0
    sign: str = ""
    keys: tuple[Key, ...] = ()
    reading: str = ""
    lost: int = 0
    guessed: int = 0
    swallowed: str = ""


#: How a branch came about: the beginning of the run, or a trace, what was read after it, and the character.
Trace: TypeAlias = Candidate | tuple["Trace", Option, str]

#: Score, place, open byte, last byte, last original character, number of characters, lost pairs, trace.
Branch: TypeAlias = tuple[float, int, int | None, int, str, int, int, Trace]


def rooted(candidate: Candidate) -> Branch:
    """The branch that is the beginning of a run, and nothing more."""
    return (
        candidate.score,
        candidate.at,
        candidate.pending,
        candidate.last,
        candidate.plain[-1:],
        len(candidate.plain),
        candidate.lost,
        candidate,
    )


def grown(page: Page, branch: Branch, option: Option, char: str) -> Branch:
    """``branch`` read on by ``option``, with ``char`` as the original character, if any."""
    score, _, _, _, before, size, lost, trace = branch
    if char:
        gain = page.words[before + char]
        score += gain + _balance(page, trace, char) if char in PAIRED else gain
        before, size = char, size + 1
    if option.sign:
        before, size = option.sign, size + 1
    at, pending, last, _, prior, _, _, _, losses, _, _ = option
    return score + prior, at, pending, last, before, size, lost + losses, (trace, option, char)


def with_pair_lost(page: Page, branch: Branch, gain: float, option: Option) -> Branch:
    """``branch`` with a lost pair supplied, if ``gain`` is the score of the hanzi before it: what `grown` gives, sooner."""
    score, at, _, _, _, size, lost, trace = branch
    _, pending, last, char, prior, _, _, _, _, _, _ = option
    if char in PAIRED:
        return grown(page, branch, option, char)
    return score + gain + prior, at, pending, last, char, size + 1, lost + 1, (trace, option, char)


def _balance(page: Page, trace: Trace, char: str) -> float:
    return balance(page, root_of(trace).begin, plain_of(trace)[1:], char)


def root_of(trace: Trace) -> Candidate:
    """The beginning of the run."""
    while not isinstance(trace, Candidate):
        trace = trace[0]
    return trace


def _steps(trace: Trace) -> Iterator[tuple[Option, str]]:
    """What was read, first things first."""
    steps = []
    while not isinstance(trace, Candidate):
        trace, option, char = trace
        steps.append((option, char))
    return reversed(steps)


def plain_of(trace: Trace) -> str:
    """The original characters without readings, the one before the run first."""
    return root_of(trace).plain + "".join(char + option.sign for option, char in _steps(trace))


def candidate_of(page: Page, branch: Branch) -> Candidate:
    """The candidate that ``branch`` stands for."""
    score, at, pending, last, _, _, lost, trace = branch
    root = root_of(trace)
    text, plain, keys, guessed, swallowed = root.text, root.plain, root.keys, root.guessed, root.swallowed
    for option, char in _steps(trace):
        text += (fold(char) if char and page.shown_folded else char) + option.sign + option.reading
        plain += char + option.sign
        keys += option.keys
        guessed += option.guessed
        swallowed = option.swallowed or swallowed
    return Candidate(root.begin, at, pending, last, text, plain, keys, score, lost, guessed, swallowed)
