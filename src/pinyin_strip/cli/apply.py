"""``pinyin-strip apply``: carries out on the files what was decided in the page of ``pinyin-strip report``."""

from __future__ import annotations

from pathlib import Path

import click

from pinyin_strip.batch.decided import carry_out
from pinyin_strip.batch.plan import FileJob
from pinyin_strip.batch.run import reason
from pinyin_strip.cli.inputs import complain, write
from pinyin_strip.formats import Settings, by_name, kind_of
from pinyin_strip.report.decisions import DecisionError, FileDecisions, read_decisions

__all__ = ["command"]


@click.command("apply")
@click.argument("decisions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--diff", is_flag=True, help="Print what would change, and change nothing.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Where the paths of the report begin; by default the current directory.",
)
@click.option(
    "--outside", is_flag=True, help="Change files outside of --root, too; whoever made the decisions chose their paths."
)
def command(decisions: Path, diff: bool, root: Path, outside: bool) -> None:
    """Carry out DECISIONS, the file that was downloaded from a report, on the texts that the report was made of.

    Files of every kind are changed, each as a whole or not at all. A file that has changed since is left alone, and so is one
    outside of the current directory (or of --root).

    \b
    Examples:
      pinyin-strip apply --diff decisions.json
      pinyin-strip apply decisions.json
    """
    try:
        files = read_decisions(decisions.read_text("utf-8"))
    except (DecisionError, OSError, ValueError, RecursionError) as error:
        raise click.ClickException(f"{decisions}: {error}") from error
    failed = False
    for one in files:
        try:
            _carry_out(one, _place(one.path, root, outside), diff)
        except DecisionError as error:
            complain(f"{one.path}: {error}; nothing was changed in it")
            failed = True
        except Exception as error:  # this file's failure and no other's
            complain(f"{one.path}: {reason(error)}; nothing was changed in it")
            failed = True
    raise SystemExit(2 if failed else 0)


def _place(path: str, root: Path, outside: bool) -> Path:
    """Where a file lies.

    Raises:
        DecisionError: if that is outside of the folder, by way of links or not, and nobody allowed it.
    """
    place = root / path
    if not outside and not place.resolve().is_relative_to(root.resolve()):
        raise DecisionError(f"it lies outside of {root.resolve()}; run this in its folder, or allow it: --outside")
    return place


def _carry_out(one: FileDecisions, path: Path, diff: bool) -> None:
    reading = one.reading
    try:
        job = FileJob(one.path, path, None, reading.get("as") or kind_of(path.name))
        settings = Settings(
            fields=tuple(reading.get("fields", ("text",))),
            named_fields=bool(reading.get("named_fields")),
            encoding=str(reading.get("encoding", "utf-8")),
        )
        by_name(job.format)
    except (KeyError, TypeError) as error:
        raise DecisionError(f"{dict(reading)} does not say how it was read ({error})") from None
    carry_out(one, job, settings, write if diff else None)
    if not diff:
        complain(f"{one.path}: {one.accepted} accepted, {one.rejected} left as they were")
