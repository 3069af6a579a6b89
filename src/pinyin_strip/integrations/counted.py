"""Counts that travel with the rows: where an engine runs a batch twice, splits it or drops it, its counts share that fate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pinyin_strip.bulk import Stats
from pinyin_strip.integrations.arrow import clean_batch
from pinyin_strip.integrations.counts import stats_row
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import pyarrow as pa

    from pinyin_strip.integrations.arrow import Batch
else:
    pa = load("pyarrow", "arrow")

__all__ = ["clean_counted", "counts_array"]


def counts_array(stats: Stats, rows: int, **more: int) -> pa.StructArray:
    """Lay Stats beside some rows: the first one carries them, the others are null.

    Args:
        stats: what was counted in all of these rows.
        rows: how many rows there are.
        more: further counts, by name.

    >>> first, second = counts_array(Stats(texts=2), 2).to_pylist()
    >>> first["texts"], second
    (2, None)
    """
    row = stats_row(stats) | more
    kind = pa.struct([(name, pa.int64()) for name in row])
    return pa.array([row, *[None] * (rows - 1)][:rows], kind)


def clean_counted(batch: Batch, columns: str | Iterable[str], options: Options | None, name: str) -> Batch:
    """Clean columns of a batch as ``clean_batch`` does, and add a column that holds what was counted.

    >>> rows = clean_counted(pa.table({"text": ["国(guó)", "文"]}), "text", None, "counts").to_pylist()
    >>> rows[0]["text"], rows[0]["counts"]["texts"], rows[1]["counts"]
    ('国', 2, None)
    """
    cleaned, stats = clean_batch(batch, columns, options, stats=True)
    array = counts_array(stats, cleaned.num_rows)
    return cleaned.append_column(name, array)
