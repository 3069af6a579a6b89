"""One finding a line: ``file:line:column: code message``, as compilers and ruff write it."""

from __future__ import annotations

from collections.abc import Sequence

from pinyin_strip.document import Finding
from pinyin_strip.report.places import Places

__all__ = ["render"]


def render(name: str, text: str, findings: Sequence[Finding]) -> str:
    """Render the findings of one text; the empty string if there are none."""
    places = Places(text)
    lines = []
    for finding in findings:
        line, column = places.place(finding.start)
        lines.append(f"{name}:{line}:{column}: {finding.code} {finding.message}\n")
    return "".join(lines)
