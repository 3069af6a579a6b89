"""Files that are only read: selected and opened as for cleaning, their texts come one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import file_digest

from pinyin_strip.batch.opened import open_job
from pinyin_strip.batch.plan import FileJob
from pinyin_strip.formats import Refused, Settings
from pinyin_strip.formats.proofs import ReadText, read_texts

__all__ = ["fingerprint", "read_file"]


def read_file(job: FileJob, settings: Settings, notices: list[str] | None = None) -> Iterator[ReadText]:
    """Yield the texts of a file.

    Args:
        job: the file; where it goes does not matter.
        settings: what is looked for, and where.
        notices: gets what is in the file and should not be, with its line.

    Raises:
        OSError: if it is not there or cannot be read.
        Refused: if it is not what its format says, or somebody wrote to it meanwhile; texts before may have been yielded.
    """
    opened = open_job(job, settings)
    with closing(opened):
        yield from read_texts(opened.pieces(settings), opened.format, settings, notices)
        opened.refuse_if_changed()


def fingerprint(job: FileJob) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    if job.source is None:
        raise Refused("no file, so that nobody can find it again; left alone")
    with job.source.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
