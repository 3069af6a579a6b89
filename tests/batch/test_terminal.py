"""On a terminal: bytes that are no text never get there, and whoever is waited for is told."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys

import pytest

from tests.formats import books

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")

GLOSSED = "雾散(sàn)了\n"
CLEAN = "雾散了"
BOOK = books.docx(f"<w:p><w:r><w:t>{GLOSSED}</w:t></w:r></w:p>")


def _table(write):
    """A table as bytes."""
    pa = pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    sink = pa.BufferOutputStream()
    write(pa, pa.table({"text": [GLOSSED]}), sink)
    return sink.getvalue().to_pybytes()


def _parquet():
    return _table(lambda pa, table, sink: __import__("pyarrow.parquet").parquet.write_table(table, sink))


def _arrow():
    return _table(lambda pa, table, sink: __import__("pyarrow.feather").feather.write_feather(table, sink))


UNPRINTABLE = {
    "a.epub": books.epub,
    "a.docx": lambda: BOOK,
    "a.parquet": _parquet,
    "a.arrow": _arrow,
    "a.txt.gz": lambda: gzip.compress(GLOSSED.encode()),
    "a.txt": GLOSSED.encode,
}


@pytest.fixture
def on_terminal(tmp_path):
    """Run a command whose standard output is a terminal, and its input if something is typed; gives code, screen and standard error."""

    def run(*arguments, typed=None):
        ours, theirs = pty.openpty()
        command = subprocess.Popen(
            [sys.executable, "-m", "pinyin_strip", *arguments], cwd=tmp_path, stdout=theirs, stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL if typed is None else theirs,
        )  # fmt: skip
        os.close(theirs)
        told = command.stderr.readline() if typed is not None else b""
        if typed is not None:
            os.write(ours, f"{typed}\n\x04".encode())
        screen = _screen(ours)
        told += command.stderr.read()
        command.stderr.close()
        return command.wait(), screen.decode(), told.decode()

    return run


def _screen(terminal):
    """Everything that a terminal was given until its last user closed it."""
    seen = b""
    while True:
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:  # how Linux says that
            data = b""
        if not data:
            os.close(terminal)
            return seen
        seen += data


@pytest.mark.parametrize(
    ("name", "words"),
    [*((name, []) for name in UNPRINTABLE if name != "a.txt"), ("a.txt", ["--output-encoding", "utf-16"])],
)
def test_what_is_no_text_is_refused_on_a_terminal_and_fine_in_a_pipe(on_terminal, clean, tmp_path, name, words):
    """The message says what to do; not a byte comes out."""
    (tmp_path / name).write_bytes(UNPRINTABLE[name]())
    code, screen, told = on_terminal("clean", *words, name)
    assert (code, screen) == (2, "")
    assert f"{name}: comes out " in told
    assert "nothing for a terminal; left alone. Write it with -o FILE, in place with -i, or into a pipe" in told
    code, piped, told = clean(*words, tmp_path / name)
    assert (code, told) == (0, "")
    (tmp_path / f"piped-{name}").write_bytes(piped)
    assert clean("--check", tmp_path / f"piped-{name}", *_as_written(words))[0] == 0  # it is whole, and clean


def _as_written(words):
    """How what was written is read again."""
    return ["--encoding", words[1]] if words else []


def test_text_is_shown_on_a_terminal_and_so_is_the_rest_of_what_was_asked_for(on_terminal, tmp_path):
    """Also what is read in another encoding and written in UTF-8."""
    (tmp_path / "a.docx").write_bytes(BOOK)
    (tmp_path / "b.txt").write_text(GLOSSED, "utf-16")
    code, screen, told = on_terminal("clean", "--encoding", "utf-16", "--output-encoding", "utf-8", "a.docx", "b.txt")
    assert (code, screen.strip("\ufeff\r\n"), told.count("\n")) == (2, CLEAN, 1)


def test_a_device_that_is_a_terminal_is_one(on_terminal, tmp_path):
    """Whatever it is called."""
    (tmp_path / "a.docx").write_bytes(BOOK)
    (tmp_path / "b.txt").write_text(GLOSSED, "utf-8")
    code, screen, told = on_terminal("clean", "-q", "-o", "/dev/stdout", "a.docx")
    assert (code, screen) == (2, "")
    assert "nothing for a terminal" in told
    assert on_terminal("clean", "-q", "-o", "/dev/stdout", "b.txt") == (0, f"{CLEAN}\r\n", "")


@pytest.mark.parametrize("words", [["clean"], ["ruby", "--style=brackets"], ["repair"], ["check", "--exit-zero", "-"]])
def test_whoever_is_waited_for_is_told(on_terminal, words):
    """Before anything is typed, on standard error."""
    code, screen, told = on_terminal(*words, typed=CLEAN)
    assert (code, CLEAN in screen) == (0, True)
    assert told.startswith("pinyin-strip: reading what you type, until Ctrl-D on a line of its own; or name files\n")
