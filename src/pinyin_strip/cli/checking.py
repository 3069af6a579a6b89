"""The work of ``check``: every source is proofread, put right if that was asked for, and reported."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pinyin_strip.cli.colour import Printer
from pinyin_strip.cli.inputs import Source, complain, format_of
from pinyin_strip.cli.replace import Original, replace_text
from pinyin_strip.cli.verbose import timed
from pinyin_strip.formats import Fix, Refused, Settings
from pinyin_strip.formats.proofs import corrected_file, proofread_file
from pinyin_strip.options import Options
from pinyin_strip.proof import Proof
from pinyin_strip.report import concise, full, github, json, sarif, statistics
from pinyin_strip.report.styled import StyledText

__all__ = ["FORMATS", "Request", "diff", "run"]

_BOM = "\ufeff"
_WHOLE: dict[str, Callable[[Iterable[Proof]], str]] = {"json": json.render, "sarif": sarif.render}
FORMATS = ("concise", "full", "github", *_WHOLE)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: the codes that count, how they are reported, and what may be changed."""

    codes: frozenset[str]
    options: Options = field(default_factory=Options)
    output: str = "concise"
    statistics: bool = False
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    exit_zero: bool = False
    fields: tuple[str, ...] = ()
    quiet: bool = False
    verbose: bool = False

    @property
    def settings(self) -> Settings:
        """What the formats have to know."""
        return Settings(self.options, self.fields or ("text",), named_fields=bool(self.fields))


@dataclass(slots=True)
class _Tally:
    """What has happened so far."""

    failed: bool = False
    findings: int = 0
    safe: int = 0
    unsafe: int = 0
    fixed: int = 0
    changed: int = 0  # texts that --diff would change


def run(sources: Iterable[Source | None], request: Request, out: Printer, report: Printer) -> int:
    """Do what was asked for and return the exit code: 0 fine, 1 findings (or a diff), 2 any error.

    Args:
        sources: what is read; ``None`` for an input that could not be.
        request: what to do with it.
        out: where diffs go, and the new text of what was piped in.
        report: where the findings go.
    """
    tally = _Tally()
    if request.diff:
        for source in sources:
            _show_diff(source, request, out, tally)
    else:
        _report((proof for one in sources if (proof := _proof(one, request, out, tally))), request, report)
    if not request.quiet:
        _summarize(request, tally)
    if tally.failed:
        return 2
    return 0 if request.exit_zero else int(bool(tally.changed if request.diff else tally.findings))


def _proof(source: Source | None, request: Request, out: Printer, tally: _Tally) -> Proof | None:
    """Proofread one source, putting it right first if that was asked for."""
    if source is None:
        tally.failed = True
        return None
    bom, text = _split_bom(source.text)
    try:
        proof = _told(source, text, request) if request.verbose else _proofread(source, text, request)
        if request.fix:
            proof = _fixed(source, bom, proof, request, out, tally)
    except Refused as error:
        complain(f"{source.name}: {error}")
        tally.failed = True
        return None
    tally.findings += len(proof.findings)
    tally.safe += proof.fixable("safe")
    tally.unsafe += proof.fixable("unsafe")
    return proof


def _proofread(source: Source, text: str, request: Request) -> Proof:
    return proofread_file(source.name, text, format_of(source), request.settings, request.codes)


def _told(source: Source, text: str, request: Request) -> Proof:
    return timed(lambda: _proofread(source, text, request), request.options, complain)


def _corrected(source: Source, text: str, request: Request) -> str:
    return corrected_file(text, format_of(source), request.settings, Fix(request.codes, request.unsafe))


def _fixed(source: Source, bom: str, proof: Proof, request: Request, out: Printer, tally: _Tally) -> Proof:
    """Put a text right where it came from, what was piped in on standard output; return what is left to be found."""
    new = _corrected(source, proof.text, request)
    if source.file is None:
        out.write(bom + new)
    elif new == proof.text or not _replaced(source.name, source.file, bom + new, tally):
        return proof
    after = _proofread(source, new, request)
    tally.fixed += max(0, len(proof.findings) - len(after.findings))
    return after


def _split_bom(text: str) -> tuple[str, str]:
    """Part a byte order mark from the text: no editor counts it as a column."""
    return (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)


def _replaced(name: str, file: Original, text: str, tally: _Tally) -> bool:
    try:
        replace_text(file, text)
    except (OSError, Refused) as error:
        complain(f"{name}: {error if isinstance(error, Refused) else f'{error.strerror or error}; left as it was'}")
        tally.failed = True
        return False
    return True


def _show_diff(source: Source | None, request: Request, out: Printer, tally: _Tally) -> None:
    if source is None:
        tally.failed = True
        return
    bom, text = _split_bom(source.text)
    try:
        new = _corrected(source, text, request)
    except Refused as error:
        complain(f"{source.name}: {error}")
        tally.failed = True
        return
    if new != text:
        tally.changed += 1
        out.show(diff(source.name, bom + text, bom + new))


_DIFF_STYLES = {"-": "red", "+": "green", "@": "cyan"}


def diff(name: str, old: str, new: str) -> Iterator[StyledText]:
    """Render a unified diff, line endings as they are in the text, a missing one at the end told as ``diff`` tells it."""
    lines = difflib.unified_diff(_lines(old), _lines(new), name, name)
    for number, line in enumerate(lines):
        yield line, "bold" if number < 2 else _DIFF_STYLES.get(line[0], "")
        if not line.endswith("\n"):
            yield "\n\\ No newline at end of file\n", ""


def _lines(text: str) -> list[str]:
    """Split at line feeds only, which is what ``patch`` takes for the end of a line."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rsplit("\n", 1)[-1]) else [])


def _report(proofs: Iterable[Proof], request: Request, out: Printer) -> None:
    if request.statistics:
        out.write(statistics.render(proofs))
    elif request.output in _WHOLE:
        out.write(_WHOLE[request.output](proofs))
    else:
        for proof in proofs:
            out.show(_pieces(proof, request.output, out.columns))


def _pieces(proof: Proof, output: str, columns: int) -> Iterable[StyledText]:
    if output == "full":
        return full.styled_texts(proof, columns)
    return [(github.render([proof]), "")] if output == "github" else concise.styled_texts(proof)


def _summarize(request: Request, tally: _Tally) -> None:
    """Tell on standard error how it went, and what else could be put right."""
    if request.diff:
        complain(f"{_count(tally.changed, 'text')} would change" if tally.changed else "nothing would change")
        return
    found = _count(tally.findings, "finding") + " in what could be read" * tally.failed
    complain(f"{tally.fixed} fixed, {found} left" if request.fix else found)
    if hint := _hint(request, tally.safe, tally.unsafe):
        complain(hint)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _hint(request: Request, safe: int, unsafe: int) -> str:
    """What ``--fix`` could put right, and what only ``--unsafe-fixes`` could."""
    if request.unsafe:
        safe, unsafe = safe + unsafe, 0
    with_fix = "--fix --unsafe-fixes" if request.unsafe else "--fix"
    more = f"{unsafe} more with --unsafe-fixes" if safe else f"{unsafe} fixable with --fix --unsafe-fixes"
    if not safe:
        return more if unsafe else ""
    return f"{safe} fixable with {with_fix}" + (f" ({more})" if unsafe else "")
