"""What a job has done, in sum: what the job's worker processes counted, as one value that adds up and prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pinyin_strip.bulk import Stats
from pinyin_strip.integrations.counts import stats_row, total

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``broken`` counts lines that stayed because they are no JSON; ``failed`` names parts that could not be done, and why.

    >>> (Outcome(Stats(texts=1)) + Outcome(Stats(texts=2), broken=1)).json()
    '{"texts": 3, "broken": 1}'
    """

    stats: Stats = field(default_factory=Stats)
    broken: int = 0
    failed: tuple[str, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.stats + other.stats, self.broken + other.broken, self.failed + other.failed)

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, Any]]) -> Outcome:
        """Add up rows of counts."""
        kept = list(rows)
        return cls(total(kept), sum(row.get("broken") or 0 for row in kept))

    @property
    def row(self) -> dict[str, int]:
        """The counts as one row of numbers."""
        return stats_row(self.stats) | {"broken": self.broken}

    def json(self) -> str:
        """Tell machines what is not zero."""
        row: dict[str, Any] = {name: count for name, count in self.row.items() if count}
        return json.dumps(row | ({"failed": self.failed} if self.failed else {}), ensure_ascii=False)
