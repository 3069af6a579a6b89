"""What somebody has decided about the texts of a file → the file, changed as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, BinaryIO, cast

from pinyin_strip.batch.atomic import AtomicFile
from pinyin_strip.batch.diff import Diff, piece_diff
from pinyin_strip.batch.opened import Opened, open_job
from pinyin_strip.batch.plan import FileJob
from pinyin_strip.batch.reading import fingerprint
from pinyin_strip.formats import Refused, Settings, Unread
from pinyin_strip.report.decisions import Change, DecisionError, FileDecisions, carried_out

__all__ = ["carry_out"]


def carry_out(
    decisions: FileDecisions, job: FileJob, settings: Settings, show: Callable[[str], None] | None = None
) -> None:
    """Change a file as decided.

    Args:
        decisions: what was decided, with the fingerprint that the file had.
        job: the file; it gets its new content in its place.
        settings: how it was read when the decisions were made.
        show: takes the lines of a diff; then nothing is written.

    Raises:
        DecisionError: if the file is not what was decided about, or decisions contradict each other.
        OSError: if it cannot be read or written.
        Refused: if it is not what its format says, or somebody wrote to it meanwhile.
    """
    opened = open_job(job, settings)
    with closing(opened):
        if opened.state is None or job.source is None:
            raise Refused("no plain file, so that it cannot be changed in place; left alone")
        decisions.refuse_changed(fingerprint(job))
        pieces = _revised(opened, decisions.changes, settings, show)
        if show or not decisions.accepted:
            for _ in pieces:
                pass
            return
        sink = AtomicFile(job.source.resolve(), None, replaces=opened.state)
        try:
            opened.write(cast("BinaryIO", sink.file), pieces, settings)
            opened.refuse_if_changed()
            sink.commit()
        except BaseException:
            sink.discard()
            raise


def _revised(
    opened: Opened, changes: Mapping[int, Sequence[Change]], settings: Settings, show: Callable[[str], None] | None
) -> Iterator[Any]:
    """Yield the pieces of a file with the changes made in its texts, which are numbered throughout."""
    first, diff, kind = 0, Diff(opened.job.name), opened.format
    for piece in opened.pieces(settings):
        data = piece.data.read() if isinstance(piece.data, Unread) else piece.data
        piece = piece._replace(data=data)
        texts = [one.text for one in kind.texts(piece, settings, [])]
        own = {number - first: changes[number] for number in changes if first <= number < first + len(texts)}
        for number, some in own.items():
            carried_out(texts[number], some)
        decided = {number: [(one.start, one.end, one.new) for one in sorted(set(some))] for number, some in own.items()}
        cleaned = kind.clean(piece, replace(settings, decided=decided))
        if show:
            for line in piece_diff(diff, opened, piece, cleaned, replace(settings, decided=decided)):
                show(line)
        first += len(texts)
        yield cleaned.data
    if strange := [number for number in changes if number >= first]:
        raise DecisionError(f"has {first} texts, and none of the number {min(strange)}; make a new report")
