"""Titles in a book's package document and in its NCX: their text, and nothing else of these files, is read.

Source: EPUB 3.3, 5.5.3 (dc:title, dc:description); OPF 2.0.1, 2.4.1 (NCX: docTitle and navLabel).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pinyin_strip.formats.blocks import EmbeddedText
from pinyin_strip.formats.markup_tokens import MarkupKind, tokens
from pinyin_strip.formats.paragraph import OBJECT, Paragraph
from pinyin_strip.formats.runs import runs_of, virtual

__all__ = ["title_texts"]

# The elements that hold titles, each with what it stands in, and what people call it; dc-metadata as in OPF 1.2.
_TITLES = {
    ("metadata", "title"): "title",
    ("metadata", "description"): "description",
    ("dc-metadata", "title"): "title",
    ("dc-metadata", "description"): "description",
    ("docTitle", "text"): "title",
    ("navLabel", "text"): "entry",
}


def title_texts(data: bytes) -> Iterator[EmbeddedText]:
    """Yield the titles of a package document or an NCX; the element of each is a title, a description, or an entry.

    >>> [(one.text, one.place()) for one in title_texts("<navLabel><text>渡口</text></navLabel>".encode())]
    [('渡口', (('element', 'entry'),))]
    """
    around: list[str] = []
    title: tuple[str, Paragraph] | None = None
    for tag in tokens(data, xml=True):
        name = tag.name.rpartition(":")[2]
        if tag.kind is MarkupKind.START:
            called = _TITLES.get((around[-1], name)) if around else None
            title = (called, Paragraph()) if called else None
            around.append(name)
        elif tag.kind is MarkupKind.END:
            if title is not None and (text := title[1].embedded_text(data, _always(title[0]))):
                yield text
            title = None
            del around[-1:]
        elif title is not None:
            is_text = tag.kind is MarkupKind.TEXT
            title[1].runs += runs_of(data, tag.start, tag.end) if is_text else [virtual(OBJECT)]


def _always(called: str) -> Callable[[int], str]:
    """Return what gives one answer for every byte."""
    return lambda _: called
