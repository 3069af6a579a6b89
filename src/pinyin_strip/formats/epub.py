"""EPUB: the chapters that the package lists are cleaned as XHTML, and titles; all other members are byte-identical.

Titles are text in the package document and in the NCX; no ruby can stand there. Nor does it stand in the navigation
document, of which reading systems show the bare text in a menu: where ruby is written, all of them stay.
Source: EPUB 3.3, 4.2 (OCF ZIP container), 5 (package document) and 7 (navigation document).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import unquote

from pinyin_strip.formats.blocks import BlockFormat, EmbeddedText, decode
from pinyin_strip.formats.epub_titles import title_texts
from pinyin_strip.formats.head import styled
from pinyin_strip.formats.html import page_texts
from pinyin_strip.formats.protocol import CleanedPiece, Notice, Piece, PlacedText, Refused, Settings, Undecodable
from pinyin_strip.formats.zipped import open_archive, read_member, refuse_absurd_xml, rewrite
from pinyin_strip.places import Place

__all__ = ["FORMAT"]

# No attribute holds a "<" (XML 1.0, 3.1), so that a tag without end is not searched for one in all that stands behind.
_ROOTFILE = re.compile(rb"""<(?:\w+:)?rootfile\b[^<>]*?\bfull-path\s*=\s*["']([^"']+)["']""")
_VERSION_2 = re.compile(rb"""<(?:\w+:)?package\b[^<>]*?\sversion\s*=\s*["']2""")
_ITEM = re.compile(rb"<(?:\w+:)?item\s[^<>]*>")
_HREF = re.compile(rb"""\shref\s*=\s*["']([^"']+)["']""")
_XHTML = re.compile(rb"""\smedia-type\s*=\s*["']application/xhtml\+xml["']""")
_NCX = re.compile(rb"""\smedia-type\s*=\s*["']application/x-dtbncx\+xml["']""")
_NAVIGATION = re.compile(rb"""\sproperties\s*=\s*["'](?:[^"']*\s)?nav[\s"']""")
_HEADING = re.compile(r"/h[1-6](?:\[[^\]]*\])?\Z")
_ENCRYPTED = re.compile(rb"""<(?:\w+:)?CipherReference\b[^<>]*?\bURI\s*=\s*["']([^"']+)["']""")

_LONG = 40  # characters of a title that its place is called by; a description has more


class _Titles(str):
    """The name of a member that holds titles."""

    __slots__ = ()


class EpubFormat(BlockFormat):
    """A chapter is a piece, and so is a document that holds titles."""

    name = "epub"
    suffixes = (".epub",)
    texty = False

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Yield the chapters, and what holds titles."""
        with open_archive(source) as archive:
            if settings.ruby is not None:
                _refuse_epub2(archive)
            for name in _members(archive, settings):
                data = read_member(archive, name)
                refuse_absurd_xml(name, data)
                yield Piece(data, name)

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Find the paragraphs of a chapter, or titles; those that are no UTF-8 do not keep the book from being read."""
        is_chapter = not isinstance(piece.context, _Titles)
        try:
            decode(piece.data)
        except Undecodable:
            if is_chapter:
                raise
            notices.append(Notice(1, f"the titles in {piece.context} were left: they are not UTF-8"))
            return []
        return list(page_texts(piece.data, settings, xml=True) if is_chapter else title_texts(piece.data))

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Clean a piece; a chapter with ruby gets the rules that it is to be shown by."""
        cleaned = super().clean(piece, settings)
        return cleaned if settings.ruby is None else styled(cleaned, settings.ruby.options, xml=True)

    def texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> Sequence[PlacedText]:
        """Find the paragraphs of a chapter, or titles, and say where in the book they stand."""
        found = self.embedded_texts(piece, settings, notices)
        elements = [str(dict(one.place())["element"]) for one in found]
        in_piece = _in_titles if isinstance(piece.context, _Titles) else _in_chapter
        return [
            replace(one, place=partial(tuple[Any, ...], place))
            for one, place in zip(found, in_piece(found, elements, piece.context), strict=True)
        ]

    def write(self, source: BinaryIO, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Write the archive with the cleaned members."""
        with open_archive(source) as archive:
            names = _members(archive, settings)
        rewrite(source, target, names, pieces)


def _in_chapter(texts: list[EmbeddedText], elements: list[str], file: str) -> Iterator[Place]:
    """Yield the places in a chapter, which is called by its first heading; its own title is no paragraph."""
    chapter, number = _heading(texts, elements) or file, 0
    for one, element in zip(texts, elements, strict=True):
        titled = element.endswith("/title")
        number += not titled
        inner = ("title", _words(one.text)) if titled else ("paragraph", number)
        yield ("chapter", chapter), ("file", file), inner


def _in_titles(texts: list[EmbeddedText], elements: list[str], file: str) -> Iterator[Place]:
    """Yield the places of titles, each called by its own words, as a menu shows them."""
    for one, element in zip(texts, elements, strict=True):
        words = _words(one.text)
        yield ("file", file), (element, words if len(words) <= _LONG else f"{words[:_LONG]}…")


def _words(text: str) -> str:
    return " ".join(text.split())


def _heading(texts: list[EmbeddedText], elements: list[str]) -> str:
    """Return the first heading of a chapter, or its title."""
    headings = [one.text for one, element in zip(texts, elements, strict=True) if _HEADING.search(element)]
    return _words((headings or [texts[0].text if texts and elements[0].endswith("/title") else ""])[0])


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


def _members(archive: zipfile.ZipFile, settings: Settings) -> list[str]:
    """Return what is rewritten: the XHTML that the package documents list and, unless ruby is written, what holds titles."""
    chapters: list[str] = []
    titles: list[str] = []
    for package, document in _packages(archive):
        titles.append(_Titles(package))
        for item in _ITEM.findall(document):
            if path := _path(package, item):
                is_chapter = _XHTML.search(item) and not (settings.ruby is not None and _NAVIGATION.search(item))
                chapters += [path] if is_chapter else []
                titles += [_Titles(path)] if _NCX.search(item) else []
    found = [*chapters, *(titles if settings.ruby is None else [])]
    if locked := _encrypted(archive).intersection(found):
        raise Refused(f"{min(locked)} is encrypted; left alone")
    names = set(archive.namelist())
    return [name for name in dict.fromkeys(found) if name in names]


def _path(package: str, item: bytes) -> str | None:
    """The member that an item of the manifest names."""
    if (href := _HREF.search(item)) is None:
        return None
    path = unquote(href[1].decode("utf-8", "replace")).partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), path))


def _encrypted(archive: zipfile.ZipFile) -> set[str]:
    if "META-INF/encryption.xml" not in archive.namelist():
        return set()
    listed = _ENCRYPTED.findall(read_member(archive, "META-INF/encryption.xml"))
    return {unquote(one.decode("utf-8", "replace")) for one in listed}


FORMAT = EpubFormat()
