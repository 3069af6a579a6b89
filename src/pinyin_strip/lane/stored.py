"""Tables kept on disk, so that a process need not open pypinyin to make the same ones again.

They hold for the pypinyin that is installed as it came, and for this version of the code: the files of both, as they are
now, are part of the name. A folder that cannot be written to, or a file that cannot be read, changes nothing but time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["load", "save"]

_MADE_FROM = ("lane/tables.py", "lane/kernel.py", "lane/stored.py", "syllables/tables.py", "readings.py", "version.py")
_KEPT = 4  # files of some 4 MB in one folder
_DAMAGED = (OSError, ValueError, EOFError)


def load(count: int) -> list[NDArray[Any]] | None:
    """Return so many arrays as they were saved; ``None`` if there are none."""
    import numpy as np

    for path in _paths():
        with suppress(*_DAMAGED), path.open("rb") as file:
            return [np.load(file, allow_pickle=False) for _ in range(count)]
    return None


def save(arrays: Sequence[NDArray[Any]]) -> None:
    """Keep arrays in the first folder that takes them, whole or not at all."""
    import numpy as np

    for path in _paths():
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
                for array in arrays:
                    np.save(file, array, allow_pickle=False)
            written = Path(file.name)
            try:
                written.chmod(0o644)  # what others run may use it, too
                written.replace(path)
            except OSError:
                written.unlink()
                raise
            _prune(path.parent)
            return


def _prune(folder: Path) -> None:
    """Leave only the latest few: every change of a version makes a new file."""
    files = sorted(folder.glob("tables-*.npy"), key=lambda file: file.stat().st_mtime)
    for file in files[:-_KEPT]:
        file.unlink()


def _paths() -> Iterator[Path]:
    """Where tables may lie: where Python keeps compiled files of this package, else in the user's cache."""
    name = f"tables-{_key()}.npy"
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
