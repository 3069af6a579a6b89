"""``pinyin-strip stats``: the picture of a corpus in the terminal, as JSON, or drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from pinyin_strip.batch.atomic import write_whole
from pinyin_strip.cli.batch_options import InputOptions, named_paths, read_search_of, read_settings, with_input_options
from pinyin_strip.cli.configured import Configured, with_settings
from pinyin_strip.cli.inputs import complain, with_options, write
from pinyin_strip.cli.per_file import PerFile
from pinyin_strip.cli.reading import Reader, selected_inputs, settings_to_read
from pinyin_strip.formats import Refused
from pinyin_strip.options import Options
from pinyin_strip.report.corpus import Corpus, corpus_of, total
from pinyin_strip.report.figures import Figure, figures, totals

__all__ = ["command"]

BAR = 24  # columns of the longest bar
TABLES = ("verdicts", "conventions", "notations", "findings", "bases", "density")


@click.command("stats")
@with_settings
@with_options
@with_input_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--most", type=click.IntRange(1), default=10, show_default=True, help="Rows of the list of bases.")
@click.option(
    "--plot",
    "drawing",
    metavar="FILE.svg|png",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=lambda _context, _option, path: _picture_file(path),
    help="Draw the figures into a file as well. Needs the extra [plot].",
)
def command(
    paths: tuple[str, ...],
    options: Options,
    configured: Configured,
    as_json: bool,
    most: int,
    drawing: Path | None,
    **input_options: Any,  # noqa: ANN401  see InputOptions
) -> None:
    """Show what is in PATHS: how many are annotated, in which ways, how well, how densely.

    \b
    Examples:
      pinyin-strip stats corpus/
      pinyin-strip stats --json corpus/*.txt | jq .verdicts
      pinyin-strip stats --plot corpus.svg corpus/*.txt
    """
    inputs = InputOptions(**input_options)
    named = named_paths(paths, inputs)
    with selected_inputs(named, read_search_of(inputs)) as selection:
        jobs = PerFile(configured, settings_to_read).files(selection, named)
        reader = Reader(selection, read_settings(inputs, options))
        corpus = total(corpus_of(text.document) for job in jobs for text in reader.texts(job))
    failed = reader.failed
    if as_json:
        write(json.dumps(corpus.data(most), ensure_ascii=False, indent=1) + "\n")
    else:
        shown = figures(corpus, most)
        Console(highlight=False).print(Text(f"{totals(corpus)}\n"), Group(*(_table(shown[name]) for name in TABLES)))
    if drawing and not _draw(corpus, drawing, most):
        failed = True
    raise SystemExit(2 if failed else 0)


def _picture_file(path: Path | None) -> Path | None:
    from pinyin_strip.report.plot import KINDS

    if path and path.suffix[1:].lower() not in KINDS:
        raise click.BadParameter(f"{path}: a picture is called something.svg or something.png")
    return path


def _draw(corpus: Corpus, path: Path, most: int) -> bool:
    """Draw into a file; ``False`` if that could not be done, which has been told."""
    from pinyin_strip.report.plot import plot

    try:
        write_whole(path, plot(corpus, path.suffix[1:].lower(), most))
    except (ModuleNotFoundError, Refused) as error:
        complain(str(error))
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
    else:
        return True
    return False


def _table(figure: Figure) -> Table | Text:
    """A table of names, numbers and bars; nothing where there is nothing to show."""
    if not figure.rows:
        return Text(f"no {figure.title}\n", style="dim")
    table = Table(title=None, box=None, padding=(0, 2, 0, 0))
    table.add_column(figure.title, min_width=24)
    table.add_column(figure.unit, justify="right", min_width=len("findings"))
    table.add_column("", no_wrap=True)
    for name, number in figure.rows:
        table.add_row(Text(name), str(number), Text("█" * round(BAR * number / figure.most), style="cyan"))
    table.add_row("", "", "")
    return table
