"""Markdown: prose changes; code, addresses, HTML, front matter and math stay, and so does every sign that makes Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from html import escape
from typing import BinaryIO, NamedTuple

from pinyin_strip.document import Document
from pinyin_strip.formats import blocks
from pinyin_strip.formats.blocks import BlockFormat, ByteEdit, EmbeddedText, decode, whole_file
from pinyin_strip.formats.markdown_prose import block_starts, labels, prose_of
from pinyin_strip.formats.markdown_shown import shown_blocks
from pinyin_strip.formats.masked import Masked
from pinyin_strip.formats.protocol import CleanedPiece, Notice, Piece, Revision, Settings
from pinyin_strip.formats.text import best_border
from pinyin_strip.formats.work import read_text
from pinyin_strip.renderers.latex import escape as latex_escape
from pinyin_strip.values import Gloss

__all__ = ["FORMAT"]

_EMPHASIS = "*_~"
# A gloss that has emphasis to itself: what is around it goes with it.
_EMPHASISED = re.compile(
    rf"([{_EMPHASIS}]+)[(（\[［{{｛【〔《][^()（）\[\]［］{{}}｛｝【】〔〕《》]{{1,400}}[)）\]］}}｝】〕》]\1"
)
_RUBY = re.compile(r"<ruby>((?:(?!<ruby>).)*?)</ruby>", re.DOTALL)
_RUBY_TAGS = re.compile(r"</?(?:ruby|rb)>")
# Styles whose product is no Markdown, and how they write what they do not change.
_FOREIGN: dict[str | None, Callable[[str], str]] = {
    "html": escape,
    "anki": escape,
    "latex": latex_escape,
    "latex-ruby": latex_escape,
}


class _Part(NamedTuple):
    """What has to be known to read a part of a file: the names of references in all of it, and whether it begins here."""

    names: frozenset[str] = frozenset()
    first: bool = True


class MarkdownFormat(BlockFormat):
    """A block is one text in which everything that is not prose is hidden; large files are cut between blocks."""

    name = "markdown"
    suffixes = (".md", ".markdown")

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Cut between the outermost blocks, where no gloss stands across; what becomes a page of its own is not cut."""
        for piece in whole_file(source, "Markdown"):
            page = settings.ruby is not None and settings.ruby.style == "document"
            if page or len(piece.data) <= blocks.BLOCK:
                yield piece
            else:
                yield from _cut(piece)

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Rewrite the prose of a block; ruby is written as Markdown writes it unless something else was asked for."""
        if settings.ruby is not None and settings.ruby.style is None:
            settings = replace(settings, ruby=replace(settings.ruby, style="markdown"))
        return super().clean(piece, settings)

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Take the block for one text, and hide what is not prose."""
        part: _Part = piece.context or _Part()
        source = decode(piece.data, piece.offset)
        text = prose_of(source, part.names, first=part.first, ruby=not settings.keep_ruby, images=settings.ruby is None)

        def put(new: Revision) -> list[ByteEdit]:
            written = _written(source, text, new.text, settings)
            if written is None:
                notices.append(Notice(1, "something that is not prose would change; left as it is"))
            return [ByteEdit(0, len(piece.data), (source if written is None else written).encode("utf-8"))]

        seen = partial(shown_blocks, source, part.names, first=part.first, line=piece.line)
        return [EmbeddedText(text.text, put, shown=source, blocks=seen)]


def _cut(piece: Piece) -> Iterator[Piece]:
    """Cut a file into blocks of some size."""
    data: bytes = piece.data
    names, start = labels(decode(data, piece.offset)), 0
    while start < len(data):
        end = _border(data, start)
        yield Piece(data[start:end], _Part(names, start == 0), piece.offset + start)
        start = end


def _border(data: bytes, start: int) -> int:
    """Return where a part ends that begins at a place: where one of the outermost blocks does."""
    size = blocks.BLOCK
    while start + size < len(data):
        window = data[start : data.rfind(b"\n", start, start + size) + 1]
        text = decode(window, start)
        offsets, place, bytes_before = list[int](), 0, 0
        for offset in block_starts(text, first=start == 0):
            bytes_before += len(text[place:offset].encode("utf-8"))
            place = offset
            offsets.append(bytes_before)
        if border := best_border(window, (offset for offset in reversed(offsets) if offset)):
            return start + border
        size *= 2
    return len(data)


def _written(source: str, text: Masked, new: str, settings: Settings) -> str | None:
    """Return the source with its prose rewritten; ``None`` if anything else would change."""
    ruby = settings.ruby
    if ruby is not None and ruby.style == "document":
        return ruby.render(replace(read_text(text.text, settings.options), text=source))
    if settings.strips and _EMPHASISED.search(text.text):
        document = _with_emphasis(read_text(text.text, settings.options))
        new = document.clean() if ruby is None else ruby.render(document)
    if ruby is None and settings.strips and "</ruby>" in new:
        new = _without_empty_ruby(text.text, new)
    return text.shown(new, _FOREIGN.get(ruby.style if ruby else None, str))


def _with_emphasis(document: Document) -> Document:
    """Take emphasis that a gloss has to itself out with it: of 国*(guó)*, and of **国**(guó)**际**, nothing odd is left."""
    text = document.text

    def widened(gloss: Gloss) -> Gloss:
        mark = text[gloss.start - 1 : gloss.start]
        if not gloss.stripped or mark not in _EMPHASIS or text[gloss.end : gloss.end + 1] != mark or not mark:
            return gloss
        left, right = gloss.start, gloss.end
        while text[left - 1 : left] == mark:
            left -= 1
        while text[right : right + 1] == mark:
            right += 1
        even = gloss.start - left == right - gloss.end and text[left - 1 : left] != "\\"
        return replace(gloss, start=left, end=right) if even else gloss

    return replace(document, glosses=tuple(map(widened, document.glosses)))


def _without_empty_ruby(old: str, new: str) -> str:
    """Unwrap the ruby elements whose readings are gone."""
    before, after = list(_RUBY.finditer(old)), list(_RUBY.finditer(new))
    if len(before) != len(after):
        return new
    kept, last = list[str](), 0
    for one, other in zip(before, after, strict=True):
        kept.append(new[last : other.start()])
        empty = "<rt" in one[1] and "<rt" not in other[1]
        kept.append(_RUBY_TAGS.sub("", other[1]) if empty else other[0])
        last = other.end()
    return "".join([*kept, new[last:]])


FORMAT = MarkdownFormat()
