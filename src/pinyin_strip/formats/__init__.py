"""File formats by suffix; each in its own file, imported when a file of its kind comes along."""

from __future__ import annotations

from importlib import import_module

from pinyin_strip.formats.compression import LAYERS
from pinyin_strip.formats.extent import Changed, Extent, Gone, Unread, state_of
from pinyin_strip.formats.protocol import Cleaned, Dress, Fix, Format, Notice, Piece, Refused, Settings, Undecodable
from pinyin_strip.formats.tally import Tally

__all__ = [
    "NAMES",
    "Changed",
    "Cleaned",
    "Dress",
    "Extent",
    "Fix",
    "Format",
    "Gone",
    "Notice",
    "Piece",
    "Refused",
    "Settings",
    "Tally",
    "Undecodable",
    "Unread",
    "by_name",
    "name_of",
    "split_suffix",
    "state_of",
]

# name → module and the constant in it, and the suffixes; a test holds these equal to what the formats say of themselves
_REGISTRY: dict[str, tuple[str, tuple[str, ...]]] = {
    "text": ("text:FORMAT", (".txt", ".text", ".srt", ".vtt", ".ass", ".ssa", ".lrc", ".tex", ".log")),
    "markdown": ("markdown:FORMAT", (".md", ".markdown")),
    "json": ("json:FORMAT", (".json",)),
    "xml": ("xml:FORMAT", (".xml", ".tei")),
    "jsonl": ("jsonl:FORMAT", (".jsonl", ".ndjson", ".jsonlines")),
    "csv": ("delimited:CSV", (".csv",)),
    "tsv": ("delimited:TSV", (".tsv", ".tab")),
    "html": ("html:FORMAT", (".html", ".htm", ".xhtml", ".xht")),
    "parquet": ("parquet:FORMAT", (".parquet", ".pq")),
    "arrow": ("arrow:FORMAT", (".arrow", ".feather", ".ipc", ".arrows")),
    "epub": ("epub:FORMAT", (".epub",)),
    "docx": ("docx:FORMAT", (".docx", ".docm", ".dotx")),
}
NAMES = tuple(_REGISTRY)
_BY_SUFFIX = {suffix: name for name, (_, suffixes) in _REGISTRY.items() for suffix in suffixes}


def split_suffix(filename: str) -> tuple[str, str]:
    """Return a file name's suffix in lower case and, apart from it, the suffix of its compression.

    >>> split_suffix("corpus/Part.JSONL.gz"), split_suffix("notes")
    (('.jsonl', '.gz'), ('', ''))
    """
    name = filename.replace("\\", "/").rpartition("/")[2].lower()
    layer = next((one for one in LAYERS if name.endswith(one) and name != one), "")
    stem = name.removesuffix(layer).lstrip(".")
    return (f".{stem.rpartition('.')[2]}" if "." in stem else "", layer)


def name_of(filename: str) -> str | None:
    """Return the name of the format that a file's suffix stands for, ``None`` if there is none.

    >>> name_of("a/b.md"), name_of("c.html.zst"), name_of("d.png")
    ('markdown', 'html', None)
    """
    suffix, layer = split_suffix(filename)
    name = _BY_SUFFIX.get(suffix)
    return name if name is None or not layer or by_name(name).texty else None


def by_name(name: str) -> Format:
    """Return a format.

    Raises:
        KeyError: if none has that name.
    """
    module, _, constant = _REGISTRY[name][0].partition(":")
    found: Format = getattr(import_module(f"pinyin_strip.formats.{module}"), constant)
    return found
