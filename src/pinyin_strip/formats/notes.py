"""Notes in a file that a finding is to be ignored, ``pinyin-strip: ignore[R102]``: comments, as its format writes them."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from pinyin_strip.formats.protocol import Notice
from pinyin_strip.patterns import Pattern
from pinyin_strip.selection import codes_of

__all__ = ["Note", "is_ignored", "line_end", "may_hold_notes", "notes_in", "speaks_of", "takes_notes"]

_BEGINS = b"pinyin-strip: ignore["
_CODES = r"pinyin-strip: ignore\[([^\[\]\r\n]*)\]"
_AT_LINE_END = Pattern(_CODES + r"(?=[ \t]*(?:[\r\n]|\Z))")
_IN_COMMENT = Pattern(rf"<!--\s*{_CODES}\s*-->")
_NOTES = {"text": _AT_LINE_END, "markdown": _IN_COMMENT, "html": _IN_COMMENT, "xml": _IN_COMMENT}
_IN_MARKUP = ("html", "xml")
_LINE_BREAK = Pattern(r"[\r\n]")
_NO_TEXT = Pattern(r"(?:\s|<[^<>]*>)*")


class Note(NamedTuple):
    """A note, ``start`` to ``end`` in code points: the codes that it speaks of, where they end, and whether it ends its line."""

    start: int
    end: int
    codes: frozenset[str]
    codes_end: int
    ends_line: bool


def takes_notes(kind: str) -> bool:
    """Whether files of a format can have comments."""
    return kind in _NOTES


def may_hold_notes(kind: str, data: object) -> bool:
    """Whether a file of this format can have comments, and a piece of it might have a note in one."""
    return kind in _NOTES and isinstance(data, bytes) and _BEGINS in data


def notes_in(text: str, kind: str, notices: list[Notice]) -> list[Note]:
    """Return the notes in a text, in order; what names no rule is noticed.

    >>> [sorted(note.codes) for note in notes_in("努(nù)力 pinyin-strip: ignore[R102, spelling]", "text", [])]
    [['R102', 'R201']]
    """
    found = []
    for match in _NOTES[kind].finditer(text):
        try:
            codes = frozenset(code for word in match[1].split(",") for code in codes_of(word.strip()))
        except ValueError as error:
            line = text.count("\n", 0, match.start()) + 1
            notices.append(Notice(line, f"pinyin-strip: ignore[{match[1]}] ignores nothing: {error}"))
            continue
        found.append(Note(match.start(), match.end(), codes, match.end(1), _ends_line(text, match.end())))
    return found


def is_ignored(text: str, kind: str, notes: list[Note], code: str, end: int) -> bool:
    """Whether a note says that a finding, which ends at an offset of the text, is to be ignored.

    That is a note behind it in its line. In pages and XML, where a line can be the whole page, it ends its line, or nothing but
    tags and blanks stands between the finding and it.

    >>> text = "努(nù)力 pinyin-strip: ignore[R102]"
    >>> is_ignored(text, "text", notes_in(text, "text", []), "R102", 5)
    True
    """
    first = bisect_left(notes, end, key=attrgetter("start"))
    last = bisect_left(notes, line_end(text, end), first, key=attrgetter("start"))
    return any(code in note.codes and speaks_of(text, kind, end, note) for note in notes[first:last])


def speaks_of(text: str, kind: str, end: int, note: Note) -> bool:
    """Whether a note that stands behind in the line of a finding, which ends at ``end``, is about it."""
    return kind not in _IN_MARKUP or note.ends_line or _NO_TEXT.fullmatch(text, end, note.start) is not None


def _ends_line(text: str, end: int) -> bool:
    return not text[end : line_end(text, end)].strip(" \t|")


def line_end(text: str, start: int) -> int:
    """Where the line of an offset ends, its break not included."""
    found = _LINE_BREAK.search(text, start)
    return found.start() if found else len(text)
