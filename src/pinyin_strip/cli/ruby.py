"""``pinyin-strip ruby``: texts with their glosses as ruby."""

from __future__ import annotations

from pathlib import Path

import click

from pinyin_strip.api import parse
from pinyin_strip.cli.inputs import each_text, with_options, write
from pinyin_strip.document import RUBY_STYLES
from pinyin_strip.options import Options
from pinyin_strip.renderers import LAYOUTS, RubyOptions
from pinyin_strip.renderers.hsk import LEVELS, known_at

__all__ = ["command"]


@click.command("ruby")
@with_options
@click.option(
    "--style", type=click.Choice(sorted(RUBY_STYLES)), default="html", show_default=True, help="How ruby is written."
)
@click.option(
    "--notation",
    type=click.Choice(["marks", "digits", "zhuyin", "none"]),
    help="Spell every reading so; by default each stays as written.",
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="jukugo",
    show_default=True,
    help="A reading for each hanzi, words kept together (jukugo) or parted (mono), or one for the word (group).",
)
@click.option("--fill", is_flag=True, help="Give hanzi without a reading one of ours, marked as such.")
@click.option("--mark", default="*", show_default=True, help="What stands behind a reading of ours in plain text.")
@click.option(
    "--only-hard",
    "known",
    metavar="LEVEL|FILE",
    help=f"Leave out the readings of hanzi that need none: those up to a level ({', '.join(LEVELS)}), or those in a UTF-8 "
    "file.",
)
@click.option("--brackets", default="()", show_default=True, help="The pair for --style=brackets.")
def command(
    paths: tuple[str, ...],
    options: Options,
    style: str,
    known: str | None,
    **dress: object,
) -> None:
    """Print the texts of PATHS (or of standard input: -) with their glosses as ruby.

    \b
    Examples:
      pinyin-strip ruby --style=document poem.txt > poem.html
      pinyin-strip ruby --style=anki --notation=marks lesson.txt
      pinyin-strip ruby --style=brackets --fill --only-hard=hsk3 story.txt
      pinyin-strip ruby --style=document --only-hard=my-hanzi.txt story.txt > story.html
      echo '北京（Běijīng）' | pinyin-strip ruby --notation=zhuyin -
    """
    try:
        ruby_options = RubyOptions(known=_known(known), **dress)  # type: ignore[arg-type]
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    failed = False
    for source in each_text(paths):
        if source is None:
            failed = True
        else:
            write(parse(source.text, options.for_cleaning()).ruby(style, ruby_options))
    raise SystemExit(2 if failed else 0)


def _known(said: str | None) -> frozenset[str]:
    """The hanzi of a level, or every hanzi that stands in a file, whatever else does.

    Raises:
        ValueError: if it is neither.
    """
    from pinyin_strip.tokenizer import is_hanzi

    if said is None:
        return frozenset()
    if said in LEVELS:
        return known_at(said)
    try:
        return frozenset(filter(is_hanzi, Path(said).read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise ValueError(
            f"--only-hard: {said}: {reason}; give a level ({', '.join(LEVELS)}) or a UTF-8 file"
        ) from error
