"""Memory that the processes of a batch share: pieces go to and fro by a copy, not through a pipe."""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import reduction
from typing import Any, NamedTuple

__all__ = ["SLOT", "Shared", "Ticket", "fits"]

SLOT = 3 << 20  # bytes in a slot: a piece is two megabytes up to its next border, mostly


class Ticket(NamedTuple):
    """Stands for bytes that lie in a slot."""

    slot: int
    size: int


def fits(data: object) -> bool:
    """Whether something is bytes, and has room in a slot."""
    return isinstance(data, (bytes, memoryview)) and len(data) <= SLOT


class Shared:
    """Slots in memory that belongs to no file, and is gone with the last process that has it, however that ends.

    It can be sent to a process while that is being started, and only then.
    """

    def __init__(self, descriptor: int, slots: int) -> None:
        self._descriptor, self.slots = descriptor, slots
        self._memory = mmap.mmap(descriptor, slots * SLOT)

    @classmethod
    def make(cls, slots: int) -> Shared | None:
        """Make room for so many pieces; ``None`` where the system has no such memory, or not so much of it."""
        if not hasattr(os, "posix_fallocate"):
            return None
        try:
            descriptor = _anonymous()
        except OSError:
            return None
        try:
            os.posix_fallocate(descriptor, 0, slots * SLOT)  # all of it now: what is missing later could not be told
            return cls(descriptor, slots)
        except OSError:
            os.close(descriptor)
            return None

    def __reduce__(self) -> tuple[Callable[[Any, int], Shared], tuple[Any, int]]:
        return _received, (reduction.DupFd(self._descriptor), self.slots)

    def put(self, slot: int, data: object) -> Ticket | None:
        """Lay bytes into a slot; ``None`` if they are none, or too many."""
        if not isinstance(data, (bytes, memoryview)) or len(data) > SLOT:
            return None
        self._memory[slot * SLOT : slot * SLOT + len(data)] = data
        return Ticket(slot, len(data))

    def view(self, ticket: Ticket) -> memoryview:
        """Look at the bytes that a ticket stands for; they are there until something else is laid into the slot."""
        return memoryview(self._memory)[ticket.slot * SLOT : ticket.slot * SLOT + ticket.size]

    def close(self) -> None:
        """Give the memory back, as far as this process has it."""
        with suppress(BufferError):  # somebody still looks at it
            self._memory.close()
        os.close(self._descriptor)


def _received(descriptor: Any, slots: int) -> Shared:  # noqa: ANN401  multiprocessing names no type for it
    return Shared(descriptor.detach(), slots)


def _anonymous() -> int:
    """Open memory that has no name (Linux), or a file that has lost it."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("pinyin-strip")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
