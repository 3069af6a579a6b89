"""Arrow IPC (file and stream) and Feather, batch by batch; schema, metadata and compression stay as they were.

Source: Arrow columnar format, "Serialization and Interprocess Communication (IPC)".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

from pinyin_strip.formats.arrow_columns import clean_piece, load_pyarrow, refuse_damaged, text_columns, texts_of
from pinyin_strip.formats.protocol import CleanedPiece, Notice, Piece, PlacedText, Refused, Settings

__all__ = ["FORMAT"]

_MAGIC = b"ARROW1"


class ArrowFormat:
    """Only the columns to clean travel; the others are read again when the file is written."""

    name = "arrow"
    suffixes = (".arrow", ".feather", ".ipc", ".arrows")
    texty = False

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Yield the columns to clean, a batch at a time, with the number of its first row."""
        schema, batches = _open(source)
        columns = text_columns(schema, settings)
        pa = load_pyarrow()
        return (Piece(pa.Table.from_batches([batch]).select(columns), first) for first, batch in _numbered(batches))

    def texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[PlacedText]:
        """Find the texts of the columns."""
        return list(texts_of(piece, settings))

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Clean the columns of one batch."""
        return clean_piece(piece, settings)

    def write(self, source: BinaryIO, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Lay the cleaned columns beside the others."""
        pa = load_pyarrow()
        options = pa.ipc.IpcWriteOptions(compression=_compression(source))
        schema, batches = _open(source)
        make = pa.ipc.new_file if _is_file(source) else pa.ipc.new_stream
        extra = {"metadata": _footer_metadata(source)} if _is_file(source) else {}
        with make(target, schema, options=options, **extra) as writer:
            for cleaned, (first, batch) in zip(pieces, _numbered(batches), strict=True):
                arrays = [
                    _whole(cleaned.column(name), pa) if name in cleaned.schema.names else _sound(batch, name, first, pa)
                    for name in schema.names
                ]
                writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))


def _numbered(batches: Iterator[Any]) -> Iterator[tuple[int, Any]]:
    """Yield batches with the number that their first row has in the file."""
    first = 0
    for batch in batches:
        yield first, batch
        first += batch.num_rows


def _sound(batch: Any, name: str, first: int, pa: Any) -> Any:  # noqa: ANN401
    """A column of a batch that is not cleaned; raises ``Refused`` if it is damaged: it could not be written, either."""
    refuse_damaged(pa.chunked_array([batch.column(name)]), name, first)
    return batch.column(name)


def _whole(column: Any, pa: Any) -> Any:  # noqa: ANN401  an optional library
    """One array of a column that came from one batch."""
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)


def _is_file(source: BinaryIO) -> bool:
    place = source.tell()
    source.seek(0)
    magic = source.read(len(_MAGIC))
    source.seek(place)
    return magic == _MAGIC


def _open(source: BinaryIO) -> tuple[Any, Iterator[Any]]:
    """Return the schema and the batches, each read at its own place so that two readers do not disturb each other."""
    pa = load_pyarrow()
    source.seek(0)
    if source.read(4) == b"FEA1":
        raise Refused("the first version of Feather keeps no schema; left alone. Convert it to Arrow IPC first")
    if _is_file(source):
        reader = pa.ipc.open_file(_Reopened(source))
        return reader.schema, (reader.get_batch(number) for number in range(reader.num_record_batches))
    reader = pa.ipc.open_stream(_Reopened(source))
    return reader.schema, iter(reader)


class _Reopened:
    """A file object with a place of its own in a source that others read too."""

    closed = False

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._place = source, 0

    def read(self, size: int = -1) -> bytes:
        self._source.seek(self._place)
        data = self._source.read(size)
        self._place += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        self._source.seek(offset + (self._place if whence == 1 else 0), whence if whence == 2 else 0)
        self._place = self._source.tell()
        return self._place

    def tell(self) -> int:
        return self._place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        """Leave the source open: it is not ours."""


def _footer_metadata(source: BinaryIO) -> Any:  # noqa: ANN401
    """Metadata of the file itself, where pyarrow can read it."""
    return getattr(load_pyarrow().ipc.open_file(_Reopened(source)), "metadata", None)


def _compression(source: BinaryIO) -> str | None:
    """Return the codec of the first compressed batch: lz4, zstd or ``None``."""
    pa = load_pyarrow()
    reopened = _Reopened(source)
    reopened.seek(8 if _is_file(source) else 0)
    messages = pa.ipc.MessageReader.open_stream(reopened)
    for message in messages:
        if message.type in ("record batch", "dictionary"):
            header = _Flat(message.metadata.to_pybytes()).table(2)
            body = header and (header.table(1) if message.type == "dictionary" else header)
            codec = body and body.table(3)
            if message.type == "record batch":
                return ("zstd" if codec.byte(0) == 1 else "lz4") if codec else None
    return None


class _Flat:
    """A table of a FlatBuffer: enough to follow fields to tables and to read a byte."""

    def __init__(self, data: bytes, place: int | None = None) -> None:
        self._data = data
        self._place: int = struct.unpack_from("<I", data, 0)[0] if place is None else place

    def _field(self, number: int) -> int:
        vtable = self._place - struct.unpack_from("<i", self._data, self._place)[0]
        size = struct.unpack_from("<H", self._data, vtable)[0]
        slot = 4 + 2 * number
        offset: int = struct.unpack_from("<H", self._data, vtable + slot)[0] if slot < size else 0
        return offset and self._place + offset

    def table(self, number: int) -> _Flat | None:
        """Follow a field to a table."""
        place = self._field(number)
        return _Flat(self._data, place + struct.unpack_from("<I", self._data, place)[0]) if place else None

    def byte(self, number: int) -> int:
        """Read a one-byte field; 0 if it is not there."""
        place = self._field(number)
        return self._data[place] if place else 0


FORMAT = ArrowFormat()
