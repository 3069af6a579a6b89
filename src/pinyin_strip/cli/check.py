"""``pinyin-strip check``: what a proofreader should look at; the work is in ``checking.py``."""

from __future__ import annotations

import sys

import click

from pinyin_strip.cli.checking import FORMATS, Request, run
from pinyin_strip.cli.colour import Printer
from pinyin_strip.cli.completing import rules
from pinyin_strip.cli.inputs import CHECKED, each_checked, with_options
from pinyin_strip.options import Options
from pinyin_strip.selection import selected

__all__ = ["command"]


@click.command("check")
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
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: change readings and tones, too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing; 1 if anything would.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something was found.")
@click.option("-q", "--quiet", is_flag=True, help="Show findings and errors, and no summary.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Tell of each text how it was read, how long that took, and what is in doubt."
)
@click.option(
    "--stdin-filename",
    "stdin_name",
    default="<stdin>",
    metavar="NAME",
    help="What reports call standard input; its suffix says what it is.",
)
@click.option("--as", "kind", type=click.Choice(CHECKED), help="What the inputs are, whatever their names say.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME",
    help="The field of JSON that holds text (repeatable; default: all).",
)
def command(
    paths: tuple[str, ...], options: Options, output: str,
    select: tuple[str, ...], ignore: tuple[str, ...], statistics: bool, fix: bool, unsafe: bool, diff: bool,
    exit_zero: bool, quiet: bool, verbose: bool, stdin_name: str, kind: str | None, fields: tuple[str, ...],
) -> None:  # fmt: skip
    """Report the doubtful glosses of PATHS (or of standard input: -), and put right what can be.

    With --fix, files are rewritten in place; the new text of standard input goes to standard output and its report to
    standard error. Of Markdown, pages, JSON and XML only the prose is looked at and changed. Colour follows the terminal, NO_COLOR and FORCE_COLOR.

    Exit codes: 0 nothing found, 1 findings left (with --diff: something would change), 2 any error.

    \b
    Examples:
      pinyin-strip check textbook.txt
      pinyin-strip check --output-format full --select R1 textbook.txt
      pinyin-strip check --diff --unsafe-fixes textbook.txt
      pinyin-strip check --output-format sarif *.txt > findings.sarif
      echo '努(nù)力' | pinyin-strip check -
    """
    if diff and (statistics or output != "concise"):
        other = "--statistics" if statistics else f"--output-format {output}"
        raise click.UsageError(f"--diff prints a diff and nothing else; leave out {other}")
    if statistics and output not in ("concise", "full"):
        raise click.UsageError(f"--statistics is a table for people; it does not go with --output-format {output}")
    try:
        codes = selected(select, ignore)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    request = Request(codes, options, output, statistics, fix, unsafe, diff, exit_zero, fields, quiet, verbose)
    out, piped = Printer(sys.stdout), not paths or "-" in paths
    report = Printer(sys.stderr) if fix and piped else out
    raise SystemExit(run(each_checked(paths, stdin_name, kind), request, out, report))
