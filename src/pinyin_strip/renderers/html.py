"""Pieces → HTML ruby, alone or as a whole document; no input can put markup into the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit, Word

__all__ = ["document", "html", "ruby_element"]


def escape(text: str) -> str:
    """Escape text so that HTML reads it as text."""
    from html import escape as escaped  # here, because most users of the package never render

    return escaped(text)


def html(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write HTML ruby: one ``rt`` for each hanzi, or one for the word in the layout ``group``.

    Everything else is escaped. Source: HTML Living Standard, 4.5.10–4.5.12; W3C, Requirements for Chinese Text Layout,
    3.3 (reading over each hanzi, or over the word).

    >>> from pinyin_strip import ruby
    >>> ruby("中国(zhōngguó)")
    '<ruby>中<rp>(</rp><rt>zhōng</rt><rp>)</rp>国<rp>(</rp><rt>guó</rt><rp>)</rp></ruby>'
    """
    return "".join(escape(piece) if isinstance(piece, str) else ruby_element(piece, options) for piece in pieces)


def ruby_element(word: Word, options: RubyOptions, spell: Callable[[str], str] = escape) -> str:
    """Write one word as a ruby element; ``spell`` says how its hanzi are written in the page."""
    units = (word.whole,) if options.layout == "group" else word.units
    written = []
    for is_read, several in groupby(units, key=lambda unit: bool(unit.reading)):
        if is_read:
            written.append(f"<ruby>{''.join(_pair(unit, spell) for unit in several)}</ruby>")
        else:  # inside the element the next reading would stand over these hanzi, too
            written += (spell(unit.base) for unit in several)
    return "".join(written)


def _pair(unit: Unit, spell: Callable[[str], str]) -> str:
    opening = _OPENING[unit.ours, unit.ours and unit.unsure]
    return f"{spell(unit.base)}<rp>(</rp>{opening}{escape(unit.reading)}</rt><rp>)</rp>"


# By whether a reading is ours, and whether it is unsure.
_OPENING = {
    (False, False): "<rt>",
    (True, False): '<rt class="ours">',
    (True, True): '<rt class="ours unsure">',
}

_HEAD = """\
<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.25em/2.2 serif; }}
p {{ white-space: pre-wrap; margin: 0 0 1em; }}
rt {{ font-size: .5em; font-family: sans-serif; }}
rt.ours {{ font-style: italic; opacity: .75; }}
rt.unsure {{ text-decoration: underline dotted; }}
</style>
</head>
<body>
"""


def document(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write a complete HTML document, each paragraph a ``p``; readings that no author wrote are in italics, unsure ones dotted."""
    body = html(pieces, options).replace("\r\n", "\n").strip("\n")
    paragraphs = [part.strip("\n") for part in body.split("\n\n")]
    title = escape(_title(body))
    head = _HEAD.format(title=title)
    return head + "".join(f"<p>{part}</p>\n" for part in paragraphs if part) + "</body>\n</html>\n"


def _title(body: str) -> str:
    """The beginning of the first line, without its readings."""
    import re
    from html import unescape

    bare = re.sub(r"<rp>[^<]*</rp>|<rt[^>]*>[^<]*</rt>|</?ruby>", "", body.partition("\n")[0])
    return unescape(bare).strip()[:40]
