"""A settings file → its table, and the line of each key in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pinyin_strip.patterns import Pattern
from pinyin_strip.settings.errors import SettingsError

__all__ = ["NAME", "Keys", "Table", "read_table"]

NAME = "pinyin-strip"
_PYPROJECT = "pyproject.toml"

_HEADER = Pattern(r"""\s*\[+\s*["']?tool["']?\s*(?:\]|\.\s*["']?pinyin-strip\b)""")

Keys = tuple[str, ...]
"""The keys that lead to a value, from the table on."""


@dataclass(frozen=True, slots=True)
class Table:
    """What one file says: where it lies, the name of its table (none if it is all ours), the values, and the text for looking up lines."""

    path: Path
    name: str
    values: Mapping[str, Any]
    text: str

    def where(self, *keys: str) -> str:
        """Say where a value stands: the file, the line, and the table.

        The line is that on which the statement begins that brings the value.
        """
        line = _lines(self.text, self.name != "").get(keys)
        table = ".".join(part for part in (self.name, *map(_quoted, keys[:-1])) if part)
        return f"{self.path}{f':{line}' if line else ''}{f' [{table}]' if table else ''}"


def read_table(path: Path) -> Table | None:
    """Read a settings file; ``None`` for a ``pyproject.toml`` without a table of ours.

    Raises:
        SettingsError: if it cannot be read, or is no TOML; the line and the column are told.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 at byte {error.start}, as TOML must be") from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, tables within thousands of tables
        raise SettingsError(f"{path}: not TOML: {error}; put that right, or go on without it (--isolated)") from error
    if path.name != _PYPROJECT:
        return Table(path, "", data, text)
    values = _ours(data)
    return None if values is None else Table(path, f"tool.{NAME}", values, text)


def _ours(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    tools = data.get("tool")
    table = tools.get(NAME) if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


@lru_cache(maxsize=16)
def _lines(text: str, nested: bool) -> dict[Keys, int]:
    """The line of each key: that of the statement behind whose end a parser first sees it, so that no second parser is needed."""
    lines = text.splitlines(keepends=True)
    wanted = set(_keys(tomllib.loads(text), nested))
    found: dict[Keys, int] = {}
    first = begun = _first(lines, nested)
    for end in range(begun + 1, len(lines) + 1):
        try:
            read = tomllib.loads("".join(lines[first:end]))
        except tomllib.TOMLDecodeError:
            continue
        for keys in _keys(read, nested):
            found.setdefault(keys, begun + 1)
        begun = end
        if wanted <= found.keys():
            break
    return found


def _first(lines: list[str], nested: bool) -> int:
    """From which line on there is anything of ours."""
    return next((number for number, line in enumerate(lines) if _HEADER.match(line)), 0) if nested else 0


def _keys(data: Mapping[str, Any], nested: bool) -> Iterator[Keys]:
    """Yield the keys that lead to every value of our table."""
    table = _ours(data) if nested else data
    waiting: list[tuple[Keys, Any]] = [((), table or {})]
    while waiting:
        keys, value = waiting.pop()
        if keys:
            yield keys
        if isinstance(value, dict):
            waiting += [((*keys, key), inner) for key, inner in value.items()]


def _quoted(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else f'"{key}"'
