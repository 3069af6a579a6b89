"""The stages in a row: text → document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pinyin_strip.checker import check_tokens
from pinyin_strip.document import Document
from pinyin_strip.fastscan.tokens import fast_tokens
from pinyin_strip.findings import damaged, repaired
from pinyin_strip.options import Options
from pinyin_strip.policy import decide
from pinyin_strip.proofreader import in_context
from pinyin_strip.repair import Repaired, find_damage, may_be_damaged, repair
from pinyin_strip.tokenizer import may_hold_gloss, tokenize

__all__ = ["ROUNDS", "read", "touches_damage"]

# Taking a gloss out can bring another next to its hanzi (国(guó)guó), so what is left is read again until nothing more
# goes; bounded, so that no text costs more than a fixed number of readings.
ROUNDS = 8

Spans = Sequence[tuple[int, int]]


def read(text: str, options: Options) -> Document:
    """Repair a text if that is asked for, read its glosses until nothing more goes, and carry all back to the source."""
    if not (may_hold_gloss(text) or may_be_damaged(text)):
        return Document(text, script=options.script)
    mended = _mend(text, options)
    document = _read_out(mended.text, options, _left_in(text, mended)).over(text, mended.edits)
    if not (mended.edits or mended.left or options.script):
        return document
    remarks = [*document.remarks, *(repaired(text, edit) for edit in mended.edits)]
    remarks += [damaged(text, place) for place in mended.left]
    return replace(
        document,
        remarks=tuple(sorted(remarks, key=lambda one: (one.start, one.code))),
        left=len(mended.left),
        script=options.script,
    )


def _mend(text: str, options: Options) -> Repaired:
    """Undo damage, or only tell where it is."""
    if options.repair:
        return repair(text, "likely" if options.repair == "likely" else "proved")
    return Repaired(text, (), find_damage(text))


def _left_in(text: str, mended: Repaired) -> Spans:
    """Where damage is left in the repaired text."""
    if not mended.left:
        return ()
    shifted = Document(text, edits=mended.edits)
    return tuple((shifted.to_clean(place.start), shifted.to_clean(place.end)) for place in mended.left)


def _read_out(text: str, options: Options, damage: Spans) -> Document:
    """Read a text, and what is left of it, until nothing more goes."""
    document = _read_once(text, options, damage)
    for _ in range(ROUNDS):
        if not document.removed or not may_hold_gloss(document.clean()):
            break
        moved = tuple((document.to_clean(start), document.to_clean(end)) for start, end in damage)
        again = _read_once(document.clean(), options, moved)
        if not again.removed:
            break
        document = document.reread(again)
    return document


def touches_damage(start: int, end: int, base_end: int, damage: Spans) -> bool:
    """Whether a gloss, or the hanzi before it, touches a damaged span (sorted, disjoint)."""
    first = bisect_left(damage, min(start, base_end or start), key=lambda span: span[1])
    return first < len(damage) and damage[first][0] < end


def _read_once(text: str, options: Options, damage: Spans) -> Document:
    """Send a text through the stages once; what touches a damaged span is nobody's gloss."""
    tokens = fast_tokens(text, options.conventions)
    if tokens is None:
        tokens = tokenize(text, options.conventions)
    if damage:
        tokens = [token for token in tokens if not touches_damage(token.start, token.end, token.base_end, damage)]
    checked = in_context(text, check_tokens(text, tokens), options)
    glosses, remarks = decide(text, checked, options)
    return Document(text, glosses, remarks)
