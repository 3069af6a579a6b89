"""What was done, file by file and in sum, for people and for machines."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pinyin_strip.formats import Tally

__all__ = ["FileOutcome", "Summary"]


@dataclass(slots=True)
class FileOutcome:
    """What became of one file: ``changed``, ``unchanged``, ``failed``, or ``done`` in an earlier run."""

    name: str
    status: str = "unchanged"
    tally: Tally = field(default_factory=Tally)
    notices: list[str] = field(default_factory=list)
    reason: str = ""
    target: str = ""
    seconds: float = 0.0
    """How long its pieces took to clean, added up over processes."""
    kept_places: list[dict[str, Any]] = field(default_factory=list)
    """The glosses that were kept, if they were to be listed, as ``parse --json`` prints them."""


@dataclass(slots=True)
class Summary:
    """All outcomes of a run."""

    outcomes: list[FileOutcome] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    noted: str = ""
    """Where finished files are noted, if the run left something to do again."""

    @property
    def tally(self) -> Tally:
        total = Tally()
        for outcome in self.outcomes:
            total += outcome.tally
        return total

    def count(self, status: str) -> int:
        """How many files have a status."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failed(self) -> bool:
        """Whether anything was left alone or left as it is that should not have been."""
        return any(outcome.status == "failed" or outcome.notices for outcome in self.outcomes)

    def filled(self) -> str:
        """Tell people how many readings were filled in; empty if none were."""
        return _filled(self.tally.filled) if self.tally.filled else ""

    def text(self, *, ruby: bool = False, checked: bool = False, see: str = "") -> str:
        """Tell people in a few lines.

        Args:
            ruby: whether glosses became that.
            checked: whether nothing was written.
            see: how what was kept is seen.
        """
        tally, done = self.tally, _DONE[ruby, checked]
        files = ", ".join(
            f"{self.count(status):,} {'would change' if checked and status == 'changed' else status}"
            for status in ("changed", "unchanged", "done before", "failed")
            if self.count(status)
        )
        lines = [f"{_many(len(self.outcomes), 'file')}: {files or 'nothing to do'}"]
        if self.skipped:
            lines.append(f"passed over: {', '.join(map(_skipped, *zip(*sorted(self.skipped.items()), strict=True)))}")
        lines.append(
            f"{_many(tally.characters, 'character')}; "
            f"{done} {_many(tally.removed.total(), 'gloss', 'es')}{_by_verdict(tally.removed)}; "
            f"kept, worth a look: {tally.kept.total():,}{_by_verdict(tally.kept)}"
        )
        if tally.kept and see:
            lines.append(see)
        if self.filled():
            lines.append(self.filled())
        if notices := sum(len(outcome.notices) for outcome in self.outcomes):
            lines.append(f"{_many(notices, 'broken record')} left as before")
        if self.noted:
            lines.append(f"what is finished is noted in {self.noted}; the same command with --resume does the rest")
        return "\n".join(lines)

    def json(self, plan: dict[str, Any]) -> str:
        """Tell machines everything; ``run.schema.json`` in ``pinyin_strip.report`` describes it."""
        tally = self.tally
        value = {
            "plan": plan,
            "seconds": round(self.seconds, 3),
            "files": {status: self.count(status) for status in ("changed", "unchanged", "done before", "failed")},
            "skipped": dict(sorted(self.skipped.items())),
            **_counts(tally),
            "outcomes": [
                {
                    "name": one.name,
                    "target": one.target,
                    "status": one.status,
                    "reason": one.reason,
                    "notices": one.notices,
                    **_counts(one.tally, one.kept_places),
                }
                for one in self.outcomes
            ],
        }
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# What is said of glosses: ruby or not, checked only or done.
_DONE = {
    (False, False): "removed",
    (False, True): "would remove",
    (True, False): "wrote as ruby",
    (True, True): "would write as ruby",
}


def _filled(counts: Counter[str]) -> str:
    return f"filled in {_many(counts.total(), 'reading')}, {counts['unsure']:,} of them unsure"


def _many(count: int, noun: str, ending: str = "s") -> str:
    return f"{count:,} {noun}{ending * (count != 1)}"


def _skipped(why: str, count: int) -> str:
    return _many(count, why, "s" if why.endswith("folder") else "")


def _by_verdict(counts: Counter[str]) -> str:
    return f" ({', '.join(f'{verdict} {count:,}' for verdict, count in counts.most_common())})" if counts else ""


def _counts(tally: Tally, kept_places: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        "texts": tally.texts,
        "changed_texts": tally.changed,
        "characters": tally.characters,
        "removed": dict(sorted(tally.removed.items())),
        "kept": dict(sorted(tally.kept.items())),
        **({} if kept_places is None else {"kept_places": kept_places}),
        "filled": dict(sorted(tally.filled.items())),
    }
