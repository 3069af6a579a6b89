"""Parquet, row group by row group; schema, metadata, compression and encodings stay as they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pinyin_strip.formats.arrow_columns import clean_piece, load_pyarrow, text_columns, texts_of
from pinyin_strip.formats.extent import Identity
from pinyin_strip.formats.protocol import CleanedPiece, Notice, Piece, PlacedText, Settings

__all__ = ["FORMAT", "manner_of"]

LARGEST = 1 << 27  # bytes of a row group that is held at once; a larger one is split


class ParquetFormat:
    """Only the columns to clean travel; the others are read when the file is written."""

    name = "parquet"
    suffixes = (".parquet", ".pq")
    texty = False

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Yield the columns to clean, a row group at a time, with its first row; those of a plain file are left to be read."""
        parquet, file = _open(source), Identity.of(source)
        columns = text_columns(parquet.schema_arrow, settings)
        first = 0  # the number of the row, from 0
        for number in range(parquet.metadata.num_row_groups):
            if file and _is_small(parquet, number):
                yield Piece(_RowGroup(file, number, columns), first)
                first += parquet.metadata.row_group(number).num_rows
                continue
            for table in _slices(parquet, number, columns):
                yield Piece(table, first)
                first += len(table)

    def texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[PlacedText]:
        """Find the texts of the columns."""
        return list(texts_of(piece, settings))

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Clean the columns of one row group."""
        return clean_piece(piece, settings)

    def write(self, source: BinaryIO, target: BinaryIO, pieces: Iterator[Any], settings: Settings) -> None:
        """Lay the cleaned columns beside the others."""
        parquet = _open(source)
        from pyarrow import parquet as pq

        schema = parquet.schema_arrow
        clean = text_columns(schema, settings)
        others = [name for name in schema.names if name not in clean]
        with pq.ParquetWriter(target, schema, **manner_of(parquet)) as writer:
            for cleaned, rest in zip(pieces, _tables(parquet, others or clean[:1]), strict=True):
                arrays = [(cleaned if name in clean else rest).column(name) for name in schema.names]
                table = load_pyarrow().Table.from_arrays(arrays, schema=schema)
                writer.write_table(table, row_group_size=max(1, len(table)))
            if beside := _metadata_beside(parquet):
                writer.add_key_value_metadata(beside)


def _open(source: BinaryIO) -> Any:  # noqa: ANN401  an optional library
    load_pyarrow()
    from pyarrow import parquet as pq

    source.seek(0)
    return pq.ParquetFile(source)


@dataclass(frozen=True, slots=True)
class _RowGroup:
    """Columns of a row group that nobody has read yet."""

    file: Identity
    number: int
    columns: list[str]

    def read(self) -> Any:  # noqa: ANN401
        """Read them; see ``Unread``."""
        with self.file.open() as source:
            return _open(source).read_row_group(self.number, columns=self.columns)


def _is_small(parquet: Any, number: int) -> bool:  # noqa: ANN401
    size: int = parquet.metadata.row_group(number).total_byte_size
    return size <= LARGEST


def _tables(parquet: Any, columns: list[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield row groups as ``read`` does, one after the other."""
    for number in range(parquet.metadata.num_row_groups):
        yield from _slices(parquet, number, columns)


def _slices(parquet: Any, number: int, columns: list[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield a row group, a large one in slices that depend on the file alone."""
    if _is_small(parquet, number):
        yield parquet.read_row_group(number, columns=columns)
        return
    group = parquet.metadata.row_group(number)
    rows = max(1, group.num_rows * LARGEST // group.total_byte_size)
    for batch in parquet.iter_batches(rows, row_groups=[number], columns=columns):
        yield load_pyarrow().Table.from_batches([batch])


def _metadata_beside(parquet: Any) -> dict[bytes, bytes]:  # noqa: ANN401
    """The file's own metadata that the writer does not write with the schema."""
    metadata = dict(parquet.metadata.metadata or {})
    written = (parquet.schema_arrow.metadata or {}) if metadata.pop(b"ARROW:schema", None) else {}
    return {key: value for key, value in metadata.items() if key not in written}


def manner_of(parquet: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return how a file was written, as arguments of a writer: codecs, dictionaries, statistics, format version, sorting."""
    metadata = parquet.metadata
    manner: dict[str, Any] = {
        "version": metadata.format_version if metadata.format_version in ("1.0", "2.4", "2.6") else "2.6",
        "store_schema": b"ARROW:schema" in (metadata.metadata or {}),
    }
    if metadata.num_row_groups == 0:
        return manner
    group = metadata.row_group(0)
    columns = [group.column(number) for number in range(group.num_columns)]
    manner["compression"] = {one.path_in_schema: _codec(one.compression) for one in columns}
    manner["use_dictionary"] = [one.path_in_schema for one in columns if any("DICTIONARY" in e for e in one.encodings)]
    manner["write_statistics"] = [one.path_in_schema for one in columns if one.is_stats_set]
    manner["use_deprecated_int96_timestamps"] = any(one.physical_type == "INT96" for one in columns)
    manner["sorting_columns"] = group.sorting_columns or None
    return manner


def _codec(name: str) -> str:
    return "NONE" if name == "UNCOMPRESSED" else name


FORMAT = ParquetFormat()
