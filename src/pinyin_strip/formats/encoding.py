"""Encodings: the formats see UTF-8; files come and go in whatever they are written in, with every untouched byte."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from pinyin_strip.formats.guessing import SAMPLE, guess
from pinyin_strip.formats.protocol import Refused, Undecodable

__all__ = ["SAMPLE", "Decoded", "Encoded", "check_encoding", "codec_of", "guess", "is_utf8", "is_wide"]

_BOMS = {"utf-16": ((codecs.BOM_UTF16_BE, "utf-16-be"), (b"", "utf-16-le")),
         "utf-32": ((codecs.BOM_UTF32_BE, "utf-32-be"), (b"", "utf-32-le"))}  # fmt: skip


def check_encoding(name: str) -> None:
    """Look whether texts can be read and written in an encoding.

    Raises:
        ValueError: if Python knows none of this name, or one that is not for text (``hex``, ``zlib``).

    >>> check_encoding("rot13")
    Traceback (most recent call last):
    ValueError: 'rot13' is no encoding of text; try gb18030, big5, utf-16 or auto
    """
    try:
        b"".decode(name)
        "".encode(name)
    except (LookupError, ValueError, TypeError):
        raise ValueError(f"{name!r} is no encoding of text; try gb18030, big5, utf-16 or auto") from None


def is_utf8(name: str) -> bool:
    """Whether an encoding's bytes can be taken as they are; a byte order mark is kept like any character."""
    return codecs.lookup(name).name in ("utf-8", "utf-8-sig", "ascii")


def is_wide(name: str) -> bool:
    """Whether an encoding writes NUL bytes, which no text has in any other."""
    return codecs.lookup(name).name.startswith(("utf-16", "utf-32"))


def codec_of(name: str, head: bytes) -> str:
    """Return the codec that reads a file beginning with ``head``, so that its byte order mark is a character like any.

    Raises:
        Refused: if the encoding cannot be guessed.
    """
    if name == "auto":
        name = guess(head)
    canonical = codecs.lookup(name).name
    for mark, codec in _BOMS.get(canonical, ()):
        if head.startswith(mark):
            return codec
    return canonical


class Decoded:
    """A reader that gives UTF-8 of a file in another encoding.

    Unless the output has another encoding, what cannot be written back byte for byte is refused: some old encodings
    have two spellings for one character.
    """

    def __init__(self, source: BinaryIO, encoding: str, *, exact: bool) -> None:
        self._source, self._encoding = source, encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._encoder = codecs.getincrementalencoder(encoding)() if exact else None
        self._ready, self._raw, self._offset, self._ended = b"", b"", 0, False

    def read(self, size: int = -1) -> bytes:
        """Read UTF-8.

        Raises:
            Undecodable: with the place in the file.
            Refused: if it would not come back as it was.
        """
        while not self._ended and (size < 0 or len(self._ready) < size):
            data = self._source.read(1 << 16)
            self._ended = not data
            self._ready += self._decode(data)
        size = len(self._ready) if size < 0 else size
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def _decode(self, data: bytes) -> bytes:
        held = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            place = self._offset - held + error.start
            raise Undecodable(self._encoding, place, error.object[error.start]) from None
        self._offset += len(data)
        if self._encoder is not None:
            self._compare(data, self._encoder.encode(text, final=self._ended))
        return text.encode("utf-8", "surrogatepass")

    def _compare(self, data: bytes, again: bytes) -> None:
        self._raw += data
        if not self._raw.startswith(again):
            place = next(i for i, (a, b) in enumerate(zip(self._raw, again, strict=False)) if a != b)
            raise Refused(
                f"{self._encoding} at byte {self._offset - len(self._raw) + place} would not come back as the same bytes; "
                f"left alone. Write another encoding with --output-encoding utf-8"
            )
        self._raw = self._raw[len(again) :]


class Encoded:
    """A writer that takes UTF-8 and writes another encoding."""

    def __init__(self, target: BinaryIO, encoding: str) -> None:
        self._target, self._encoding = target, encoding
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._encoder = codecs.getincrementalencoder(encoding)()

    def write(self, data: bytes) -> int:
        """Write a block.

        Raises:
            Refused: if the encoding has no such character.
        """
        self._put(self._decoder.decode(data))
        return len(data)

    def finish(self) -> None:
        """Write what is held back."""
        self._put(self._decoder.decode(b"", True), final=True)

    def _put(self, text: str, *, final: bool = False) -> None:
        try:
            self._target.write(self._encoder.encode(text, final))
        except UnicodeEncodeError as error:
            raise Refused(
                f"{self._encoding} has no {error.object[error.start]!r}; left alone. "
                f"Write another encoding with --output-encoding utf-8 or gb18030"
            ) from None
