"""The same files and options said to another command, in words that a shell takes."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import click
from click.core import ParameterSource

__all__ = ["said_to"]

_FEW = 3  # paths that are spelt out


def said_to(
    other: click.Command, words: Sequence[str], context: click.Context, instead: dict[str, Any] | None = None
) -> str:
    """Write a command line: what was said to a command is said to another one, as far as that knows it.

    Args:
        other: the other command.
        words: how it is called, options included that only it has.
        context: of the command that all was said to; its PATHS are shortened if there are many.
        instead: options that are said with another value than they were, by their parameters.

    >>> command = click.Command("x", params=[click.Option(["--field"], multiple=True), click.Argument(["paths"], nargs=-1)])
    >>> print(said_to(command, ["y"], command.make_context("x", ["--field", "a b", "one", "two"])))
    y '--field=a b' one two
    """
    own = {one.name for one in other.params if isinstance(one, click.Option)}
    options = [*_options(context, own, instead or {})]
    paths: Sequence[str] = context.params.get("paths") or ([] if context.params.get("files_from") else ["-"])
    dashed = any(path.startswith("-") and path != "-" for path in paths)
    line = shlex.join([*words, *options, *["--"] * dashed, *paths[:_FEW]])
    return f"{line} …" if len(paths) > _FEW else line


def _options(context: click.Context, own: Collection[str | None], instead: dict[str, Any]) -> Iterator[str]:
    """Yield the options that were said on the command line and that the other command has, too."""
    for one in context.command.params:
        name = one.name or ""
        said = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if not isinstance(one, click.Option) or name not in own or not (said or name in instead):
            continue
        value, option = instead.get(name, context.params[name]), _long(one.opts)
        if one.is_flag and isinstance(value, bool):
            yield option if value else _long(one.secondary_opts)
        else:
            yield from (f"{option}={each}" for each in (value if one.multiple else [value]))


def _long(options: Sequence[str]) -> str:
    return next((one for one in options if one.startswith("--")), options[0])
