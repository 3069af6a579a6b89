"""Documents → the picture of a corpus: how many texts are annotated, how, how well, how densely; parts add up with +."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pinyin_strip.document import Document
from pinyin_strip.tokenizer import is_hanzi

__all__ = ["BINS", "Corpus", "corpus_of"]

BINS = (0, 1, 2, 5, 10, 20, 50, 100)
"""Lower bounds of the histogram: glosses for every hundred hanzi that are kept."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was counted; every counter goes from a name to how many there are."""

    texts: int = 0
    annotated: int = 0  # texts with at least one gloss
    damaged: int = 0  # texts with U+FFFD, which a decoder puts where it lost something
    hanzi: int = 0
    glosses: int = 0
    removed: int = 0
    conventions: Counter[str] = field(default_factory=Counter)
    notations: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    density: Counter[int] = field(default_factory=Counter)  # lower bound of the bin → texts

    def __add__(self, other: Corpus) -> Corpus:
        return Corpus(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def data(self, most: int = 20) -> dict[str, Any]:
        """Return the picture as plain values, commonest first, for JSON."""
        plain: dict[str, Any] = {}
        for name in self.__slots__:
            value = getattr(self, name)
            plain[name] = dict(value.most_common()) if isinstance(value, Counter) else value
        plain["bases"] = dict(self.bases.most_common(most))
        plain["density"] = {str(low): self.density[low] for low in BINS}
        return plain


def corpus_of(document: Document) -> Corpus:
    """Count one text.

    >>> from pinyin_strip import parse
    >>> one = corpus_of(parse("努(nù)力"))
    >>> one.glosses, dict(one.verdicts), dict(one.findings)
    (1, {'tone': 1}, {'R102': 1})
    """
    glosses = document.glosses
    hanzi = sum(map(is_hanzi, document.clean()))
    return Corpus(
        texts=1,
        annotated=int(bool(glosses)),
        damaged=int("\ufffd" in document.text),
        hanzi=hanzi,
        glosses=len(glosses),
        removed=sum(gloss.stripped for gloss in glosses),
        conventions=Counter(gloss.convention.value for gloss in glosses),
        notations=Counter(gloss.notation.value for gloss in glosses),
        verdicts=Counter(gloss.verdict.value for gloss in glosses),
        findings=Counter(finding.code for finding in document.findings()),
        bases=Counter(document.text[gloss.base_start : gloss.base_end] for gloss in glosses),
        density=Counter([_bin(100 * len(glosses) / hanzi if hanzi else 0.0)]),
    )


def _bin(density: float) -> int:
    return max(low for low in BINS if low <= density)
