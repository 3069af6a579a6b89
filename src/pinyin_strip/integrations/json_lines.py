"""JSON lines as bytes, for engines that hand them out by the line: only the named fields change, and Stats are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pinyin_strip.api import parse
from pinyin_strip.bulk import Stats, clean_array
from pinyin_strip.formats import Notice, Piece, Settings, Undecodable
from pinyin_strip.formats.blocks import BOM, Edit, splice
from pinyin_strip.formats.jsonl import FORMAT
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
    settings, notices = Settings(options or Options(), tuple(fields)), list[Notice]()
    try:
        places = FORMAT.places(Piece(data), settings, notices)
    except Undecodable:
        return _line_by_line(data, fields, options)
    texts = [place.text for place in places]
    cleaned, stats = _clean(texts, options)
    edits: list[Edit] = []
    for place, new in zip(places, cleaned, strict=True):
        if new != place.text:
            edits += place.put(new)
    return CleanLines(splice(data, edits) if edits else data, stats, len(notices))


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
