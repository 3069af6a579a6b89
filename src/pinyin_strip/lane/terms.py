"""What the loops of the lane and their callers say to each other: sizes of tables, and what numbers stand for."""

from __future__ import annotations

__all__ = [
    "CHUNK", "COLUMNS", "FIRST_HANZI", "FULL_PATH", "HANZI", "INLINE", "IS_WORD", "KEPT", "LAST_BIT", "LISTED",
    "LONELY", "NEUTRAL", "SLOTS", "TONED", "TONED_NEARBY", "UNKNOWN",
]  # fmt: skip

FIRST_HANZI, HANZI = 0x4E00, 0xA000 - 0x4E00  # the unified ideographs of the basic plane
SLOTS = 8192  # some 1,400 syllables: more than half of them are found, or found missing, at the first look
CHUNK = 512  # bytes whose brackets are found before they are looked into
INLINE = 12  # bytes in the longest text that its view holds (``lane/views.py``)

FULL_PATH = -1  # instead of a count: the lane cannot decide

COLUMNS = 5  # numbers to a site of the lane of ``check``
# What a bracket is to the lane of ``check``.
UNKNOWN = 0  # letters with a tone of which nothing is known: taken out
LISTED = 1  # a listed reading that the context may speak against: taken out
LONELY = 2  # a listed reading without a tone that few neighbours speak for: taken out
KEPT = 3  # what else may be a gloss

TONED, NEUTRAL = range(2)  # how a reading is written: with its tone, in the neutral tone
TONED_NEARBY = 4  # toned glosses that outweigh as many brackets with Latin in them
LAST_BIT = 31  # of those that stand for readings
IS_WORD = 1 << 32  # beside what a pair calls for: both are a word, so that a phrase covers them
