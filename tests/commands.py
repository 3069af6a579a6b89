"""Commands as somebody runs them in a folder."""

from __future__ import annotations

import contextlib

from click.testing import CliRunner

from pinyin_strip.cli import cli

__all__ = ["run_in"]


def run_in(folder, *arguments, given=None):
    """Run a command in a folder; returns its exit code, standard output and standard error. What it raises is raised."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(cli, list(map(str, arguments)), input=given)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr
