"""Finding → what could be done about it: changes of the source that a proofreader accepts or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pinyin_strip import fixes
from pinyin_strip.document import Document
from pinyin_strip.respelling import written_like, written_syllables
from pinyin_strip.rules import RULES
from pinyin_strip.syllables import reading_parts
from pinyin_strip.values import Finding, Gloss

__all__ = ["Proposal", "proposals"]

MOST = 6  # readings that are proposed for one finding
Replacement = tuple[int, int, str]


class Proposal(NamedTuple):
    """One proposal: what it is (``replace`` or ``remove``), its words, and the spans with what comes in their spelt."""

    action: str
    label: str
    parts: tuple[Replacement, ...]


def proposals(
    document: Document, finding: Finding, gloss: Gloss | None, planned: Iterable[fixes.Correction] = ()
) -> list[Proposal]:
    """Return what could be done about a finding, the likeliest first; whoever wants nothing done leaves it.

    ``planned`` is the one fix that ``fixes.plan`` is sure of, if there is such.

    >>> from pinyin_strip import parse
    >>> document = parse("扔(réng)")
    >>> [one.label for one in proposals(document, document.findings()[0], document.glosses[0])]
    ['write rēng', 'write rèng', 'take the reading out']
    """
    if any(edit.start < finding.end and finding.start < edit.end for edit in document.edits):
        return []  # damage that was repaired: what stands in the source is not what was read
    own = tuple((one.start, one.end, one.replacement) for one in planned)
    changes = [own] if own else []
    if gloss and RULES[finding.code].fix == "unsafe":
        changes += [part for part in _alternatives(document, finding, gloss) if part != own]
    found = [Proposal("replace", f"write {' '.join(new for _, _, new in parts)}", parts) for parts in changes]
    if gloss or finding.code == "R302":
        spans = gloss.spans if gloss else ((finding.start, finding.end),)
        found.append(Proposal("remove", "take the reading out", tuple((start, end, "") for start, end in spans)))
    return found


def _alternatives(document: Document, finding: Finding, gloss: Gloss) -> Iterator[tuple[Replacement, ...]]:
    """Every expected reading of one hanzi, in the notation of the one that stands there."""
    found = written_syllables(document, gloss)
    if len(found) != 1 or not found[0].body.literal or gloss.expected != finding.expected:
        return
    spelt = found[0]
    for reading in finding.expected[:MOST]:
        new = written_like(spelt, *reading_parts(reading), erhua=False)
        if new and new != spelt.written:
            yield ((spelt.body.start + spelt.start, spelt.body.start + spelt.end, new),)
