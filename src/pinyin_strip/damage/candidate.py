"""One original that a damaged run can have had, as far as it has been read back."""

from __future__ import annotations

from typing import NamedTuple

from pinyin_strip.damage.forward import Key

__all__ = ["Candidate"]


class Candidate(NamedTuple):
    """One original that a run can have had: what it spells so far, and what is still open.

    Attributes:
        begin: offset of the damage, in code points.
        at: offset in the damaged text up to which it is read (code points).
        pending: the lead byte that waits for its second byte, or None once the stream is in step.
        last: the last original byte; with ``pending`` it may spell the next key.
        text: the original characters, with the readings of aligned keys as ordinary glosses.
        plain: the same without readings.
        keys: the keys that this reading needs.
        score: logarithm of how plausible the candidate is.
        lost: pairs that must have been lost without a trace.
        guessed: bytes that are not in the text: chosen because they make words.
        swallowed: the ASCII sign that the last byte swallowed, ``?`` if nobody can tell which.
        own: the score without what is read in step behind it, once the candidate is settled.
    """

    begin: int
    at: int
    pending: int | None
    last: int
    text: str
    plain: str
    keys: tuple[Key, ...]
    score: float
    lost: int = 0
    guessed: int = 0
    swallowed: str = ""
    own: float = 0.0
