"""All findings as one SARIF 2.1.0 log (OASIS), with the rules and the fixes; columns count code points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from pinyin_strip.places import Spot, words
from pinyin_strip.proof import Proof
from pinyin_strip.rules import RULES, Rule
from pinyin_strip.values import Finding

__all__ = ["render"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(proofs: Iterable[Proof]) -> str:
    """Render the findings of all texts as one run."""
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "columnKind": "unicodeCodePoints",
                "results": [result for proof in proofs for result in _results(proof)],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver() -> dict[str, object]:
    version = metadata.version("pinyin-strip")
    return {"name": "pinyin-strip", "version": version, "rules": [_rule(rule) for rule in RULES.values()]}


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": f"{rule.what} {rule.why}"},
        "help": {"text": f"Example: {rule.example}"},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"fix": rule.fix or "none"},
    }


_INDEX = {code: index for index, code in enumerate(RULES)}


def _results(proof: Proof) -> Iterator[dict[str, object]]:
    artifact = {"uri": _uri(proof.name)}
    for finding in proof.findings:
        result: dict[str, object] = {
            "ruleId": finding.code,
            "ruleIndex": _INDEX[finding.code],
            "level": "warning",
            "message": {"text": finding.message},
            "locations": [_location(proof, finding, artifact)],
        }
        if proof.source.in_file and (edits := proof.edits(finding)):
            result["fixes"] = [_fix(finding, edits, artifact)]
        yield result


def _location(proof: Proof, finding: Finding, artifact: dict[str, str]) -> dict[str, object]:
    """Say where a finding is: in a file of text its region, in anything that has a name for the place that name."""
    physical: dict[str, object] = {"artifactLocation": artifact}
    if proof.source.in_file:
        snippet = {"snippet": {"text": proof.text[finding.start : finding.end]}}
        physical["region"] = _region(*proof.source.span(finding.start, finding.end)) | snippet
    location: dict[str, object] = {"physicalLocation": physical}
    if proof.source.place:
        location["logicalLocations"] = [{"fullyQualifiedName": words(proof.source.place)}]
    return location


def _fix(finding: Finding, edits: Sequence[tuple[Spot, Spot, str]], artifact: dict[str, str]) -> dict[str, object]:
    replacements = [
        {"deletedRegion": _region(first, last), "insertedContent": {"text": new}} for first, last, new in edits
    ]
    return {
        "description": {"text": f"Put {finding.code} right ({RULES[finding.code].fix})."},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _region(first: Spot, last: Spot) -> dict[str, object]:
    return {
        "startLine": first.line, "startColumn": first.column, "endLine": last.line, "endColumn": last.column,
    }  # fmt: skip


def _uri(name: str) -> str:
    """Write a path as a URI: an absolute one as ``file://``, any other relative, so that it holds where the log is read."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix().encode("utf-8", "surrogateescape"))
