"""Hanzi without a gloss → the reading that we would write: what the context calls for, or else the usual one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pinyin_strip import readings
from pinyin_strip.context.phrases import stock_phrases
from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.spelling import respelt
from pinyin_strip.tokenizer import is_hanzi
from pinyin_strip.values import Notation

__all__ = ["filled"]


def filled(clean: str, start: int, end: int, options: RubyOptions) -> Iterator[tuple[int, str]]:
    """Yield each hanzi of the clean text between two offsets that is given a reading, and the reading."""
    ask = stock_phrases()
    for place in range(start, end):
        hanzi = clean[place]
        if not is_hanzi(hanzi) or hanzi in options.known:
            continue
        listed = readings.own(hanzi).spelt or readings.united(hanzi).spelt
        if not listed:
            continue
        called_for = ask.expect(clean, place, frozenset(listed)) if len(listed) > 1 else None
        reading = called_for.reading if called_for else _usual(hanzi, listed)
        yield place, respelt(*readings.reading_parts(reading), options.notation or Notation.MARKS)


@lru_cache(maxsize=4096)
def _usual(hanzi: str, listed: tuple[str, ...]) -> str:
    """The reading that most phrases have; the first listed one if no phrase holds the hanzi."""
    phrases = stock_phrases()
    return max(listed, key=lambda reading: phrases.share(hanzi, reading))  # the first of equals
