"""Proof → the values that the protocol sends: diagnostics, code actions, hovers.

Source: Language Server Protocol 3.17, "Publish Diagnostics", "Code Action Request", "Hover Request".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from pinyin_strip.proof import Proof
from pinyin_strip.report.styled import one_line
from pinyin_strip.rules import RULES
from pinyin_strip.server.documents import Judgement, OpenDocument
from pinyin_strip.server.hovering import told
from pinyin_strip.server.ignoring import ignore_edit
from pinyin_strip.values import Finding

__all__ = ["FIX_ALL", "Change", "code_actions", "diagnostics", "hover", "text_edits"]

SOURCE = "pinyin-strip"
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
_HOUSE_STYLE = "R4"  # findings that are only there because somebody asked for that style

Change = tuple[int, int, str]
"""From where to where in the proof's text, and what comes there."""


def diagnostics(document: OpenDocument, judgement: Judgement, uri: str, *, related: bool) -> list[types.Diagnostic]:
    """Return one diagnostic for every finding; where the file is not what its format says, one that tells why nothing was found.

    Args:
        document: the text.
        judgement: what was said of it.
        uri: its address.
        related: whether the client shows what else a finding is about: the hanzi.
    """
    proof = judgement.proof
    if proof is None:
        start = types.Position(0, 0)
        return [_diagnostic(types.Range(start, start), judgement.refusal, types.DiagnosticSeverity.Information)]
    return [_of_finding(document, proof, one, uri if related else None) for one in proof.findings]


def _of_finding(document: OpenDocument, proof: Proof, finding: Finding, uri: str | None) -> types.Diagnostic:
    severity = types.DiagnosticSeverity
    found = _diagnostic(
        _range(document, finding.start, finding.end),
        finding.message,
        severity.Information if finding.code.startswith(_HOUSE_STYLE) else severity.Warning,
    )
    found.code = finding.code
    gloss = proof.gloss(finding)
    if uri and gloss:
        location = types.Location(uri, _range(document, gloss.base_start, gloss.base_end))
        base = one_line(proof.text[gloss.base_start : gloss.base_end])
        found.related_information = [types.DiagnosticRelatedInformation(location, f"the hanzi: {base}")]
    return found


def _diagnostic(where: types.Range, message: str, severity: types.DiagnosticSeverity) -> types.Diagnostic:
    return types.Diagnostic(where, one_line(message), severity, source=SOURCE)


def hover(document: OpenDocument, position: types.Position) -> types.Hover | None:
    """Tell of the gloss or the finding at a position."""
    proof = document.judgement().proof
    if proof is None or (found := told(proof, document.offset((position.line, position.character)))) is None:
        return None
    text, start, end = found
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), _range(document, start, end))


def code_actions(
    document: OpenDocument, params: types.CodeActionParams
) -> Iterator[tuple[types.CodeAction, list[Change]]]:
    """Yield what can be done about the findings in a range, each with its changes; those of ``FIX_ALL`` are still to be made."""
    proof, only = document.judgement().proof, params.context.only
    if proof is None:
        return
    if _is_wanted(types.CodeActionKind.QuickFix, only):
        found = list(_within(document, proof, params.range))
        for finding in found:
            yield from _fix(document, proof, finding)
        for finding in found:
            yield from _ignore(document, proof, finding)
    if _is_wanted(FIX_ALL, only) and any(_is_safe(proof, one) for one in proof.findings):
        yield types.CodeAction("Fix all that is safe in this file (pinyin-strip)", FIX_ALL), []


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a client wants actions of a kind: it names kinds, or the beginnings of kinds."""
    return only is None or any(f"{kind}.".startswith(f"{one}." if one else "") for one in map(_name, only))


def _name(kind: str | types.CodeActionKind) -> str:
    return str(getattr(kind, "value", kind))


def _within(document: OpenDocument, proof: Proof, where: types.Range) -> Iterator[Finding]:
    """Yield the findings that a range touches; the hanzi of a gloss count as part of it."""
    start, end = (document.offset((place.line, place.character)) for place in (where.start, where.end))
    for finding in proof.findings:
        gloss = proof.gloss(finding)
        if min(finding.start, gloss.base_start if gloss else finding.start) <= end and start <= finding.end:
            yield finding


def _fix(document: OpenDocument, proof: Proof, finding: Finding) -> Iterator[tuple[types.CodeAction, list[Change]]]:
    right = proof.put_right(finding)
    if right is None:
        return
    safe = RULES[finding.code].fix == "safe"
    title = f"{finding.code}: write {one_line(right)}" + ("" if safe else " (changes the reading)")
    action = types.CodeAction(title, types.CodeActionKind.QuickFix, is_preferred=True if safe else None)
    action.diagnostics = [_of_finding(document, proof, finding, None)]
    yield action, [(one.start, one.end, one.replacement) for one in proof.fixes[finding]]


def _ignore(document: OpenDocument, proof: Proof, finding: Finding) -> Iterator[tuple[types.CodeAction, list[Change]]]:
    note = ignore_edit(proof.text, document.kind.name, document.path, finding)
    if note is not None:
        action = types.CodeAction(f"{finding.code}: ignore here", types.CodeActionKind.QuickFix)
        action.diagnostics = [_of_finding(document, proof, finding, None)]
        yield action, [(note.start, note.end, note.replacement)]


def _is_safe(proof: Proof, finding: Finding) -> bool:
    """Whether ``--fix`` can put a finding right, be it in a way that no single edit here can (an escape in JSON)."""
    return RULES[finding.code].fix == "safe" and finding in (proof.planned or {})


def text_edits(document: OpenDocument, changes: Iterable[Change]) -> list[types.TextEdit]:
    """Return changes of the proof's text as edits of the document."""
    return [types.TextEdit(_range(document, start, end), new) for start, end, new in changes]


def _range(document: OpenDocument, start: int, end: int) -> types.Range:
    return types.Range(*(types.Position(*document.position(offset)) for offset in (start, end)))
