"""Tables that take long to make, kept on disk for the processes to come: numbers and text, nothing that could be run.

They lie in a folder of the user's own that nobody else can write to, else nowhere. What they were made from is part of their
name, and a digest of all that is in a file stands at its beginning. A folder that cannot be used, or a file that is not
whole, changes nothing but time; so does ``PINYIN_STRIP_NO_CACHE=1``, which switches all this off.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

__all__ = ["digest_of", "keep", "kept"]

_FEW = 8  # of one kind in a folder: some environments may share it
_DIGEST = hashlib.sha256().digest_size


def kept(name: str) -> bytes | None:
    """Return what was kept under a name; ``None`` if there is nothing."""
    folder = _folder()
    with suppress(OSError):
        if folder and _is_ours(folder):
            data = (folder / name).read_bytes()
            content = data[_DIGEST:]
            if data[:_DIGEST] == hashlib.sha256(content).digest():
                with suppress(OSError):
                    os.utime(folder / name)  # what is used is not the first to go
                return content
    return None


def keep(name: str, content: bytes) -> None:
    """Keep something, whole or not at all; of its kind, only the latest few stay.

    The kind is what stands before the last hyphen of the name.
    """
    folder = _folder()
    with suppress(OSError):
        if not folder:
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if _is_ours(folder):
            _write(folder / name, hashlib.sha256(content).digest() + content)
            _prune(folder, name.rpartition("-")[0])


def digest_of(files: Iterable[Path]) -> str:
    """Say in one word what is in some files.

    Raises:
        OSError: if one cannot be read.
    """
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def _write(path: Path, data: bytes) -> None:
    """Write a file whole; of what cannot be written nothing is left behind."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix="part-")  # for its owner's eyes only
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _prune(folder: Path, kind: str) -> None:
    """Leave only the latest few: every change of a version makes a new file."""
    with suppress(OSError):  # others may be at it, too
        for file in sorted(folder.glob(f"{kind}-*"), key=lambda file: file.stat().st_mtime)[:-_FEW]:
            file.unlink(missing_ok=True)


def _folder() -> Path | None:
    """Where things are kept: in the user's cache (XDG Base Directory Specification), if at all."""
    if os.environ.get("PINYIN_STRIP_NO_CACHE", "0") not in ("", "0"):
        return None
    caches = Path(os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "")
    with suppress(RuntimeError):  # nobody's home
        return (caches if caches.is_absolute() else Path.home() / ".cache") / "pinyin-strip"
    return None


def _is_ours(folder: Path) -> bool:
    """Whether this is a folder of this user's, into which nobody else can put anything."""
    found = folder.lstat()  # a link may lead anywhere
    if not stat.S_ISDIR(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows: the user's own folder is the user's own
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
