"""Standard input that is a terminal: whoever typed a command without a path is told what it waits for."""

from __future__ import annotations

import os
import sys

import click

__all__ = ["standard_input", "tell_of_waiting"]


def standard_input() -> bytes:
    """Read all of standard input."""
    tell_of_waiting()
    return sys.stdin.buffer.read()


def tell_of_waiting() -> None:
    """Say on standard error that text is to be typed, if standard input is a terminal."""
    if sys.stdin.isatty():
        keys = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        click.echo(f"pinyin-strip: reading what you type, until {keys} on a line of its own; or name files", err=True)
