"""The command line: the product on standard output, everything else on standard error, and exit codes that mean something."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata

import pytest
from click.testing import CliRunner

from pinyin_strip import Convention, Verdict, clean, fastscan, ruby
from pinyin_strip.cli import cli
from pinyin_strip.cli.demo import SAMPLE
from tests.profiles import slow

COMMANDS = ("demo", "clean", "ruby", "check")


def _run(*arguments, stdin=b""):
    """Run a command in this process."""
    return CliRunner().invoke(cli, list(map(str, arguments)), input=stdin)


def _spawn(*arguments, stdin=b"", stdout=subprocess.PIPE, **environment):
    """Run a command as users do, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pinyin_strip", *map(str, arguments)], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
        env=os.environ | environment, check=False,
    )  # fmt: skip


def test_the_version_says_on_demand_whether_the_loops_are_compiled():
    """In either order; without --verbose, only the version."""
    short, long = _run("--version").output, _run("--version", "--verbose").output
    assert short.startswith("pinyin-strip, version ")
    assert short.count("\n") == 1
    assert long.startswith(short)
    assert f"loops: {'compiled' if fastscan.available() else 'not compiled'}" in long
    assert _run("--verbose", "--version").output == long


@pytest.fixture
def write(tmp_path):
    """Put bytes or text into a file of its own."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


# ----------------------------------------------------------------------------------------------- processes


def test_the_module_runs_as_a_program():
    """python -m pinyin_strip is the same command."""
    done = _spawn("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().split() == ["pinyin-strip,", "version", metadata.version("pinyin-strip")]


def test_standard_input_is_cleaned():
    """- is standard input; only the product is on standard output."""
    done = _spawn("clean", "-", stdin="撑伞(sǎn)去".encode())
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "撑伞去", b"")


def test_findings_make_the_exit_code_one():
    """So that a hook or a build can stop on them."""
    done = _spawn("check", "-", stdin="撑伞(sān)去".encode())
    assert done.returncode == 1
    assert done.stdout.decode() == "<stdin>:1:3: R102 伞 has no reading sān; listed: sǎn\n"
    assert done.stderr.decode().startswith("pinyin-strip: 1 finding")


def test_a_wrong_command_is_an_error():
    """Exit code 2, and the usage on standard error."""
    done = _spawn("wash")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"No such command 'wash'" in done.stderr


def test_a_reader_that_goes_away_ends_it_quietly(write):
    """| head -c1 closes the pipe; nobody wants a traceback for that."""
    path = write("long.txt", f"撑伞(sān)去{'。' * 40}\n" * 1500)  # more than a pipe holds
    for command in ("clean", "check"):
        pipe = subprocess.Popen(
            [sys.executable, "-m", "pinyin_strip", command, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert len(pipe.stdout.read(1)) == 1
        pipe.stdout.close()
        complaint = pipe.stderr.read().decode()
        pipe.stderr.close()
        pipe.wait()
        assert not any(word in complaint for word in ("Traceback", "Exception", "Broken")), complaint


@pytest.mark.parametrize("arguments", [["--help"], ["clean", "-"], *slow(["demo"])], ids=" ".join)
def test_a_pipe_that_is_closed_from_the_start_is_no_reason_to_complain(arguments):
    """Nothing can be written, and nothing is said about it."""
    reading, writing = os.pipe()
    os.close(reading)
    done = _spawn(*arguments, stdin="撑伞去".encode(), stdout=writing)
    os.close(writing)
    assert done.stderr == b""


def test_a_closed_pipe_is_not_taken_for_findings():
    """Exit code 1 means findings; a reader that has read enough is fine."""
    reading, writing = os.pipe()
    os.close(reading)
    done = _spawn("clean", "-", stdin="撑伞去".encode(), stdout=writing)
    os.close(writing)
    assert done.returncode != 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")  # noqa: PTH110
def test_a_full_disk_is_an_error_in_a_sentence():
    """Exit code 2, and no traceback."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = _spawn("clean", "-", stdin="撑伞去".encode(), stdout=full)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_the_demo_runs_where_the_terminal_knows_no_hanzi():
    """Whatever cannot be shown, the first thing that a newcomer runs is no traceback."""
    done = _spawn("demo", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_is_utf8_whatever_the_terminal_says():
    """A redirected product has the encoding of its source."""
    done = _spawn("clean", "-", stdin="撑伞(sǎn)去".encode(), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.stdout.decode() == "撑伞去"


# ------------------------------------------------------------------------------------------------ commands


def test_the_demo_shows_source_clean_text_ruby_and_findings():
    """In this order, on a sample of its own."""
    done = _run("demo")
    assert done.exit_code == 0
    parts = [SAMPLE, clean(SAMPLE), ruby(SAMPLE).splitlines()[0], "R102"]
    places = [done.stdout.index(part.strip()) for part in parts]
    assert places == sorted(places)


def test_the_sample_shows_what_goes_and_what_stays():
    """Glosses of several kinds, a symbol that only looks like one, and some misprints."""
    left = clean(SAMPLE)
    assert "锂(Li)" in left
    assert len(left) < len(SAMPLE) - 50
    assert clean(left) is left


def test_without_a_path_standard_input_is_read():
    """As filters do."""
    assert _run("clean", stdin="撑伞(sǎn)去".encode()).stdout == "撑伞去"


def test_several_files_come_out_one_after_the_other(write):
    """In the order in which they were given."""
    done = _run("clean", write("one.txt", "雨(yǔ)\n"), write("two.txt", "伞(sǎn)\n"))
    assert (done.exit_code, done.stdout) == (0, "雨\n伞\n")


def test_ruby_is_written_as_html():
    """Everything else is escaped."""
    done = _run("ruby", "-", stdin="<伞(sǎn)>".encode())
    assert (done.exit_code, done.stdout) == (0, "&lt;<ruby>伞<rp>(</rp><rt>sǎn</rt><rp>)</rp></ruby>&gt;")


def test_check_says_file_line_and_column(write):
    """As compilers do, so that editors can jump there."""
    path = write("three lines.txt", "雨(yǔ)\r\n伞(sǎn)\n撑伞(sān)去，刘(líu)\n")
    done = _run("check", path)
    assert done.exit_code == 1
    assert [line.rsplit(": R", 1)[0] for line in done.stdout.splitlines()] == [f"{path}:3:3", f"{path}:3:11"]
    assert done.stderr.startswith("pinyin-strip: 2 findings\n")


def test_check_is_silent_where_nothing_is_found(write):
    """Exit code 0, nothing on standard output."""
    done = _run("check", write("fine.txt", "撑伞(sǎn)去"))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "pinyin-strip: 0 findings\n")


@pytest.mark.parametrize(
    "content", ["撑伞\r\n去\r\n", "\ufeff撑伞\n", "\ufeff撑伞\r\n", "撑伞\r去", "撑伞\n\n", "撑\u2028伞", "\x00", ""]
)
def test_line_ends_and_byte_order_marks_are_kept(content):
    """Only the gloss goes, byte for byte."""
    source = content.replace("伞", "伞(sǎn)")
    assert _run("clean", "-", stdin=source.encode()).stdout_bytes == content.encode()


@pytest.mark.parametrize(
    ("arguments", "left"), [(["--toneless=keep"], "雨(yu)伞"), (["--toneless=strip"], "雨伞"), ([], "雨伞")]
)
def test_toneless_readings_can_be_chosen(arguments, left):
    """The words are those of the Python options."""
    assert _run("clean", *arguments, "-", stdin="雨(yu)伞(sǎn)".encode()).stdout == left


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_can_be_chosen(verdict):
    """By the name that help and Python give it."""
    assert _run("clean", f"--strip={verdict.value}", "-", stdin="伞".encode()).exit_code == 0


@pytest.mark.parametrize("convention", Convention)
def test_every_convention_can_be_chosen(convention):
    """By the name that help and Python give it."""
    assert _run("clean", f"--convention={convention.value}", "-", stdin="伞".encode()).exit_code == 0


# -------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize("command", ["clean", "ruby", "check"])
def test_a_missing_file_is_an_error_and_the_rest_is_done(command, write, tmp_path):
    """The exit code tells, and the other files are not made to suffer."""
    done = _run(command, tmp_path / "absent.txt", write("there.txt", "撑刘(sǎn)"))
    assert done.exit_code == 2
    assert "刘" in done.stdout
    assert "absent.txt: No such file or directory" in done.stderr


def test_a_folder_is_an_error_and_the_rest_is_done(write, tmp_path):
    """It is named, and what could be read is done."""
    done = _run("clean", tmp_path, write("there.txt", "伞(sǎn)"))
    assert (done.exit_code, done.stdout) == (2, "伞")
    assert "Is a directory" in done.stderr


def test_undecodable_bytes_are_named_and_the_rest_is_done(write):
    """Which byte, where, and what to do about it."""
    done = _run("clean", write("gbk.txt", "雨ab".encode() + b"\xd3\xea"), write("there.txt", "伞(sǎn)"))
    assert (done.exit_code, done.stdout) == (2, "伞")
    assert "gbk.txt: not UTF-8 at byte 5 (0xd3)" in done.stderr
    assert "iconv" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["clean", "--toneless=maybe"],
        ["clean", "--strip=right"],
        ["ruby", "--style=neon"],
        ["clean", "--fast"],
        ["wash"],
    ],
)
def test_what_cannot_be_asked_for_is_an_error(arguments):
    """Exit code 2, and nothing on standard output."""
    done = _run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")


# ---------------------------------------------------------------------------------------------------- help


def test_help_names_every_command_and_shows_examples():
    """And what the exit codes mean."""
    done = _run("--help")
    assert done.exit_code == 0
    assert all(f"pinyin-strip {command}" in done.stdout and f"\n  {command} " in done.stdout for command in COMMANDS)
    assert "Exit codes" in " ".join(done.stdout.split())


@pytest.mark.parametrize("command", ["clean", "ruby", "check"])
def test_the_help_of_a_command_shows_examples(command):
    """-h is help too."""
    done = _run(command, "-h")
    assert done.exit_code == 0
    assert f"Examples:\n    pinyin-strip {command} " in done.stdout


def test_help_names_every_verdict_and_convention():
    """What can be chosen is told."""
    words = " ".join(_run("clean", "--help").stdout.replace(",", " ").replace(".", " ").split()).split()
    assert {verdict.value for verdict in Verdict} <= set(words)
    assert {convention.value for convention in Convention} <= set(words)


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize("command", ["clean", "repair", *slow("ruby", "check", "stats", "stats --json", "report")])
@pytest.mark.parametrize(("closed", "path"), [("<&-", "-"), (">&-", "text.txt")])
def test_a_closed_stream_is_told(write, command, closed, path):
    """Where the shell has closed standard input or output: one sentence, no traceback, exit code 2."""
    folder = write("text.txt", "国(guó)努(nù)").parent
    line = f'"{sys.executable}" -m pinyin_strip {command} {path} {closed}'
    done = subprocess.run(line, shell=True, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    complaint = done.stderr.decode()
    assert done.returncode == 2
    assert complaint.startswith("pinyin-strip: ")
    assert "Bad file descriptor" in complaint
    assert "Traceback" not in complaint
    assert "ignored" not in complaint
