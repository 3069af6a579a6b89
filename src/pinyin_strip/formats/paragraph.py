"""What stands between two tags that part a text: runs, ruby elements among them, and how a rewritten text is put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pinyin_strip.document import Document
from pinyin_strip.formats.annotate import annotated
from pinyin_strip.formats.blocks import ByteEdit, EmbeddedText
from pinyin_strip.formats.markup_tokens import MarkupKind, Tag
from pinyin_strip.formats.protocol import Revision, RubyStyle, Settings
from pinyin_strip.formats.ruby_markup import Ruby
from pinyin_strip.formats.runs import Run, edits, locator, put_back, speller, virtual
from pinyin_strip.formats.tally import Tally
from pinyin_strip.places import Place
from pinyin_strip.renderers.html import ruby_element
from pinyin_strip.renderers.pieces import TextOrWord

__all__ = ["OBJECT", "Paragraph", "in_ruby", "still_within"]

OBJECT = "\ufffc"  # stands in the text for what is not text: nothing is glossed across it

Writer = Callable[[list[TextOrWord], RubyStyle, Callable[[str], str]], str]
"""Writes text and words with their readings; the function says how text is spelt there."""


def elements(pieces: list[TextOrWord], ruby: RubyStyle, spell: Callable[[str], str]) -> str:
    """Write words as ruby elements."""
    return "".join(spell(one) if isinstance(one, str) else ruby_element(one, ruby.options, spell) for one in pieces)


class Paragraph:
    """The runs of one paragraph, and the ruby elements among them."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.rubies: list[Ruby] = []

    def forget(self, ruby: Ruby) -> None:
        """Take an element that was begun for an object that nobody reads."""
        del self.runs[ruby.first :]
        self.runs.append(virtual(OBJECT))
        self.rubies = [one for one in self.rubies if one is not ruby]

    def embedded_text(
        self, data: bytes, element: Callable[[int], str], write: Writer = elements
    ) -> EmbeddedText | None:
        """Make one text of the runs; ``None`` if there is nothing to read in it. ``element`` tells what holds a byte."""
        text = "".join(run.text for run in self.runs)
        if not text.strip():
            return None

        def put(new: Revision) -> Iterator[ByteEdit]:
            dealt = put_back(self.runs, new)
            yield from edits(data, self.runs, dealt)
            for ruby in self.rubies:
                yield from ruby.edits(dealt)

        def annotate(document: Document, ruby: RubyStyle, tally: Tally) -> tuple[Document, list[ByteEdit]]:
            document, changed = annotated(self.runs, document, ruby.options)
            for _, pieces in changed:
                tally.count_filled(pieces)
            written = ((run, write(pieces, ruby, speller(data, run))) for run, pieces in changed)
            return document, [ByteEdit(run.start, run.end, text.encode()) for run, text in written]

        def place() -> Place:
            return (("element", element(next((run.start for run in self.runs if run.start >= 0), 0))),)

        return EmbeddedText(text, put, annotate, place=place, where=locator(self.runs))


def still_within(skipped: tuple[str, int], tag: Tag, name: str) -> tuple[str, int] | None:
    """Count how deep we are in an element that is passed over; ``None`` when it has ended."""
    open_name, depth = skipped
    if name == open_name and tag.kind in (MarkupKind.START, MarkupKind.END):
        depth += 1 if tag.kind is MarkupKind.START else -1
    return (open_name, depth) if depth else None


def in_ruby(paragraph: Paragraph, ruby: Ruby | None, tag: Tag, settings: Settings) -> Ruby | None:
    """Take in a tag of the ruby family; returns the ruby element that is open after it."""
    if tag.name.lower() == "ruby" and tag.kind is MarkupKind.END:
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
