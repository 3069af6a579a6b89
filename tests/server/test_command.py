"""The command that starts the server: what does not go together is told, and so is what is not installed."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tcp", "2087", "--stdio"], "--tcp and --stdio are two ways to speak with an editor; choose one"),
        (["--config", "a.toml", "--isolated"], "--isolated reads no settings file, and --config names one; choose one"),
    ],
)
def test_what_does_not_go_together_is_told(arguments, message):
    """Before anything is started."""
    done = CliRunner().invoke(cli, ["server", *arguments])
    assert done.exit_code == 2
    assert message in done.stderr


def test_whoever_lacks_pygls_is_told_the_line_that_installs_it(monkeypatch):
    """From where the package came, as for every extra."""
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    monkeypatch.delitem(sys.modules, "pinyin_strip.server.language_server", raising=False)
    done = CliRunner().invoke(cli, ["server"])
    assert isinstance(done.exception, ModuleNotFoundError)
    assert str(done.exception).startswith("server needs pygls: pip install ")
    assert "[server]" in str(done.exception)
