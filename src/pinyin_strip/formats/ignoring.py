"""Where a note goes that a finding is to be ignored: into a comment behind it, where the file can have one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import PurePath
from typing import Literal, NamedTuple

from pinyin_strip.fixes import Correction
from pinyin_strip.formats.byte_index import ByteIndex
from pinyin_strip.formats.markup_tokens import MarkupKind, tokens
from pinyin_strip.formats.notes import Note, line_end, notes_in, speaks_of, takes_notes
from pinyin_strip.patterns import Pattern
from pinyin_strip.values import Finding

__all__ = ["NoteWriter", "ignore_edit"]

_NOTE = "pinyin-strip: ignore[{}]"
_COMMENT = f"<!-- {_NOTE} -->"
_IN_FORMAT = {"text": _NOTE, "markdown": _COMMENT, "html": _COMMENT, "xml": _COMMENT}
_TEX = (".tex",)
_LINE_END = Pattern(r"[ \t]*(?=[\r\n]|\Z)")
# Two blanks or a backslash there break the line in Markdown, a bar ends the last cell of a row, and #s a heading.
_PROSE_END = Pattern(r"(?:[ \t]+#+|[ \t]*(?<!\\)\|)?[ \t]*(?:(?<!\\)(?:\\\\)*\\)?(?=[\r\n]|\Z)")
_MAY_GO_ON = Pattern(r"[\[\]<>`$]")  # a link, a tag, code or a formula, which may end in another line
_VERBATIM = Pattern(r"\\(begin|end)\{(verbatim\*?|Verbatim|lstlisting|minted|alltt|comment)\}")


def ignore_edit(text: str, kind: str, path: str, finding: Finding) -> Correction | None:
    """Return what to insert so that one finding is ignored; see ``NoteWriter``.

    >>> from pinyin_strip import check
    >>> ignore_edit("努(nù)力\\n", "text", "a.tex", check("努(nù)力")[0]).replacement
    ' % pinyin-strip: ignore[R102]'
    """
    return next(iter(NoteWriter(text, kind, path).edits([finding])), None)


class _Place(NamedTuple):
    """Where something is inserted: into a note that is there, at the end of a line, or into the text directly behind a finding."""

    at: int
    into: Literal["note", "line", "text"]


class NoteWriter:
    """Says what to insert into a text so that findings are ignored.

    A note stands at the end of the line in which its finding ends, a blank before it; in Markdown before what ends a row or a
    heading or breaks the line, and directly behind the finding if something in the line may go on in the next one. In pages and
    XML, where a line may end within a tag, it stands directly behind the finding. A note that speaks of the finding already takes in
    the code. JSON and tables have no comments; nor have the title of a page and the verbatim text of TeX.

    Args:
        text: the whole file, or a piece of it in which it stands whole.
        kind: the name of its format.
        path: its name; TeX is known by the suffix.
    """

    def __init__(self, text: str, kind: str, path: str) -> None:
        self._text, self._kind = text, kind
        self._tex = kind == "text" and PurePath(path).suffix.lower() in _TEX
        self._notes = notes_in(text, kind, []) if takes_notes(kind) else []
        shut = _titles(text) if kind == "html" else _verbatim(text) if self._tex else []
        self._shut = list(shut)
        self._line = (0, -1)  # where the line of the last finding was looked at from, and where it ends
        self._lines: dict[
            int, tuple[int, int]
        ] = {}  # by the end of the line: what holds for every finding in it, so that it is looked up once

    def edits(self, findings: Iterable[Finding]) -> list[Correction]:
        """Return the edits, in order, for findings with their places in the text; none for those that can have no note, or have one.

        >>> from pinyin_strip import check
        >>> text = "努(nù)力，六(lìu)点"
        >>> [one.replacement for one in NoteWriter(text, "text", "a.txt").edits(check(text))]
        [' pinyin-strip: ignore[R102, R202]']
        """
        told: dict[_Place, dict[str, None]] = {}
        for finding in sorted(findings, key=attrgetter("end", "code")):
            where = self._place(finding)
            if where is not None:
                told.setdefault(where, {})[finding.code] = None
        return [self._edit(place, list(codes)) for place, codes in sorted(told.items())]

    def _edit(self, place: _Place, codes: list[str]) -> Correction:
        """Insert codes into a note, or a new note."""
        if place.into == "note":
            new = "".join(f", {code}" for code in codes)
        else:
            note = ("% " if self._tex else "") + _IN_FORMAT[self._kind].format(", ".join(codes))
            new = f" {note}" if place.into == "line" else note
        return Correction(place.at, place.at, new, codes[0])

    def _place(self, finding: Finding) -> _Place | None:
        """Where a code is inserted; ``None`` if a note says it already, or there can be none."""
        end = finding.end
        if self._kind not in _IN_FORMAT or self._is_shut(end):
            return None
        if not self._line[0] <= end <= self._line[1]:
            self._line = end, line_end(self._text, end)
        last = self._line[1]
        for note in self._behind(end, last):
            if speaks_of(self._text, self._kind, end, note):
                return None if finding.code in note.codes else _Place(note.codes_end, "note")
        if self._kind in ("html", "xml"):
            return _Place(end, "text")
        if last not in self._lines:
            self._lines[last] = self._end_of_line(end, last)
        at, open_until = self._lines[last]
        return _Place(end, "text") if end < open_until or at < end else _Place(at, "line")

    def _end_of_line(self, start: int, last: int) -> tuple[int, int]:
        """Say of the rest of a line where a note stands at its end, and up to where something is open that may go on in the next."""
        signs = _MAY_GO_ON.finditer(self._text, start, last) if self._kind == "markdown" else ()
        match = (_PROSE_END if self._kind == "markdown" else _LINE_END).search(self._text, start)
        return match.start() if match else last, max((sign.end() for sign in signs), default=0)

    def _behind(self, end: int, last: int) -> Iterator[Note]:
        first = bisect_left(self._notes, end, key=attrgetter("start"))
        yield from self._notes[first : bisect_left(self._notes, last, first, key=attrgetter("start"))]

    def _is_shut(self, at: int) -> bool:
        """Whether a place stands where a comment would be shown."""
        number = bisect_right(self._shut, at, key=lambda span: span[0]) - 1
        return number >= 0 and at < self._shut[number][1]


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of titles, in which a page has no comments; one that is XML has them there."""
    data = text.encode("utf-8", "surrogatepass")
    if re.search(b"<title", data, re.IGNORECASE) is None or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return
    index, start = ByteIndex(text), None
    for tag in tokens(data, xml=False):
        if tag.name == "title" and tag.kind is MarkupKind.START and start is None:
            start = index.character(tag.end)
        elif tag.name == "title" and tag.kind is MarkupKind.END and start is not None:
            yield start, index.character(tag.start) + 1
            start = None
    if start is not None:
        yield start, len(text) + 1


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in which TeX prints every character."""
    begun: tuple[int, str] | None = None
    for match in _VERBATIM.finditer(text):
        if begun is None and match[1] == "begin":
            begun = match.end(), match[2]
        elif begun is not None and match[1] == "end" and match[2] == begun[1]:
            yield begun[0], match.start() + 1
            begun = None
    if begun is not None:
        yield begun[0], len(text) + 1
