"""Pieces through processes: inputs are read ahead, pieces cleaned wherever there is room, results come back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from pinyin_strip.batch.memory import keep_memory
from pinyin_strip.batch.opened import Opened, open_job
from pinyin_strip.batch.plan import FileJob
from pinyin_strip.batch.worker import PieceCleaner
from pinyin_strip.batch.workers import Task, Workers
from pinyin_strip.fastscan.loops.counting import count_characters
from pinyin_strip.formats import CleanedPiece, Piece, Settings, by_name, rounds
from pinyin_strip.formats.blocks import BOM

__all__ = ["Begin", "Done", "End", "events"]


@dataclass(slots=True)
class Begin:
    """A file was opened, or failed to open."""

    job: FileJob
    opened: Opened | None
    error: Exception | None = None


@dataclass(slots=True)
class Done:
    """A piece was cleaned, or failed."""

    piece: Piece
    cleaned: CleanedPiece | None
    error: Exception | None = None


@dataclass(slots=True)
class End:
    """A file came to its end, or could not be read further."""

    error: Exception | None = None


def clean_piece(kind: str, piece: Piece, settings: Settings) -> CleanedPiece:
    """Clean a piece, and list what is kept in it if that is asked for; this is what runs in the workers."""
    found = by_name(kind)
    cleaned = rounds.clean_piece(found, piece, settings)
    if settings.lists_kept:
        from pinyin_strip.batch.kept import kept_glosses  # here, so that whoever asks for no list need not load it

        cleaned.characters = count_characters(piece.data) if found.texty and piece.data != BOM else 0
        cleaned.kept = list(kept_glosses(found, piece, settings)) if cleaned.tally.kept else []
    return cleaned


class _Here:
    """Does what ``Workers`` do in this process: a piece is cleaned when it is asked for."""

    room = 1

    def tell(self, clean: PieceCleaner, settings: Settings) -> None:
        self._clean, self._settings = clean, settings
        keep_memory()

    def submit(self, task: Task) -> None:
        pass

    def finish(self, task: Task) -> None:
        task.do(self._clean, self._settings)

    def release(self, task: Task) -> None:
        pass


def _steps(jobs: Iterable[FileJob], settings: Settings) -> Iterator[Begin | Task | End]:
    """Open the files one after the other and cut them into pieces."""
    for job in jobs:
        chosen = job.settings or settings
        try:
            opened = open_job(job, chosen)
        except Exception as error:
            yield Begin(job, None, error)
            continue
        yield Begin(job, opened)
        failure: Exception | None = None
        try:
            for piece in opened.pieces(chosen):
                yield Task(job.format, piece, chosen)
        except Exception as error:
            failure = error
        yield End(failure)


def events(
    jobs: Iterable[FileJob], settings: Settings, workers: Workers | None = None
) -> Generator[Begin | Done | End]:
    """Yield, file by file and piece by piece in order, what has been done; at most a few pieces are in hand at once.

    The bytes of a cleaned piece may be gone when the next event is asked for.

    Args:
        jobs: the files.
        settings: what is done with those that have no settings of their own.
        workers: who does it; this process if nobody is named.
    """
    cleaners = workers or _Here()
    cleaners.tell(clean_piece, settings)
    steps = _steps(jobs, settings)
    waiting: deque[Begin | Task | End] = deque()
    while True:
        while len(waiting) < cleaners.room and (step := next(steps, None)) is not None:
            if isinstance(step, Task):
                cleaners.submit(step)
            waiting.append(step)
        if not waiting:
            return
        step = waiting.popleft()
        if isinstance(step, Task):
            cleaners.finish(step)
            yield Done(step.piece, step.cleaned, step.error)
            cleaners.release(step)
        else:
            yield step
