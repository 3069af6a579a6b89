"""How often each rule found something: one line a rule, the commonest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pinyin_strip.proof import Proof
from pinyin_strip.report.styled import fix_mark
from pinyin_strip.rules import RULES

__all__ = ["render"]


def render(proofs: Iterable[Proof]) -> str:
    """Count the findings of all texts; the mark says whether any of them can be fixed, and how.

    >>> from pinyin_strip.proof import proofread
    >>> print(render([proofread("a.txt", "战略(luè)，六(lìu)，策略(luè)")]), end="")
    2  R201  [*]  spelling
    1  R202  [*]  misplaced-tone-mark
    """
    found: Counter[str] = Counter()
    fixable: Counter[str] = Counter()
    for proof in proofs:
        found.update(finding.code for finding in proof.findings)
        fixable.update(finding.code for finding in proof.fixes)
    digits = len(str(max(found.values(), default=0)))
    return "".join(
        f"{count:>{digits}}  {code}  {fix_mark(RULES[code].fix if fixable[code] else None)}  {RULES[code].name}\n"
        for code, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    )
