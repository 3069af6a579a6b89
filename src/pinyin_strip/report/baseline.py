"""A baseline: the findings that texts have had before, so that only new ones are reported.

A finding is known again by its rule, its hanzi and its reading, wherever in the file it stands now; where there are several alike,
what stands around them tells which are the old ones.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from pinyin_strip.proof import Proof
from pinyin_strip.rules import RULES
from pinyin_strip.values import Finding

__all__ = ["Baseline", "BaselineError", "Known", "known"]

VERSION = 1  # of the file; goes up when a reader of the old one would fail
AROUND = 8  # code points on either side


class BaselineError(ValueError):
    """A file that is no baseline."""


class Known(NamedTuple):
    """What a finding is known by: its rule, the hanzi, the reading as written, and the text on either side of it."""

    code: str
    base: str
    given: str
    around: str

    @property
    def alike(self) -> tuple[str, str, str]:
        """What it has in common with findings that stand elsewhere."""
        return self.code, self.base, self.given


def known(proof: Proof, finding: Finding) -> Known:
    """Say what a finding is known by.

    >>> from pinyin_strip.proof import proofread
    >>> proof = proofread("a.txt", "他很努(nù)力。")
    >>> known(proof, proof.findings[0])
    Known(code='R102', base='努', given='nù', around='他很努…力。')
    """
    before = proof.text[max(0, finding.start - AROUND) : finding.start].rpartition("\n")[2]
    behind = proof.text[finding.end : finding.end + AROUND].partition("\n")[0]
    return Known(finding.code, finding.base, finding.given, f"{before.strip()}…{behind.strip()}")


@dataclass(slots=True)
class Baseline:
    """The findings of each file that are known, in the order of its text; files are named from where the baseline lies."""

    files: dict[str, list[Known]] = field(default_factory=dict)

    @classmethod
    def loads(cls, text: str) -> Baseline:
        """Read what ``dumps`` has written.

        Raises:
            BaselineError: if it is something else.
        """
        try:
            read = json.loads(text)
            if read["version"] != VERSION:
                raise BaselineError(
                    f"version {read['version']!r} is not {VERSION}; write it again with --write-baseline"
                )
            return cls({
                str(name): [Known(*(str(one[part]) for part in Known._fields)) for one in found]
                for name, found in read["files"].items()
            })  # fmt: skip
        except BaselineError:
            raise
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise BaselineError(
                f"no baseline ({type(error).__name__}: {error}); write one with --write-baseline into another file"
            ) from None

    def dumps(self) -> str:
        """Write it so that changes show line by line.

        >>> Baseline.loads(Baseline({"a.txt": [Known("R102", "努", "nù", "他很努…力。")]}).dumps()).files["a.txt"][0].base
        '努'
        """
        lines = [
            f"  {json.dumps(name, ensure_ascii=False)}: [\n"
            + ",\n".join(f"    {json.dumps(one._asdict(), ensure_ascii=False)}" for one in found)
            + "\n  ]"
            for name, found in sorted(self.files.items())
            if found
        ]
        return (
            f'{{"format": "pinyin-strip baseline", "version": {VERSION}, "files": {{\n' + ",\n".join(lines) + "\n}}\n"
        )

    def note(self, name: str, proofs: Iterable[Proof], codes: Container[str] = frozenset(RULES)) -> int:
        """Take the findings of a file for all that are known of it with these codes; returns how many they are."""
        found = [known(proof, one) for proof in proofs for one in proof.findings]
        others = [one for one in self.files.pop(name, ()) if one.code not in codes]
        if found or others:
            self.files[name] = found + others
        return len(found)

    def new(self, name: str, proofs: Sequence[Proof]) -> list[Proof]:
        """Return the texts of a file with the findings that are not known; texts that have none are left out.

        >>> from pinyin_strip.proof import proofread
        >>> old, baseline = proofread("a.txt", "努(nù)力"), Baseline()
        >>> baseline.note("a.txt", [old])
        1
        >>> [[one.given for one in proof.findings] for proof in baseline.new("a.txt", [proofread("a.txt", "努(nù)力，国(huì)")])]
        [['huì']]
        """
        if not self.files.get(name):
            return [proof for proof in proofs if proof.findings]
        found = [
            (number, one, known(proofs[number], one)) for number, proof in enumerate(proofs) for one in proof.findings
        ]
        exactly = Counter(self.files[name])
        moved = _unmatched(found, exactly, lambda one: one)
        alike = Counter[tuple[str, str, str]]()
        for one, count in exactly.items():
            alike[one.alike] += count
        fresh: dict[int, list[Finding]] = {}
        for number, finding, _ in _unmatched(moved, alike, lambda one: one.alike):
            fresh.setdefault(number, []).append(finding)
        return [replace(proofs[number], findings=tuple(findings)) for number, findings in fresh.items()]


_Found = tuple[int, Finding, Known]
_Key = TypeVar("_Key")


def _unmatched(found: Iterable[_Found], left: Counter[_Key], key: Callable[[Known], _Key]) -> list[_Found]:
    """Return the findings for which nothing is left; what the others take is left no more."""
    unmatched = []
    for number, finding, one in found:
        if left[key(one)] > 0:
            left[key(one)] -= 1
        else:
            unmatched.append((number, finding, one))
    return unmatched
