"""``pinyin-strip clean``: texts without their glosses."""

from __future__ import annotations

import click

from pinyin_strip.api import clean
from pinyin_strip.cli.inputs import each_text, with_options, write
from pinyin_strip.options import Options

__all__ = ["command"]


@click.command("clean")
@with_options
def command(paths: tuple[str, ...], options: Options) -> None:
    """Print the texts of PATHS (or of standard input: -) without their glosses.

    What is not certainly a gloss stays, byte for byte, and so do line endings.

    \b
    Examples:
      pinyin-strip clean article.txt > article.clean.txt
      pinyin-strip clean --toneless=strip lesson.txt
      pinyin-strip clean --repair=likely --script=simplified mirrored-page.txt
      cat *.txt | pinyin-strip clean -
    """
    failed = False
    for source in each_text(paths):
        if source is None:
            failed = True
        else:
            write(clean(source.text, options))
    raise SystemExit(2 if failed else 0)
