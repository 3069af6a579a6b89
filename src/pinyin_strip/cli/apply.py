"""``pinyin-strip apply``: carries out on the files what was decided in the page of ``pinyin-strip report``."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import click

from pinyin_strip.cli.inputs import complain, write
from pinyin_strip.cli.replace import read_file, replace_text
from pinyin_strip.formats import Refused
from pinyin_strip.report.decisions import DecisionError, FileDecisions, carried_out, read_decisions

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
def command(decisions: Path, diff: bool, root: Path) -> None:
    """Carry out DECISIONS, the file that was downloaded from a report, on the texts that the report was made of.

    A file that has changed since is left alone. Each file is replaced as a whole or not at all.

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
            _carry_out(one, root / one.path, diff)
        except Refused as error:
            complain(f"{one.path}: {error}")
            failed = True
        except (DecisionError, OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            complain(f"{one.path}: {reason}; nothing was changed in it")
            failed = True
    raise SystemExit(2 if failed else 0)


def _carry_out(one: FileDecisions, path: Path, diff: bool) -> None:
    data, file = read_file(path)
    one.refuse_changed(data)
    if strange := one.changes.keys() - {0}:
        raise DecisionError(f"is plain text, which has no text of the number {min(strange)}; make a new report")
    new = carried_out(data.decode("utf-8"), one.changes.get(0, ()))
    if diff:
        lines = unified_diff(
            data.decode("utf-8").splitlines(keepends=True), new.splitlines(keepends=True), one.path, one.path
        )
        write("".join(line if line.endswith("\n") else f"{line}\n" for line in lines))
        return
    if one.accepted:
        replace_text(file, new)
    complain(f"{one.path}: {one.accepted} accepted, {one.rejected} left as they were")
