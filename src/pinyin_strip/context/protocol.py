"""What a context provider is: asked about one hanzi in a text, it names a reading, or says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Expectation:
    """The reading that the context calls for.

    reading: tone-mark spelling, as pypinyin lists it, e.g. ``"liǎo"``.
    confidence: how often such evidence is right, 0 to 1, as measured (see ``benchmarks/context.py``).
    source: the evidence in words, e.g. ``"phrases: 了解"``.
    """

    reading: str
    confidence: float
    source: str


@runtime_checkable
class Context(Protocol):
    """Anything that can say which reading a context calls for; users may plug in their own."""

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """The reading of the hanzi at ``position`` (code points) in ``text``, which holds no glosses.

        ``readings`` are its listed readings in tone-mark spelling; the answer is one of them.
        ``None`` where there is no evidence.
        """
        ...


class Silence:
    """The provider ``"none"``: it never says anything.

    >>> Silence().expect("据了解", 1, frozenset({"le", "liǎo"})) is None
    True
    """

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """Nothing, whatever the text."""
        return None
