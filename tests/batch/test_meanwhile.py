"""Somebody saves, removes or replaces a file while it is worked on: it stays as they left it, and is named.

What they do is done at a known moment: when the new text is being sent to the disk, which is the last thing before the old
file is looked at.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip.batch import atomic, pipeline
from pinyin_strip.cli import cli

TEXT = "策略(cèluè）与渡口的雾散(sàn)了。\n"


def _run(*arguments):
    result = CliRunner().invoke(cli, [*map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stderr


def _decisions(path):
    """What the page of ``report`` writes down for one change in a file."""
    decided = {"text": 0, "action": "accept", "parts": [[0, 1, "战"]]}
    file = {"path": str(path), "sha256": sha256(path.read_bytes()).hexdigest(), "decisions": [decided]}
    written = path.parent.parent / "decisions.json"
    written.write_text(json.dumps({"format": "pinyin-strip decisions", "version": 2, "files": [file]}), "utf-8")
    return written


WRITERS = {
    "clean -i": lambda path: _run("clean", "-i", path),
    "clean -i --backup": lambda path: _run("clean", "-i", "--backup", path),
    "clean -i in two processes": lambda path: _run("clean", "-i", "-j2", path),
    "clean -i of a folder": lambda path: _run("clean", "-i", path.parent),
    "clean -o onto itself": lambda path: _run("clean", "-o", path, path),
    "ruby -i": lambda path: _run("ruby", "-i", path),
    "check --fix": lambda path: _run("check", "--fix", path),
    "apply": lambda path: _run("apply", "--outside", _decisions(path)),
}


def _append(path):
    with path.open("a", encoding="utf-8") as file:
        file.write("刚写的一行。\n")


def _save_by_renaming(path):
    """As editors do; of the same size, and with the time that the old file had."""
    beside, old = path.with_name("#new"), path.stat()
    beside.write_text(TEXT.replace("渡", "路"), "utf-8")
    os.utime(beside, ns=(old.st_atime_ns, old.st_mtime_ns))
    beside.replace(path)


def _write_as_many_bytes(path):
    path.write_text(TEXT.replace("渡", "路"), "utf-8")
    os.utime(path, (2_000_000_000, 2_000_000_000))


def _become_a_folder(path):
    path.unlink()
    path.mkdir()
    (path / "b.txt").write_text(TEXT, "utf-8")


def _become_a_link(path):
    path.rename(path.with_name("b.txt"))
    path.symlink_to("b.txt")


def _lose_its_folder(path):
    path.parent.rename(path.parent.with_name("elsewhere"))


CHANGES = {
    "a line is appended": _append,
    "an editor saves by renaming": _save_by_renaming,
    "as many bytes are written": _write_as_many_bytes,
    "it is emptied": lambda path: path.write_bytes(b""),
    "it is removed": lambda path: path.unlink(),
    "it becomes a folder": _become_a_folder,
    "it becomes a link": _become_a_link,
    "its folder is moved": _lose_its_folder,
}


def _tree(root):
    """Everything below a folder: what it is, and what is in it; parts of files that a moved folder took along do not count."""
    return {
        path.relative_to(root): (path.is_symlink(), path.read_bytes() if path.is_file() else None)
        for path in sorted(root.rglob("*"))
        if path.suffix != ".part"
    }


@pytest.fixture
def meanwhile(monkeypatch):
    """Have something done once, when a new text is sent to the disk."""

    def when_synced(do):
        done, sync = [], os.fsync

        def first_do(descriptor):
            if not done:
                done.append(do())
            sync(descriptor)

        monkeypatch.setattr(atomic.os, "fsync", first_do)
        return done

    return when_synced


_PROCESSES = {"clean -i in two processes": pytest.mark.slow}  # one for each change would take long; see the tests below


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize(
    "write", [pytest.param(write, id=name, marks=_PROCESSES.get(name, ())) for name, write in WRITERS.items()]
)
def test_what_somebody_did_meanwhile_stays(tree, tmp_path, meanwhile, write, change):
    """Exit code 2, the file by name, and everything on the disk as they left it: nothing lost, nothing brought back."""
    path, left = tree({"a.txt": TEXT}) / "a.txt", []

    def do():
        change(path)
        left.append(_tree(tmp_path))

    meanwhile(do)
    code, said = write(path)
    assert (code, f"{path}: " in said) == (2, True)
    assert "while it was read" in said
    assert {name: of for name, of in _tree(tmp_path).items() if name.name[0] != "."} == left[0]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_without_a_change_each_of_them_writes(tree, meanwhile, write):
    """The test above would see it; and nothing is left beside the file but a backup, if one was asked for."""
    path = tree({"a.txt": TEXT}) / "a.txt"
    done = meanwhile(lambda: None)
    assert write(path)[0] in (0, 1)
    assert done
    assert path.read_text("utf-8") != TEXT
    assert {one.name for one in path.parent.iterdir()} <= {"a.txt", "a.txt.bak"}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())
def test_permissions_that_were_changed_meanwhile_stay(tree, meanwhile, write):
    """The text is what was read: it is replaced, and as secret as its owner has made it."""
    path = tree({"a.txt": TEXT}) / "a.txt"
    path.chmod(0o644)
    meanwhile(lambda: path.chmod(0o600))
    assert write(path)[0] in (0, 1)
    assert path.read_text("utf-8") != TEXT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("command", [("clean", "-i"), ("check", "--fix")])
def test_a_file_that_is_write_protected_meanwhile_is_left_alone(anyone, meanwhile, command):
    """Its owner has just said so."""
    root, as_nobody = anyone
    path = root / "a.txt"
    path.write_text(TEXT, "utf-8")
    meanwhile(lambda: path.chmod(0o444))
    with as_nobody():
        code, said = _run(*command, path)
    assert (code, f"{path}: the target is read-only" in said) == (2, True)
    assert path.read_text("utf-8") == TEXT


@pytest.mark.parametrize("command", [("clean", "-i"), ("check", "--fix")])
def test_a_link_that_leads_elsewhere_meanwhile_changes_no_other_file(tree, meanwhile, command):
    """The one that it led to when it was read is written, if any; the other one was never looked at."""
    root = tree({"a.txt": TEXT, "b.txt": TEXT})
    link = root / "link.txt"
    link.symlink_to("a.txt")

    def turn():
        link.unlink()
        link.symlink_to("b.txt")

    meanwhile(turn)
    _run(*command, link)
    assert link.readlink() == Path("b.txt")
    assert (root / "b.txt").read_text("utf-8") == TEXT
    assert (root / "a.txt").read_text("utf-8") != TEXT


def test_a_text_that_is_removed_while_it_is_cleaned_is_not_brought_back(tree, monkeypatch):
    """Nor is its folder; the other files are done."""
    root = tree({"a/a.txt": TEXT, "b.txt": TEXT})

    def clean(kind, piece, settings):
        shutil.rmtree(root / "a", ignore_errors=True)
        return cleaned(kind, piece, settings)

    cleaned = pipeline.clean_piece
    monkeypatch.setattr(pipeline, "clean_piece", clean)
    code, said = _run("clean", "-i", root / "a/a.txt", root / "b.txt")
    assert (code, f"{root / 'a/a.txt'}: was removed while it was read" in said) == (2, True)
    assert [path.name for path in root.iterdir()] == ["b.txt"]
    assert "sàn" not in (root / "b.txt").read_text("utf-8")


def test_a_change_between_the_two_looks_is_seen(tree, monkeypatch):
    """The second look is the last thing before the replacement; a backup that was made is taken away again."""
    path = tree({"a.txt": TEXT}) / "a.txt"
    keep = atomic._keep

    def then_append(target):
        kept = keep(target)
        _save_by_renaming(path)
        return kept

    monkeypatch.setattr(atomic, "_keep", then_append)
    code, said = _run("clean", "-i", "--backup", path)
    assert (code, "changed while it was read" in said) == (2, True)
    assert {one.name: one.read_text("utf-8") for one in path.parent.iterdir()} == {"a.txt": TEXT.replace("渡", "路")}


def test_a_backup_is_what_was_read(tree):
    """To the byte, and the same file."""
    path = tree({"a.txt": TEXT}) / "a.txt"
    before = path.stat().st_ino
    assert _run("clean", "-i", "--backup", path)[0] == 0
    kept = path.with_name("a.txt.bak")
    assert (kept.read_text("utf-8"), kept.stat().st_ino) == (TEXT, before)


def test_a_file_that_another_run_has_just_put_in_place_is_not_emptied(tree, monkeypatch):
    """It was locked a moment before, under the name of an unfinished file; who gets the lock then holds the finished one."""
    fcntl = pytest.importorskip("fcntl")
    path = tree({"a.txt": TEXT, ".a.txt.part": "别的进程写的。\n"}) / "a.txt"

    def lock(file, how):
        path.with_name(".a.txt.part").replace(path)

    monkeypatch.setattr(fcntl, "flock", lock)
    code, said = _run("clean", "-i", path)
    assert (code, "another run has just written" in said) == (2, True)
    assert path.read_text("utf-8") == "别的进程写的。\n"


@pytest.mark.parametrize("command", [("clean", "-i"), ("check", "--fix")])
def test_a_pipe_is_not_changed_in_place(tmp_path, command):
    """There is no file that could be replaced."""
    read, write = os.pipe()
    os.write(write, TEXT.encode())
    os.close(write)
    code, said = _run(*command, f"/dev/fd/{read}")
    os.close(read)
    assert (code, "no plain file" in said) == (2, True)
