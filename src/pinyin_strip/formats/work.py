"""The one place where the formats hand texts to the cleaner, and what is counted there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pinyin_strip import lane
from pinyin_strip.api import parse
from pinyin_strip.document import Verdict
from pinyin_strip.options import Options

__all__ = ["Tally", "clean_texts", "removed_spans"]


@dataclass(slots=True)
class Tally:
    """Counts that add up over texts, pieces and files: ``a + b``."""

    texts: int = 0
    changed: int = 0
    characters: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    """Glosses that were taken out, by verdict."""
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


def clean_texts(texts: Sequence[str], options: Options) -> tuple[list[str], Tally]:
    """Clean texts in order; a text in which nothing is removed comes back as the same object.

    >>> clean_texts(["国(guó)", "锂(Li)"], Options())[0]
    ['国', '锂(Li)']
    """
    options = options.for_cleaning()
    characters = sum(map(len, texts))
    tally, cleaned = Tally(len(texts), characters=characters), list(texts)
    left: Iterable[int] = range(len(cleaned))
    if lane.serves(options) and lane.pays_for(characters):
        rows, left = lane.strip_texts(cleaned)
        for row in rows.changed:
            cleaned[row] = rows.text(row)
        tally.changed = len(rows.changed)
        if rows.glosses:
            tally.removed[Verdict.MATCH.value] = rows.glosses
    for row in left:
        document = parse(cleaned[row], options)
        tally.changed += document.clean() is not cleaned[row]
        cleaned[row] = document.clean()
        for gloss in document.glosses:
            (tally.removed if gloss.stripped else tally.kept)[gloss.verdict.value] += 1
    return cleaned, tally


def removed_spans(text: str, options: Options) -> tuple[tuple[int, int], ...]:
    """Return the spans that cleaning takes out of a text; asked only where tags or escapes cut through it."""
    return parse(text, options).removed
