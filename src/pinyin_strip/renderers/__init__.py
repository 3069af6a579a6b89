"""Document → ruby: a style is one small function from pieces to text, named in the table ``RUBY_STYLES``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pinyin_strip.document import RUBY_STYLES, Document
from pinyin_strip.renderers.options import LAYOUTS, RubyOptions

__all__ = ["LAYOUTS", "STYLES", "RubyOptions"]

_DEFAULT = RubyOptions()

# The name of each style, and the function that writes it: file, function.
STYLES = {
    "html": ("html", "html"),
    "document": ("html", "document"),
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

    def render(document: Document, options: RubyOptions | None = None) -> str:
        from importlib import import_module

        from pinyin_strip.renderers.pieces import Piece, pieces

        write: Callable[[Iterable[Piece], RubyOptions], str] = getattr(
            import_module(f"pinyin_strip.renderers.{file}"), function
        )
        options = options or _DEFAULT
        return write(pieces(document, options), options)

    return render


RUBY_STYLES.update({name: _style(*place) for name, place in STYLES.items()})
