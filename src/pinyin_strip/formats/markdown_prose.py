"""Where in a Markdown text there is prose: what cannot be located beyond doubt is taken for something else.

Blocks have lines; what stands in one is a part of its lines, and is looked for there. Source: CommonMark 0.31.2; GitHub
Flavored Markdown, tables; front matter as static site generators read it (YAML between ---, TOML between +++).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from pinyin_strip.formats.markdown_blocks import BLANKS, parser_of
from pinyin_strip.formats.markdown_inline import InlineReader
from pinyin_strip.formats.masked import Masked, masked
from pinyin_strip.formats.spans import Span, apart, common

__all__ = ["block_starts", "labels", "prose_of"]

_FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)|\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*(?:\n|\Z)")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999}+)\]:", re.DOTALL)
_RULER = re.compile(r"[|:\- \t]+$")  # the row between the head and the body of a table, after what it stands in
_MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t])))*[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
# Addresses that nothing marks, and links that are not quite Markdown (a blank in the address). Hanzi and brackets can be
# part of an address; blanks and Chinese punctuation cannot.
_BARE = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-]{1,31}://|\bwww\.)[^\s<>\"`|，。；：！？、（）《》「」『』“”‘’【】…]+"
    r"|\]\((?:[^()\n]++|\((?:[^()\n]++|\([^()\n]*+\))*+\))*+\)"
    r"|(?<![A-Za-z0-9.+%_\-])[A-Za-z0-9.+%_\-]++@[A-Za-z0-9\-]++(?:\.[A-Za-z0-9\-]++)+"
)


def prose_of(
    text: str, names: Iterable[str] = (), *, first: bool = True, ruby: bool = True, images: bool = True
) -> Masked:
    """Hide everything in a Markdown text that is not prose.

    Args:
        text: the text, or a part of it that begins with a block.
        names: the references that other parts define.
        first: whether the text begins here, so that front matter can stand here.
        ruby: whether ruby elements are prose.
        images: whether the texts of images are.

    >>> prose_of("# 国(guó)`际(jì)`\\n").text
    '# 国(guó)\ufffc\ufffc\ufffc\ufffc\ufffc\ufffc\ufffc\\n'
    """
    source = _normal(text)
    begin = _end_of_front(source) if first else 0
    source, names = source[begin:], frozenset(names)
    spans = _spans(source, names, parser_of(ruby=ruby, images=images))
    if "$" in source or "\\" in source:  # not everybody knows math: what is code to the others stays as well
        spans = common(spans, _spans(source, names, parser_of(ruby=ruby, images=images, math=False)))
    moved = [(start + begin, end + begin) for start, end in spans]
    return masked(text, list(_without_addresses(text, moved)))


def _spans(source: str, names: Iterable[str], parser: MarkdownIt) -> list[Span]:
    """Return the spans of a source that a parser takes for prose, and its blank lines: sorted, and apart."""
    env: dict[str, object] = {"references": {name: {"href": "#", "title": ""} for name in names}}
    tokens: list[Token] = []
    parser.block.parse(source, parser, env, tokens)
    lines = _Lines(source)
    found = [span for block in _blocks(tokens) for span in _prose(block, lines, parser, env)]
    return list(apart([*found, *lines.blank()]))


def block_starts(text: str, *, first: bool) -> list[int]:
    """Return where the outermost blocks of a text begin that may be cut off at its end."""
    source = _normal(text)
    begin = _end_of_front(source) if first else 0
    lines = _Lines(source[begin:])
    found = set(_first_lines(lines.source, math=True)) & set(_first_lines(lines.source, math=False))
    return [begin + lines.starts[line] for line in sorted(found)]


def _first_lines(source: str, *, math: bool) -> Iterator[int]:
    tokens: list[Token] = []
    parser = parser_of(math=math)
    parser.block.parse(source, parser, {"cut off": True}, tokens)
    return (token.map[0] for token in tokens if token.level == 0 and token.map)


def labels(text: str) -> frozenset[str]:
    """Return all names that may be those of link reference definitions, as the parser knows them."""
    return frozenset(normalizeReference(match[1]) for match in _LABEL.finditer(text))


def _normal(text: str) -> str:
    """Write line breaks as the parser wants them, and keep every offset."""
    return text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")


def _end_of_front(source: str) -> int:
    """Return where front matter ends; 0 if there is none, or nothing closes it."""
    found = _FRONT.match(source)
    return found.end() if found else 0


class _Lines:
    """The lines of a source: where each begins and ends, its line break left out."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def span(self, number: int) -> Span:
        """Return where a line begins and ends."""
        if number + 1 < len(self.starts):
            return self.starts[number], self.starts[number + 1] - 1
        return self.starts[number], len(self.source)

    def blank(self) -> Iterator[Span]:
        """Yield the lines that are blank: nothing is lost by showing them, and lines stay as far apart as they are."""
        for number in range(len(self.starts)):
            start, end = self.span(number)
            if not self.source[start:end].strip(BLANKS):
                yield start, end


class _Part(NamedTuple):
    """A part of a paragraph's content: where it stands there, where in the source, how long it is."""

    content: int
    source: int
    length: int


class _Block(NamedTuple):
    """Text that is read as one: a paragraph, a heading, or a row of a table with its cells."""

    inline: list[Token]
    row: int = -1
    head: bool = False


def _blocks(tokens: list[Token]) -> Iterator[_Block]:
    """Yield what holds text; a row of a table comes as one."""
    row: _Block | None = None
    head = False
    for token in tokens:
        if token.type in ("thead_open", "thead_close"):
            head = token.type == "thead_open"
        elif token.type == "tr_open" and token.map:
            row = _Block([], token.map[0], head)
        elif token.type == "tr_close" and row is not None:
            yield row
            row = None
        elif token.type == "inline" and row is not None:
            row.inline.append(token)
        elif token.type == "inline":
            yield _Block([token])


def _prose(block: _Block, lines: _Lines, parser: MarkdownIt, env: dict[str, object]) -> Iterator[Span]:
    """Yield the spans of the source in a block that are prose."""
    if block.row >= 0:
        yield from _in_row(block, lines, parser, env)
        return
    token = block.inline[0]
    yield from _shown(token.content, list(_located(token, lines)), parser, env)
    yield from _margins(token, lines)


def _shown(content: str, parts: list[_Part], parser: MarkdownIt, env: dict[str, object]) -> Iterator[Span]:
    """Yield where in the source the prose of a content stands."""
    reader = parser.inline
    assert isinstance(reader, InlineReader)
    hidden = reader.hidden_in(content, parser, env)
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


def _located(token: Token, lines: _Lines) -> Iterator[_Part]:
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
                yield _Part(place + text.index(body), start + len(line) - len(body), len(body))
        place += len(text) + 1


def _margins(token: Token, lines: _Lines) -> Iterator[Span]:
    """Yield what stands before and behind the text of a paragraph's lines: blanks, and the marks of lists, quotations and headings.

    A line of readings goes with them: it is an item, or a line of a quotation, as its line of hanzi is.
    """
    for number in range(*(token.map or (0, 0))):
        start, end = lines.span(number)
        text = lines.source[start:end]
        marks = _MARKS.match(text)
        yield start, start + (marks.end() if marks else 0)
        yield start + len(text.rstrip(BLANKS)), end


def _in_row(block: _Block, lines: _Lines, parser: MarkdownIt, env: dict[str, object]) -> Iterator[Span]:
    """Yield the prose of a row, and the bars and blanks between its cells."""
    start, end = lines.span(block.row)
    bounds = [start, *(start + match.start() for match in _PIPE.finditer(lines.source[start:end])), end]
    cells = _cells(lines.source, bounds, [token.content for token in block.inline])
    for token, (left, right) in zip(block.inline, cells, strict=False):
        raw = lines.source[left:right]
        if raw.replace("\\|", "|") == token.content:
            yield from _shown(token.content, list(_unescaped(raw, left)), parser, env)
    yield from _between(lines.source, bounds, cells)
    if block.head and block.row + 1 < len(lines.starts):
        start, end = lines.span(block.row + 1)
        ruler = _RULER.search(lines.source[start:end].rstrip(BLANKS))
        yield start + (ruler.start() if ruler else end - start), end


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


def _unescaped(raw: str, at: int) -> Iterator[_Part]:
    """Part a cell where a bar is escaped: its content has the bar alone."""
    content = source = 0
    for piece in raw.split("\\|"):
        length = len(piece) + (content > 0)
        yield _Part(content, at + source - (content > 0), length)
        content, source = content + length, source + len(piece) + 2
    # every part but the first begins with its bar


def _between(source: str, bounds: list[int], cells: list[Span]) -> Iterator[Span]:
    """Yield the bars and blanks between and around cells."""
    edges = sorted({*bounds[1:], *(edge for cell in cells for edge in cell)})
    for edge, following in pairwise(edges):
        if not source[edge:following].strip(f"|{BLANKS}"):
            yield edge, following


def _without_addresses(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of spans when the addresses in them are taken out."""
    for start, end in spans:
        at = start
        for match in _BARE.finditer(text, start, end):
            if at < match.start():
                yield at, match.start()
            at = match.end()
        if at < end:
            yield at, end
