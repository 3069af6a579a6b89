"""Tables on disk save time, and change nothing else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from tests.damage import give_another_byte
from tests.profiles import slow
from tests.scans import needs_compiler

pytestmark = needs_compiler

START = """
import sys
from pinyin_strip.fastscan import stored, tables
from pinyin_strip.bulk import clean_many
"""


def _run(program, caches, **environment):
    """Run a program in a process of its own, with its tables in this folder of caches; return what it prints."""
    wanted = {**os.environ, "XDG_CACHE_HOME": str(caches), "PYTHONIOENCODING": "utf-8", **environment}
    done = subprocess.run(
        [sys.executable, "-c", START + program],
        capture_output=True, text=True, check=False, encoding="utf-8", env=wanted,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def _kept(caches):
    """What lies in a folder of caches."""
    return sorted(caches.glob("pinyin-strip/*"))


CLEAN = "print(*clean_many(['国(guó)际', '没有']), 'pypinyin' in sys.modules)"


def test_a_process_with_tables_on_disk_need_not_open_pypinyin(tmp_path):
    """The first one makes and keeps them."""
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "False"]


@pytest.mark.slow
def test_a_folder_that_takes_nothing_changes_nothing_but_time(tmp_path):
    """Every process makes its own."""
    (tmp_path / "pinyin-strip").write_text("in the way")
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path / "pinyin-strip") == ["国际", "没有", "True"]


def test_a_variable_switches_the_tables_on_disk_off(tmp_path):
    """Nothing is written, nothing is read."""
    assert _run(CLEAN, tmp_path, PINYIN_STRIP_NO_CACHE="1") == ["国际", "没有", "True"]
    assert not _kept(tmp_path)
    _run(CLEAN, tmp_path)
    assert _run(CLEAN, tmp_path, PINYIN_STRIP_NO_CACHE="1") == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path, PINYIN_STRIP_NO_CACHE="0") == ["国际", "没有", "False"]


posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no owners and modes of files here")


@posix
def test_the_folder_is_its_owners_alone(tmp_path):
    """Nobody else can look into it, or put anything there."""
    _run(CLEAN, tmp_path)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "pinyin-strip", *_kept(tmp_path))]
    assert modes == [0o700, 0o600]


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o1777])
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path, mode):
    """Neither to read nor to write."""
    _run(CLEAN, tmp_path)
    (tmp_path / "pinyin-strip").chmod(mode)
    before = [path.stat().st_mtime_ns for path in _kept(tmp_path)]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert [path.stat().st_mtime_ns for path in _kept(tmp_path)] == before


@posix
def test_a_link_to_a_folder_is_not_used(tmp_path):
    """It leads wherever somebody wanted."""
    _run(CLEAN, tmp_path / "real")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "pinyin-strip").symlink_to(tmp_path / "real" / "pinyin-strip")
    assert _run(CLEAN, tmp_path / "linked") == ["国际", "没有", "True"]


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() != 0, reason="only root can give a folder away")
def test_somebody_elses_folder_is_not_used(tmp_path):
    """What lies there may be made up."""
    _run(CLEAN, tmp_path)
    os.chown(tmp_path / "pinyin-strip", 12345, 12345)
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]


@pytest.mark.parametrize("place", slow(0, 40, 200, 70_000, 100_000, 200_000, -20_000, -1))
def test_a_file_with_another_byte_is_made_anew(tmp_path, place):
    """Wherever it is, in the digest, in a header, in numbers or in the entries: the loops trust what they look up."""
    _run(CLEAN, tmp_path)
    (path,) = _kept(tmp_path)
    give_another_byte(path, place)
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "False"]


@pytest.mark.parametrize("rest", slow(b"", b"no numbers", b"PK\x03\x04", None))
def test_a_file_that_is_no_table_is_made_anew(tmp_path, rest):
    """Empty, something else, or cut off in the middle."""
    _run(CLEAN, tmp_path)
    (path,) = _kept(tmp_path)
    path.write_bytes(path.read_bytes()[:200_000] if rest is None else rest)
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert _run(CLEAN, tmp_path) == ["国际", "没有", "False"]


@pytest.mark.slow
def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    """A full disk, here a limit on the size of files."""
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    assert _run(limit + CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert not _kept(tmp_path)


@pytest.mark.slow
def test_a_package_without_its_source_files_makes_its_own_tables(tmp_path):
    """As in a bundle, where nobody can tell whether anything has changed."""
    assert _run("tables._MADE_FROM = ('not/there.py',)\n" + CLEAN, tmp_path) == ["国际", "没有", "True"]
    assert not _kept(tmp_path)


LOAD = """
import pypinyin
pypinyin.load_single_dict({0x5733: "bīn", 0x5f61: "biāng,biang"})
"""
HEARD = "print(*clean_many(['圳(bīn)', '彡(biāng)', '花(huā)彡(biang)花(huā)']))"


@pytest.mark.slow
def test_what_the_user_loads_is_heard_whenever_it_comes(tmp_path):
    """Before the tables are read, or after; and they are kept of the stock dictionary only."""
    assert _run(LOAD + HEARD, tmp_path) == ["圳", "彡", "花彡花"]
    assert not _kept(tmp_path)
    _run(CLEAN, tmp_path)
    assert _run(LOAD + HEARD, tmp_path) == ["圳", "彡", "花彡花"]
    assert _run("clean_many(['国(guó)'])\n" + LOAD + HEARD, tmp_path) == ["圳", "彡", "花彡花"]
    assert _run("print(*clean_many(['圳(bīn)']))\n" + LOAD + HEARD, tmp_path)[:2] == ["圳(bīn)", "圳"]


@pytest.mark.slow
def test_only_the_latest_files_are_kept(tmp_path):
    """Each change of a version makes a new one."""
    (tmp_path / "pinyin-strip").mkdir(mode=0o700)
    for number in range(20):
        (tmp_path / "pinyin-strip" / f"tables_{sys.byteorder}-{number}").write_bytes(b"old")
    _run(CLEAN, tmp_path)
    assert len(_kept(tmp_path)) == 8
    assert _run(CLEAN, tmp_path)[-1] == "False"
