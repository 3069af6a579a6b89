"""Every file with what is done with it, by what was said on the command line and in the settings that hold for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import click

from pinyin_strip.batch.plan import FileJob
from pinyin_strip.batch.select import Selection
from pinyin_strip.cli.configured import Configured
from pinyin_strip.formats import Settings

__all__ = ["PerFile"]

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class PerFile(Generic[Made]):
    """What was said and configured, and what is made of it for one file.

    Args:
        configured: knows the parameters of every file.
        make: makes of the parameters what a command needs to know; equal things are made one.
    """

    configured: Configured
    make: Callable[[Mapping[str, Any]], Made]

    def files(self: PerFile[Settings], selection: Selection, named: Sequence[str]) -> list[FileJob]:
        """Return the jobs of a selection, each with its settings; the same as ``jobs`` otherwise."""
        return [replace(job, settings=own) for job, own in self.jobs(selection, named)]

    def jobs(self, selection: Selection, named: Sequence[str]) -> list[tuple[FileJob, Made]]:
        """Return the jobs of a selection, each with what is made for its file.

        A file whose settings cannot be used is a failure of the selection. A file of house readings or a baseline that lies
        in a folder among the texts is none of them, and passed over.

        Args:
            selection: the files that were found; what is left out is noted in it.
            named: the paths that were named.
        """
        known: dict[Made, Made] = {}  # equal ones are one, which travels once
        found = []
        for job in selection.jobs:
            place = job.source if job.source and not job.piped else "-"
            try:
                parameters = self.configured.parameters(place)
                made = self.make(parameters)
            except (ValueError, click.ClickException) as error:
                why = error.format_message() if isinstance(error, click.ClickException) else str(error)
                selection.failures.append((job.name, f"{why}; left alone"))
                continue
            what = None if job.name in named else _what_is_no_text(job, self.configured.own_files(place))
            if what:
                selection.skipped[what] += 1
            else:
                found.append((job, known.setdefault(made, made)))
        return found


_NO_TEXTS = {"readings": "list of house readings", "baseline": "baseline"}


def _what_is_no_text(job: FileJob, own: Mapping[str, str]) -> str | None:
    """Say what a file is that the project needs for itself."""
    if job.source is None:
        return None
    place = job.source.resolve()
    return next((_NO_TEXTS[name] for name, path in own.items() if place == Path(path).resolve()), None)
