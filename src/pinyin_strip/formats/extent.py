"""Parts of a file that nobody has read yet: whoever cleans one reads it, in whatever process."""

from __future__ import annotations

import io
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, runtime_checkable

from pinyin_strip.formats.protocol import Refused

__all__ = ["Changed", "Extent", "Gone", "Identity", "Unread", "UnreadFile", "state_of"]


class Changed(Refused):
    """A file that is not what it was when it was opened."""

    def __str__(self) -> str:
        """Say what to do."""
        return "changed while it was read; left alone. Run again when it is finished"


class Gone(Changed):
    """A file that somebody removed after it was opened."""

    def __str__(self) -> str:
        """Say that it is not brought back."""
        return "was removed while it was read; nothing was written in its place"


@runtime_checkable
class Unread(Protocol):
    """A part of a file that can be read."""

    def read(self) -> Any:  # noqa: ANN401  what the format cleans
        """Read it.

        Raises:
            OSError: if the file is not there any more, or cannot be read.
            Changed: if it is another one, or somebody has written to it.
        """


class Identity(NamedTuple):
    """A file, and what it was like: device, inode, size in bytes, time of change in nanoseconds."""

    path: str
    state: tuple[int, int, int, int]

    @classmethod
    def of(cls, source: BinaryIO) -> Identity | None:
        """Tell a plain file by its path; ``None`` for anything else: a pipe, or what is decoded or decompressed."""
        if not isinstance(source, io.BufferedReader) or not isinstance(source.raw, io.FileIO):
            return None
        try:
            path, found = os.fspath(source.name), os.fstat(source.fileno())
            same = os.path.samestat(found, os.stat(path))  # noqa: PTH116  it may be no path at all
        except (OSError, TypeError, ValueError):  # standard input has a name, or a number, but no path
            return None
        # Some files say that they have no size, and are full (/proc).
        return cls(path, state_of(found)) if same and found.st_size and stat.S_ISREG(found.st_mode) else None

    @property
    def size(self) -> int:
        return self.state[2]

    def open(self) -> BinaryIO:
        """Open the file, if it is still what it was; raises as ``Unread.read`` does."""
        file = Path(self.path).open("rb")  # noqa: SIM115  the caller closes it
        if state_of(os.fstat(file.fileno())) == self.state:
            return file
        file.close()
        raise Changed


def state_of(found: os.stat_result) -> tuple[int, int, int, int]:
    """Return what is another number once a file is another one or has been written to: see ``Identity``."""
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Extent:
    """Bytes ``start`` to ``end`` of a file."""

    file: Identity
    start: int
    end: int

    def read(self) -> bytes:
        """Read them; see ``Unread``."""
        with self.file.open() as file:
            file.seek(self.start)
            data = file.read(self.end - self.start)
        if len(data) < self.end - self.start:
            raise Changed
        return data


class UnreadFile:
    """A plain file of which parts can be named without reading them."""

    def __init__(self, source: BinaryIO, file: Identity) -> None:
        self._source, self._file, self.size = source, file, file.size

    @classmethod
    def of(cls, source: BinaryIO) -> UnreadFile | None:
        """Take a source for a plain file, if it is one."""
        file = Identity.of(source)
        return cls(source, file) if file else None

    def look(self, start: int, end: int) -> bytes:
        """Look at a few bytes."""
        self._source.seek(start)
        return self._source.read(end - start)

    def extent(self, start: int, end: int) -> Extent:
        """Name a part."""
        return Extent(self._file, start, end)
