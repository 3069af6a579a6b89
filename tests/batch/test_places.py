"""Where results go: -o is a folder or a file, as cp has it, and never a file where a folder was meant."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.batch.select import is_folder
from tests.formats import books

GLOSSED, CLEAN = "雾散(sàn)了\n", "雾散了\n"


@pytest.fixture
def here(tree, monkeypatch):
    """Stand in a folder with two texts, a folder and a page."""
    folder = tree({"a.txt": GLOSSED, "b.txt": GLOSSED, "sub/c.txt": GLOSSED, "p.html": f"<p>{GLOSSED}</p>"})
    monkeypatch.chdir(folder)
    return folder


@given(st.text("abc.", min_size=1), st.lists(st.sampled_from(["a.txt", "-"]), max_size=3))
def test_a_slash_or_several_inputs_make_a_folder_of_any_name(name, paths):
    """Whatever else is true."""
    assert is_folder(f"{name}/", paths)
    assert is_folder(name, [*paths, "a.txt", "b.txt"])


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["-o", "clean/", "a.txt"], "clean/a.txt"),
        (["-o", "clean/", "-"], "clean/stdin.txt"),
        (["-o", "deep/clean/", "a.txt"], "deep/clean/a.txt"),
        (["-o", "sub", "a.txt"], "sub/a.txt"),
        (["-o", "clean", "a.txt", "b.txt"], "clean/b.txt"),
        (["-o", "clean.d", "a.txt", "b.txt"], "clean.d/b.txt"),
        (["-o", "clean.txt/", "a.txt", "b.txt"], "clean.txt/b.txt"),
        (["-o", "clean", "sub"], "clean/c.txt"),
        (["-o", "clean", "--files-from", "list"], "clean/a.txt"),
        (["-o", "clean", "a.txt"], "clean"),
        (["-o", "clean.txt", "a.txt"], "clean.txt"),
        (["-o", "sub/clean.md", "a.txt"], "sub/clean.md"),
        (["-o", "sub/c.txt", "a.txt"], "sub/c.txt"),
    ],
)
def test_the_output_is_a_folder_where_it_is_one_ends_in_a_slash_or_holds_several(clean, here, words, made):
    """One text goes into a file of the name that was given, as with cp; a list is never known to name one file only."""
    (here / "list").write_text("a.txt\n")
    assert clean("-q", *words, stdin=GLOSSED.encode())[::2] == (0, "")
    assert (here / made).read_text("utf-8") == CLEAN


@pytest.mark.parametrize("inputs", [["p.html"], ["--as", "jsonl", "-"], ["book.epub"]])
def test_what_is_no_text_gets_no_name_that_says_text(clean, here, inputs):
    """Nor does a folder come out as a file: whoever meant one is told how to say so."""
    (here / "book.epub").write_bytes(books.epub())
    code, _, told = clean("-o", "clean", *inputs)
    assert code == 2
    assert "clean would be taken for text" in told
    assert f"or a folder: clean{os.sep}" in told
    assert not (here / "clean").exists()


@pytest.mark.parametrize(
    ("output", "words"), [*product(["b.txt", "b.txt/", "new.html"], [["a.txt", "p.html"], ["sub"]])]
)
def test_several_inputs_never_go_to_a_file(clean, here, output, words):
    """Nor to a folder that is called as a file, unless a slash says that it is one."""
    code, _, told = clean("-o", output, *words)
    assert (code, "folder" in told) == (2, True)
    assert (here / "b.txt").read_text("utf-8") == GLOSSED
    assert not (here / "new.html").exists()


def test_a_hyphen_is_standard_output(clean, here):
    """As without -o; and it goes with nothing that prints or writes elsewhere."""
    assert clean("-o", "-", "a.txt", "b.txt") == (0, (CLEAN * 2).encode(), "")
    for words in (["-i"], ["--diff"], ["--check"], ["--resume"]):
        assert clean("-o", "-", *words, "a.txt")[0] == 2
    assert not (here / "-").exists()


def test_an_empty_list_is_nothing_to_do(clean, here):
    """Into a folder or in place."""
    (here / "list").touch()
    for where in (["-o", "clean"], ["-i"]):
        code, _, told = clean(*where, "--files-from", "list")
        assert (code, "nothing to do" in told) == (0, True)


@pytest.mark.skipif(os.name != "posix", reason="writes to devices by their names")
def test_a_device_is_written_to_and_never_replaced(here):
    """Also where the shell has put a file behind its name; a file without a gloss goes there, too."""
    command = [sys.executable, "-m", "pinyin_strip", "clean", "-q", "-o"]
    (here / "plain.txt").write_text(CLEAN, "utf-8")
    for path, name in product(["/dev/null", "/dev/stdout"], ["a.txt", "plain.txt"]):
        before = os.lstat(path)
        done = subprocess.run([*command, path, name], capture_output=True, check=True)
        assert (done.stdout.decode(), done.stderr) == (CLEAN if path == "/dev/stdout" else "", b"")
        with (here / "out").open("wb") as file:
            subprocess.run([*command, path, name], stdout=file, check=True)
        assert (here / "out").read_text("utf-8") == (CLEAN if path == "/dev/stdout" else "")
        after = os.lstat(path)
        assert (before.st_ino, before.st_mode) == (after.st_ino, after.st_mode)


@pytest.mark.skipif(os.name != "posix", reason="makes a link")
def test_a_link_stays_a_link(clean, here):
    """What it leads to gets the result."""
    (here / "link.txt").symlink_to("b.txt")
    assert clean("-q", "-o", "link.txt", "a.txt") == (0, b"", "")
    assert (here / "link.txt").is_symlink()
    assert (here / "b.txt").read_text("utf-8") == CLEAN
