"""All findings as one JSON document; ``findings.schema.json`` beside this file describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from pinyin_strip.proof import Proof
from pinyin_strip.report.places import Places
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
    places = Places(proof.text)
    for finding in proof.findings:
        gloss = proof.gloss(finding)
        yield {
            "file": proof.name,
            "code": finding.code,
            "name": RULES[finding.code].name,
            "message": finding.message,
            "start": _place(places, finding.start),
            "end": _place(places, finding.end),
            "base": finding.base,
            "base_start": _place(places, gloss.base_start) if gloss else None,
            "base_end": _place(places, gloss.base_end) if gloss else None,
            "given": finding.given,
            "expected": list(finding.expected),
            "fix": _fix(proof, finding),
        }


def _place(places: Places, offset: int) -> dict[str, int]:
    line, column = places.place(offset)
    return {"offset": offset, "line": line, "column": column}


def _fix(proof: Proof, finding: Finding) -> dict[str, object] | None:
    corrections = proof.fixes.get(finding)
    if not corrections:
        return None
    return {
        "safety": RULES[finding.code].fix,
        "edits": [
            {"start": correction.start, "end": correction.end, "replacement": correction.replacement}
            for correction in corrections
        ],
    }
