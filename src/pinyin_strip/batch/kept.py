"""The glosses that a run keeps, each with its place and the reason: found where a piece is cleaned, and told in places of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pinyin_strip.api import parse
from pinyin_strip.cleaning import cleaned
from pinyin_strip.document import Document
from pinyin_strip.formats import Format, Piece, RubyStyle, Settings, Tally
from pinyin_strip.formats.blocks import EmbeddedText
from pinyin_strip.formats.proofs import ReadText, read_texts
from pinyin_strip.options import Options
from pinyin_strip.places import Spot
from pinyin_strip.renderers import RubyOptions
from pinyin_strip.report.glosses import gloss_data

__all__ = ["kept_glosses", "placed"]

_SPOTS = ("start", "end", "base_start", "base_end")
_NO_RUBY = "it would become ruby, but none can be written here: tags cut its hanzi apart, or they carry ruby"


def kept_glosses(kind: Format, piece: Piece, settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield what is known of every gloss of a piece that is kept; places count from where the piece begins.

    As many as are counted when the piece is cleaned, with the verdicts that are counted.

    >>> from pinyin_strip.formats import by_name
    >>> [(one["text"], one["verdict"]) for one in kept_glosses(by_name("text"), Piece("雾散(sàn)，松(yú)".encode()), Settings())]
    [('(yú)', 'mismatch')]
    """
    options = settings.options.for_cleaning()
    read = _with_something_kept if settings.ruby is None else parse
    found: Iterable[ReadText] = read_texts([piece], kind, replace(settings, options=options), read=read)
    if settings.ruby is not None:
        found = list(found)
        if any(map(_has_ruby, found)):
            for one in filter(_has_ruby, found):
                yield from _without_ruby(one, options, settings.ruby.options)
            return
    for one in found:
        for gloss in one.document.glosses:
            if not gloss.stripped:
                yield gloss_data(one.document, gloss, one.source, options)


def _with_something_kept(text: str, options: Options) -> Document:
    """Read a text; one in which nothing is kept is not read a second time."""
    keeps = any(not stripped for _, _, stripped in cleaned(text, options).glosses)
    return parse(text, options) if keeps else Document(text)


def _has_ruby(text: ReadText) -> bool:
    """Whether a text stands where the file can have ruby of its own."""
    return isinstance(text.placed_text, EmbeddedText) and text.placed_text.annotate is not None


def _without_ruby(text: ReadText, options: Options, ruby: RubyOptions) -> Iterator[dict[str, Any]]:
    """Yield the glosses of a text that are to stay, and those that stay because no ruby can be written there."""
    if not text.document.glosses or not isinstance(text.placed_text, EmbeddedText) or not text.placed_text.annotate:
        return
    written, _ = text.placed_text.annotate(text.document, RubyStyle(options=replace(ruby, fill=False)), Tally())
    for before, gloss in zip(text.document.glosses, written.glosses, strict=True):
        if not gloss.stripped:
            data = gloss_data(text.document, gloss, text.source, options)
            yield data | {"reason": _NO_RUBY} if before.stripped else data


def placed(kept: Iterable[dict[str, Any]], name: str, first: Spot) -> Iterator[dict[str, Any]]:
    """Yield kept glosses of a piece with the name of its file, and with places that count from where that begins.

    Args:
        kept: what was found in the piece.
        name: what the file is called.
        first: where in the file the piece begins, at the start of a line.
    """
    for one in kept:
        spots = {
            key: Spot(one[key]["offset"] + first.offset, one[key]["line"] + first.line - 1, one[key]["column"])
            for key in _SPOTS
        }
        within = one["within"]
        if "record" in within:  # of JSON lines, where it is a line
            within = within | {"record": within["record"] + first.line - 1}
        yield {"file": name, **one, "within": within, **{key: spot._asdict() for key, spot in spots.items()}}
