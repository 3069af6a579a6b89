"""The one place where the formats hand texts to the cleaner or to the renderers, and count what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pinyin_strip import lane
from pinyin_strip.api import parse
from pinyin_strip.document import Document, Verdict
from pinyin_strip.formats.protocol import Settings
from pinyin_strip.formats.tally import Tally
from pinyin_strip.options import Options

__all__ = ["read_text", "removed_spans", "rewrite_texts"]


def rewrite_texts(texts: Sequence[str], settings: Settings) -> tuple[list[str], Tally]:
    """Clean texts in order, or render them as ruby; one in which nothing changes comes back as the same object.

    >>> rewrite_texts(["国(guó)", "锂(Li)"], Settings())[0]
    ['国', '锂(Li)']
    """
    characters = sum(map(len, texts))
    tally, rewritten = Tally(len(texts), characters=characters), list(texts)
    left: Iterable[int] = range(len(rewritten))
    if settings.ruby is None and lane.serves(settings.options.for_cleaning()) and lane.pays_for(characters):
        rows, left = lane.strip_texts(rewritten)
        for row in rows.changed:
            rewritten[row] = rows.text(row)
        tally.changed = len(rows.changed)
        if rows.glosses:
            tally.removed[Verdict.MATCH.value] = rows.glosses
    for row in left:
        document = read_text(texts[row], settings.options)
        tally.count(document.glosses)
        new = document.clean() if settings.ruby is None else settings.ruby.render(document)
        if new != texts[row]:
            rewritten[row] = new
            tally.changed += 1
    return rewritten, tally


def read_text(text: str, options: Options) -> Document:
    """Read a text, as it is read for cleaning."""
    return parse(text, options.for_cleaning())


def removed_spans(text: str, options: Options) -> tuple[tuple[int, int], ...]:
    """Return the spans that cleaning takes out of a text; asked only where tags or escapes cut through it."""
    return parse(text, options).removed
