"""All findings as one SARIF 2.1.0 log (OASIS), with the rules and the fixes; columns count code points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from pinyin_strip.proof import Proof
from pinyin_strip.report.places import Places
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
    places = Places(proof.text)
    artifact = {"uri": _uri(proof.name)}
    for finding in proof.findings:
        result: dict[str, object] = {
            "ruleId": finding.code,
            "ruleIndex": _INDEX[finding.code],
            "level": "warning",
            "message": {"text": finding.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": artifact,
                        "region": _region(places, finding.start, finding.end)
                        | {"snippet": {"text": proof.text[finding.start : finding.end]}},
                    }
                }
            ],
        }
        if finding in proof.fixes:
            result["fixes"] = [_fix(proof, finding, places, artifact)]
        yield result


def _fix(proof: Proof, finding: Finding, places: Places, artifact: dict[str, str]) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": _region(places, correction.start, correction.end),
            "insertedContent": {"text": correction.replacement},
        }
        for correction in proof.fixes[finding]
    ]
    return {
        "description": {"text": f"Put {finding.code} right ({RULES[finding.code].fix})."},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _region(places: Places, start: int, end: int) -> dict[str, object]:
    (line, column), (end_line, end_column) = places.place(start), places.place(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _uri(name: str) -> str:
    """Write a path as a URI: an absolute one as ``file://``, any other relative, so that it holds where the log is read."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix().encode("utf-8", "surrogateescape"))
