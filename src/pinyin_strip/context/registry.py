"""The context providers by name."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from pinyin_strip.context.decided import Adapted, Decided
from pinyin_strip.context.g2pm import stock_g2pm
from pinyin_strip.context.phrases import stock_phrases
from pinyin_strip.context.weighed import stock_weighed
from pinyin_strip.values import Context, Expectation, Expecting


class Silence(Decided):
    """The provider ``"none"``: it never says anything.

    >>> Silence().expect("据了解", 1, frozenset({"le", "liǎo"})) is None
    True
    """

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """Nothing, whatever the text."""
        return None


PROVIDERS: MappingProxyType[str, Callable[[], Context]] = MappingProxyType(
    {"model": stock_weighed, "phrases": stock_phrases, "g2pm": stock_g2pm, "none": Silence}
)
"""Name → what makes the provider; nothing is loaded before it is called, and nothing twice."""


def provider(name_or_object: str | Context | Expecting) -> Context:
    """The provider of this name, the object itself if it knows ``likelihood``, or one that asks it if it can only ``expect``.

    Raises ``ValueError`` for an unknown name, ``TypeError`` for an object with neither method, and
    ``ModuleNotFoundError`` if ``"g2pm"`` is not installed.

    >>> provider("phrases").likelihood("注重", 1, frozenset({"zhòng", "chóng"}), "chóng").source
    'phrases: 注重'
    """
    if not isinstance(name_or_object, str):
        if isinstance(name_or_object, Context):
            return name_or_object
        if isinstance(name_or_object, Expecting):
            return Adapted(name_or_object)
        raise TypeError(
            "a context provider has a method likelihood(text, position, readings, given), "
            f"or expect(text, position, readings); {name_or_object!r} has neither"
        )
    make = PROVIDERS.get(name_or_object)
    if make is None:
        raise ValueError(f"unknown context {name_or_object!r}; choose from {', '.join(PROVIDERS)}")
    return make()
