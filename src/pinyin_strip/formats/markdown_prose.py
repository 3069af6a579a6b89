"""Where in a Markdown text there is prose: what cannot be located beyond doubt is taken for something else.

Source: CommonMark 0.31.2; GitHub Flavored Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from pinyin_strip.formats.markdown_blocks import BLANKS, parser_of
from pinyin_strip.formats.markdown_inline import InlineReader
from pinyin_strip.formats.markdown_places import Block, Blocks, Lines, end_of_front, normal, outside
from pinyin_strip.formats.masked import Masked, masked
from pinyin_strip.formats.spans import Span, apart, common

__all__ = ["block_starts", "labels", "prose_of"]

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999}+)\]:", re.DOTALL)
_RULER = re.compile(r"[|:\- \t]+$")  # the row between the head and the body of a table, after what it stands in
_MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t])))*[ \t]*")
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
    source = normal(text)
    begin = end_of_front(source) if first else 0
    source, names = source[begin:], frozenset(names)
    spans = _spans(source, names, parser_of(ruby=ruby, images=images))
    if "$" in source or "\\" in source:  # not everybody knows math: what is code to the others stays as well
        spans = common(spans, _spans(source, names, parser_of(ruby=ruby, images=images, math=False)))
    moved = [(start + begin, end + begin) for start, end in spans]
    return masked(text, list(_without_addresses(text, moved)))


def _spans(source: str, names: Iterable[str], parser: MarkdownIt) -> list[Span]:
    """Return the spans of a source that a parser takes for prose, and its blank lines: sorted, and apart."""
    blocks = Blocks(source, names, parser)
    found = [span for block in blocks.found for span in _prose(block, blocks)]
    return list(apart([*found, *blocks.lines.blank()]))


def block_starts(text: str, *, first: bool) -> list[int]:
    """Return where the outermost blocks of a text begin that may be cut off at its end."""
    source = normal(text)
    begin = end_of_front(source) if first else 0
    lines = Lines(source[begin:])
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


def _prose(block: Block, blocks: Blocks) -> Iterator[Span]:
    """Yield the spans of the source in a block that are prose, and what stands around its text."""
    reader = blocks.parser.inline
    assert isinstance(reader, InlineReader)
    for _, content, parts in blocks.contents(block):
        yield from outside(parts, reader.hidden_in(content, blocks.parser, blocks.env))
    if block.row < 0:
        yield from _margins(block.inline[0], blocks.lines)
    else:
        yield from _between(blocks.lines.source, *blocks.cells(block))
        if block.head and block.row + 1 < len(blocks.lines.starts):
            start, end = blocks.lines.span(block.row + 1)
            ruler = _RULER.search(blocks.lines.source[start:end].rstrip(BLANKS))
            yield start + (ruler.start() if ruler else end - start), end


def _margins(token: Token, lines: Lines) -> Iterator[Span]:
    """Yield what stands before and behind the text of a paragraph's lines: blanks, and the marks of lists, quotations and headings.

    A line of readings goes with them: it is an item, or a line of a quotation, as its line of hanzi is.
    """
    for number in range(*(token.map or (0, 0))):
        start, end = lines.span(number)
        text = lines.source[start:end]
        marks = _MARKS.match(text)
        yield start, start + (marks.end() if marks else 0)
        yield start + len(text.rstrip(BLANKS)), end


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
