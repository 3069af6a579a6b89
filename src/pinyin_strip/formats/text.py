"""Plain text, subtitles and TeX: the whole block is one text; large files are cut where no gloss can stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from pinyin_strip.formats.blocks import BlockFormat, ByteEdit, EmbeddedText, decode
from pinyin_strip.formats.lines import cut
from pinyin_strip.formats.protocol import Notice, Piece, Settings
from pinyin_strip.patterns import Pattern

__all__ = ["FORMAT", "best_border", "border"]

WINDOW = 1600  # bytes on either side in which nothing may span a border: more than 400 characters
TRIES = 1000  # line breaks that are looked at before the second best is taken

_ANYTHING = Pattern(
    r"[A-Za-z\u00c0-\u024f\u0251\u0261\u0300-\u036f\u1e00-\u1eff\u3105-\u312f\u31a0-\u31bf\uff21-\uff5a&]"
)
_OPEN = Pattern(r"[(\[{（［｛【〔《<][^)\]}）］｝】〕》>]*$")
_OPENS = Pattern(r"\s*[(\[{（［｛【〔《]")
_TONELESS = Pattern(r"[(\[{（［｛【〔《]\s*[A-Za-z'’ \-]+\s*[)\]}）］｝】〕》]")
_HANZI = Pattern(r"\p{Han}")


class TextFormat(BlockFormat):
    """Text in lines; line endings and the final line break are bytes like any other."""

    name = "text"
    suffixes = (".txt", ".text", ".srt", ".vtt", ".ass", ".ssa", ".lrc", ".tex", ".log")

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Cut at line breaks that no gloss spans; what becomes a page of its own is not cut."""
        whole = settings.ruby is not None and settings.ruby.style == "document"
        return cut(source, (lambda _: 0) if whole else border)

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Take the block for one text."""
        size = len(piece.data)
        return [
            EmbeddedText(decode(piece.data, piece.offset), lambda new: [ByteEdit(0, size, new.text.encode("utf-8"))])
        ]


def border(data: bytes) -> int:
    """Return the last place after a line break where the text can be cut; 0 if there is no line break.

    Best is a break with no letter within 400 characters on either side: nothing spans it and no neighbour speaks for a
    toneless gloss across it. Next is one between lines of hanzi with no bracket open and no toneless gloss near by.
    """
    return best_border(data, _breaks_from_end(data))


def _breaks_from_end(data: bytes) -> Iterator[int]:
    """Yield the places after line breaks, the last first."""
    position = len(data)
    while (position := data.rfind(b"\n", 0, position)) >= 0:
        yield position + 1


def best_border(data: bytes, places: Iterable[int]) -> int:
    """Return the first of the best of places that come in order from the end; 0 if there are none. See ``border``."""
    best = (0, 0)
    for place in islice(places, TRIES):
        rank = _rank(data, place)
        if rank > best[0]:
            best = rank, place
        if rank == 4:
            break
    return best[1]


def _rank(data: bytes, place: int) -> int:
    """Say how safely text can be cut at a place: 4 certainly, 1 for want of a better one."""
    before = data[max(0, place - WINDOW) : place].decode("utf-8", "ignore")
    after = data[place : place + WINDOW].decode("utf-8", "ignore")
    if len(data) - place < WINDOW:
        return 1
    if not _ANYTHING.search(before) and not _ANYTHING.search(after) and not _OPEN.search(before):
        return 4
    if _OPEN.search(before[-400:]) or _OPENS.match(after):
        return 1
    lines = before.rstrip("\r\n").rpartition("\n")[2], after.partition("\n")[0]
    if not all(map(_HANZI.search, lines)):
        return 2
    return 2 if _TONELESS.search(before[-200:]) or _TONELESS.search(after[:200]) else 3


FORMAT = TextFormat()
