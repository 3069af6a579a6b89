"""Arrow arrays, without a detour through Python objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from pinyin_strip.bulk.bounds import DamagedArrayError, check_array, check_indices
from pinyin_strip.bulk.rows import clean_rows
from pinyin_strip.bulk.stats import Stats
from pinyin_strip.bulk.views import clean_views, makes_views
from pinyin_strip.bulk.ways import Cleaner, OneByOne, scans
from pinyin_strip.extras import install_line
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import pyarrow as pa

    Column = TypeVar("Column", bound=pa.Array | pa.ChunkedArray)

__all__ = ["clean_array", "clean_chunk"]


@overload
def clean_array(
    array: Column, options: Options | None = None, *, threads: int = 1, stats: Literal[False] = False
) -> Column: ...
@overload
def clean_array(
    array: Column, options: Options | None = None, *, threads: int = 1, stats: Literal[True]
) -> tuple[Column, Stats]: ...
def clean_array(
    array: Column, options: Options | None = None, *, threads: int = 1, stats: bool = False
) -> Column | tuple[Column, Stats]:
    """Return an Arrow array of texts without their glosses, of the same type; the same array if nothing is removed.

    Args:
        array: string, large_string, string_view, or a dictionary of one of these; an ``Array`` or a ``ChunkedArray``. Nulls
            stay nulls. It is read where it lies, without a copy.
        options: what is looked for and removed; see ``Options``.
        threads: as for ``clean_many``.
        stats: whether to count; of a dictionary array, every distinct value counts once.

    Returns:
        The array, or the array and its ``Stats``.

    Raises:
        ImportError: if pyarrow is not installed.
        TypeError: if the array holds no texts.
        ValueError: if ``threads`` is less than 1; or if the array is damaged: if its texts do not lie within its bytes, or are no
            texts. It names the row, counted from 0.

    >>> import pyarrow as pa
    >>> clean_array(pa.array(["国(guó)际", None])).to_pylist()
    ['国际', None]
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError(f"clean_array needs pyarrow: {install_line('arrow')}", name="pyarrow") from error

    cleaner = OneByOne(options or Options(), stats)
    fast = scans(options or Options(), threads)
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    cleaned, rows = [], 0
    for chunk in chunks:
        try:
            cleaned.append(clean_chunk(chunk, cleaner, threads if fast else 0))
        except DamagedArrayError as error:
            raise error.after(rows) from None
        rows += len(chunk)
    result: Any = array
    if any(new is not old for new, old in zip(cleaned, chunks, strict=True)):
        result = pa.chunked_array(cleaned, array.type) if isinstance(array, pa.ChunkedArray) else cleaned[0]
    return (result, cleaner.stats) if stats else result


def clean_chunk(array: pa.Array, cleaner: Cleaner, threads: int) -> pa.Array:
    """Clean one array; with no threads, without the fast scan.

    Raises:
        TypeError: if it holds no texts.
        ValueError: if it is damaged; ``DamagedArrayError`` where that can be said of a row.
    """
    import pyarrow as pa

    from pinyin_strip import fastscan

    threads = threads if fastscan.has_numpy() else 0
    kind = array.type
    if pa.types.is_dictionary(kind):
        check_indices(array)
        values = clean_chunk(array.dictionary, cleaner, threads)
        return array if values is array.dictionary else _reindexed(array, values)
    if kind == pa.string_view():
        if threads and makes_views():
            return clean_views(array, cleaner, threads)
        check_array(array)
        plain = array.cast(pa.large_string())
        cleaned = clean_chunk(plain, cleaner, threads)
        return array if cleaned is plain else cleaned.cast(kind)
    if kind not in (pa.string(), pa.large_string()):
        raise TypeError(f"an array of {kind} holds no texts; cast it to string first")
    return clean_rows(array, cleaner, threads) if threads else _clean_texts(array, cleaner)


def _reindexed(array: pa.DictionaryArray, values: pa.Array) -> pa.Array:
    """A dictionary array with other values, each of them once: two values may have become the same."""
    import pyarrow as pa
    import pyarrow.compute as pc

    comparable = values.cast(pa.large_string())  # views cannot be compared
    once = comparable.unique()
    indices = pc.index_in(comparable, once).take(array.indices).cast(array.type.index_type)
    return pa.DictionaryArray.from_arrays(indices, once.cast(values.type), ordered=array.type.ordered)


def _clean_texts(array: pa.Array, cleaner: Cleaner) -> pa.Array:
    """Clean an array one by one."""
    import pyarrow as pa

    check_array(array)
    texts = array.to_pylist()
    cleaned = [text if text is None else cleaner.clean(text) for text in texts]
    return array if all(new is old for new, old in zip(cleaned, texts, strict=True)) else pa.array(cleaned, array.type)
