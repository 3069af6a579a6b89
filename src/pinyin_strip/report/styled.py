"""Text in pieces with a style each, so that the same report can be plain or in colour; names of styles are rich's."""

from __future__ import annotations

from collections.abc import Iterable

from pinyin_strip.display import printable

__all__ = ["StyledText", "fix_mark", "one_line", "plain"]

StyledText = tuple[str, str]
"""Text and its style, ``""`` for none."""


def plain(pieces: Iterable[StyledText]) -> str:
    return "".join(text for text, _ in pieces)


def one_line(message: str) -> str:
    """Bring a message on one line: a reading may span several, and may hold what a terminal would act upon.

    >>> one_line("lǎn\\nshéng\\x1b over 缆绳")
    'lǎn shéng� over 缆绳'
    """
    return printable(" ".join(message.split()))


def fix_mark(fix: str | None) -> str:
    """A mark for how a finding can be fixed, as ruff has it: ``[*]`` safely, ``[-]`` unsafely, ``[ ]`` not at all."""
    return {"safe": "[*]", "unsafe": "[-]"}.get(fix or "", "[ ]")
