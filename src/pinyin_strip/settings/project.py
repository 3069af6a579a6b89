"""What a settings file says, read and looked through: a value for each key, and those for files that patterns fit."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from pinyin_strip.selection import selected
from pinyin_strip.settings.errors import SettingsError, nearest
from pinyin_strip.settings.keys import KEYS, Key
from pinyin_strip.settings.table import Table, read_table

__all__ = ["NO_SETTINGS", "PER_FILE", "PER_FILE_IGNORES", "ProjectSettings", "Setting", "read", "read_named"]

PER_FILE, PER_FILE_IGNORES = "per-file", "per-file-ignores"


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, as the command line would give it (several are a tuple), and the keys that lead to it in its file."""

    value: Any
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """The settings of a project.

    path: the file that they stand in; ``None`` if there is none.
    values: by key, for every file.
    per_file: a pattern, and the values for the files that it fits, in the order of the file: later ones go before.
    ignores: a pattern, and the codes that are not looked for in the files that it fits.
    """

    path: Path | None = None
    values: Mapping[str, Setting] = field(default_factory=dict)
    per_file: tuple[tuple[str, Mapping[str, Setting]], ...] = ()
    ignores: tuple[tuple[str, Setting], ...] = ()
    table: Table | None = None

    def for_file(self, path: Path) -> dict[str, Setting]:
        """Return what holds for a file, by key; what the patterns ignore is under ``per-file-ignores``."""
        found = dict(self.values)
        for pattern, values in self.per_file:
            if self._fits(pattern, path):
                found |= values
        fitting = [setting for pattern, setting in self.ignores if self._fits(pattern, path)]
        if fitting:
            codes = tuple(code for setting in fitting for code in setting.value)
            found[PER_FILE_IGNORES] = Setting(codes, fitting[-1].keys)
        return found

    def held(self, path: Path, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that hold for a file, by key, where ``said`` goes before what its settings say.

        What the patterns ignore is ignored beside what else is, whoever says that.
        """
        settings = self.for_file(path)
        by_pattern = settings.pop(PER_FILE_IGNORES, None)
        found = {key: setting.value for key, setting in settings.items()} | dict(said)
        if by_pattern:
            found["ignore"] = (*found.get("ignore", ()), *by_pattern.value)
        return found

    def where(self, setting: Setting) -> str:
        """Say where a value stands: file, line and table."""
        return self.table.where(*setting.keys) if self.table else ""

    def _fits(self, pattern: str, path: Path) -> bool:
        """Whether a pattern fits a path below the settings file, or the name alone."""
        if self.path is None:
            return False
        folder, path = self.path.absolute().parent, Path(os.path.normpath(path.absolute()))
        inner = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
        return fnmatch(inner, pattern) or fnmatch(path.name, pattern)


NO_SETTINGS = ProjectSettings()
"""What holds where there is no settings file."""


def read(path: Path) -> ProjectSettings | None:
    """Read a settings file; ``None`` for a ``pyproject.toml`` without a table ``[tool.pinyin-strip]``.

    Raises:
        SettingsError: for a key that there is not (the nearest one is told), a value that there is not (the known ones are
            told), and what is no TOML (line and column are told).
    """
    table = read_table(path)
    if table is None:
        return None
    known = {*KEYS, PER_FILE, PER_FILE_IGNORES}
    own = {name: value for name, value in table.values.items() if name not in (PER_FILE, PER_FILE_IGNORES)}
    return ProjectSettings(
        path,
        _settings(table, own, (), known),
        tuple(_per_file(table)),
        tuple(_ignores(table)),
        table,
    )


def read_named(path: Path) -> ProjectSettings:
    """Read a settings file that somebody names. Raises as ``read`` does, and if there is nothing of ours in it."""
    found = read(path)
    if found is None:
        raise SettingsError(f"{path}: there is no table [tool.pinyin-strip] in it")
    return found


def _per_file(table: Table) -> Iterator[tuple[str, Mapping[str, Setting]]]:
    of_files = {name for name, key in KEYS.items() if not key.of_run}
    for pattern, values in _tables(table, PER_FILE):
        if not isinstance(values, dict):
            raise SettingsError(
                f"wrong value in {table.where(PER_FILE, pattern)}: a pattern has a table of keys, for instance "
                f'{{ toneless = "keep" }}'
            )
        for name in values.keys() & (KEYS.keys() - of_files):
            where = table.where(PER_FILE, pattern, name)
            raise SettingsError(f"{name!r} in {where} holds for a whole run; write it outside of {PER_FILE}")
        yield pattern, _settings(table, values, (PER_FILE, pattern), of_files)


def _ignores(table: Table) -> Iterator[tuple[str, Setting]]:
    key = Key(PER_FILE_IGNORES, (str, list), partial(selected, ()))
    for pattern, value in _tables(table, PER_FILE_IGNORES):
        yield pattern, _setting(table, key, value, (PER_FILE_IGNORES, pattern))


def _tables(table: Table, name: str) -> Iterator[tuple[str, Any]]:
    """Yield the patterns of a table of patterns, with what it says of each."""
    tables = table.values.get(name, {})
    if not isinstance(tables, dict):
        raise SettingsError(
            f'wrong value in {table.where(name)}: {name} is a table of patterns: [{name}."lessons/*.md"]'
        )
    yield from tables.items()


_HEADING = "write the keys without [tool.pinyin-strip]; that heading belongs into a pyproject.toml"


def _settings(table: Table, values: Mapping[str, Any], above: tuple[str, ...], known: set[str]) -> dict[str, Setting]:
    found = {}
    for name, value in values.items():
        if name not in known:
            hint = _HEADING if (name, above) == ("tool", ()) else nearest(name, known)
            raise SettingsError(f"unknown key {name!r} in {table.where(*above, name)}; {hint}")
        found[name] = _setting(table, KEYS[name], value, (*above, name))
    return found


def _setting(table: Table, key: Key, value: object, keys: tuple[str, ...]) -> Setting:
    """Look at a value, and bring it into the shape that the command line gives."""
    try:
        read = key.read(value)
    except ValueError as error:
        reason = str(error).removeprefix(f"{key.name}=")
        raise SettingsError(f"wrong value for {key.name!r} in {table.where(*keys)}: {reason}") from None
    if key.is_path and read not in key.words:
        read = str(table.path.absolute().parent / str(read))
    return Setting(read, keys)
