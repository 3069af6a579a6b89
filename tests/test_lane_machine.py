"""Loops as machine code: kept on disk, called without numba, made anew where what is there cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from pinyin_strip import lane
from tests.damage import give_another_byte
from tests.profiles import slow

pytestmark = pytest.mark.skipif(not lane.available(), reason="the compiled lane needs numba and numpy")
if lane.available():
    import numpy as np

    from pinyin_strip.lane import calls, machine, stored
    from pinyin_strip.lane.machine import Laid, Loop
    from pinyin_strip.lane.terms import Tables

START = """
import sys
from pathlib import Path
import numpy as np
from pinyin_strip.lane import machine, stored
stored._folders = lambda: iter(map(Path, sys.argv[1:]))
count = machine.Loop("scan", "count")
"""
COUNT = "print(count(np.frombuffer(b'a(b(', np.uint8), ord('(')), 'numba' in sys.modules)"


def _run(program, *folders):
    """Run a program in a process of its own, whose machine code is kept in these folders; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", START + program, *map(str, folders)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_process_with_machine_code_on_disk_needs_no_numba(tmp_path):
    """The first one makes it, and keeps it."""
    assert _run(COUNT, tmp_path) == ["2", "True"]
    assert _run(COUNT, tmp_path) == ["2", "False"]


@pytest.mark.slow
def test_without_a_folder_every_process_makes_its_own(tmp_path):
    """It changes nothing but time."""
    (tmp_path / "file").write_text("in the way")
    assert _run(COUNT) == ["2", "True"]
    assert _run(COUNT, tmp_path / "file") == ["2", "True"]
    assert _run(COUNT, tmp_path / "file", tmp_path / "other") == ["2", "True"]
    assert _run(COUNT, tmp_path / "file", tmp_path / "other") == ["2", "False"]


@pytest.mark.parametrize("place", slow(0, 40, 200, 1000, -1))
def test_machine_code_with_another_byte_is_made_anew(tmp_path, place):
    """Nothing is run but what was written."""
    _run(COUNT, tmp_path)
    (path,) = tmp_path.iterdir()
    give_another_byte(path, place)
    assert _run(COUNT, tmp_path) == ["2", "True"]
    assert _run(COUNT, tmp_path) == ["2", "False"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "other",
    [
        "binding.get_host_cpu_name = lambda: 'another'",
        "binding.get_host_cpu_features = lambda: type('Fewer', (), {'flatten': lambda self: '-avx'})()",
        "machine.state_of = lambda files: 'another'",
    ],
)
def test_machine_code_is_used_only_where_it_was_made_for(tmp_path, other):
    """Another processor, another one of its kind, other sources or another numba: each has its own."""
    _run(COUNT, tmp_path)
    assert _run(f"from llvmlite import binding\nmachine._target()\n{other}\n{COUNT}", tmp_path) == ["2", "True"]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.slow
def test_a_package_without_its_source_files_keeps_nothing(tmp_path):
    """As in a bundle, where nobody can tell whether anything has changed."""
    gone = "def gone(files):\n    raise FileNotFoundError\nmachine.state_of = gone\n"
    assert _run(gone + COUNT, tmp_path) == ["2", "True"]
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_code_that_cannot_do_without_numba_runs_through_it(tmp_path):
    """Should another version of numba write it otherwise."""
    other = "from pinyin_strip.lane.loops import compiled\n"
    other += "def refuse(made):\n    raise NotImplementedError\ncompiled.ir_of = refuse\n"
    assert _run(other + COUNT, tmp_path) == ["2", "True"]
    assert not list(tmp_path.iterdir())


def test_what_calls_python_is_not_taken_for_machine_code():
    """It would not find what it calls."""
    from pinyin_strip.lane.loops.compiled import compiled, ir_of, of_words

    @compiled
    def refuses(number):
        if number > 1:
            raise ValueError
        return number

    made = of_words(refuses, (int,))
    name, code = ir_of(made)
    assert name in code  # an error is a number that is returned
    with pytest.raises(NotImplementedError, match="not plain machine code"):
        ir_of(type("Made", (), {"native_name": "cfunc.other", "inspect_llvm": lambda self: code})())
    calls_python = (
        code + "\ndeclare i32 @PyErr_Print()\ndefine i32 @other() {\n  %1 = call i32 @PyErr_Print()\n  ret i32 %1\n}\n"
    )
    with pytest.raises(NotImplementedError, match="PyErr_Print"):
        ir_of(type("Made", (), {"native_name": f"cfunc.{name}", "inspect_llvm": lambda self: calls_python})())


def test_each_combination_of_types_has_its_own_code(tmp_path, monkeypatch):
    """Nothing is read as what it is not."""
    monkeypatch.setattr(stored, "_folders", lambda: iter([tmp_path]))
    count = Loop("scan", "count")
    assert count(np.array([1, 2, 1], np.uint8), 1) == 2
    assert count(np.array([1, 2, 1], np.int32), 1) == 2
    assert count(np.array([True, False]), True) == 1
    assert len(count._codes) == 3


def test_an_array_with_gaps_is_refused():
    """The code reads on from where an array begins."""
    for array in (np.zeros(8, np.uint8)[::2], np.frombuffer(b"123456", np.uint8)[::2]):
        with pytest.raises(ValueError, match="gaps"):
            calls.first_invalid(array)


def test_threads_that_come_at_the_same_time_get_the_same_code():
    """One of them links it."""
    count = Loop("scan", "count")
    data = np.frombuffer(b"((" * 1000, np.uint8)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: count(data, 0x28), range(16))) == {2000}
    assert len(count._codes) == 1


def test_a_record_is_laid_out_once():
    """Its arrays stay where they are as long as it is there."""
    arrays = [np.zeros((2, 3), np.int16) for _ in Tables._fields]
    laid = Laid(Tables(*arrays))
    assert laid.words == [word for array in arrays for word in (array.ctypes.data, 2, 3)]


def test_machine_code_without_its_function_is_an_error(tmp_path, monkeypatch):
    """Nothing is called that is not there."""
    monkeypatch.setattr(stored, "_folders", lambda: iter([tmp_path]))
    count = Loop("scan", "count")
    assert count(np.zeros(1, np.uint8), 0) == 1
    (path,) = tmp_path.iterdir()
    monkeypatch.setattr(machine, "kept", lambda name: b"other\n" + stored.kept(path.name).partition(b"\n")[2])
    with pytest.raises(RuntimeError, match="other is not in"):
        Loop("scan", "count")(np.zeros(1, np.uint8), 0)
    assert count(np.zeros(2, np.uint8), 0) == 2


def test_an_error_in_a_loop_is_an_error(monkeypatch):
    """None of ours raises; should one, it is heard."""
    count = Loop("scan", "count")
    monkeypatch.setattr(count, "_code", lambda kinds: lambda *places: 1)
    with pytest.raises(RuntimeError, match=r"scan\.count"):
        count(np.zeros(1, np.uint8), 0)


def test_where_numba_must_not_compile_the_full_path_is_taken():
    """It may be told so."""
    done = subprocess.run(
        [sys.executable, "-c", "from pinyin_strip import clean_many, lane; print(*clean_many(['国(guó)']), lane.available())"],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.split() == ["国", "False"]


@pytest.mark.slow
def test_what_numba_is_told_is_kept_apart(tmp_path, monkeypatch):
    """Code that was made to be debugged is not for everybody."""
    _run(COUNT, tmp_path)
    monkeypatch.setenv("NUMBA_OPT", "0")
    assert _run(COUNT, tmp_path) == ["2", "True"]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies of processes here")
def test_a_copy_of_a_process_does_not_wait_for_a_thread_that_it_does_not_have(tmp_path):
    """One that was at its first call when the copy was made."""
    _run(COUNT, tmp_path)
    copied = """
import os, signal, threading, time
linked, parent, begun, go_on = machine._linked, os.getpid(), threading.Event(), threading.Event()
os.register_at_fork(before=go_on.set)  # hooks that were registered before this one are called after it
def held(data):
    if os.getpid() == parent:
        begun.set()
        go_on.wait()
        time.sleep(0.2)  # a copy that waits for nobody is made meanwhile
    return linked(data)
machine._linked = held
data = np.frombuffer(b'a(b(', np.uint8)
thread = threading.Thread(target=lambda: count(data, 40))
thread.start()
begun.wait()
child = os.fork()
if not child:
    signal.alarm(300)  # whoever is not done by then waits for ever
    os._exit(count(data, 40))
thread.join()
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status))
"""
    assert _run("import warnings; warnings.simplefilter('ignore')\n" + copied, tmp_path) == ["2"]
