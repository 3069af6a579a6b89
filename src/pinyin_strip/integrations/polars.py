"""Polars: typed functions that give expressions, and the ``.pinyin`` namespace that forwards to them.

They work row by row, so lazy frames and the streaming engine take them as they are; importing this file registers the namespace.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from pinyin_strip.api import parse
from pinyin_strip.bulk import clean_array
from pinyin_strip.bulk.views import makes_views
from pinyin_strip.integrations.counts import COUNTS, check_row
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options
from pinyin_strip.renderers import RubyOptions, Style

if TYPE_CHECKING:
    import polars as pl
else:
    pl = load("polars")
    load("pyarrow", "polars")

__all__ = ["PinyinNamespace", "check", "clean", "ruby"]


def clean(texts: str | pl.Expr, options: Options | None = None) -> pl.Expr:
    """An expression for the texts without their glosses, as ``pinyin_strip.clean`` gives them; nulls stay nulls.

    Args:
        texts: a column's name, or an expression of strings or categories.
        options: what is looked for and removed; see ``Options``.

    >>> pl.DataFrame({"text": ["国(guó)际", None]}).select(clean("text"))["text"].to_list()
    ['国际', None]
    """
    return _batches(texts, partial(_clean, options=options), pl.self_dtype())


def check(texts: str | pl.Expr, options: Options | None = None) -> pl.Expr:
    """An expression for what is in the texts, one struct of counts a text (see ``counts.COUNTS``); nulls stay nulls.

    The structs add up: ``counts.total(frame["counts"])`` is the ``Stats`` of the column.

    >>> counts = pl.DataFrame({"text": ["国(guó)际，努(nù)力"]}).select(check("text"))["text"].struct
    >>> counts.field("removed").item(), counts.field("findings").item()
    (9, 1)
    """
    kind = pl.Struct(dict.fromkeys(COUNTS, pl.Int64))
    return _batches(texts, partial(_each, one=partial(check_row, options=options), kind=kind), kind)


def ruby(
    texts: str | pl.Expr, style: Style = "html", options: Options | None = None, ruby_options: RubyOptions | None = None
) -> pl.Expr:
    """An expression for the texts with their glosses as ruby, in any style of ``Document.ruby``; nulls stay nulls.

    >>> pl.DataFrame({"text": ["国(guó)"]}).select(ruby("text", "pipe"))["text"].item()
    '{国|guó}'
    """
    one = partial(_ruby, style=style, options=options, ruby_options=ruby_options)
    return _batches(texts, partial(_each, one=one, kind=pl.String), pl.String)


class PinyinNamespace:
    """``pl.col("text").pinyin``: the functions of this file on an expression."""

    def __init__(self, texts: pl.Expr) -> None:
        self._texts = texts

    def clean(self, options: Options | None = None) -> pl.Expr:
        """As ``clean``."""
        return clean(self._texts, options)

    def check(self, options: Options | None = None) -> pl.Expr:
        """As ``check``."""
        return check(self._texts, options)

    def ruby(
        self, style: Style = "html", options: Options | None = None, ruby_options: RubyOptions | None = None
    ) -> pl.Expr:
        """As ``ruby``."""
        return ruby(self._texts, style, options, ruby_options)


pl.api.register_expr_namespace("pinyin")(PinyinNamespace)


def _batches(texts: str | pl.Expr, function: Callable[[pl.Series], pl.Series], kind: Any) -> pl.Expr:  # noqa: ANN401
    expression = pl.col(texts) if isinstance(texts, str) else texts
    return expression.map_batches(function, return_dtype=kind, is_elementwise=True)


def _clean(series: pl.Series, options: Options | None) -> pl.Series:
    if series.dtype == pl.Enum:
        raise TypeError("the texts of an Enum are fixed, clean ones may not be among them; cast it to String first")
    # As views, which is how Polars holds texts, where pyarrow is not too old for them.
    array = series.to_arrow(compat_level=pl.CompatLevel.newest() if makes_views() else pl.CompatLevel.oldest())
    cleaned = clean_array(array, options)
    return series if cleaned is array else pl.from_arrow(cleaned).alias(series.name)


def _ruby(text: str, style: Style, options: Options | None, ruby_options: RubyOptions | None) -> str:
    return parse(text, (options or Options()).for_cleaning()).ruby(style, ruby_options)


def _each(series: pl.Series, one: Callable[[str], Any], kind: Any) -> pl.Series:  # noqa: ANN401
    values = [None if text is None else one(text) for text in series.to_list()]
    return pl.Series(series.name, values, dtype=kind)
