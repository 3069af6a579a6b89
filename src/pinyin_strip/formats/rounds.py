"""Putting a piece right until nothing more can be: what one correction made possible, another round does."""

from __future__ import annotations

from pinyin_strip.formats.protocol import CleanedPiece, Format, Piece, Settings
from pinyin_strip.proof import ROUNDS

__all__ = ["clean_piece"]


def clean_piece(kind: Format, piece: Piece, settings: Settings) -> CleanedPiece:
    """Clean a piece as its format does; where glosses are put right, as often as that changes anything.

    >>> from pinyin_strip.formats import Fix, by_name
    >>> settings = Settings(fix=Fix(unsafe=True))
    >>> clean_piece(by_name("text"), Piece("努(nù)力".encode()), settings).data.decode()
    '努(nǔ)力'
    """
    cleaned = kind.clean(piece, settings)
    for _ in range(ROUNDS if settings.fix is not None and cleaned.changed else 0):
        again = kind.clean(piece._replace(data=cleaned.data), settings)
        if not again.changed:
            break
        cleaned.data = again.data
    return cleaned
