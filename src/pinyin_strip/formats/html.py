"""HTML and XHTML pages: glosses in text, also where inline tags cut through it, and ruby elements.

Attributes, scripts, styles, comments, ``pre`` and ``code``, and every untouched byte stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pinyin_strip.document import Document
from pinyin_strip.formats import blocks
from pinyin_strip.formats.annotate import annotated
from pinyin_strip.formats.blocks import BlockFormat, Edit, Place, decode
from pinyin_strip.formats.markup_tokens import Kind, Tag, tokens
from pinyin_strip.formats.protocol import Dress, Notice, Piece, Refused, Settings
from pinyin_strip.formats.ruby_markup import RUBY_TAGS, Ruby
from pinyin_strip.formats.runs import Run, edits, put_back, runs_of, speller, virtual
from pinyin_strip.renderers.html import ruby_element
from pinyin_strip.renderers.pieces import Word

__all__ = ["FORMAT", "page_places"]

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
_OBJECT = "\ufffc"  # stands in the text for what is not text: nothing is glossed across it


class HtmlFormat(BlockFormat):
    """A page is one piece; what a paragraph holds is one text."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml", ".xht")

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Read the whole page."""
        data = source.read(blocks.LONGEST + 1)
        if len(data) > blocks.LONGEST:
            raise Refused(f"a page of more than {blocks.LONGEST >> 20} MB; left alone. Split it first")
        if data:
            yield Piece(data, is_xml(data))

    def places(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[Place]:
        """Find the paragraphs of a page."""
        decode(piece.data, piece.offset)
        return list(page_places(piece.data, settings, xml=piece.context))


def is_xml(data: bytes) -> bool:
    """Whether a page says that it is XML."""
    return data.removeprefix(blocks.BOM).lstrip()[:5] == b"<?xml"


class _Paragraph:
    """The runs of one paragraph, and the ruby elements among them."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.rubies: list[Ruby] = []

    def forget(self, ruby: Ruby) -> None:
        """Take an element that was begun for an object that nobody reads."""
        del self.runs[ruby.first :]
        self.runs.append(virtual(_OBJECT))
        self.rubies = [one for one in self.rubies if one is not ruby]

    def place(self, data: bytes, settings: Settings) -> Place | None:
        """Make one text of the runs; ``None`` if there is nothing to read in it."""
        text = "".join(run.text for run in self.runs)
        if not text.strip():
            return None

        def put(new: str) -> Iterator[Edit]:
            dealt = put_back(self.runs, new, settings.options)
            yield from edits(data, self.runs, dealt)
            for ruby in self.rubies:
                yield from ruby.edits(dealt)

        def annotate(document: Document, dress: Dress) -> tuple[Document, list[Edit]]:
            document, changed = annotated(self.runs, document, dress.options)
            return document, [_annotation(data, run, pieces, dress) for run, pieces in changed]

        return Place(text, put, annotate)


def _annotation(data: bytes, run: Run, pieces: list[str | Word], dress: Dress) -> Edit:
    """Write a run in which words carry ruby."""
    spell = speller(data, run)
    written = (spell(one) if isinstance(one, str) else ruby_element(one, dress.options, spell) for one in pieces)
    return Edit(run.start, run.end, "".join(written).encode())


def page_places(data: bytes, settings: Settings, *, xml: bool) -> Iterator[Place]:
    """Yield the texts of a page, one for each stretch between tags that are not inline.

    Where ruby is written, the base of ruby that is there already stands in the text and is not written over.
    """
    paragraph, ruby, skipped, writable = _Paragraph(), None, None, True
    for tag in tokens(data, xml=xml):
        name = tag.name.lower()
        if skipped is not None:
            skipped = _still(skipped, tag, name)
        elif tag.kind is Kind.TEXT:
            runs = list(runs_of(data, tag.start, tag.end))
            if ruby is None:
                paragraph.runs += runs
            else:
                ruby.text(runs if settings.ruby is None else [virtual(run.text) for run in runs])
        elif tag.kind is Kind.OTHER or name in _INLINE:
            continue
        elif name == "ruby" and tag.kind is Kind.START and ruby is not None:  # readings over readings stay as they are
            paragraph.forget(ruby)
            ruby, skipped = None, (name, 2)
        elif name in RUBY_TAGS and not (ruby is None and name != "ruby"):
            ruby = _in_ruby(paragraph, ruby, tag, settings)
        elif name in _SKIPPED:
            paragraph.runs.append(virtual(_OBJECT))
            skipped = (name, 1) if tag.kind is Kind.START else None
        elif name in ("br", "img"):
            paragraph.runs.append(virtual("\n" if name == "br" else _OBJECT))
        else:
            if ruby is not None:
                ruby.close(tag.start)
            if writable and (place := paragraph.place(data, settings)):
                yield place
            paragraph, ruby = _Paragraph(), None
            writable = settings.ruby is None or tag.kind is not Kind.START or name not in _TEXT_ONLY
    if place := paragraph.place(data, settings):
        yield place


def _still(skipped: tuple[str, int], tag: Tag, name: str) -> tuple[str, int] | None:
    """Count how deep we are in an element that is passed over; ``None`` when it has ended."""
    open_name, depth = skipped
    if name == open_name and tag.kind in (Kind.START, Kind.END):
        depth += 1 if tag.kind is Kind.START else -1
    return (open_name, depth) if depth else None


def _in_ruby(paragraph: _Paragraph, ruby: Ruby | None, tag: Tag, settings: Settings) -> Ruby | None:
    """Take in a tag of the ruby family; returns the ruby element that is open after it."""
    if tag.name.lower() == "ruby" and tag.kind is Kind.END:
        if ruby is not None:
            ruby.tag(tag)
            ruby.close(tag.start)
        return None
    if ruby is None:
        ruby = Ruby(paragraph.runs, keep=settings.keep_ruby, first=len(paragraph.runs))
        if not settings.keep_ruby:
            paragraph.rubies.append(ruby)
    ruby.tag(tag._replace(name=tag.name.lower()))
    return ruby


FORMAT = HtmlFormat()
