"""What ruby looks like in pages and books: the rules for the classes that we write, as one stylesheet.

Sources: W3C, Requirements for Chinese Text Layout, "Positioning of Romanized ruby", basic requirements, 4 (the space between
two readings) and "Positioning of Bopomofo ruby" (symbols at the right, their size, the places of tone marks and dot).
"""

from __future__ import annotations

from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.tones import DARK, LIGHT

__all__ = ["OURS", "stylesheet"]

OURS = ("#595959", "#a6a6a6")
"""Colours of readings that no author wrote, on a light and on a dark ground."""

# Not less than 1/4 em between two readings, half of it on either side of each.
_GAP = "rt { padding: 0 .15em; }"
_FILLED = "rt.ours {{ font-style: italic; {colour} }}\nrt.unsure {{ text-decoration: underline dotted; }}"

# A symbol is 3/10 of its hanzi, and the hanzi leaves half an em. The reading is out of the flow, so that lines break as
# they would without it: never between a hanzi and its reading, nor before a full stop. Nobody copies it with the text.
_ZHUYIN = """\
ruby.zhuyin { position: relative; padding-right: .6em; word-break: keep-all; }
ruby.zhuyin > rt { display: block; position: absolute; top: 50%; right: .9em; transform: translateY(-50%); padding: 0;
  font-size: .3em; line-height: 1; text-align: start; writing-mode: vertical-rl; user-select: none; }
ruby.zhuyin > rt > span { position: absolute; width: 1em; height: 1em; text-align: center; writing-mode: horizontal-tb; }
ruby.zhuyin > rt > .mark { left: 90%; bottom: .5em; }
ruby.zhuyin > rt > .dot { left: 0; bottom: 90%; }"""


def stylesheet(options: RubyOptions) -> str:
    """Return the rules for ruby that was written with these options.

    Colours follow ``color-scheme``: a page that knows no dark scheme gets those for a light ground.

    >>> print(stylesheet(RubyOptions()))
    rt { padding: 0 .15em; }
    """
    rules = [_GAP]
    if options.fill:
        rules.append(_FILLED.format(colour="" if options.tone_colours else _colour(*OURS)))
    if options.tone_colours:
        rules += (f".tone{tone} {{ {_colour(LIGHT[tone], DARK[tone])} }}" for tone in LIGHT)
    if options.zhuyin_position == "right":
        rules.append(_ZHUYIN)
    return "\n".join(rules)


def _colour(light: str, dark: str) -> str:
    """A colour for either ground; who does not know ``light-dark()`` takes the first."""
    return f"color: {light}; color: light-dark({light}, {dark});"
