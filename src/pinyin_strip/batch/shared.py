"""Memory that the processes of a batch share: what they give each other goes to and fro by a copy, not through a pipe."""

from __future__ import annotations

import mmap
import os
import pickle
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import reduction
from typing import Any, NamedTuple, TypeGuard

__all__ = ["SLOT", "SharedBytes", "SharedObject", "SharedSlots"]

SLOT = 1 << 25  # bytes that a slot may hold; what nobody has written to takes no memory
_ALIGNED = 64  # bytes: where buffers begin, as Arrow likes it


class SharedBytes(NamedTuple):
    """Stands for bytes that lie in a slot."""

    slot: int
    size: int


class SharedObject(NamedTuple):
    """Stands for an object of which the large parts lie in a slot, ``places`` of them."""

    pickled: bytes
    slot: int
    places: tuple[tuple[int, int], ...]


class SharedSlots:
    """Slots in memory that belongs to no file, and is gone with the last process that has it, however that ends.

    It can be sent to a process while that is being started, and only then.
    """

    def __init__(self, descriptor: int, slots: int) -> None:
        self._descriptor, self.slots = descriptor, slots
        self._memory = mmap.mmap(descriptor, slots * SLOT)
        self._sure = [0] * slots  # bytes of each slot that the system has promised

    @classmethod
    def make(cls, slots: int) -> SharedSlots | None:
        """Make so many slots; ``None`` where the system has no such memory."""
        if not hasattr(os, "posix_fallocate"):
            return None
        try:
            descriptor = _anonymous()
        except OSError:
            return None
        try:
            os.ftruncate(descriptor, slots * SLOT)
            return cls(descriptor, slots)
        except (OSError, ValueError):
            os.close(descriptor)
            return None

    def __reduce__(self) -> tuple[Callable[[Any, int], SharedSlots], tuple[Any, int]]:
        return _received, (reduction.DupFd(self._descriptor), self.slots)

    def takes(self, data: object, slot: int) -> TypeGuard[bytes | memoryview]:
        """Whether something is bytes, and a slot has room for them."""
        return isinstance(data, (bytes, memoryview)) and self._has_room(slot, len(data))

    def put(self, slot: int, data: object) -> SharedBytes | None:
        """Lay bytes into a slot; ``None`` if they are none, or too many."""
        if not self.takes(data, slot):
            return None
        self._memory[slot * SLOT : slot * SLOT + len(data)] = data
        return SharedBytes(slot, len(data))

    def view(self, stored: SharedBytes) -> memoryview:
        """Look at the bytes that lie in a slot; they are there until something else is laid into the slot."""
        return memoryview(self._memory)[stored.slot * SLOT : stored.slot * SLOT + stored.size]

    def pack(self, slot: int, thing: object) -> SharedObject | None:
        """Lay the buffers of an object into a slot (PEP 574); ``None`` if it has none, or they do not fit."""
        buffers: list[pickle.PickleBuffer] = []
        pickled = pickle.dumps(thing, protocol=5, buffer_callback=buffers.append)
        places, end = [], 0
        for buffer in buffers:
            size = buffer.raw().nbytes
            places.append((end, end + size))
            end += size + -size % _ALIGNED
        if not buffers or not self._has_room(slot, end):
            return None
        for buffer, (start, stop) in zip(buffers, places, strict=True):
            self._memory[slot * SLOT + start : slot * SLOT + stop] = buffer.raw()
        return SharedObject(pickled, slot, tuple(places))

    def unpack(self, stored: SharedObject) -> Any:  # noqa: ANN401  whatever was packed
        """Copy an object out of a slot."""
        size = max(end for _, end in stored.places)
        copy = memoryview(bytes(self.view(SharedBytes(stored.slot, size))))
        return pickle.loads(stored.pickled, buffers=[copy[start:end] for start, end in stored.places])

    def close(self) -> None:
        """Give the memory back, as far as this process has it."""
        with suppress(BufferError):  # somebody still looks at it
            self._memory.close()
        os.close(self._descriptor)

    def _has_room(self, slot: int, size: int) -> bool:
        """Have the system promise memory: what is missing when it is written to could not be told."""
        if self._sure[slot] < size <= SLOT:
            with suppress(OSError):
                os.posix_fallocate(self._descriptor, slot * SLOT, size)
                self._sure[slot] = size
        return size <= self._sure[slot]


def _received(descriptor: Any, slots: int) -> SharedSlots:  # noqa: ANN401  multiprocessing names no type for it
    return SharedSlots(descriptor.detach(), slots)


def _anonymous() -> int:
    """Open memory that has no name (Linux), or a file that has lost it."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("pinyin-strip")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
