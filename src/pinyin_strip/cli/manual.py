"""Help → the manual page: ``python -m pinyin_strip.cli.manual > share/man/man1/pinyin-strip.1``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from textwrap import wrap

import click

from pinyin_strip.cli import EXAMPLES, cli
from pinyin_strip.version import __version__

__all__ = ["manual"]

_ENVIRONMENT = {
    "NO_COLOR, FORCE_COLOR": "Whether colour is shown, whatever the terminal is.",
    "PINYIN_STRIP_NO_CACHE": "If it is 1, no tables are kept in the cache of the user.",
}
_STATUS = {"0": "Fine.", "1": "Something was found (check), or would change (--check, --diff).", "2": "Any error."}


def manual() -> str:
    """Write the page in the man macros of roff.

    >>> manual().splitlines()[1].split()[:3]
    ['.TH', 'PINYIN\\\\-STRIP', '1']
    """
    return "".join(f"{line}\n" for line in _page())


def _page() -> Iterator[str]:
    yield '.\\" Made from the help by pinyin_strip.cli.manual.'
    yield f'.TH PINYIN\\-STRIP 1 "" "pinyin\\-strip {__version__}" "User Commands"'
    yield from (".SH NAME", "pinyin\\-strip \\- read the readings written into Chinese text")
    yield ".SH SYNOPSIS"
    yield from (".B pinyin\\-strip", "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]...")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(cli.help or "")
    yield ".SH OPTIONS"
    yield from _options(cli)
    yield ".SH COMMANDS"
    context = click.Context(cli, info_name="pinyin-strip")
    for name in cli.list_commands(context):
        if command := cli.get_command(context, name):
            yield from _command(name, command)
    yield from (".SH EXIT STATUS", *_list(_STATUS))
    yield from (".SH ENVIRONMENT", *_list(_ENVIRONMENT))
    yield ".SH EXAMPLES"
    yield from _paragraphs(EXAMPLES.replace("Examples:\n", ""))


def _command(name: str, command: click.Command) -> Iterator[str]:
    """The section of one command."""
    yield f".SS {_escaped(name)}"
    arguments = " ".join(_argument(one) for one in command.params if isinstance(one, click.Argument))
    yield f"\\fBpinyin\\-strip {_escaped(name)}\\fR [\\fIOPTIONS\\fR] {_escaped(arguments)}".rstrip()
    yield ".PP"
    yield from _paragraphs(command.help or "")
    yield from _options(command)


def _argument(one: click.Argument) -> str:
    """How an argument is written in a synopsis."""
    name = one.metavar or (one.name or "").upper()
    return name if one.metavar or one.nargs == 1 else f"[{name}]..."


def _options(command: click.Command) -> Iterator[str]:
    for one in command.params:
        if isinstance(one, click.Option) and not one.hidden:
            names = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in (*one.opts, *one.secondary_opts))
            default = f" [default: {one.default}]" if one.show_default and one.default not in (None, "") else ""
            yield from (".TP", f"{names} {_value(one)}".rstrip(), *_filled(f"{one.help or ''}{default}"))


def _value(one: click.Option) -> str:
    """What follows an option."""
    if one.is_flag:
        return ""
    kind = one.type
    shown = one.metavar or (
        "|".join(map(str, kind.choices))
        if isinstance(kind, click.Choice)
        else ("N" if isinstance(kind, click.IntRange) else "FILE" if isinstance(kind, click.Path) else "TEXT")
    )
    return f"\\fI{_escaped(shown)}\\fR"


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs are filled by whoever shows the page; those that click is told not to wrap stay as they are."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip(" \n"))):
        if number:
            yield ".PP"
        if paragraph.lstrip(" ").startswith("\b"):
            yield from (".nf", *map(_line, paragraph.strip("\b\n ").split("\n")), ".fi")
        else:
            yield from _filled(paragraph)


def _list(entries: dict[str, str]) -> Iterator[str]:
    for name, text in entries.items():
        yield from (".TP", f"\\fB{_escaped(name)}\\fR", *_filled(text))


def _filled(text: str) -> Iterator[str]:
    """Text in lines of the length that those who check pages ask for; it is filled again when it is shown."""
    yield from map(_line, wrap(text, 60, break_long_words=False, break_on_hyphens=False))


def _line(text: str) -> str:
    """A line of text, which must not look like a request."""
    return ("\\&" if text.startswith((".", "'")) else "") + _escaped(text)


def _escaped(text: str) -> str:
    """Hyphens stay hyphens, so that what is copied from a page can be typed."""
    return text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\`").replace("'", "\\(aq")


if __name__ == "__main__":
    sys.stdout.buffer.write(manual().encode())
