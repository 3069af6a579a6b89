"""All findings as one JSON document; ``findings.schema.json`` beside this file describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from pinyin_strip.proof import Proof
from pinyin_strip.rules import RULES
from pinyin_strip.values import Finding

__all__ = ["render", "schema"]

VERSION = 1  # of the format; goes up when a reader of the old one would fail


def render(proofs: Iterable[Proof]) -> str:
    """Render the findings of all texts, in their order."""
    found = [entry for proof in proofs for entry in _entries(proof)]
    return json.dumps({"version": VERSION, "findings": found}, ensure_ascii=False, indent=2) + "\n"


def schema() -> Any:  # noqa: ANN401  a JSON schema has no narrower type
    """Return the JSON schema of what ``render`` writes."""
    return json.loads(files("pinyin_strip.report").joinpath("findings.schema.json").read_text("utf-8"))


def _entries(proof: Proof) -> Iterator[dict[str, object]]:
    for finding in proof.findings:
        gloss = proof.gloss(finding)
        start, end = proof.source.span(finding.start, finding.end)
        base = proof.source.span(gloss.base_start, gloss.base_end) if gloss else None
        yield {
            "file": proof.name,
            "within": dict(proof.source.place),
            "code": finding.code,
            "name": RULES[finding.code].name,
            "message": finding.message,
            "start": start._asdict(),
            "end": end._asdict(),
            "base": finding.base,
            "base_start": base[0]._asdict() if base else None,
            "base_end": base[1]._asdict() if base else None,
            "given": finding.given,
            "expected": list(finding.expected),
            "fix": _fix(proof, finding),
        }


def _fix(proof: Proof, finding: Finding) -> dict[str, object] | None:
    edits = proof.edits(finding)
    if not edits:
        return None
    return {
        "safety": RULES[finding.code].fix,
        "edits": [
            {"start": first.offset, "end": last.offset, "replacement": replacement}
            for first, last, replacement in edits
        ],
    }
