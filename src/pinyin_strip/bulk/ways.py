"""The two ways that a text can take: the compiled lane, or the full path, which keeps count itself."""

from __future__ import annotations

from typing import Protocol

from pinyin_strip.api import parse
from pinyin_strip.bulk.stats import Stats
from pinyin_strip.options import Options

__all__ = ["FullPath", "Way", "takes_lane"]


class Way(Protocol):
    """How texts are cleaned that the lane leaves, and how all of them are counted."""

    counts: bool
    """Whether anybody wants to know what the lane did."""

    def clean(self, text: str) -> str:
        """Clean a text, and count it; the same object if nothing is removed."""

    def count_lane(self, texts: int, changed: int, glosses: int, seen: int, kept: int) -> None:
        """Count texts of ``seen`` code points that the lane cleaned: ``changed`` of them lost glosses, ``kept`` is left."""


class FullPath:
    """Cleans text by text, and keeps ``Stats``."""

    def __init__(self, options: Options, counts: bool) -> None:
        self._options, self.counts = options.for_cleaning(), counts
        self.stats = Stats()

    def clean(self, text: str) -> str:
        document = parse(text, self._options)
        if self.counts:
            self.stats += Stats.of(document)
        return document.clean()

    def count_lane(self, texts: int, changed: int, glosses: int, seen: int, kept: int) -> None:
        self.stats += Stats.of_lane(texts, changed, glosses, seen, kept)


def takes_lane(options: Options, threads: int) -> bool:
    if threads < 1:
        raise ValueError(f"threads={threads!r} is less than 1")
    from pinyin_strip import lane

    return lane.serves(options) and lane.available()
