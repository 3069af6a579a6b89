"""Stats as rows of numbers: every table can hold them, every engine can add them up, and the sum is Stats again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pinyin_strip.api import parse
from pinyin_strip.bulk import Stats
from pinyin_strip.options import Options
from pinyin_strip.values import Notation, Verdict

__all__ = ["COUNTS", "FIELDS", "check_row", "stats_row", "total"]

_PLAIN = ("texts", "changed", "characters", "removed", "damaged", "repaired")
_VERDICTS = {verdict: f"verdict_{verdict}" for verdict in Verdict}
_NOTATIONS = {notation: f"notation_{notation}" for notation in Notation}

FIELDS = (*_PLAIN, *_VERDICTS.values(), *_NOTATIONS.values())
"""What a row of ``Stats`` counts, in order; units as in ``Stats``."""
COUNTS = (*FIELDS, "findings")
"""What a row about one checked text counts: its ``Stats``, and how many findings there are."""


def stats_row(stats: Stats) -> dict[str, int]:
    """Write Stats as one flat row, with zeros for what was not seen.

    >>> row = stats_row(Stats(texts=2, verdicts={Verdict.TONE: 3}))
    >>> row["texts"], row["verdict_tone"], row["verdict_match"]
    (2, 3, 0)
    """
    verdicts = {name: stats.verdicts.get(verdict, 0) for verdict, name in _VERDICTS.items()}
    notations = {name: stats.notations.get(notation, 0) for notation, name in _NOTATIONS.items()}
    return {name: getattr(stats, name) for name in _PLAIN} | verdicts | notations


def check_row(text: str, options: Options | None = None) -> dict[str, int]:
    """Count what ``check`` sees in one text.

    >>> row = check_row("国(guó)际，努(nù)力")
    >>> row["removed"], row["verdict_match"], row["verdict_tone"], row["findings"]
    (9, 1, 1, 1)
    """
    document = parse(text, options)
    return stats_row(Stats.of(document)) | {"findings": len(document.findings())}


def total(rows: Iterable[Mapping[str, int | None] | None]) -> Stats:
    """Add rows up, whichever worker they come from; columns that are no part of Stats are left alone, nulls are no rows.

    >>> total([check_row("国(guó)际"), None, check_row("文")]).texts
    2
    """
    summed = dict.fromkeys(FIELDS, 0)
    for row in rows:
        for name in FIELDS if row else ():
            summed[name] += (row or {})[name] or 0
    return Stats(
        **{name: summed[name] for name in _PLAIN},
        verdicts={verdict: summed[name] for verdict, name in _VERDICTS.items() if summed[name]},
        notations={notation: summed[name] for notation, name in _NOTATIONS.items() if summed[name]},
    )
