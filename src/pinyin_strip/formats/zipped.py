"""Books are zip archives: some members are cleaned, all others come out byte for byte; bombs are refused."""

from __future__ import annotations

import copy
import shutil
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from pinyin_strip.formats.markup_tokens import MarkupKind, tokens
from pinyin_strip.formats.protocol import Refused

__all__ = ["open_archive", "read_member", "refuse_absurd_xml", "rewrite"]

MEMBERS = 20_000
LARGEST_MEMBER = 1 << 26  # bytes of a member that is cleaned
LARGEST_ARCHIVE = 1 << 33  # bytes of all members together
SUSPICIOUS, RATIO = 1 << 24, 200  # a member as large as this that shrank by more than this is a bomb
DEPTH = 500  # elements in elements

_ZIP64 = b"\x01\x00"


def open_archive(source: BinaryIO) -> zipfile.ZipFile:
    """Open a book.

    Raises:
        Refused: if it is no zip archive, is encrypted, or promises to be a bomb.
    """
    source.seek(0)
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(f"not a zip archive ({error}); left alone") from None
    infos = archive.infolist()
    size = source.seek(0, 2)
    if len(infos) > MEMBERS:
        raise Refused(f"{len(infos)} members; refused as a zip bomb")
    if sum(info.file_size for info in infos) > LARGEST_ARCHIVE or sum(info.compress_size for info in infos) > size:
        raise Refused("its members are larger than an honest archive of this size holds; refused as a zip bomb")
    if len({info.header_offset for info in infos}) < len(infos) or len(set(archive.namelist())) < len(infos):
        raise Refused("two members share a place or a name; refused as a zip bomb")
    for info in infos:
        if info.file_size > SUSPICIOUS and info.file_size > RATIO * max(1, info.compress_size):
            raise Refused(f"{info.filename} grows more than {RATIO}-fold; refused as a zip bomb")
        if info.flag_bits & 1:
            raise Refused(f"{info.filename} is encrypted; left alone")
    return archive


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a member that is to be cleaned, never more than is sane.

    Raises:
        Refused: if it is too large or damaged.
    """
    try:
        with archive.open(name) as member:
            data = member.read(LARGEST_MEMBER + 1)
    except KeyError:
        raise Refused(f"{name} is listed but missing; left alone") from None
    except Exception as error:  # a damaged archive raises whatever its decompressor does
        raise Refused(f"{name} is damaged ({error}); left alone") from None
    if len(data) > LARGEST_MEMBER:
        raise Refused(f"{name} is larger than {LARGEST_MEMBER >> 20} MB; left alone")
    return data


def refuse_absurd_xml(name: str, data: bytes) -> None:
    """Refuse XML that defines entities or nests beyond reason. Nothing here is ever expanded; readers may be less careful."""
    if b"<!ENTITY" in data:
        raise Refused(f"{name} defines entities; refused")
    depth = 0
    for tag in tokens(data, xml=True):
        depth += (tag.kind is MarkupKind.START) - (tag.kind is MarkupKind.END)
        if depth > DEPTH:
            raise Refused(f"{name} nests more than {DEPTH} elements; refused")


def rewrite(source: BinaryIO, target: BinaryIO, names: list[str], pieces: Iterator[Any]) -> None:
    """Copy an archive, its members in their order with their dates and attributes, the named ones replaced in theirs."""
    archive = open_archive(source)
    replaced = dict.fromkeys(names)
    with archive, zipfile.ZipFile(target, "w") as written:
        written.comment = archive.comment
        fresh = dict(zip(replaced, pieces, strict=True))
        for info in archive.infolist():
            like = copy.copy(info)
            like.extra = _without_zip64(info.extra)
            if info.is_dir():
                written.writestr(like, b"")
            elif info.filename in fresh:
                written.writestr(like, fresh[info.filename])
            else:
                with archive.open(info) as old, written.open(like, "w") as new:
                    shutil.copyfileobj(old, new, 1 << 20)


def _without_zip64(extra: bytes) -> bytes:
    """Drop the sizes that the writer writes itself."""
    kept, place = b"", 0
    while place + 4 <= len(extra):
        end = place + 4 + int.from_bytes(extra[place + 2 : place + 4], "little")
        if extra[place : place + 2] != _ZIP64:
            kept += extra[place:end]
        place = end
    return kept
