"""Settings files and what the editor says → how one open text is read; the editor goes before the files, as the command line does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pinyin_strip.formats import Settings
from pinyin_strip.selection import selected
from pinyin_strip.settings import (
    KEYS,
    NO_SETTINGS,
    Finder,
    ProjectSettings,
    candidates,
    options_of,
    read_named,
    state_of_file,
)
from pinyin_strip.settings.errors import nearest

__all__ = ["SECTION", "Chosen", "Heard", "Sources", "accepted"]

SECTION = "pinyin-strip"
_HEARD = (
    "strip", "convention", "toneless", "context", "sensitivity", "repair", "injected", "standard", "sandhi", "neutral", "erhua",
    "readings", "select", "ignore", "unsafe-fixes", "field",
)  # fmt: skip
"""The keys that mean something here. An editor has decoded what it opens, and nothing is cleaned."""

Said = Mapping[str, Any]
"""What the editor says: values by key, in the shape of those of a settings file."""


class Chosen(NamedTuple):
    """How a file is read, which findings count, and whether fixing may change readings."""

    settings: Settings
    codes: frozenset[str]
    unsafe: bool = False


class Heard(NamedTuple):
    """What holds for a file, or the sentence that says why nothing can; ``state`` changes if a file does that was heard."""

    chosen: Chosen
    problem: str
    files: tuple[Path, ...]
    state: tuple[object, ...]

    def is_stale(self) -> bool:
        """Whether a settings file has come, gone or changed since, or the list of readings."""
        return _state(self.files) != self.state


@dataclass(frozen=True, slots=True)
class Sources:
    """Where settings are read: the nearest file above each text, or one that was named, or none.

    Args:
        config: a settings file that holds for every text.
        isolated: whether none is read.
    """

    config: str | None = None
    isolated: bool = False

    def hear(self, path: Path, said: Said) -> Heard:
        """Find out what holds for a file; it need not exist.

        >>> heard = Sources(isolated=True).hear(Path("a.txt"), {"standard": "taiwan", "select": ("R2",)})
        >>> heard.chosen.settings.options.standard, sorted(heard.chosen.codes)
        ('taiwan', ['R201', 'R202', 'R203'])
        """
        files = list(self._files(path))
        state = _state(files)  # before they are read: what is written meanwhile is noticed
        chosen, problem = Chosen(Settings(), frozenset()), ""
        try:
            values = self._project(path).held(path, said)
            if values.get("readings"):
                files.append(Path(values["readings"]))
                state += _state(files[-1:])
            chosen = _chosen(values)
        except (ValueError, OSError) as error:
            problem = str(error)
        return Heard(chosen, problem, tuple(files), state)

    def _files(self, path: Path) -> tuple[Path, ...]:
        if self.isolated:
            return ()
        return (Path(self.config),) if self.config else tuple(candidates(path))

    def _project(self, path: Path) -> ProjectSettings:
        if self.isolated:
            return NO_SETTINGS
        return read_named(Path(self.config)) if self.config else Finder().find(path)


def _state(files: Sequence[Path]) -> tuple[object, ...]:
    return tuple(map(state_of_file, files))


def _chosen(values: Mapping[str, Any]) -> Chosen:
    options = options_of({**values, "conventions": values.get("convention"), "script": None})
    fields = values.get("field", ())
    settings = Settings(options, fields or ("text",), named_fields=bool(fields))
    return Chosen(
        settings, selected(values.get("select", ()), values.get("ignore", ())), values.get("unsafe-fixes", False)
    )


def accepted(given: object, root: Path | None = None) -> tuple[dict[str, Any], list[str]]:
    """Sort what an editor sent: the settings that can be used, and a sentence for each that cannot.

    Args:
        given: the keys of a settings file with their values; they may stand below ``SECTION``. One that is null is not said.
        root: the folder that paths are relative to.

    >>> accepted({"pinyin-strip": {"neutral": "full", "standart": "taiwan"}})
    ({'neutral': 'full'}, ["standart is no setting; did you mean 'standard'?"])
    """
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        given = given[SECTION]
    if given is None:
        return {}, []
    if not isinstance(given, Mapping):
        return {}, [f"settings are an object with names and values, not {given!r}"]
    said: dict[str, Any] = {}
    complaints = []
    for name, value in given.items():
        try:
            if value is not None or name not in _HEARD:
                said[name] = _read(str(name), value, root or Path())
        except ValueError as error:
            complaints.append(str(error))
    return said, complaints


def _read(name: str, value: object, root: Path) -> object:
    if name not in _HEARD:
        raise ValueError(f"{name} is no setting; {nearest(name, _HEARD)}")
    key = KEYS[name]
    try:
        read = key.read(value)
    except ValueError as error:
        told = str(error)
        raise ValueError(told if told.startswith(name) else f"{name}: {told}") from None
    return str(root / str(read)) if key.is_path and read not in key.words else read
