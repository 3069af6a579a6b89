"""A spelling laid over a row of hanzi at the least cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pinyin_strip.aligner.alignment import Fit, Pair
from pinyin_strip.aligner.fit import hold
from pinyin_strip.document import Notation
from pinyin_strip.syllables import Part, Spelling

__all__ = ["lay"]

_IMPOSSIBLE = 1_000_000


def lay(text: str, spelling: Spelling, hanzi: Sequence[int]) -> tuple[tuple[Pair, ...], int]:
    """Lay the spelling over the hanzi (nearest first) at the least cost; also how many syllables found no hanzi."""
    best: dict[tuple[int, int], tuple[int, int, Part | None, int]] = {}

    def cheapest(end: int, index: int) -> tuple[int, int, Part | None, int]:
        """Cost, missing hanzi, last part and hanzi that it covers, for the letters before ``end``."""
        if end == 0:
            return 0, 0, None, 0
        known = best.get((end, index))
        if known is not None:
            return known
        chosen: tuple[int, int, Part | None, int] = (_IMPOSSIBLE, 0, None, 0)
        for part in spelling.parts(end):
            for fit, covers in _fits(text, hanzi, index, part, spelling.notation):
                rest = cheapest(part.start, index + covers)
                cost = fit + rest[0]
                if cost < chosen[0]:
                    chosen = (cost, rest[1] + (index + covers > len(hanzi)), part, covers)
                if cost == 0:
                    break
        best[end, index] = chosen
        return chosen

    end, index, pairs = len(spelling.letters), 0, []
    _, missing, _, _ = cheapest(end, 0)
    while end:
        _, _, part, covers = best[end, index]
        if part is None:
            return (), 0
        fit = next(fit for fit, c in _fits(text, hanzi, index, part, spelling.notation) if c == covers)
        if index + covers <= len(hanzi):
            pairs.append(Pair(hanzi[index + covers - 1], hanzi[index] + 1, spelling.written(part), part, fit))
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
        else:
            yield max(Fit.TONE, hold(text, place, part, notation)), 1
    else:
        yield hold(text, place, part, notation), 1
