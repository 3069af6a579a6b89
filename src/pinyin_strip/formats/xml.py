"""XML and TEI: text nodes change, also where elements cut through a sentence; attributes, comments and CDATA stay.

What is one text, the document tells: where an element holds text itself, the elements in it are parts of that text.
Source: XML 1.0, 2.4 to 2.8; TEI P5, 3 (elements available in all TEI documents).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from pinyin_strip.formats.blocks import BlockFormat, EmbeddedText, decode, whole_file
from pinyin_strip.formats.elements import Elements
from pinyin_strip.formats.markup_tokens import MarkupKind, Tag, tokens
from pinyin_strip.formats.paragraph import OBJECT, Paragraph, in_ruby, still_within
from pinyin_strip.formats.protocol import Notice, Piece, Refused, RubyStyle, Settings
from pinyin_strip.formats.ruby_markup import RUBY_TAGS, Ruby
from pinyin_strip.formats.runs import Run, runs_of, virtual
from pinyin_strip.renderers import Style, writer
from pinyin_strip.renderers.pieces import TextOrWord

__all__ = ["FORMAT"]

STYLES: tuple[Style, ...] = ("brackets", "pipe", "aozora")  # those that can stand in text

_UNREAD = frozenset(
    [
        "script",
        "style",
        "pre",
        "code",
        "kbd",
        "samp",
        "svg",
        "math",
        "formula",
        "eg",
        "egXML",
        "programlisting",
        "screen",
    ]
)
_BREAKS = frozenset(["lb", "br"])
_ENTITY = re.compile(r"&[^\s;&<]+;")  # one that the document defines: whatever it stands for


class XmlFormat(BlockFormat):
    """A document is one piece; an element that holds text is one text with all that is in it."""

    name = "xml"
    suffixes = (".xml", ".tei")

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Read the whole document."""
        if settings.ruby is not None and settings.ruby.style not in STYLES:
            raise Refused(
                "XML has no ruby that every vocabulary knows; left alone. "
                f"Name a style that can stand in text: --style {', '.join(STYLES)}"
            )
        return whole_file(source, "an XML document")

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Find the texts.

        Raises:
            Refused: if elements are not closed in the order in which they were opened.
        """
        decode(piece.data, piece.offset)
        return list(_Reader(piece.data, settings).embedded_texts())


class _Reader:
    """Goes through the tags of a document; ``depth`` counts the open elements of the text that it is in."""

    def __init__(self, data: bytes, settings: Settings) -> None:
        self._data, self._settings = data, settings
        self._tags = list(tokens(data, xml=True))
        self._depth = 0
        self._skipped: tuple[str, int] | None = None
        self._ruby: Ruby | None = None
        self._paragraph = Paragraph()
        self._elements = Elements(data, xml=True)
        self._holder = 0  # the byte at which what is in the element begins that holds the text

    def embedded_texts(self) -> Iterator[EmbeddedText]:
        """Yield the texts in the order in which they begin."""
        holding = _holding_text(self._data, self._tags)
        for number, tag in enumerate(self._tags):
            name = _local(tag)
            if self._skipped is not None:
                self._skipped = still_within(self._skipped, tag, name)
            elif self._depth:
                self._within(tag, name)
                if not self._depth and (text := self._finished(tag)):
                    yield text
            elif tag.kind is MarkupKind.START and name in _UNREAD:
                self._skipped = (name, 1)
            elif tag.kind is MarkupKind.START and (number in holding or name == "ruby"):
                self._depth, self._paragraph, self._ruby = 1, Paragraph(), None
                self._holder = tag.end
                if name == "ruby":
                    self._in_ruby(tag)

    def _finished(self, tag: Tag) -> EmbeddedText | None:
        if self._ruby is not None:
            self._ruby.close(tag.start)
        return self._paragraph.embedded_text(self._data, self._held_by(self._holder), _write)

    def _held_by(self, start: int) -> Callable[[int], str]:
        """Return what names the element whose content begins at a byte, wherever in it something stands."""
        return lambda _: self._elements.at(start)

    def _within(self, tag: Tag, name: str) -> None:
        """Take in a token of a text."""
        self._depth += (tag.kind is MarkupKind.START) - (tag.kind is MarkupKind.END)
        if tag.kind is MarkupKind.TEXT:
            self._text(list(_runs(self._data, tag)))
        elif tag.kind is MarkupKind.OTHER:
            if self._data.startswith(b"<![CDATA[", tag.start):
                self._text([virtual(OBJECT)])
        elif name == "ruby" and tag.kind is MarkupKind.START and self._ruby is not None:  # readings over readings stay
            self._paragraph.forget(self._ruby)
            self._ruby, self._skipped, self._depth = None, (name, 2), self._depth - 2
        elif name in RUBY_TAGS and not (self._ruby is None and name != "ruby"):
            self._in_ruby(tag)
        elif name in _UNREAD and tag.kind is MarkupKind.START:
            self._text([virtual(OBJECT)])
            self._skipped, self._depth = (name, 1), self._depth - 1
        elif tag.kind is MarkupKind.EMPTY:
            self._text([virtual("\n" if name in _BREAKS else OBJECT)])

    def _in_ruby(self, tag: Tag) -> None:
        self._ruby = in_ruby(self._paragraph, self._ruby, tag._replace(name=_local(tag)), self._settings)

    def _text(self, runs: list[Run]) -> None:
        if self._ruby is None:
            self._paragraph.runs += runs
        else:
            self._ruby.text(runs if self._settings.ruby is None else [virtual(run.text) for run in runs])


def _local(tag: Tag) -> str:
    """Return a tag's name without the prefix of its namespace."""
    return tag.name.rpartition(":")[2]


def _write(pieces: list[TextOrWord], ruby: RubyStyle, spell: Callable[[str], str]) -> str:
    """Write words with their readings as text."""
    return spell(writer(ruby.style or STYLES[0])(pieces, ruby.options))


def _holding_text(data: bytes, tags: list[Tag]) -> set[int]:
    """Return the numbers of the tags that begin elements which hold text themselves, not only in elements."""
    holding, open_tags = set[int](), list[int]()
    for number, tag in enumerate(tags):
        if tag.kind is MarkupKind.START:
            open_tags.append(number)
        elif tag.kind is MarkupKind.END:
            if not open_tags or tags[open_tags[-1]].name != tag.name:
                raise _broken(data, tag, f"</{tag.name}> closes what is not open")
            open_tags.pop()
        elif tag.kind is MarkupKind.TEXT and not data[tag.start : tag.end].isspace():
            if not open_tags:
                raise _broken(data, tag, "text stands in no element")
            holding.add(open_tags[-1])
    if open_tags:
        tag = tags[open_tags[-1]]
        raise _broken(data, tag, f"<{tag.name}> is not closed")
    return holding


def _broken(data: bytes, tag: Tag, what: str) -> Refused:
    line = data.count(b"\n", 0, tag.start) + 1
    column = len(data[data.rfind(b"\n", 0, tag.start) + 1 : tag.start].decode("utf-8", "replace")) + 1
    return Refused(f"not well-formed XML at line {line}, column {column}: {what}; left alone. Insist with --as html")


def _runs(data: bytes, tag: Tag) -> Iterator[Run]:
    """Read a text node; an entity that only the document knows is no text."""
    for run in runs_of(data, tag.start, tag.end):
        if "&" not in run.text or len(run.text.encode()) != run.end - run.start:
            yield run
            continue
        at = 0
        for match in _ENTITY.finditer(run.text):
            yield from _plain(run, at, match.start())
            yield virtual(OBJECT)
            at = match.end()
        yield from _plain(run, at, len(run.text))


def _plain(run: Run, start: int, end: int) -> Iterator[Run]:
    """Cut a part out of a run that is written as it is read."""
    if start < end:
        first = run.start + len(run.text[:start].encode())
        yield Run(run.text[start:end], first, first + len(run.text[start:end].encode()))


FORMAT = XmlFormat()
