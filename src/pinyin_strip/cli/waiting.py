"""Standard input that is a terminal: whoever typed a command without a path is told what it waits for."""

from __future__ import annotations

import os
import sys
from functools import partial
from io import BufferedReader
from typing import IO, cast

import click

__all__ = ["copy_standard_input", "standard_input", "tell_of_waiting"]


def standard_input() -> bytes:
    """Read all of standard input."""
    tell_of_waiting()
    return sys.stdin.buffer.read()


def copy_standard_input(out: IO[bytes]) -> None:
    """Copy all of standard input, which ends where a read brings nothing: on a terminal one key ends it, not two."""
    tell_of_waiting()
    for data in iter(partial(cast("BufferedReader", sys.stdin.buffer).read1, 1 << 16), b""):
        out.write(data)


def tell_of_waiting() -> None:
    """Say on standard error that text is to be typed, if standard input is a terminal."""
    if sys.stdin.isatty():
        keys = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        click.echo(f"pinyin-strip: reading what you type, until {keys} on a line of its own; or name files", err=True)
