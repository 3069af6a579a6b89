"""``pinyin-strip demo``: what it does, on a built-in sample."""

from __future__ import annotations

import click
from rich.console import Console
from rich.text import Text

from pinyin_strip.api import parse
from pinyin_strip.document import Document

__all__ = ["SAMPLE", "command"]

SAMPLE = """\
清(qīng)晨，渡口的雾还没有散(sàn)，老船工就把缆绳（lǎn shéng）解开了。
他常说：“行(xíng)船靠水，行(háng)家靠手。”孙女在旁边画了一只白鹭 (báilù)，
又用手机查锂(Li)电池的说明(manual)，顺便记下新的航海策略(cèluè)。
镇上的人都夸她努(nù)力，只有小弟吃着西(xī)瓜（guā)，朝河里扔(réng)石子儿(shízǐr)。
"""


@click.command("demo")
def command() -> None:
    """Show a sample text, its clean text, its ruby, and what the checker says about it."""
    console = Console(highlight=False, soft_wrap=True)
    document = parse(SAMPLE)
    for title, body in (
        ("Source, its glosses marked", _marked(document)),
        ("clean()", Text(document.clean())),
        ("ruby(), first line", Text(document.ruby().splitlines()[0])),
        ("check()", _findings(document)),
    ):
        console.print(Text(title, style="bold"))
        console.print(body)
        if not body.plain.endswith("\n"):
            console.print()


def _marked(document: Document) -> Text:
    """The source with what is removed in green and what is kept, though it reads the hanzi, in yellow."""
    text = Text(document.text)
    for gloss in document.glosses:
        text.stylize("green" if gloss.stripped else "yellow", gloss.start, gloss.end)
    return text


def _findings(document: Document) -> Text:
    lines = Text()
    for finding in document.findings():
        lines.append(f"{finding.code} ", style="red")
        lines.append(f"{finding.message}\n")
    return lines
