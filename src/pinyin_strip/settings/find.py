"""A file → the settings that hold for it: the nearest settings file above it, whole.

Nothing is merged with settings further up. In one folder ``.pinyin-strip.toml`` goes before ``pyproject.toml``; a
``pyproject.toml`` without our table is passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pinyin_strip.settings.project import NO_SETTINGS, ProjectSettings, read

__all__ = ["FILES", "Finder", "candidates"]

FILES = (".pinyin-strip.toml", "pyproject.toml")


class Finder:
    """Finds the settings of many files; each settings file is read once."""

    def __init__(self) -> None:
        self._known: dict[Path, ProjectSettings] = {}

    def find(self, path: Path) -> ProjectSettings:
        """Return the settings for a file or folder, ``NO_SETTINGS`` if there are none.

        Args:
            path: need not exist; a link is looked up where it lies, not where it leads.

        Raises:
            SettingsError: if the settings file that is found cannot be used.
        """
        passed: list[Path] = []
        found = NO_SETTINGS
        for folder in _folders(path):
            passed.append(folder)
            here = self._known.get(folder) or _in(folder)
            if here is not None:
                found = here
                break
        self._known |= dict.fromkeys(passed, found)
        return found


def candidates(path: Path) -> Iterator[Path]:
    """Yield the files in which the settings for a file or folder may stand, whether they are there or not, in the order in which they are looked for.

    >>> [file.parts[-2:] for file in candidates(Path("lessons/one.md"))][1]
    ('lessons', 'pyproject.toml')
    """
    for folder in _folders(path):
        yield from (folder / name for name in FILES)


def _folders(path: Path) -> tuple[Path, ...]:
    path = Path(os.path.normpath(path.absolute()))
    return (path, *path.parents) if path.is_dir() else tuple(path.parents)


def _in(folder: Path) -> ProjectSettings | None:
    """Read the settings file of a folder, if it has one."""
    for name in FILES:
        file = folder / name
        if file.is_file() and (found := read(file)) is not None:
            return found
    return None
