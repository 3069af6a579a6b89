"""Notes in a file that a finding is to be ignored, ``pinyin-strip: ignore[R102]``: comments, as its format writes them."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from pathlib import PurePath
from typing import NamedTuple

from pinyin_strip.fixes import Correction
from pinyin_strip.formats.protocol import Notice
from pinyin_strip.patterns import Pattern
from pinyin_strip.selection import codes_of
from pinyin_strip.values import Finding

__all__ = ["Note", "ignore_edit", "is_ignored", "may_hold_notes", "notes_in", "takes_notes"]

_NOTE = "pinyin-strip: ignore[{}]"
_BEGINS = b"pinyin-strip: ignore["
_IN_FORMAT = {"text": _NOTE, "markdown": f"<!-- {_NOTE} -->", "html": f"<!-- {_NOTE} -->", "xml": f"<!-- {_NOTE} -->"}
_CODES = r"pinyin-strip: ignore\[([^\[\]\r\n]*)\]"
_AT_LINE_END = Pattern(_CODES + r"(?=[ \t]*(?:[\r\n]|\Z))")
_IN_COMMENT = Pattern(rf"<!--\s*{_CODES}\s*-->")
_NOTES = {"text": _AT_LINE_END, "markdown": _IN_COMMENT, "html": _IN_COMMENT, "xml": _IN_COMMENT}
_IN_MARKUP = ("html", "xml")
_NO_TEXT = Pattern(r"(?:\s|<[^<>]*>)*")
_TEX = (".tex",)
_LINE_END = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
# Two blanks or a backslash there break the line in Markdown, a bar ends the last cell of a row, and #s a heading.
_PROSE_END = re.compile(r"(?:[ \t]+#+|[ \t]*(?<!\\)\|)?[ \t]*(?:(?<!\\)(?:\\\\)*\\)?(?=[\r\n]|\Z)")


class Note(NamedTuple):
    """A note, ``start`` to ``end`` in code points: the codes that it speaks of, and whether nothing stands behind it in its line."""

    start: int
    end: int
    codes: frozenset[str]
    ends_line: bool


def takes_notes(kind: str) -> bool:
    """Whether files of a format can have comments."""
    return kind in _IN_FORMAT


def may_hold_notes(kind: str, data: object) -> bool:
    """Whether a file of this format can have comments, and a piece of it might have a note in one."""
    return kind in _IN_FORMAT and isinstance(data, bytes) and _BEGINS in data


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
        found.append(Note(match.start(), match.end(), codes, _ends_line(text, match.end())))
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
    last = bisect_left(notes, _line_end(text, end), first, key=attrgetter("start"))
    return any(
        code in note.codes and _speaks_of(text, kind, end, note.start, note.ends_line) for note in notes[first:last]
    )


def _speaks_of(text: str, kind: str, end: int, start: int, ends_line: bool) -> bool:
    """Whether a note that stands behind in the line of a finding, which ends at ``end``, is about it."""
    return kind not in _IN_MARKUP or ends_line or _NO_TEXT.fullmatch(text, end, start) is not None


def _ends_line(text: str, end: int) -> bool:
    return not text[end : _line_end(text, end)].strip(" \t|")


def _line_end(text: str, start: int) -> int:
    """Where the line of an offset ends, its break not included."""
    return min((at for sign in "\r\n" if (at := text.find(sign, start)) >= 0), default=len(text))


def ignore_edit(text: str, kind: str, path: str, finding: Finding) -> Correction | None:
    """Return what to insert so that a finding is ignored, ``None`` where that is no comment, or the line says it already.

    Args:
        text: the whole file.
        kind: the name of its format; JSON and tables have no comments.
        path: its name; TeX is known by the suffix.
        finding: what is to be ignored, with its place in the file.

    The note stands at the end of the line in which the finding ends, a blank before it; in Markdown before what ends a row, a heading
    or breaks the line. In pages and XML, where a line may end within a tag, it stands directly behind the finding; the title of a page can
    have none. A note that stands behind the finding in its line already takes in the code.

    >>> from pinyin_strip import check
    >>> ignore_edit("努(nù)力\\n", "text", "a.tex", check("努(nù)力")[0]).replacement
    ' % pinyin-strip: ignore[R102]'
    """
    if kind not in _IN_FORMAT or (kind == "html" and _is_in_title(text, finding.end)):
        return None
    there = next(
        (
            match
            for match in _NOTES[kind].finditer(text, finding.end, _line_end(text, finding.end))
            if _speaks_of(text, kind, finding.end, match.start(), _ends_line(text, match.end()))
        ),
        None,
    )
    if there is not None:
        told = {code.strip() for code in there[1].split(",")}
        return (
            None if finding.code in told else Correction(there.end(1), there.end(1), f", {finding.code}", finding.code)
        )
    tex = kind == "text" and PurePath(path).suffix.lower() in _TEX
    note = ("% " if tex else "") + _IN_FORMAT[kind].format(finding.code)
    if kind in ("html", "xml"):
        return Correction(finding.end, finding.end, note, finding.code)
    match = (_PROSE_END if kind == "markdown" else _LINE_END).search(text, finding.end)
    at = match.start() if match else len(text)
    return Correction(at, at, f" {note}", finding.code)


def _is_in_title(text: str, at: int) -> bool:
    """Whether a place of a page stands in its title, in which a comment would be shown."""
    before = text[:at].lower()
    return not before.lstrip("\ufeff \t\r\n").startswith("<?xml") and before.rfind("<title") > before.rfind("</title")
