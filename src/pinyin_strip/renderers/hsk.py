"""A level of the HSK, or a learner's list → the hanzi that need no help; those of a level in either script."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, get_args

__all__ = ["LEVELS", "Level", "known_at", "known_hanzi"]

Level: TypeAlias = Literal["hsk1", "hsk2", "hsk3", "hsk4", "hsk5", "hsk6", "hsk7-9"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels by which hanzi are graded; the last three are one band there."""


def known_hanzi(known: str | Iterable[str]) -> frozenset[str]:
    """Return the hanzi of a level, or every hanzi that stands in a learner's list, whatever else does.

    Args:
        known: one of ``LEVELS``, or texts: one, or several.

    Raises:
        ValueError: if it is one text without a hanzi, and no level.

    >>> sorted(known_hanzi("学 to learn; 校")), "爱" in known_hanzi("hsk1")
    (['学', '校'], True)
    """
    from pinyin_strip.tokenizer import is_hanzi

    if known in LEVELS:
        return known_at(known)
    hanzi = frozenset(filter(is_hanzi, "".join(known)))
    if known and not hanzi and isinstance(known, str):
        raise ValueError(f"{known[:40]!r} holds no hanzi, and is no level: give one of {', '.join(LEVELS)}, or hanzi")
    return hanzi


def known_at(level: str) -> frozenset[str]:
    """Return the hanzi of a level and of all below it, with their traditional and variant forms.

    Source: GF 0025-2021, 国际中文教育中文水平等级标准, its table of hanzi (300 for each of six levels, 1200 for 7 to 9).

    Args:
        level: one of ``LEVELS``.

    Raises:
        ValueError: if there is no such level.

    >>> "爱" in known_at("hsk1"), "愛" in known_at("hsk1"), "砚" in known_at("hsk7-9")
    (True, True, False)
    """
    from pinyin_strip import readings  # here, because the options of ruby are imported with the package's functions

    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}; known: {', '.join(LEVELS)}")
    known = "".join(_table()[one] for one in LEVELS[: LEVELS.index(level) + 1])
    return frozenset(known).union(*map(readings.variants, known))


@cache
def _table() -> dict[str, str]:
    lines = files("pinyin_strip.renderers").joinpath("data/hsk.txt").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))
