from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli


@pytest.fixture
def clean():
    """Run ``pinyin-strip clean`` in this process; gives exit code, standard output (bytes) and standard error (text)."""

    def run(*arguments, stdin=b""):
        result = CliRunner().invoke(cli, ["clean", *map(str, arguments)], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout_bytes, result.stderr

    return run


@pytest.fixture
def start():
    """Start ``pinyin-strip clean`` in a process of its own."""

    def run(*arguments, **how):
        command = [sys.executable, "-m", "pinyin_strip", "clean", *map(str, arguments)]
        return subprocess.Popen(command, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how)

    return run


@pytest.fixture
def tree(tmp_path):
    """Make files below a folder of their own: name → text or bytes."""

    def make(files, root="in"):
        for name, content in files.items():
            path = tmp_path / root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / root

    return make


@pytest.fixture
def anyone(clean):
    """A folder of somebody without privileges, and a way to be that somebody: nothing is read-only to root."""
    if not hasattr(os, "setresuid"):
        pytest.skip("users cannot be changed here")
    folder = Path(tempfile.mkdtemp())  # below tmp_path only root may go
    nobody = 65534 if os.geteuid() == 0 else os.geteuid()

    @contextmanager
    def as_nobody():
        clean(stdin="雾(wù)".encode())  # what is imported later may lie where only root may read
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, nobody, -1)
        before = os.getresuid()
        os.setresuid(nobody, nobody, before[2])
        try:
            yield
        finally:
            os.setresuid(*before)

    yield folder, as_nobody
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)
