"""Reading for those who only look: files of every kind are found as for cleaning, and whatever goes wrong is told and remembered."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pinyin_strip.batch.plan import STDIN, FileJob
from pinyin_strip.batch.reading import read_file
from pinyin_strip.batch.run import reason
from pinyin_strip.batch.select import Search, Selection, select
from pinyin_strip.cli.batch_options import InputOptions, read_settings
from pinyin_strip.cli.inputs import complain
from pinyin_strip.cli.waiting import copy_standard_input
from pinyin_strip.formats import Settings, name_of
from pinyin_strip.formats.proofs import ReadText
from pinyin_strip.settings import options_of

__all__ = ["Reader", "selected_inputs", "settings_to_read"]


@contextmanager
def selected_inputs(paths: Sequence[str], search: Search, stdin_name: str = STDIN) -> Iterator[Selection]:
    """Find the files that paths stand for; standard input becomes a file that lasts as long as the context.

    Args:
        paths: files, folders, or ``-``.
        search: how folders are searched, and what files are taken for.
        stdin_name: what reports call standard input; its suffix says what it is.
    """
    found = select([path for path in paths if path != "-"], search)
    if "-" not in paths:
        yield found
        return
    with tempfile.NamedTemporaryFile() as spooled:
        copy_standard_input(spooled)
        spooled.flush()
        kind = search.format or name_of(stdin_name) or "text"
        found.jobs.append(FileJob(stdin_name, Path(spooled.name), None, kind, piped=True))
        yield found


class Reader:
    """Reads the texts of files, each by its settings if it has any; ``failed`` says whether anything could not be read, which was told on standard error.

    ``unreadable`` has the names of the files that could not be read to their end.
    """

    def __init__(self, selection: Selection, settings: Settings) -> None:
        self.settings, self.failed = settings, False
        self.unreadable: set[str] = set()
        for name, why in selection.failures:
            self.complain(f"{name}: {why}")
        if not selection.jobs and not selection.failures:
            passed = ", ".join(f"{count} {why}" for why, count in sorted(selection.skipped.items()))
            self.complain(
                f"no file of a known kind{f' (passed over: {passed})' if passed else ''}; name one, or say what it is: --as"
            )

    def texts(self, job: FileJob) -> Iterator[ReadText]:
        """Yield the texts of a file as far as it can be read."""
        notices: list[str] = []
        settings, read = job.settings or self.settings, False
        try:
            for text in read_file(job, settings, notices):
                read = True
                yield text
            if (
                not read
                and not notices
                and _asks_for_fields(job, settings)
                and job.source
                and job.source.stat().st_size
            ):
                fields = " or ".join(map(repr, settings.fields))
                self.complain(f"{job.name}: no record has the field {fields}; say which one holds text: --field NAME")
        except Exception as error:  # this file's failure and no other's
            self.unreadable.add(job.name)
            self.complain(f"{job.name}: {reason(error)}")
        for notice in notices:
            self.complain(f"{job.name}:{notice}")

    def complain(self, message: str) -> None:
        """Tell of something that could not be read."""
        self.failed = True
        complain(message)


def _asks_for_fields(job: FileJob, settings: Settings) -> bool:
    """Whether only some fields of a file hold text; tables refuse by themselves what they have not."""
    return job.format == "jsonl" or (job.format == "json" and settings.named_fields)


def settings_to_read(parameters: Mapping[str, Any]) -> Settings:
    """Say by the parameters of a command how one file is read."""
    return read_settings(InputOptions.of(parameters), options_of(parameters))
