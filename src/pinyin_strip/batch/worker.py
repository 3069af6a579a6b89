"""What a process does that cleans pieces for another one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from pinyin_strip.batch.interrupts import ignore_interrupts
from pinyin_strip.batch.memory import keep_memory
from pinyin_strip.batch.shared import SharedBytes, SharedSlots
from pinyin_strip.formats import CleanedPiece, Piece, Settings, Unread, by_name

__all__ = ["PieceCleaner", "close_all", "is_alone", "multiply", "read_and_clean", "work"]

PieceCleaner = Callable[[str, Piece, Settings], CleanedPiece]
"""Cleans a piece of a file of the named format."""


def read_and_clean(clean: PieceCleaner, kind: str, piece: Piece, settings: Settings) -> CleanedPiece:
    """Clean a piece, after reading it if nobody has."""
    data, began = piece.data, time.perf_counter()
    cleaned = clean(kind, piece._replace(data=data.read()) if isinstance(data, Unread) else piece, settings)
    cleaned.seconds = time.perf_counter() - began
    return cleaned


def is_alone() -> bool:
    """Whether a copy of this process would be whole: of its threads it would have one only."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208  those of libraries, too
    except OSError:  # nobody can tell
        return False


def multiply(
    theirs: list[Connection[Any, Any]], ours: Sequence[Connection[Any, Any]], shared: SharedSlots | None
) -> None:
    """Load what cleaning needs, and become as many workers as there are connections.

    Each closes all ends but its own, or nobody would ever see that somebody has gone.
    """
    ignore_interrupts()
    close_all(ours)
    with suppress(Exception):  # whoever needs it will say what is wrong with it
        _load()
    gc.freeze()  # what is there now stays, and need not be looked at again and again
    while len(theirs) > 1:
        own = theirs.pop()
        if is_alone() and _is_copy():
            close_all(theirs)
            work(own, shared)
            os._exit(0)
        own.close()  # of a copy that could not be made, its end is seen, and it is replaced
    work(theirs[0], shared)


def _is_copy() -> bool:
    """Make a copy of this process, and say in which of the two one is; without a copy, if the system allows no more."""
    try:
        return os.fork() == 0
    except OSError:
        return False


def _load() -> None:
    """Load what most formats are cleaned with, and start no thread by it: copies are to be made of this process."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy would start its threads
    from pinyin_strip import fastscan

    if fastscan.available():
        fastscan.strip_texts(["国(guó)"])
        by_name("jsonl").clean(Piece('{"text":"国(guó)"}\n'.encode()), Settings())


def close_all(connections: Iterable[Connection[Any, Any]]) -> None:
    """Close this process's ends of connections."""
    for connection in connections:
        connection.close()


def work(connection: Connection[Any, Any], shared: SharedSlots | None) -> None:
    """Clean one piece after the other, as long as there is somebody to work for."""
    ignore_interrupts()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    keep_memory()
    with suppress(EOFError, OSError):
        clean, settings = connection.recv()
        while True:
            message = connection.recv()
            if len(message) == 2:  # for what follows there are other settings
                clean, settings = message
                continue
            kind, piece, slot = message
            try:
                answer: Any = _done(kind, piece, slot, shared, clean, settings)
            except Exception as error:  # whatever it is, it is this file's failure and no other's
                answer = error
            _send(connection, answer)


def _end_with_parent() -> None:
    """Wait for the end of the process that began all this: what it was to do with a piece is over."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _done(
    kind: str, piece: Piece, slot: int, shared: SharedSlots | None, clean: PieceCleaner, settings: Settings
) -> CleanedPiece:
    """Clean a piece; what is made of it goes back through shared memory, if there is room for it."""
    if shared and isinstance(piece.data, SharedBytes):
        piece = piece._replace(data=bytes(shared.view(piece.data)))
    found = read_and_clean(clean, kind, piece, settings)
    if isinstance(found.data, (bytes, memoryview)):
        found.data = (shared.put(slot, found.data) if shared else None) or bytes(found.data)
    elif shared:
        found.data = shared.pack(slot, found.data) or found.data
    return found


def _send(connection: Connection[Any, Any], answer: object) -> None:
    """Send what was done, or what went wrong; of an error that cannot be sent, what it says."""
    try:
        connection.send(answer)
    except OSError:
        raise
    except Exception:
        connection.send(RuntimeError(f"{type(answer).__name__}: {answer}"))
