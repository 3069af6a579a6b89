"""One finding a line: ``file:line:column: code message``, as compilers and ruff write it; in a book the place instead of the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinyin_strip.places import position, words
from pinyin_strip.proof import Proof
from pinyin_strip.report.styled import StyledText, one_line, plain
from pinyin_strip.rules import RULES

__all__ = ["render", "styled_texts"]


def render(proofs: Iterable[Proof]) -> str:
    """Render every finding on a line of its own, ``[*]`` where ``--fix`` can put it right.

    >>> from pinyin_strip.proof import proofread
    >>> print(render([proofread("a.txt", "战略(luè)")]), end="")
    a.txt:1:3: R201 [*] luè over 略 is written with u for ü; the standard spelling is lüè
    """
    return "".join(plain(styled_texts(proof)) for proof in proofs)


def styled_texts(proof: Proof) -> Iterator[StyledText]:
    """Render the findings of one text, with the style of each part."""
    for finding in proof.findings:
        yield _name(proof.name), "bold"
        yield f"{one_line(position(proof.source, finding.start))}: ", "cyan"
        yield finding.code, "bold red"
        if finding in proof.fixes and RULES[finding.code].fix == "safe":
            yield " [*]", "cyan"
        yield f" {one_line(finding.message)}", ""
        yield (
            f" ({one_line(words(proof.source.place))})\n" if proof.source.in_file and proof.source.place else "\n",
            "dim",
        )


def _name(name: str) -> str:
    """Write the name of a file so that no line begins like a command of a CI (``::error::``)."""
    shown = one_line(name)
    return f"./{shown}" if shown.startswith("::") else shown
