"""The stages in a row: text → document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pinyin_strip.checker import check_tokens
from pinyin_strip.damage import find_damage, may_be_damaged, out_of_step, repair
from pinyin_strip.document import Document
from pinyin_strip.fastscan.tokens import fast_tokens
from pinyin_strip.findings import damaged, repaired
from pinyin_strip.house_rules import by_house
from pinyin_strip.options import Options
from pinyin_strip.policy import decide, decided_glosses
from pinyin_strip.proofreader import in_context
from pinyin_strip.standard_rules import by_standard, standard_of
from pinyin_strip.tokenizer import Token, may_hold_gloss, tokenize
from pinyin_strip.values import Repaired

__all__ = ["ROUNDS", "read", "span_of"]

# Taking a gloss out can bring another next to its hanzi (国(guó)guó), so what is left is read again until nothing more
# goes; bounded, so that no text costs more than a fixed number of readings.
ROUNDS = 8


def read(text: str, options: Options, *, remarks: bool = True) -> Document:
    """Repair a text if that is asked for, read its glosses until nothing more goes, and carry all back to the source.

    Args:
        text: the source.
        options: what is looked for and removed.
        remarks: whether anybody wants to know what is in doubt or damaged: a cleaner does not.
    """
    if not (may_hold_gloss(text) or may_be_damaged(text)):
        return Document(text, script=options.script, standard=standard_of(text, (), options), readings=options.readings)
    undone = _undo_damage(text, options, remarks)
    document = _read_out(undone.text, options, remarks).over(text, undone.edits)
    if not (undone.edits or undone.left or options.script):
        return document
    told = [*document.remarks, *(repaired(text, edit) for edit in undone.edits)]
    told += [damaged(text, place) for place in undone.left]
    return replace(
        document,
        remarks=tuple(sorted(told, key=lambda one: (one.start, one.code))),
        left=len(undone.left),
        script=options.script,
    )


def _undo_damage(text: str, options: Options, remarks: bool) -> Repaired:
    """Undo damage, or only tell where it is."""
    if options.repair:
        return repair(text, options.repair)
    return Repaired(text, (), find_damage(text) if remarks else ())


def _read_out(text: str, options: Options, remarks: bool) -> Document:
    """Read a text, and what is left of it, until nothing more goes."""
    document = _read_once(text, options, remarks)
    for _ in range(ROUNDS):
        if not document.removed or not may_hold_gloss(document.clean()):
            break
        again = _read_once(document.clean(), options, remarks)
        if not again.removed:
            break
        document = document.reread(again)
    return document


def _in_step(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Those of some tokens that touch no damage: what does is nobody's gloss."""
    spans = [span_of(token) for token in tokens]
    damaged = out_of_step(text, spans)
    return [token for token, span in zip(tokens, spans, strict=True) if span not in damaged]


def span_of(token: Token) -> tuple[int, int]:
    """From the hanzi before a token to its end."""
    return min(token.start, token.base_end or token.start), token.end


def _read_once(text: str, options: Options, remarks: bool) -> Document:
    """Send a text through the stages once."""
    told = options.readings.told(text) if options.readings else {}
    tokens = fast_tokens(text, options.conventions) if remarks and not told else None
    if tokens is None:
        tokens = tokenize(text, options.conventions)
    if not remarks:  # half a bracket, or one without hanzi before it, is no more than a remark
        tokens = [token for token in tokens if token.may_go]
    checked = check_tokens(text, _in_step(text, tokens), told)
    if not remarks:
        checked = in_context(text, by_house(text, checked, told), options, "both", told)
        return Document(text, decided_glosses(text, checked, options), readings=options.readings)
    standard = standard_of(text, (*checked.judged, *checked.content), options)
    checked = by_house(text, by_standard(text, checked, standard), told)
    checked = in_context(text, checked, options, standard, told)
    return Document(text, *decide(text, checked, options, standard), standard=standard, readings=options.readings)
