"""A file gets a new text: all of it or nothing, at the same place, with the same permissions."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["replace_text"]


def replace_text(name: str, text: str) -> None:
    """Write ``text`` as UTF-8 over a file; its line endings stay as they are in the text.

    The text is written beside the file and then moved over it, so that no reader ever sees half of it; a link stays a
    link, because what it points at is replaced.

    Raises:
        OSError: if the folder or the file cannot be written; the file is then as it was.
    """
    path = Path(name).resolve()
    if not os.access(path, os.W_OK):  # moving over a file asks only for a writable folder
        raise PermissionError(13, "Permission denied", name)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        shutil.copymode(path, beside)
        Path(beside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise
