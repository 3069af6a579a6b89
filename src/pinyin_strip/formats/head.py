"""A stylesheet in the head of a page, for the ruby that was written into it."""

from __future__ import annotations

from pinyin_strip.formats.blocks import ByteEdit, splice
from pinyin_strip.formats.markup_tokens import MarkupKind, tokens
from pinyin_strip.formats.protocol import CleanedPiece
from pinyin_strip.renderers import RubyOptions
from pinyin_strip.renderers.stylesheet import stylesheet

__all__ = ["styled"]


def styled(cleaned: CleanedPiece, options: RubyOptions, *, xml: bool) -> CleanedPiece:
    """Put the rules for our ruby at the end of a changed page's head, behind those of the page, unless they are there.

    A page without an end tag of its head stays as it is.
    """
    element = f"<style>\n{stylesheet(options)}\n</style>\n".encode()
    if cleaned.changed and element not in cleaned.data:
        for tag in tokens(cleaned.data, xml=xml):
            if tag.name == "head" and tag.kind is MarkupKind.END:
                cleaned.data = splice(cleaned.data, [ByteEdit(tag.start, tag.start, element)])
                break
    return cleaned
