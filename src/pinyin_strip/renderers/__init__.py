"""Document → ruby: a style is one small function from pieces to text, named in the table ``RUBY_STYLES``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from pinyin_strip.renderers.options import Layout, RubyOptions, ZhuyinPosition

if TYPE_CHECKING:
    from pinyin_strip.renderers.pieces import GlossedText, TextOrWord

__all__ = [
    "RUBY_STYLES",
    "STYLES",
    "Layout",
    "Renderer",
    "RubyOptions",
    "Style",
    "ZhuyinPosition",
    "renderer",
    "writer",
]

_DEFAULT = RubyOptions()

Style: TypeAlias = Literal[
    "html", "document", "markdown", "pipe", "latex", "latex-ruby", "anki", "aozora", "brackets", "interlinear",
]  # fmt: skip
Renderer: TypeAlias = Callable[..., str]
"""What writes a document as ruby: it is called with the document, and with ``RubyOptions`` as well where the caller gave them."""

# The name of each style, and the function that writes it: file, function.
STYLES: dict[Style, tuple[str, str]] = {
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


def _style(file: str, function: str) -> Renderer:
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


def writer(style: Style) -> Callable[[Iterable[TextOrWord], RubyOptions], str]:
    """Return what writes text and words with their readings in one of ``STYLES``."""
    return _loaded(*STYLES[style])


RUBY_STYLES: dict[Style, Renderer] = {name: _style(*place) for name, place in STYLES.items()}


def renderer(style: Style | Renderer) -> Renderer:
    """Return the renderer of a style; one that is given is its own.

    Raises:
        ValueError: if no style has that name.
    """
    if callable(style):
        return style
    if style not in RUBY_STYLES:
        raise ValueError(f"unknown ruby style {style!r}; known: {', '.join(sorted(RUBY_STYLES))}")
    return RUBY_STYLES[style]
