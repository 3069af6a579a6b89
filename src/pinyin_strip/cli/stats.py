"""``pinyin-strip stats``: the picture of a corpus in the terminal."""

from __future__ import annotations

import json
from collections import Counter
from itertools import zip_longest

import click
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from pinyin_strip.api import parse
from pinyin_strip.cli.inputs import each_text, with_options, write
from pinyin_strip.options import Options
from pinyin_strip.report.corpus import BINS, Corpus, corpus_of
from pinyin_strip.rules import RULES

__all__ = ["command"]

BAR = 24  # columns of the longest bar


@click.command("stats")
@with_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--most", type=click.IntRange(1), default=10, show_default=True, help="Rows of the list of bases.")
def command(
    paths: tuple[str, ...],
    options: Options,
    as_json: bool,
    most: int,
) -> None:
    """Show what is in PATHS: how many are annotated, in which ways, how well, how densely.

    \b
    Examples:
      pinyin-strip stats corpus/*.txt
      pinyin-strip stats --json corpus/*.txt | jq .verdicts
    """
    corpus, failed = Corpus(), False
    for source in each_text(paths):
        if source is None:
            failed = True
        else:
            corpus += corpus_of(parse(source.text, options))
    if as_json:
        write(json.dumps(corpus.data(most), ensure_ascii=False, indent=1) + "\n")
    else:
        Console(highlight=False).print(_picture(corpus, most))
    raise SystemExit(2 if failed else 0)


def _picture(corpus: Corpus, most: int) -> Group:
    named = Counter({f"{code} {RULES[code].name if code in RULES else ''}": n for code, n in corpus.findings.items()})
    return Group(
        _totals(corpus),
        _bars("verdict", corpus.verdicts.most_common()),
        _bars("way of writing", corpus.conventions.most_common()),
        _bars("notation", corpus.notations.most_common()),
        _bars("finding", named.most_common()),
        _bars("base", corpus.bases.most_common(most)),
        _bars("glosses per 100 hanzi", [(_bin(low, high), corpus.density[low]) for low, high in _bins()], "texts"),
    )


def _totals(corpus: Corpus) -> Text:
    share = f"{100 * corpus.annotated / corpus.texts:.0f} %" if corpus.texts else "none"
    return Text(
        f"{corpus.texts} texts, {corpus.annotated} of them annotated ({share}), {corpus.damaged} with lost characters; "
        f"{corpus.hanzi} hanzi, {corpus.glosses} glosses, {corpus.removed} of them removed\n"
    )


def _bars(title: str, rows: list[tuple[str, int]], unit: str = "glosses") -> Table | Text:
    """A table of names, numbers and bars; nothing where there is nothing to show."""
    if not rows:
        return Text(f"no {title}\n", style="dim")
    table = Table(title=None, box=None, padding=(0, 2, 0, 0))
    table.add_column(title, min_width=24)
    table.add_column("findings" if title == "finding" else unit, justify="right")
    table.add_column("", no_wrap=True)
    longest = max(number for _, number in rows) or 1
    for name, number in rows:
        table.add_row(Text(name), str(number), Text("█" * round(BAR * number / longest), style="cyan"))
    table.add_row("", "", "")
    return table


def _bins() -> list[tuple[int, int | None]]:
    return list(zip_longest(BINS, BINS[1:]))


def _bin(low: int, high: int | None) -> str:
    return f"{low} and more" if high is None else f"{low} to less than {high}"
