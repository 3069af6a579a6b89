"""Only prose is touched: one file of each kind goes through clean, ruby and check --fix, and its other bytes stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli

DATA = Path(__file__).parent.parent / "data" / "prose"
FILES = sorted(path.name for path in (DATA / "source").iterdir())
# Wherever these stand in the files there is no prose; but one of them would be taken out there, and the other put right.
GLOSS, MISPRINT = "湖(hú)".encode(), "湖(hú)六(lìu)".encode()


def _run(*words):
    return CliRunner().invoke(cli, list(map(str, words)))


def _ruby(name):
    """XML has no ruby of its own, so a style has to be named."""
    return ["--style=brackets"] if name.endswith((".xml", ".tei")) else []


@pytest.mark.parametrize("name", FILES)
def test_cleaning_changes_nothing_but_prose(name):
    """Code, addresses, attributes, comments, front matter, math, keys and numbers are as they were."""
    assert _run("clean", DATA / "source" / name).stdout_bytes == (DATA / "clean" / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_ruby_changes_nothing_but_prose(name):
    """Markdown gets elements and is not escaped; where no ruby can stand, glosses stay."""
    assert _run("ruby", *_ruby(name), DATA / "source" / name).stdout_bytes == (DATA / "ruby" / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_fixes_change_nothing_but_prose(name, tmp_path):
    """And nothing but prose is reported."""
    path = Path(shutil.copy(DATA / "source" / name, tmp_path))
    done = _run("check", "--fix", path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert path.read_bytes() == (DATA / "fixed" / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("folder", ["clean", "ruby", "fixed"])
def test_what_is_expected_keeps_every_decoy(name, folder):
    """So that nobody writes a wrong expectation down; and there is some prose that changes."""
    before, after = ((DATA / one / name).read_bytes() for one in ("source", folder))
    assert before.count(MISPRINT) == after.count(MISPRINT) > 0
    assert before.count(GLOSS) == after.count(GLOSS)
    assert before != after


@pytest.mark.parametrize("name", FILES)
def test_findings_are_told_where_they_stand_in_the_file(name):
    """Line and column point at the misprint, whatever is around it."""
    lines = (DATA / "source" / name).read_bytes().decode().split("\n")
    said = _run("check", "--select", "R202", DATA / "source" / name).stdout.splitlines()
    assert said
    for one in said:
        _, line, column, _ = one.split(":", 3)
        assert lines[int(line) - 1][int(column) - 2 :].startswith("六(lìu)")


@pytest.mark.parametrize("name", FILES)
def test_the_diff_of_fixes_is_about_the_file(name):
    """Also where it could not be made of the text alone."""
    done = _run("check", "--diff", DATA / "source" / name)
    assert done.exit_code == 1
    assert "(liù)" in done.stdout
    assert not any(line.startswith("-") and "liù" in line for line in done.stdout.splitlines())
