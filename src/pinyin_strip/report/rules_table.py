"""The catalogue of rules as the table that the README shows; made, not written, so that it cannot fall behind.

``python -m pinyin_strip.report.rules_table README.md`` writes it anew between its two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from pinyin_strip.rules import RULES, Rule

__all__ = ["BEGIN", "END", "refreshed", "render"]

BEGIN, END = "<!-- rules:begin -->", "<!-- rules:end -->"


def render(rules: Iterable[Rule] = RULES.values()) -> str:
    """Render rules as a Markdown table, one a row.

    >>> print(render([RULES["R202"]]), end="")
    | code | name | what is found | example | fix |
    |---|---|---|---|---|
    | R202 | misplaced-tone-mark | The tone mark stands over the wrong letter of the final. | `六(lìu)` | safe |
    """
    rows = (
        f"| {rule.code} | {rule.name} | {_cell(rule.what)} | `{_cell(rule.example)}` | {rule.fix or 'none'} |\n"
        for rule in rules
    )
    return "| code | name | what is found | example | fix |\n|---|---|---|---|---|\n" + "".join(rows)


def _cell(text: str) -> str:
    """Escape what would end a cell."""
    return text.replace("|", "\\|").replace("\n", " ")


def refreshed(page: str) -> str:
    """Return a Markdown page with the table of all rules between its marks.

    Raises:
        ValueError: if the page does not have each mark once, in order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in after:
        raise ValueError(f"the page needs {BEGIN} and {END}, each once")
    return f"{before}{BEGIN}\n{render()}{END}{after}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(refreshed(path.read_text("utf-8")), "utf-8")
