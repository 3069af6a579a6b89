"""``pinyin-strip report``: one HTML page that a proofreader looks at, and decides in."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pinyin_strip.batch.atomic import write_whole
from pinyin_strip.batch.plan import FileJob
from pinyin_strip.batch.reading import fingerprint
from pinyin_strip.cli.batch_options import InputOptions, named_paths, read_search_of, read_settings, with_input_options
from pinyin_strip.cli.configured import Configured, with_settings
from pinyin_strip.cli.inputs import complain, with_options, write
from pinyin_strip.cli.per_file import PerFile
from pinyin_strip.cli.reading import Reader, selected_inputs, settings_to_read
from pinyin_strip.formats import Refused, Settings
from pinyin_strip.options import Options
from pinyin_strip.places import words

if TYPE_CHECKING:
    from pinyin_strip.report.page import ReportedText

__all__ = ["command"]


@click.command("report")
@with_settings
@with_options
@with_input_options
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The page; else standard output.")
@click.option("--title", default="Proofreading report", show_default=True, help="What the page is called.")
def command(
    paths: tuple[str, ...],
    options: Options,
    configured: Configured,
    output: Path | None,
    title: str,
    **input_options: Any,  # noqa: ANN401  see InputOptions
) -> None:
    """Write one self-contained HTML page about PATHS: text, findings, charts, and a way to decide on each finding.

    What was accepted in the page is carried out by ``pinyin-strip apply``. Needs the extra [report].

    \b
    Examples:
      pinyin-strip report textbook.txt -o report.html
      pinyin-strip report lesson.docx book.epub pages/ -o report.html
      pinyin-strip report chapter*.txt --title 'Chapters' > report.html
    """
    from pinyin_strip.report import page

    gc.disable()  # a long text makes millions of values that live to the end: looking for garbage doubles the time
    inputs = InputOptions(**input_options)
    named = named_paths(paths, inputs)
    with selected_inputs(named, read_search_of(inputs)) as selection:
        jobs = PerFile(configured, settings_to_read).files(selection, named)
        reader = Reader(selection, read_settings(inputs, options))
        read = [(job, _texts(reader, job)) for job in jobs]
        files = [
            page.ReportedFile(job.name, fingerprint(job), texts, _reading(job, job.settings or reader.settings))
            for job, texts in read
            if job.name not in reader.unreadable
        ]
    try:
        written = page.render(files, title=title)
        if output:
            write_whole(output, written.encode("utf-8", "backslashreplace"))  # names need not be UTF-8
        else:
            write(written)
    except (ModuleNotFoundError, OSError, Refused) as error:
        complain(str(error))
        raise SystemExit(2) from error
    raise SystemExit(2 if reader.failed else 0)


def _texts(reader: Reader, job: FileJob) -> list[ReportedText]:
    """The texts of a file, each with its place."""
    from pinyin_strip.report.page import ReportedText

    return [
        ReportedText(
            one.document, words(one.source.place), one.number, one.source.spot(0).line, one.blocks and one.blocks()
        )
        for one in reader.texts(job)
    ]


def _reading(job: FileJob, settings: Settings) -> dict[str, object]:
    """How a file was read, for those who carry decisions out."""
    return {
        "as": job.format,
        "fields": list(settings.fields),
        "named_fields": settings.named_fields,
        "encoding": settings.encoding,
    }
