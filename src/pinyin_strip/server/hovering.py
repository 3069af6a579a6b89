"""What an editor tells of the place under the pointer: the reading, what became of it and why, and what was found, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinyin_strip import readings
from pinyin_strip.proof import Proof
from pinyin_strip.report.page.legend import LEGEND, place
from pinyin_strip.report.styled import one_line
from pinyin_strip.rules import RULES
from pinyin_strip.syllables import in_notation_of
from pinyin_strip.values import Finding, Gloss, Notation

__all__ = ["told"]

_SIGNS = re.compile(r"[\\`*_\[\]<>&~|]")  # what means something within a line of Markdown
_FIX = {
    "safe": "The fix is safe: the reading stays.",
    "unsafe": "The fix changes the reading.",
}


def told(proof: Proof, offset: int) -> tuple[str, int, int] | None:
    """Return what there is to tell of a place, and the span that it is about; ``None`` if it is nothing.

    Args:
        proof: of one text of the file.
        offset: the place, in the file, as is the span.

    >>> from pinyin_strip.proof import proofread
    >>> print(told(proofread("-", "战略(luè)"), 3)[0].splitlines()[0])
    **略** is read **luè** ✓ match: a listed reading of these hanzi
    """
    glosses = [one for one in proof.document.glosses if _is_of(proof, one, offset)]
    findings = [one for one in proof.findings if _is_about(proof, one, offset)]
    if not glosses and not findings:
        return None
    parts = [_gloss(proof.text, one) for one in glosses] + [_finding(proof, one) for one in findings]
    first = (findings or glosses)[0]
    start, end = proof.source.span(first.start, first.end)
    return "\n\n---\n\n".join(parts), start.offset, end.offset


def _is_of(proof: Proof, gloss: Gloss, offset: int) -> bool:
    return _holds(proof, gloss.start, gloss.end, offset) or _holds(proof, gloss.base_start, gloss.base_end, offset)


def _is_about(proof: Proof, finding: Finding, offset: int) -> bool:
    gloss = proof.gloss(finding)
    return _holds(proof, finding.start, finding.end, offset) or (gloss is not None and _is_of(proof, gloss, offset))


def _holds(proof: Proof, start: int, end: int, offset: int) -> bool:
    """Whether a span of the text holds a place in the file."""
    first, last = proof.source.span(start, end)
    return first.offset <= offset < last.offset


def _gloss(text: str, gloss: Gloss) -> str:
    """One reading: the hanzi, the verdict, and what is listed."""
    entry = LEGEND[place(gloss.verdict)]
    base = _plain(text[gloss.base_start : gloss.base_end])
    lines = [f"**{base}** is read **{_plain(gloss.text)}** {entry.sign} {entry.name}: {entry.meaning}"]
    if gloss.expected:
        lines.append(f"Expected: {', '.join(map(_plain, gloss.expected))}")
    lines += _listed(text, gloss)
    lines.append("`pinyin-strip clean` " + ("takes it out." if gloss.stripped else "leaves it."))
    return "\n\n".join(lines)


def _listed(text: str, gloss: Gloss) -> Iterator[str]:
    """For each hanzi, its listed readings in the notation of the gloss."""
    written = gloss.notation if gloss.notation in (Notation.ZHUYIN, Notation.DIGITS) else Notation.MARKS
    for char in dict.fromkeys(text[gloss.base_start : gloss.base_end]):
        if listed := readings.united(char).spelt:
            yield f"{char}: {', '.join(in_notation_of(one, written) for one in listed)}"


def _finding(proof: Proof, finding: Finding) -> str:
    """One finding: the rule, the message, what it means, why it matters, and what would be right."""
    rule = RULES[finding.code]
    lines = [f"**{rule.code} {rule.name}**: {_plain(finding.message)}", f"{_plain(rule.what)} {_plain(rule.why)}"]
    right = proof.put_right(finding)
    if right is not None and rule.fix:
        lines.append(f"Write **{_plain(right)}**. {_FIX[rule.fix]}")
    elif finding.expected:
        lines.append(f"Expected: {', '.join(map(_plain, finding.expected))}")
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    """Write a text so that Markdown takes nothing in it for a sign.

    >>> print(_plain("*[a]\\n(b)*"))
    \\*\\[a\\] (b)\\*
    """
    return _SIGNS.sub(r"\\\g<0>", one_line(text))
