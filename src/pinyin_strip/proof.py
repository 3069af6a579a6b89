"""Proofreading one text: its findings with the fixes for them, and the text with the fixes made."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from functools import cached_property

from pinyin_strip.api import parse
from pinyin_strip.document import Document
from pinyin_strip.fixes import Correction, apply, fixes, plan
from pinyin_strip.options import Options
from pinyin_strip.places import Places, Source, Spot
from pinyin_strip.rules import RULES
from pinyin_strip.values import Finding, Gloss

__all__ = ["Proof", "corrected", "proofread"]

ROUNDS = 10  # a tone that was added can speak for a neighbour without one, which can then be put right in turn


@dataclass(frozen=True)
class Proof:
    """What was found in one text: ``name`` is what reports call its file, ``findings`` what was asked for.

    Offsets of the document, its findings and their corrections count code points of its text; ``source`` says where that
    stands in the file, and ``placed`` is asked for it once, when somebody wants to know.
    """

    name: str
    document: Document
    findings: tuple[Finding, ...]
    placed: Callable[[], Source] | None = None

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def fixes(self) -> dict[Finding, tuple[Correction, ...]]:
        """The corrections for every finding that can be put right."""
        wanted = set(self.findings)
        return {
            finding: corrections
            for finding, corrections in plan(self.document).items()
            if finding in wanted and corrections
        }

    @cached_property
    def source(self) -> Source:
        """Where the text stands in its file; where nothing else is said, it is the file."""
        return self.placed() if self.placed else Source(self.lines)

    @cached_property
    def lines(self) -> Places:
        """The lines of the text."""
        return Places(self.text)

    def edits(self, finding: Finding) -> tuple[tuple[Spot, Spot, str], ...]:
        """What puts a finding right: spans between spots of the source, and what comes in their place.

        Empty if nothing does, or if that is written in another way in the file: with escapes in it, or across tags.
        """
        corrections = self.fixes.get(finding, ())
        spans = [self.source.span(one.start, one.end) for one in corrections]
        if any(
            last.offset - first.offset != one.end - one.start
            for (first, last), one in zip(spans, corrections, strict=True)
        ):
            return ()
        return tuple((*span, one.replacement) for span, one in zip(spans, corrections, strict=True))

    def fixable(self, kind: str) -> int:
        """How many findings have a ``"safe"`` or an ``"unsafe"`` fix."""
        return sum(RULES[finding.code].fix == kind for finding in self.fixes)

    def put_right(self, finding: Finding) -> str | None:
        """What stands in the place of a finding once it is put right, ``None`` if nobody is sure of it.

        >>> proof = proofread("-", "岸(àn）")
        >>> proof.put_right(proof.findings[0])
        '(àn)'
        """
        if finding not in self.fixes:
            return None
        # The closing bracket may stand behind the finding, so the last correction can reach further.
        corrections = self.fixes[finding]
        start, end = finding.start, max(finding.end, *(correction.end for correction in corrections))
        moved = (replace(one, start=one.start - start, end=one.end - start) for one in corrections)
        return apply(self.text[start:end], moved)

    def gloss(self, finding: Finding) -> Gloss | None:
        """The gloss that a finding is about, if there is one."""
        return self._glosses.get((finding.start, finding.end))

    @cached_property
    def _glosses(self) -> dict[tuple[int, int], Gloss]:
        return {(gloss.start, gloss.end): gloss for gloss in self.document.glosses}


def proofread(name: str, text: str, options: Options | None = None, codes: Container[str] = frozenset(RULES)) -> Proof:
    """Check a text for the problems in ``codes``.

    >>> [finding.code for finding in proofread("-", "战略(luè)").findings]
    ['R201']
    """
    document = parse(text, options)
    return Proof(name, document, tuple(finding for finding in document.findings() if finding.code in codes))


def corrected(
    text: str, options: Options | None = None, *, unsafe: bool = False, codes: Container[str] | None = None
) -> str:
    """Return a text with its fixes made, until there are no more; the same object if there are none.

    >>> corrected("战略(luè)"), corrected("努(nù)力", unsafe=True)
    ('战略(lüè)', '努(nǔ)力')
    """
    for _ in range(ROUNDS):
        corrections = fixes(parse(text, options), unsafe, codes)
        if not corrections:
            break
        text = apply(text, corrections)
    return text
