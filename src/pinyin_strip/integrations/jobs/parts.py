"""A corpus in parts: which part of which file a task reads, and under which name it writes, told by the corpus alone.

So whoever does a part, and however often, the same bytes come out under the same name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pinyin_strip.batch.manifest import fingerprint
from pinyin_strip.formats import Refused, Settings, name_of, split_suffix
from pinyin_strip.integrations.jobs.folder import Folder, files
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, FileSystem

__all__ = ["PART", "CorpusPart", "Job", "plan"]

PART = 1 << 26  # bytes that a part should have
_NOTE = "_job.json"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CorpusPart:
    """Row groups ``start`` to ``end`` of a Parquet file, or the lines of a file that begin at these bytes."""

    path: str
    target: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Job:
    """What is cleaned, and where it is written: paths, or addresses that pyarrow knows (``s3://…``, ``gs://…``)."""

    source: str
    target: str
    columns: tuple[str, ...] = ("text",)
    options: Options = field(default_factory=Options)

    @property
    def settings(self) -> Settings:
        """The same for the rooms below."""
        return Settings(self.options, self.columns)


def plan(job: Job, size: int = PART) -> list[CorpusPart]:
    """Cut a corpus into parts, and note at the target what is done there.

    Args:
        job: what is to be done.
        size: the bytes that a part should have; a row group is never cut, nor are compressed JSON lines.

    Raises:
        FileNotFoundError: if there is nothing to clean.
        Refused: if the target holds something else than the beginnings of this very job.
    """
    system, root, found = files(job.source)
    parts, seen = list[CorpusPart](), list[tuple[str, int, int]]()
    for info in found:
        kind = name_of(info.path)
        if kind in _CUTS:
            base = root if info.path != root else str(PurePosixPath(root).parent)
            name = str(PurePosixPath(info.path).relative_to(base))
            suffix = "".join(split_suffix(name))
            for number, span in enumerate(_CUTS[kind](system, info, size)):
                parts.append(CorpusPart(info.path, f"{name[: -len(suffix)]}-{number:05d}{suffix}", kind, *span))
            seen.append((name, info.size, info.mtime_ns or 0))
    if not parts:
        raise FileNotFoundError(f"{job.source}: holds nothing to clean; looked for {' and '.join(_CUTS)}")
    _note(job, {"settings": fingerprint(job.settings), "files": seen, "parts": [astuple(part) for part in parts]})
    return parts


def _note(job: Job, work: object) -> None:
    """Note what is done at the target, or see that it is what was noted."""
    folder, note = Folder(job.target), json.dumps(work)
    before = folder.read(_NOTE)
    if before is None and folder.holds_something():
        raise Refused(f"{job.target}: there is something else already. Choose another folder, or empty it first")
    if before is not None and before.decode() != note:
        raise Refused(
            f"{job.target}: another job wrote there, or its input has changed. Choose another folder, or empty it"
        )
    if before is None:
        folder.write(_NOTE, note.encode())


def _cut_parquet(system: FileSystem, info: FileInfo, size: int) -> Iterator[Span]:
    """Put row groups together until they have the size; of a file that cannot be read one part, which will say so."""
    try:
        with system.open_input_file(info.path) as source:
            metadata = load("pyarrow.parquet", "arrow").ParquetFile(source).metadata
    except (OSError, ValueError):
        yield 0, 0
        return
    start = held = 0
    for number in range(metadata.num_row_groups):
        held += metadata.row_group(number).total_byte_size
        if held >= size:
            yield start, number + 1
            start, held = number + 1, 0
    if start < metadata.num_row_groups or not metadata.num_row_groups:
        yield start, metadata.num_row_groups


def _cut_lines(system: FileSystem, info: FileInfo, size: int) -> Iterator[Span]:
    """Cut at every so many bytes; compressed lines, whose bytes say nothing about lines, are one part."""
    del system
    step = info.size if split_suffix(info.path)[1] else size
    for start in range(0, max(info.size, 1), max(step, 1)):
        yield start, min(start + step, info.size)


_CUTS: dict[str, Callable[[FileSystem, FileInfo, int], Iterator[Span]]] = {"parquet": _cut_parquet, "jsonl": _cut_lines}
