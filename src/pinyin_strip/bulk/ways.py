"""The two ways that a text can take: the compiled lane, or the full path, which keeps count itself."""

from __future__ import annotations

from pinyin_strip.api import parse
from pinyin_strip.bulk.stats import Stats
from pinyin_strip.options import Options

__all__ = ["FullPath", "takes_lane"]


class FullPath:
    """Cleans text by text, and keeps count."""

    def __init__(self, options: Options, counts: bool) -> None:
        self._options, self.counts = options.for_cleaning(), counts
        self.stats = Stats()

    def clean(self, text: str) -> str:
        document = parse(text, self._options)
        if self.counts:
            self.stats += Stats.of(document)
        return document.clean()


def takes_lane(options: Options, threads: int) -> bool:
    if threads < 1:
        raise ValueError(f"threads={threads!r} is less than 1")
    from pinyin_strip import lane

    return lane.serves(options) and lane.available()
