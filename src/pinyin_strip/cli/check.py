"""``pinyin-strip check``: what a proofreader should look at; the work is in ``checking.py``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import click

from pinyin_strip.batch.plan import STDIN
from pinyin_strip.cli.batch_options import InputOptions, named_paths, read_search_of, read_settings, with_input_options
from pinyin_strip.cli.checking import FORMATS, Request, run
from pinyin_strip.cli.colour import Printer
from pinyin_strip.cli.completing import files, rules
from pinyin_strip.cli.configured import Configured, with_settings
from pinyin_strip.cli.inputs import with_options
from pinyin_strip.cli.known import KnownFindings
from pinyin_strip.cli.per_file import PerFile
from pinyin_strip.cli.reading import selected_inputs
from pinyin_strip.options import Options
from pinyin_strip.selection import selected
from pinyin_strip.settings import options_of

__all__ = ["command"]


@click.command("check")
@with_settings
@with_options
@click.option(
    "--output-format",
    "output",
    type=click.Choice(FORMATS),
    default="concise",
    show_default=True,
    help="One line each, a block each with the text marked, or what machines read.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    shell_complete=rules,
    help="Look only for these codes, prefixes or names (repeatable, or parted by commas).",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODES",
    shell_complete=rules,
    help="Do not look for these; the longer prefix decides.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them.")
@click.option("--fix", is_flag=True, help="Put right what is safe: spelling, tone marks, brackets. The reading stays.")
@click.option(
    "--unsafe-fixes/--no-unsafe-fixes",
    "unsafe",
    default=False,
    help="With --fix or --diff: change readings and tones, too.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing; 1 if anything would.")
@click.option("--exit-zero/--no-exit-zero", default=False, help="Exit with 0 even if something was found.")
@click.option("-q", "--quiet", is_flag=True, help="Show findings and errors, and no summary.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Tell of each file how it was read, how long that took, and what is in doubt."
)
@click.option(
    "--add-ignores",
    "adds",
    is_flag=True,
    help="Write behind every finding that it is to be ignored, in a comment of its file.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    shell_complete=files,
    help="Report only what is not noted in this file as known before.",
)
@click.option(
    "--write-baseline", "writes", is_flag=True, help="Note all findings in the file of --baseline, and report none."
)
@click.option(
    "--stdin-filename",
    "stdin_name",
    default=STDIN,
    metavar="NAME",
    help="What reports call standard input; its suffix says what it is.",
)
@with_input_options
def command(
    paths: tuple[str, ...], options: Options, configured: Configured, output: str,
    select: tuple[str, ...], ignore: tuple[str, ...], statistics: bool, fix: bool, unsafe: bool, diff: bool,
    exit_zero: bool, quiet: bool, verbose: bool, baseline: str | None, writes: bool,
    adds: bool, stdin_name: str,
    **input_options: Any,  # noqa: ANN401  see InputOptions
) -> None:  # fmt: skip
    """Report the doubtful glosses of PATHS (or of standard input: -), and put right what can be.

    Files of every kind that clean reads are proofread: text, Markdown, pages, XML, JSON, tables, books, compressed or not, and
    folders of them. A finding names its place as people find it: line and column, record and field, row and column,
    chapter and paragraph.

    With --fix, files are rewritten in place, as clean -i does; the new text of standard input goes to standard output and
    its report to standard error. Colour follows the terminal, NO_COLOR and FORCE_COLOR.

    A comment "pinyin-strip: ignore[R102]" behind a finding in its line says that it is to be ignored: in HTML, XML and Markdown
    between <!-- and -->, in a text at the end of the line (in TeX behind a %). --add-ignores writes it behind everything
    that is found. A baseline notes what is known of whole projects instead, and leaves their files alone.

    What the command line leaves out, the settings of each file say: see pinyin-strip config.

    Exit codes: 0 nothing found, 1 findings left (with --diff: something would change), 2 any error.

    \b
    Examples:
      pinyin-strip check textbook.txt
      pinyin-strip check --output-format full --select R1 textbook.txt
      pinyin-strip check --diff --unsafe-fixes textbook.txt
      pinyin-strip check --output-format sarif *.txt > findings.sarif
      pinyin-strip check --fix lessons/ textbook.epub handout.docx
      pinyin-strip check --add-ignores --select R1 old.html
      pinyin-strip check --baseline known.json --write-baseline books/
      echo '努(nù)力' | pinyin-strip check -
    """
    if (diff or statistics) and not configured.says("output-format"):
        output = "concise"  # what a settings file asks for is how findings are reported, where they are
    try:
        codes = selected(select, ignore)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    inputs = InputOptions(**input_options)
    request = Request(
        codes=codes,
        settings=read_settings(inputs, options),
        output=output,
        statistics=statistics,
        fix=fix,
        unsafe=unsafe,
        diff=diff,
        exit_zero=exit_zero,
        quiet=quiet,
        verbose=verbose,
        writes_baseline=writes,
        adds_ignores=adds,
    )
    named = named_paths(paths, inputs)
    if contradiction := _contradiction(request, named, baseline):
        raise click.UsageError(contradiction)
    known = KnownFindings(baseline, writes=writes)
    report = Printer(sys.stderr if request.rewrites and "-" in named else sys.stdout)
    with selected_inputs(named, read_search_of(inputs, in_place=request.rewrites), stdin_name) as selection:
        jobs = PerFile(configured, partial(_of_one_file, request)).jobs(selection, named)
        raise SystemExit(run(selection, jobs, request, known, Printer(sys.stdout), report))


def _of_one_file(request: Request, own: Mapping[str, Any]) -> Request:
    """What is asked for by the settings of one file."""
    settings = read_settings(InputOptions.of(own), options_of(own))
    return replace(request, codes=selected(own["select"], own["ignore"]), settings=settings, unsafe=own["unsafe"])


def _contradiction(request: Request, named: Sequence[str], baseline: str | None) -> str:
    """Say what of that which was asked for does not go together; nothing if everything does."""
    writing = "--fix" if request.fix else "--add-ignores" if request.adds_ignores else ""
    if request.diff and (request.statistics or request.output != "concise"):
        other = "--statistics" if request.statistics else f"--output-format {request.output}"
        return f"--diff prints a diff and nothing else; leave out {other}"
    if request.statistics and request.output not in ("concise", "full"):
        return f"--statistics is a table for people; it does not go with --output-format {request.output}"
    if request.fix and request.adds_ignores:
        return "--fix puts right, and --add-ignores what is left: run them one after the other"
    if "-" in named and len(named) > 1 and request.rewrites:
        return f"{writing} writes standard input to standard output; name it alone"
    if request.writes_baseline and baseline is None:
        return "--write-baseline needs --baseline, which says where"
    if request.writes_baseline and (writing or request.diff):
        return f"--write-baseline notes findings and changes nothing; leave out {writing or '--diff'}"
    return ""
