"""Titles in a book's package document and in its NCX: their text, and nothing else of these files, is read.

Source: EPUB 3.3, 5.5.3 (dc:title, dc:description); OPF 2.0.1, 2.4.1 (NCX: docTitle and navLabel).
"""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.formats.blocks import EmbeddedText
from pinyin_strip.formats.markup_tokens import MarkupKind, tokens
from pinyin_strip.formats.paragraph import OBJECT, Paragraph
from pinyin_strip.formats.protocol import Settings
from pinyin_strip.formats.runs import runs_of, virtual

__all__ = ["title_texts"]

# The elements that hold titles, each with what it stands in; dc-metadata as in OPF 1.2.
_TITLES = {
    ("metadata", "title"),
    ("metadata", "description"),
    ("dc-metadata", "title"),
    ("dc-metadata", "description"),
    ("docTitle", "text"),
    ("navLabel", "text"),
}


def title_texts(data: bytes, settings: Settings) -> Iterator[EmbeddedText]:
    """Yield the titles of a package document or an NCX.

    >>> [one.text for one in title_texts("<navLabel><text>渡口</text></navLabel>".encode(), Settings())]
    ['渡口']
    """
    around: list[str] = []
    paragraph: Paragraph | None = None
    for tag in tokens(data, xml=True):
        name = tag.name.rpartition(":")[2]
        if tag.kind is MarkupKind.START:
            paragraph = Paragraph() if around and (around[-1], name) in _TITLES else None
            around.append(name)
        elif tag.kind is MarkupKind.END:
            if paragraph is not None and (text := paragraph.embedded_text(data, settings)):
                yield text
            paragraph = None
            del around[-1:]
        elif paragraph is not None:
            is_text = tag.kind is MarkupKind.TEXT
            paragraph.runs += runs_of(data, tag.start, tag.end) if is_text else [virtual(OBJECT)]
