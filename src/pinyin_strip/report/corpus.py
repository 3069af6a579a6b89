"""Documents → the picture of a corpus: how many texts are annotated, how, how well, how densely; parts add up with +."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pinyin_strip.bulk import Stats
from pinyin_strip.document import Document
from pinyin_strip.tokenizer import hanzi_in

__all__ = ["BINS", "Corpus", "corpus_of", "total"]

BINS = (0, 1, 2, 5, 10, 20, 50, 100)
"""Lower bounds of the histogram: glosses for every hundred hanzi that are kept."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was counted: the ``Stats`` of the texts, and what only a picture needs.

    ``annotated``, ``damaged`` and ``lossy`` count texts: with a gloss; with byte-level damage by injected readings (how
    many places, and how many of them were repaired, is in ``stats``); with U+FFFD, which a decoder puts where it lost
    something. ``injected`` counts readings of the kind that converters inject. Every counter goes from a name to how many
    there are, ``density`` from the lower bound of a bin to texts.
    """

    stats: Stats = field(default_factory=Stats)
    annotated: int = 0
    injected: int = 0
    damaged: int = 0
    lossy: int = 0
    hanzi: int = 0
    glosses: int = 0
    stripped: int = 0
    conventions: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    density: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: Corpus) -> Corpus:
        return Corpus(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def data(self, most: int = 20) -> dict[str, Any]:
        """Return the picture as plain values, commonest first, for JSON."""
        stats = self.stats
        return {
            "texts": stats.texts,
            "annotated": self.annotated,
            "changed": stats.changed,
            "characters": stats.characters,
            "hanzi": self.hanzi,
            "glosses": self.glosses,
            "removed": {"glosses": self.stripped, "characters": stats.removed},
            "damage": {
                "injected": self.injected,
                "texts": self.damaged,
                "places": stats.damaged,
                "repaired": stats.repaired,
                "lossy": self.lossy,
            },
            "verdicts": _ranked(stats.verdicts),
            "conventions": _ranked(self.conventions),
            "notations": _ranked(stats.notations),
            "findings": _ranked(self.findings),
            "bases": dict(self.bases.most_common(most)),
            "density": {str(low): self.density[low] for low in BINS},
        }


def total(parts: Iterable[Corpus]) -> Corpus:
    """Add up many parts, each counted once however many there are.

    >>> from pinyin_strip import parse
    >>> total(corpus_of(parse(text)) for text in ("努(nù)力", "清(qīng)晨")).glosses
    2
    """
    sums: list[Corpus] = []  # of 1, 2, 4, … parts, the largest first: a counter is added to others of its size
    for number, part in enumerate(parts, 1):
        sums.append(part)
        while not number % 2:
            last = sums.pop()
            sums[-1], number = sums[-1] + last, number // 2
    return sum(reversed(sums), Corpus())


def _ranked(counts: Mapping[Any, int]) -> dict[str, int]:
    return {str(name): number for name, number in Counter(counts).most_common()}


def corpus_of(document: Document) -> Corpus:
    """Count one text.

    >>> from pinyin_strip import parse
    >>> one = corpus_of(parse("努(nù)力"))
    >>> one.glosses, dict(one.bases), dict(one.findings)
    (1, {'努': 1}, {'R102': 1})
    """
    glosses, injection = document.glosses, document.injection
    hanzi = hanzi_in(document.clean())
    return Corpus(
        stats=Stats.of(document),
        annotated=int(bool(glosses)),
        injected=injection.glosses,
        damaged=int(bool(injection.damaged)),
        lossy=int("\ufffd" in document.text),
        hanzi=hanzi,
        glosses=len(glosses),
        stripped=sum(gloss.stripped for gloss in glosses),
        conventions=Counter(gloss.convention.value for gloss in glosses),
        findings=Counter(finding.code for finding in document.findings()),
        bases=Counter(document.text[gloss.base_start : gloss.base_end] for gloss in glosses),
        density=Counter([_bin(100 * len(glosses) / hanzi if hanzi else 0.0)]),
    )


def _bin(density: float) -> int:
    return max(low for low in BINS if low <= density)
