"""``pinyin-strip explain``: what a rule is about, or the table of them all."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from pinyin_strip.api import check
from pinyin_strip.cli.colour import Printer
from pinyin_strip.cli.completing import rules
from pinyin_strip.options import Options
from pinyin_strip.report.styled import StyledText, one_line
from pinyin_strip.report.width import wrap
from pinyin_strip.rules import RULES, Rule
from pinyin_strip.selection import codes_of

__all__ = ["command", "options_of", "page", "table"]

_FIXES = {
    "safe": "safe: --fix makes it, the reading stays the same",
    "unsafe": "unsafe: --fix --unsafe-fixes makes it where one reading fits; it changes the reading or its tone",
    "none": "none: there is nothing certain to put in its place",
}


@click.command("explain")
@click.argument("codes", nargs=-1, metavar="[CODE]...", shell_complete=rules)
def command(codes: tuple[str, ...]) -> None:
    """Tell what the rules with these CODES (prefixes, names) are about; without any, list them all.

    \b
    Examples:
      pinyin-strip explain
      pinyin-strip explain R102
      pinyin-strip explain misplaced-tone-mark R3
    """
    try:
        meant = dict.fromkeys(code for word in codes for code in codes_of(word))
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    printer = Printer(sys.stdout)
    if not meant:
        printer.show(table(RULES.values(), printer.columns))
    for number, code in enumerate(meant):
        printer.write("\n" * (number > 0))
        printer.show(page(RULES[code], printer.columns))


def table(rules: Iterable[Rule], columns: int = 80) -> Iterator[StyledText]:
    """One row a rule: code, fix, name, and what is found."""
    listed = list(rules)
    names = max(len(rule.name) for rule in listed)
    indent = 4 + 2 + 6 + 2 + names + 2
    for rule in listed:
        yield f"{rule.code}  ", "bold red"
        yield f"{rule.fix or '-':<6}  ", ""
        yield f"{rule.name:<{names}}  ", "bold"
        yield f"\n{' ' * indent}".join(wrap(rule.what, columns - indent)) + "\n", ""


def page(rule: Rule, columns: int = 80) -> Iterator[StyledText]:
    """Everything that there is to say about one rule, with what the checker says of its example."""
    yield f"{rule.code} {rule.name}\n", "bold red"
    yield from _section("What it finds", rule.what, columns)
    yield from _section("Why it matters", rule.why, columns)
    yield "\nExample\n", "bold"
    yield f"    {one_line(rule.example)}\n", "green"
    needed = dict(rule.options)
    if needed:
        yield from _paragraph(
            f"where {', '.join(f'{key}={value}' for key, value in needed.items())} is asked for", columns
        )
    findings = [finding for finding in check(rule.example, options_of(rule)) if finding.code == rule.code]
    for finding in findings:
        yield from _paragraph(f"{finding.code} {finding.message}", columns, "yellow")
    yield from _section("Fix", _FIXES[rule.fix or "none"], columns)


def options_of(rule: Rule) -> Options:
    """The options under which a rule speaks of its example."""
    return Options(**dict(rule.options))  # type: ignore[arg-type]


def _section(title: str, text: str, columns: int) -> Iterator[StyledText]:
    yield f"\n{title}\n", "bold"
    yield from _paragraph(text, columns)


def _paragraph(text: str, columns: int, style: str = "") -> Iterator[StyledText]:
    for line in wrap(one_line(text), columns - 4):
        yield f"    {line}\n", style
