"""Whether the compiled lane of ``clean`` is there, does what is asked for, and pays."""

from __future__ import annotations

import sys

from pinyin_strip import readings
from pinyin_strip.document import Convention, Verdict
from pinyin_strip.lane import tables
from pinyin_strip.lane.loops.cleaning import COMPILED
from pinyin_strip.options import Options

__all__ = ["available", "has_numpy", "pays_to_check", "pays_to_clean", "serves"]


def available() -> bool:
    """Whether the loops were compiled where this was installed; as Python they would be slower than the stages."""
    return COMPILED


def has_numpy() -> bool:
    """Whether numpy is installed: Arrow arrays and blocks of JSON lines are cut up by it."""
    try:
        import numpy  # noqa: F401
    except ImportError:
        return False
    return True


def serves(options: Options) -> bool:
    """Whether these options remove every gloss that the lane takes out, and do nothing else to a text.

    >>> serves(Options()), serves(Options(strip={"match"}))
    (True, False)
    """
    return (
        options.strip >= {Verdict.MATCH, Verdict.ALTERNATE}
        and Convention.PARENTHESIS in options.conventions
        and not (options.repair or options.script)
    )


_SHORT = 512  # code points that take the stages no longer
_LONG = 1 << 14  # code points that take the stages as long as making the tables


def pays_to_clean(text: str) -> bool:
    """Whether one text is worth the lane: a short one not, if the tables must be made first and pypinyin is not even open.

    Making them takes some 300 ms, reading them from disk 10.
    """
    if not isinstance(text, str):
        return False  # the stages say what is wrong with it
    return available() and (tables.at_hand() or len(text) >= _LONG or readings.opened())


def pays_to_check(text: str) -> bool:
    """The same where it is to be checked: the tables for that take some two seconds, and are made for the first long text."""
    if not isinstance(text, str) or len(text) < _SHORT:
        return False
    return available() and ("pinyin_strip.lane.check" in sys.modules or len(text) >= 8 * _LONG)
