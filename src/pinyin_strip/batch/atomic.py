"""Never half a file: output is written beside its target and takes its place when it is whole."""

from __future__ import annotations

import io
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Protocol

from pinyin_strip.formats import Changed, Gone, Refused, state_of

__all__ = ["AtomicFile", "Sink", "Spool", "is_stream", "write_whole"]


def is_stream(path: Path) -> bool:
    """Whether a path leads to a device or a pipe, which is written to and never replaced."""
    return path.exists() and not (path.is_file() or path.is_dir())


class Sink(Protocol):
    """Where output goes: all of it, or nothing."""

    file: Any

    def commit(self) -> None:
        """Keep what was written."""

    def discard(self) -> None:
        """Forget what was written."""


class AtomicFile:
    """A file beside its target, ``.NAME.part``; a run that was killed leaves it behind and the next one writes over it.

    Args:
        target: what it takes the place of.
        like: the state of the file whose mode and times it gets; ``None`` for those of a new file.
        replaces: the state that the target had when its text was read, before the first byte; the new file takes its place
            only if it is still so. ``None`` if the target was not read: then it does not matter what is there.
        backup: whether the old file is kept beside it.

    Raises:
        OSError: if the target or its folder cannot be written to.
        Refused: if another run writes the same target, or the target is not what was read.
    """

    def __init__(
        self,
        target: Path,
        like: os.stat_result | None,
        *,
        replaces: os.stat_result | None = None,
        backup: bool = False,
    ) -> None:
        self.target, self._like, self._replaces, self._backup = target, like, replaces, backup
        if replaces is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        else:
            self._look()  # a folder that was removed is not brought back, either
        _refuse_unwritable(target)
        name = os.fsencode(target.name)[:200].decode(errors="ignore")  # a name has 255 bytes in most file systems
        self._part = target.with_name(f".{name}.part")
        descriptor = os.open(self._part, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        self.file = _SteadyFile(io.FileIO(descriptor, "r+"))
        try:
            _lock(self.file, target)
            self._refuse_if_put()
        except Refused:
            self.file.close()
            raise
        self.file.truncate(0)

    def commit(self) -> None:
        """Put the file in its target's place with the source's mode and times; a backup keeps the old one.

        Raises:
            OSError: if that cannot be done.
            Changed: if the target is not what was read.
        """
        self.file.flush()
        os.fsync(self.file.fileno())
        found = self._look() if self._replaces else None
        if found:
            _refuse_unwritable(self.target)
        self._part.chmod(_mode(found or self._like))
        if self._like is not None:
            os.utime(self._part, ns=(self._like.st_atime_ns, self._like.st_mtime_ns))
        kept = _keep(self.target) if self._backup and self.target.exists() else None
        try:
            self._replace(found)
        except BaseException:
            if kept:
                kept.unlink(missing_ok=True)
            raise
        self.file.close()
        _sync_folder(self.target.parent)

    def _replace(self, found: os.stat_result | None) -> None:
        """Put the file in its target's place; nothing comes between the last look and that."""
        if found and self._look().st_mode != found.st_mode:
            raise Changed
        self._part.replace(self.target)

    def _look(self) -> os.stat_result:
        """Return the target's state, if it is the file that was read and nobody has written to it since."""
        try:
            found = self.target.lstat()
        except (FileNotFoundError, NotADirectoryError):
            raise Gone from None
        if self._replaces is None or state_of(found) != state_of(self._replaces):
            raise Changed
        return found

    def _refuse_if_put(self) -> None:
        """Refuse a file that the run before had locked, and has put in its target's place meanwhile."""
        try:
            ours = os.path.samestat(self._part.lstat(), os.fstat(self.file.fileno()))
        except FileNotFoundError:
            ours = False
        if not ours:
            raise Refused(f"another run has just written {self.target}; left alone")

    def discard(self) -> None:
        """Remove the unfinished file."""
        with suppress(OSError):
            self._part.unlink()
        with suppress(OSError):
            self.file.close()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is all of it new, or stays as it was; a link stays one, a device or a pipe is written to.

    Raises:
        OSError: if it cannot be written.
        Refused: if another run is writing it.
    """
    if is_stream(path):
        path.write_bytes(data)
        return
    path.parent.stat()  # a folder that is not there is an error, and not made
    sink = AtomicFile(path.resolve(), None)
    try:
        sink.file.write(data)
        sink.commit()
    except BaseException:
        sink.discard()
        raise


class _SteadyFile(io.BufferedRandom):
    """A file that goes to disk while the rest of it is made, so that nobody waits for all of it in the end."""

    STEP = 1 << 24  # bytes

    _new = 0  # bytes that were written since the system was told to begin

    def write(self, data: Any) -> int:  # noqa: ANN401  whatever holds bytes
        count = super().write(data)
        self._new += count
        if self._new >= self.STEP and hasattr(os, "posix_fadvise"):
            self.flush()
            with suppress(OSError):
                # It is advice: Linux begins to write what is said to be needed no more, and does not wait for it.
                os.posix_fadvise(self.fileno(), max(0, self.tell() - self._new), self._new, os.POSIX_FADV_DONTNEED)
            self._new = 0
        return count


def _mode(like: os.stat_result | None) -> int:
    """Return the permissions of a file like another one, or of a new one."""
    if like is not None:
        return like.st_mode & 0o7777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _refuse_unwritable(target: Path) -> None:
    """Refuse a target that is write-protected (moving over it would be possible, but is not meant) or a folder."""
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "the target is read-only", str(target))
    if target.is_dir():
        raise IsADirectoryError(21, "the target is a folder", str(target))


def _lock(file: IO[bytes], target: Path) -> None:
    """See to it that no other run writes the same target."""
    try:
        import fcntl
    except ImportError:  # not on this system
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Refused(f"another run is writing {target}; left alone") from None


def _keep(target: Path) -> Path:
    """Keep the old file as NAME.bak, or under the next free number; return that name."""
    number = 0
    while True:
        name = target.with_name(f"{target.name}.bak{number or ''}")
        try:
            os.link(target, name)
        except FileExistsError:
            number += 1
        except OSError:  # no hard links here
            if name.exists():
                number += 1
                continue
            shutil.copy2(target, name)
            return name
        else:
            return name


def _sync_folder(folder: Path) -> None:
    """Make the renaming last, where folders can be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Spool(io.RawIOBase):
    """Standard output, a device or a pipe: up to ``HELD`` bytes are held back until the input is known to be good.

    Args:
        out: where they go.
        closes: whether that is closed when all is written.
    """

    HELD = 1 << 26

    def __init__(self, out: IO[bytes], *, closes: bool = False) -> None:
        self._out, self._held, self._size, self._streaming = out, [], 0, False
        self.file, self._closes = self, closes

    _held: list[bytes]

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401  whatever holds bytes
        """Hold back, or pass on what is too large to hold."""
        if self._streaming:
            self._out.write(data)
            return len(data)
        self._held.append(bytes(data))
        self._size += len(data)
        if self._size > self.HELD:
            self._streaming = True
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is held is passed on when it is whole."""

    def commit(self) -> None:
        """Pass on what was held."""
        self._pass_on()
        self._end()

    def discard(self) -> None:
        """Forget what was held."""
        self._held = []
        self._end()

    def _pass_on(self) -> None:
        self._out.write(b"".join(self._held))
        self._out.flush()
        self._held = []

    def _end(self) -> None:
        if self._closes:
            self._out.close()
