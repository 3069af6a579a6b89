"""JSON lines: only the named fields change; every other byte of a record stays as it was.

Where msgspec is installed, it checks a block of records in one go and points at their strings; what is read are the bytes
between the quotes, and nothing else of a record is ever decoded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import Any, BinaryIO, NamedTuple

from pinyin_strip.fastscan import is_utf8
from pinyin_strip.formats.blocks import BOM, BlockFormat, decode
from pinyin_strip.formats.json_block import clean_block
from pinyin_strip.formats.json_spans import find_strings
from pinyin_strip.formats.json_strings import rewrite, string_locator
from pinyin_strip.formats.lines import cut_lines
from pinyin_strip.formats.protocol import CleanedPiece, Notice, Piece, PlacedText, Revision, Settings
from pinyin_strip.formats.tally import Tally
from pinyin_strip.formats.work import changes, rewrite_encoded

__all__ = ["FORMAT"]

_ESCAPED_KEY = re.compile(rb'\\[^"\\]*+(?:\\.[^"\\]*+)*+"\s*+:', re.DOTALL)


class JsonLinesFormat(BlockFormat):
    """One JSON value a line."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson", ".jsonlines")

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Cut at line breaks."""
        return cut_lines(source)

    def texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[PlacedText]:
        """Find the strings of the fields, record by record; a broken line is noticed."""
        data = piece.data
        decode(data, piece.offset)
        if data == BOM:
            return []
        lines = data.split(b"\n")
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        found = _strings(lines, _values(data, settings.fields[0]), settings.fields, notices)
        return [_placed(one, lines[one.line], starts[one.line], piece.line) for one in found]

    def clean(self, piece: Piece, settings: Settings) -> CleanedPiece:
        """Rewrite the strings of the named fields; a broken line is noticed and stays."""
        if not is_utf8(piece.data):
            decode(piece.data, piece.offset)  # says where it is not
        if piece.data == BOM:
            return CleanedPiece(piece.data, Tally(), changed=False)
        values = _values(piece.data, settings.fields[0])
        done = None if values is None else clean_block(piece.data, len(values), settings)
        return done or _clean_lines(piece.data, values, settings)


def _clean_lines(data: bytes, values: list[Any] | None, settings: Settings) -> CleanedPiece:
    """Rewrite the strings of the fields record by record."""
    notices: list[Notice] = []
    lines = data.split(b"\n")
    strings = _strings(lines, values, settings.fields, notices)
    changed, tally = rewrite_encoded([string.text for string in strings], settings)
    for row in sorted(changed, reverse=True):  # from the end, so that places in a line still hold
        number, start, end, old, _ = strings[row]
        line = lines[number]
        written = _written(line[start:end], old, changed[row], settings, row)
        lines[number] = b"".join((line[:start], written, line[end:]))
    return CleanedPiece(b"\n".join(lines) if changed else data, tally, bool(changed), len(lines) - 1, notices)


class _String(NamedTuple):
    """A string to be rewritten: its line, where it stands in it, quotes included, and what it spells, in UTF-8."""

    line: int
    start: int
    end: int
    text: bytes
    path: str


def _placed(string: _String, line: bytes, start: int, first: int) -> PlacedText:
    """Say where a string stands whose line begins at byte ``start`` of a block that begins with record ``first``."""
    where = string_locator(line[string.start : string.end], start + string.start)
    place = (("record", first + string.line), ("field", string.path))
    return PlacedText(string.text.decode("utf-8", "surrogatepass"), place=lambda: place, where=where)


def _strings(
    lines: Sequence[bytes], values: list[Any] | None, fields: Sequence[str], notices: list[Notice]
) -> list[_String]:
    """Find the strings of the fields in a block of records."""
    numbers = [number for number, line in enumerate(lines) if line and not line.isspace()]
    if values is None or len(values) != len(numbers):
        numbers, values = [number for number in numbers if _is_json(number, lines[number], notices)], None
    single = values is not None and len(fields) == 1 and "." not in fields[0]
    found: list[_String] = []
    for number, value in zip(numbers, values or [None] * len(numbers), strict=True):
        line = lines[number]
        if single and value is None:
            continue
        if single and (start := _start(line, raw := bytes(value), fields[0])):
            found.append(_string(number, start, raw, fields[0]))
        else:
            found += (
                _string(number, one.start, line[one.start : one.end], one.path) for one in find_strings(line, fields)
            )
    return found


@cache
def _checker(field: str) -> Any:  # noqa: ANN401  msgspec may be missing
    """Make a decoder that checks records and points at the value of one field; ``None`` without msgspec."""
    try:
        import msgspec
    except ImportError:
        return None
    missing = msgspec.field(default=None, name=field)
    return msgspec.json.Decoder(msgspec.defstruct("Record", [("value", msgspec.Raw, missing)]))


def _values(data: bytes, field: str) -> list[Any] | None:
    """Return the value of a field in each record, ``None`` where it is missing.

    ``None`` for all if a record is broken, or of a kind that msgspec does not take: then they are read one by one.
    """
    checker = _checker(field)
    if checker is None:
        return None
    try:
        return [record.value for record in checker.decode_lines(data)]
    except (ValueError, RecursionError):
        return None


def _is_json(number: int, line: bytes, notices: list[Notice]) -> bool:
    try:
        json.loads(line, strict=False)
    except RecursionError:
        notices.append(Notice(number + 1, "nested too deeply; left as it is"))
    except ValueError as error:
        notices.append(Notice(number + 1, f"not JSON ({error}); left as it is"))
    else:
        return True
    return False


def _start(line: bytes, raw: bytes, field: str) -> int:
    """Return where a field's string stands in its line if that leaves no doubt; 0 if all of the line has to be read.

    The record is the only object that opens before the key, which comes once, and no escape stands before it or spells
    another key.
    """
    key = _key(field)
    place = line.find(key)
    start = place + len(key) + 1
    if not line.startswith(raw, start):
        start += 1  # a blank after the colon
        if not line.startswith(raw, start):
            return 0
    head, rest = line[:place], line[start + len(raw) :]
    if (
        place < 1
        or b"{" in head[1:]
        or b"\\" in head
        or key in rest
        or not raw.startswith(b'"')
        or not head.startswith(b"{")
        or (b"\\" in rest and _ESCAPED_KEY.search(rest))
    ):
        return 0
    return start


@cache
def _key(field: str) -> bytes:
    """Return a key as it is usually written."""
    return json.dumps(field, ensure_ascii=False).encode()


def _string(line: int, start: int, raw: bytes, path: str) -> _String:
    text = raw[1:-1]
    if b"\\" in text:
        text = json.loads(raw, strict=False).encode("utf-8", "surrogatepass")
    return _String(line, start, start + len(raw), text, path)


def _written(raw: bytes, old: bytes, new: bytes, settings: Settings, row: int) -> bytes:
    """Write a text as a JSON string, in the manner of the old one."""
    if b"\\" not in raw and settings.ruby is None and b'"' not in new and b"\\" not in new:
        return b'"' + new + b'"'
    before, after = (text.decode("utf-8", "surrogatepass") for text in (old, new))
    return rewrite(raw, before, Revision(after, partial(changes, before, settings, row)))


FORMAT = JsonLinesFormat()
