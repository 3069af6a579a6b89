"""Words with their readings as phonetic guides (w:ruby) of WordprocessingML.

Source: ECMA-376-1, 17.3.3.25 (ruby), 17.3.3.26 (rubyAlign), 17.3.3.12 to 17.3.3.13 (hps, hpsBaseText, hpsRaise), 17.3.3.14 (lid).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from pinyin_strip.formats.run_properties import coloured
from pinyin_strip.renderers import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit
from pinyin_strip.renderers.stylesheet import OURS
from pinyin_strip.renderers.tones import LIGHT

__all__ = ["text_runs"]

_SIZE = re.compile(r'<w:sz\s+w:val="(\d{1,4})"\s*/>')
_FONTS = re.compile(r"<w:rFonts\b[^>]*/>")
_USUAL = 21  # half-points: the size of text in Word for Chinese, where the run itself names none

# A thin space on either side: W3C, Requirements for Chinese Text Layout, "Positioning of Romanized ruby", asks for 1/4 em or
# more between two readings, and where a reading is wider than its hanzi, so is the next one's guide close to it.
_GAP = "\u2009"

_GUIDE = (
    '<w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="{small}"/><w:hpsRaise w:val="{raised}"/>'
    '<w:hpsBaseText w:val="{size}"/><w:lid w:val="zh-CN"/></w:rubyPr>'
    '<w:rt><w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{reading}</w:t></w:r></w:rt>'
    "<w:rubyBase>{base}</w:rubyBase></w:ruby>"
)


def text_runs(head: str, pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write text, and words with their readings, as runs that all begin with ``head``: a run's tag and its properties.

    A guide is drawn over the hanzi that share a reading; nothing keeps the guides of a word together but the layout
    ``group``. Readings of ours are in italics and, where tones have no colours, grey; unsure ones have dots under them.
    A reading over a whole word has the colour of no tone: LibreOffice shows but one run of those that a guide has.
    """
    return "".join(
        _run(head, _guide(head, unit, options)) if unit.reading else _run(head, _text(unit.base))
        for piece in pieces
        for unit in _units(piece, options)
    )


def _units(piece: TextOrWord, options: RubyOptions) -> tuple[Unit, ...]:
    if isinstance(piece, str):
        return (Unit(piece),)
    return (piece.whole,) if options.layout == "group" else piece.units


def _guide(head: str, unit: Unit, options: RubyOptions) -> str:
    size = int(found[1]) if (found := _SIZE.search(head)) else _USUAL
    colour = LIGHT[unit.tone] if options.tone_colours and unit.tone else ""
    return _GUIDE.format(
        small=max(2, size // 2),
        raised=max(2, size - 3),
        size=size,
        properties=_reading_properties(head, unit, max(2, size // 2), colour),
        reading=f"{_GAP}{html.escape(unit.reading, quote=False)}{_GAP}",
        base=_run(coloured(head, _hex(colour)) if colour else head, _text(unit.base)),
    )


def _reading_properties(head: str, unit: Unit, small: int, colour: str) -> str:
    fonts = found[0] if (found := _FONTS.search(head)) else ""
    slant = "<w:i/>" if unit.ours else ""
    colour = colour or (OURS[0] if unit.ours else "")
    painted = f'<w:color w:val="{_hex(colour)}"/>' if colour else ""
    dotted = '<w:u w:val="dotted"/>' if unit.ours and unit.unsure else ""
    return f'{fonts}{slant}{painted}<w:sz w:val="{small}"/>{dotted}'


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t>'


def _run(head: str, inner: str) -> str:
    return f"{head}{inner}</w:r>"
