"""A block for each finding: the line it stands in with marks under hanzi and gloss, the rule, the reason, the help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinyin_strip.display import width
from pinyin_strip.places import position, words
from pinyin_strip.proof import Proof
from pinyin_strip.report.styled import StyledText, one_line, plain
from pinyin_strip.report.width import shown, window, wrap
from pinyin_strip.rules import RULES
from pinyin_strip.values import Finding

__all__ = ["render", "styled_texts"]

COLUMNS = 80

Marks = list[tuple[int, int, str]]
"""What is underlined: start and end in the source, and the character to underline with."""


def render(proofs: Iterable[Proof], columns: int = COLUMNS) -> str:
    """Render every finding as a block that fits the columns of a terminal."""
    return "".join(plain(styled_texts(proof, columns)) for proof in proofs)


def styled_texts(proof: Proof, columns: int = COLUMNS) -> Iterator[StyledText]:
    """Render the findings of one text, with the style of each part."""
    for finding in proof.findings:
        yield from _head(finding, columns)
        yield from _excerpt(proof, finding, columns)
        yield "\n", ""


def _head(finding: Finding, columns: int) -> Iterator[StyledText]:
    title = f"{finding.code} {RULES[finding.code].name}"
    first, *more = wrap(f"{title}: {one_line(finding.message)}", columns)
    yield title, "bold red"
    yield first[len(title) :] + "\n", "bold"
    for line in more:
        yield f"{line}\n", "bold"


def _excerpt(proof: Proof, finding: Finding, columns: int) -> Iterator[StyledText]:
    marks = _marks(proof, finding)
    numbers = sorted({proof.lines.place(start)[0] for start, _, _ in marks})
    gutter = " " * len(str(_shown_number(proof, numbers[-1])))
    yield f"{gutter}--> ", "blue"
    yield f"{one_line(proof.name)}{one_line(position(proof.source, finding.start))}\n", ""
    if proof.source.in_file and proof.source.place:
        yield f"{gutter}     {one_line(words(proof.source.place))}\n", "dim"
    yield f"{gutter} |\n", "blue"
    for number in numbers:
        yield from _line(proof, number, marks, gutter, columns)
    yield f"{gutter} |\n", "blue"
    for label, text in _advice(proof, finding):
        lines = list(wrap(text, columns - len(gutter) - len(label) - 5))
        for first, part in zip([True] + [False] * len(lines), lines, strict=False):
            yield f"{gutter} = " if first else f"{gutter}   ", "blue"
            yield f"{label}: " if first else " " * (len(label) + 2), "bold" if first else ""
            yield f"{part}\n", ""


def _marks(proof: Proof, finding: Finding) -> Marks:
    """The hanzi and the gloss, the blank before the gloss left out."""
    start = finding.start
    while start < finding.end - 1 and proof.text[start].isspace():
        start += 1
    gloss = proof.gloss(finding)
    base = [(gloss.base_start, gloss.base_end, "^")] if gloss else []
    return [*base, (start, finding.end, "~")]


def _shown_number(proof: Proof, number: int) -> int:
    """Return the number in the file of a line of the text."""
    return proof.source.spot(proof.lines.start(number)).line


def _line(proof: Proof, number: int, marks: Marks, gutter: str, columns: int) -> Iterator[StyledText]:
    """One line of the text and the marks under it."""
    line, offset = proof.lines.line(number), proof.lines.start(number)
    own = [(max(0, start - offset), min(end - offset, len(line)), mark) for start, end, mark in marks]
    own = [(start, end, mark) for start, end, mark in own if start < end]
    focus = [end for _, end, _ in own] or [0]
    first, last = window(line, min((start for start, _, _ in own), default=0), max(focus), columns - len(gutter) - 3)
    before, after = "…" * (first > 0), "…" * (last < len(line))
    yield f"{_shown_number(proof, number):>{len(gutter)}} | ", "blue"
    yield f"{before}{shown(line[first:last])}{after}\n", ""
    under = [" "] * (width(before) + width(line[first:last]))
    for start, end, mark in own:
        left, right = (width(before) + width(line[first : min(max(place, first), last)]) for place in (start, end))
        under[left:right] = mark * (right - left)
    yield f"{gutter} | ", "blue"
    yield "".join(under).rstrip() + "\n", "bold yellow"


def _advice(proof: Proof, finding: Finding) -> Iterator[tuple[str, str]]:
    yield "why", RULES[finding.code].why
    text = proof.put_right(finding)
    if text is not None:
        how = "--fix" if RULES[finding.code].fix == "safe" else "--fix --unsafe-fixes"
        yield "help", f"write {one_line(text)} ({how})"
    else:
        yield "help", f"look at it yourself; pinyin-strip explain {finding.code} says more"
