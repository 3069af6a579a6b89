"""Compression around texty files, told by the suffix: .gz, .bz2, .xz, .zst."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from pinyin_strip.extras import install_line
from pinyin_strip.formats.protocol import Refused

__all__ = ["DAMAGED", "LAYERS", "compressed", "decompressed"]

# What the decompressors raise for a file that is damaged or cut off.
DAMAGED: tuple[type[Exception], ...] = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


def _gzip(raw: BinaryIO, mode: str) -> Any:  # noqa: ANN401  file objects of many makes
    level = {"compresslevel": 6} if mode == "wb" else {}
    return gzip.GzipFile(filename="", mode=mode, fileobj=raw, mtime=0, **level)


def _bz2(raw: BinaryIO, mode: str) -> Any:  # noqa: ANN401
    return bz2.BZ2File(raw, mode)  # type: ignore[call-overload]


def _xz(raw: BinaryIO, mode: str) -> Any:  # noqa: ANN401
    return lzma.LZMAFile(raw, mode)


def _zstandard(raw: BinaryIO, mode: str) -> Any:  # noqa: ANN401
    if sys.version_info >= (3, 14):
        from compression import zstd

        return zstd.ZstdFile(raw, mode)
    try:
        import zstandard
    except ImportError:
        raise Refused(f"needs zstandard; left alone. Install it with: {install_line('formats')}") from None
    if mode == "rb":
        return _WholeZstd(raw, zstandard)
    return zstandard.ZstdCompressor(write_checksum=True).stream_writer(raw, closefd=False)


class _WholeZstd:
    """A zstd reader that tells a file that was cut off from one that ended."""

    def __init__(self, raw: BinaryIO, zstandard: Any) -> None:  # noqa: ANN401  an optional library
        self._raw, self._library = raw, zstandard
        self._make = zstandard.ZstdDecompressor().decompressobj
        self._frame, self._ready, self._begun = self._make(), b"", False

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._ready) < size:
            data = self._frame.unused_data if self._frame.eof else b""
            data = data or self._raw.read(1 << 17)
            if not data:
                if self._begun and not self._frame.eof:
                    raise EOFError("Compressed file ended before the end-of-stream marker was reached")
                break
            if self._frame.eof:
                self._frame = self._make()
            self._begun = True
            try:
                self._ready += self._frame.decompress(data)
            except self._library.ZstdError as error:
                raise EOFError(str(error)) from None
        size = len(self._ready) if size < 0 else size
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def close(self) -> None:
        """Leave the file below open: it is not ours."""


LAYERS: dict[str, Callable[[BinaryIO, str], Any]] = {".gz": _gzip, ".bz2": _bz2, ".xz": _xz, ".zst": _zstandard}


def decompressed(raw: BinaryIO, suffix: str) -> BinaryIO:
    """Return a reader of what a file holds; the file itself without a compression suffix."""
    return cast("BinaryIO", LAYERS[suffix](raw, "rb")) if suffix else raw


def compressed(raw: BinaryIO, suffix: str) -> BinaryIO:
    """Return a writer that compresses into a file; closing it leaves the file open."""
    return cast("BinaryIO", LAYERS[suffix](raw, "wb")) if suffix else raw
