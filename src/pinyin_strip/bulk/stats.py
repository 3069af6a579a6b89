"""What is counted while texts are cleaned: values of several workers that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pinyin_strip.cleaning import Cleaned
from pinyin_strip.document import Document
from pinyin_strip.values import Notation, Verdict

__all__ = ["Stats"]


@dataclass(frozen=True, slots=True)
class Stats:
    """What was seen and what was removed; values of several workers add up with ``+``.

    ``characters`` and ``removed`` count code points, ``damaged`` and ``repaired`` places of byte-level damage.
    ``verdicts`` and ``notations`` count every gloss that was found, those that stay included. A gloss that the context speaks against counts as a match where both are removed alike.

    >>> (Stats(texts=1, characters=2) + Stats(texts=1, verdicts={Verdict.MATCH: 3})).texts
    2
    """

    texts: int = 0
    changed: int = 0
    characters: int = 0
    removed: int = 0
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    notations: Mapping[Notation, int] = field(default_factory=dict)
    damaged: int = 0
    repaired: int = 0

    def __add__(self, other: Stats) -> Stats:
        return Stats(
            self.texts + other.texts,
            self.changed + other.changed,
            self.characters + other.characters,
            self.removed + other.removed,
            dict(Counter(self.verdicts) + Counter(other.verdicts)),
            dict(Counter(self.notations) + Counter(other.notations)),
            self.damaged + other.damaged,
            self.repaired + other.repaired,
        )

    @classmethod
    def of(cls, document: Document) -> Stats:
        """Count one document."""
        return cls(
            1,
            int(bool(document.removed or document.edits)),
            len(document.text),
            sum(end - start for start, end in document.removed),
            dict(Counter(gloss.verdict for gloss in document.glosses)),
            dict(Counter(gloss.notation for gloss in document.glosses)),
            len(document.edits) + document.left,
            len(document.edits),
        )

    @classmethod
    def of_cleaned(cls, text: str, cleaned: Cleaned) -> Stats:
        """Count one text that was cleaned, and is not damaged."""
        verdicts, notations = Counter[Verdict](), Counter[Notation]()
        for (verdict, notation, _), count in cleaned.glosses.items():
            verdicts[verdict] += count
            notations[notation] += count
        removed = len(text) - len(cleaned.text)
        return cls(1, int(cleaned.text is not text), len(text), removed, dict(verdicts), dict(notations))

    @classmethod
    def of_toned(cls, texts: int, changed: int, glosses: int, seen: int, kept: int) -> Stats:
        """Count texts of so many code points, of which so many were kept: the fast scan takes out matches with tone marks."""
        verdicts = {Verdict.MATCH: glosses} if glosses else {}
        notations = {Notation.MARKS: glosses} if glosses else {}
        return cls(texts, changed, seen, seen - kept, verdicts, notations)
