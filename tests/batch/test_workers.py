"""Processes that clean pieces: whatever they are given comes back, and nobody waits for ever."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
import warnings
from multiprocessing.connection import wait
from pathlib import Path

import psutil
import pytest

from pinyin_strip.batch import memory, worker
from pinyin_strip.batch import workers as workers_module
from pinyin_strip.batch.shared import SLOT, SharedBytes, SharedSlots
from pinyin_strip.batch.workers import Task, WorkerDied, Workers
from pinyin_strip.formats import CleanedPiece, Piece, Settings, Tally
from tests.batch.conftest import HANG
from tests.profiles import slow

needs_signals = pytest.mark.skipif(os.name != "posix", reason="sends signals")


def _echo(kind, piece, settings):
    return CleanedPiece(piece.data, Tally(texts=len(piece.data)), changed=True)


def _swell(kind, piece, settings):
    return CleanedPiece(piece.data * 40, Tally(), changed=True)


def _refuse(kind, piece, settings):
    error = ValueError("no")
    error.reason = lambda: "cannot be sent"
    raise error


def _die_at_first(kind, piece, settings):
    """Die of a piece that names a file which is not there, and make it."""
    path = Path(os.fsdecode(piece.data))
    if path.is_absolute() and not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return _echo(kind, piece, settings)


def _die(kind, piece, settings):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(params=["copies", *slow("afresh")] if sys.platform == "linux" else ["afresh"])
def two(request, monkeypatch):
    """Two workers, started in either way; that of the tests may have threads of numpy's, which are at rest."""
    copied = request.param == "copies"  # elsewhere than on Linux workers are always started afresh
    _wait_until_ended(_workers_of_this_process())  # those of an earlier test
    for module in (worker, workers_module):
        monkeypatch.setattr(module, "is_alone", lambda: copied)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, from Python 3.12 on
        workers = Workers(2)
    with workers:
        yield workers


@pytest.fixture
def at_work(two):
    """Give pieces to two workers and return the tasks, done."""

    def run(clean, pieces, kind="text"):
        two.tell(clean, Settings())
        todo, done = [Task(kind, Piece(data)) for data in pieces], []
        for number, task in enumerate(todo):
            two.submit(task)
            if number + 1 >= two.room:
                _finish(two, todo[len(done)], done)
        for task in todo[len(done) :]:
            _finish(two, task, done)
        return done

    return run


def _finish(workers, task, done):
    workers.finish(task)
    if task.cleaned and isinstance(task.cleaned.data, memoryview):
        task.cleaned.data = bytes(task.cleaned.data)
    done.append(task)
    workers.release(task)


SIZES = [0, 1, 70_000, SLOT, SLOT + 1, 9 << 20]  # among them what just fits into shared memory, and what does not


def test_pieces_of_every_size_come_back_in_order(at_work):
    """Through shared memory or, where they do not fit, through the pipe."""
    chance = random.Random(1)
    pieces = [bytes([number]) * chance.choice(SIZES) for number in range(24)]
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces


def test_large_answers_block_nobody(at_work):
    """Even while large pieces are on their way."""
    pieces = [bytes([number]) * size for number, size in enumerate([300_000, 1 << 20, 10, 200_000] * 2)]
    assert len(pieces[1]) * 40 > SLOT
    done = at_work(_swell, pieces)
    assert all(task.cleaned.data == piece * 40 for task, piece in zip(done, pieces, strict=True))


@pytest.fixture
def no_memory(monkeypatch):
    monkeypatch.setattr(SharedSlots, "make", classmethod(lambda cls, slots: None))


def test_without_shared_memory_the_results_are_the_same(no_memory, at_work):
    """Where the system has none, or not enough of it."""
    pieces = [b"x" * size for size in SIZES]
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces


def test_an_error_that_cannot_be_sent_is_told_all_the_same(at_work):
    """By what it says."""
    (task,) = at_work(_refuse, [b"x"])
    assert isinstance(task.error, RuntimeError)
    assert "ValueError: no" in str(task.error)


@needs_signals
def test_a_piece_that_a_worker_died_of_is_tried_again(at_work, tmp_path):
    """It may not have been the piece's fault; what else the worker had is done as well."""
    pieces = [b"before", str(tmp_path / "died").encode(), *(b"after %d" % number for number in range(8))]
    assert [task.cleaned.data for task in at_work(_die_at_first, pieces)] == pieces


@needs_signals
def test_a_piece_that_two_workers_died_of_is_given_up(at_work):
    """And so is each piece, if all of them kill."""
    done = at_work(_die, [b"1", b"2"])
    assert all(isinstance(task.error, WorkerDied) for task in done)


def _workers_of_this_process():
    every = [one for one in psutil.Process().children(recursive=True) if one.status() != psutil.STATUS_ZOMBIE]
    return [one for one in every if "resource_tracker" not in "".join(one.cmdline())]


def _kill_workers():
    """Kill them all, and wait until nothing of them is left: what is killed may live for a while."""
    killed = _workers_of_this_process()
    for process in killed:
        process.kill()
    _wait_until_ended(killed)
    return killed


def _wait_until_ended(processes):
    """Dead ones that nobody has asked about, as in a container whose first process never does, have ended as well."""
    until = time.monotonic() + HANG
    while processes := [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]:
        assert time.monotonic() < until, "they do not end"
        psutil.wait_procs(processes, timeout=0.05)


def test_workers_that_die_while_they_have_nothing_to_do_are_replaced(two, at_work):
    """All of them at once; it is no piece's fault."""
    pieces = [b"%d" % number for number in range(8)]
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces
    assert len(_kill_workers()) >= 2
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces


def test_a_worker_that_dies_while_it_sends_is_replaced(two, no_memory):
    """What came of its answer is no answer."""
    two._shared = None
    two.tell(_swell, Settings())
    task = Task("text", Piece(b"x" * (1 << 21)))
    two.submit(task)
    assert wait([worker.connection for worker in two._workers if worker.tasks], HANG)  # it is at it, and nobody listens
    _kill_workers()
    two.finish(task)
    assert task.error is None, f"{task.error!r}, after {task.deaths} deaths"
    assert bytes(task.cleaned.data) == b"x" * (40 << 21)


@needs_signals
def test_an_interrupt_is_left_to_who_started_them(two, at_work, capfd):
    """A terminal sends it to all of them, at whatever moment: they go on, and say nothing."""
    workers = _workers_of_this_process()
    for process in workers:
        process.send_signal(signal.SIGINT)
    pieces = [b"%d" % number for number in range(8)]
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces
    assert set(workers) <= set(_workers_of_this_process())
    assert capfd.readouterr().err == ""


def test_tables_come_back_through_shared_memory(at_work):
    """Their buffers, that is."""
    pa = pytest.importorskip("pyarrow")
    pieces = [pa.table({"text": [f"{number}" * size, None]}) for number, size in enumerate([0, 5, 1_000_000] * 3)]
    for task, piece in zip(at_work(_same, pieces, "parquet"), pieces, strict=True):
        assert task.cleaned.data.equals(piece)


def _same(kind, piece, settings):
    return CleanedPiece(piece.data, Tally(), changed=True)


@pytest.fixture
def no_more_processes(monkeypatch):
    """From now on the system starts none."""

    def refuse(self):
        raise OSError(11, "Resource temporarily unavailable")

    return lambda: monkeypatch.setattr(Workers, "_fresh", refuse)


@needs_signals
def test_where_no_worker_can_be_replaced_the_others_go_on(two, at_work, no_more_processes):
    """With all pieces but those that killed."""
    no_more_processes()
    pieces = [b"1", b"2", str(Path("/not/there/at/all")).encode(), b"3", b"4"]
    done = at_work(_die_of_paths, pieces)
    assert [task.cleaned and task.cleaned.data for task in done if task.piece.data != pieces[2]] == [
        piece for piece in pieces if piece != pieces[2]
    ]
    assert isinstance(done[2].error, WorkerDied)


def _die_of_paths(kind, piece, settings):
    if piece.data.startswith(b"/"):
        os.kill(os.getpid(), signal.SIGKILL)
    return _echo(kind, piece, settings)


@needs_signals
def test_where_no_worker_is_left_the_work_is_done_here(two, at_work, no_more_processes):
    """All of it."""
    no_more_processes()
    _kill_workers()
    pieces = [b"%d" % number for number in range(12)]
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces


def test_a_piece_that_cannot_be_sent_is_an_error(at_work):
    """Of that piece alone."""
    done = at_work(_echo, [b"1", lambda: "no bytes", b"2"])
    assert [bool(task.error) for task in done] == [False, True, False]


def test_where_the_c_library_takes_no_advice_memory_is_as_it_was(monkeypatch):
    """It may have another one, or none that can be asked."""
    asked = []
    for library in (type("Other", (), {}), type("Glibc", (), {"mallopt": lambda self, *advice: asked.append(advice)})):
        monkeypatch.setattr(memory.ctypes, "CDLL", lambda name, library=library: library())
        memory.keep_memory()
    assert [number for number, _ in asked] == [-1, -3]


def test_a_slot_is_seen_from_both_sides():
    """What does not fit, or is no bytes, is not taken; nor is what the system has no memory for."""
    shared = SharedSlots.make(2)
    if shared is None:
        pytest.skip("no shared memory here")
    assert shared.put(1, b"abc") == SharedBytes(1, 3)
    assert bytes(shared.view(SharedBytes(1, 3))) == b"abc"
    assert shared.put(0, bytes(SLOT + 1)) is None
    assert shared.put(0, ["abc"]) is None
    assert shared.pack(0, ["abc"]) is None
    view = shared.view(SharedBytes(1, 2))
    shared.close()  # though somebody still looks at it
    assert bytes(view) == b"ab"


def test_memory_that_the_system_does_not_have_is_not_used(monkeypatch):
    """It is asked before anything is written."""
    shared = SharedSlots.make(2)
    if shared is None:
        pytest.skip("no shared memory here")

    def refuse(descriptor, start, size):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", refuse)
    assert shared.put(0, b"abc") is None
    shared.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are started afresh")
def test_a_process_with_a_thread_is_not_copied(monkeypatch):
    """Its locks could be held by a thread that the copy does not have."""
    monkeypatch.setattr(worker.os, "listdir", lambda path: ["1", "2"])
    assert not worker.is_alone()
    monkeypatch.setattr(worker.os, "listdir", lambda path: ["1"])
    assert worker.is_alone()

    def nothing(path):
        raise FileNotFoundError

    monkeypatch.setattr(worker.os, "listdir", nothing)
    assert not worker.is_alone()


LINE = json.dumps({"id": 7, "text": "渡口的雾还没有散(sàn)，水花溅(jiàn)得很高。"}, ensure_ascii=False) + "\n"


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def corpus(tree):
    """Enough for some pieces, one of them much larger than the others."""
    long = json.dumps({"text": "国(guó)" * 800_000}, ensure_ascii=False) + "\n"
    return tree({"a.jsonl": LINE * 60_000 + long + LINE * 20_000, "b.txt": "雾散(sàn)了。\n" * 1000})


@pytest.fixture
def pair(tree):
    """A file for each of two workers."""
    return tree({"a.jsonl": LINE * 100, "b.jsonl": LINE * 100})


def test_copies_of_the_command_write_the_bytes_of_one_process(clean, start, corpus, tmp_path):
    """As the command starts them: before it has any thread."""
    assert clean("-q", "-o", tmp_path / "one", corpus)[0] == 0
    run = start("-q", "-j3", "-o", tmp_path / "three", corpus)
    assert (run.communicate()[1], run.returncode) == (b"", 0)
    for name in ("a.jsonl", "b.txt"):
        assert _digest(tmp_path / "one" / name) == _digest(tmp_path / "three" / name)


LOADS, STARTS, CLEANS = (f"pinyin_strip.batch.worker:{name}" for name in ("_load", "keep_memory", "read_and_clean"))
copies_only = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are started afresh")


@copies_only
@pytest.mark.parametrize("which", ["the first, loading", "the first, cleaning", "its copy"])
def test_a_copy_that_is_killed_is_replaced(held, pair, tmp_path, which):
    """The first one, which loads for all, or one that it made."""
    run = held(LOADS if "loading" in which else CLEANS, "-q", "-j2", "-o", tmp_path / "out", pair)
    copies = [run.arrived() for _ in range(1 if "loading" in which else 2)]
    parents = {psutil.Process(copy).ppid(): copy for copy in copies}
    first = parents.pop(run.process.pid)
    os.kill(first if "first" in which else parents[first], signal.SIGKILL)
    run.go_on()
    assert (run.errors(), run.process.returncode) == (b"", 0)
    assert not any(b"(" in (tmp_path / "out" / name).read_bytes() for name in ("a.jsonl", "b.jsonl"))


@copies_only
@pytest.mark.parametrize("release", [True, False], ids=["waiting", "computing"])
def test_workers_end_with_who_started_them(held, pair, tmp_path, release):
    """Whatever they are at."""
    run = held(CLEANS, "-q", "-j2", "-o", tmp_path / "out", pair, release=release)
    assert run.process.pid not in {run.arrived(), run.arrived()}
    run.process.kill()
    run.wait_until_all_have_ended()


@copies_only
@pytest.mark.parametrize(
    ("jobs", "place", "processes"),
    [
        (1, "pinyin_strip.batch.atomic:AtomicFile.commit", 1),
        (1, "pinyin_strip.batch.workers:read_and_clean", 1),
        (2, "pinyin_strip.batch.atomic:AtomicFile.commit", 1),
        (2, LOADS, 1),
        (2, STARTS, 2),
        (2, CLEANS, 2),
    ],
)
def test_an_interrupted_run_says_so_in_one_line(held, pair, tmp_path, jobs, place, processes):
    """Whatever it and its workers are at; it leaves nothing behind but what is whole."""
    run = held(place, "-q", f"-j{jobs}", "-o", tmp_path / "out", pair)
    for _ in range(processes):
        run.arrived()
    os.killpg(run.process.pid, signal.SIGINT)
    err = run.errors().decode()
    assert (err, run.process.returncode) == ("pinyin-strip: interrupted; the same command with --resume goes on\n", 130)
    run.wait_until_all_have_ended()
    assert not list(tmp_path.glob("out/.*.part"))
