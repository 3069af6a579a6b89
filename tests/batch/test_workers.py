"""Processes that clean pieces: whatever they are given comes back, and nobody waits for ever."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from pinyin_strip.batch import workers as module
from pinyin_strip.batch.shared import SLOT, Shared, Ticket
from pinyin_strip.batch.workers import Task, WorkerDied, Workers
from pinyin_strip.formats import Cleaned, Piece, Settings, Tally


def _echo(kind, piece, settings):
    return Cleaned(piece.data, Tally(texts=len(piece.data)), changed=True)


def _swell(kind, piece, settings):
    return Cleaned(piece.data * 40, Tally(), changed=True)


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


@pytest.fixture
def at_work():
    """Give pieces to two workers and return the tasks, done."""
    every = []

    def run(clean, pieces, meanwhile=lambda: None):
        workers = Workers(2)
        every.append(workers)
        workers.tell(clean, Settings())
        todo, done = [Task("text", Piece(data)) for data in pieces], []
        for number, task in enumerate(todo):
            workers.submit(task)
            if number + 1 >= workers.room:
                _finish(workers, todo[len(done)], done)
            meanwhile()
        for task in todo[len(done) :]:
            _finish(workers, task, done)
        return done

    yield run
    for workers in every:
        workers.close()


def _finish(workers, task, done):
    workers.finish(task)
    if task.cleaned:
        task.cleaned.data = bytes(task.cleaned.data)
    done.append(task)
    workers.release(task)


SIZES = [0, 1, 70_000, SLOT, SLOT + 1, 9 << 20]  # among them what just fits into shared memory, and what does not


def test_pieces_of_every_size_come_back_in_order(at_work):
    """Through shared memory or, where they do not fit, through the pipe."""
    chance = random.Random(1)
    pieces = [chance.randbytes(chance.choice(SIZES)) for _ in range(24)]
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces


def test_large_answers_block_nobody(at_work):
    """Even while large pieces are on their way."""
    pieces = [bytes([number]) * size for number, size in enumerate([300_000, 5 << 20, 10, 200_000] * 4)]
    done = at_work(_swell, pieces)
    assert [hashlib.sha256(task.cleaned.data).digest() for task in done] == [
        hashlib.sha256(piece * 40).digest() for piece in pieces
    ]


def test_without_shared_memory_the_results_are_the_same(at_work, monkeypatch):
    """Where the system has none, or not enough of it."""
    monkeypatch.setattr(Shared, "make", classmethod(lambda cls, slots: None))
    pieces = [b"x" * size for size in SIZES]
    assert [task.cleaned.data for task in at_work(_echo, pieces)] == pieces


def test_an_error_that_cannot_be_sent_is_told_all_the_same(at_work):
    """By what it says."""
    (task,) = at_work(_refuse, [b"x"])
    assert isinstance(task.error, RuntimeError)
    assert "ValueError: no" in str(task.error)


def test_a_piece_that_a_worker_died_of_is_tried_again(at_work, tmp_path):
    """It may not have been the piece's fault; what else the worker had is done as well."""
    pieces = [b"before", str(tmp_path / "died").encode(), *(b"after %d" % number for number in range(8))]
    assert [task.cleaned.data for task in at_work(_die_at_first, pieces)] == pieces


def test_a_piece_that_two_workers_died_of_is_given_up(at_work):
    """And so is each piece, if all of them kill."""
    done = at_work(_die, [b"1", b"2", b"3", b"4"])
    assert all(isinstance(task.error, WorkerDied) for task in done)


def test_workers_that_die_all_at_once_are_replaced(at_work):
    """Whatever they were at."""

    def kill_all():
        for child in multiprocessing.active_children():
            child.kill()

    killed = []
    pieces = [b"%d" % number for number in range(20)]
    done = at_work(_echo, pieces, lambda: killed or killed.append(kill_all()))
    assert [task.cleaned.data for task in done] == pieces


def test_a_slot_is_seen_from_both_sides():
    """What does not fit, or is no bytes, is not taken."""
    shared = Shared.make(2)
    if shared is None:
        pytest.skip("no shared memory here")
    assert shared.put(1, b"abc") == Ticket(1, 3)
    assert bytes(shared.view(Ticket(1, 3))) == b"abc"
    assert shared.put(0, bytes(SLOT + 1)) is None
    assert shared.put(0, ["abc"]) is None
    view = shared.view(Ticket(1, 2))
    shared.close()  # though somebody still looks at it
    assert bytes(view) == b"ab"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are started afresh")
def test_a_process_with_a_thread_is_not_copied(monkeypatch):
    """Its locks could be held by a thread that the copy does not have."""
    monkeypatch.setattr(module.os, "listdir", lambda path: ["1", "2"])
    assert not module._is_alone()
    monkeypatch.setattr(module.os, "listdir", lambda path: ["1"])
    assert module._is_alone()


LINE = json.dumps({"id": 7, "text": "渡口的雾还没有散(sàn)，水花溅(jiàn)得很高。"}, ensure_ascii=False) + "\n"


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def corpus(tree):
    """Enough for some pieces, one of them much larger than the others."""
    long = json.dumps({"text": "国(guó)" * 800_000}, ensure_ascii=False) + "\n"
    return tree({"a.jsonl": LINE * 60_000 + long + LINE * 20_000, "b.txt": "雾散(sàn)了。\n" * 1000})


def test_copies_of_the_command_write_the_bytes_of_one_process(clean, start, corpus, tmp_path):
    """As the command starts them: before it has any thread."""
    assert clean("-q", "-o", tmp_path / "one", corpus)[0] == 0
    run = start("-q", "-j3", "-o", tmp_path / "three", corpus)
    assert (run.communicate()[1], run.returncode) == (b"", 0)
    for name in ("a.jsonl", "b.txt"):
        assert _digest(tmp_path / "one" / name) == _digest(tmp_path / "three" / name)


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize("seconds", [0, 0.1, 0.3])
def test_a_copy_that_is_killed_is_replaced(start, corpus, tmp_path, seconds):
    """While it loads what it needs, or cleans."""
    run = start("-q", "-j2", "-o", tmp_path / "out", corpus)
    children = []
    while run.poll() is None and not (children and list(tmp_path.glob("out/.*.part"))):
        time.sleep(0.005)
        children = psutil.Process(run.pid).children(recursive=True)
    time.sleep(seconds)
    if children and children[0].is_running():
        children[0].kill()
    assert (run.communicate()[1], run.returncode) == (b"", 0)
    assert b"(" not in (tmp_path / "out/a.jsonl").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_says_so_in_one_line(start, corpus, tmp_path, jobs):
    """And leaves nothing behind but what is whole."""
    run = start("-q", f"-j{jobs}", "-o", tmp_path / "out", corpus, start_new_session=True)
    until = time.monotonic() + 30
    while time.monotonic() < until and not list(tmp_path.glob("out/.a.jsonl.part")):
        time.sleep(0.005)
    os.killpg(run.pid, signal.SIGINT)
    err = run.communicate()[1].decode()
    assert (err, run.returncode) == ("pinyin-strip: interrupted; the same command with --resume goes on\n", 130)
    assert not list(tmp_path.glob("out/.*.part"))
