"""A level of the HSK → the hanzi that a learner knows there, in either script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pinyin_strip import readings

__all__ = ["LEVELS", "known_at"]

LEVELS = ("hsk1", "hsk2", "hsk3", "hsk4", "hsk5", "hsk6", "hsk7-9")
"""The levels by which hanzi are graded; the last three are one band there."""


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
    if level not in LEVELS:
        raise ValueError(f"unknown level {level!r}; known: {', '.join(LEVELS)}")
    known = "".join(_table()[one] for one in LEVELS[: LEVELS.index(level) + 1])
    return frozenset(known).union(*map(readings.variants, known))


@cache
def _table() -> dict[str, str]:
    lines = files("pinyin_strip.renderers").joinpath("data/hsk.txt").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))
