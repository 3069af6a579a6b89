"""``check`` as it is used: what is printed, what is written, and how they exit."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip.batch.diff import Diff
from pinyin_strip.cli import cli

LESSON = "她努(nù)力学航海策略(cèluè）。\r\n六(lìu)点，\n南京(nánjīng)与北京(beijing)。"
SAFE = "她努(nù)力学航海策略(cèlüè)。\r\n六(liù)点，\n南京(nánjīng)与北京(beijing)。"
ALL = "她努(nǔ)力学航海策略(cèlüè)。\r\n六(liù)点，\n南京(nánjīng)与北京(běijīng)。"


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """A file with one of each, in the folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "lesson.txt"
    path.write_bytes(LESSON.encode())
    return path


def run(*words, **more):
    return CliRunner().invoke(cli, words, **more)


def _text(path):
    return path.read_bytes().decode()


@pytest.mark.usefixtures("lesson")
def test_findings_are_listed_and_exit_with_1():
    """The list goes to standard output, the count and the hint to standard error."""
    done = run("check", "lesson.txt")
    assert done.exit_code == 1
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["R102", "R201", "R301", "R202", "R107"]
    assert done.stderr.splitlines() == [
        "pinyin-strip: 5 findings",
        "pinyin-strip: 3 fixable with --fix (2 more with --unsafe-fixes)",
    ]


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ([], "3 fixable with --fix (2 more with --unsafe-fixes)"),
        (["--select", "R2"], "2 fixable with --fix"),
        (["--select", "R1"], "2 fixable with --fix --unsafe-fixes"),
        (["--unsafe-fixes"], "5 fixable with --fix --unsafe-fixes"),
        (["--fix"], "2 fixable with --fix --unsafe-fixes"),
    ],
)
def test_the_hint_tells_what_can_be_put_right(words, hint):
    """It is the last line on standard error."""
    assert run("check", *words, "lesson.txt").stderr.splitlines()[-1] == f"pinyin-strip: {hint}"


def test_nothing_found_exits_with_0_and_gives_no_hint():
    """Silence on standard output is the good news."""
    done = run("check", input="清(qīng)晨")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "pinyin-strip: 0 findings\n")


@pytest.mark.usefixtures("lesson")
def test_exit_zero_forgives_findings_but_no_errors():
    """A file that cannot be read is an error all the same, and the others are checked."""
    assert run("check", "--exit-zero", "lesson.txt").exit_code == 0
    done = run("check", "--exit-zero", "missing.txt", "lesson.txt")
    assert done.exit_code == 2
    assert "lesson.txt:1:3: R102" in done.stdout


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("nothing", ["", " , "])
def test_naming_no_rule_at_all_is_an_error(lesson, option, nothing):
    """An empty variable in a script must not mean every rule."""
    done = run("check", option, nothing, "lesson.txt")
    assert (done.exit_code, "known: ALL, R101" in done.stderr) == (2, True)


@pytest.mark.parametrize("other", [["--output-format", "sarif"], ["--output-format", "full"], ["--statistics"]])
def test_a_diff_is_not_a_report(lesson, other):
    """Whoever asks for both is told, and does not wait for a file that never comes."""
    done = run("check", "--diff", *other, "lesson.txt")
    assert (done.exit_code, "leave out --" in done.stderr) == (2, True)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_is_an_error_that_names_the_nearest(option):
    """A code that is misspelt must not silently select nothing."""
    done = run("check", option, "R201,R209", "-", input="")
    assert done.exit_code == 2
    assert "unknown rule 'R209'; did you mean R20" in done.stderr


@pytest.mark.usefixtures("lesson")
def test_machines_read_all_files_as_one_document():
    """JSON and SARIF are written once, after the last file, and are valid even when nothing is found."""
    found = json.loads(run("check", "--output-format", "json", "lesson.txt", "lesson.txt").stdout)["findings"]
    assert len(found) == 10
    log = json.loads(run("check", "--output-format", "sarif", "--ignore", "R", "lesson.txt").stdout)
    assert log["runs"][0]["results"] == []


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize("output", ["full", "github"])
def test_every_format_reports_every_finding(output):
    """Each of the five is there."""
    printed = run("check", "--output-format", output, "lesson.txt").stdout
    assert all(code in printed for code in ("R102", "R201", "R301", "R202", "R107"))


@pytest.mark.usefixtures("lesson")
def test_statistics_replace_the_list():
    """One line a rule; they are for people only."""
    assert run("check", "--statistics", "lesson.txt").stdout.splitlines()[0] == "1  R102  [-]  wrong-tone"
    done = run("check", "--statistics", "--output-format", "json", "lesson.txt")
    assert done.exit_code == 2
    assert "--statistics" in done.stderr


def test_fix_writes_only_what_is_safe(lesson):
    """Line endings stay, and what is left is reported."""
    done = run("check", "--fix", "lesson.txt")
    assert done.exit_code == 1
    assert _text(lesson) == SAFE
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["R102", "R107"]
    assert done.stderr.startswith("pinyin-strip: 3 fixed, 2 findings left\n")


def test_unsafe_fixes_change_readings_when_asked_for(lesson):
    """Everything is right afterwards, so the command is content."""
    done = run("check", "--fix", "--unsafe-fixes", "lesson.txt")
    assert (done.exit_code, done.stdout) == (0, "")
    assert _text(lesson) == ALL


def test_unsafe_fixes_alone_write_nothing(lesson):
    """They only say which fixes count."""
    run("check", "--unsafe-fixes", "lesson.txt")
    assert _text(lesson) == LESSON


def test_fix_heeds_the_selection(lesson):
    """A rule that is ignored is not fixed."""
    run("check", "--fix", "--ignore", "R2", "lesson.txt")
    assert _text(lesson) == LESSON.replace("cèluè）", "cèluè)")


def test_fix_keeps_byte_order_mark_and_mode_and_leaves_nothing_beside(lesson):
    """The file is replaced as a whole and is still the same to everyone else."""
    lesson.write_bytes(b"\xef\xbb\xbf" + LESSON.encode())
    lesson.chmod(0o640)
    done = run("check", "--fix", "lesson.txt")
    assert lesson.read_bytes() == b"\xef\xbb\xbf" + SAFE.encode()
    assert stat.S_IMODE(lesson.stat().st_mode) == 0o640
    assert [path.name for path in lesson.parent.iterdir()] == ["lesson.txt"]
    assert done.stdout.startswith("lesson.txt:1:3:")


def test_fix_follows_a_link_and_keeps_it(lesson):
    """What a link points at is rewritten."""
    link = lesson.with_name("link.txt")
    link.symlink_to(lesson)
    run("check", "--fix", "link.txt")
    assert link.is_symlink()
    assert _text(lesson) == SAFE


def test_a_file_that_is_fine_is_not_written(lesson):
    """Its time stamp stays."""
    lesson.write_text("清(qīng)晨", "utf-8")
    os.utime(lesson, (1, 1))
    assert run("check", "--fix", "lesson.txt").exit_code == 0
    assert lesson.stat().st_mtime == 1


@pytest.mark.usefixtures("lesson")
def test_a_write_that_fails_is_an_error_and_loses_nothing(lesson, monkeypatch):
    """The old text stays, no half-written file is left, and the findings are still reported."""

    def refuse(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    done = run("check", "--fix", "lesson.txt")
    assert done.exit_code == 2
    assert "No space left on device; left alone" in done.stderr
    assert "R201" in done.stdout
    assert _text(lesson) == LESSON
    assert [path.name for path in lesson.parent.iterdir()] == ["lesson.txt"]


def test_standard_input_is_fixed_onto_standard_output():
    """The new text is the product; the report moves to standard error."""
    done = run("check", "--fix", "--stdin-filename", "a.txt", "-", input=LESSON.encode())
    assert done.stdout_bytes == SAFE.encode()
    assert "a.txt:1:3: R102" in done.stderr
    assert done.exit_code == 1


def test_standard_input_is_called_what_it_is_told():
    """Editors pipe a text in and know its name."""
    assert run("check", input="努(nù)力").stdout.startswith("<stdin>:1:2: ")
    assert run("check", "--stdin-filename", "a.txt", input="努(nù)力").stdout.startswith("a.txt:1:2: ")


def test_diff_shows_what_fix_would_do_and_does_nothing(lesson):
    """Exit code 1 where anything would change, and the diff can be applied as it is."""
    done = run("check", "--diff", "lesson.txt")
    assert done.exit_code == 1
    assert done.stdout_bytes.decode() == (
        "--- lesson.txt\n+++ lesson.txt\n@@ -1,3 +1,3 @@\n"
        "-她努(nù)力学航海策略(cèluè）。\r\n-六(lìu)点，\n"
        "+她努(nù)力学航海策略(cèlüè)。\r\n+六(liù)点，\n"
        " 南京(nánjīng)与北京(beijing)。\n\\ No newline at end of file\n"
    )
    assert run("check", "--fix", "--diff", "lesson.txt").stdout_bytes == done.stdout_bytes
    assert _text(lesson) == LESSON
    assert run("check", "--diff", "--select", "R102", "lesson.txt").exit_code == 0
    assert "+她努(nǔ)力" in run("check", "--diff", "--unsafe-fixes", "lesson.txt").stdout


@pytest.mark.parametrize("name", ["", "..", "/x/..", "a"])
def test_whatever_standard_input_is_called_it_is_put_right(name):
    """The name is for reports."""
    done = CliRunner().invoke(cli, ["check", "--fix", "--as", "text", "--stdin-filename", name, "-"], input="六(lìu)点")
    assert (done.exit_code, done.stdout) == (0, "六(liù)点"), done.stderr


def test_a_diff_splits_lines_where_patch_does():
    """A line separator or a lone carriage return ends no line."""
    shown = "".join(Diff("a.txt").piece("一\u2028二\r三\n".encode(), "一\u2028二\r四\n".encode()))
    assert shown == "--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-一\u2028二\r三\n+一\u2028二\r四\n"


@pytest.mark.usefixtures("lesson")
@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour_follows_the_environment(variables, coloured):
    """A pipe gets none unless it is forced; NO_COLOR has the last word."""
    for words in (["check", "lesson.txt"], ["check", "--output-format", "full", "lesson.txt"], ["explain"]):
        printed = run(*words, env={"TERM": "xterm-256color", **variables}).stdout
        assert ("\x1b[" in printed) is coloured


@pytest.mark.usefixtures("lesson")
def test_colour_changes_nothing_but_colour():
    """Without its escapes the coloured report is the plain one."""
    words = ["check", "--output-format", "full", "lesson.txt"]
    plain = run(*words).stdout
    coloured = run(*words, env={"TERM": "xterm-256color", "FORCE_COLOR": "1", "COLUMNS": "80"}).stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_file_that_is_write_protected_is_left_alone(lesson, monkeypatch):
    """Moving over it would be possible, but is not meant."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert run("check", "--fix", "lesson.txt").exit_code == 2
    assert _text(lesson) == LESSON


@pytest.mark.parametrize(
    ("words", "code"), [([], 0), (["--sensitivity", "strict"], 0), (["--sensitivity", "sensitive"], 1)]
)
def test_sensitivity_says_how_improbable_a_reading_must_be(words, code):
    """A phrase with two readings is faint evidence."""
    assert run("check", *words, "-", input="今天写了一行(háng)代码。").exit_code == code
