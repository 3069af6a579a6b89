"""``pinyin-strip ruby``: texts with their glosses as ruby."""

from __future__ import annotations

import click

from pinyin_strip.api import ruby
from pinyin_strip.cli.inputs import each_text, with_options, write
from pinyin_strip.document import RUBY_STYLES
from pinyin_strip.options import Options

__all__ = ["command"]


@click.command("ruby")
@with_options
@click.option(
    "--style", type=click.Choice(sorted(RUBY_STYLES)), default="html", show_default=True, help="How ruby is written."
)
def command(paths: tuple[str, ...], options: Options, style: str) -> None:
    """Print the texts of PATHS (or of standard input: -) with their glosses as ruby, everything else escaped.

    \b
    Examples:
      pinyin-strip ruby poem.txt > poem.html
      echo '北京（Běijīng）' | pinyin-strip ruby -
    """
    failed = False
    for source in each_text(paths):
        if source is None:
            failed = True
        else:
            write(ruby(source.text, options, style=style))
    raise SystemExit(2 if failed else 0)
