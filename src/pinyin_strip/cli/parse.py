"""``pinyin-strip parse``: every gloss of files of every kind, with its verdict, for people and as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from pinyin_strip.batch.plan import STDIN, FileJob
from pinyin_strip.cli.batch_options import InputOptions, named_paths, read_search_of, read_settings, with_input_options
from pinyin_strip.cli.configured import Configured, with_settings
from pinyin_strip.cli.inputs import with_options, write
from pinyin_strip.cli.per_file import PerFile
from pinyin_strip.cli.reading import Reader, selected_inputs, settings_to_read
from pinyin_strip.formats.proofs import ReadText
from pinyin_strip.options import Options
from pinyin_strip.places import position
from pinyin_strip.report import glosses
from pinyin_strip.report.styled import one_line
from pinyin_strip.values import Gloss

__all__ = ["command"]


@click.command("parse")
@with_settings
@with_options
@with_input_options
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each gloss.")
@click.option("--kept", is_flag=True, help="Only those that clean keeps.")
@click.option(
    "--stdin-filename",
    "stdin_name",
    default=STDIN,
    metavar="NAME",
    help="What standard input is called; its suffix says what it is.",
)
def command(
    paths: tuple[str, ...],
    options: Options,
    configured: Configured,
    as_json: bool,
    kept: bool,
    stdin_name: str,
    **input_options: Any,  # noqa: ANN401  see InputOptions
) -> None:
    """Print every gloss of PATHS (or of standard input: -): where it stands, what it reads, its verdict, and whether clean takes it out.

    Each stands on a line of its own; of those that are kept the reason is told. Files are read as by check. With --json a line is
    an object with all that is known; glosses.schema.json in the package describes it.

    Exit codes: 0 fine, 2 any error.

    \b
    Examples:
      pinyin-strip parse lesson.docx
      pinyin-strip parse --kept corpus/
      pinyin-strip parse --json textbook.txt | jq -r '[.base, .reading] | @tsv'
    """
    inputs = InputOptions(**input_options)
    named = named_paths(paths, inputs)
    with selected_inputs(named, read_search_of(inputs), stdin_name) as selection:
        jobs = PerFile(configured, settings_to_read).files(selection, named)
        reader = Reader(selection, read_settings(inputs, options))
        for job in jobs:
            for text in reader.texts(job):
                own = (job.settings or reader.settings).options
                write("".join(_lines(job, text, own, as_json, kept)))
    raise SystemExit(2 if reader.failed else 0)


def _lines(job: FileJob, text: ReadText, options: Options, as_json: bool, kept: bool) -> Iterator[str]:
    for gloss in text.document.glosses:
        if kept and gloss.stripped:
            continue
        if as_json:
            yield glosses.line(job.name, text.document, gloss, text.source, options)
        else:
            yield one_line(f"{job.name}{position(text.source, gloss.start)}: {_told(text, gloss, options)}") + "\n"


def _told(text: ReadText, gloss: Gloss, options: Options) -> str:
    base = text.document.text[gloss.base_start : gloss.base_end]
    told = f"{base} {gloss.text} [{gloss.verdict.value}, {gloss.convention.value}]"
    return f"{told} removed" if gloss.stripped else f"{told} kept: {glosses.why_kept(text.document, gloss, options)}"
