"""DOCX: paragraphs are read across their runs; phonetic guides (w:ruby) give way to their base, or are made of glosses.

Source: ECMA-376-1, 17.3.1 to 17.3.3 (paragraphs, runs, phonetic guide).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from pinyin_strip.document import Document
from pinyin_strip.formats.annotate import annotated
from pinyin_strip.formats.blocks import BlockFormat, ByteEdit, EmbeddedText, decode
from pinyin_strip.formats.markup_tokens import MarkupKind, Tag, tokens
from pinyin_strip.formats.phonetic_guide import text_runs
from pinyin_strip.formats.protocol import Notice, Piece, Refused, Revision, RubyStyle, Settings
from pinyin_strip.formats.runs import Run, edits, put_back, runs_of, virtual
from pinyin_strip.formats.tally import Tally
from pinyin_strip.formats.zipped import open_archive, read_member, refuse_absurd_xml, rewrite
from pinyin_strip.places import Place
from pinyin_strip.renderers.pieces import Word

__all__ = ["FORMAT"]

_PARTS = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_BREAKS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:drawing": "\ufffc", "w:object": "\ufffc", "w:sym": "\ufffc",
           "w:noBreakHyphen": "\ufffc", "w:softHyphen": "\ufffc"}  # fmt: skip


class DocxFormat(BlockFormat):
    """A part (document, notes, headers, comments) is a piece, a paragraph a text."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx")
    texty = False

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Yield the parts that hold text."""
        with open_archive(source) as archive:
            for name in _names(archive):
                data = read_member(archive, name)
                refuse_absurd_xml(name, data)
                yield Piece(data, name)

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Find the paragraphs of a part."""
        decode(piece.data)
        part = (piece.context or "").removeprefix("word/").removesuffix(".xml")
        return list(_paragraphs(piece.data, part, settings))

    def write(self, source: BinaryIO, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Write the archive with the cleaned parts."""
        with open_archive(source) as archive:
            names = _names(archive)
        rewrite(source, target, names, pieces)


def _names(archive: zipfile.ZipFile) -> list[str]:
    names = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
    if "word/document.xml" not in names:
        raise Refused("no word/document.xml: not a DOCX; left alone")
    return names


_ENDS = b"</w:t></w:r>"


@dataclass(slots=True)
class _OpenRun:
    """A run that we are in: its tag, and where its properties end."""

    tag: Tag
    head: int


class _Frame(NamedTuple):
    """What stands around text: its run, with the end of its properties, and the tag that the text follows."""

    run: Tag
    head: int
    text: Tag

    def annotation(self, data: bytes, run: Run, pieces: list[str | Word], ruby: RubyStyle) -> ByteEdit:
        """Write text in which words carry ruby; each guide has a run of its own, with the properties of this one."""
        head = data[self.run.start : self.head].decode()
        written = text_runs(head, pieces, ruby.options)
        if self.head == self.text.start and self.text.end == run.start and data.startswith(_ENDS, run.end):
            return ByteEdit(self.run.start, run.end + len(_ENDS), written.encode())
        return ByteEdit(run.start, run.end, f'{_ENDS.decode()}{written}{head}<w:t xml:space="preserve">'.encode())


@dataclass(slots=True)
class _Guide:
    """A phonetic guide in a run: what goes so that its base stays; the runs of its reading."""

    run: Tag
    head: int = 0  # where the run's properties end
    start: int = 0
    base_start: int = 0
    base_end: int = 0
    end: int = 0
    run_end: int = 0
    reading: list[Run] = field(default_factory=list)
    numbers: range = range(0)

    def edits(self, data: bytes) -> Iterator[ByteEdit]:
        """Leave the base's own runs; the run around the guide goes if it held nothing else."""
        alone = self.head == self.start and self.end + len(b"</w:r>") == self.run_end
        if alone:
            yield ByteEdit(self.run.start, self.base_start)
            yield ByteEdit(self.base_end, self.run_end)
        else:
            yield ByteEdit(self.start, self.base_start, b"</w:r>")
            yield ByteEdit(self.base_end, self.end, data[self.run.start : self.head])


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph holds, and where we are in it; ``number`` counts the paragraphs of its part from 1."""

    number: int = 1
    runs: list[Run] = field(default_factory=list)
    guides: list[_Guide] = field(default_factory=list)
    open_runs: list[_OpenRun] = field(default_factory=list)
    frames: dict[int, _Frame] = field(default_factory=dict)  # by the place of the text
    guide: _Guide | None = None
    in_reading: bool = False

    def _keeping_blanks(self, data: bytes, dealt: Sequence[str]) -> Iterator[ByteEdit]:
        """Have blanks kept that now begin or end a text; without the attribute Word drops them (ECMA-376 Part 1, 17.3.3.31)."""
        bare = {
            frame.text
            for run, new in zip(self.runs, dealt, strict=True)
            if new != run.text and new != new.strip() and (frame := self.frames.get(run.start))
        }
        for tag in bare:
            if b"xml:space" not in data[tag.start : tag.end]:
                yield ByteEdit(tag.end - 1, tag.end - 1, b' xml:space="preserve"')

    def embedded_text(self, data: bytes, part: str) -> EmbeddedText:
        def put(new: Revision) -> Iterator[ByteEdit]:
            dealt = put_back(self.runs, new)
            yield from edits(data, self.runs, dealt)
            yield from self._keeping_blanks(data, dealt)
            for guide in self.guides:
                if not any(dealt[number].strip() for number in guide.numbers):
                    yield from guide.edits(data)

        def annotate(document: Document, ruby: RubyStyle, tally: Tally) -> tuple[Document, list[ByteEdit]]:
            document, changed = annotated(self.runs, document, ruby.options)
            for _, pieces in changed:
                tally.count_filled(pieces)
            return document, [self.frames[run.start].annotation(data, run, pieces, ruby) for run, pieces in changed]

        def place() -> Place:
            return (*((("part", part),) if part != "document" else ()), ("paragraph", self.number))

        return EmbeddedText("".join(run.text for run in self.runs), put, annotate, place=place)

    def text(self, runs: list[Run], tag: Tag, settings: Settings) -> None:
        """Take in the text that follows a tag; where ruby is written, that of a guide is not written over."""
        if self.guide and self.in_reading:
            self.guide.reading += runs
        elif self.open_runs and not (self.guide and settings.ruby):
            run = self.open_runs[-1]
            self.frames |= {one.start: _Frame(run.tag, run.head, tag) for one in runs}
            self.runs += runs
        else:
            self.runs += [virtual(run.text) for run in runs]

    def sign(self, text: str) -> None:
        """Take in what stands for something that is no text."""
        (self.guide.reading if self.guide and self.in_reading else self.runs).append(virtual(text))

    def tag(self, tag: Tag, *, keep: bool) -> None:
        """Follow runs and guides."""
        starts, name = tag.kind is MarkupKind.START, tag.name
        if name == "w:r":
            self._run(tag, starts=starts)
        elif name == "w:rPr" and not starts and self.open_runs:
            self.open_runs[-1].head = tag.end  # the last end counts: a tracked change holds the properties of before
        elif name == "w:ruby" and starts and self.open_runs:
            self.guide = _Guide(self.open_runs[-1].tag, self.open_runs[-1].head, tag.start)
        elif self.guide is not None:
            self._in_guide(self.guide, tag, starts=starts, keep=keep)

    def _run(self, tag: Tag, *, starts: bool) -> None:
        if starts:
            self.open_runs.append(_OpenRun(tag, tag.end))
        elif tag.kind is MarkupKind.END and self.open_runs:
            run = self.open_runs.pop().tag
            for guide in self.guides:
                if guide.run is run:
                    guide.run_end = tag.end

    def _in_guide(self, guide: _Guide, tag: Tag, *, starts: bool, keep: bool) -> None:
        if tag.name == "w:rt":
            self.in_reading = starts
        elif tag.name == "w:rubyBase" and starts:
            guide.base_start = tag.end
        elif tag.name == "w:rubyBase":
            guide.base_end = tag.start
        elif tag.name == "w:ruby" and not starts:
            guide.end, self.guide = tag.end, None
            if not keep and guide.base_start <= guide.base_end and guide.reading:
                self.runs.append(virtual("<rt>"))
                guide.numbers = range(len(self.runs), len(self.runs) + len(guide.reading))
                self.runs += [*guide.reading, virtual("</rt>")]
                self.guides.append(guide)


def _paragraphs(data: bytes, part: str, settings: Settings) -> Iterator[EmbeddedText]:
    """Yield the texts of a part, one for each paragraph; text boxes hold paragraphs of their own."""
    stack: list[_Paragraph] = []
    text: Tag | None = None
    number = 0
    for tag in tokens(data, xml=True):
        number += tag.name == "w:p" and tag.kind in (MarkupKind.START, MarkupKind.EMPTY)
        if tag.name == "w:p" and tag.kind is MarkupKind.START:
            stack.append(_Paragraph(number))
        elif not stack or tag.kind is MarkupKind.OTHER:
            continue
        elif tag.name == "w:p" and tag.kind is MarkupKind.END:
            embedded = stack.pop().embedded_text(data, part)
            if embedded.text.strip():
                yield embedded
        elif tag.kind is MarkupKind.TEXT:
            if text is not None:
                stack[-1].text(list(runs_of(data, tag.start, tag.end)), text, settings)
        elif tag.name == "w:t":
            text = tag if tag.kind is MarkupKind.START else None
        elif tag.name in _BREAKS and tag.kind is not MarkupKind.END:
            stack[-1].sign(_BREAKS[tag.name])
        else:
            stack[-1].tag(tag, keep=settings.keep_ruby)


FORMAT = DocxFormat()
