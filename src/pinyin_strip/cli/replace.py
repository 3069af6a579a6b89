"""A file is read whole and gets a new text in its place: all of it or nothing, and only if it is still what was read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from pinyin_strip.batch.atomic import AtomicFile
from pinyin_strip.formats import Refused

__all__ = ["Original", "read_file", "replace_text"]


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was read: where it lies (not the link that led there), and the state that it had before the first byte was read."""

    path: Path
    state: os.stat_result


def read_file(path: Path) -> tuple[bytes, Original]:
    """Read a file, and note what it was like.

    Raises:
        OSError: if it is not there or cannot be read.
    """
    with path.open("rb") as file:
        state = os.fstat(file.fileno())
        return file.read(), Original(path.resolve(), state)


def replace_text(original: Original, text: str) -> None:
    """Write ``text`` as UTF-8 in a file's place, with the same permissions; its line endings stay as they are in the text.

    A link stays a link, because what it leads to is replaced.

    Raises:
        OSError: if the folder or the file cannot be written; the file is then as it was.
        Refused: if the file is not what was read: somebody has saved, removed or replaced it; it is left to them.
    """
    if not stat.S_ISREG(original.state.st_mode):
        raise Refused("no plain file, so that it cannot be changed in place; left alone")
    file = AtomicFile(original.path, None, replaces=original.state)
    try:
        file.file.write(text.encode("utf-8"))
        file.commit()
    except BaseException:
        file.discard()
        raise
