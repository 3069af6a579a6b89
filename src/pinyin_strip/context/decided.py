"""Providers that say which reading the context calls for, and so how probable a given one is: it is that one, or it is not."""

from __future__ import annotations

from pinyin_strip.context.difference import differs
from pinyin_strip.values import Expectation, Expecting, Likelihood


class Decided:
    """What is not expected has the probability 0, what is expected 1."""

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """The reading that the context calls for; each provider has its own."""
        raise NotImplementedError

    def likelihood(self, text: str, position: int, readings: frozenset[str], given: str) -> Likelihood | None:
        """Whether ``given`` is what the context calls for; ``None`` where it calls for nothing."""
        expectation = self.expect(text, position, readings)
        if expectation is None:
            return None
        differing = differs(given, expectation.reading, text[position])
        by_user = expectation.confidence == 1
        return Likelihood(0.0 if differing else 1.0, expectation.reading, expectation.source, by_user)


class Adapted(Decided):
    """A user's object that can only ``expect``."""

    def __init__(self, expecting: Expecting) -> None:
        self._expecting = expecting

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """What the object says."""
        return self._expecting.expect(text, position, readings)
