"""``pinyin-strip check``: what a proofreader should look at."""

from __future__ import annotations

import click

from pinyin_strip.api import check
from pinyin_strip.cli.inputs import complain, each_text, options_from, with_options, write
from pinyin_strip.report import concise

__all__ = ["command"]


@click.command("check")
@with_options
def command(paths: tuple[str, ...], strip: tuple[str, ...], toneless: str, conventions: tuple[str, ...]) -> None:
    """Report the doubtful glosses of PATHS (or of standard input: -), one a line: file:line:column: code message.

    Exit codes: 0 nothing found, 1 findings, 2 any error.

    \b
    Examples:
      pinyin-strip check textbook.txt
      echo '努(nù)力' | pinyin-strip check -
    """
    options = options_from(strip, toneless, conventions)
    failed, found = False, 0
    for source in each_text(paths):
        if source is None:
            failed = True
            continue
        findings = check(source.text, options)
        found += len(findings)
        write(concise.render(source.name, source.text, findings))
    complain(f"{found} finding{'s' * (found != 1)}")
    raise SystemExit(2 if failed else 1 if found else 0)
