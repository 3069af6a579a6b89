"""Blocks of whole lines, and parts of files that are read where they are cleaned."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.formats import Refused, Unread, blocks, lines
from pinyin_strip.formats.extent import UnreadFile
from pinyin_strip.formats.lines import cut_lines


def _read(piece):
    return piece.data.read() if isinstance(piece.data, Unread) else piece.data


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("lines") / "file"


contents = st.lists(st.sampled_from([b"\n", b"a", b"bc\n", b"long" * 9, b"\xef\xbb\xbf", b"\r\n"])).map(b"".join)


@given(contents, st.integers(1, 9), st.integers(1, 20))
def test_blocks_are_whole_lines_and_together_the_file(scratch, content, near, block):
    """Whether they come from a file or from a stream."""
    scratch.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_NEAR", near)
        patch.setattr(blocks, "BLOCK", block)
        with scratch.open("rb") as file:
            unread = list(cut_lines(file))
        streamed = list(cut_lines(io.BytesIO(content)))
    for pieces in (unread, streamed):
        assert b"".join(map(_read, pieces)) == content
        assert [piece.offset for piece in pieces] == [
            sum(len(_read(piece)) for piece in pieces[:number]) for number in range(len(pieces))
        ]
        assert all(_read(piece).endswith(b"\n") or _read(piece) == b"\xef\xbb\xbf" for piece in pieces[:-1])
    assert all(isinstance(piece.data, Unread) for piece in unread) or not content
    assert not any(isinstance(piece.data, Unread) for piece in streamed)


def test_a_line_that_is_too_long_is_refused_by_its_place(tmp_path, monkeypatch):
    """From a file, too."""
    monkeypatch.setattr(blocks, "BLOCK", 10)
    monkeypatch.setattr(blocks, "LONGEST", 40)
    (tmp_path / "a").write_bytes(b"short\n" + b"x" * 100 + b"\n")
    with (tmp_path / "a").open("rb") as file, pytest.raises(Refused, match="the line at byte 6 is longer than"):
        list(cut_lines(file))
    with pytest.raises(Refused, match="the line at byte 6 is longer than"):
        list(cut_lines(io.BytesIO((tmp_path / "a").read_bytes())))


@pytest.mark.parametrize("length", [39, 40, 41, 45])
def test_the_longest_line_is_the_same_in_a_file_and_in_a_stream(tmp_path, monkeypatch, length):
    """At the end, without a line break."""
    monkeypatch.setattr(blocks, "BLOCK", 10)
    monkeypatch.setattr(blocks, "LONGEST", 40)
    content = b"short\n" + b"x" * length
    (tmp_path / "a").write_bytes(content)
    found = []
    with (tmp_path / "a").open("rb") as file:
        for source in (file, io.BytesIO(content)):
            try:
                found.append(b"".join(map(_read, cut_lines(source))))
            except Refused as error:
                found.append(str(error))
    assert found[0] == found[1]
    assert (found[0] == content) is (length <= 40)


def _grow(path):
    with path.open("ab") as file:
        file.write(b"more\n")


def _replace(path):
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def _shorten(path):
    stat = path.stat()
    os.truncate(path, 3)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.parametrize("meddle", [_grow, _replace, _shorten])
def test_a_part_of_a_file_that_is_not_what_it_was_is_refused(tmp_path, meddle):
    """Longer, shorter, or another file of the same name."""
    path = tmp_path / "a"
    path.write_bytes(b"one\ntwo\n")
    with path.open("rb") as file:
        (piece,) = cut_lines(file)
    assert piece.data.read() == b"one\ntwo\n"
    meddle(path)
    with pytest.raises(Refused, match="changed while it was read"):
        piece.data.read()


def test_a_part_of_a_file_that_is_gone_is_an_error(tmp_path):
    """It is named."""
    path = tmp_path / "a"
    path.write_bytes(b"one\n")
    with path.open("rb") as file:
        (piece,) = cut_lines(file)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        piece.data.read()


@pytest.mark.skipif(not Path("/proc/mounts").exists(), reason="no such files here")
def test_a_file_that_hides_its_size_is_read():
    """It says 0, and is full."""
    with Path("/proc/mounts").open("rb") as file:
        pieces = list(cut_lines(file))
    assert b"".join(map(_read, pieces)) == Path("/proc/mounts").read_bytes() != b""


@pytest.mark.skipif(os.name != "posix", reason="renames an open file")
def test_only_plain_files_are_left_unread(tmp_path):
    """Not pipes, nor files whose name is another's by now, nor what has no path."""
    path = tmp_path / "a"
    path.write_bytes(b"one\n")
    with path.open("rb") as file:
        assert UnreadFile.of(file)
        path.rename(tmp_path / "b")
        assert not UnreadFile.of(file)
        path.write_bytes(b"two\n")
        assert not UnreadFile.of(file)
    read, write = os.pipe()
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert not UnreadFile.of(pipe)
    with os.fdopen(os.open(path, os.O_RDONLY), "rb") as numbered:
        assert not UnreadFile.of(numbered)
    assert not UnreadFile.of(io.BytesIO(b"one\n"))
