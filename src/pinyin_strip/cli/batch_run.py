"""A batch that was asked for on the command line: run, summed up on standard error, reported, and its exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pinyin_strip.batch.atomic import write_whole
from pinyin_strip.cli.batch_options import BatchOptions, all_paths, plan_of, search_of
from pinyin_strip.cli.inputs import complain, quiet_pipe
from pinyin_strip.cli.waiting import tell_of_waiting
from pinyin_strip.formats import Refused, Settings

if TYPE_CHECKING:
    from pinyin_strip.batch.plan import Plan
    from pinyin_strip.batch.summary import Summary
    from pinyin_strip.batch.workers import Workers
    from pinyin_strip.cli.per_file import PerFile

__all__ = ["run_batch"]


def run_batch(paths: Sequence[str], batch: BatchOptions, settings: Settings, per_file: PerFile[Settings]) -> int:
    """Do what was asked for.

    Args:
        paths: files, folders or ``-``.
        batch: where the results go, and how.
        settings: what is done, by what was said and the settings of the first path.
        per_file: tells it for each file.

    Returns:
        The exit code: 0 fine, 1 something would change (``--check``), 2 any error.
    """
    named = all_paths(paths, batch)
    batch = replace(batch, output=None) if batch.output == "-" else batch
    plan = plan_of(batch, settings, named)
    if "-" in named:
        tell_of_waiting()
    try:
        with _workers(batch) as workers:
            summary = _run(named, batch, plan, per_file, workers)
    except KeyboardInterrupt:
        complain("interrupted" + ("; the same command with --resume goes on" if plan.manifest else ""))
        raise
    if not batch.quiet and not plan.writes_text:
        see = _how_to_see_kept(batch, ruby=settings.ruby is not None) if summary.tally.kept else ""
        for line in summary.text(ruby=settings.ruby is not None, checked=batch.check, see=see).splitlines():
            complain(line)
    elif not batch.quiet and summary.filled():
        complain(summary.filled())
    failed = summary.failed
    if batch.report:
        failed = not _report(batch.report, summary, batch) or failed
    return 2 if failed else 1 if batch.check and summary.count("changed") else 0


def _how_to_see_kept(batch: BatchOptions, *, ruby: bool) -> str:
    """Say the commands that show what was kept; its files are what was named, which may have another encoding by now."""
    from pinyin_strip.cli.again import said_to
    from pinyin_strip.cli.parse import command

    new = {"encoding": batch.output_encoding} if batch.in_place and batch.output_encoding else {}
    line = said_to(command, ["pinyin-strip", "parse", "--kept"], click.get_current_context(), new)
    more = "where no ruby can stand: --report FILE.json" if ruby else "what to put right: pinyin-strip check"
    return f"see each with the reason: {line} (and {more})"


def _workers(batch: BatchOptions) -> AbstractContextManager[Workers | None]:
    """Start processes if there are to be several, before all that only this one needs is loaded: they load beside it."""
    processes = batch.jobs or _cores()
    if processes < 2:
        return nullcontext()
    from pinyin_strip.batch.workers import Workers

    return Workers(processes)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(
    named: Sequence[str], batch: BatchOptions, plan: Plan, per_file: PerFile[Settings], workers: Workers | None
) -> Summary:
    """Find the files, and do what is planned with them."""
    from pinyin_strip.batch.progress import Progress
    from pinyin_strip.batch.run import run
    from pinyin_strip.batch.select import select

    selection = select(named, search_of(batch, named, plan.settings.ruby))
    selection.jobs = per_file.files(selection, named)
    total = sum(job.size for job in selection.jobs)
    with Progress(total, quiet=batch.quiet or plan.writes_text) as progress, quiet_pipe():
        return run(selection, plan, progress, workers)


def _report(name: str, summary: Summary, batch: BatchOptions) -> bool:
    """Write the report; returns whether that worked."""
    try:
        write_whole(
            Path(name), summary.json(asdict(batch)).encode("utf-8", "backslashreplace")
        )  # names need not be UTF-8
    except (OSError, Refused) as error:
        complain(f"{name}: {error if isinstance(error, Refused) else error.strerror or error}; no report written")
        return False
    return True
