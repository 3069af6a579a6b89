"""What every command shares: reading paths and standard input, and options that become one ``Options`` value."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from pinyin_strip.document import Convention, Verdict
from pinyin_strip.options import Options

__all__ = ["Source", "each_text", "options_from", "with_options", "write"]

_Command = TypeVar("_Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Source:
    """One input: the name that errors and findings carry, and its text, line endings untouched."""

    name: str
    text: str


def each_text(paths: Sequence[str]) -> Iterator[Source | None]:
    """Yield the text of each path (``-`` is standard input), or ``None`` where an error was reported on standard error."""
    for path in paths or ("-",):
        name = "<stdin>" if path == "-" else path
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
            yield Source(name, data.decode("utf-8"))
        except UnicodeDecodeError as error:
            complain(
                f"{name}: not UTF-8 at byte {error.start} (0x{error.object[error.start]:02x}); left alone. "
                f"Convert it first, for instance with iconv -f GB18030 -t UTF-8"
            )
            yield None
        except OSError as error:
            complain(f"{name}: {error.strerror or error}; skipped")
            yield None


def complain(message: str) -> None:
    """Report an error on standard error."""
    click.echo(f"pinyin-strip: {message}", err=True)


def write(text: str) -> None:
    """Write to standard output as UTF-8, without touching line endings."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def with_options(command: _Command) -> _Command:
    """Give a command the options that say what is looked for and what is removed."""
    for decorate in (
        click.argument("paths", nargs=-1, type=click.Path(allow_dash=True)),
        click.option("--strip", multiple=True, type=click.Choice(list(Verdict)), metavar="VERDICT",
                     help="Remove only glosses with this verdict (repeatable): match, alternate, tone, near, mismatch, unlisted."),
        click.option("--toneless", type=click.Choice(["auto", "strip", "keep"]), default="auto", show_default=True,
                     help="What to do with glosses without tones."),
        click.option("--convention", "conventions", multiple=True, type=click.Choice(list(Convention)), metavar="NAME",
                     help=f"Look only for this way of writing a gloss (repeatable): {', '.join(Convention)}."),
    ):  # fmt: skip
        command = decorate(command)
    return command


def options_from(strip: Sequence[str], toneless: str, conventions: Sequence[str]) -> Options:
    """Make one Options value of what was said on the command line; what was not said keeps its default."""
    default = Options()
    return Options(
        strip=frozenset(map(Verdict, strip)) or default.strip,
        toneless=toneless,
        conventions=frozenset(map(Convention, conventions)) or default.conventions,
    )
