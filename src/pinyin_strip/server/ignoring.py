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
_LINE_END = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
# Two blanks or a backslash there break the line in Markdown, a bar ends the last cell of a row, and #s a heading.
_PROSE_END = re.compile(r"(?:[ \t]+#+|[ \t]*(?<!\\)\|)?[ \t]*(?:(?<!\\)(?:\\\\)*\\)?(?=[\r\n]|\Z)")


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
    end = next((at for at in range(finding.end, len(text)) if text[at] in "\r\n"), len(text))
    if (there := _THERE.search(text, finding.end, end)) is not None:
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
