"""Document → ruby: a renderer is one small function, named in the table ``RUBY_STYLES``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pinyin_strip.document import RUBY_STYLES, Document, Syllable

__all__ = ["html"]


def escape(text: str) -> str:
    """Escape text so that HTML reads it as text."""
    from html import escape as escaped  # here, because most users of the package never render

    return escaped(text)


def html(document: Document) -> str:
    """Render stripped glosses as HTML ruby, one ``rt`` for each hanzi where the alignment knows it.

    Everything else is escaped, so no input can put markup into the page. Source: HTML Living Standard, 4.5.10–4.5.12.

    >>> from pinyin_strip import ruby
    >>> ruby("中国(zhōngguó)")
    '<ruby>中<rp>(</rp><rt>zhōng</rt><rp>)</rp>国<rp>(</rp><rt>guó</rt><rp>)</rp></ruby>'
    """
    written = []
    position = 0
    for (start, end), annotation in _annotated(document):
        written.append(escape(_kept(document, position, start)))
        written.append(f"<ruby>{annotation}</ruby>")
        position = end
    written.append(escape(_kept(document, position, len(document.text))))
    return "".join(written)


RUBY_STYLES["html"] = html


def _annotated(document: Document) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each base that is still free, in the order of the text, with its hanzi and readings as ruby content."""
    position = 0
    edited = [(edit.start, edit.end) for edit in document.edits]
    for gloss in sorted(document.glosses, key=lambda gloss: (gloss.base_start, gloss.start)):
        syllables = [syllable for syllable in gloss.syllables if syllable.start >= position]
        if gloss.stripped and syllables and not any(s < gloss.end and gloss.base_start < e for s, e in edited):
            base = (max(gloss.base_start, position), gloss.base_end)
            yield base, _mono_ruby(document, base, syllables)
            position = gloss.base_end


def _mono_ruby(document: Document, base: tuple[int, int], syllables: Sequence[Syllable]) -> str:
    """Lay each syllable over its own hanzi; readings of one hanzi (hé/hè) share its rt."""
    readings: dict[tuple[int, int], list[str]] = {}
    for syllable in syllables:
        readings.setdefault((syllable.start, syllable.end), []).append(syllable.text)
    written, position = [], base[0]
    for (start, end), texts in sorted(readings.items()):
        written.append(escape(_kept(document, position, start)))
        reading = escape("/".join(dict.fromkeys(texts)))
        written.append(f"{escape(_kept(document, start, end))}<rp>(</rp><rt>{reading}</rt><rp>)</rp>")
        position = end
    written.append(escape(_kept(document, position, base[1])))
    return "".join(written)


def _kept(document: Document, start: int, end: int) -> str:
    """The text from ``start`` to ``end`` without what is removed."""
    return document.clean()[document.to_clean(start) : document.to_clean(end)]
