"""Ruby elements in a page: their readings are held against their bases, and what is verified is unwrapped.

Source: HTML Living Standard, 4.5.10 to 4.5.12; rb and rtc as in HTML Ruby Markup Extensions. End tags may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pinyin_strip.formats.blocks import ByteEdit
from pinyin_strip.formats.markup_tokens import MarkupKind, Tag
from pinyin_strip.formats.runs import Run, virtual

__all__ = ["RUBY_TAGS", "Ruby"]

RUBY_TAGS = frozenset({"ruby", "rb", "rp", "rt", "rtc"})
_NOTES = frozenset({"rp", "rt"})


@dataclass(slots=True)
class _Part:
    """An rt or rp element: its bytes, and where its runs stand in the paragraph."""

    name: str
    start: int
    end: int = -1
    runs: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Ruby:
    """One ruby element while it is read; its runs go into the paragraph's list, readings after their bases."""

    runs: list[Run]
    keep: bool = False  # the readings are not even read
    parts: list[_Part] = field(default_factory=list)
    tags: list[tuple[int, int]] = field(default_factory=list)
    base: list[int] = field(default_factory=list)
    first: int = -1  # where its runs begin in the list
    _open: _Part | None = None
    _waiting: list[tuple[_Part, list[Run]]] = field(default_factory=list)

    def tag(self, tag: Tag) -> None:
        """Take in a tag of the ruby family."""
        self._close(tag.end if self._open and tag.kind is MarkupKind.END and tag.name == self._open.name else tag.start)
        if tag.name in _NOTES and tag.kind is MarkupKind.START:
            self._open = _Part(tag.name, tag.start)
            if tag.name == "rt" and not self.keep:
                self._waiting.append((self._open, []))
        elif tag.name not in _NOTES:
            self.tags.append((tag.start, tag.end))

    def text(self, runs: list[Run]) -> None:
        """Take in text: of a base, of a reading, or of the parentheses for old browsers."""
        if self._open is not None:
            if self._open.name == "rt" and not self.keep:
                self._waiting[-1][1].extend(runs)
            return
        if "".join(run.text for run in runs).strip():
            self._flush()
        self.base += range(len(self.runs), len(self.runs) + len(runs))
        self.runs += runs

    def close(self, end: int) -> None:
        """Finish, at a place in bytes."""
        self._close(end)
        self._flush()

    def _close(self, end: int) -> None:
        if self._open is not None:
            self._open.end = end
            self.parts.append(self._open)
            self._open = None

    def _flush(self) -> None:
        """Lay the readings that wait after the base that they read, as the cleaner knows ruby in text."""
        for number, (part, runs) in enumerate(self._waiting):
            self.runs.append(virtual(" " if number else "<rt>"))
            part.runs += range(len(self.runs), len(self.runs) + len(runs))
            self.runs += runs
        if self._waiting:
            self.runs.append(virtual("</rt>"))
        self._waiting = []

    def edits(self, dealt: list[str]) -> Iterator[ByteEdit]:
        """Take out what the clean text no longer has: all of the element but its base, or single readings."""
        gone = [part.name == "rt" and not any(dealt[run].strip() for run in part.runs) for part in self.parts]
        readings = [out for out, part in zip(gone, self.parts, strict=True) if part.name == "rt"]
        if all(readings) and readings:
            yield from (ByteEdit(part.start, part.end) for part in self.parts)
            yield from (ByteEdit(*span) for span in self.tags)
            yield from self._tight(dealt)
            return
        for index, part in enumerate(self.parts):
            beside = gone[max(0, index - 1) : index + 2]
            if gone[index] or (part.name == "rp" and any(beside)):
                yield ByteEdit(part.start, part.end)

    def _tight(self, dealt: list[str]) -> Iterator[ByteEdit]:
        """Take out the line breaks and indents that stood between the parts of the element."""
        for number in self.base:
            run = self.runs[number]
            if "\n" in run.text and dealt[number] == run.text:
                stripped = run.text.lstrip(" \t\r\n")
                body = run.end - len(stripped.encode())
                yield ByteEdit(run.start, body)
                yield ByteEdit(run.end - len(stripped) + len(stripped.rstrip(" \t\r\n")), run.end)
