"""CSV and TSV: the named columns change; delimiter, quoting and every other byte stay.

Source: RFC 4180. In TSV a quote counts only where the quoted field ends on its line; elsewhere it is a letter like any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from pinyin_strip.formats import blocks
from pinyin_strip.formats.blocks import BOM, BlockFormat, ByteEdit, EmbeddedText, decode
from pinyin_strip.formats.protocol import Notice, Piece, Refused, Revision, Settings
from pinyin_strip.formats.runs import Run, locator

__all__ = ["CSV", "TSV"]

_DELIMITERS = (b",", b"\t", b";", b"|")


class _Table(NamedTuple):
    """What the header told: delimiter, width, the columns to clean, and whether this block begins with the header."""

    delimiter: bytes
    width: int
    columns: tuple[int, ...]
    header: bool
    names: tuple[str, ...] = ()
    first: int = 1
    """The number of the first record of this block in the file."""


class DelimitedFormat(BlockFormat):
    """Records of fields between delimiters; the first record names the columns."""

    def __init__(self, name: str, suffixes: tuple[str, ...], delimiter: bytes | None) -> None:
        self.name, self.suffixes, self._delimiter = name, suffixes, delimiter

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Cut at the ends of records; a record may span lines."""
        table, offset, pending = None, 0, source.read(3)
        if pending == BOM:
            yield Piece(BOM)
            offset, pending = len(BOM), b""
        more = True
        while more:
            data = source.read(max(blocks.BLOCK, len(pending)))
            pending, more = pending + data, bool(data)
            if table is None and pending:
                table = self._table(pending, settings)
            if table is None or (more and len(pending) < blocks.BLOCK):
                continue
            end, records = _last_record(pending, table.delimiter, final=not more)
            if more and end == 0 and len(pending) >= blocks.LONGEST:
                raise Refused(
                    f"the record at byte {offset} is longer than {blocks.LONGEST >> 20} MB; is a quote left open?"
                )
            if end:
                yield Piece(pending[:end], table, offset)
                table = table._replace(header=False, first=table.first + records)
                offset, pending = offset + end, pending[end:]
        if pending and table:
            yield Piece(pending, table._replace(columns=()), offset)

    def _table(self, data: bytes, settings: Settings) -> _Table:
        """Read the header. A column is named, or numbered from 1 (then the first record counts as data)."""
        line = data.splitlines()[0]
        delimiter = self._delimiter or max(_DELIMITERS, key=line.count)
        names = [_value(data[start:end]) for start, end in _fields(data, 0, delimiter)[1]]
        numbered = not set(settings.fields) & set(names) and all(map(str.isdigit, settings.fields))
        columns = tuple(
            int(one) - 1 if numbered else names.index(one) for one in settings.fields if numbered or one in names
        )
        if not columns or max(columns) >= len(names) or min(columns) < 0:
            raise Refused(
                f"no column {' or '.join(map(repr, settings.fields))}; left alone. "
                f"Choose with --column; there are: {', '.join(map(str, names))}"
            )
        return _Table(delimiter, len(names), columns, not numbered, () if numbered else tuple(names))

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Find the fields of the named columns, record by record."""
        data: bytes = piece.data
        table: _Table = piece.context
        decode(data, piece.offset)
        if not table.columns:
            notices.append(Notice(1, "a quote is left open to the end of the file; left as it is from here"))
            return []
        found: list[EmbeddedText] = []
        position, line, header, row = 0, 1, table.header, table.first
        while position < len(data):
            end, fields = _fields(data, position, table.delimiter)
            if len(fields) == table.width and not header:
                found += (_field(data, fields[column], table, (row, column)) for column in table.columns)
            elif len(fields) != table.width and data[position:end].strip():
                notices.append(Notice(line, f"{len(fields)} fields where the header has {table.width}; left as it is"))
            line, position, header, row = line + data.count(b"\n", position, end), end, False, row + 1
        return [one for one in found if one.text]


@lru_cache
def _patterns(delimiter: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """One field, and one record with its line break."""
    d = re.escape(delimiter)
    if delimiter == b"\t":
        field = rb'(?:"(?:[^"\t\r\n]|"")*+"(?=[\t\r\n]|\Z)|[^\t\r\n]*+)'
    else:
        field = rb'(?:"(?:[^"]++|"")*+"[^' + d + rb'\r\n]*+|[^"' + d + rb"\r\n][^" + d + rb"\r\n]*+|)"
    return re.compile(field), re.compile(field + rb"(?:" + d + field + rb")*+(?:\r\n|\n|\r(?!\n)|\Z)")


def _last_record(data: bytes, delimiter: bytes, *, final: bool) -> tuple[int, int]:
    """Return the end of the last whole record, and how many there are up to it."""
    record, position, end, count = _patterns(delimiter)[1], 0, 0, 0
    while position < len(data) and (match := record.match(data, position)):
        if match.end() == len(data) and not final and not data.endswith(b"\n"):
            break
        position = end = match.end()
        count += 1
    return end, count


def _fields(data: bytes, position: int, delimiter: bytes) -> tuple[int, list[tuple[int, int]]]:
    """Return the end of the record at a position, and the spans of its fields."""
    field = _patterns(delimiter)[0]
    found = []
    while match := field.match(data, position):
        found.append(match.span())
        position = match.end()
        if data[position : position + 1] != delimiter:
            break
        position += 1
    position += 2 if data.startswith(b"\r\n", position) else 1
    return position, found


def _value(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text


def _field(data: bytes, span: tuple[int, int], table: _Table, place: tuple[int, int]) -> EmbeddedText:
    start, end = span
    raw = data[start:end]
    quoted = len(raw) > 1 and raw.startswith(b'"') and raw.endswith(b'"')

    def put(revision: Revision) -> list[ByteEdit]:
        new = revision.text
        special = (new.startswith('"') and not raw.startswith(b'"')) or any(
            sign in new for sign in (table.delimiter.decode(), "\n", "\r")
        )
        written = '"' + new.replace('"', '""') + '"' if quoted or special else new
        return [ByteEdit(start, end, written.encode("utf-8"))]

    def where(first: int, last: int) -> tuple[int, int]:
        inner = raw[1:-1].decode("utf-8", "replace").split('""') if quoted else [raw.decode("utf-8", "replace")]
        return locator(list(_runs(inner, start + quoted)))(first, last)

    row, column = place
    name = table.names[column] if table.names else str(column + 1)
    return EmbeddedText(_value(raw), put, place=lambda: (("row", row), ("column", name)), where=where)


def _runs(parts: list[str], start: int) -> Iterator[Run]:
    """Yield what stands between doubled quotes, which begins at a byte, and the quotes, each of which is one character."""
    for number, part in enumerate(parts):
        if number:
            yield Run('"', start, start + 2)
            start += 2
        end = start + len(part.encode())
        yield Run(part, start, end)
        start = end


CSV = DelimitedFormat("csv", (".csv",), None)
TSV = DelimitedFormat("tsv", (".tsv", ".tab"), b"\t")
