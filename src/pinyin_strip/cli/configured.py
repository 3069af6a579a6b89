"""Settings files and the command line → what a command is told for each file; the command line goes before the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from pinyin_strip.batch.plan import STDIN
from pinyin_strip.settings import (
    KEYS,
    NO_SETTINGS,
    PER_FILE_IGNORES,
    Finder,
    ProjectSettings,
    SettingsError,
    read_named,
)

__all__ = ["Configured", "Sourced", "Unusable", "with_settings"]

_DEFAULTS = (ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP)


class Unusable(click.ClickException):
    """A settings file or a file of readings that cannot be used: nothing was done."""

    exit_code = 2


class Sourced(NamedTuple):
    """One value that holds, and whence it is: ``default``, ``command line``, or its place in a settings file."""

    key: str
    value: Any
    source: str


class Configured:
    """What was said on the command line, and what settings files say where it was silent.

    Args:
        context: of the command.
        given: its parameters by name, as click has read them.
        config: a settings file that holds for every file, instead of those that are found.
        isolated: whether no settings file is read at all.

    Raises:
        SettingsError: if ``config`` cannot be used.
    """

    def __init__(self, context: click.Context, given: dict[str, Any], config: str | None, isolated: bool) -> None:
        self._given = given
        self._parameters = dict(_keys_of(context.command))
        sources = {key: context.get_parameter_source(name) for key, name in self._parameters.items()}
        self._said = {key for key, source in sources.items() if source not in _DEFAULTS}
        self._stdin = given.get("stdin_name", STDIN)
        self._finder = Finder()
        self._fixed = NO_SETTINGS if isolated else read_named(Path(config)) if config else None

    def says(self, key: str) -> bool:
        """Whether the command line itself says something about a key."""
        return key in self._said

    def parameters(self, path: str | Path) -> dict[str, Any]:
        """Return the parameters of the command for one file: what was said, else what its settings say, else the defaults.

        Args:
            path: ``-`` is standard input, which has the settings of the path that it is called, else of the current directory.

        Raises:
            SettingsError: if the settings file that holds for it cannot be used.
        """
        said = {key: self._given[self._parameters[key]] for key in self._said}
        held = self._project(path).held(self._place(path), said)
        return self._given | {name: held[key] for key, name in self._parameters.items() if key in held}

    def own_files(self, path: str | Path) -> dict[str, str]:
        """The files beside a text that its project needs for itself, by their keys, whether or not the command has such an option.

        Raises as ``parameters`` does.
        """
        said = {key: self._given[self._parameters[key]] for key in self._said}
        held = self._project(path).held(self._place(path), said)
        return {key: held[key] for key in ("readings", "baseline") if held.get(key)}

    def sourced(self, path: str | Path) -> Iterator[Sourced]:
        """Yield every value that holds for a file, with its source. Raises as ``parameters`` does."""
        project = self._project(path)
        settings = project.for_file(self._place(path))
        for key, name in self._parameters.items():
            if key in self._said:
                yield Sourced(key, self._given[name], "command line")
            elif key in settings:
                yield Sourced(key, settings[key].value, project.where(settings[key]))
            else:
                yield Sourced(key, self._given[name], "default")
        if PER_FILE_IGNORES in settings:
            setting = settings[PER_FILE_IGNORES]
            yield Sourced(PER_FILE_IGNORES, setting.value, project.where(setting))

    def settings_file(self, path: str | Path) -> Path | None:
        """The settings file that holds for a file. Raises as ``parameters`` does."""
        return self._project(path).path

    def _place(self, path: str | Path) -> Path:
        if str(path) != "-":
            return Path(path)
        return Path() if self._stdin == STDIN else Path(self._stdin)

    def _project(self, path: str | Path) -> ProjectSettings:
        return self._fixed if self._fixed is not None else self._finder.find(self._place(path))


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``--config`` and ``--isolated``, and let settings files fill in what the command line leaves out.

    The command gets the parameters that hold for the first path that is named, and a ``configured``, which knows those of
    every other one.
    """

    @wraps(command)
    def called(config: str | None, isolated: bool, **given: Any) -> None:  # noqa: ANN401  by click, whatever it is
        if config and isolated:
            raise click.UsageError("--isolated reads no settings file, and --config names one; choose one")
        try:
            configured = Configured(click.get_current_context(), given, config, isolated)
            first = configured.parameters(next(iter(given.get("paths") or (given.get("path", "-"),))))
        except SettingsError as error:
            raise Unusable(str(error)) from error
        command(configured=configured, **first)

    for decorate in (
        click.option("--isolated", is_flag=True, help="Read no settings file."),
        click.option(
            "--config", metavar="FILE", help="Read these settings, instead of the nearest pyproject.toml or .pinyin-strip.toml above each file."
        ),
    ):  # fmt: skip
        called = decorate(called)
    return called


def _keys_of(command: click.Command) -> Iterator[tuple[str, str]]:
    """Yield the keys of settings that a command has options for, with the names of its parameters."""
    for parameter in command.params:
        for option in parameter.opts:
            if option.removeprefix("--") in KEYS and option.startswith("--") and parameter.name:
                yield option.removeprefix("--"), parameter.name
