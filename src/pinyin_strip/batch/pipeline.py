"""Pieces through processes: inputs are read ahead, pieces cleaned wherever there is room, results come back in order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any

from pinyin_strip.batch.opened import Opened, open_job
from pinyin_strip.batch.plan import Job
from pinyin_strip.formats import Cleaned, Piece, Settings, by_name

__all__ = ["Begin", "Done", "End", "WorkerDied", "events"]


class WorkerDied(RuntimeError):  # noqa: N818  it says what happened
    """A process ended while it cleaned a piece, and did so again when it had the piece for itself."""

    def __str__(self) -> str:
        """Say what may have happened."""
        return "the worker that cleaned it died (killed, or out of memory); left alone"


@dataclass(slots=True)
class Begin:
    """A file was opened, or failed to open."""

    job: Job
    opened: Opened | None
    error: Exception | None = None


@dataclass(slots=True)
class Done:
    """A piece was cleaned, or failed."""

    piece: Piece
    cleaned: Cleaned | None
    error: Exception | None = None


@dataclass(slots=True)
class End:
    """A file came to its end, or could not be read further."""

    error: Exception | None = None


def clean_piece(kind: str, piece: Piece, settings: Settings) -> Cleaned:
    """Clean a piece; this is what runs in the workers."""
    return by_name(kind).clean(piece, settings)


@dataclass(slots=True)
class _Task:
    opened: Opened
    piece: Piece
    future: Future[Cleaned] | None = None


class _Workers:
    """A pool that survives the death of its processes; without a pool, pieces are cleaned here when they are asked for."""

    def __init__(self, processes: int, settings: Settings) -> None:
        self._processes, self._settings = processes, settings
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, task: _Task) -> None:
        if self._processes < 2:
            return
        work = partial(clean_piece, task.opened.job.format, task.piece, self._settings)
        try:
            self._pool = self._pool or _pool(self._processes)
            task.future = self._pool.submit(work)
        except BrokenProcessPool:
            self._pool = _pool(self._processes)
            task.future = self._pool.submit(work)

    def result(self, task: _Task) -> Done:
        try:
            return Done(task.piece, self._result(task))
        except Exception as error:  # whatever it is, it is this file's failure and no other's
            return Done(task.piece, None, error)

    def _result(self, task: _Task) -> Cleaned:
        if task.future is None:
            return clean_piece(task.opened.job.format, task.piece, self._settings)
        try:
            return task.future.result()
        except BrokenProcessPool:
            return self._alone(task)

    def _alone(self, task: _Task) -> Cleaned:
        """Give a piece a process of its own: only so is it certain which one kills."""
        with _pool(1) as pool:
            try:
                return pool.submit(clean_piece, task.opened.job.format, task.piece, self._settings).result()
            except BrokenProcessPool:
                raise WorkerDied from None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"))


def _steps(jobs: Iterable[Job], settings: Settings) -> Iterator[Begin | _Task | End]:
    """Open the files one after the other and cut them into pieces."""
    for job in jobs:
        try:
            opened = open_job(job, settings)
        except Exception as error:
            yield Begin(job, None, error)
            continue
        yield Begin(job, opened)
        failure: Exception | None = None
        try:
            for piece in opened.pieces(settings):
                yield _Task(opened, piece)
        except Exception as error:
            failure = error
        yield End(failure)


def events(jobs: Iterable[Job], settings: Settings, processes: int) -> Iterator[Begin | Done | End]:
    """Yield, file by file and piece by piece in order, what has been done; at most a few pieces are in hand at once."""
    workers = _Workers(processes, settings)
    waiting: deque[Begin | _Task | End] = deque()
    steps: Iterator[Any] = _steps(jobs, settings)
    room = 1 if processes < 2 else 2 * processes + 2
    try:
        while True:
            while len(waiting) < room and (step := next(steps, None)) is not None:
                if isinstance(step, _Task):
                    workers.submit(step)
                waiting.append(step)
            if not waiting:
                return
            step = waiting.popleft()
            yield workers.result(step) if isinstance(step, _Task) else step
    finally:
        workers.close()
