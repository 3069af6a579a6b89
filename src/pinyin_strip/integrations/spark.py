"""Spark: a function for ``mapInArrow``, and an Arrow function of columns that SQL knows by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pinyin_strip.integrations.arrow import clean_array, clean_batch
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, SparkSession, functions, types
else:
    pa = load("pyarrow", "arrow")
    functions, types = load("pyspark.sql.functions", "spark"), load("pyspark.sql.types", "spark")

__all__ = ["clean", "clean_batches", "register"]

Batches = Iterator["pa.RecordBatch"]


def clean_batches(columns: str | Iterable[str], options: Options | None = None) -> Callable[[Batches], Batches]:
    """Return a function for ``mapInArrow``: ``frame.mapInArrow(clean_batches("text"), frame.schema)``.

    Args:
        columns: the name of a column of texts, or several.
        options: what is looked for and removed; see ``Options``.

    The function raises a KeyError if there is no such column, a TypeError if one holds no texts.
    """
    names = (columns,) if isinstance(columns, str) else tuple(columns)

    def run(batches: Batches) -> Batches:
        return (clean_batch(batch, names, options) for batch in batches)

    return run


def _function(options: Options | None) -> Any:  # noqa: ANN401  a Spark function
    def pinyin_strip(texts: pa.Array) -> pa.Array:
        return clean_array(texts, options)

    return functions.arrow_udf(pinyin_strip, types.StringType())


def clean(column: str | Column, options: Options | None = None) -> Column:
    """Return a column of texts without their glosses; nulls stay nulls.

    For instance ``frame.withColumn("text", clean("text"))``.

    Args:
        column: a column of texts, or its name.
        options: what is looked for and removed; see ``Options``.
    """
    return _function(options)(column)


def register(spark: SparkSession, name: str = "pinyin_strip", options: Options | None = None) -> None:
    """Let SQL clean texts: ``SELECT pinyin_strip(text) FROM corpus``.

    Args:
        spark: the session that is to know the function.
        name: what the function is called.
        options: what is looked for and removed; see ``Options``.
    """
    spark.udf.register(name, _function(options))
