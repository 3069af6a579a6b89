"""Pieces → HTML ruby; no input can put markup into the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit, Word
from pinyin_strip.renderers.tones import by_tone, tone_of
from pinyin_strip.renderers.zhuyin import Zhuyin, zhuyin_of

__all__ = ["escape", "html", "ruby_element"]

_Spell = Callable[[str], str]


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


def ruby_element(word: Word, options: RubyOptions, spell: _Spell = escape) -> str:
    """Write one word as a ruby element; ``spell`` says how its hanzi are written in the page."""
    if options.layout == "group":
        return _group(word, options, spell)
    written: list[str] = []
    for is_read, several in groupby(word.units, key=lambda unit: bool(unit.reading)):
        if is_read:
            written += _elements(list(several), options, spell)
        else:  # inside the element the next reading would stand over these hanzi, too
            written += (spell(unit.base) for unit in several)
    return "".join(written)


def _elements(units: list[Unit], options: RubyOptions, spell: _Spell) -> Iterator[str]:
    """Write units that all have readings as one element, or each as its own where elements are to be told apart."""
    if not options.tone_colours and options.zhuyin_position == "over":
        yield _element(options.classes, "".join(_pair(unit, _reading(unit), spell) for unit in units))
        return
    for unit in units:
        zhuyin = zhuyin_of(unit.reading) if options.zhuyin_position == "right" else None
        reading = _reading(unit) if zhuyin is None else _at_the_right(zhuyin)
        names = [*options.classes, *["zhuyin"] * (zhuyin is not None), *_tone(unit, options)]
        yield _element(names, _pair(unit, reading, spell))


def _group(word: Word, options: RubyOptions, spell: _Spell) -> str:
    """Write one reading over a whole word; in colours, each of its syllables has its own."""
    whole = word.whole
    if not whole.reading:
        return spell(whole.base)
    if not options.tone_colours:
        return _element(options.classes, _pair(whole, _reading(whole), spell))
    base = "".join(_tinted(spell(unit.base), tone_of(unit)) for unit in word.units)
    reading = "".join(_tinted(escape(part), tone) for part, tone in by_tone(word))
    return _element(options.classes, _pair(whole, reading, lambda _: base))


def _tone(unit: Unit, options: RubyOptions) -> tuple[str, ...]:
    return (f"tone{unit.tone}",) if options.tone_colours and unit.tone else ()


def _tinted(markup: str, tone: int) -> str:
    return f'<span class="tone{tone}">{markup}</span>' if tone else markup


def _element(names: Iterable[str], inner: str) -> str:
    joined = " ".join(names)
    return f'<ruby class="{joined}">{inner}</ruby>' if joined else f"<ruby>{inner}</ruby>"


def _pair(unit: Unit, reading: str, spell: _Spell) -> str:
    opening = _OPENING[unit.ours, unit.ours and unit.unsure]
    return f"{spell(unit.base)}<rp>(</rp>{opening}{reading}</rt><rp>)</rp>"


def _reading(unit: Unit) -> str:
    return escape(unit.reading)


def _at_the_right(zhuyin: Zhuyin) -> str:
    """Give what says the tone an element of its own: it stands beside the symbols, the dot above them."""
    behind = "dot" if zhuyin.mark in ("˙", "·") else "mark"
    before = f'<span class="dot">{zhuyin.dot}</span>' if zhuyin.dot else ""
    return before + zhuyin.symbols + (f'<span class="{behind}">{zhuyin.mark}</span>' if zhuyin.mark else "")


# By whether a reading is ours, and whether it is unsure.
_OPENING = {
    (False, False): "<rt>",
    (True, False): '<rt class="ours">',
    (True, True): '<rt class="ours unsure">',
}
