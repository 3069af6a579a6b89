"""A file opened for cleaning: its compression and encoding taken off, and put on again when it is written."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from pinyin_strip.batch.plan import FileJob
from pinyin_strip.formats import Changed, Format, Piece, Settings, by_name, split_suffix
from pinyin_strip.formats.compression import compressed, decompressed
from pinyin_strip.formats.encoding import SAMPLE, Decoded, Encoded, codec_of, is_utf8, is_wide

__all__ = ["Opened", "open_job"]


@dataclass(slots=True)
class Opened:
    """An open input: ``raw`` are its bytes, ``source`` what the format reads."""

    job: FileJob
    format: Format
    raw: BinaryIO
    source: BinaryIO
    encoding: str
    layer: str
    state: os.stat_result | None
    cancelled: bool = False

    def pieces(self, settings: Settings) -> Iterator[Piece]:
        """Cut the input into pieces; stops when the job is cancelled."""
        for piece in self.format.read(self.source, settings):
            if self.cancelled:
                return
            yield piece

    def write(self, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Write cleaned pieces through the output's encoding and compression."""
        if not self.format.texty:
            self.format.write(self.raw, target, pieces, settings)
            return
        name = str(self.job.target) if self.job.target else self.job.name
        layer = split_suffix(name)[1] if self.job.target else self.layer
        # If writing fails, so may closing; which of the two the user is told makes no difference to the file.
        with closing(compressed(target, layer)) if layer else nullcontext(target) as squeezed:
            encoded = self._encoded(squeezed, settings)
            self.format.write(self.source, encoded, pieces, settings)
            if isinstance(encoded, Encoded):
                encoded.finish()

    def _encoded(self, target: BinaryIO, settings: Settings) -> BinaryIO:
        encoding = settings.output_encoding or self.encoding
        return target if is_utf8(encoding) else cast("BinaryIO", Encoded(target, encoding))

    def same_outside(self, settings: Settings) -> bool:
        """Whether an input in which nothing changed can be copied as it is."""
        name = str(self.job.target) if self.job.target else self.job.name
        layer = split_suffix(name)[1] if self.format.texty and self.job.target else self.layer
        return layer == self.layer and settings.output_encoding in (None, self.encoding)

    def unprintable(self, settings: Settings) -> str:
        """Say how it comes out, if that is nothing for a terminal; an empty string if it is text."""
        encoding = settings.output_encoding or self.encoding
        if not self.format.texty:
            return f"as {self.format.name}"
        if self.layer:
            return f"compressed ({self.layer})"
        return f"in {encoding}" if is_wide(encoding) else ""

    def copy_to(self, target: BinaryIO) -> None:
        """Copy the input as it is."""
        self.raw.seek(0)
        target.seek(0)
        target.truncate()
        shutil.copyfileobj(self.raw, target, 1 << 20)

    def close(self) -> None:
        """Close the input; standard input is not ours to close."""
        if self.raw is not sys.stdin.buffer:
            self.raw.close()

    def refuse_if_changed(self) -> None:
        """Refuse a file that somebody wrote to while it was read."""
        if self.state is None:
            return
        now = os.fstat(self.raw.fileno())
        if (now.st_size, now.st_mtime_ns) != (self.state.st_size, self.state.st_mtime_ns):
            raise Changed


def open_job(job: FileJob, settings: Settings) -> Opened:
    """Open a job's input.

    Raises:
        OSError: if it is not there or cannot be read.
        Refused: if its encoding is unknown or a library is missing.
    """
    kind = by_name(job.format)
    raw = _raw(job, seekable=not kind.texty)
    try:
        found = os.fstat(raw.fileno()) if job.source else None
        state = found if found and stat.S_ISREG(found.st_mode) else None  # a pipe changes while it is read
        layer = split_suffix(job.name)[1] if kind.texty and job.source else ""
        source = decompressed(raw, layer) if kind.texty else raw
        encoding = "utf-8"
        if kind.texty and settings.encoding != "utf-8":
            head, source = _peek(source)
            encoding = codec_of(settings.encoding, head)
            if not is_utf8(encoding):
                exact = settings.output_encoding in (None, encoding, settings.encoding)
                source = cast("BinaryIO", Decoded(source, encoding, exact=exact))
        return Opened(job, kind, raw, source, encoding, layer, state)
    except BaseException:
        raw.close()
        raise


def _raw(job: FileJob, *, seekable: bool) -> BinaryIO:
    """Open the bytes; standard input that must be sought in is kept in a temporary file."""
    if job.source is not None:
        return job.source.open("rb")
    if sys.stdin.isatty():
        return io.BytesIO(sys.stdin.buffer.read())  # a terminal forgets that its user has said it is the end
    if not seekable:
        return cast("BinaryIO", sys.stdin.buffer)
    spooled = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115  closed with the job
    shutil.copyfileobj(sys.stdin.buffer, spooled)
    spooled.seek(0)
    return spooled


def _peek(source: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Look at the first bytes and give a reader that still has them."""
    head = b""
    while len(head) < SAMPLE and (data := source.read(SAMPLE - len(head))):  # some readers give less than was asked for
        head += data
    return head, cast("BinaryIO", io.BufferedReader(_Chained(head, source)))


class _Chained(io.RawIOBase):
    """Bytes that were read already, and then the rest of a stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  whatever holds bytes
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)
