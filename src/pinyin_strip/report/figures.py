"""Corpus → its figures, as rows of names and numbers: what the terminal and the picture both show."""

from __future__ import annotations

from itertools import zip_longest
from typing import NamedTuple

from pinyin_strip.report.corpus import BINS, Corpus
from pinyin_strip.rules import RULES

__all__ = ["Figure", "figures", "totals"]


class Figure(NamedTuple):
    """One table or chart: what its rows are, what is counted, and the rows."""

    title: str
    unit: str
    rows: tuple[tuple[str, int], ...]

    @property
    def most(self) -> int:
        """The largest number, at least 1: what the longest bar stands for."""
        return max((number for _, number in self.rows), default=0) or 1


def totals(corpus: Corpus) -> str:
    """Say in sentences what the charts do not show.

    >>> print(totals(Corpus()))
    0 texts, 0 of them annotated (none); 0 hanzi, 0 glosses, 0 of them removed
    no damage
    """
    stats = corpus.stats
    share = f"{100 * corpus.annotated / stats.texts:.0f} %" if stats.texts else "none"
    return (
        f"{_texts(stats.texts)}, {corpus.annotated} of them annotated ({share}); {corpus.hanzi} hanzi, {corpus.glosses} glosses, "
        f"{corpus.stripped} of them removed\n{_damage(corpus)}"
    )


def _damage(corpus: Corpus) -> str:
    stats = corpus.stats
    parts = []
    if stats.damaged:
        repaired = f", {stats.repaired} of them repaired" if stats.repaired else ""
        parts.append(f"byte-level damage in {_texts(corpus.damaged)} (places: {stats.damaged}{repaired})")
    if corpus.lossy:
        parts.append(f"lost characters (U+FFFD) in {_texts(corpus.lossy)}")
    return "; ".join(parts) or "no damage"


def _texts(number: int) -> str:
    return f"{number} text{'s' * (number != 1)}"


def figures(corpus: Corpus, most: int) -> dict[str, Figure]:
    """Return the figures by name; ``most`` is how many bases are named."""
    ranked = corpus.data(most)
    findings = ((f"{code} {RULES[code].name if code in RULES else ''}", n) for code, n in ranked["findings"].items())
    return {
        "texts": Figure("texts", "texts", (("with glosses", corpus.annotated), ("without", _without(corpus)))),
        "verdicts": Figure("verdict", "glosses", tuple(ranked["verdicts"].items())),
        "conventions": Figure("way of writing", "glosses", tuple(ranked["conventions"].items())),
        "notations": Figure("notation", "glosses", tuple(ranked["notations"].items())),
        "findings": Figure("finding", "findings", tuple(findings)),
        "bases": Figure("base", "glosses", tuple(ranked["bases"].items())),
        "density": Figure("glosses per 100 hanzi", "texts", _density(corpus)),
    }


def _without(corpus: Corpus) -> int:
    return corpus.stats.texts - corpus.annotated


def _density(corpus: Corpus) -> tuple[tuple[str, int], ...]:
    return tuple((_bin(low, high), corpus.density[low]) for low, high in zip_longest(BINS, BINS[1:]))


def _bin(low: int, high: int | None) -> str:
    return f"{low} and more" if high is None else f"{low} to less than {high}"
