"""``pinyin-strip ruby``: files of every kind with their glosses as ruby."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import click

from pinyin_strip.cli.batch_options import BatchOptions, settings_of, with_batch_options
from pinyin_strip.cli.batch_run import run_batch
from pinyin_strip.cli.completing import known_hanzi
from pinyin_strip.cli.configured import Configured, with_settings
from pinyin_strip.cli.inputs import with_options
from pinyin_strip.cli.per_file import PerFile
from pinyin_strip.formats import RubyStyle, Settings
from pinyin_strip.options import Options, words_of
from pinyin_strip.renderers import STYLES, RubyOptions
from pinyin_strip.renderers.hsk import LEVELS
from pinyin_strip.settings import options_of

__all__ = ["command"]


@click.command("ruby")
@with_settings
@with_options
@click.option(
    "--style",
    type=click.Choice(sorted(STYLES)),
    help="How ruby is written into text (default: html, and markdown into .md); pages and books have ruby of their own.",
)
@click.option(
    "--notation",
    type=click.Choice([word for word in words_of(RubyOptions)["notation"] if word]),
    help="Spell every reading so; by default each stays as written.",
)
@click.option(
    "--layout",
    type=click.Choice(words_of(RubyOptions)["layout"]),
    default="jukugo",
    show_default=True,
    help="A reading for each hanzi, words kept together (jukugo) or parted (mono), or one for the word (group).",
)
@click.option("--fill/--no-fill", default=False, help="Give hanzi without a reading one of ours, marked as such.")
@click.option("--mark", default="*", show_default=True, help="What stands behind a reading of ours in plain text.")
@click.option(
    "--only-hard",
    "known",
    metavar="LEVEL|FILE",
    shell_complete=known_hanzi,
    help=f"Fill in no readings of hanzi that need none: those up to a level ({', '.join(LEVELS)}), or those in a UTF-8 "
    "file. Readings that the author wrote stay.",
)
@click.option(
    "--drop-known/--no-drop-known",
    default=False,
    help="With --only-hard: leave out the author's readings of those, too.",
)
@click.option(
    "--unsure", default="", show_default=True, help="What stands behind --mark where a reading of ours is not sure."
)
@click.option("--brackets", default="()", show_default=True, help="The pair for --style=brackets.")
@click.option(
    "--tone-colours/--no-tone-colours",
    default=False,
    help="Give hanzi and readings the colour of their tone, in HTML, EPUB and DOCX (classes tone1 to tone5).",
)
@click.option(
    "--css-class", "classes", multiple=True, metavar="NAME", help="A class for every ruby element; repeatable."
)
@click.option(
    "--zhuyin-position",
    type=click.Choice(words_of(RubyOptions)["zhuyin_position"]),
    default="over",
    show_default=True,
    help="Where zhuyin stands in HTML and EPUB: over its hanzi, or at their right.",
)
@with_batch_options
def command(
    paths: tuple[str, ...],
    options: Options,
    configured: Configured,
    **parsed: Any,  # noqa: ANN401  see BatchOptions and RubyOptions
) -> None:
    """Turn the glosses of PATHS (files, folders, or standard input: -) into ruby.

    Pages and the chapters of EPUBs get ruby elements, DOCX files phonetic guides; ruby that is there already stays, and
    so does every other byte. A gloss over a hanzi that tags cut apart, or that carries ruby, stays in the text; so do
    those in titles, where no ruby can stand. Texts, and the fields of JSON and tables, get the style that --style names;
    Markdown gets ruby elements and is not escaped; XML, which has no ruby of its own, asks for a style of text. Without -o or -i the result goes to standard output. Files are chosen, read, written and taken up again as
    by clean.

    --fill reads whole sentences: what the author wrote over the same word elsewhere counts first. How many readings were
    filled in, and how many of them are unsure, is said on standard error; in pages the unsure ones have the class
    "unsure". --sandhi=written fills in 一 and 不 as they are spoken, --neutral=written the neutral tone of words that
    must have it (衣服 yīfu), --erhua=joined the suffix 儿 as r.

    --style=document is a page with a switch that hides the readings, on the screen and in print. Chapters of books get the
    rules that ruby is shown by; in pages they are for the site to say, but --tone-colours and --zhuyin-position=right bring
    theirs. A book's titles and table of contents stay as they are.

    Exit codes: 0 fine, 1 something would change (--check), 2 any error.

    \b
    Examples:
      pinyin-strip ruby --style=document poem.txt > poem.html
      pinyin-strip ruby --style=anki --notation=marks lesson.txt
      pinyin-strip ruby --style=brackets --fill --only-hard=hsk3 story.txt
      pinyin-strip ruby --style=document --only-hard=my-hanzi.txt --drop-known story.txt > story.html
      pinyin-strip ruby --style=document --fill --tone-colours story.txt > story.html
      pinyin-strip ruby --style=document --notation=zhuyin --zhuyin-position=right poem.txt > poem.html
      echo '北京（Běijīng）' | pinyin-strip ruby --notation=zhuyin -
      pinyin-strip ruby -o reader/ textbook.epub lesson.docx pages/
    """
    batch = BatchOptions.of(parsed)
    settings = settings_of(batch, options, _style(parsed, options))
    raise SystemExit(run_batch(paths, batch, settings, PerFile(configured, _settings)))


def _settings(parsed: Mapping[str, Any]) -> Settings:
    options = options_of(parsed)
    return settings_of(BatchOptions.of(parsed), options, _style(parsed, options))


_SAID = (
    "notation",
    "layout",
    "fill",
    "mark",
    "brackets",
    "drop_known",
    "unsure",
    "tone_colours",
    "classes",
    "zhuyin_position",
)


def _style(parsed: Mapping[str, Any], options: Options) -> RubyStyle:
    """How glosses are written.

    Raises:
        click.UsageError: if what was said does not fit together.
    """
    if parsed["drop_known"] and parsed["known"] is None:
        raise click.UsageError("--drop-known needs --only-hard, which says what is known")
    try:
        ruby = RubyOptions(
            **{name: parsed[name] for name in _SAID},
            known=_known(parsed["known"]),
            sandhi=options.sandhi == "written",
            neutral=options.neutral == "written",
            erhua=options.erhua == "joined",
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return RubyStyle(parsed["style"], ruby)


@lru_cache(maxsize=16)
def _known(level_or_file: str | None) -> str | tuple[str, ...]:
    """A level as it is, or the text that stands in a file.

    Raises:
        ValueError: if it is neither.
    """
    if level_or_file is None or level_or_file in LEVELS:
        return level_or_file or ()
    try:
        return (Path(level_or_file).read_text("utf-8"),)
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise ValueError(
            f"--only-hard: {level_or_file}: {reason}; give a level ({', '.join(LEVELS)}) or a UTF-8 file"
        ) from error
