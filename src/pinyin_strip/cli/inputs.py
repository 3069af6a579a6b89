"""What every command shares: reading paths and standard input, and options that become one ``Options`` value."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pinyin_strip.batch.plan import STDIN
from pinyin_strip.cli.configured import Unusable
from pinyin_strip.cli.waiting import standard_input
from pinyin_strip.display import printable
from pinyin_strip.house import BadReadings
from pinyin_strip.options import Options, words_of
from pinyin_strip.settings import options_of
from pinyin_strip.values import Convention, Verdict

__all__ = ["Input", "complain", "each_text", "quiet_pipe", "with_options", "write"]


@dataclass(frozen=True, slots=True)
class Input:
    """One input: the name that errors carry, and its text, line endings untouched."""

    name: str
    text: str


def each_text(paths: Sequence[str]) -> Iterator[Input | None]:
    """Yield the text of each path (``-`` is standard input), or ``None`` where an error was reported on standard error."""
    for path in paths or ("-",):
        name = STDIN if path == "-" else path
        try:
            data = standard_input() if path == "-" else Path(path).read_bytes()
            yield Input(name, data.decode("utf-8"))
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
    """Report an error on standard error, on one line."""
    click.echo(f"pinyin-strip: {printable(message)}", err=True)


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """End quietly if the reader of standard output goes away (``| head``)."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def write(text: str) -> None:
    """Write to standard output as UTF-8, without touching line endings."""
    with quiet_pipe():
        try:
            sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            complain(f"standard output: {error.strerror or error}")
            raise SystemExit(2) from None


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command PATHS and the options that say what is looked for; they reach it as one ``options`` value."""

    @wraps(command)
    def called(**parsed: Any) -> None:  # noqa: ANN401  by click, whatever it is
        try:
            options = options_of(parsed)
        except BadReadings as error:
            raise Unusable(str(error)) from error
        command(options=options, **{name: value for name, value in parsed.items() if name not in _NAMES})

    decorated = click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))(called)
    decorated = click.option(
        "--readings",
        metavar="FILE",
        help="The house's own readings: a word, a tab and its reading on each line, UTF-8.",
    )(decorated)
    for name, text in reversed(_OPTIONS.items()):
        kind = [str(word or "none") for word in words_of(Options)[name]]
        flag = f"--{name.removesuffix('s') if name == 'conventions' else name}"
        many = name in ("strip", "conventions")
        if name == "repair":
            decorate = click.option(
                flag, is_flag=False, flag_value="proved", default=None, type=click.Choice(kind), help=text
            )
        else:
            decorate = click.option(
                flag,
                name,
                multiple=many,
                type=click.Choice(kind),
                help=text,
                metavar="NAME" if many else None,
                callback=(lambda _context, _option, said: said or None) if many else None,
            )
        decorated = decorate(decorated)
    return decorated


# Each field of Options that can be said on the command line, and what --help says of it.
_OPTIONS: dict[str, str] = {
    "strip": f"Remove only glosses with this verdict (repeatable): {', '.join(Verdict)}.",
    "conventions": f"Look only for this way of writing a gloss (repeatable): {', '.join(Convention)}.",
    "toneless": "Glosses without tones: remove where something speaks for them, all, none.",
    "context": "Who says which listed reading the context calls for.",
    "sensitivity": "How improbable a reading must be in its context: seldom call a right one wrong, or find more wrong ones.",
    "repair": "Undo byte-level damage of injected pages first; alone, only what is proved.",
    "script": "The script that clean text comes out in.",
    "injected": "Whether the readings of an injected page are held against the context.",
    "standard": "Whose readings a text is proofread against; auto: Taiwan's where the text shows it.",
    "sandhi": "House style for the tones of 一 and 不 and for two third tones.",
    "neutral": "House style for the neutral tone.",
    "erhua": "House style for the suffix 儿.",
}

_NAMES = (*_OPTIONS, "readings")
