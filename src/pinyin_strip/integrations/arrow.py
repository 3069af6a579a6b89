"""pyarrow: arrays, record batches and tables, and a compute function that cleans inside a dataset scan."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from pinyin_strip.bulk import Stats, clean_array
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.compute as pc

    Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)
else:
    pa, pc = load("pyarrow", "arrow"), load("pyarrow.compute", "arrow")

__all__ = ["clean_array", "clean_batch", "clean_field", "register"]


@overload
def clean_batch(
    batch: Batch, columns: str | Iterable[str], options: Options | None = None, *, threads: int = 1,
    stats: Literal[False] = False,
) -> Batch: ...  # fmt: skip
@overload
def clean_batch(
    batch: Batch,
    columns: str | Iterable[str],
    options: Options | None = None,
    *,
    threads: int = 1,
    stats: Literal[True],
) -> tuple[Batch, Stats]: ...
def clean_batch(
    batch: Batch, columns: str | Iterable[str], options: Options | None = None, *, threads: int = 1, stats: bool = False
) -> Batch | tuple[Batch, Stats]:
    """Return a record batch or a table with some of its columns cleaned; schema and metadata stay as they were.

    Args:
        batch: a ``RecordBatch`` or a ``Table``.
        columns: the name of a column of texts, or several.
        options: what is looked for and removed; see ``Options``.
        threads: over how many threads the fast scan is spread.
        stats: whether to count.

    Returns:
        The batch (the same object if nothing is removed), or the batch and its ``Stats``.

    Raises:
        KeyError: if there is no such column; the message names those that there are.
        TypeError: if a column holds no texts.
        ValueError: if a column is damaged, see ``clean_array``.

    >>> clean_batch(pa.table({"text": ["国(guó)际", None]}), "text")["text"].to_pylist()
    ['国际', None]
    """
    counted = Stats()
    for name in (columns,) if isinstance(columns, str) else columns:
        place = batch.schema.get_field_index(name)
        if place < 0:
            raise KeyError(f"no single column {name!r}; there are: {', '.join(batch.schema.names)}")
        array = batch.column(place)
        if stats:
            cleaned, seen = clean_array(array, options, threads=threads, stats=True)
            counted += seen
        else:
            cleaned = clean_array(array, options, threads=threads)
        if cleaned is not array:
            batch = batch.set_column(place, batch.schema.field(place), cleaned)
    return (batch, counted) if stats else batch


def register(name: str, options: Options | None = None, *, kind: pa.DataType | None = None) -> str:
    """Make a compute function: ``pyarrow.compute.call_function(name, [array])``, and by its name in any expression.

    Args:
        name: the function's name; Arrow keeps it as long as the process lives.
        options: what is looked for and removed; see ``Options``.
        kind: the type of texts that it takes and gives: string (if nothing is said) or large_string.

    Returns:
        The name.

    Raises:
        KeyError: if the name is taken.

    >>> pc.call_function(register("clean_example"), [pa.array(["国(guó)际", None])]).to_pylist()
    ['国际', None]
    """
    kind = kind or pa.string()
    about = {"summary": "Take verified readings out of Chinese text", "description": "See pinyin_strip.clean."}

    def clean(_context: Any, array: pa.Array) -> pa.Array:  # noqa: ANN401  pyarrow has no public name for its type
        return clean_array(array, options)

    pc.register_scalar_function(clean, name, about, {"text": kind}, kind)
    return name


_numbers = count(1)


@cache
def _registered(options: Options, kind: pa.DataType) -> str:
    return register(f"pinyin_strip_clean_{next(_numbers)}", options, kind=kind)


def clean_field(
    field: str | pc.Expression, options: Options | None = None, *, kind: pa.DataType | None = None
) -> pc.Expression:
    """An expression that cleans a column, for the ``columns`` and ``filter`` of a dataset scan.

    Args:
        field: a column's name, or an expression.
        options: what is looked for and removed; see ``Options``.
        kind: the type that comes out, string if nothing is said; a column of another type is cast to it first.

    >>> from pyarrow import dataset
    >>> texts = dataset.dataset(pa.table({"text": ["国(guó)际", None]}))
    >>> texts.to_table(columns={"clean": clean_field("text")})["clean"].to_pylist()
    ['国际', None]
    """
    kind = kind or pa.string()
    texts: Any = pc.field(field) if isinstance(field, str) else field
    # By its leading underscore private, but the way that Arrow's documentation shows to call a function of one's own.
    return pc.Expression._call(_registered(options or Options(), kind), [texts.cast(kind)])
