"""The command line: one file a command, loaded when it is called; argument parsing apart from the work."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from importlib import import_module

import click

from pinyin_strip.display import printable
from pinyin_strip.version import __version__

__all__ = ["cli", "main"]

_COMMANDS = {
    "demo": "See what it does on a built-in sample.",
    "clean": "Take glosses out of files of every kind.",
    "ruby": "Turn the glosses of files of every kind into ruby.",
    "parse": "Print every gloss with its verdict, as JSON lines with --json.",
    "check": "Report what a proofreader should look at, and put right what can be.",
    "report": "Write one HTML page to proofread and decide in.",
    "apply": "Carry out the decisions made in such a page.",
    "stats": "Show what is in a corpus.",
    "server": "Show in an editor what check finds: a language server.",
    "repair": "Print texts with byte-level damage undone, glosses left.",
    "config": "Show which settings hold for a file, and whence.",
    "explain": "Tell what a rule is about, or list them all.",
}

EXAMPLES = """\b
Examples:
  pinyin-strip demo
  pinyin-strip clean article.txt > article.clean.txt
  curl -s https://example.org/page.txt | pinyin-strip clean -
  pinyin-strip ruby poem.txt > poem.html
  pinyin-strip check textbook.txt
  pinyin-strip check --fix textbook.txt
  pinyin-strip report textbook.txt -o report.html
  pinyin-strip explain R102
"""


class _LazyGroup(click.Group):
    """A group that imports a command's file when the command is called, so that ``--version`` costs next to nothing."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take ``--repair`` without a value for itself, not for what stands after it."""
        return super().parse_args(ctx, ["--repair=proved" if one == "--repair" else one for one in args])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"pinyin_strip.cli.{name}"), "command")  # noqa: B009
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _remember(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    context.meta["pinyin_strip.verbose"] = wanted


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    click.echo(f"pinyin-strip, version {__version__}")
    if context.meta["pinyin_strip.verbose"]:
        from pinyin_strip import fastscan

        use = (
            "compiled"
            if fastscan.available()
            else "not compiled: everything goes through the stages in Python, with the same results"
        )
        click.echo(f"loops: {use}")
        click.echo(f"Python {sys.version.split()[0]}, {sys.executable}")
    context.exit()


@click.group(cls=_LazyGroup, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, callback=_tell_version, help="Show the version and exit.")
@click.option(
    "--verbose", is_flag=True, is_eager=True, expose_value=False, callback=_remember,
    help="With --version: say also whether the compiled loops are in use.",
)  # fmt: skip
def cli() -> None:
    """Read the readings that are written into Chinese text: take them out, check them, or turn them into ruby.

    The product goes to standard output, everything else to standard error. Exit codes: 0 fine, 1 findings (check),
    2 any error; what could be read is done all the same.
    """


def main() -> None:
    """Run the command line.

    A reader that goes away (``| head``) ends it quietly; whatever else goes wrong is one sentence and exit code 2.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here multiplies matrices; starting threads takes time
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        if "_PINYIN_STRIP_COMPLETE" in os.environ:  # the shell asks for completions
            cli.main(prog_name="pinyin-strip")
        with cli.make_context("pinyin-strip", sys.argv[1:]) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        _silence()
        sys.exit(130)
    except click.exceptions.Exit as stop:
        _end(stop.exit_code)
    except SystemExit as stop:
        _end(int(stop.code or 0))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        _silence()
        sys.exit(0)
    except ModuleNotFoundError as error:
        click.echo(f"pinyin-strip: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        _silence()
        click.echo(
            printable(f"pinyin-strip: {error.filename or 'standard output'}: {error.strerror or error}"), err=True
        )
        sys.exit(2)


def _replace_closed_streams() -> None:
    """Where the caller has closed a stream (``>&-``), put one that cannot be used: it fails as any file does, and is told.

    What would go to a closed standard error goes nowhere.
    """
    for name, mode, opened in (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, opened), mode))


def _end(code: int) -> None:
    """Exit with a code, unless what was printed cannot be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
        code = 0
    except OSError as error:
        _silence()
        click.echo(f"pinyin-strip: standard output: {error.strerror or error}", err=True)
        code = 2
    sys.exit(code)


def _silence() -> None:
    """Send what is still to be written nowhere, so that the interpreter has nothing to complain about at its end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
