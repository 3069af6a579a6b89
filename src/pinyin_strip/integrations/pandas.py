"""pandas: the ``.pinyin`` accessor of Series; texts that lie in Arrow are cleaned there. Importing this file registers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pinyin_strip.api import parse
from pinyin_strip.bulk import clean_array, clean_many
from pinyin_strip.integrations.counts import COUNTS, check_row
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options
from pinyin_strip.renderers import RubyOptions, Style

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
else:
    pd, pa = load("pandas"), load("pyarrow", "pandas")

__all__ = ["PinyinAccessor"]


class PinyinAccessor:
    """``series.pinyin``: clean, check and ruby for a Series of texts; index, name and dtype stay, what is missing too.

    Texts are ``str`` or ``string`` dtypes with either storage, ``ArrowDtype`` of strings or of a dictionary of strings, and
    objects that are all ``str`` or missing; everything else has no such accessor (``AttributeError``, as with ``.str``).

    >>> pd.Series(["国(guó)际", None], dtype="string[pyarrow]").pinyin.clean().to_list()
    ['国际', <NA>]
    """

    def __init__(self, series: pd.Series) -> None:
        if not _holds_texts(series):
            raise AttributeError(
                f".pinyin is for texts, and these values of dtype {series.dtype} are not all texts; .astype('str') makes them so"
            )
        self._series = series

    def clean(self, options: Options | None = None) -> pd.Series:
        """The texts without their glosses, as ``pinyin_strip.clean`` gives them; Arrow-backed ones never leave Arrow."""
        series = self._series
        if pd.api.types.is_object_dtype(series.dtype):
            there = series[series.notna()]
            cleaned = series.copy()
            cleaned[series.notna()] = clean_many(there, options)
            return cleaned
        array = series.array.__arrow_array__()
        values = series.dtype.__from_arrow__(clean_array(array, options))
        return pd.Series(values, series.index, name=series.name, copy=False)

    def check(self, options: Options | None = None) -> pd.DataFrame:
        """What is in each text, one column a count (see ``counts.COUNTS``), missing where the text is.

        ``counts.total(frame.dropna().to_dict("records"))`` is the ``Stats`` of the Series.

        >>> pd.Series(["国(guó)际，努(nù)力"]).pinyin.check()[["removed", "findings"]].to_dict("records")
        [{'removed': 9, 'findings': 1}]
        """
        rows = self._each(lambda text: check_row(text, options))
        nothing: dict[str, int] = {}
        return pd.DataFrame([row or nothing for row in rows], self._series.index, COUNTS, dtype="Int64")

    def ruby(
        self, style: Style = "html", options: Options | None = None, ruby_options: RubyOptions | None = None
    ) -> pd.Series:
        """The texts with their glosses as ruby, in any style of ``Document.ruby``.

        >>> pd.Series(["国(guó)"]).pinyin.ruby("pipe").item()
        '{国|guó}'
        """
        reading = (options or Options()).for_cleaning()
        rows = self._each(lambda text: parse(text, reading).ruby(style, ruby_options))
        return pd.Series(rows, self._series.index, self._series.dtype, self._series.name)

    def _each(self, one: Callable[[str], Any]) -> list[Any]:
        missing = self._series.isna()
        return [None if gone else one(text) for text, gone in zip(self._series, missing, strict=True)]


def _holds_texts(series: pd.Series) -> bool:
    kind = series.dtype
    if pd.api.types.is_object_dtype(kind):
        return pd.api.types.infer_dtype(series, skipna=True) in ("string", "empty")
    return isinstance(kind, pd.StringDtype) or (isinstance(kind, pd.ArrowDtype) and _is_text(kind.pyarrow_dtype))


def _is_text(kind: pa.DataType) -> bool:
    return kind in (pa.string(), pa.large_string()) or (pa.types.is_dictionary(kind) and _is_text(kind.value_type))


pd.api.extensions.register_series_accessor("pinyin")(PinyinAccessor)
