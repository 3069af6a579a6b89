"""File formats by suffix; each in its own file, imported when a file of its kind comes along."""

from __future__ import annotations

from importlib import import_module

from pinyin_strip.formats.compression import LAYERS
from pinyin_strip.formats.extent import Changed, Extent, Gone, Unread, state_of
from pinyin_strip.formats.protocol import (
    CleanedPiece,
    Fix,
    Format,
    Notice,
    Piece,
    Refused,
    RubyStyle,
    Settings,
    Undecodable,
)
from pinyin_strip.formats.tally import Tally

__all__ = [
    "CHECKED",
    "NAMES",
    "Changed",
    "CleanedPiece",
    "Extent",
    "Fix",
    "Format",
    "Gone",
    "Notice",
    "Piece",
    "Refused",
    "RubyStyle",
    "Settings",
    "Tally",
    "Undecodable",
    "Unread",
    "by_name",
    "is_web_archive",
    "kind_of",
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
CHECKED = ("text", "markdown", "html", "json", "xml")
"""The formats that are proofread; of the others nobody has said yet what their places are called."""
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


# Files of records that say how many bytes long they are: without its glosses a record would lie.
_WEB_ARCHIVES = (".warc", ".wet", ".wat", ".arc")


def is_web_archive(filename: str) -> bool:
    """Whether a file holds pages of a crawl: it is refused by name, and not passed over in silence.

    >>> is_web_archive("CC-MAIN.warc.wet.gz")
    True
    """
    return split_suffix(filename)[0] in _WEB_ARCHIVES


def kind_of(filename: str) -> str:
    """Return the name of the format that a file is read as if somebody names it; without a suffix it is text.

    Raises:
        Refused: if its suffix stands for something else; who knows better says what it is.

    >>> kind_of("README"), kind_of("a.md")
    ('text', 'markdown')
    """
    name, (suffix, layer) = name_of(filename), split_suffix(filename)
    if name or not suffix:
        return name or "text"
    if is_web_archive(filename):
        raise Refused(
            f"a web archive ({suffix}): its records tell their length (Content-Length), which would be wrong; left alone. "
            f"Extract the texts first, for instance with warcio, into .jsonl or .txt"
        )
    if suffix in _BY_SUFFIX:
        raise Refused(f"a {suffix} file that is compressed ({layer}); left alone. Decompress it first")
    raise Refused(
        f"{suffix} is no suffix of plain text or of a format that is known here; left alone. "
        f"If it is plain text all the same: --as text (or another of {', '.join(NAMES)})"
    )


def by_name(name: str) -> Format:
    """Return a format.

    Raises:
        KeyError: if none has that name.
    """
    module, _, constant = _REGISTRY[name][0].partition(":")
    found: Format = getattr(import_module(f"pinyin_strip.formats.{module}"), constant)
    return found
