"""Killed runs, full disks, dead workers: targets are whole, failures are named, the rest is done."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from itertools import pairwise

import pytest

from pinyin_strip.batch import atomic, pipeline
from pinyin_strip.batch.manifest import Manifest
from pinyin_strip.cli.batch_options import MANIFEST
from pinyin_strip.formats import Piece, blocks
from tests.profiles import slow

GLOSSED, CLEAN = "渡口的雾散(sàn)了。\n", "渡口的雾散了。\n"


def _digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _corpus(tree, files=20, lines=100):
    rows = "".join(
        json.dumps({"id": n, "text": "渡口的雾散(sàn)了，船也开(kāi)了。" * 2}, ensure_ascii=False) + "\n"
        for n in range(lines)
    )
    return tree({f"{number}.jsonl": rows.replace("船", f"船{number}") for number in range(files)})


MOMENTS = {
    "before a file is begun": ("pinyin_strip.batch.atomic:AtomicFile.__init__", 4),
    "in the midst of a file": ("pinyin_strip.batch.atomic:_SteadyFile.write", 4),
    "before it takes its place": ("pinyin_strip.batch.atomic:AtomicFile.commit", 4),
    "before it is noted": ("pinyin_strip.batch.manifest:Manifest.note", 4),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("where", ["in place", *slow("elsewhere")])
def test_a_run_that_is_killed_and_resumed_gives_the_bytes_of_an_unbroken_one(
    clean, held, tree, tmp_path, where, moment
):
    """Whatever was written when it was killed is whole; what was finished is not done again."""
    root = _corpus(tree, files=8)
    source = _digests(root)
    shutil.copytree(root, tmp_path / "whole")
    assert clean("-q", "-i", tmp_path / "whole")[0] == 0
    unbroken = _digests(tmp_path / "whole")
    out = root if where == "in place" else tmp_path / "out"
    arguments = ["-i", root] if where == "in place" else ["-o", out, root]

    place, call = MOMENTS[moment]
    run = held(place, "-q", "-j1", *arguments, call=call)
    assert run.arrived() == run.process.pid
    run.process.kill()
    assert run.process.wait() == -signal.SIGKILL

    left = {name: digest for name, digest in _digests(out).items() if not name.startswith(".")}
    assert all(digest in (source[name], unbroken[name]) for name, digest in left.items())
    code, _, err = clean(*arguments, "--resume")
    assert code == 0
    assert "3 done before" in err
    assert _digests(out) == unbroken


def test_a_killed_run_leaves_no_process_behind(held, tree, tmp_path):
    """Its workers have nobody to work for."""
    run = held("pinyin_strip.batch.worker:read_and_clean", "-q", "-j2", "-o", tmp_path / "out", _corpus(tree, files=2))
    assert run.process.pid not in {run.arrived(), run.arrived()}
    run.process.kill()
    run.wait_until_all_have_ended()


def test_resume_does_again_what_was_touched_or_cleaned_otherwise(clean, tree, tmp_path):
    """An input that changed, an output that changed, other options: none of them counts as finished."""
    root = tree({"a.txt": GLOSSED, "b.txt": GLOSSED, "c.txt": GLOSSED, "bad.txt": b"\xff"})
    out = tmp_path / "out"
    assert clean("-o", out, root)[0] == 2
    assert "3 done before" in clean("-o", out, root, "--resume")[2]
    (root / "a.txt").write_text("新(xīn)", "utf-8")
    (out / "b.txt").write_text("x", "utf-8")
    code, _, err = clean("-o", out, root, "--resume")
    assert (code, "2 changed, 1 done before, 1 failed" in err) == (2, True)
    assert (out / "a.txt").read_text("utf-8") == "新"
    assert "done before" not in clean("-o", out, root, "--resume", "--strip", "near")[2]
    (root / "bad.txt").unlink()
    assert clean("-o", out, root, "--resume")[0] == 0
    assert not (out / MANIFEST).exists()


@pytest.mark.parametrize(
    ("damage", "said", "done"),
    [
        (lambda data: data[:-20], "1 of 3 notes cannot be read; those files are done again", 2),
        (lambda data: data.replace(b'"tally"', b'"\xff"', 1), "1 of 3 notes cannot be read", 2),
        (lambda data: data.replace(b'"size"', b'"length"', 1), "1 of 3 notes cannot be read", 2),
        (lambda data: data.replace(b'"tally": {', b'"tally": {"new": 1, ', 1), "1 of 3 notes cannot be read", 2),
        (lambda data: data + b"[" * 100_000, "1 of 4 notes cannot be read", 3),
        (lambda data: data[5:], "cannot be read; nothing to resume, every file is done anew", 0),
        (lambda data: b"", "cannot be read; nothing to resume", 0),
        (lambda data: None, "No such file or directory; nothing to resume", 0),
    ],
    ids=["cut off", "damaged", "another key", "another version", "too deep", "no beginning", "empty", "gone"],
)
def test_notes_that_cannot_be_read_are_told(clean, tree, tmp_path, damage, said, done):
    """What they say no longer is done again, not without a word."""
    root, out = tree({"a.txt": GLOSSED, "b.txt": GLOSSED, "c.txt": GLOSSED, "bad.txt": b"\xff"}), tmp_path / "out"
    assert clean("-o", out, root)[0] == 2
    left = damage((out / MANIFEST).read_bytes())
    if left is None:
        (out / MANIFEST).unlink()
    else:
        (out / MANIFEST).write_bytes(left)
    err = clean("-o", out, root, "--resume")[2]
    assert said in err
    assert ("done before" in err, f"{done} done before" in err) == (done > 0, done > 0)
    assert [(out / f"{name}.txt").read_text("utf-8") for name in "abc"] == [CLEAN] * 3


def test_names_that_are_no_utf8_are_noted_and_reported(clean, tree, tmp_path):
    """Disks hold what they were given."""
    root, report = tree({"a.txt": GLOSSED, "bad.txt": b"\xff"}), tmp_path / "report.json"
    odd = root / os.fsdecode(b"\xff\xe2\x80\xa8.txt")
    odd.write_text(GLOSSED, "utf-8")
    assert "2 changed, 1 failed" in clean("-o", tmp_path / "out", root, "--report", report)[2]
    assert len(json.loads(report.read_text("utf-8"))["outcomes"]) == 3
    assert "2 done before, 1 failed" in clean("-o", tmp_path / "out", root, "--resume")[2]


def test_resuming_with_other_options_or_a_single_file_is_told(clean, tree, tmp_path):
    """Both begin at the beginning."""
    root, out = tree({"a.txt": GLOSSED, "bad.txt": b"\xff"}), tmp_path / "out"
    clean("-o", out, root)
    assert "run with other options; nothing to resume" in clean("-o", out, root, "--resume", "--strip", "near")[2]
    assert "a single file is noted nowhere" in clean("-o", tmp_path / "b.txt", root / "a.txt", "--resume")[2]


def test_the_notes_of_a_run_outlive_the_beginning_of_the_next(clean, tree, tmp_path, monkeypatch):
    """A resumed run that dies before its first note leaves those that it found."""
    root, out = tree({"a.txt": GLOSSED, "b.txt": GLOSSED, "bad.txt": b"\xff"}), tmp_path / "out"
    clean("-o", out, root)
    notes = (out / MANIFEST).read_bytes()
    (root / "b.txt").write_text("新(xīn)", "utf-8")
    monkeypatch.setattr(Manifest, "_line", lambda self, value: 1 / 0)
    clean("-o", out, root, "--resume")
    assert (out / MANIFEST).read_bytes() == notes


def _limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


@pytest.mark.parametrize("where", ["elsewhere", "in place"])
def test_a_file_that_does_not_fit_is_named_and_the_rest_is_done(start, tree, tmp_path, where):
    """Under a limit on the size of files; the large source is as it was and no part of it is left behind."""
    large = "老船工把缆绳解开。\n" * 2000 + GLOSSED
    root = tree({"a.txt": GLOSSED, "b.txt": large, "c.txt": GLOSSED})
    out = root if where == "in place" else tmp_path / "out"
    process = start(
        "-i" if where == "in place" else "-o", *([] if where == "in place" else [out]), root, preexec_fn=_limited
    )
    _, err = process.communicate()
    assert process.returncode == 2
    assert f"{root / 'b.txt'}: File too large" in err.decode()
    assert (root / "b.txt").read_text("utf-8") == large
    assert [(out / name).read_text("utf-8") for name in ("a.txt", "c.txt")] == [CLEAN, CLEAN]
    assert not [path for path in out.iterdir() if path.suffix == ".part"]


def _mount(folder, *options):
    """Mount a small tmpfs where that is allowed; skip the test where it is not."""
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")


def test_a_full_file_system_loses_nothing(clean, tree, tmp_path):
    """On a tmpfs of a few pages, where mounting is allowed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    _mount(disk, "size=64k")
    try:
        root = tree({"a.txt": GLOSSED, "b.txt": "雾" * 40_000 + GLOSSED, "c.txt": GLOSSED})
        code, _, err = clean("-o", disk / "out", root)
        assert code == 2
        assert f"{root / 'b.txt'}: No space left on device" in err
        assert sorted(path.name for path in (disk / "out").iterdir() if not path.name.startswith(".")) == [
            "a.txt",
            "c.txt",
        ]
        assert not list((disk / "out").glob(".*.part"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_inputs_that_are_not_there_are_named(clean, tree, tmp_path):
    """Before a run is begun."""
    root = tree({"a.txt": GLOSSED})
    code, _, err = clean("-o", tmp_path / "out", root / "gone.txt", root / "a.txt")
    assert (code, (tmp_path / "out/a.txt").read_text("utf-8")) == (2, CLEAN)
    assert "gone.txt: No such file or directory" in err


@pytest.mark.parametrize("name", ["b/c.txt", "b"])
def test_a_read_only_target_is_named(clean, anyone, name):
    """A file or its folder; nothing is written, the rest is done."""
    root, as_nobody = anyone
    (root / "b").mkdir()
    for file in ("a.txt", "b/c.txt"):
        (root / file).write_text(GLOSSED, "utf-8")
    mode = (root / name).stat().st_mode
    (root / name).chmod(mode & ~0o222)
    with as_nobody():
        code, _, err = clean("-i", root)
    assert (code, f"{root / 'b/c.txt'}: " in err) == (2, True)
    assert (root / "a.txt").read_text("utf-8") == CLEAN
    assert (root / "b/c.txt").read_text("utf-8") == GLOSSED
    assert sorted(path.name for path in root.rglob("*.part")) == []


def test_an_input_or_folder_that_must_not_be_read_is_named(clean, anyone):
    """And the rest is done."""
    root, as_nobody = anyone
    (root / "closed").mkdir()
    for file in ("a.txt", "b.txt", "closed/c.txt"):
        (root / file).write_text(GLOSSED, "utf-8")
    (root / "b.txt").chmod(0)
    (root / "closed").chmod(0)
    with as_nobody():
        code, _, err = clean("-i", root)
    assert code == 2
    assert f"{root / 'b.txt'}: Permission denied" in err
    assert f"{root / 'closed'}: Permission denied" in err
    assert (root / "a.txt").read_text("utf-8") == CLEAN


def test_an_input_that_vanishes_during_a_run_is_named(clean, tree, tmp_path, monkeypatch):
    """It was there when the folder was searched."""
    root = tree({"a.txt": GLOSSED, "b.txt": GLOSSED, "c.txt": GLOSSED})

    def vanish(kind, piece, settings):
        (root / "b.txt").unlink(missing_ok=True)
        return _cleaned(kind, piece, settings)

    monkeypatch.setattr(pipeline, "clean_piece", vanish)
    code, _, err = clean("-o", tmp_path / "out", root)
    assert (code, f"{root / 'b.txt'}: No such file or directory" in err) == (2, True)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.txt")) == ["a.txt", "c.txt"]


def test_a_read_only_file_system_is_named(clean, tree, tmp_path):
    """To root as well."""
    root, disk = tree({"a.txt": GLOSSED, "b/c.txt": GLOSSED}), tmp_path / "in/b"
    _mount(disk, "size=64k")
    try:
        (disk / "c.txt").write_text(GLOSSED, "utf-8")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        code, _, err = clean("-i", root)
        assert (code, f"{disk / 'c.txt'}: the target is read-only" in err) == (2, True)
        assert (root / "a.txt").read_text("utf-8") == CLEAN
        assert (disk / "c.txt").read_text("utf-8") == GLOSSED
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _dies(kind, piece, settings):
    if "毒".encode() in piece.data:
        os.kill(os.getpid(), signal.SIGKILL)
    return _cleaned(kind, piece, settings)


_cleaned = pipeline.clean_piece


def test_a_worker_that_dies_takes_one_file_with_it(clean, tree, tmp_path, monkeypatch):
    """That file is named; the others, also those that were in hand when the pool broke, are done."""
    monkeypatch.setattr(pipeline, "clean_piece", _dies)
    root = tree({f"{n}.txt": "毒" if n == 3 else GLOSSED for n in range(8)})
    code, _, err = clean("-j2", "-o", tmp_path / "out", root)
    assert code == 2
    assert "3.txt: the worker that cleaned it died" in err
    assert "8 files: 7 changed, 1 failed" in err
    assert sorted(path.name for path in (tmp_path / "out").glob("*.txt")) == [f"{n}.txt" for n in range(8) if n != 3]


def test_two_processes_write_the_bytes_of_one(clean, tree, tmp_path, monkeypatch):
    """Pieces of a large file come back in order."""
    monkeypatch.setattr(blocks, "BLOCK", 20_000)
    root = _corpus(tree, files=3, lines=1000)
    for jobs in ("1", "2"):
        assert clean("-q", "-j", jobs, "-o", tmp_path / jobs, root)[0] == 0
    assert _digests(tmp_path / "1") == _digests(tmp_path / "2")


def test_a_file_that_grows_while_it_is_read_is_left_alone(clean, tree, monkeypatch):
    """Somebody is not done with it."""
    root = tree({"a.txt": GLOSSED})

    def grow(kind, piece, settings):
        with (root / "a.txt").open("a") as file:
            file.write("更多")
        return _cleaned(kind, Piece(piece.data), settings)

    monkeypatch.setattr(pipeline, "clean_piece", grow)
    code, _, err = clean("-i", root)
    assert (code, "changed while it was read" in err) == (2, True)
    assert (root / "a.txt").read_text("utf-8") == GLOSSED + "更多"


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="the system takes no advice")
@pytest.mark.parametrize("refuses", [False, True])
def test_a_large_file_goes_to_disk_while_it_is_made(clean, tree, tmp_path, monkeypatch, refuses):
    """Piece by piece, none of them twice; a file system that knows nothing of it gets the same file."""
    monkeypatch.setattr(blocks, "BLOCK", 20_000)
    monkeypatch.setattr(atomic._SteadyFile, "STEP", 50_000)
    told = []

    def advise(descriptor, start, size, advice):
        told.append((start, start + size))
        if refuses:
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "posix_fadvise", advise)
    root = _corpus(tree, files=1, lines=4000)
    assert clean("-q", "-o", tmp_path / "out", root)[0] == 0
    assert len(told) > 3
    assert told[0][0] == 0
    assert all(end == start for (_, end), (start, _) in pairwise(told))
    assert told[-1][1] <= (tmp_path / "out/0.jsonl").stat().st_size < told[-1][1] + 70_000


def test_a_second_run_on_the_same_target_is_refused(clean, tree):
    """While the first one writes it."""
    fcntl = pytest.importorskip("fcntl")
    root = tree({"a.txt": GLOSSED})
    with (root / ".a.txt.part").open("w") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        code, _, err = clean("-i", root / "a.txt")
    assert (code, "another run is writing" in err) == (2, True)


def test_what_a_killed_run_left_behind_is_written_over(clean, tree):
    """And taken for nothing else."""
    root = tree({"a.txt": GLOSSED, ".a.txt.part": "半截" * 1000})
    assert clean("-i", root)[0] == 0
    assert {path.name: path.read_text("utf-8") for path in root.iterdir()} == {"a.txt": CLEAN}


def test_compressed_files_that_were_cut_off_are_named(clean, tree):
    """And left alone."""
    import gzip

    packed = gzip.compress(GLOSSED.encode() * 1000)[:-20]
    root = tree({"a.txt.gz": packed})
    code, _, err = clean("-i", root)
    assert (code, (root / "a.txt.gz").read_bytes()) == (2, packed)
    assert "a.txt.gz: damaged or cut off" in err


MEASURED = (
    "import os, sys; process = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:]); "
    "_, status, used = os.wait4(process, 0); print(status, used.ru_maxrss)"
)


def test_memory_does_not_grow_with_the_file(tree):
    """A file of many blocks is cleaned in memory that could not hold it a few times over.

    A small process starts the run: what a process held before it became another counts as the other's.
    """
    row = json.dumps({"text": "老船工把缆绳解开，慢慢地把船撑到河心。" * 40}, ensure_ascii=False) + "\n"
    root = tree({"a.jsonl": row * 25_000})
    command = [
        sys.executable,
        "-c",
        MEASURED,
        sys.executable,
        "-m",
        "pinyin_strip",
        "clean",
        "-q",
        "-i",
        root / "a.jsonl",
    ]
    status, kilobytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert status == "0"
    assert int(kilobytes) < 350_000
