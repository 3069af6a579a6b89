"""Parts of a file that nobody has read yet: whoever cleans one reads it, in whatever process."""

from __future__ import annotations

import io
import os
import stat
from typing import BinaryIO, NamedTuple

from pinyin_strip.formats.protocol import Refused

__all__ = ["Extent", "Unread", "changed"]


class Extent(NamedTuple):
    """Bytes ``start`` to ``end`` of a file, as long as that is the file that it was."""

    path: str
    state: tuple[int, int, int, int]
    start: int
    end: int

    def read(self) -> bytes:
        """Read them.

        Raises:
            OSError: if the file is not there any more, or cannot be read.
            Refused: if it is another one, or somebody has written to it.
        """
        with open(self.path, "rb", buffering=0) as file:  # noqa: PTH123  one call instead of five
            data = b""
            if _state_of(os.fstat(file.fileno())) == self.state:
                file.seek(self.start)
                data = file.read(self.end - self.start)
        if len(data) < self.end - self.start:
            raise changed()
        return data


class Unread:
    """A plain file of which parts can be named without reading them."""

    def __init__(self, source: io.BufferedReader, path: str, found: os.stat_result) -> None:
        self._source, self._path, self._state, self.size = source, path, _state_of(found), found.st_size

    @classmethod
    def of(cls, source: BinaryIO) -> Unread | None:
        """Take a source for a plain file; ``None`` if it is anything else: a pipe, or decoded, or decompressed."""
        if not isinstance(source, io.BufferedReader) or not isinstance(source.raw, io.FileIO):
            return None
        try:
            path, found = os.fspath(source.name), os.fstat(source.fileno())
            same = os.path.samestat(found, os.stat(path))  # noqa: PTH116  it may be no path at all
        except (OSError, TypeError, ValueError):  # standard input has a name, or a number, but no path
            return None
        return cls(source, path, found) if same and stat.S_ISREG(found.st_mode) else None

    def look(self, start: int, end: int) -> bytes:
        """Look at a few bytes."""
        self._source.seek(start)
        return self._source.read(end - start)

    def extent(self, start: int, end: int) -> Extent:
        """Name a part."""
        return Extent(self._path, self._state, start, end)


def changed() -> Refused:
    """What is said of a file that somebody writes to."""
    return Refused("changed while it was read; left alone. Run again when it is finished")


def _state_of(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
