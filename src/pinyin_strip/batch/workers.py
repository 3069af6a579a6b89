"""Processes that clean pieces: each has one in hand and one more waiting; one that dies is replaced.

They speak by small messages; the bytes themselves are read from the file, or lie in memory that all of them share.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Self

from pinyin_strip.batch.interrupts import interrupts_held_back
from pinyin_strip.batch.shared import SharedBytes, SharedObject, SharedSlots
from pinyin_strip.batch.worker import PieceCleaner, close_all, is_alone, multiply, read_and_clean, work
from pinyin_strip.formats import CleanedPiece, Piece, Settings, Unread, by_name

__all__ = ["Task", "WorkerDied", "Workers"]

_HANDS = 2  # pieces that a worker is given at once: while what it has done is fetched, it goes on


class WorkerDied(RuntimeError):  # noqa: N818  it says what happened
    """A process ended while it cleaned a piece, and so did the next one."""

    def __str__(self) -> str:
        """Say what may have happened."""
        return "the worker that cleaned it died (killed, or out of memory); left alone"


@dataclass(slots=True, eq=False)
class Task:
    """A piece, and what became of it."""

    kind: str
    piece: Piece
    settings: Settings | None = None
    """What is done with it; ``None`` for what all were told."""
    cleaned: CleanedPiece | None = None
    error: Exception | None = None
    slot: int = -1
    is_small: bool = False
    """Whether its message is: it is read from the file, or lies in shared memory."""
    deaths: int = 0
    """How many processes ended while they were at it."""

    @property
    def is_done(self) -> bool:
        return self.cleaned is not None or self.error is not None

    def do(self, clean: PieceCleaner, settings: Settings) -> None:
        """Clean it in this process."""
        try:
            self.cleaned = read_and_clean(clean, self.kind, self.piece, self.settings or settings)
        except Exception as error:  # whatever it is, it is this file's failure and no other's
            self.error = error


@dataclass(slots=True, eq=False)
class _Worker:
    """The way to a process, and what it has been given: it is at the first."""

    connection: Connection[Any, Any]
    tasks: deque[Task] = field(default_factory=deque)
    told: Settings | None = None
    """What it was told last of what to do with a piece."""


class Workers:
    """So many processes, started at once: the sooner, the less there is to wait for while they load what they need.

    On Linux they are copies of this one, if that has no thread but the one that it began with; else, and where one has died,
    they are started afresh. As a context manager they end with it.

    Args:
        processes: how many.
    """

    def __init__(self, processes: int) -> None:
        self.room = _HANDS * processes + 2
        """How many tasks may be in hand, submitted and not released, at once: some are done and wait for one before them."""
        self._shared = SharedSlots.make(self.room)
        self._free = list(range(self.room))
        self._clean: PieceCleaner | None = None
        self._settings = Settings()
        self._waiting: deque[Task] = deque()
        self._workers = self._copies(processes) if is_alone() else [self._fresh() for _ in range(processes)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def tell(self, clean: PieceCleaner, settings: Settings) -> None:
        """Say what is to be done with every piece."""
        self._clean, self._settings = clean, settings

    def submit(self, task: Task) -> None:
        """Have a piece cleaned. Raises ``IndexError`` if there is no room."""
        task.slot = self._free.pop()
        data = task.piece.data
        task.is_small = isinstance(data, Unread) or bool(self._shared and self._shared.takes(data, task.slot))
        self._waiting.append(task)
        self._deal()

    def finish(self, task: Task) -> None:
        """Wait until a piece has been cleaned; what was made of it may lie in shared memory, until it is released."""
        while not task.is_done:
            if not self._workers:
                self._do_here(task)
                break
            ready = wait([worker.connection for worker in self._workers if worker.tasks])
            for worker in [worker for worker in self._workers if worker.connection in ready]:
                self._receive(worker)
            self._deal()
        if task.cleaned and self._shared:
            if isinstance(data := task.cleaned.data, SharedObject):
                task.cleaned.data = self._shared.unpack(data)
            elif isinstance(data, SharedBytes):
                view = self._shared.view(data)
                task.cleaned.data = view if by_name(task.kind).texty else bytes(view)

    def release(self, task: Task) -> None:
        """Give back the memory that it lies in."""
        self._free.append(task.slot)

    def close(self) -> None:
        """Have the processes end: they do as soon as they see that nobody listens."""
        close_all(worker.connection for worker in self._workers)
        if self._shared is not None:
            self._shared.close()

    def _deal(self) -> None:
        """Give waiting tasks to whoever has a hand free, in their order."""
        while self._waiting and (worker := self._free_worker(self._waiting[0])):
            if not worker.tasks and worker.connection.poll():  # it has nothing to say: it has ended
                self._discard(worker)
                continue
            task = self._waiting.popleft()
            worker.tasks.append(task)
            try:
                if worker.told is not (settings := self._settings_for(task)):
                    worker.connection.send((self._clean, settings))
                    worker.told = settings
                worker.connection.send((task.kind, self._laid_out(task), task.slot))
            except OSError:  # it ended just now
                self._discard(worker)
            except Exception as error:  # the piece cannot be sent
                worker.tasks.remove(task)
                task.error = error

    def _settings_for(self, task: Task) -> Settings:
        return task.settings or self._settings

    def _laid_out(self, task: Task) -> Piece:
        """A piece as it is sent: its bytes in shared memory, if they fit."""
        stored = self._shared.put(task.slot, task.piece.data) if self._shared else None
        return task.piece._replace(data=stored) if stored else task.piece

    def _free_worker(self, task: Task) -> _Worker | None:
        """Find a worker for a task; ``None`` if all are busy.

        What makes a large message is given to an idle one only, since neither side may wait for the other to take such a
        message; so is what it must be told other settings for, and what a worker has died of.
        """
        worker = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if worker is None or not worker.tasks:
            return worker
        takes_more = (
            len(worker.tasks) < _HANDS and not worker.tasks[0].deaths and worker.told is self._settings_for(task)
        )
        return worker if takes_more and task.is_small and not task.deaths else None

    def _receive(self, worker: _Worker) -> None:
        """Take what a worker has done."""
        try:
            message = worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._discard(worker)
            return
        try:
            answer = pickle.loads(message)
        except Exception as error:  # it was made in a way that cannot be sent
            answer = error
        task = worker.tasks.popleft()
        if isinstance(answer, CleanedPiece):
            task.cleaned = answer
        else:
            task.error = answer

    def _discard(self, worker: _Worker) -> None:
        """Put another in the place of a dead worker: what that was at is tried again, what it had not begun is done."""
        self._workers.remove(worker)
        worker.connection.close()
        with suppress(OSError):  # if there can be no other, those that are left go on
            self._workers.append(self._fresh())
        if worker.tasks:
            first = worker.tasks[0]
            first.deaths += 1
            if first.deaths > 1:
                first.error = WorkerDied()
                worker.tasks.popleft()
        self._waiting.extendleft(reversed(worker.tasks))

    def _do_here(self, task: Task) -> None:
        """Clean a piece where nobody is left to do it, unless somebody has died of it."""
        self._waiting.remove(task)
        if task.deaths or self._clean is None:
            task.error = WorkerDied()
        else:
            task.do(self._clean, self._settings)

    def _fresh(self) -> _Worker:
        """Start a process that knows nothing of this one."""
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        resource_tracker.ensure_running()  # now: as it starts, it lets interrupts come again
        with interrupts_held_back():
            context.Process(target=work, args=(there, self._shared), daemon=True).start()
        there.close()
        return _Worker(here)

    def _copies(self, count: int) -> list[_Worker]:
        """Make copies of this process: one, which makes the others as soon as it has loaded what all of them need."""
        context = multiprocessing.get_context("fork")
        pairs = [context.Pipe() for _ in range(count)]
        ours, theirs = [here for here, _ in pairs], [there for _, there in pairs]
        first = context.Process(target=multiply, args=(theirs, ours, self._shared), daemon=True)
        with interrupts_held_back():
            first.start()
        # Copies know by a pipe that this process is there. It is closed with what stands for the first one here, which is given
        # up when that one has died: the others would follow it.
        self._first = first
        close_all(theirs)
        return [_Worker(here) for here in ours]
