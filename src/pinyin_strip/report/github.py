"""Workflow commands: GitHub shows each finding as an annotation on its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinyin_strip.places import words
from pinyin_strip.proof import Proof
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
    for finding in proof.findings:
        first, last = proof.source.span(finding.start, finding.end)
        annotation: dict[str, str | int] = {"title": f"{finding.code} {RULES[finding.code].name}", "file": proof.name}
        if proof.source.in_file:
            annotation |= {"line": first.line, "endLine": last.line}
            if first.line == last.line:  # columns count only where a finding stays on its line
                annotation |= {"col": first.column, "endColumn": last.column}
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in annotation.items())
        place = words(proof.source.place)
        yield f"::warning {properties}::{_data(f'{place}: {finding.message}' if place else finding.message)}\n"


def _data(text: str) -> str:
    """Escape a message: a line break would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, which ends at a colon or a comma as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
