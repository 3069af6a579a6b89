"""Tables kept on disk, so that a process need not open pypinyin to make the same ones again.

They hold for the pypinyin that is installed as it came, and for this version of the code: the files of both, as they are
now, are part of the name. A digest of all that is in a file stands at its beginning: loops that run without bounds look into
these tables. A folder that cannot be written to, or a file that is not whole, changes nothing but time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["load", "save"]

_MADE_FROM = ("lane/tables.py", "lane/glosses.py", "lane/stored.py", "syllables/tables.py", "readings.py", "version.py")
_KEPT = 4  # files of some 4 MB in one folder
_DIGEST = hashlib.sha256().digest_size


def load(count: int) -> list[NDArray[Any]] | None:
    """Return so many arrays as they were saved; ``None`` if there are none."""
    import numpy as np

    for path in _paths():
        with suppress(OSError):
            data = path.read_bytes()
            if data[:_DIGEST] == hashlib.sha256(memoryview(data)[_DIGEST:]).digest():
                file = BytesIO(data)
                file.seek(_DIGEST)
                return [np.load(file, allow_pickle=False) for _ in range(count)]
    return None


def save(arrays: Sequence[NDArray[Any]]) -> None:
    """Keep arrays in the first folder that takes them, whole or not at all."""
    import numpy as np

    file = BytesIO()
    for array in arrays:
        np.save(file, array, allow_pickle=False)
    data = file.getvalue()
    for path in _paths():
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, hashlib.sha256(data).digest() + data)
            _prune(path.parent)
            return


def _write(path: Path, data: bytes) -> None:
    """Write a file whole; of what cannot be written nothing is left behind."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix="tables-")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        part.chmod(0o644)  # what others run may use it, too
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _prune(folder: Path) -> None:
    """Leave only the latest few: every change of a version makes a new file."""
    with suppress(OSError):  # others may be at it, too
        for file in sorted(folder.glob("tables-*"), key=lambda file: file.stat().st_mtime)[:-_KEPT]:
            file.unlink(missing_ok=True)


def _paths() -> Iterator[Path]:
    """Where tables may lie: where Python keeps compiled files of this package, else in the user's cache."""
    try:
        name = f"tables-{_key()}.npy"
    except (OSError, ValueError):  # packed up, so that nobody can tell whether anything has changed
        return
    yield Path(__file__).with_name("__pycache__") / name
    caches = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    with suppress(RuntimeError):  # nobody's home
        yield (Path(caches) if caches else Path.home() / ".cache") / "pinyin-strip" / name


@cache
def _key() -> str:
    package, pypinyin = Path(__file__).parent.parent, find_spec("pypinyin")
    folder = Path(pypinyin.origin).parent if pypinyin and pypinyin.origin else package
    files = [*(package / name for name in _MADE_FROM), *sorted(folder.glob("*.py")), *sorted(folder.glob("*.json"))]
    states = [(str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:16]
