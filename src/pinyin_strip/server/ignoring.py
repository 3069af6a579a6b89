"""Where and how a text says that a finding is to be ignored: a comment in the line, as its format writes comments."""

from __future__ import annotations

import re
from pathlib import PurePath

from pinyin_strip.fixes import Correction
from pinyin_strip.values import Finding

__all__ = ["ignore_edit"]

_NOTE = "pinyin-strip: ignore[{}]"
_IN_FORMAT = {"text": _NOTE, "markdown": f"<!-- {_NOTE} -->", "html": f"<!-- {_NOTE} -->", "xml": f"<!-- {_NOTE} -->"}
_TEX = (".tex",)
_THERE = re.compile(r"pinyin-strip: ignore\[([^\[\]\r\n]*)\]")
_LINE_END = re.compile(r"[ \t]*\\?(?=[\r\n]|\Z)")  # in Markdown two blanks or a backslash there break the line


def ignore_edit(text: str, kind: str, path: str, finding: Finding) -> Correction | None:
    """Return what to insert so that a finding is ignored, ``None`` where the format has no comments.

    Args:
        text: the whole file.
        kind: the name of its format.
        path: its name; TeX is known by the suffix.
        finding: what is to be ignored.

    The note stands at the end of the line. In pages and XML, where a line may end within a tag, it stands behind the finding.
    A note that the line has already takes in the code.

    >>> from pinyin_strip import check
    >>> ignore_edit("努(nù)力\\n", "text", "a.tex", check("努(nù)力")[0]).replacement
    ' % pinyin-strip: ignore[R102]'
    """
    if kind not in _IN_FORMAT:
        return None
    end = next((at for at in range(finding.end, len(text)) if text[at] in "\r\n"), len(text))
    if (there := _THERE.search(text, finding.end, end)) is not None:
        return Correction(there.end(1), there.end(1), f", {finding.code}", finding.code)
    tex = kind == "text" and PurePath(path).suffix.lower() in _TEX
    note = ("% " if tex else "") + _IN_FORMAT[kind].format(finding.code)
    at = finding.end if kind in ("html", "xml") else _end_of_line(text, finding.end)
    return Correction(at, at, note if kind in ("html", "xml") else f" {note}", finding.code)


def _end_of_line(text: str, at: int) -> int:
    match = _LINE_END.search(text, at)
    return match.start() if match else len(text)
