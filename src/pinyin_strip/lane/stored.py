"""What takes long to make, kept on disk for the processes to come: tables, and machine code.

What it was made from is part of its name. A digest of all that is in a file stands at its beginning: loops without bounds look
into these tables. A folder that cannot be written to, or a file that is not whole, changes nothing but time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["keep", "kept", "state_of"]

_FEW = 8  # of one kind in a folder: some environments, or kinds of processors, may share it
_DIGEST = hashlib.sha256().digest_size


def kept(name: str) -> bytes | None:
    """Return what was kept under a name; ``None`` if there is nothing."""
    for folder in _folders():
        with suppress(OSError):
            data = (folder / name).read_bytes()
            content = data[_DIGEST:]
            if data[:_DIGEST] == hashlib.sha256(content).digest():
                with suppress(OSError):
                    os.utime(folder / name)  # what is used is not the first to go
                return content
    return None


def keep(name: str, content: bytes) -> None:
    """Keep something in the first folder that takes it, whole or not at all; of its kind, only the latest few stay.

    The kind is what stands before the last hyphen of the name.
    """
    for folder in _folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / name, hashlib.sha256(content).digest() + content)
            _prune(folder, name.rpartition("-")[0])
            return


def state_of(files: Iterable[Path]) -> str:
    """Say what files are there, by their sizes and times, in one word.

    Raises:
        OSError: if one is not there: packed up, so that nobody can tell whether anything has changed.
    """
    states = [(str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:16]


def _write(path: Path, data: bytes) -> None:
    """Write a file whole; of what cannot be written nothing is left behind."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix="part-")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        part.chmod(0o644)  # what others run may use it, too
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _prune(folder: Path, kind: str) -> None:
    """Leave only the latest few: every change of a version makes a new file."""
    with suppress(OSError):  # others may be at it, too
        for file in sorted(folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime)[:-_FEW]:
            file.unlink(missing_ok=True)


def _folders() -> Iterator[Path]:
    """Where things are kept: where Python keeps compiled files of this package, else in the user's cache."""
    yield Path(__file__).with_name("__pycache__")
    caches = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):  # nobody's home
        yield (Path(caches) if caches else Path.home() / ".cache") / "pinyin-strip"
