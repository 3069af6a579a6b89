"""The parser that says where blocks of Markdown are: GitHub's, with math, and with footnotes taken for paragraphs."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

from pinyin_strip.formats.markdown_inline import InlineReader

__all__ = ["BLANKS", "parser_of", "parser_with"]

BLANKS = " \t\r\v\f"


@cache
def parser_of(*, ruby: bool = True, images: bool = True, math: bool = True) -> MarkdownIt:
    """Make a parser of GitHub's Markdown; footnotes, which it does not know, are paragraphs to it. See ``InlineReader``."""
    return parser_with(InlineReader(ruby=ruby, images=images, math=math), math=math)


def parser_with(reader: InlineReader, *, math: bool = True) -> MarkdownIt:
    """Make a parser whose paragraphs are gone through by a reader."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.inline = reader
    parser.block.ruler.at("reference", _reference, {"alt": []})
    if math:
        interrupts = ["paragraph", "reference", "blockquote", "list"]
        parser.block.ruler.before("fence", "math_block", _math_block, {"alt": interrupts})
    return parser


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a link reference definition, but no footnote for one."""
    at = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", at) and reference(state, start, end, silent)


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""Take the lines from one that begins with $$ or \[ to one that ends with $$ or \]."""
    at = state.bMarks[start] + state.tShift[start]
    opening = state.src[at : at + 2]
    closing = {"$$": "$$", "\\[": "\\]"}.get(opening)
    if closing is None or state.is_code_block(start):
        return False
    line = _line_of_end(state, start, end, at + 2, closing)
    if line < 0:
        return False
    if not silent:
        state.push("math_block", "math", 0).map = [start, line + 1]
        state.line = line + 1
    return True


def _line_of_end(state: StateBlock, start: int, end: int, at: int, closing: str) -> int:
    """Return the line in which math ends, -1 if none does; lines that were looked at in vain are not looked at again."""
    seen: int = state.env.setdefault(closing, 0)
    first = state.src[at : state.eMarks[start]].rstrip(BLANKS)
    if first.endswith(closing):
        return start
    if closing in first:
        return -1  # more follows on the line: it is math in a paragraph
    line: int = max(start + 1, seen)
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        if state.src[state.bMarks[line] : state.eMarks[line]].rstrip(BLANKS).endswith(closing):
            return line
        line += 1
    if "cut off" in state.env and line == end:
        return end - 1
    state.env[closing] = max(seen, line)
    return -1
