"""How much is said: --quiet leaves out the summary, --verbose tells who read each file and what was left as doubtful."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pinyin_strip import fastscan
from pinyin_strip.cli import cli


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command beside a text with one doubtful gloss."""
    (tmp_path / "a.txt").write_text("雾散(sàn)了，放松(yú)\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(cli, words)


def test_a_quiet_check_shows_findings_and_errors_only(run):
    """The exit code says the rest."""
    done = run("check", "-q", "a.txt")
    assert (done.exit_code, done.stderr, done.stdout.count("\n")) == (1, "", 1)
    done = run("check", "--quiet", "missing.txt", "a.txt")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("pinyin-strip: missing.txt: No such file or directory")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["clean", "--repair=proved"], "the stages in Python, because of repair of damage (repair)"),
        (["clean", "--script=simplified"], "the stages in Python, because of another script (script)"),
        (["clean", "--strip=match"], "the stages in Python, because of a choice of verdicts (strip)"),
        (
            ["clean", "--convention=parenthesis"],
            "the stages in Python, because of a choice of conventions (conventions)",
        ),
        (["ruby"], "the stages in Python, because of ruby"),
        (["clean"], "the compiled loops, and Python where they leave the decision open (1 of 1 texts)"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_is_told_with_who_read_it_and_what_is_left(run, words, why, jobs):
    """One line, in however many processes, also where nothing else is said."""
    if "compiled" in why and not fastscan.available():
        pytest.skip("the loops were not compiled")
    done = run(*words, "-v", "-q", "-j", jobs, "a.txt")
    (line,) = [line for line in done.stderr.splitlines() if "read by" in line]
    assert line.startswith(f"pinyin-strip: a.txt: read by {why}; 16 characters in ")
    assert line.endswith("; left: mismatch 1")


def test_why_a_file_was_read_so_is_told_by_its_own_settings(run, tmp_path):
    """Not by those of the first one, which has others here."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "b.txt").write_text("放松(yú)\n", "utf-8")
    (tmp_path / "b" / ".pinyin-strip.toml").write_text('script = "simplified"\n', "utf-8")
    told = run("clean", "-v", "-q", "a.txt", "b/b.txt").stderr.splitlines()
    assert ["(script)" in line for line in told] == [False, True]


def test_a_verbose_check_tells_how_a_text_was_read_and_what_is_in_doubt(run):
    """Beside its findings, on standard error."""
    done = run("check", "-v", "-q", "--convention=parenthesis", "a.txt")
    assert done.stderr.startswith("pinyin-strip: a.txt: read by the stages in Python, because ")
    assert done.stderr.endswith("; in doubt: mismatch 1\n")
    assert done.stdout.count("\n") == 1
