"""How far a run has come is said on standard error: a bar on a terminal, lines elsewhere, nothing if it is not wanted."""

from __future__ import annotations

import os
import re
import threading

import pytest

from pinyin_strip.batch import progress
from pinyin_strip.formats import blocks
from tests.batch.conftest import HANG

GLOSSED = "渡口的雾散(sàn)了。\n"
LINE = re.compile(r"pinyin-strip: \d+ % \(\d\.\d MB, \d+\.\d MB/s(, [\d,]+ s left)?\) \S+\.txt")


@pytest.fixture
def impatient(monkeypatch, patient):
    """Lines come as often as anything is done."""
    monkeypatch.setattr(progress, "EVERY", 0.0)
    monkeypatch.setattr(blocks, "BLOCK", 2000)


@pytest.mark.usefixtures("impatient")
def test_lines_come_where_there_is_no_terminal(clean, tree, tmp_path):
    """Share, size, rate, time left and the file in hand; the last of them says that all is done."""
    root = tree({"a.txt": GLOSSED * 500, "b.txt": GLOSSED})
    err = clean("-o", tmp_path / "out", root)[2]
    lines = [line for line in err.splitlines() if "MB/s" in line]
    assert len(lines) > 3
    assert all(map(LINE.fullmatch, lines))
    assert lines[-1].startswith("pinyin-strip: 100 %")


@pytest.mark.usefixtures("impatient")
def test_quiet_is_quiet_but_for_errors(clean, tree, tmp_path):
    """Neither progress nor summary."""
    root = tree({"a.txt": GLOSSED * 500})
    assert clean("-q", "-o", tmp_path / "out", root) == (0, b"", "")
    (root / "b.txt").write_bytes(b"\xff")
    assert clean("-q", "-o", tmp_path / "out", root)[2].count("\n") == 1


def test_a_run_of_a_moment_says_nothing_but_its_summary(clean, tree, tmp_path):
    """Until it is time for the first line."""
    assert "MB/s" not in clean("-o", tmp_path / "out", tree({"a.txt": GLOSSED}))[2]


def test_a_terminal_gets_a_bar(start, tree, tmp_path):
    """Drawn on standard error while the run goes on; the summary stays when it is gone."""
    pytest.importorskip("pty")
    root = tree({"a.txt": GLOSSED * 20_000})
    ours, theirs = os.openpty()
    shown = []

    def read():
        try:
            while data := os.read(ours, 1 << 16):
                shown.append(data)
        except OSError:  # what Linux says when the other side is closed
            pass

    reader = threading.Thread(target=read)
    reader.start()
    process = start("-o", tmp_path / "out", root, stderr=theirs, env=os.environ | {"TERM": "xterm", "COLUMNS": "120"})
    os.close(theirs)
    process.communicate()
    reader.join(timeout=HANG)
    os.close(ours)
    said = b"".join(shown).decode()
    assert process.returncode == 0
    assert "━" in said
    assert "\x1b[?25h" in said  # the cursor is shown again
    assert "1 file: 1 changed" in said
