"""What people see of a Markdown text: its blocks without the signs that make it Markdown, each with its line and what it is.

Code blocks, HTML blocks, front matter and definitions of references are not shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt

from pinyin_strip.formats.markdown_blocks import parser_with
from pinyin_strip.formats.markdown_places import Block, Blocks, Part, end_of_front, normal
from pinyin_strip.formats.markdown_signs import SignReader
from pinyin_strip.places import ShownBlock, ShownSpan

__all__ = ["shown_blocks"]


def shown_blocks(text: str, names: Iterable[str] = (), *, first: bool = True, line: int = 1) -> list[ShownBlock]:
    """Return the blocks of a Markdown text in its order; what looks blank is left out.

    Args:
        text: the text, or a part of it that begins with a block.
        names: the references that other parts define.
        first: whether the text begins here, so that front matter can stand here.
        line: the line of the file, from 1, at which it begins.

    >>> [(block.label, block.spans) for block in shown_blocks("# **国**(guó)")]
    [('line 1, heading', [ShownSpan(start=4, end=5, written=None), ShownSpan(start=7, end=12, written=None)])]
    """
    source = normal(text)
    begin = end_of_front(source) if first else 0
    line += source.count("\n", 0, begin)
    blocks = Blocks(source[begin:], names, _parser())
    found = []
    for place, content, parts in _labelled(blocks, line):
        spans = [_moved(span, begin) for span in _seen(blocks, content, parts)]
        if "".join(span.read(text) for span in spans).strip():
            found.append(ShownBlock(place, spans))
    return found


@cache
def _parser() -> MarkdownIt:
    return parser_with(SignReader())


def _moved(span: ShownSpan, by: int) -> ShownSpan:
    return span._replace(start=span.start + by, end=span.end + by)


def _labelled(blocks: Blocks, first: int) -> Iterator[tuple[str, str, Sequence[Part]]]:
    """Yield every content with its place and its parts; ``first`` is the number of the first line."""
    row = 0
    for block in blocks.found:
        row = 1 if block.head else row + 1
        for cell, content, parts in blocks.contents(block):
            if parts:
                yield _label(block, first + blocks.lines.number(parts[0].source), row, cell + 1), content, parts


def _label(block: Block, line: int, row: int, column: int) -> str:
    return f"line {line}, row {row}, column {column}" if block.row >= 0 else f"line {line}, {block.kind}"


def _seen(blocks: Blocks, content: str, parts: Sequence[Part]) -> Iterator[ShownSpan]:
    """Yield what is seen of a content: what is no sign, what signs are written as, and where lines end."""
    reader = blocks.parser.inline
    assert isinstance(reader, SignReader)
    signs, last = deque(reader.signs_in(content, blocks.parser, blocks.env)), Part(0, 0, 0)
    for number, part in enumerate(parts):
        if number:
            yield from _break(blocks.lines.source, content, signs, last, part)
        at, end, shift = part.content, part.content + part.length, part.source - part.content
        while signs and signs[0].end <= at:
            signs.popleft()
        while signs and signs[0].start < end:
            sign = signs[0]
            start = max(at, sign.start)
            if at < start:
                yield ShownSpan(at + shift, start + shift)
            at = max(start, min(sign.end, end))
            if sign.written and sign.start >= part.content:
                yield ShownSpan(start + shift, at + shift, sign.written)
            if sign.end > end:
                break  # it goes on in the next part
            signs.popleft()
        if at < end:
            yield ShownSpan(at + shift, end + shift)
        last = part


def _break(source: str, content: str, signs: deque[ShownSpan], last: Part, part: Part) -> Iterator[ShownSpan]:
    """Yield the line break between two parts, unless it stands in a sign."""
    place = content.find("\n", last.content + last.length, part.content)
    while signs and signs[0].end <= place:
        signs.popleft()
    if place >= 0 and not (signs and signs[0].start <= place):
        at = source.index("\n", last.source + last.length, part.source)
        yield ShownSpan(at, at + 1, "\n")
