"""A spelling laid over a row of hanzi at the least cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

from pinyin_strip import readings
from pinyin_strip.aligner.alignment import Fit, Pair
from pinyin_strip.aligner.fit import hanzi_after, hold, is_told
from pinyin_strip.house import NOTHING, Told
from pinyin_strip.syllables import Part, Spelling
from pinyin_strip.values import Notation

__all__ = ["lay", "lay_exactly", "may_begin_with", "may_cover", "may_end_with"]

LONGEST = 6  # letters in the longest syllable
STATES, STATES_MORE = (
    6,
    60,
)  # places that are looked at for each letter, and more: a reading with some misprints takes fewer
SPARE = 4  # syllables that may be too many before a spelling is not even laid over its hanzi

_Step = tuple[Fit, int, Part]  # how a syllable fits, how many hanzi it covers, and the syllable


def lay(text: str, spelling: Spelling, hanzi: Sequence[int], worst: Fit = Fit.OTHER) -> tuple[tuple[Pair, ...], int]:
    """Lay the spelling over the hanzi (nearest first) at the least cost; also how many syllables found no hanzi.

    Nothing is laid if a syllable would fit worse than ``worst``, nor if so many misfit that the search comes to no end.
    """
    words = 1 + sum(0 < place < len(spelling.letters) for place in spelling.breaks)
    if max(words, len(spelling.letters) // LONGEST) > 2 * len(hanzi) + SPARE:
        return (), 0  # far more syllables than hanzi: nothing that could be misread for their reading
    steps = _cheapest(text, spelling, hanzi, worst)
    best: dict[tuple[int, int], tuple[int, _Step]] = {}  # letters before, hanzi taken → cost, last syllable
    for end, index in sorted(steps):
        for step in steps[end, index]:
            fit, covers, part = step
            rest = 0 if part.start == 0 else best.get((part.start, index + covers), (None,))[0]
            if rest is not None and ((end, index) not in best or fit + rest < best[end, index][0]):
                best[end, index] = fit + rest, step
    return _path(spelling, hanzi, best)


def lay_exactly(
    text: str, spelling: Spelling, hanzi: Sequence[int], told: Mapping[int, Told] = NOTHING, *, all_hanzi: bool = True
) -> tuple[Pair, ...]:
    """Lay a spelling over the hanzi (nearest first) where each syllable is a listed reading, or the one that is told; empty where that cannot be.

    Nothing costs less, so it is what ``lay`` finds, without a lattice: of several ways that with the longest last syllable.
    """
    if all_hanzi and hanzi and not may_begin_with(text, spelling, hanzi[-1], told):
        return ()
    failed: set[tuple[int, int]] = set()
    chosen: list[Pair] = []
    waiting = [(len(spelling.letters), iter(spelling.steps(len(spelling.letters))))]
    while waiting:
        end, parts = waiting[-1]
        index = len(waiting) - 1
        part = next(parts, None) if index < len(hanzi) else None
        if part is None:
            failed.add((end, index))
            waiting.pop()
            del chosen[len(waiting) - 1 if waiting else 0 :]
            continue
        if part.erhua or (part.start, index + 1) in failed:
            continue
        place = hanzi[index]
        fit = Fit.HOUSE if is_told(told, place, part, spelling.notation) else hold(text, place, part, spelling.notation)
        if fit <= Fit.LISTED:
            pair = Pair(place, place + 1, spelling.written(part), part, fit)
            if not part.start and (index + 1 == len(hanzi) or not all_hanzi):
                return (pair, *reversed(chosen))
            if part.start:
                chosen.append(pair)
                waiting.append((part.start, iter(spelling.steps(part.start))))
    return ()


def may_begin_with(text: str, spelling: Spelling, place: int, told: Mapping[int, Told]) -> bool:
    """Whether the spelling begins with the letters of a reading of one hanzi: else it cannot read it, nor what follows."""
    if text[place] in "々〻" or place in told or spelling.notation is Notation.ZHUYIN:
        return True
    return any(_begins(spelling.letters, plain) for plain in readings.united(text[place]).tones)


def _begins(letters: str, plain: str) -> bool:
    """Whether letters begin with a syllable, however its ü is typed."""
    return letters[: len(plain)].replace("v", "u").replace("ü", "u") == plain.replace("ü", "u")


# The hanzi that may be read without a vowel: m, n, ng, hm, hng.
_HUMMED = frozenset("嗯呣唔呒嘸哼噷姆")


def may_cover(text: str, spelling: Spelling, hanzi: Sequence[int]) -> bool:
    """Whether a spelling may have a syllable for each of the hanzi: each has a vowel."""
    if spelling.notation is Notation.ZHUYIN:
        return True
    vowels = sum(letter in "aeiouüvê" for letter in spelling.letters)
    return len(hanzi) <= vowels or any(text[place] in _HUMMED for place in hanzi)


def may_end_with(text: str, spelling: Spelling, end: int, place: int, told: Mapping[int, Told]) -> bool:
    """Whether the letters before ``end`` end with those of a reading of one hanzi, with the r of erhua perhaps."""
    if text[place] in "々〻儿兒" or place in told or spelling.notation is Notation.ZHUYIN:
        return True
    tail = spelling.letters[max(0, end - LONGEST - 1) : end].replace("v", "u").replace("ü", "u")
    syllables = [plain.replace("ü", "u") for plain in readings.united(text[place]).tones]
    return any(tail.endswith((plain, f"{plain}r")) for plain in syllables)


def _cheapest(text: str, spelling: Spelling, hanzi: Sequence[int], worst: Fit) -> dict[tuple[int, int], list[_Step]]:
    """The states that splitting the letters from their end comes to at no more than the least cost of all letters, with their steps.

    Dijkstra's search: where most syllables fit, hardly any state is looked at that is not on the way (1959).
    """
    steps: dict[tuple[int, int], list[_Step]] = {}
    waiting: list[tuple[int, int, int]] = [(0, -len(spelling.letters), 0)]
    least: int | None = None
    most = STATES * len(spelling.letters) + STATES_MORE
    while waiting and (least is None or waiting[0][0] <= least):
        if len(steps) > most:
            return {}
        cost, end, index = heappop(waiting)
        if end == 0:
            least = cost
        elif (-end, index) not in steps:
            steps[-end, index] = found = [
                (fit, covers, part)
                for part in spelling.steps(-end)
                for fit, covers in _fits(text, hanzi, index, part, spelling.notation)
                if fit <= worst
            ]
            for fit, covers, part in found:
                heappush(waiting, (cost + fit, -part.start, index + covers))
    return steps


def _path(
    spelling: Spelling, hanzi: Sequence[int], best: dict[tuple[int, int], tuple[int, _Step]]
) -> tuple[tuple[Pair, ...], int]:
    end, index, missing = len(spelling.letters), 0, 0
    pairs = []
    while end:
        if (end, index) not in best:
            return (), 0
        _, (fit, covers, part) = best[end, index]
        if index + covers <= len(hanzi):
            pairs.append(Pair(hanzi[index + covers - 1], hanzi[index] + 1, spelling.written(part), part, fit))
        else:
            missing += 1
        end, index = part.start, index + covers
    return tuple(reversed(pairs)), missing


def _fits(text: str, hanzi: Sequence[int], index: int, part: Part, notation: Notation) -> Iterator[tuple[Fit, int]]:
    """Yield how a syllable fits the hanzi at ``index``, and how many hanzi it covers (two with erhua)."""
    if index >= len(hanzi):
        yield Fit.OTHER, 1
        return
    place = hanzi[index]
    if part.erhua:
        if text[place] in "儿兒" and index + 1 < len(hanzi) and hanzi[index + 1] == place - 1:
            yield max(Fit.ALLOWED, hold(text, place - 1, part, notation)), 2
        elif notation is not Notation.ZHUYIN or hanzi_after(text, place + 1) in ("儿", "兒"):
            yield max(Fit.ALLOWED, hold(text, place, part, notation)), 1
    else:
        yield hold(text, place, part, notation), 1
