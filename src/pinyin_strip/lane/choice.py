"""Whether the compiled lane of ``clean`` is there, does what is asked for, and pays."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec

from pinyin_strip.document import Convention, Verdict
from pinyin_strip.options import Options

__all__ = ["available", "is_loaded", "pays", "pays_for", "pays_to_clean", "serves"]


@cache
def available() -> bool:
    """Whether the libraries that the lane is made of are installed, and may be used."""
    compiles = os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0")
    return compiles and find_spec("numba") is not None and find_spec("numpy") is not None


def is_loaded() -> bool:
    """Whether the lane has been called in this process, so that it costs nothing to call it again."""
    return "pinyin_strip.lane.calls" in sys.modules


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


_seen = 0  # code points that were cleaned one text at a time before the lane was loaded
_WORTH = 1 << 17  # from how many on loading pays: a fifth of a second, but some ten the first time of all
_SHORT = 512  # code points below which the full path is as fast, if it finds nothing


def pays(text: str) -> bool:
    """Whether one text is worth the lane: loading it takes time, so that much must have gone by."""
    return len(text) >= _SHORT and pays_for(len(text))


def pays_to_clean(text: str) -> bool:
    """The same where it is to be cleaned: of short texts those with a bracket, which the lane looks into much faster."""
    return (len(text) >= _SHORT or "(" in text or "（" in text) and pays_for(len(text))


def pays_for(characters: int) -> bool:
    """The same for so many code points more."""
    global _seen
    _seen += characters
    return is_loaded() or (_seen >= _WORTH and available())
