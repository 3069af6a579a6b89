"""The command line: one file a command, loaded when it is called; argument parsing apart from the work."""

from __future__ import annotations

import os
import sys
from importlib import import_module, metadata

import click

__all__ = ["cli", "main"]

_COMMANDS = {
    "demo": "See what it does on a built-in sample.",
    "clean": "Print texts without their glosses.",
    "ruby": "Print texts with their glosses as ruby.",
    "check": "Report what a proofreader should look at, and put right what can be.",
    "report": "Write one HTML page to proofread and decide in.",
    "apply": "Carry out the decisions made in such a page.",
    "stats": "Show what is in a corpus.",
    "repair": "Print texts with byte-level damage undone, glosses left.",
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


@click.group(cls=_LazyGroup, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(metadata.version("pinyin-strip"), "--version", prog_name="pinyin-strip")
def cli() -> None:
    """Read the readings that are written into Chinese text: take them out, check them, or turn them into ruby.

    The product goes to standard output, everything else to standard error. Exit codes: 0 fine, 1 findings (check),
    2 any error; what could be read is done all the same.
    """


def main() -> None:
    """Run the command line; a reader that goes away (``| head``) ends it quietly."""
    try:
        cli.main(prog_name="pinyin-strip", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
