"""``pinyin-strip clean``: files of every kind without their glosses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from pinyin_strip.cli.batch_options import BatchOptions, settings_of, with_batch_options
from pinyin_strip.cli.batch_run import run_batch
from pinyin_strip.cli.configured import Configured, with_settings
from pinyin_strip.cli.inputs import with_options
from pinyin_strip.cli.per_file import PerFile
from pinyin_strip.formats import Settings
from pinyin_strip.options import Options
from pinyin_strip.settings import options_of

__all__ = ["command"]


@click.command("clean")
@with_settings
@with_options
@with_batch_options
@click.option("--keep-ruby/--no-keep-ruby", default=False, help="Leave ruby elements and phonetic guides as they are.")
def command(
    paths: tuple[str, ...],
    options: Options,
    configured: Configured,
    **batch_options: Any,  # noqa: ANN401  see BatchOptions
) -> None:
    """Clean PATHS (files, folders, or standard input: -) of their glosses.

    What is not certainly a gloss stays, byte for byte, and so does everything that is not text: markup, other fields
    and columns, other members of books, line endings. Without -o or -i the clean text goes to standard output.

    Files are told by their suffix: text, subtitles, TeX (.txt .srt .vtt .ass .lrc .tex, or none), Markdown (.md), JSON
    (.json, lines: .jsonl .ndjson), tables (.csv .tsv .parquet .arrow .feather), pages (.html .xhtml), XML (.xml .tei),
    books (.epub .docx); the texty ones may be compressed (.gz .zst .xz .bz2). Any other file that is named is refused
    unless --as says what it is; in folders hidden, binary and unknown files are passed over.

    No file is ever half written. What cannot be read is named and left alone, and the rest is done. A run that was
    killed is taken up again by the same command with --resume.

    What the command line leaves out, the settings of each file say: see pinyin-strip config.

    Exit codes: 0 fine, 1 something would change (--check), 2 any error.

    \b
    Examples:
      pinyin-strip clean article.txt > article.clean.txt
      pinyin-strip clean -o clean/ --jobs 0 corpus/
      pinyin-strip clean -i --backup --include '*.html' site/
      pinyin-strip clean --field text --field meta.title -o out.jsonl.zst in.jsonl.gz
      pinyin-strip clean --diff lessons/ | less
      find . -name '*.md' -print0 | pinyin-strip clean --check --files-from -
      pinyin-strip clean --repair=likely --script=simplified mirrored-page.txt
      pinyin-strip clean --encoding gb18030 --output-encoding utf-8 -o new/ old/
    """
    batch = BatchOptions(**batch_options)
    raise SystemExit(run_batch(paths, batch, settings_of(batch, options), PerFile(configured, _settings)))


def _settings(parsed: Mapping[str, Any]) -> Settings:
    return settings_of(BatchOptions.of(parsed), options_of(parsed))
