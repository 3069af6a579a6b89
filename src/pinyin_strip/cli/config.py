"""``pinyin-strip config``: which settings hold for a file, and whence."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import click

from pinyin_strip.cli import check, clean, ruby
from pinyin_strip.cli.colour import Printer
from pinyin_strip.cli.configured import Configured, Sourced, Unusable, with_settings
from pinyin_strip.cli.inputs import write
from pinyin_strip.options import Options
from pinyin_strip.report.styled import StyledText
from pinyin_strip.settings import KEYS, SettingsError

__all__ = ["command"]


@click.command("config")
@with_settings
@click.argument("path", default="-", metavar="[FILE]", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def command(path: str, configured: Configured, as_json: bool, **_given: object) -> None:
    """Show which settings hold for FILE (or for the current directory), and whence: a settings file, the command line, the default.

    Every option of clean, ruby and check that a settings file may hold is an option here, too.

    \b
    Examples:
      pinyin-strip config
      pinyin-strip config lessons/one.md
      pinyin-strip config --json --toneless keep lessons/one.md | jq .toneless
    """
    try:
        found, file = sorted(map(_shown, configured.sourced(path))), configured.settings_file(path)
    except SettingsError as error:
        raise Unusable(str(error)) from error
    if as_json:
        told = {"settings-file": file and str(file)} | {
            one.key: {"value": one.value, "source": one.source} for one in found
        }
        write(json.dumps(told, ensure_ascii=False, indent=1, default=str) + "\n")
        return
    printer = Printer(sys.stdout)
    printer.show([(f"# settings file: {file or 'none'}\n", "")])
    printer.show(_lines(found))


def _lines(found: Sequence[Sourced]) -> Iterator[StyledText]:
    """Every value as a settings file spells it, with its source as a comment: those that somebody chose first."""
    for one in sorted(found, key=lambda one: one.source == "default"):
        spelt = f"{one.key} = {_spelt(one.value)}" if one.value is not None else f"# {one.key} is not set"
        yield f"{spelt:<{_WIDTH}}", "dim" if one.source == "default" else "bold"
        yield f"  # {_short(one.source)}\n", "dim"


_WIDTH = 32  # columns before the source


def _short(source: str) -> str:
    """A source with its path as it is seen from the current directory, if it lies in it."""
    return source.removeprefix(f"{Path.cwd()}{os.sep}")


def _spelt(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False, default=str)


_OPTIONS = {field.name: field.default for field in fields(Options)}
_EVERYTHING = {"convention": "conventions"}


def _shown(one: Sourced) -> Sourced:
    """The default of an option that click leaves to ``Options``."""
    name = _EVERYTHING.get(one.key, one.key)
    if one.source != "default" or one.value not in (None, ()) or name not in _OPTIONS:
        return one
    value = _OPTIONS[name]
    if isinstance(value, frozenset):
        value = tuple(sorted(value))
    return one._replace(value="none" if value in (False, None) and name in ("repair", "script") else value)


def _options() -> Iterator[click.Parameter]:
    """The options of all commands that settings may hold, each once."""
    seen: set[str] = set()
    for other in (clean.command, ruby.command, check.command):
        for parameter in other.params:
            keys = {option.removeprefix("--") for option in parameter.opts} & KEYS.keys()
            if keys - seen:
                seen |= keys
                yield parameter


command.params += _options()
