"""EPUB: the chapters that the package lists are cleaned as XHTML; all other members are byte-identical.

Source: EPUB 3.3, 4.2 (OCF ZIP container) and 5 (package document).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import unquote

from pinyin_strip.formats.blocks import BlockFormat, EmbeddedText, decode
from pinyin_strip.formats.html import page_texts
from pinyin_strip.formats.protocol import Notice, Piece, PlacedText, Refused, Settings
from pinyin_strip.formats.zipped import open_archive, read_member, refuse_absurd_xml, rewrite

__all__ = ["FORMAT"]

_ROOTFILE = re.compile(rb"""<(?:\w+:)?rootfile\b[^>]*?\bfull-path\s*=\s*["']([^"']+)["']""")
_VERSION_2 = re.compile(rb"""<(?:\w+:)?package\b[^>]*?\sversion\s*=\s*["']2""")
_ITEM = re.compile(rb"<(?:\w+:)?item\s[^>]*>")
_HREF = re.compile(rb"""\shref\s*=\s*["']([^"']+)["']""")
_XHTML = re.compile(rb"""\smedia-type\s*=\s*["']application/xhtml\+xml["']""")
_HEADING = re.compile(r"/h[1-6](?:\[[^\]]*\])?\Z")
_ENCRYPTED = re.compile(rb"""<(?:\w+:)?CipherReference\b[^>]*?\bURI\s*=\s*["']([^"']+)["']""")


class EpubFormat(BlockFormat):
    """A chapter is a piece."""

    name = "epub"
    suffixes = (".epub",)
    texty = False

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Yield the chapters."""
        with open_archive(source) as archive:
            if settings.ruby is not None:
                _refuse_epub2(archive)
            for name in _chapters(archive):
                data = read_member(archive, name)
                refuse_absurd_xml(name, data)
                yield Piece(data, name)

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Find the paragraphs of a chapter."""
        decode(piece.data)
        return list(page_texts(piece.data, settings, xml=True))

    def texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[PlacedText]:
        """Find the paragraphs of a chapter, which is called by its first heading; its own title is no paragraph."""
        found, placed, number = self.embedded_texts(piece, settings, notices), list[PlacedText](), 0
        elements = [str(dict(one.place())["element"]) for one in found]
        chapter = _heading(found, elements) or piece.context
        for one, element in zip(found, elements, strict=True):
            titled = element.endswith("/title")
            number += not titled
            inner = ("title", one.text.strip()) if titled else ("paragraph", number)
            place = (("chapter", chapter), ("file", piece.context), inner)
            placed.append(PlacedText(one.text, place=partial(tuple[Any, ...], place), where=one.where))
        return placed

    def write(self, source: BinaryIO, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Write the archive with the cleaned chapters."""
        with open_archive(source) as archive:
            names = _chapters(archive)
        rewrite(source, target, names, pieces)


def _heading(texts: list[EmbeddedText], elements: list[str]) -> str:
    """Return the first heading of a chapter, or its title."""
    headings = [one.text for one, element in zip(texts, elements, strict=True) if _HEADING.search(element)]
    return " ".join((headings or [texts[0].text if texts and elements[0].endswith("/title") else ""])[0].split())


def _refuse_epub2(archive: zipfile.ZipFile) -> None:
    """Refuse to write ruby into a book of the version whose chapters have none (OPS 2.0.1, 2.2)."""
    if any(_VERSION_2.search(document) for _, document in _packages(archive)):
        raise Refused("an EPUB 2, whose chapters have no ruby; left alone. Convert it to EPUB 3 first")


def _packages(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the names of the package documents, and what is in them."""
    if "META-INF/container.xml" not in archive.namelist():
        raise Refused("no META-INF/container.xml: not an EPUB; left alone")
    for rootfile in _ROOTFILE.findall(read_member(archive, "META-INF/container.xml")):
        name = rootfile.decode("utf-8", "replace")
        yield name, read_member(archive, name)


def _chapters(archive: zipfile.ZipFile) -> list[str]:
    """Return the members that the package documents list as XHTML."""
    names = set(archive.namelist())
    encrypted: set[str] = set()
    if "META-INF/encryption.xml" in names:
        listed = _ENCRYPTED.findall(read_member(archive, "META-INF/encryption.xml"))
        encrypted = {unquote(one.decode("utf-8", "replace")) for one in listed}
    found: list[str] = []
    for package, document in _packages(archive):
        for item in _ITEM.findall(document):
            href = _HREF.search(item)
            if href and _XHTML.search(item):
                path = unquote(href[1].decode("utf-8", "replace")).partition("#")[0]
                found.append(posixpath.normpath(posixpath.join(posixpath.dirname(package), path)))
    if locked := encrypted.intersection(found):
        raise Refused(f"{min(locked)} is encrypted; left alone")
    return [name for name in dict.fromkeys(found) if name in names]


FORMAT = EpubFormat()
