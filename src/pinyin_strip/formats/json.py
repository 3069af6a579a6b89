"""JSON documents: the strings of the named fields change, or all strings but links; keys and every other byte stay as they were."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from pinyin_strip.formats.blocks import BlockFormat, ByteEdit, EmbeddedText, decode, whole_file
from pinyin_strip.formats.json_spans import JsonString, find_strings
from pinyin_strip.formats.json_strings import rewrite, string_locator
from pinyin_strip.formats.protocol import Notice, Piece, Refused, Revision, Settings

__all__ = ["FORMAT"]

_ADDRESS = re.compile(rb'"[A-Za-z][A-Za-z0-9+.\-]*:(?:\\?/){2}[^\s"]*"')


class JsonFormat(BlockFormat):
    """A document is one piece, a string a text; numbers, blanks, order and escapes are nobody's business."""

    name = "json"
    suffixes = (".json",)

    def read(self, source: BinaryIO, settings: Settings) -> Iterator[Piece]:
        """Read the whole document."""
        return whole_file(source, "a JSON document")

    def embedded_texts(self, piece: Piece, settings: Settings, notices: list[Notice]) -> list[EmbeddedText]:
        """Find the strings.

        Raises:
            Refused: if the document is no JSON.
        """
        _refuse_broken(decode(piece.data, piece.offset))
        paths = settings.fields if settings.named_fields else None
        found = find_strings(piece.data, paths)
        return [_embedded(piece.data, one) for one in found if not _is_address(piece.data[one.start : one.end])]


def _is_address(raw: bytes) -> bool:
    """Whether a string is nothing but a link, which is no prose."""
    return _ADDRESS.fullmatch(raw) is not None


def _refuse_broken(text: str) -> None:
    """Refuse what is no JSON. Numbers are not read: they may be larger than Python likes to."""
    try:
        json.loads(text, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        raise Refused(
            f"not JSON at line {error.lineno}, column {error.colno} ({error.msg}); left alone. "
            f"JSON lines are called .jsonl; insist with --as text, or --as jsonl"
        ) from None
    except RecursionError:
        raise Refused("JSON that is nested too deeply; left alone") from None


def _embedded(data: bytes, string: JsonString) -> EmbeddedText:
    start, end, path = string
    raw = data[start:end]
    old = raw[1:-1].decode("utf-8") if b"\\" not in raw else json.loads(raw)

    def put(new: Revision) -> list[ByteEdit]:
        return [ByteEdit(start, end, rewrite(raw, old, new))]

    return EmbeddedText(old, put, place=lambda: (("field", path),) if path else (), where=string_locator(raw, start))


FORMAT = JsonFormat()
