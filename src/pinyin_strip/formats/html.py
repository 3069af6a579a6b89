"""HTML and XHTML pages: glosses in text, also where inline tags cut through it, and ruby elements.

Attributes, scripts, styles, comments, ``pre`` and ``code``, and every untouched byte stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pinyin_strip.formats import blocks
from pinyin_strip.formats.blocks import BlockFormat, EmbeddedText, decode, whole_file
from pinyin_strip.formats.elements import Elements
from pinyin_strip.formats.head import styled
from pinyin_strip.formats.markup_tokens import MarkupKind, tokens
from pinyin_strip.formats.paragraph import OBJECT, Paragraph, in_ruby, still_within
from pinyin_strip.formats.protocol import CleanedPiece, Notice, Piece, Settings
from pinyin_strip.formats.ruby_markup import RUBY_TAGS
from pinyin_strip.formats.runs import Run, runs_of, virtual
from pinyin_strip.renderers import RubyOptions

__all__ = ["FORMAT", "page_texts"]

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_SKIPPED = frozenset(["script", "style", "textarea", "pre", "code", "kbd", "samp", "svg", "math", "object", "select"])
_TEXT_ONLY = frozenset(["title", "option", "optgroup"])  # no element can stand in these, so no ruby


class HtmlFormat(BlockFormat):
    """A page is one piece; what a paragraph holds is one text."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml", ".xht")

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Read the whole page; a byte order mark is no part of it."""
        for piece in whole_file(source, "a page"):
            yield piece if piece.data == blocks.BOM else piece._replace(context=is_xml(piece.data))

    def whole(self, data: bytes) -> Piece:
        """Make one piece of a page."""
        return Piece(data, is_xml(data))

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Find the paragraphs of a page."""
        decode(piece.data, piece.offset)
        return list(page_texts(piece.data, settings, xml=piece.context))

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Clean a page; ruby in colours, or at the right of its hanzi, brings the rules that it is to be shown by."""
        cleaned = super().clean(piece, settings)
        if settings.ruby is None or not _needs_rules(settings.ruby.options):
            return cleaned
        return styled(cleaned, settings.ruby.options, xml=piece.context)


def _needs_rules(options: RubyOptions) -> bool:
    return options.tone_colours or options.zhuyin_position == "right"


def is_xml(data: bytes) -> bool:
    """Whether a page says that it is XML."""
    return data.removeprefix(blocks.BOM).lstrip()[:5] == b"<?xml"


def page_texts(data: bytes, settings: Settings, *, xml: bool) -> Iterator[EmbeddedText]:
    """Yield the texts of a page, one for each stretch between tags that are not inline.

    Where ruby is written, the base of ruby that is there already stands in the text and is not written over.
    """
    paragraph, ruby, skipped, writable = Paragraph(), None, None, True
    elements = Elements(data, xml=xml, inline=_INLINE | RUBY_TAGS)
    for tag in tokens(data, xml=xml):
        name = tag.name.lower()
        if skipped is not None:
            skipped = still_within(skipped, tag, name)
        elif tag.kind is MarkupKind.TEXT:
            runs = list(runs_of(data, tag.start, tag.end))
            if ruby is None:
                paragraph.runs += runs
            else:
                ruby.text(runs if settings.ruby is None else [virtual(run.text) for run in runs])
        elif tag.kind is MarkupKind.OTHER or name in _INLINE:
            continue
        elif (
            name == "ruby" and tag.kind is MarkupKind.START and ruby is not None
        ):  # readings over readings stay as they are
            paragraph.forget(ruby)
            ruby, skipped = None, (name, 2)
        elif name in RUBY_TAGS and not (ruby is None and name != "ruby"):
            ruby = in_ruby(paragraph, ruby, tag, settings)
        elif name in _SKIPPED:
            paragraph.runs.append(virtual(OBJECT))
            skipped = (name, 1) if tag.kind is MarkupKind.START else None
        elif name == "br":
            whole = tag.kind is MarkupKind.EMPTY or not xml
            paragraph.runs.append(Run("\n", tag.start, tag.end) if whole else virtual("\n"))
        elif name == "img":
            paragraph.runs.append(virtual(OBJECT))
        else:
            if ruby is not None:
                ruby.close(tag.start)
            if writable and (text := paragraph.embedded_text(data, elements.at)):
                yield text
            paragraph, ruby = Paragraph(), None
            writable = settings.ruby is None or tag.kind is not MarkupKind.START or name not in _TEXT_ONLY
    if text := paragraph.embedded_text(data, elements.at):
        yield text


FORMAT = HtmlFormat()
