"""The baseline of a run of ``check``: read from its file, and written into it whole."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import click

from pinyin_strip.batch.atomic import write_whole
from pinyin_strip.batch.plan import FileJob
from pinyin_strip.cli.inputs import complain
from pinyin_strip.formats import Refused
from pinyin_strip.proof import Proof
from pinyin_strip.report.baseline import Baseline

__all__ = ["KnownFindings"]


class KnownFindings:
    """What is known of the files of a run.

    Args:
        path: the file of the baseline; nothing is known without one.
        writes: whether it is to be written, and need not be there.

    Raises:
        click.UsageError: if it cannot be read.
    """

    def __init__(self, path: str | None, *, writes: bool = False) -> None:
        self._path = Path(path) if path else None
        self._baseline = _read(self._path, writes) if self._path else Baseline()

    def new(self, job: FileJob, proofs: Iterator[Proof]) -> Iterator[Proof]:
        """Yield the texts of a file with the findings that are new; all of them if nothing is known of it."""
        name = self._name(job)
        if name in self._baseline.files:
            yield from self._baseline.new(name, list(proofs))
        else:
            yield from proofs

    def note(self, job: FileJob, proofs: Iterable[Proof], codes: Container[str]) -> int:
        """Take the findings of a file for known, which are all with these codes; returns how many they are."""
        return self._baseline.note(self._name(job), proofs, codes)

    def write(self) -> bool:
        """Write what is known, also of files that this run has not read; ``False`` if it could not be done, which was told."""
        if self._path is None:
            return True
        try:  # lone surrogates as JSON spells them
            write_whole(self._path, self._baseline.dumps().encode("utf-8", "backslashreplace"))
        except (OSError, Refused) as error:
            complain(
                f"{self._path}: {error if isinstance(error, Refused) else f'{error.strerror or error}; nothing noted'}"
            )
            return False
        return True

    def _name(self, job: FileJob) -> str:
        """What a file is called in the baseline: its path from there, with slashes; what was piped in has its name only."""
        if self._path is None or job.source is None or job.piped:
            return job.name
        folder = self._path.resolve().parent
        try:
            return Path(os.path.relpath(job.source.resolve(), folder)).as_posix()
        except ValueError:  # on another drive
            return job.source.resolve().as_posix()


def _read(path: Path, writes: bool) -> Baseline:
    try:
        return Baseline.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        if writes:
            return Baseline()
        raise click.UsageError(f"--baseline {path}: there is no such file; --write-baseline makes it") from error
    except (OSError, ValueError) as error:  # ValueError: no baseline, no UTF-8, no name of a file
        raise click.UsageError(f"--baseline {path}: {getattr(error, 'strerror', None) or error}") from error
