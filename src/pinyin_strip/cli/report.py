"""``pinyin-strip report``: one HTML page that a proofreader looks at, and decides in."""

from __future__ import annotations

import gc
from hashlib import sha256
from pathlib import Path

import click

from pinyin_strip.api import parse
from pinyin_strip.cli.inputs import complain, each_text, with_options, write
from pinyin_strip.options import Options

__all__ = ["command"]


@click.command("report")
@with_options
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The page; else standard output.")
@click.option("--title", default="Proofreading report", show_default=True, help="What the page is called.")
def command(
    paths: tuple[str, ...],
    options: Options,
    output: Path | None,
    title: str,
) -> None:
    """Write one self-contained HTML page about PATHS: text, findings, charts, and a way to decide on each finding.

    What was accepted in the page is carried out by ``pinyin-strip apply``. Needs the extra [report].

    \b
    Examples:
      pinyin-strip report textbook.txt -o report.html
      pinyin-strip report chapter*.txt --title 'Chapters' > report.html
    """
    from pinyin_strip.report import page

    gc.disable()  # a long text makes millions of values that live to the end: looking for garbage doubles the time
    files, failed = [], False
    for source in each_text(paths):
        if source is None:
            failed = True
        else:
            text = page.ReportedText(parse(source.text, options))
            files.append(page.ReportedFile(source.name, sha256(source.text.encode()).hexdigest(), [text]))
    try:
        written = page.render(files, title=title)
        if output:
            output.write_text(written, "utf-8", errors="surrogateescape")
        else:
            write(written)
    except (ModuleNotFoundError, OSError) as error:
        complain(str(error))
        raise SystemExit(2) from error
    raise SystemExit(2 if failed else 0)
