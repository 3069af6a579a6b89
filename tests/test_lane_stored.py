"""Tables on disk save time, and change nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pinyin_strip import lane
from tests.damage import give_another_byte
from tests.profiles import slow

pytestmark = pytest.mark.skipif(not lane.available(), reason="the compiled lane needs numba and numpy")

START = """
import sys
from pathlib import Path
from pinyin_strip.lane import stored, tables
folders = list(map(Path, sys.argv[1:]))

def there(function):
    def called(*arguments):
        real, stored._folders = stored._folders, lambda: iter(folders)
        try:
            return function(*arguments)
        finally:
            stored._folders = real
    return called

tables.kept, tables.keep = there(stored.kept), there(stored.keep)  # of machine code, test_lane_machine.py tells
from pinyin_strip.bulk import clean_many
"""


def _run(program, *folders):
    """Run a program in a process of its own, with its tables in these folders; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", START + program, *map(str, folders)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


CLEAN = "print(*clean_many(['国(guó)际', '没有']), 'pypinyin' in sys.modules)"


def test_a_process_with_tables_on_disk_need_not_open_pypinyin(tmp_path):
    """The first one makes and keeps them."""
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "False"]


@pytest.mark.slow
def test_a_folder_that_takes_nothing_changes_nothing_but_time(tmp_path):
    """The next folder is tried; without any, every process makes its own."""
    (tmp_path / "file").write_text("in the way")
    assert _run(CLEAN, tmp_path / "file") == ["国际", "没有", "True"]
    assert _run(CLEAN) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path / "file", tmp_path / "other") == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path / "file", tmp_path / "other") == ["国际", "没有", "False"]


@pytest.mark.parametrize("place", slow(0, 40, 70_000, 100_000, 400_000, -20_000, -1))
def test_a_file_with_another_byte_is_made_anew(tmp_path, place):
    """Wherever it is, in the digest, in a header, in numbers or in the entries: the loops trust what they look up."""
    _run(CLEAN, tmp_path)
    (path,) = tmp_path.iterdir()
    give_another_byte(path, place)
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "False"]


@pytest.mark.parametrize("rest", slow(b"", b"no numbers", b"PK\x03\x04", None))
def test_a_file_that_is_no_table_is_made_anew(tmp_path, rest):
    """Empty, something else, or cut off in the middle."""
    _run(CLEAN, tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:400_000] if rest is None else rest)
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "False"]


@pytest.mark.slow
def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    """A full disk, here a limit on the size of files."""
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    assert _run(limit + CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_package_without_its_source_files_makes_its_own_tables(tmp_path):
    """As in a bundle, where nobody can tell whether anything has changed."""
    assert _run("tables._MADE_FROM = ('not/there.py',)\n" + CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert not list(tmp_path.iterdir())


LOAD = """
import pypinyin
pypinyin.load_single_dict({0x5733: "bīn", 0x5f61: "biāng,biang"})
"""
HEARD = "print(*clean_many(['圳(bīn)', '彡(biāng)', '花(huā)彡(biang)花(huā)']))"


@pytest.mark.slow
def test_what_the_user_loads_is_heard_whenever_it_comes(tmp_path):
    """Before the tables are read, or after; and they are kept of the stock dictionary only."""
    assert _run(LOAD + HEARD, tmp_path) == ["圳", "彡", "花彡花"]
    assert not list(tmp_path.iterdir())
    _run(CLEAN, tmp_path)
    assert _run(LOAD + HEARD, tmp_path) == ["圳", "彡", "花彡花"]
    assert _run("clean_many(['国(guó)'])\n" + LOAD + HEARD, tmp_path) == ["圳", "彡", "花彡花"]
    assert _run("print(*clean_many(['圳(bīn)']))\n" + LOAD + HEARD, tmp_path)[:2] == ["圳(bīn)", "圳"]


@pytest.mark.slow
def test_only_the_latest_files_are_kept(tmp_path):
    """Each change of a version makes a new one."""
    for number in range(20):
        (tmp_path / f"tables-{number}.npy").write_bytes(b"old")
    _run(CLEAN, tmp_path)
    assert len(list(tmp_path.iterdir())) == 8
    assert _run(CLEAN, tmp_path)[-1] == "False"
