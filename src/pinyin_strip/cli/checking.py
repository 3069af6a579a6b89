"""The work of ``check``: every file is proofread, put right if that was asked for, and reported."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pinyin_strip.batch.plan import FileJob, Plan
from pinyin_strip.batch.progress import Progress
from pinyin_strip.batch.run import run as run_batch
from pinyin_strip.batch.select import Selection
from pinyin_strip.cli.colour import Printer
from pinyin_strip.cli.inputs import complain
from pinyin_strip.cli.known import KnownFindings
from pinyin_strip.cli.reading import Reader
from pinyin_strip.cli.verbose import Account
from pinyin_strip.formats import Fix, Settings, split_suffix
from pinyin_strip.formats.notes import takes_notes
from pinyin_strip.formats.protocol import Noting
from pinyin_strip.proof import Proof
from pinyin_strip.report import concise, full, github, json, sarif, statistics
from pinyin_strip.report.styled import StyledText
from pinyin_strip.settings import OUTPUT_FORMATS

__all__ = ["FORMATS", "Request", "run"]

_WHOLE: dict[str, Callable[[Iterable[Proof]], str]] = {"json": json.render, "sarif": sarif.render}
FORMATS = OUTPUT_FORMATS
_DIFF_STYLES = {"-": "red", "+": "green", "@": "cyan"}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: the codes that count, how files are read, how they are reported, and what may be changed."""

    codes: frozenset[str]
    settings: Settings
    output: str = "concise"
    statistics: bool = False
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    exit_zero: bool = False
    quiet: bool = False
    verbose: bool = False
    writes_baseline: bool = False
    adds_ignores: bool = False

    @property
    def rewrites(self) -> bool:
        """Whether files are written."""
        return (self.fix or self.adds_ignores) and not self.diff

    def changing(self, path: str) -> Settings:
        """How a file of this name is put right, or gets notes of what is to be ignored."""
        if self.adds_ignores:
            return replace(self.settings, noting=Noting(self.codes, path))
        return replace(self.settings, fix=Fix(self.codes, self.unsafe))


@dataclass(slots=True)
class _Tally:
    """What has happened so far."""

    findings: int = 0
    safe: int = 0
    unsafe: int = 0
    fixed: int = 0
    changed: int = 0  # files that --diff would change

    def counted(self, proofs: Iterable[Proof]) -> Iterator[Proof]:
        """Count what passes."""
        for proof in proofs:
            self.findings += len(proof.findings)
            self.safe += proof.fixable("safe")
            self.unsafe += proof.fixable("unsafe")
            yield proof


def run(
    selection: Selection,
    jobs: Iterable[tuple[FileJob, Request]],
    request: Request,
    known: KnownFindings,
    out: Printer,
    report: Printer,
) -> int:
    """Do what was asked for and return the exit code: 0 fine, 1 findings (or a diff), 2 any error.

    Args:
        selection: what was found to be read.
        jobs: the files of it, each with what is asked for by its own settings.
        request: what is asked for of the whole run.
        known: the findings that are not reported, or to which those of this run are noted.
        out: where diffs go.
        report: where the findings go.
    """
    reader, tally = Reader(selection, request.settings), _Tally()
    if request.diff:
        for job, own in jobs:
            tally.changed += _rewrite(job, own, reader, Plan(diff=True), out)
    elif request.writes_baseline:
        tally.findings = sum(_noted(job, own, reader, known) for job, own in jobs)
        reader.failed = not known.write() or reader.failed
    else:
        proofs = partial(_rewritten, tally=tally) if request.rewrites else _proofs
        _report(
            tally.counted(one for job, own in jobs for one in known.new(job, proofs(job, own, reader))), request, report
        )
    if not request.quiet:
        _summarize(request, tally, failed=reader.failed)
    if reader.failed:
        return 2
    if request.writes_baseline:
        return 0
    return 0 if request.exit_zero else int(bool(tally.changed if request.diff else tally.findings))


def _proofs(job: FileJob, request: Request, reader: Reader) -> Iterator[Proof]:
    """Proofread a file; yields the texts in which something was found."""
    account = Account(request.settings.options)
    for text in account.of(reader.texts(replace(job, settings=request.settings))):
        proof = text.proof(job.name, request.codes)
        if proof.findings:
            yield proof
    if request.verbose:
        complain(f"{job.name}: {account}")


def _noted(job: FileJob, request: Request, reader: Reader, known: KnownFindings) -> int:
    """Note the findings of a file as known, and return how many they are; of one that cannot be read to its end nothing is noted."""
    proofs = list(_proofs(job, request, reader))
    return 0 if job.name in reader.unreadable else known.note(job, proofs, request.codes)


def _rewritten(job: FileJob, request: Request, reader: Reader, *, tally: _Tally) -> Iterator[Proof]:
    """Put a file right where it lies (or note what is to be ignored), what was piped in on standard output; yields what is left."""
    before, after = _Tally(), _Tally()
    proofs = list(before.counted(_proofs(job, request, reader)))
    changeable = before.safe or (request.unsafe and before.unsafe)
    if request.adds_ignores:
        changeable = takes_notes(job.format) and before.findings
        if before.findings and not changeable:
            complain(
                f"{job.name}: {job.format} has no comments, and nothing is noted in it; use per-file-ignores or a baseline"
            )
    if job.name not in reader.unreadable and (changeable or job.target is None):
        with _written(job, request, reader) as written:
            if written and changeable:
                proofs = list(after.counted(_proofs(replace(job, source=written), request, reader)))
                tally.fixed += max(0, before.findings - after.findings)
        left = sum(len(proof.findings) for proof in proofs)
        if request.adds_ignores and changeable and left:
            stand = f"{left} stand{'s' * (left == 1)}"
            complain(f"{job.name}: {stand} where there can be no comment; use per-file-ignores or a baseline")
    yield from proofs


@contextmanager
def _written(job: FileJob, request: Request, reader: Reader) -> Iterator[Path | None]:
    """Write a file that is put right; what was piped in is written aside, and from there to standard output.

    Yields where it can be read; ``None`` if it could not be written, which was told.
    """
    if job.target is not None:
        yield job.target if _rewrite(job, request, reader, Plan(in_place=True)) else None
        return
    with tempfile.TemporaryDirectory() as folder:
        suffix, layer = split_suffix(job.name)
        aside = Path(folder) / f"text{suffix[:20]}{layer}"
        _rewrite(replace(job, target=aside), request, reader, Plan())
        if aside.exists():
            sys.stdout.buffer.write(aside.read_bytes())
            sys.stdout.buffer.flush()
        yield aside if aside.exists() else None


def _rewrite(job: FileJob, request: Request, reader: Reader, plan: Plan, out: Printer | None = None) -> bool:
    """Put one file right as a plan says; returns whether it changes (or would)."""

    def show(line: str) -> None:
        if out:
            out.show(_coloured(line))

    with Progress(job.size, quiet=True) as progress:
        summary = run_batch(Selection([replace(job, settings=request.changing(job.name))]), plan, progress, show=show)
    reader.failed = reader.failed or summary.failed
    return bool(summary.count("changed"))


def _coloured(line: str) -> Iterator[StyledText]:
    """Colour a line of a diff by its first character."""
    yield line, "bold" if line.startswith(("--- ", "+++ ")) else _DIFF_STYLES.get(line[:1], "")


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


def _summarize(request: Request, tally: _Tally, *, failed: bool) -> None:
    """Tell on standard error how it went, and what else could be put right."""
    if request.diff:
        complain(f"{_count(tally.changed, 'file')} would change" if tally.changed else "nothing would change")
        return
    found = _count(tally.findings, "finding") + " in what could be read" * failed
    if request.writes_baseline:
        complain(f"{found} noted; with --baseline only what is new is reported")
        return
    done = "noted as ignored" if request.adds_ignores else "fixed"
    complain(f"{tally.fixed} {done}, {found} left" if request.rewrites else found)
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
