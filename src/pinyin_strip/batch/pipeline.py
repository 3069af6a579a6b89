"""Pieces through processes: inputs are read ahead, pieces cleaned wherever there is room, results come back in order."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Any

from pinyin_strip.batch.opened import Opened, open_job
from pinyin_strip.batch.plan import Job
from pinyin_strip.batch.shared import Shared, Ticket
from pinyin_strip.formats import Cleaned, Piece, Settings, by_name
from pinyin_strip.formats.work import lane_serves

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


_shared: Shared | None = None
"""What the workers have in common with the process that started them; set where a worker starts."""


def _begin(shared: Shared | None) -> None:
    """What a worker begins with: the common memory, and a watch, so that it does not outlive who started it."""
    global _shared
    _shared = shared
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the process that started this one: a killed one cannot tell its workers to stop."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def clean_piece(kind: str, piece: Piece, settings: Settings) -> Cleaned:
    """Clean a piece; this is what runs in the workers."""
    return by_name(kind).clean(piece, settings)


def _in_worker(
    clean: Callable[[str, Piece, Settings], Cleaned], kind: str, piece: Piece, settings: Settings
) -> Cleaned:
    """Clean a piece; if a ticket came in place of its bytes, one goes back, if it can."""
    ticket = piece.data
    if not isinstance(ticket, Ticket) or _shared is None:
        return clean(kind, piece, settings)
    cleaned = clean(kind, piece._replace(data=_shared.take(ticket)), settings)
    cleaned.data = _shared.put(ticket.slot, cleaned.data) or cleaned.data
    return cleaned


@dataclass(slots=True)
class _Task:
    opened: Opened
    piece: Piece
    future: Future[Cleaned] | None = None
    slot: int | None = None


class _Workers:
    """A pool that survives the death of its processes; without a pool, pieces are cleaned here when they are asked for."""

    def __init__(self, processes: int, settings: Settings) -> None:
        self._processes, self._settings = processes, settings
        self._pool: ProcessPoolExecutor | None = None
        self._shared = Shared.make(_in_hand(processes)) if processes > 1 else None
        self._free: list[int] | None = list(range(self._shared.slots)) if self._shared else None

    def submit(self, task: _Task) -> None:
        if self._processes < 2:
            return
        try:
            task.future = self._sent(task)
        except BrokenProcessPool:
            self._replace_pool()
            task.future = self._sent(task)

    def _sent(self, task: _Task) -> Future[Cleaned]:
        self._pool = self._pool or self._started(self._processes, self._shared)
        job = task.opened.job
        return self._pool.submit(_in_worker, clean_piece, job.format, self._laid_out(task), self._settings)

    def _replace_pool(self) -> None:
        """Start new workers, and use the slots no more: those of the broken pool may still write to them."""
        self._pool, self._free = self._started(self._processes, None), None

    def _laid_out(self, task: _Task) -> Piece:
        """The piece as it is sent: its bytes in a slot, if there is one for them."""
        ticket = self._shared.put(self._free[-1], task.piece.data) if self._shared and self._free else None
        if ticket is None or self._free is None:
            return task.piece
        task.slot = self._free.pop()
        return task.piece._replace(data=ticket)

    def result(self, task: _Task) -> Done:
        try:
            return Done(task.piece, self._result(task))
        except Exception as error:  # whatever it is, it is this file's failure and no other's
            return Done(task.piece, None, error)
        finally:
            if task.slot is not None and self._free is not None:
                self._free.append(task.slot)

    def _result(self, task: _Task) -> Cleaned:
        if task.future is None:
            return clean_piece(task.opened.job.format, task.piece, self._settings)
        try:
            cleaned = task.future.result()
        except BrokenProcessPool:
            self._free = None
            return self._alone(task)
        if isinstance(cleaned.data, Ticket) and self._shared is not None:
            cleaned.data = self._shared.take(cleaned.data)
        return cleaned

    def _alone(self, task: _Task) -> Cleaned:
        """Give a piece a process of its own: only so is it certain which one kills."""
        with self._started(1, None) as pool:
            try:
                return pool.submit(clean_piece, task.opened.job.format, task.piece, self._settings).result()
            except BrokenProcessPool:
                raise WorkerDied from None

    def _started(self, processes: int, shared: Shared | None) -> ProcessPoolExecutor:
        """Start workers; on Linux, from a process of their own that has loaded once what all of them need."""
        context: BaseContext = multiprocessing.get_context("spawn")
        if sys.platform == "linux":
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["pinyin_strip.batch.warm"] if lane_serves(self._settings) else [])
        return ProcessPoolExecutor(processes, context, _begin, (shared,))

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        if self._shared is not None:
            self._shared.close()


def _in_hand(processes: int) -> int:
    """How many pieces are in hand at once."""
    return 1 if processes < 2 else 2 * processes + 2


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
    room = _in_hand(processes)
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
