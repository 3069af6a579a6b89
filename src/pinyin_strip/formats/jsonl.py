"""JSON lines: only the named fields change; every other byte of a record stays as it was.

Where msgspec is installed, it checks a block of records in one go, and values are cut out of the lines; a record out of
the ordinary (or the lack of msgspec) takes the exact way through ``json_spans``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in all but name
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, BinaryIO, NamedTuple

from pinyin_strip.formats.blocks import BlockFormat, Edit, Place, decode
from pinyin_strip.formats.json_spans import find_strings
from pinyin_strip.formats.json_strings import rewrite
from pinyin_strip.formats.lines import cut
from pinyin_strip.formats.protocol import Cleaned, Notice, Piece, Settings
from pinyin_strip.formats.work import rewrite_texts
from pinyin_strip.options import Options

__all__ = ["FORMAT"]


class JsonLinesFormat(BlockFormat):
    """One JSON value a line."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson", ".jsonlines")

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Cut at line breaks."""
        return cut(source)

    def clean(self, piece: Piece, settings: Settings) -> Cleaned:
        """Clean a block of records, in one go if they are of the usual kind."""
        return _in_one_go(piece, settings) or super().clean(piece, settings)

    def places(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[Place]:
        """Find the named fields line by line; a broken line is noticed and stays."""
        decode(piece.data, piece.offset)
        found: list[Place] = []
        start = 0
        for number, line in enumerate(piece.data.split(b"\n"), 1):
            if line.strip():
                try:
                    json.loads(line, strict=False)
                    found += _strings(line, start, settings)
                except RecursionError:
                    notices.append(Notice(number, "nested too deeply; left as it is"))
                except ValueError as error:
                    notices.append(Notice(number, f"not JSON ({error}); left as it is"))
            start += len(line) + 1
        return found


def _strings(line: bytes, offset: int, settings: Settings) -> Iterator[Place]:
    for start, end in find_strings(line, settings.fields):
        yield _place(line[start:end], offset + start, settings.options)


def _place(raw: bytes, start: int, options: Options) -> Place:
    text: str = json.loads(raw, strict=False)
    return Place(text, lambda new: [Edit(start, start + len(raw), rewrite(raw, text, new, options))])


@lru_cache
def _checker(field: str) -> Any:  # noqa: ANN401  msgspec may be missing
    """Make a decoder that checks records and finds one field in each; ``None`` without msgspec."""
    try:
        import msgspec
    except ImportError:
        return None
    missing = msgspec.field(default=None, name=field)
    return msgspec.json.Decoder(msgspec.defstruct("Record", [("value", msgspec.Raw, missing)]))


class _Value(NamedTuple):
    """The string of one record: its line, its text, and where it stands in the line between its quotes."""

    line: int
    text: str
    start: int
    end: int


def _in_one_go(piece: Piece, settings: Settings) -> Cleaned | None:
    """Clean a block of records that have the field at their top; ``None`` if any of them needs the exact way."""
    field = settings.fields[0]
    if len(settings.fields) != 1 or "." in field or not (checker := _checker(field)):
        return None
    lines = decode(piece.data, piece.offset).split("\n")
    try:
        records = checker.decode_lines(piece.data)
    except (ValueError, RecursionError):
        return None
    if len(records) != len(lines) - (not lines[-1]):
        return None
    values: list[_Value] = []
    keys = _keys(field)
    for number, record in enumerate(records):
        if record.value is not None:
            value = _value(lines[number], number, keys)
            if value is not None:
                values.append(value)
            elif bytes(record.value) != b"null":
                return None
    cleaned, tally = rewrite_texts([value.text for value in values], settings)
    changed = False
    for value, new in zip(values, cleaned, strict=True):
        if new is not value.text and new != value.text:
            lines[value.line] = _replaced(lines[value.line], value, new, settings.options)
            changed = True
    data = "\n".join(lines).encode() if changed else piece.data
    return Cleaned(data, tally, changed, len(lines) - 1)


@lru_cache
def _keys(field: str) -> tuple[str, str, str]:
    """A field's key, and the two usual ways to begin its value."""
    key = json.dumps(field, ensure_ascii=False)
    return key, key + ': "', key + ':"'


def _value(line: str, number: int, keys: tuple[str, str, str]) -> _Value | None:
    """Find a record's value if the line leaves no doubt where that is.

    The record is the only object that opens before it, its key comes once, and no escape stands before it or spells
    another key. Where there is no escape at all, the value ends at the next quote.
    """
    key, spaced, tight = keys
    place = line.find(spaced)
    start = place + len(spaced) if place >= 0 else (place := line.find(tight)) + len(tight)
    if (
        place < 0
        or line[0] != "{"
        or line.find("{", 1, place) > 0
        or line.find(key) != place
        or line.find(key, start) > 0
    ):
        return None
    if "\\" not in line:
        end = line.find('"', start)
        return _Value(number, line[start:end], start, end)
    if line.find("\\", 0, place) >= 0:
        return None
    try:
        text, end = scanstring(line, start, False)
    except ValueError:
        return None
    return _Value(number, text, start, end - 1) if line.find("\\u00", end) < 0 else None


def _replaced(line: str, value: _Value, new: str, options: Options) -> str:
    """Put a clean text in its place, in the manner of the old one."""
    _, old, start, end = value
    if end - start == len(old):  # nothing in it is escaped
        return line[:start] + new + line[end:]
    raw = line[start - 1 : end + 1]
    for write in (encode_basestring, encode_basestring_ascii):
        if write(old) == raw:
            return line[: start - 1] + write(new) + line[end + 1 :]
    return line[: start - 1] + rewrite(raw.encode(), old, new, options).decode() + line[end + 1 :]


FORMAT = JsonLinesFormat()
