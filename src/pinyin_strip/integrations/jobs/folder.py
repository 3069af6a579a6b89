"""A folder that a job writes to, wherever pyarrow can write: a file is written beside its place, and moved there when it is whole."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pinyin_strip.integrations.optional import load

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, FileSystem

__all__ = ["Folder", "files", "locate"]

_UNFINISHED = "_temporary"  # readers of folders pass over such names


def locate(address: str) -> tuple[FileSystem, str]:
    """Return the file system of a path or an address (``s3://…``), and the path in it."""
    fs = load("pyarrow.fs", "arrow")
    if "://" in address:
        system, path = fs.FileSystem.from_uri(address)
        return system, path.rstrip("/")
    return fs.LocalFileSystem(), Path(address).resolve().as_posix()


def files(address: str) -> tuple[FileSystem, str, list[FileInfo]]:
    """Return a file, or all files of a folder in order but those whose name, or a folder's, begins with ``_`` or ``.``.

    Raises:
        FileNotFoundError: if it is not there.
    """
    system, root = locate(address)
    fs = load("pyarrow.fs", "arrow")
    info = system.get_file_info(root)
    if info.type == fs.FileType.NotFound:
        raise FileNotFoundError(f"{address}: there is no such file or folder")
    if info.is_file:
        return system, root, [info]
    below = sorted(system.get_file_info(fs.FileSelector(root, recursive=True)), key=lambda one: str(one.path))
    return system, root, [one for one in below if one.is_file and not _is_hidden(one.path, root)]


def _is_hidden(path: str, root: str) -> bool:
    return any(name.startswith(("_", ".")) for name in PurePosixPath(path).relative_to(root).parts)


class Folder:
    """Reads and writes files below one folder, whole ones only."""

    def __init__(self, address: str) -> None:
        self._system, self._root = locate(address)

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, ``None`` if it is not there."""
        try:
            with self._system.open_input_file(f"{self._root}/{name}") as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None

    @contextmanager
    def writing(self, name: str) -> Iterator[Any]:
        """Open a file to write; it is there once the block has ended well. Others may write the same one meanwhile."""
        place, beside = f"{self._root}/{name}", f"{self._root}/{_UNFINISHED}/{uuid.uuid4().hex}"
        for path in (place, beside):
            self._system.create_dir(str(PurePosixPath(path).parent), recursive=True)
        with self._system.open_output_stream(beside) as file:
            yield file
        self._system.move(beside, place)

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file."""
        with self.writing(name) as file:
            file.write(data)

    def holds_something(self) -> bool:
        """Whether there is a file in it."""
        fs = load("pyarrow.fs", "arrow")
        selector = fs.FileSelector(self._root, allow_not_found=True, recursive=True)
        return any(info.is_file for info in self._system.get_file_info(selector))

    def sweep(self) -> None:
        """Remove what was never finished."""
        if self._system.get_file_info(f"{self._root}/{_UNFINISHED}").type.name == "Directory":
            self._system.delete_dir(f"{self._root}/{_UNFINISHED}")
