"""What the shell is offered where an option takes no fixed list: files, rules, encodings."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

__all__ = ["encodings", "files", "known_hanzi", "rules"]

_ENCODINGS = ("auto", "utf-8", "gb18030", "gbk", "big5", "big5hkscs", "utf-16", "shift_jis", "euc-jp")


def files(_context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
    """Files and folders, which the shell itself knows."""
    return [CompletionItem(typed, type="file")]


def rules(_context: click.Context, _option: click.Parameter, typed: str) -> list[CompletionItem]:
    """The codes and names of rules; of several that commas part, the last one is completed.

    >>> [item.value for item in rules(click.Context(click.Command("check")), click.Argument(["codes"]), "R101,R20")]
    ['R101,R201', 'R101,R202', 'R101,R203']
    """
    from pinyin_strip.rules import RULES

    before, comma, last = typed.rpartition(",")
    words = {rule.code: rule.name for rule in RULES.values()} | {rule.name: rule.code for rule in RULES.values()}
    return [
        CompletionItem(f"{before}{comma}{word}", help=told) for word, told in words.items() if word.startswith(last)
    ]


def encodings(_context: click.Context, option: click.Parameter, typed: str) -> list[CompletionItem]:
    """The encodings that Chinese text comes in."""
    named = _ENCODINGS if option.name == "encoding" else _ENCODINGS[1:]
    return [CompletionItem(name) for name in named if name.startswith(typed)]


def known_hanzi(context: click.Context, option: click.Parameter, typed: str) -> list[CompletionItem]:
    """The levels of the HSK; files where none fits."""
    from pinyin_strip.renderers.hsk import LEVELS

    levels = [CompletionItem(level) for level in LEVELS if level.startswith(typed)]
    return levels or files(context, option, typed)
