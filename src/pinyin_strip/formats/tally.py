"""What is counted while texts are read: values that add up over texts, pieces and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pinyin_strip.values import Gloss

if TYPE_CHECKING:
    from pinyin_strip.renderers.pieces import TextOrWord

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
    judged: int = field(default=0, compare=False)
    """Texts that Python looked into: those that the compiled loops left, or all."""
    filled: Counter[str] = field(default_factory=Counter)
    """Readings that no author wrote and we filled in: ``sure`` and ``unsure``."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.texts + other.texts,
            self.changed + other.changed,
            self.characters + other.characters,
            self.removed + other.removed,
            self.kept + other.kept,
            self.judged + other.judged,
            self.filled + other.filled,
        )

    def count(self, glosses: Iterable[Gloss]) -> None:
        """Count the glosses of a text."""
        for gloss in glosses:
            (self.removed if gloss.stripped else self.kept)[gloss.verdict.value] += 1

    def count_filled(self, pieces: Iterable[TextOrWord]) -> None:
        """Count the readings in written pieces of a text that are ours."""
        words = (piece for piece in pieces if not isinstance(piece, str))
        self.filled += Counter(
            "unsure" if unit.unsure else "sure" for word in words for unit in word.units if unit.ours
        )
