"""Whether the fast scan is there, does what is asked for, and is ready."""

from __future__ import annotations

from pinyin_strip import readings
from pinyin_strip.fastscan import tables
from pinyin_strip.fastscan.loops.rows import COMPILED
from pinyin_strip.options import Options
from pinyin_strip.values import Convention, Verdict

__all__ = ["available", "beyond", "has_numpy", "is_ready", "supports"]


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


def supports(options: Options) -> bool:
    """Whether these options remove every gloss that the scan decides, and do nothing else to a text.

    >>> supports(Options()), supports(Options(strip={"match"}))
    (True, False)
    """
    return not beyond(options)


def beyond(options: Options) -> str:
    """What options ask for that the scan does not do; nothing if it does everything.

    >>> beyond(Options(strip={"match"})), beyond(Options())
    ('a choice of verdicts (strip)', '')
    """
    if not options.strip >= {Verdict.MATCH, Verdict.ALTERNATE}:
        return "a choice of verdicts (strip)"
    if len(options.conventions) < len(Convention):
        return "a choice of conventions (conventions)"
    if options.repair:
        return "repair of damage (repair)"
    if options.script:
        return "another script (script)"
    return "readings of the house's own (readings)" if options.readings else ""


_LONG = 1 << 14  # code points that take the stages as long as making the tables


def is_ready(text: str) -> bool:
    """Whether the fast scan is worth while for one text: not if the tables must be made for a short one, and pypinyin opened.

    Making them takes some 600 ms, reading them from disk 10. The answer is the same.
    """
    return available() and (tables.at_hand() or len(text) >= _LONG or readings.opened())
