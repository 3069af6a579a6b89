"""Run a plan: every file is read, cleaned and written whole, and whatever happens to one leaves the others alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, BinaryIO, cast

from pinyin_strip.batch.account import account
from pinyin_strip.batch.atomic import AtomicFile, Sink, Spool, is_stream
from pinyin_strip.batch.diff import Diff, piece_diff, show_on_standard_output
from pinyin_strip.batch.manifest import Manifest, describe
from pinyin_strip.batch.opened import Opened
from pinyin_strip.batch.pipeline import Begin, End, events
from pinyin_strip.batch.plan import FileJob, Plan
from pinyin_strip.batch.progress import Progress
from pinyin_strip.batch.select import Selection
from pinyin_strip.batch.summary import FileOutcome, Summary
from pinyin_strip.batch.workers import WorkerDied, Workers
from pinyin_strip.formats import Extent, Refused
from pinyin_strip.formats.compression import DAMAGED
from pinyin_strip.places import Spot

__all__ = ["reason", "run"]


def run(
    selection: Selection,
    plan: Plan,
    progress: Progress,
    workers: Workers | None = None,
    show: Callable[[str], None] = show_on_standard_output,
) -> Summary:
    """Do all jobs, in other processes if there are any; failures are reported by name as they happen, and noted.

    Args:
        selection: the files.
        plan: what is done with them.
        progress: who is told how it goes.
        workers: who does it; this process if nobody is named.
        show: takes the lines of the diff, if one was asked for.
    """
    began = time.monotonic()
    runner = _Runner(plan, progress, selection.jobs, show)
    summary = Summary(skipped=selection.skipped)
    for name, why in selection.failures:
        summary.outcomes.append(runner.failure(name, why))
    jobs = []
    for job in selection.jobs:
        if runner.manifest and (done := runner.manifest.done(job, plan.settings_for(job))):
            summary.outcomes.append(done)
            progress.advance(job.size, job.name)
        else:
            jobs.append(job)
    runner.stream = events(jobs, plan.settings, workers)
    begun = 0
    try:
        for event in runner.stream:
            if isinstance(event, Begin):
                begun += 1
                summary.outcomes.append(runner.file(event))
        for job in jobs[begun:]:  # whatever ended the stream was told as the failure of the file before
            summary.outcomes.append(runner.failure(job.name, "not reached; run again"))
    finally:
        runner.stream.close()
        if runner.manifest:
            finished = len(summary.outcomes) == len(selection.jobs) + len(selection.failures)
            runner.manifest.close(finished=finished and not summary.count("failed"))
            summary.noted = str(runner.manifest.path) if runner.manifest.path.exists() else ""
    summary.seconds = time.monotonic() - began
    return summary


class _Runner:
    """One run: the stream of events, and what is done with each file."""

    stream: Any  # a generator of events

    def __init__(self, plan: Plan, progress: Progress, jobs: Sequence[FileJob], show: Callable[[str], None]) -> None:
        self._plan, self._progress, self._print = plan, progress, show
        settings = {plan.settings_for(job) for job in jobs} or {plan.settings}
        self.manifest = Manifest(plan.manifest, settings, resume=plan.resume, say=self._tell) if plan.manifest else None
        if plan.resume and not plan.manifest:
            self._tell("a single file is noted nowhere: it is done from its beginning")

    def _tell(self, message: str) -> None:
        self._progress.say(f"pinyin-strip: {message}")

    def failure(self, name: str, why: str, outcome: FileOutcome | None = None) -> FileOutcome:
        """Report a failure by name."""
        self._progress.say(f"pinyin-strip: {name}: {why}")
        outcome = outcome or FileOutcome(name)
        outcome.status, outcome.reason = "failed", why
        return outcome

    def file(self, begin: Begin) -> FileOutcome:
        """Clean one file."""
        job, opened = begin.job, begin.opened
        outcome = FileOutcome(job.name, target=str(job.target or ""))
        if opened is None:
            self._progress.advance(job.size, job.name)
            return self.failure(job.name, reason(begin.error), outcome)
        ended = [False]
        try:
            self._write(opened, self._cleaned(opened, outcome, ended), outcome)
        except BrokenPipeError:
            raise
        except Exception as error:  # this file's failure and no other's
            self.failure(job.name, reason(error), outcome)
        finally:
            opened.cancelled = True
            while not ended[0] and not isinstance(next(self.stream, End()), End):
                pass
            opened.close()
        for notice in outcome.notices:
            self._progress.say(f"pinyin-strip: {notice}")
        if self._plan.verbose and outcome.status != "failed":
            self._tell(f"{job.name}: {account(outcome.tally, outcome.seconds, self._plan.settings_for(job))}")
        return outcome

    def _cleaned(self, opened: Opened, outcome: FileOutcome, ended: list[bool]) -> Iterator[Any]:
        """Yield the file's cleaned pieces in order, counting as they pass. Raises what went wrong with it."""
        first, at, diff = Spot(0, 1, 1), 0, self._diff(opened.job)
        for event in self.stream:
            if isinstance(event, End):
                ended[0] = True
                self._progress.advance(max(0, opened.job.size - at), opened.job.name)
                if event.error:
                    raise event.error
                opened.refuse_if_changed()
                return
            if event.error:
                raise event.error
            cleaned = event.cleaned
            outcome.tally += cleaned.tally
            outcome.seconds += cleaned.seconds
            before = first.line - 1
            outcome.notices += (f"{opened.job.name}:{before + note.line}: {note.message}" for note in cleaned.notices)
            if cleaned.kept:
                outcome.kept_places += _in_file(cleaned.kept, opened, first)
            outcome.status = "changed" if cleaned.changed else outcome.status
            first = Spot(first.offset + cleaned.characters, first.line + cleaned.lines, 1)
            if self._plan.diff and event.cleaned:
                for text in piece_diff(diff, opened, event.piece, event.cleaned, self._plan.settings_for(opened.job)):
                    self._print(text)
            if opened.format.texty and opened.job.source:
                place = _place(opened, event.piece.data)
                self._progress.advance(max(0, place - at), opened.job.name)
                at = max(at, place)
            yield cleaned.data

    def _diff(self, job: FileJob) -> Diff:
        settings = self._plan.settings_for(job)
        return Diff(job.name, ("clean" if settings.ruby is None else "ruby") if settings.strips else "")

    def _write(self, opened: Opened, pieces: Iterator[Any], outcome: FileOutcome) -> None:
        """Write a file whole, or not at all."""
        job, settings = opened.job, self._plan.settings_for(opened.job)
        sink = self._sink(opened)
        if sink is None:
            for _ in pieces:
                pass
            return
        try:
            before = describe(job.source) if self.manifest and job.source else {}
            opened.write(cast("BinaryIO", sink.file), pieces, settings)
            if outcome.status == "unchanged" and isinstance(sink, AtomicFile) and job.source:
                self._leave_alike(opened, sink, outcome)
            else:
                sink.commit()
        except BaseException:
            sink.discard()
            raise
        if self.manifest:
            try:
                self.manifest.note(job, settings, before, outcome)
            except OSError as error:  # the file itself is written
                outcome.notices.append(
                    f"{self.manifest.path}: {error.strerror or error}; {job.name} is done, but not noted"
                )

    def _leave_alike(self, opened: Opened, sink: Sink, outcome: FileOutcome) -> None:
        """Finish a file without a gloss: left alone in place, copied elsewhere, written only if its encoding changes."""
        if not opened.same_outside(self._plan.settings_for(opened.job)):
            outcome.status = "changed"
            sink.commit()
        elif self._plan.in_place:
            sink.discard()
        else:
            opened.copy_to(sink.file)
            sink.commit()

    def _sink(self, opened: Opened) -> Sink | None:
        job: FileJob = opened.job
        if job.target is None:
            return self._spool(opened, sys.stdout.buffer) if self._plan.stdout else None
        in_place = self._plan.in_place or _is_in_place(job)
        if in_place and opened.state is None:
            raise Refused("no plain file, so that it cannot be changed in place; left alone. Write it with -o FILE")
        if is_stream(job.target):
            return self._spool(opened, job.target.open("wb"), closes=True)
        replaces = opened.state if in_place else None
        target = job.target.resolve() if job.target.is_symlink() else job.target  # the link stays
        return AtomicFile(target, opened.state, replaces=replaces, backup=self._plan.backup)

    def _spool(self, opened: Opened, out: IO[bytes], *, closes: bool = False) -> Spool:
        """Hold back for standard output, a device or a pipe; refuse what would put a terminal out of order."""
        how = opened.unprintable(self._plan.settings_for(opened.job)) if out.isatty() else ""
        if not how:
            return Spool(out, closes=closes)
        if closes:
            out.close()
        in_place = ", in place with -i" if opened.state else ""
        raise Refused(
            f"comes out {how}, which is nothing for a terminal; left alone. "
            f"Write it with -o FILE{in_place}, or into a pipe"
        )


def _is_in_place(job: FileJob) -> bool:
    """Whether a file takes the place of its own source; of a link, what it leads to."""
    if job.source is None or job.target is None:
        return False
    return job.target.resolve() == job.source.resolve()


def _in_file(kept: list[dict[str, Any]], opened: Opened, first: Spot) -> Iterator[dict[str, Any]]:
    """Say where in the file something stands that was kept in a piece; in a book or a table, where in its text."""
    from pinyin_strip.batch.kept import placed  # here, as in the workers

    return placed(kept, opened.job.name, first if opened.format.texty else Spot(0, 1, 1))


def _place(opened: Opened, data: object) -> int:
    """How far a file has been read; 0 if it cannot say so."""
    if isinstance(data, Extent):
        return data.end
    return opened.raw.tell() if opened.raw.seekable() else 0


def reason(error: BaseException | None) -> str:
    """Say in words why a file was left alone."""
    if isinstance(error, OSError) and not isinstance(error, DAMAGED) and error.strerror:
        place = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror}{place}; left alone"
    if isinstance(error, (Refused, WorkerDied)):
        return str(error)
    if isinstance(error, ImportError):
        return f"{error}; left alone"  # it says what to install
    if isinstance(error, DAMAGED):
        return f"damaged or cut off ({error}); left alone"
    if isinstance(error, MemoryError):
        return "needs more memory than there is; left alone"
    return f"cannot be read ({type(error).__name__}: {error}); left alone"
