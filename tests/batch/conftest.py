from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip.batch import progress
from pinyin_strip.cli import cli


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """No run says how far it has come because the machine is slow."""
    monkeypatch.setattr(progress, "EVERY", float("inf"))


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


HANG = 300  # seconds: whoever has not come by then hangs


class Held:
    """A run of ``clean`` that waits where it calls a function, in each of its processes that does; see ``held.py``."""

    def __init__(self, place, *arguments, call=1, release=True, **how):
        self._heard, says = os.pipe()
        goes, self._keeps = os.pipe()
        self._said = b""
        command = [Path(__file__).with_name("held.py"), place, call, says, goes if release else -1, "clean", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(
            [sys.executable, *map(str, command)], pass_fds=(says, goes), start_new_session=True, **pipes | how
        )
        os.close(says)
        os.close(goes)

    def arrived(self):
        """Wait until one more process has come there, and give its number."""
        while b"\n" not in self._said:
            more = self._hear()
            assert more, f"the run ended before it came there: {self.errors().decode()}"
            self._said += more
        number, _, self._said = self._said.partition(b"\n")
        return int(number)

    def wait_until_all_have_ended(self):
        """Wait until no process is left that began as this one or as its copy: nobody holds the other end of the pipe."""
        while self._hear():
            pass

    def errors(self):
        """Wait for the end of the run, and give what it said on standard error."""
        return self.process.communicate(timeout=HANG)[1]

    def go_on(self):
        """Let everybody go on, also those who come there later."""
        os.close(self._keeps)
        self._keeps = -1

    def close(self):
        for descriptor in (self._heard, self._keeps):
            if descriptor >= 0:
                os.close(descriptor)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def _hear(self):
        assert select.select([self._heard], [], [], HANG)[0], "nobody comes there, and nobody ends"
        return os.read(self._heard, 1000)


@pytest.fixture
def held():
    """Start ``pinyin-strip clean`` in a process of its own that is held at a function."""
    if os.name != "posix":
        pytest.skip("holds processes by inherited pipes, and ends them by signals")
    with ExitStack() as runs:
        yield lambda *arguments, **how: runs.enter_context(closing(Held(*arguments, **how)))


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
