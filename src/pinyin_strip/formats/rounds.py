"""Putting a piece right until nothing more can be, and noting in it what is to be ignored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pinyin_strip.fixes import apply, fixes
from pinyin_strip.formats.ignoring import NoteWriter
from pinyin_strip.formats.notes import may_hold_notes
from pinyin_strip.formats.proofs import pieces_in_hand, read_texts
from pinyin_strip.formats.protocol import Change, CleanedPiece, Fix, Format, Noting, Piece, Settings
from pinyin_strip.formats.tally import Tally
from pinyin_strip.proof import ROUNDS
from pinyin_strip.values import Finding

__all__ = ["clean_piece", "corrected_file"]


def clean_piece(kind: Format, piece: Piece, settings: Settings) -> CleanedPiece:
    """Clean a piece as its format does; put glosses right as often as that changes anything; or note what is to be ignored.

    >>> from pinyin_strip.formats import Fix, by_name
    >>> settings = Settings(fix=Fix(unsafe=True))
    >>> clean_piece(by_name("text"), Piece("努(nù)力".encode()), settings).data.decode()
    '努(nǔ)力'
    >>> settings = Settings(noting=Noting(frozenset({"R102"})))
    >>> clean_piece(by_name("text"), Piece("努(nù)力".encode()), settings).data.decode()
    '努(nù)力 pinyin-strip: ignore[R102]'
    """
    if settings.noting is not None:
        return _noted(kind, piece, settings, settings.noting)
    if settings.fix is None:
        return kind.clean(piece, settings)
    cleaned = _put_right(kind, piece, settings, settings.fix)
    for _ in range(ROUNDS if cleaned.changed else 0):
        again = _put_right(kind, piece._replace(data=cleaned.data), settings, settings.fix)
        if not again.changed:
            break
        cleaned.data = again.data
    return cleaned


def _put_right(kind: Format, piece: Piece, settings: Settings, fix: Fix) -> CleanedPiece:
    """Put right what no note says is to be ignored, once."""
    if not may_hold_notes(kind.name, piece.data):
        return kind.clean(piece, settings)
    decided: dict[int, list[Change]] = {}
    for text in read_texts([piece], kind, settings):
        found = fixes(text.document, fix.unsafe, fix.codes)
        if found:
            decided[text.number] = [(one.start, one.end, one.replacement) for one in found]
    return kind.clean(piece, replace(settings, fix=None, decided=decided))


def _noted(kind: Format, piece: Piece, settings: Settings, noting: Noting) -> CleanedPiece:
    """Write a note behind every finding that none ignores yet, where the format has comments."""
    data = piece.data
    if not kind.texty or not isinstance(data, bytes):
        return CleanedPiece(data, Tally(), changed=False)
    text = data.decode("utf-8", "surrogatepass")
    edits = NoteWriter(text, kind.name, noting.path).edits(_findings(kind, piece, settings, noting))
    new = apply(text, edits).encode("utf-8", "surrogatepass")
    return CleanedPiece(new, Tally(), new != data, data.count(b"\n"))


def _findings(kind: Format, piece: Piece, settings: Settings, noting: Noting) -> Iterator[Finding]:
    """Yield the findings that are to be ignored, with their places in the piece."""
    for text in read_texts([piece], kind, settings):
        for finding in text.document.remarks:
            if finding.code in noting.codes:
                start, end = text.source.span(finding.start, finding.end)
                yield replace(finding, start=start.offset, end=end.offset)


def corrected_file(text: str, kind: Format, settings: Settings, fix: Fix) -> str:
    """Put the texts of a file right that somebody has in hand; every other character stays. Raises as ``texts_in_hand``.

    >>> from pinyin_strip.formats import by_name
    >>> corrected_file("<i title='六(lìu)'>六(lìu)</i>", by_name("html"), Settings(), Fix())
    "<i title='六(lìu)'>六(liù)</i>"
    """
    fixing = replace(settings, fix=fix)
    cleaned = (clean_piece(kind, piece, fixing).data for piece in pieces_in_hand(text, kind, fixing))
    return b"".join(cleaned).decode("utf-8", "surrogatepass")
