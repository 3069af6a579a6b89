"""Document → ruby: a style is one small function from pieces to text, named in the table ``RUBY_STYLES``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pinyin_strip.renderers.options import LAYOUTS, ZHUYIN_POSITIONS, RubyOptions

if TYPE_CHECKING:
    from pinyin_strip.renderers.pieces import GlossedText, TextOrWord

__all__ = ["LAYOUTS", "RUBY_STYLES", "STYLES", "ZHUYIN_POSITIONS", "RubyOptions", "writer"]

_DEFAULT = RubyOptions()

# The name of each style, and the function that writes it: file, function.
STYLES = {
    "html": ("html", "html"),
    "document": ("page", "document"),
    "markdown": ("inline", "markdown"),
    "pipe": ("inline", "pipe"),
    "latex": ("latex", "latex"),
    "latex-ruby": ("latex", "latex_ruby"),
    "anki": ("inline", "anki"),
    "aozora": ("inline", "aozora"),
    "brackets": ("inline", "brackets"),
    "interlinear": ("interlinear", "interlinear"),
}


def _style(file: str, function: str) -> Callable[..., str]:
    """A renderer that loads its file when it is first asked, so that importing the package costs nothing."""

    def render(document: GlossedText, options: RubyOptions | None = None) -> str:
        from pinyin_strip.renderers.pieces import pieces

        options = options or _DEFAULT
        return _loaded(file, function)(pieces(document, options), options)

    return render


def _loaded(file: str, function: str) -> Callable[[Iterable[TextOrWord], RubyOptions], str]:
    from importlib import import_module

    found: Callable[[Iterable[TextOrWord], RubyOptions], str] = getattr(
        import_module(f"pinyin_strip.renderers.{file}"), function
    )
    return found


def writer(style: str) -> Callable[[Iterable[TextOrWord], RubyOptions], str]:
    """Return what writes text and words with their readings in one of ``STYLES``."""
    return _loaded(*STYLES[style])


RUBY_STYLES: dict[str, Callable[..., str]] = {name: _style(*place) for name, place in STYLES.items()}
"""Ruby renderers by name; a user may add to them.

A renderer is called with the document, and with ``RubyOptions`` as well where the caller gave them."""
