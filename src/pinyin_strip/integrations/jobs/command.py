"""What the jobs share on the command line: paths, columns, options as JSON, and how the outcome is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import click

from pinyin_strip.integrations.configured import options_from
from pinyin_strip.integrations.jobs.outcome import Outcome
from pinyin_strip.options import Options

__all__ = ["tell", "with_job_options"]


def _options(ctx: click.Context, param: click.Parameter, value: str | None) -> Options | None:
    """Make Options of a JSON object, or say what is wrong with it."""
    try:
        return None if value is None else options_from(json.loads(value))
    except (ValueError, TypeError) as error:
        raise click.BadParameter(f"{value}: {error}", ctx, param) from None


def with_job_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what every job takes to a command."""
    for add in (
        click.option("--options", metavar="JSON", callback=_options, help='Options as JSON, such as {"repair": "proved"}.'),
        click.option(
            "--column", "columns", multiple=True, default=("text",), show_default=True,
            help="A column of texts, or a field of JSON lines (dots lead into objects); may be given again.",
        ),
        click.option("-o", "--output", "target", required=True, help="The folder to write to."),
        click.argument("source"),
    ):  # fmt: skip
        command = add(command)
    return command


def tell(outcome: Outcome) -> int:
    """Print the counts on standard output, what failed on standard error; return the exit code, 2 for any error."""
    click.echo(outcome.json())
    for failure in outcome.failed:
        click.echo(f"pinyin-strip: {failure}", err=True)
    if outcome.broken:
        click.echo(f"pinyin-strip: {outcome.broken:,} lines are no JSON; left as they are", err=True)
    return 2 if outcome.failed or outcome.broken else 0
