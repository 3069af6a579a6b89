"""``pinyin-strip repair``: byte-level damage of injected pages undone, glosses left as they are."""

from __future__ import annotations

import click

from pinyin_strip.api import repair
from pinyin_strip.cli.inputs import complain, each_text, write
from pinyin_strip.findings import damaged, repaired
from pinyin_strip.places import Places

__all__ = ["command"]


@click.command("repair")
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--likely", is_flag=True, help="Also repair what is likely, not only what is proved.")
def command(paths: tuple[str, ...], likely: bool) -> None:
    """Print the texts of PATHS (or of standard input: -) with byte-level damage undone; glosses stay.

    Every repair, with its grade and reason, and all damage that is left go to standard error.

    \b
    Examples:
      pinyin-strip repair mirrored-page.txt > page.txt
      pinyin-strip clean --repair=likely --script=simplified mirrored-page.txt
    """
    failed = False
    for source in each_text(paths):
        if source is None:
            failed = True
            continue
        done = repair(source.text, "likely" if likely else "proved")
        remarks = [repaired(source.text, edit) for edit in done.edits]
        remarks += [damaged(source.text, place) for place in done.left]
        places = Places(source.text)
        for remark in sorted(remarks, key=lambda one: one.start):
            line, column = places.place(remark.start)
            complain(f"{source.name}:{line}:{column}: {remark.code} {remark.message}")
        write(done.text)
    raise SystemExit(2 if failed else 0)
