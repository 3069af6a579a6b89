"""Workflow commands: GitHub shows each finding as an annotation on its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinyin_strip.proof import Proof
from pinyin_strip.report.places import Places
from pinyin_strip.rules import RULES

__all__ = ["render"]


def render(proofs: Iterable[Proof]) -> str:
    """Render every finding as a ``::warning`` command.

    >>> from pinyin_strip.proof import proofread
    >>> print(render([proofread("a,b.txt", "努(nù)力")]), end="")
    ::warning title=R102 wrong-tone,file=a%2Cb.txt,line=1,endLine=1,col=2,endColumn=6::努 has no reading nù; listed: nǔ
    """
    return "".join(line for proof in proofs for line in _lines(proof))


def _lines(proof: Proof) -> Iterator[str]:
    places = Places(proof.text)
    for finding in proof.findings:
        line, column = places.place(finding.start)
        end_line, end_column = places.place(finding.end)
        annotation = {
            "title": f"{finding.code} {RULES[finding.code].name}", "file": proof.name, "line": line, "endLine": end_line,
        }  # fmt: skip
        if line == end_line:  # columns count only where a finding stays on its line
            annotation |= {"col": column, "endColumn": end_column}
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in annotation.items())
        yield f"::warning {properties}::{_data(finding.message)}\n"


def _data(text: str) -> str:
    """Escape a message: a line break would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, which ends at a colon or a comma as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
