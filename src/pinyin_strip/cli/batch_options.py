"""The options of batches (clean, ruby), and how they become a plan: parsing only, no work."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from pinyin_strip.cli.completing import encodings, files
from pinyin_strip.cli.waiting import standard_input
from pinyin_strip.formats import NAMES, RubyStyle, Settings, name_of
from pinyin_strip.formats.encoding import check_encoding, is_wide
from pinyin_strip.options import Options
from pinyin_strip.settings import MOST_JOBS

if TYPE_CHECKING:
    from pinyin_strip.batch.plan import Plan
    from pinyin_strip.batch.select import Search

__all__ = [
    "BatchOptions",
    "InputOptions",
    "all_paths",
    "named_paths",
    "plan_of",
    "read_search_of",
    "read_settings",
    "search_of",
    "settings_of",
    "with_batch_options",
    "with_input_options",
]

_Command = TypeVar("_Command", bound=Callable[..., object])

MANIFEST = ".pinyin-strip-manifest.jsonl"


def _encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse an encoding that Python does not know."""
    if value is not None and not (value == "auto" and parameter.name == "encoding"):
        try:
            check_encoding(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOptions:
    """What was said on the command line of which files are read, and how."""

    fields: tuple[str, ...] = ()
    format: str | None = None
    encoding: str = "utf-8"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    files_from: str | None = None

    @classmethod
    def of(cls, parsed: Mapping[str, Any]) -> Self:
        """Take them out of all that click has read."""
        return cls(**{field.name: parsed[field.name] for field in fields(cls) if field.name in parsed})


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions(InputOptions):
    """What was said on the command line beside paths and ``Options``."""

    output: str | None
    in_place: bool
    backup: bool
    diff: bool
    check: bool
    output_encoding: str | None
    jobs: int
    resume: bool
    report: str | None
    quiet: bool
    verbose: bool
    keep_ruby: bool = False


_INPUT_OPTIONS = (
    click.option("--field", "--column", "fields", multiple=True, metavar="NAME", help="The field of JSON or column of a table that holds text (repeatable; default: text, and all strings of a .json document). Dots lead into objects and structs; CSV columns may be numbered from 1."),
    click.option("--as", "--format", "format", type=click.Choice(NAMES), help="What the inputs are, whatever their names say."),
    click.option("--encoding", default="utf-8", show_default=True, callback=_encoding, shell_complete=encodings, metavar="NAME", help="The encoding of texty inputs: gb18030, big5, utf-16, …, or auto."),
    click.option("--include", multiple=True, metavar="PATTERN", help="In folders, take only files of this name or path (repeatable): '*.html'."),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="In folders, pass over files and folders of this name or path (repeatable)."),
    click.option("--files-from", metavar="FILE", shell_complete=files, help="Read paths from a file, one a line or NUL-separated; - is standard input."),
)  # fmt: skip
_OUTPUT_OPTIONS = (
    click.option("-o", "--output", metavar="FILE|DIR", shell_complete=files, help="Write there: into a folder if there is one, if the name ends in a slash, or if there are several inputs; else into a file of that name. - is standard output."),
    click.option("-i", "--in-place", is_flag=True, help="Put the results in the place of their sources."),
    click.option("--backup", is_flag=True, help="With -i, keep the old file as NAME.bak."),
    click.option("--diff", is_flag=True, help="Print what would change as a unified diff; with -o or -i, do it too."),
    click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change."),
)  # fmt: skip
_RUN_OPTIONS = (
    click.option("--output-encoding", callback=_encoding, shell_complete=encodings, metavar="NAME", help="Write this encoding instead of the one that was read."),
    click.option("-j", "--jobs", type=click.IntRange(0, MOST_JOBS), default=1, show_default=True, metavar="N", help="Work in so many processes; 0 for one a core."),
    click.option("--resume", is_flag=True, help="Go on where a run with the same options was killed: files that it finished are not done again."),
    click.option("--report", metavar="FILE.json", shell_complete=files, help="Write what was done for machines: counts, and every gloss that was kept with its place and the reason. Of files that a run before has done (--resume) there are counts only."),
    click.option("-q", "--quiet", is_flag=True, help="Show no progress and no summary; errors are shown all the same."),
    click.option("-v", "--verbose", is_flag=True, help="Tell of each file who read it and why, how long that took, and what was left as doubtful."),
)  # fmt: skip


def with_input_options(command: _Command) -> _Command:
    """Give a command the options of files that are read; they arrive as keyword arguments that make ``InputOptions``."""
    return _decorated(command, _INPUT_OPTIONS)


def with_batch_options(command: _Command) -> _Command:
    """Give a command the options of batches; they arrive as keyword arguments that make ``BatchOptions``."""
    return _decorated(command, (*_OUTPUT_OPTIONS, *_INPUT_OPTIONS, *_RUN_OPTIONS))


def _decorated(command: _Command, options: Sequence[Callable[[_Command], _Command]]) -> _Command:
    for decorate in reversed(options):
        command = decorate(command)
    return command


def all_paths(paths: Sequence[str], batch: BatchOptions) -> list[str]:
    """Return the paths that were named, on the command line or in a list.

    Raises:
        click.ClickException: if what was said does not fit together.
    """
    named = named_paths(paths, batch)
    if batch.in_place and batch.output:
        raise click.UsageError("-i writes inputs in place and -o elsewhere; choose one")
    if batch.in_place and "-" in named:
        raise click.UsageError("standard input has no place to write to; use -o FILE")
    if batch.check and (batch.in_place or batch.output):
        raise click.UsageError("--check writes nothing; leave out -i and -o")
    if batch.output == "-" and (batch.diff or batch.resume):
        raise click.UsageError(f"-o - prints the results; leave out {'--diff' if batch.diff else '--resume'}")
    if batch.backup and not batch.in_place:
        raise click.UsageError("--backup goes with -i")
    if batch.resume and not (batch.in_place or batch.output):
        raise click.UsageError("--resume goes with -i or -o")
    if batch.output and batch.output != "-" and _into_folder(batch, named):
        _refuse_file(batch.output)
    return named


def named_paths(paths: Sequence[str], inputs: InputOptions) -> list[str]:
    """Return the paths that were named, on the command line or in a list; standard input if there are none."""
    named = list(paths) + (_listed(inputs.files_from) if inputs.files_from else [])
    return named if named or inputs.files_from else ["-"]


def _into_folder(batch: BatchOptions, named: Sequence[str]) -> bool:
    """Whether the output is a folder; of a list nobody knows beforehand how many files it names."""
    from pinyin_strip.batch.select import is_folder

    return bool(batch.output) and (bool(batch.files_from) or is_folder(str(batch.output), named))


def _refuse_file(output: str) -> None:
    """Refuse an output that has to be a folder, and is a file, or is called as one.

    Raises:
        click.UsageError: with a way out.
    """
    path = Path(output)
    if path.exists() and not path.is_dir():
        raise click.UsageError(
            f"-o {output}: there is a file of that name, and it has to be a folder; choose another one"
        )
    if name_of(path.name) and not path.exists() and not output.endswith(("/", os.sep)):
        raise click.UsageError(
            f"-o {output}: several inputs go into a folder, and this is the name of a file; say {output}/ if it is meant"
        )


def _listed(name: str) -> list[str]:
    try:
        data = standard_input() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{name}: {error.strerror or error}") from None
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(line) for line in lines if line.strip()]


def search_of(batch: BatchOptions, named: Sequence[str], ruby: RubyStyle | None = None) -> Search:
    """Say how folders are searched."""
    from pinyin_strip.batch.select import Search

    return Search(
        include=batch.include,
        exclude=batch.exclude,
        format=batch.format,
        output=Path(batch.output) if batch.output else None,
        into_folder=_into_folder(batch, named),
        in_place=batch.in_place,
        folders=bool(batch.in_place or batch.output or batch.check or batch.diff),
        wide=_is_wide(batch),
        makes=_made(ruby),
    )


def read_search_of(inputs: InputOptions, *, in_place: bool = False) -> Search:
    """Say how folders are searched for files that are only read, or put right where they are."""
    from pinyin_strip.batch.select import Search

    return Search(inputs.include, inputs.exclude, inputs.format, in_place=in_place, wide=_is_wide(inputs))


def read_settings(inputs: InputOptions, options: Options) -> Settings:
    """Say how files are read."""
    return Settings(options, inputs.fields or ("text",), named_fields=bool(inputs.fields), encoding=inputs.encoding)


def _is_wide(inputs: InputOptions) -> bool:
    """Whether the encoding may hold NUL bytes."""
    return inputs.encoding == "auto" or is_wide(inputs.encoding)


def _made(ruby: RubyStyle | None) -> str | None:
    """Say what text becomes that is written with ruby."""
    if ruby is None:
        return None
    return {"html": "html", "document": "html", "markdown": "markdown"}.get(ruby.style or "html")


def settings_of(batch: BatchOptions, options: Options, ruby: RubyStyle | None = None) -> Settings:
    """Say what the formats have to know."""
    return Settings(
        options=options,
        fields=batch.fields or ("text",),
        named_fields=bool(batch.fields),
        keep_ruby=batch.keep_ruby or ruby is not None,
        ruby=ruby,
        encoding=batch.encoding,
        output_encoding=batch.output_encoding,
        lists_kept=bool(batch.report),
    )


def plan_of(batch: BatchOptions, settings: Settings, paths: Sequence[str]) -> Plan:
    """Say what is to be done."""
    from pinyin_strip.batch.plan import Plan

    return Plan(
        settings=settings,
        stdout=not (batch.output or batch.in_place or batch.check or batch.diff),
        in_place=batch.in_place,
        backup=batch.backup,
        diff=batch.diff,
        manifest=_manifest(batch, paths),
        resume=batch.resume,
        verbose=batch.verbose,
    )


def _manifest(batch: BatchOptions, paths: Sequence[str]) -> Path | None:
    """Say where finished files are noted: in the output folder, or the first folder that is cleaned in place."""
    if batch.output and _into_folder(batch, paths):
        return Path(batch.output) / MANIFEST
    if batch.in_place and paths and (len(paths) > 1 or Path(paths[0]).is_dir()):
        first = Path(paths[0])
        return (first if first.is_dir() else first.absolute().parent) / MANIFEST
    return None
