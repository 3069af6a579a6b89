"""What the loops of the lane and their callers say to each other: tables, and what numbers stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = [
    "CHUNK", "FIRST_HANZI", "FULL_PATH", "HANZI", "INLINE", "IS_WORD", "KEPT", "LAST_BIT", "LISTED", "LONELY", "NEUTRAL",
    "SLOTS", "STEP", "TONED", "TONED_NEARBY", "UNKNOWN", "Evidence", "Tables",
]  # fmt: skip

FIRST_HANZI, HANZI = 0x4E00, 0xA000 - 0x4E00  # the unified ideographs of the basic plane
SLOTS = 8192  # some 1,400 syllables: more than half of them are found, or found missing, at the first look
CHUNK = 1024  # bytes whose brackets are found before they are looked into
INLINE = 12  # bytes in the longest text that its view holds (``lane/views.py``)
STEP = 32  # bytes that are copied together: about as many as stand between two glosses

FULL_PATH = -1  # instead of a count: the lane cannot decide

# What a bracket is to the lane of ``check``.
UNKNOWN = 0  # letters with a tone of which nothing is known: taken out
LISTED = 1  # a listed reading that the context may speak against: taken out
LONELY = 2  # a listed reading without a tone that few neighbours speak for: taken out
KEPT = 3  # what else may be a gloss

TONED, NEUTRAL = range(2)  # how a reading is written: with its tone, in the neutral tone
TONED_NEARBY = 4  # toned glosses that outweigh as many brackets with Latin in them
LAST_BIT = 31  # of those that stand for readings
IS_WORD = 1 << 32  # beside what a pair calls for: both are a word, so that a phrase covers them


class Tables(NamedTuple):
    """What the loops look up."""

    spellings: NDArray[np.int64]  # by slot: the UTF-8 bytes of a toned syllable, the first one lowest; 0 where free
    syllables: NDArray[np.int32]  # by slot: the syllable's number, and in the lowest three bits its length in bytes
    reads: NDArray[np.uint32]  # hanzi × syllable, 32 to a word: does the hanzi read so?
    steps: NDArray[np.int16]  # state × letter → state: words that can be cut into syllables; 0: no longer
    ends: Bytes  # by state: bit 0, cut into syllables; bit 1, what is left of one syllable if letters are lost


class Evidence(NamedTuple):
    """What ``take_glosses`` looks up: what a hanzi may be glossed with, and what its context could call for.

    The readings of a hanzi are bits, the same for its simplified and its traditional forms.
    """

    spellings: NDArray[np.int64]  # by slot, as in ``Tables``
    syllables: NDArray[np.int32]
    first: NDArray[np.int32]  # by hanzi: where its entries begin; an entry is one way of glossing it
    said: NDArray[np.int16]  # by entry: the syllable
    kinds: Bytes  # by entry: TONED or NEUTRAL
    wrong: NDArray[np.int64]  # by entry: the readings for which it would be wrong
    pairs: NDArray[np.int64]  # by slot: a hanzi with its neighbour (0 where free), and what that calls for
    alone: NDArray[np.int64]  # by hanzi: the readings that it may be held to where no phrase covers it
    simple: NDArray[np.int32]  # by hanzi: its simplified form, by number; -1 if that is none of the basic plane
    keys: Bytes  # by hanzi: is it one that converters inject a reading after?
