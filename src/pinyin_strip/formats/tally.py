"""What is counted while texts are read: values that add up over texts, pieces and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pinyin_strip.values import Gloss

__all__ = ["Tally"]


@dataclass(slots=True)
class Tally:
    """Counts: ``a + b`` adds up those of several texts, pieces or files."""

    texts: int = 0
    changed: int = 0
    characters: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    """Glosses that were taken out, or became ruby, by verdict."""
    kept: Counter[str] = field(default_factory=Counter)
    """Glosses that read their hanzi, or nearly, and were kept all the same: worth a look."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.texts + other.texts,
            self.changed + other.changed,
            self.characters + other.characters,
            self.removed + other.removed,
            self.kept + other.kept,
        )

    def count(self, glosses: Iterable[Gloss]) -> None:
        """Count the glosses of a text."""
        for gloss in glosses:
            (self.removed if gloss.stripped else self.kept)[gloss.verdict.value] += 1
