"""What commands write beside texts (reports, pictures, baselines) is there whole or as it was; what they print is printable."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.batch.atomic import AtomicFile
from pinyin_strip.cli import cli
from pinyin_strip.display import printable
from pinyin_strip.proof import proofread
from pinyin_strip.report import concise

WRITERS = {
    "report": ["report", "a.txt", "-o", "old.html"],
    "stats": ["stats", "a.txt", "--plot", "old.svg"],
    "clean": ["clean", "--check", "a.txt", "--report", "old.json"],
    "baseline": ["check", "--write-baseline", "--baseline", "old.baseline", "a.txt"],
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with a text in it, which is the current one."""
    (tmp_path / "a.txt").write_text("努(nù)力\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
def test_a_disk_that_is_full_leaves_what_was_there(desk, monkeypatch, words):
    """The file is named, and the exit code is 2."""
    for extra in {"report": ["jinja2"], "stats": ["matplotlib"]}.get(words[0], []):
        pytest.importorskip(extra)
    name = next(word for word in words if word.startswith("old."))
    old = '{"version": 1, "files": {}}'
    (desk / name).write_text(old, "utf-8")

    def full(self):
        raise OSError(28, "No space left on device", str(self.target))

    monkeypatch.setattr(AtomicFile, "commit", full)
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert name in done.stderr
    assert (desk / name).read_text("utf-8") == old
    assert sorted(path.name for path in desk.iterdir()) == sorted(["a.txt", name])


@given(st.text())
def test_what_is_printed_holds_nothing_that_a_terminal_acts_upon(text):
    """It has as many characters as before, and what can be seen stays."""
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown) == len(text)
    assert all(new == old for new, old in zip(shown, text, strict=True) if old.isprintable())


def test_names_reach_the_terminal_without_control_characters(desk):
    """In errors and in summaries."""
    name = "b\x1b[31m\n.txt"
    (desk / name).write_bytes(b"\xff")
    for command in ("clean", "check", "parse", "stats"):
        done = CliRunner().invoke(cli, [command, name])
        assert done.exit_code == 2
        assert "\x1b" not in done.output
        assert "b\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}.txt" in done.stderr


def test_no_line_begins_like_a_command_of_a_ci():
    """Whatever a file is called."""
    assert concise.render([proofread("::error::a.txt", "努(nù)力")]).startswith("./::error::a.txt:1:2: R102")
