"""One part of a corpus, read, cleaned, written and counted; its counts are written last, and a part that has them is done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pinyin_strip.formats import Piece, split_suffix
from pinyin_strip.formats.compression import DAMAGED, compressed, decompressed
from pinyin_strip.formats.lines import cut_lines
from pinyin_strip.formats.parquet import manner_of
from pinyin_strip.integrations.arrow import clean_batch
from pinyin_strip.integrations.jobs.folder import Folder, locate
from pinyin_strip.integrations.jobs.outcome import Outcome
from pinyin_strip.integrations.jobs.parts import CorpusPart, Job
from pinyin_strip.integrations.json_lines import clean_lines
from pinyin_strip.integrations.optional import load

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

__all__ = ["clean_part", "finish"]

_BAD: tuple[type[Exception], ...] = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    *DAMAGED,
)  # what a bad file raises; pyarrow's errors are among these


def clean_part(part: CorpusPart, job: Job) -> Outcome:
    """Do one part, unless it was done before; a part that cannot be read is named and left out."""
    folder, counts = Folder(job.target), f"_counts/{part.target}.json"
    before = folder.read(counts)
    if before is not None:
        return Outcome.of_rows([json.loads(before)])
    try:
        with folder.writing(part.target) as target:
            outcome = _KINDS[part.kind](locate(job.source)[0], part, job, target)
    except _BAD as error:
        return Outcome(failed=(f"{part.path}: {error.args[0] if isinstance(error, KeyError) else error}",))
    folder.write(counts, json.dumps(outcome.row).encode())
    return outcome


def finish(job: Job, outcome: Outcome) -> None:
    """Tidy up at the target; if no part failed, say that it is whole, with the counts of all."""
    folder = Folder(job.target)
    if not outcome.failed:
        folder.write("_stats.json", outcome.json().encode() + b"\n")
        folder.write("_SUCCESS", b"")
    folder.sweep()


def _clean_parquet(system: FileSystem, part: CorpusPart, job: Job, target: BinaryIO) -> Outcome:
    """Clean row group by row group, written in the manner of the file."""
    parquet, outcome = load("pyarrow.parquet", "arrow"), Outcome()
    with system.open_input_file(part.path) as raw:
        source = parquet.ParquetFile(raw)
        with parquet.ParquetWriter(target, source.schema_arrow, **manner_of(source)) as writer:
            for number in range(part.start, part.end):
                cleaned, stats = clean_batch(source.read_row_group(number), job.columns, job.options, stats=True)
                writer.write_table(cleaned, row_group_size=max(1, len(cleaned)))
                outcome += Outcome(stats)
    return outcome


def _clean_lines(system: FileSystem, part: CorpusPart, job: Job, target: BinaryIO) -> Outcome:
    """Clean the lines that begin in the part."""
    outcome, layer = Outcome(), split_suffix(part.path)[1]
    with system.open_input_file(part.path) as raw:
        pieces = cut_lines(decompressed(raw, layer)) if layer else _lines(raw, part)
        squeezed = compressed(target, layer)
        for piece in pieces:
            done = clean_lines(piece.data, job.columns, job.options)
            squeezed.write(done.data)
            outcome += Outcome(done.stats, done.broken)
        if squeezed is not target:
            squeezed.close()
    return outcome


def _lines(raw: Any, part: CorpusPart) -> Iterator[Piece]:  # noqa: ANN401  a file of pyarrow
    start, end = _line_start(raw, part.start), _line_start(raw, part.end)
    raw.seek(start)
    return cut_lines(cast("BinaryIO", _Span(raw, end - start)))


def _line_start(raw: Any, offset: int) -> int:  # noqa: ANN401
    """Return where the first line begins that does not begin before an offset."""
    if offset == 0:
        return 0
    raw.seek(offset - 1)
    while data := raw.read(1 << 16):
        found = data.find(b"\n")
        if found >= 0:
            return int(raw.tell() - len(data) + found + 1)
    return int(raw.tell())


class _Span:
    """So many bytes of a file, from where it stands."""

    def __init__(self, raw: Any, size: int) -> None:  # noqa: ANN401
        self._raw, self._left = raw, size

    def read(self, size: int) -> bytes:
        data: bytes = self._raw.read(min(size, self._left))
        self._left -= len(data)
        return data


PartCleaner = Callable[["FileSystem", CorpusPart, Job, Any], Outcome]
_KINDS: dict[str, PartCleaner] = {"parquet": _clean_parquet, "jsonl": _clean_lines}
