r"""Markup that holds base and reading: Markdown and wiki ruby, LaTeX macros, functions of Typst, SSML, elements named pinyin.

What goes is the reading with all of the markup, so that the base is left: ``[山]{shān}``, ``\ruby{山}{shān}``. Of ``{山:shān}`` the braces
stay, as those of ``{山|shān}`` do.
"""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.base import find_base
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi
from pinyin_strip.values import Convention

__all__ = ["ELEMENTS", "ELEMENT_SHAPE", "EMPHASISED", "MACROS", "SHAPE", "TYPST"]

_TOLD = rf"(?=[^{{}}()\[\]|<>]{{0,60}}?[\u00c0-\u024f\u0300-\u036f1-5{ZHUYIN}])"  # a tone
_READING = rf"(?P<reading>[{LETTERS}{ZHUYIN}{ZHUYIN_TONES}1-5 '’·・•‧\-]{{1,200}})"
_BASE = rf"(?P<base>[{HAN}]{{1,60}})"

# The base is what stays; what stands before it and behind it goes.
_SQUARE = Pattern(rf"\[{_BASE}\](?:\^\(|\{{){_TOLD}{_READING}[)}}]")  # markdown-it-ruby, VuePress and others
_TEMPLATE = Pattern(rf"\{{\{{(?:(?i:ruby|pinyin)|拼音|注音)\|{_BASE}\|{_READING}\}}\}}")  # MediaWiki
_COLON = Pattern(rf"\{{{_BASE}[:：]{_TOLD}(?P<parts>[{LETTERS}1-5 '’·\-|]{{1,200}})\}}")  # {山:shān}
_ARGUMENTS = Pattern(rf"\{{{_BASE}\}}\{{{_READING}\}}")  # of a LaTeX macro
_MACRO = Pattern(r"\\(?:xpinyin|ruby|pinyinruby|ltjruby|pxruby|zhruby)(?:\*)?(?:\[[^\[\]{}]{0,40}\])?$")
# The macros of LaTeX that a reading behind its hanzi may stand in (xpinyin's own, and emphasis).
MACROS = r"\\(?:pinyin|zhuyin|textit|textsl|emph)"
_MARKUP = Pattern(rf"{MACROS}$")
_TOLD_TO_MACRO = Pattern(rf"\{{{_TOLD}{_READING}\}}")
# Typst: the package rubby has the reading first, others last, or the hanzi before the function.
TYPST = r"#(?:ruby|pinyin|zhuyin)"
_TYPST = Pattern(rf"{TYPST}$")
_READING_FIRST = Pattern(rf"\[{_TOLD}{_READING}\]\[{_BASE}\]")
_READING_LAST = Pattern(rf"(?:\[{_BASE}\])?\[{_TOLD}{_READING}\]")
ELEMENTS = r"span|small|i|em|sup|sub|font"
EMPHASISED = r"b|strong|u|mark|big"
_SPEECH = Pattern(
    rf"(?:phoneme|say-as)\s[^<>]{{0,80}}?(?:ph|pinyin)=[\"']{_READING}[\"'][^<>]{{0,80}}>{_BASE}</(?:phoneme|say-as)>"
)
_NAMED = Pattern(
    rf"(?P<name>{ELEMENTS})\s[^<>]{{0,80}}?class=[\"'][^\"'<>]{{0,40}}?(?:pinyin|zhuyin|bopomofo|拼音|注音)[^<>]{{0,80}}>"
    rf"(?P<inside>(?:[^<>]|</?(?:em|b|i|strong)>){{1,200}}?)</(?P=name)>"
)
# Any other element, if nothing but toned letters or zhuyin stands in it.
_OTHER = Pattern(
    rf"(?P<name>{ELEMENTS}|{EMPHASISED})(?:\s[^<>]{{0,200}})?>(?=[^<>]{{0,60}}?[\u00c0-\u024f\u0300-\u036f{ZHUYIN}])"
    rf"(?P<inside>[{LETTERS}{ZHUYIN}˙][{LETTERS}{ZHUYIN}{ZHUYIN_TONES} '’·\-]{{0,120}})</(?P=name)>"
)
_ENDS = Pattern(
    rf"(?:[ \u3000\xa0”’\"'」』》*_~`]|&(?:nbsp|ensp|emsp|thinsp|rdquo|rsquo);|</(?:{ELEMENTS}|{EMPHASISED}|a)>)*+"
)
_LONGEST_WORD = 12  # hanzi


def read(text: str, at: int, last: Token | None) -> Iterator[Token]:
    """Yield what the bracket that opens here tells of the base that it or its macro holds."""
    if last and at < last.end:
        return
    if match := _COLON.match(text, at):
        base_start, end = match.span("base")
        start, stop = match.span("parts")
        yield Token(end, stop, start, stop, end, Convention.PIPE, base_start=base_start)
        return
    if function := _TYPST.search(text, max(0, at - 8), at):
        yield from _of_typst(text, function.start(), at)
        return
    if marked := _MARKUP.search(text, max(0, at - 8), at):
        yield from _of_macro(text, marked.start(), at)
        return
    begin = at
    match = _SQUARE.match(text, at) or _TEMPLATE.match(text, at)
    if match is None:
        macro = _MACRO.search(text, max(0, at - 60), at)
        match = _ARGUMENTS.match(text, at) if macro else None
        begin = macro.start() if macro else at
    if match:
        base_start, end = match.span("base")
        start, stop = match.span("reading")
        extra = begin, base_start
        yield Token(end, match.end(), start, stop, end, Convention.MARKUP, base_start=base_start, extra=extra)


def _of_macro(text: str, begin: int, at: int) -> Iterator[Token]:
    """What stands in the argument of a macro of LaTeX, behind its hanzi, with the bracket that holds nothing else."""
    match = _TOLD_TO_MACRO.match(text, at)
    if match is None:
        return
    start, end = begin, match.end()
    if (text[start - 1 : start], text[end : end + 1]) in (("(", ")"), ("（", "）")):
        start, end = start - 1, end + 1
    base_end, quoted, _ = find_base(text, start)
    while base_end and start > base_end and text[start - 1] in " \t":
        start -= 1
    if base_end == start:
        body, stop = match.span("reading")
        yield Token(start, end, body, stop, base_end, Convention.MARKUP, quoted=quoted, mention=True)


def _of_typst(text: str, begin: int, at: int) -> Iterator[Token]:
    """What the function of Typst that begins before the bracket here tells."""
    if match := _READING_FIRST.match(text, at):
        base_start, end = match.span("base")
        start, stop = match.span("reading")
        extra = end, match.end()
        yield Token(begin, base_start, start, stop, end, Convention.MARKUP, base_start=base_start, extra=extra)
    elif match := _READING_LAST.match(text, at):
        start, stop = match.span("reading")
        base_start, end = match.span("base")
        if match["base"]:
            extra = begin, base_start
            yield Token(end, match.end(), start, stop, end, Convention.MARKUP, base_start=base_start, extra=extra)
        elif base_end := find_base(text, begin)[0]:
            yield Token(begin, match.end(), start, stop, base_end, Convention.MARKUP)


def read_element(text: str, at: int, last: Token | None) -> Iterator[Token]:
    """Yield what the element tells whose name begins here."""
    if text[at] not in "psiemfbu" or text[at - 1 : at] != "<" or (last and at < last.end):  # what the names begin with
        return
    if match := _SPEECH.match(text, at):
        base_start, end = match.span("base")
        start, stop = match.span("reading")
        extra = end, match.end()
        yield Token(at - 1, base_start, start, stop, end, Convention.MARKUP, base_start=base_start, extra=extra)
        return
    named = _NAMED.match(text, at)
    match = named or _OTHER.match(text, at)
    if match is None:
        return
    base_end, quoted, _ = find_base(text, at - 1)
    if named is None and not _is_beside(text, base_end, at - 1):
        return
    start = at - 1
    while base_end and start > base_end and text[start - 1] in " \t":
        start -= 1
    if base_end:
        body, end = match.span("inside")
        yield Token(start, match.end(), body, end, base_end, Convention.MARKUP, quoted=quoted, mention=named is None)


def _is_beside(text: str, base_end: int, start: int) -> bool:
    """Whether nothing but the ends of elements and quotations parts an element from its hanzi, or blanks in running text.

    Behind a tab, a line break, a colon or the beginning of a block it is a cell, a line or an item: the content of its list.
    """
    if not base_end or not _ENDS.fullmatch(text, base_end, start):
        return False
    first = base_end
    while first and base_end - first < _LONGEST_WORD and is_hanzi(text[first - 1]):
        first -= 1
    apart = any(char in " \u3000\xa0" for char in text[base_end:start]) or "&" in text[base_end:start]
    return not apart or text[first - 1 : first] not in ("", "\n", ">", "\t", "|")


_ALL = frozenset({Convention.MARKUP, Convention.PIPE})
SHAPE = Shape(Sign.OPENING, _ALL, read, before=3000, behind=400)
ELEMENT_SHAPE = Shape(Sign.MARKED, frozenset({Convention.MARKUP}), read_element, before=3000, behind=640)
