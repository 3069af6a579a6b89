"""Pieces → a whole HTML page, with a switch that shows and hides the readings; no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from pinyin_strip.renderers.html import escape, html
from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord
from pinyin_strip.renderers.stylesheet import stylesheet
from pinyin_strip.renderers.tones import LIGHT

__all__ = ["document"]

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
{rules}
</style>
</head>
<body>
"""

# What is hidden keeps its place, so that no line moves, and a pupil can write there.
_SWITCH_RULES = """\
.switch { font: .75rem/1.5 sans-serif; margin-right: .35em; }
label.switch { margin-right: 1.5em; }
#readings:not(:checked) ~ p rt { visibility: hidden; }
@media print { .switch { display: none; } }"""
_NO_TONES = "#tones:not(:checked) ~ p :is([class*=tone], rt) { color: inherit; }"
_READINGS = '<input type="checkbox" class="switch" id="readings" checked><label class="switch" for="readings">注音 · Readings</label>\n'
_TONES = '<input type="checkbox" class="switch" id="tones" checked><label class="switch" for="tones">{tones} · Tones</label>\n'


def document(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write a complete HTML document, each paragraph a ``p``; readings that no author wrote are in italics, unsure ones dotted.

    Where there are readings, a checkbox shows and hides them, on the screen and in print; where they have colours,
    another one takes these away, and says which tone has which.
    """
    found = list(pieces)
    body = html(found, options).replace("\r\n", "\n").strip("\n")
    paragraphs = [part.strip("\n") for part in body.split("\n\n")]
    switched = "<ruby" in body
    rules = [stylesheet(options), *[_SWITCH_RULES] * switched, *[_NO_TONES] * (switched and options.tone_colours)]
    head = _HEAD.format(title=escape(_title(found)), rules="\n".join(rules))
    switches = _switches(options) if switched else ""
    return head + switches + "".join(f"<p>{part}</p>\n" for part in paragraphs if part) + "</body>\n</html>\n"


def _switches(options: RubyOptions) -> str:
    if not options.tone_colours:
        return _READINGS
    tones = "".join(f'<span class="tone{tone}">{sign}</span>' for tone, sign in zip(LIGHT, "āáǎàa", strict=True))
    return _READINGS + _TONES.format(tones=tones)


def _title(pieces: Iterable[TextOrWord]) -> str:
    """The beginning of the first line, without its readings."""
    text = "".join(piece if isinstance(piece, str) else piece.base for piece in pieces)
    return text.replace("\r\n", "\n").strip("\n").partition("\n")[0].strip()[:40]
