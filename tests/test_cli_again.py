"""The summary of a run says how what it kept is seen, in words that can be copied into a shell."""

from __future__ import annotations

import shlex

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli

KEPT, GONE = "放松(yú)\n", "雾散(sàn)\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command beside a few files."""
    monkeypatch.chdir(tmp_path)
    for name in ["a.txt", "b c.txt", "-d.txt", "in/e.txt", "it's.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(KEPT, "utf-8")
    (tmp_path / "g.txt").write_text(GONE, "utf-8")
    (tmp_path / "old.txt").write_bytes(KEPT.encode("gb18030"))
    (tmp_path / "some.log").write_text(KEPT, "utf-8")
    (tmp_path / "x.jsonl").write_text('{"b": "放松(yú)"}\n', "utf-8")
    (tmp_path / "list").write_text("a.txt\nin\n", "utf-8")
    return lambda *words: CliRunner().invoke(cli, words)


def hint(done):
    """The command that a summary names."""
    (line,) = [line for line in done.stderr.splitlines() if "see each" in line]
    return line.partition(": see each with the reason: ")[2].partition(" (and wh")[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-i", "a.txt"], "a.txt"),
        (["-o", "out/", "a.txt", "in"], "a.txt in"),
        (["--check", "b c.txt", "it's.txt"], "'b c.txt' 'it'\"'\"'s.txt'"),
        (["--check", "--", "-d.txt"], "-- -d.txt"),
        (["-i", "--encoding", "gb18030", "old.txt"], "--encoding=gb18030 old.txt"),
        (["-i", "--encoding", "gb18030", "--output-encoding", "utf-8", "old.txt"], "--encoding=utf-8 old.txt"),
        (["-o", "n.txt", "--encoding", "gb18030", "--output-encoding", "utf-8", "old.txt"], "--encoding=gb18030 old.txt"),
        (["--check", "--column", "b", "--as", "jsonl", "x.jsonl"], "--field=b --as=jsonl x.jsonl"),
        (["--check", "--include", "e*", "--exclude", "a b", "in"], "'--include=e*' '--exclude=a b' in"),
        (["--check", "--files-from", "list"], "--files-from=list"),
        (["--check", "--strip", "near", "--strip", "tone", "--repair", "a.txt"], "--strip=near --strip=tone --repair=proved a.txt"),
        (["--check", "--isolated", "--toneless=strip", "a.txt"], "--toneless=strip --isolated a.txt"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["clean", "ruby"])
def test_the_command_that_is_named_shows_what_was_kept(run, command, words, said):
    """The options that decide about it go along; it is run as it stands."""
    done = run(command, *words)
    named = shlex.split(hint(done))
    assert named[:3] == ["pinyin-strip", "parse", "--kept"]
    assert sorted(named[3:]) == sorted(shlex.split(said))
    shown = run(*named[1:])
    assert (shown.exit_code, shown.stderr) == (0, "")
    count = int(done.stderr.partition("worth a look: ")[2].partition(" ")[0])
    assert shown.stdout.count(" kept: ") == count > 0
    assert [
        line.partition(" parse")[0] for line in done.stderr.splitlines() if "worth a look" in line or "see each" in line
    ][1] == ("pinyin-strip: see each with the reason: pinyin-strip")


def test_of_many_paths_a_few_are_named(run):
    """The others are left to be filled in."""
    done = run("clean", "--check", "a.txt", "b c.txt", "in", "some.log", "it's.txt")
    assert hint(done) == "pinyin-strip parse --kept a.txt 'b c.txt' in …"


@pytest.mark.parametrize("words", [["-i", "g.txt"], ["-q", "-i", "a.txt"], ["--diff", "a.txt"], ["a.txt"]])
def test_nothing_is_said_of_it_where_nothing_was_kept_or_no_summary_is_shown(run, words):
    """Nor where standard output has the text."""
    assert "parse" not in run("clean", *words).stderr
