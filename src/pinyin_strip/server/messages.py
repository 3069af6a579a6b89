"""Proof → the values that the protocol sends: diagnostics, code actions, hovers.

Source: Language Server Protocol 3.17, "Publish Diagnostics", "Code Action Request", "Hover Request".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lsprotocol import types

from pinyin_strip.formats.ignoring import ignore_edit
from pinyin_strip.proof import Proof
from pinyin_strip.report.styled import one_line
from pinyin_strip.rules import RULES
from pinyin_strip.server.documents import Judgement, OpenDocument
from pinyin_strip.server.hovering import told
from pinyin_strip.values import Finding

__all__ = ["FIX_ALL", "Change", "code_actions", "diagnostics", "hover", "text_edits"]

SOURCE = "pinyin-strip"
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
_HOUSE_STYLE = "R4"  # findings that are only there because somebody asked for that style

Change = tuple[int, int, str]
"""From where to where in the file, and what comes there."""


def diagnostics(document: OpenDocument, judgement: Judgement, uri: str, *, related: bool) -> list[types.Diagnostic]:
    """Return one diagnostic for every finding; where the file is not what its format says, or its settings cannot be used, one that tells why nothing was found; and one for what else is wrong with it.

    Args:
        document: the text.
        judgement: what was said of it.
        uri: its address.
        related: whether the client shows what else a finding is about: the hanzi.
    """
    severity = types.DiagnosticSeverity
    told = [
        _told_at(1, message, grade)
        for message, grade in ((judgement.problem, severity.Error), (judgement.refusal, severity.Information))
        if message
    ]
    for notice in judgement.notices:
        line, _, message = notice.partition(": ")
        told.append(_told_at(int(line), message, severity.Information))
    address = uri if related else None
    return [
        *told,
        *(_of_finding(document, proof, one, address) for proof in judgement.proofs for one in proof.findings),
    ]


def _told_at(line: int, message: str, severity: types.DiagnosticSeverity) -> types.Diagnostic:
    """What is told of the file itself, at one of its lines, counted from 1."""
    place = types.Position(line - 1, 0)
    return _diagnostic(types.Range(place, place), message, severity)


def _of_finding(document: OpenDocument, proof: Proof, finding: Finding, uri: str | None) -> types.Diagnostic:
    severity = types.DiagnosticSeverity
    found = _diagnostic(
        _range(document, *_span(proof, finding.start, finding.end)),
        finding.message,
        severity.Information if finding.code.startswith(_HOUSE_STYLE) else severity.Warning,
    )
    found.code = finding.code
    gloss = proof.gloss(finding)
    if uri and gloss:
        location = types.Location(uri, _range(document, *_span(proof, gloss.base_start, gloss.base_end)))
        base = one_line(proof.text[gloss.base_start : gloss.base_end])
        found.related_information = [types.DiagnosticRelatedInformation(location, f"the hanzi: {base}")]
    return found


def _diagnostic(where: types.Range, message: str, severity: types.DiagnosticSeverity) -> types.Diagnostic:
    return types.Diagnostic(where, one_line(message), severity, source=SOURCE)


def hover(document: OpenDocument, position: types.Position) -> types.Hover | None:
    """Tell of the gloss or the finding at a position."""
    offset = document.offset((position.line, position.character))
    for proof in document.judgement().proofs:
        if found := told(proof, offset):
            text, start, end = found
            return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), _range(document, start, end))
    return None


def code_actions(
    document: OpenDocument, params: types.CodeActionParams
) -> Iterator[tuple[types.CodeAction, list[Change]]]:
    """Yield what can be done about the findings in a range, each with its changes; those of ``FIX_ALL`` are still to be made."""
    proofs, only = document.judgement().proofs, params.context.only
    if _is_wanted(types.CodeActionKind.QuickFix, only):
        found = [(proof, one) for proof in proofs for one in _within(document, proof, params.range)]
        for proof, finding in found:
            yield from _fix(document, proof, finding)
        for proof, finding in found:
            yield from _ignore(document, proof, finding)
    what, kinds = (
        ("all that is safe", ["safe"]) if not document.chosen.unsafe else ("all, readings too,", ["safe", "unsafe"])
    )
    if _is_wanted(FIX_ALL, only) and any(proof.fixable(kind) for proof in proofs for kind in kinds):
        yield types.CodeAction(f"Fix {what} in this file (pinyin-strip)", FIX_ALL), []


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
        first, last = _span(proof, finding.start, finding.end)
        if gloss:
            first = min(first, _span(proof, gloss.base_start, gloss.base_end)[0])
        if first <= end and start <= last:
            yield finding


def _fix(document: OpenDocument, proof: Proof, finding: Finding) -> Iterator[tuple[types.CodeAction, list[Change]]]:
    right, edits = proof.put_right(finding), proof.edits(finding)
    if right is None or not edits:
        return
    safe = RULES[finding.code].fix == "safe"
    title = f"{finding.code}: write {one_line(right)}" + ("" if safe else " (changes the reading)")
    preferred = True if safe or document.chosen.unsafe else None
    action = types.CodeAction(title, types.CodeActionKind.QuickFix, is_preferred=preferred)
    action.diagnostics = [_of_finding(document, proof, finding, None)]
    yield action, [(first.offset, last.offset, new) for first, last, new in edits]


def _ignore(document: OpenDocument, proof: Proof, finding: Finding) -> Iterator[tuple[types.CodeAction, list[Change]]]:
    start, end = _span(proof, finding.start, finding.end)
    in_file = replace(finding, start=start, end=end)
    note = ignore_edit(document.file, document.kind.name, document.path, in_file)
    if note is not None:
        action = types.CodeAction(f"{finding.code}: ignore here", types.CodeActionKind.QuickFix)
        action.diagnostics = [_of_finding(document, proof, finding, None)]
        yield action, [(note.start, note.end, note.replacement)]


def text_edits(document: OpenDocument, changes: Iterable[Change]) -> list[types.TextEdit]:
    """Return changes of the file as edits of the document."""
    return [types.TextEdit(_range(document, start, end), new) for start, end, new in changes]


def _span(proof: Proof, start: int, end: int) -> tuple[int, int]:
    """Return where in the file a span of a text stands."""
    first, last = proof.source.span(start, end)
    return first.offset, last.offset


def _range(document: OpenDocument, start: int, end: int) -> types.Range:
    return types.Range(*(types.Position(*document.position(offset)) for offset in (start, end)))
