"""How texts are cleaned and counted that the fast scan does not decide by itself."""

from __future__ import annotations

from typing import Protocol

from pinyin_strip import fastscan
from pinyin_strip.bulk.stats import Stats
from pinyin_strip.cleaning import cleaned
from pinyin_strip.damage import may_be_damaged
from pinyin_strip.options import Options
from pinyin_strip.pipeline import read

__all__ = ["Cleaner", "OneByOne", "scans"]


class Cleaner(Protocol):
    """How single texts are cleaned, and how all of them are counted."""

    counts: bool
    """Whether anybody wants to know what was taken out."""

    def clean(self, text: str) -> str:
        """Clean a text, and count it; the same object if nothing is removed."""

    def count_toned(self, texts: int, changed: int, glosses: int, seen: int, kept: int) -> None:
        """Count texts of ``seen`` code points that the scan decided: ``changed`` of them lost glosses, ``kept`` is left."""


class OneByOne:
    """Cleans text by text, and keeps ``Stats``."""

    def __init__(self, options: Options, counts: bool) -> None:
        self._options, self.counts = options.for_cleaning(), counts
        self.stats = Stats()

    def clean(self, text: str) -> str:
        if self.counts and may_be_damaged(text):  # damage is counted, too
            document = read(text, self._options)
            self.stats += Stats.of(document)
            return document.clean()
        found = cleaned(text, self._options)
        if self.counts:
            self.stats += Stats.of_cleaned(text, found)
        return found.text

    def count_toned(self, texts: int, changed: int, glosses: int, seen: int, kept: int) -> None:
        self.stats += Stats.of_toned(texts, changed, glosses, seen, kept)


def scans(options: Options, threads: int) -> bool:
    """Whether the fast scan goes over texts before they are cleaned one by one.

    Raises:
        ValueError: if ``threads`` is less than 1.
    """
    if threads < 1:
        raise ValueError(f"threads={threads!r} is less than 1")
    return fastscan.supports(options) and fastscan.available()
