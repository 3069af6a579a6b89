"""Many texts at once: lists, Arrow arrays and streams, through the compiled lane where that is sure, else the full path.

The results are those of ``clean``, always. The lane (``lane/``) needs numba and numpy, the extra ``fast``; without them
everything goes through the full path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from pinyin_strip.api import parse
from pinyin_strip.document import Document, Notation, Verdict
from pinyin_strip.lane.tables import count_characters
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from pinyin_strip import lane

    Column = TypeVar("Column", pa.Array, pa.ChunkedArray)

__all__ = ["Stats", "clean_array", "clean_many", "iter_clean"]

_BATCH_CHARACTERS = 1 << 22  # a batch of a stream ends here, however few texts it has


@dataclass(frozen=True, slots=True)
class Stats:
    """What was seen and what was removed; values of several workers add up with ``+``.

    ``characters`` and ``removed`` count code points, ``damaged`` and ``repaired`` places of byte-level damage.
    ``verdicts`` and ``notations`` count every gloss that was found, those that stay included. A gloss that the context speaks against counts as a match where both are removed alike.

    >>> (Stats(texts=1, characters=2) + Stats(texts=1, verdicts={Verdict.MATCH: 3})).texts
    2
    """

    texts: int = 0
    changed: int = 0
    characters: int = 0
    removed: int = 0
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    notations: Mapping[Notation, int] = field(default_factory=dict)
    damaged: int = 0
    repaired: int = 0

    def __add__(self, other: Stats) -> Stats:
        return Stats(
            self.texts + other.texts,
            self.changed + other.changed,
            self.characters + other.characters,
            self.removed + other.removed,
            dict(Counter(self.verdicts) + Counter(other.verdicts)),
            dict(Counter(self.notations) + Counter(other.notations)),
            self.damaged + other.damaged,
            self.repaired + other.repaired,
        )

    @classmethod
    def of(cls, document: Document) -> Stats:
        """Count one document."""
        return cls(
            1,
            int(bool(document.removed or document.edits)),
            len(document.text),
            sum(end - start for start, end in document.removed),
            dict(Counter(gloss.verdict for gloss in document.glosses)),
            dict(Counter(gloss.notation for gloss in document.glosses)),
            len(document.edits) + document.left,
            len(document.edits),
        )


class _FullPath:
    """Cleans text by text, and keeps count."""

    def __init__(self, options: Options, counts: bool) -> None:
        self._options, self.counts = options.for_cleaning(), counts
        self.stats = Stats()

    def clean(self, text: str) -> str:
        document = parse(text, self._options)
        if self.counts:
            self.stats += Stats.of(document)
        return document.clean()


def clean_many(texts: Iterable[str], options: Options | None = None, *, threads: int = 1) -> list[str]:
    """Return every text without its glosses, as ``clean`` does; those without a gloss are the same objects.

    Args:
        texts: any texts.
        options: what is looked for and removed; see ``Options``.
        threads: over how many threads the compiled lane is spread (it holds no GIL; the full path does).

    Raises:
        ValueError: if ``threads`` is less than 1.

    >>> clean_many(["国(guó)际", "锂(Li)", ""])
    ['国际', '锂(Li)', '']
    """
    cleaned = list(texts)
    full = _FullPath(options or Options(), False)
    left: Iterable[int] = range(len(cleaned))
    if _takes_lane(options or Options(), threads) and cleaned:
        from pinyin_strip import lane

        rows, left = lane.strip_texts(cleaned, threads)
        for row in rows.changed:
            cleaned[row] = rows.text(row)
    for row in left:
        cleaned[row] = full.clean(cleaned[row])
    return cleaned


def _takes_lane(options: Options, threads: int) -> bool:
    if threads < 1:
        raise ValueError(f"threads={threads!r} is less than 1")
    from pinyin_strip import lane

    return lane.serves(options) and lane.available()


def iter_clean(
    texts: Iterable[str], options: Options | None = None, *, batch: int = 1024, threads: int = 1
) -> Iterator[str]:
    """Yield every text without its glosses, in constant memory.

    Args:
        texts: any texts; they are read as they are needed.
        options: what is looked for and removed; see ``Options``.
        batch: how many texts are cleaned together; long texts fill a batch sooner.
        threads: as for ``clean_many``.

    Raises:
        ValueError: if ``batch`` or ``threads`` is less than 1.

    >>> list(iter_clean(["国(guó)际", "锂(Li)"], batch=1))
    ['国际', '锂(Li)']
    """
    if batch < 1:
        raise ValueError(f"batch={batch!r} is less than 1")
    _takes_lane(options or Options(), threads)
    return _iter_clean(texts, options, batch, threads)


def _iter_clean(texts: Iterable[str], options: Options | None, batch: int, threads: int) -> Iterator[str]:
    gathered: list[str] = []
    characters = 0
    for text in texts:
        gathered.append(text)
        characters += len(text)
        if len(gathered) == batch or characters >= _BATCH_CHARACTERS:
            yield from clean_many(gathered, options, threads=threads)
            gathered, characters = [], 0
    yield from clean_many(gathered, options, threads=threads)


# ------------------------------------------------------------------------------------------------ Arrow


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
        ValueError: if ``threads`` is less than 1.

    >>> import pyarrow as pa
    >>> clean_array(pa.array(["国(guó)际", None])).to_pylist()
    ['国际', None]
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError("clean_array needs pyarrow: pip install 'pinyin-strip[arrow]'") from error

    full = _FullPath(options or Options(), stats)
    takes_lane = _takes_lane(options or Options(), threads)
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    cleaned = [_clean_chunk(chunk, full, threads if takes_lane else 0) for chunk in chunks]
    result: Any = array
    if any(new is not old for new, old in zip(cleaned, chunks, strict=True)):
        result = pa.chunked_array(cleaned, array.type) if isinstance(array, pa.ChunkedArray) else cleaned[0]
    return (result, full.stats) if stats else result


def _clean_chunk(array: pa.Array, full: _FullPath, threads: int) -> pa.Array:
    """Clean one array; with no threads, without the lane."""
    import pyarrow as pa

    kind = array.type
    if pa.types.is_dictionary(kind):
        values = _clean_chunk(array.dictionary, full, threads)
        return array if values is array.dictionary else _reindexed(array, values)
    if kind == pa.string_view():  # its texts lie about; for the lane they are laid out one after the other
        plain = array.cast(pa.large_string())
        cleaned = _clean_chunk(plain, full, threads)
        return array if cleaned is plain else cleaned.cast(kind)
    if kind not in (pa.string(), pa.large_string()):
        raise TypeError(f"an array of {kind} holds no texts; cast it to string first")
    return _clean_rows(array, full, threads) if threads else _clean_texts(array, full)


def _reindexed(array: pa.DictionaryArray, values: pa.Array) -> pa.Array:
    """A dictionary array with other values, each of them once: two values may have become the same."""
    import pyarrow as pa
    import pyarrow.compute as pc

    once = values.unique()
    indices = pc.index_in(values, once).take(array.indices).cast(array.type.index_type)
    return pa.DictionaryArray.from_arrays(indices, once, ordered=array.type.ordered)


def _clean_texts(array: pa.Array, full: _FullPath) -> pa.Array:
    """Clean an array through the full path alone."""
    import pyarrow as pa

    texts = array.to_pylist()
    cleaned = [text if text is None else full.clean(text) for text in texts]
    return array if all(new is old for new, old in zip(cleaned, texts, strict=True)) else pa.array(cleaned, array.type)


def _clean_rows(array: pa.Array, full: _FullPath, threads: int) -> pa.Array:
    """Clean an array through the lane, and through the full path what the lane leaves."""
    import numpy as np
    import pyarrow as pa

    from pinyin_strip import lane

    if not len(array):
        return array
    data, offsets = _layout(array)
    # Memory of Arrow's own is kept for the next array. And it is freed without the GIL: a scan may give it back on a thread of
    # its own while the interpreter shuts down, where memory of numpy's lets pyarrow (up to 24 at least) abort.
    room = pa.allocate_buffer(len(data))
    rows = lane.strip(data, offsets, threads, np.frombuffer(room, np.uint8))
    if full.counts:
        full.stats += _lane_stats(data, rows, len(array) - array.null_count)
    replaced = {row: text for row in rows.left if (text := full.clean(old := rows.text(row))) is not old}
    if not rows.changed and not replaced:
        return array
    if replaced:
        rows = rows.replaced(replaced)
        room = _arrow_buffer(rows.data, np.uint8)
    width = np.int32 if array.type == pa.string() else np.int64
    validity = array.is_valid().buffers()[1] if array.null_count else None
    buffers = [validity, _arrow_buffer(rows.offsets, width), room.slice(0, len(rows.data))]
    return pa.Array.from_buffers(array.type, len(array), buffers)


def _arrow_buffer(values: NDArray[Any], kind: type[np.generic]) -> pa.Buffer:
    """Copy numbers into memory of Arrow's own."""
    import numpy as np
    import pyarrow as pa

    buffer = pa.allocate_buffer(len(values) * np.dtype(kind).itemsize)
    np.frombuffer(buffer, kind)[:] = values
    return buffer


def _layout(array: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the bytes of an array's texts and where each begins, the first at 0; nulls are empty texts."""
    import numpy as np
    import pyarrow as pa

    width = np.dtype(np.int32 if array.type == pa.string() else np.int64)
    _, places, bytes_ = array.buffers()
    offsets = np.frombuffer(places, width, len(array) + 1, array.offset * width.itemsize).astype(np.int64)
    if array.null_count and np.diff(offsets)[array.is_null().to_numpy(zero_copy_only=False)].any():
        return _layout(array.fill_null(""))  # a null may hide bytes
    data = np.frombuffer(bytes_ or b"", np.uint8)[offsets[0] : offsets[-1]]
    return data, offsets - offsets[0]


def _lane_stats(data: NDArray[np.uint8], rows: lane.Rows, texts: int) -> Stats:
    """Count what the lane did; the texts that it left are counted by the full path."""
    left = sum(count_characters(rows.data[rows.offsets[row] : rows.offsets[row + 1]]) for row in rows.left)
    seen, kept = count_characters(data), count_characters(rows.data)
    verdicts = {Verdict.MATCH: rows.glosses} if rows.glosses else {}
    notations = {Notation.MARKS: rows.glosses} if rows.glosses else {}
    return Stats(texts - len(rows.left), len(rows.changed), seen - left, seen - kept, verdicts, notations)
