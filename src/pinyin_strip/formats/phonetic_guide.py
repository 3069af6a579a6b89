"""Words with their readings as phonetic guides (w:ruby) of WordprocessingML.

Source: ECMA-376-1, 17.3.3.25 (ruby), 17.3.3.26 (rubyAlign), 17.3.3.12 to 17.3.3.13 (hps, hpsBaseText, hpsRaise), 17.3.3.14 (lid).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from pinyin_strip.renderers import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit

__all__ = ["text_runs"]

_SIZE = re.compile(r'<w:sz\s+w:val="(\d{1,4})"\s*/>')
_FONTS = re.compile(r"<w:rFonts\b[^>]*/>")
_USUAL = 21  # half-points: the size of text in Word for Chinese, where the run itself names none

_GUIDE = (
    '<w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="{small}"/><w:hpsRaise w:val="{raised}"/>'
    '<w:hpsBaseText w:val="{size}"/><w:lid w:val="zh-CN"/></w:rubyPr>'
    '<w:rt><w:r><w:rPr>{fonts}{slant}<w:sz w:val="{small}"/></w:rPr><w:t>{reading}</w:t></w:r></w:rt>'
    "<w:rubyBase>{base}</w:rubyBase></w:ruby>"
)


def text_runs(head: str, pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write text, and words with their readings, as runs that all begin with ``head``: a run's tag and its properties.

    A guide is drawn over the hanzi that share a reading; nothing keeps the guides of a word together but the layout
    ``group``.
    """
    return "".join(
        _run(head, _text(unit.base)) if not unit.reading else _run(head, _guide(head, unit))
        for piece in pieces
        for unit in _units(piece, options)
    )


def _units(piece: TextOrWord, options: RubyOptions) -> tuple[Unit, ...]:
    if isinstance(piece, str):
        return (Unit(piece),)
    return (piece.whole,) if options.layout == "group" else piece.units


def _guide(head: str, unit: Unit) -> str:
    size = int(found[1]) if (found := _SIZE.search(head)) else _USUAL
    fonts = found[0] if (found := _FONTS.search(head)) else ""
    return _GUIDE.format(
        small=max(2, size // 2),
        raised=max(2, size - 3),
        size=size,
        fonts=fonts,
        slant="<w:i/>" if unit.ours else "",
        reading=html.escape(unit.reading, quote=False),
        base=_run(head, _text(unit.base)),
    )


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t>'


def _run(head: str, inner: str) -> str:
    return f"{head}{inner}</w:r>"
