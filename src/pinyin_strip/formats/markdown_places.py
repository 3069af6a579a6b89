"""Where in a Markdown source the text of its blocks stands: the parser gives their lines, and what they hold is looked for there.

What cannot be located beyond doubt is left out. Source: CommonMark 0.31.2; GitHub Flavored Markdown, tables; front matter
as static site generators read it (YAML between ---, TOML between +++).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pinyin_strip.formats.markdown_blocks import BLANKS
from pinyin_strip.formats.spans import Span

__all__ = ["Block", "Blocks", "Lines", "Part", "end_of_front", "normal", "outside"]

_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)|\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*(?:\n|\Z)")
_PIPE = re.compile(r"(?<!\\)\|")
_CONTAINERS = {"list_item_open": "list item", "blockquote_open": "quotation"}


def normal(text: str) -> str:
    """Write line breaks as the parser wants them, and keep every offset."""
    return text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")


def end_of_front(source: str) -> int:
    """Return where front matter ends; 0 if there is none, or nothing closes it."""
    found = _FRONT.match(source)
    return found.end() if found else 0


class Lines:
    """The lines of a source: where each begins and ends, its line break left out."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def span(self, number: int) -> Span:
        """Return where a line begins and ends."""
        if number + 1 < len(self.starts):
            return self.starts[number], self.starts[number + 1] - 1
        return self.starts[number], len(self.source)

    def number(self, offset: int) -> int:
        """Return the number of the line, from 0, in which an offset stands."""
        return bisect_right(self.starts, offset) - 1

    def blank(self) -> Iterator[Span]:
        """Yield the lines that are blank: nothing is lost by showing them, and lines stay as far apart as they are."""
        for number in range(len(self.starts)):
            start, end = self.span(number)
            if not self.source[start:end].strip(BLANKS):
                yield start, end


class Part(NamedTuple):
    """A part of a content: where it stands there, where in the source, how long it is."""

    content: int
    source: int
    length: int


class Block(NamedTuple):
    """Text that is read as one: a paragraph, a heading, or a row of a table with its cells."""

    kind: str
    inline: list[Token]
    row: int = -1
    head: bool = False


class Cells(NamedTuple):
    """Where the bars of a row stand, with its beginning and its end, and where its cells do, blanks left out."""

    bounds: list[int]
    spans: list[Span]


class Blocks:
    """The blocks of a source that hold text, in its order.

    Args:
        source: the source, its line breaks as ``normal`` writes them.
        names: the references that are defined elsewhere.
        parser: what parts it.
    """

    def __init__(self, source: str, names: Iterable[str], parser: MarkdownIt) -> None:
        self.env: dict[str, object] = {"references": {name: {"href": "#", "title": ""} for name in names}}
        self.parser, self.lines = parser, Lines(source)
        tokens: list[Token] = []
        parser.block.parse(source, parser, self.env, tokens)
        self.found = list(_blocks(tokens))
        self._row, self._cells = Block("", []), Cells([], [])

    def contents(self, block: Block) -> Iterator[tuple[int, str, list[Part]]]:
        """Yield what the parser reads in a block: the number of the cell, the content, and where its parts stand.

        A cell that cannot be located is left out.
        """
        if block.row < 0:
            yield 0, block.inline[0].content, list(_located(block.inline[0], self.lines))
            return
        for number, (token, (left, right)) in enumerate(zip(block.inline, self.cells(block).spans, strict=False)):
            raw = self.lines.source[left:right]
            if raw.replace("\\|", "|") == token.content:
                yield number, token.content, list(_unescaped(raw, left))

    def cells(self, row: Block) -> Cells:
        """Find the cells of a row; asked for one row again and again, they are found once."""
        if self._row is not row:
            source, (start, end) = self.lines.source, self.lines.span(row.row)
            bounds = [start, *(start + match.start() for match in _PIPE.finditer(source[start:end])), end]
            self._row = row
            self._cells = Cells(bounds, _cells(source, bounds, [token.content for token in row.inline]))
        return self._cells


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    """Yield what holds text; a row of a table comes as one."""
    row: Block | None = None
    within, head, heading = list[str](), False, False
    for token in tokens:
        if token.type in _CONTAINERS:
            within.append(_CONTAINERS[token.type])
        elif token.type.replace("_close", "_open") in _CONTAINERS:
            within.pop()
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type in ("thead_open", "thead_close"):
            head = token.type == "thead_open"
        elif token.type == "tr_open" and token.map:
            row = Block("row", [], token.map[0], head)
        elif token.type == "tr_close" and row is not None:
            yield row
            row = None
        elif token.type == "inline" and row is not None:
            row.inline.append(token)
        elif token.type == "inline":
            yield Block("heading" if heading else within[-1] if within else "paragraph", [token])


def outside(parts: Iterable[Part], hidden: Sequence[Span]) -> Iterator[Span]:
    """Yield where in the source the parts of a content stand without what is hidden in it, which is sorted and apart.

    >>> list(outside([Part(0, 10, 4), Part(5, 20, 3)], [(1, 2), (3, 6)]))
    [(10, 11), (12, 13), (21, 23)]
    """
    number = 0
    for part in parts:
        at, end = part.content, part.content + part.length
        while number < len(hidden) and hidden[number][1] <= at:
            number += 1
        place = number
        while place < len(hidden) and hidden[place][0] < end:
            if at < hidden[place][0]:
                yield part.source + at - part.content, part.source + hidden[place][0] - part.content
            at = max(at, hidden[place][1])
            place += 1
        if at < end:
            yield part.source + at - part.content, part.source + part.length


def _located(token: Token, lines: Lines) -> Iterator[Part]:
    """Find a content in its lines: each line of it is the end of one, but for blanks and the #s that close a heading."""
    first, last = token.map or (0, 0)
    place = 0
    for number, text in enumerate(token.content.split("\n"), first):
        body = text.strip(BLANKS)
        if number < last and body:
            start, end = lines.span(number)
            line = lines.source[start:end].rstrip(BLANKS)
            if not line.endswith(body):
                line = line.rstrip("#").rstrip(BLANKS)
            if line.endswith(body):
                yield Part(place + text.index(body), start + len(line) - len(body), len(body))
        place += len(text) + 1


def _cells(source: str, bounds: list[int], contents: list[str]) -> list[Span]:
    """Return where the cells of a row stand that hold these contents, blanks left out.

    What stands before the first bar may be a cell, or what the table stands in (a quote, an item of a list), or both.
    """
    found = []
    for number, (start, end) in enumerate(pairwise(bounds)):
        left = start + (number > 0)
        text = source[left:end]
        left += len(text) - len(text.lstrip(BLANKS))
        found.append((left, max(left, left + len(text.strip(BLANKS)))))
    text = source[slice(*found[0])]
    if contents and contents[0] and text.endswith(contents[0]):
        return [(found[0][1] - len(contents[0]), found[0][1]), *found[1:]]
    return found[1:]


def _unescaped(raw: str, at: int) -> Iterator[Part]:
    """Part a cell where a bar is escaped: its content has the bar alone."""
    content = source = 0
    for piece in raw.split("\\|"):
        length = len(piece) + (content > 0)
        yield Part(content, at + source - (content > 0), length)
        content, source = content + length, source + len(piece) + 2
    # every part but the first begins with its bar
