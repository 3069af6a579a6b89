"""What every command shares: reading paths and standard input, and options that become one ``Options`` value."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pinyin_strip.cli.replace import Original, read_file
from pinyin_strip.formats import CHECKED, Refused, by_name, kind_of, name_of, split_suffix
from pinyin_strip.formats.blocks import BlockFormat
from pinyin_strip.options import Options
from pinyin_strip.values import Convention, Verdict

__all__ = ["CHECKED", "Source", "each_checked", "each_text", "format_of", "quiet_pipe", "with_options", "write"]


@dataclass(frozen=True, slots=True)
class Source:
    """One input: the name that errors and findings carry, its text, line endings untouched, the file if it is one, its format."""

    name: str
    text: str
    file: Original | None = None
    """``None`` for standard input."""
    format: str = "text"


def each_text(paths: Sequence[str], stdin_name: str = "<stdin>") -> Iterator[Source | None]:
    """Yield the text of each path (``-`` is standard input), or ``None`` where an error was reported on standard error."""
    for path in paths or ("-",):
        name = stdin_name if path == "-" else path
        try:
            data, file = (sys.stdin.buffer.read(), None) if path == "-" else read_file(Path(path))
            yield Source(name, data.decode("utf-8"), file)
        except UnicodeDecodeError as error:
            complain(
                f"{name}: not UTF-8 at byte {error.start} (0x{error.object[error.start]:02x}); left alone. "
                f"Convert it first, for instance with iconv -f GB18030 -t UTF-8"
            )
            yield None
        except OSError as error:
            complain(f"{name}: {error.strerror or error}; skipped")
            yield None


def each_checked(paths: Sequence[str], stdin_name: str, format: str | None) -> Iterator[Source | None]:
    """Yield what is to be proofread, as ``each_text`` does, each with its format; one that is not proofread is an error."""
    for path in paths or ("-",):
        try:
            kind = format or _kind_of(path, stdin_name)
        except Refused as error:
            complain(f"{path}: {error if Path(path).exists() else 'No such file or directory; skipped'}")
            yield None
            continue
        for source in each_text([path], stdin_name):
            yield source and replace(source, format=kind)


def _kind_of(path: str, stdin_name: str) -> str:
    """Say what an input is. Raises ``Refused`` if that is not proofread."""
    if path == "-":
        named = name_of(stdin_name)
        return named if named in CHECKED else "text"
    kind, layer = kind_of(path), split_suffix(path)[1]
    if kind not in CHECKED or layer:
        what = f"compressed files ({layer})" if layer else f"{kind} files"
        raise Refused(f"check does not read {what} yet, only {', '.join(CHECKED)}; left alone")
    return kind


def format_of(source: Source) -> BlockFormat:
    """Return the format of something that is proofread."""
    kind = by_name(source.format)
    if not isinstance(kind, BlockFormat):
        raise TypeError(f"{source.format} has no places to look at")
    return kind


def complain(message: str) -> None:
    """Report an error on standard error."""
    click.echo(f"pinyin-strip: {message}", err=True)


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
        chosen = {name: parsed.pop(name) for name in _OPTIONS}
        chosen = {name: value for name, value in chosen.items() if value not in (None, ())}
        command(options=Options(**chosen), **parsed)

    decorated = click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))(called)
    for name, (kind, text) in reversed(_OPTIONS.items()):
        flag = f"--{name.removesuffix('s') if name == 'conventions' else name}"
        many = name in ("strip", "conventions")
        if name == "repair":
            decorate = click.option(
                flag, is_flag=False, flag_value="proved", default=None, type=click.Choice(kind), help=text
            )
        else:
            decorate = click.option(
                flag, name, multiple=many, type=click.Choice(kind), help=text, metavar="NAME" if many else None
            )
        decorated = decorate(decorated)
    return decorated


# Each field of Options that can be said on the command line: its values, and what --help says of it.
_OPTIONS: dict[str, tuple[list[str], str]] = {
    "strip": (
        [verdict.value for verdict in Verdict],
        f"Remove only glosses with this verdict (repeatable): {', '.join(Verdict)}.",
    ),
    "conventions": (
        [convention.value for convention in Convention],
        f"Look only for this way of writing a gloss (repeatable): {', '.join(Convention)}.",
    ),
    "toneless": (
        ["auto", "strip", "keep"],
        "Glosses without tones: remove where something speaks for them, all, none.",
    ),
    "context": (["model", "phrases", "g2pm", "none"], "Who says which listed reading the context calls for."),
    "sensitivity": (
        ["strict", "sensitive"],
        "How improbable a reading must be in its context: seldom call a right one wrong, or find more wrong ones.",
    ),
    "repair": (["proved", "likely"], "Undo byte-level damage of injected pages first; alone, only what is proved."),
    "script": (["simplified", "traditional"], "The script that clean text comes out in."),
    "injected": (["quiet", "check"], "Whether the readings of an injected page are held against the context."),
    "standard": (
        ["auto", "mainland", "taiwan", "both", "tghz2013"],
        "Whose readings a text is proofread against; auto: Taiwan's where the text shows it.",
    ),
    "sandhi": (["any", "written", "original"], "House style for the tones of 一 and 不 and for two third tones."),
    "neutral": (["any", "written", "full"], "House style for the neutral tone."),
    "erhua": (["any", "joined", "apart"], "House style for the suffix 儿."),
}
