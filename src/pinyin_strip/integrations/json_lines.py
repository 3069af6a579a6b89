"""JSON lines as bytes, for engines that hand them out by the line: only the named fields change, and Stats are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from pinyin_strip.api import parse
from pinyin_strip.bulk import Stats, clean_array
from pinyin_strip.formats import Revision, Settings, Undecodable
from pinyin_strip.formats.blocks import BOM, decode
from pinyin_strip.formats.json_spans import find_strings
from pinyin_strip.formats.json_strings import rewrite
from pinyin_strip.formats.work import changes
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

__all__ = ["CleanLines", "clean_lines"]


@dataclass(frozen=True, slots=True)
class CleanLines:
    """Clean lines, what was counted in their texts, and how many lines are no JSON (or no UTF-8) and stayed as they were."""

    data: bytes
    stats: Stats = field(default_factory=Stats)
    broken: int = 0


def clean_lines(data: bytes, fields: Sequence[str], options: Options | None = None) -> CleanLines:
    r"""Clean the named fields of JSON lines; every other byte stays.

    Args:
        data: whole lines.
        fields: names of fields; dots lead into objects and lists.
        options: what is looked for and removed; see ``Options``.

    >>> clean_lines('{"text": "国(guó)", "n": 1.0}\n{'.encode(), ["text"]).data.decode()
    '{"text": "国", "n": 1.0}\n{'
    """
    if data == BOM:
        return CleanLines(data)
    try:
        decode(data)
    except Undecodable:
        return _line_by_line(data, fields, options)
    lines, broken = data.split(b"\n"), 0
    found: list[tuple[int, int, int, str]] = []
    for number, line in enumerate(lines):
        try:
            found += _strings(number, line, fields)
        except (ValueError, RecursionError):  # no JSON, or nested too deeply
            broken += 1
    cleaned, stats = _clean([text for *_, text in found], options)
    settings = Settings(options or Options())
    for (number, start, end, old), new in reversed([*zip(found, cleaned, strict=True)]):  # so that places still hold
        if new != old:
            line = lines[number]
            lines[number] = (
                line[:start]
                + rewrite(line[start:end], old, Revision(new, partial(changes, old, settings)))
                + line[end:]
            )
    return CleanLines(b"\n".join(lines), stats, broken)


def _strings(number: int, line: bytes, fields: Sequence[str]) -> list[tuple[int, int, int, str]]:
    """Find the strings of the fields in one line: its number, where they stand, and what they spell."""
    if not line.strip():
        return []
    json.loads(line, strict=False)
    spans = find_strings(line, fields)
    return [(number, start, end, json.loads(line[start:end], strict=False)) for start, end, _ in spans]


def _line_by_line(data: bytes, fields: Sequence[str], options: Options | None) -> CleanLines:
    """Leave the lines alone that are not UTF-8, and clean the others."""
    lines = data.split(b"\n")
    if len(lines) == 1:
        return CleanLines(data, broken=1)
    done = [clean_lines(line, fields, options) for line in lines]
    return CleanLines(
        b"\n".join(one.data for one in done), sum((one.stats for one in done), Stats()), sum(one.broken for one in done)
    )


def _clean(texts: Sequence[str], options: Options | None) -> tuple[Iterable[str], Stats]:
    """Clean texts and count; Arrow cannot hold those with a lone surrogate, which JSON can spell."""
    pa = load("pyarrow", "arrow")
    try:
        array, stats = clean_array(pa.array(texts, pa.large_string()), options, stats=True)
    except UnicodeEncodeError:
        documents = [parse(text, (options or Options()).for_cleaning()) for text in texts]
        return [document.clean() for document in documents], sum(map(Stats.of, documents), Stats())
    return array.to_pylist(), stats
