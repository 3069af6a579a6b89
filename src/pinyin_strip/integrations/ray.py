"""Ray Data: a class for ``map_batches``; the dictionaries are opened once an actor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pinyin_strip.integrations.arrow import clean_batch
from pinyin_strip.integrations.counted import clean_counted
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CleanBatches"]


class CleanBatches:
    """Cleans columns of Arrow tables: ``dataset.map_batches(CleanBatches, batch_format="pyarrow", fn_constructor_kwargs=…)``.

    Args:
        columns: the name of a column of texts, or several.
        options: what is looked for and removed; see ``Options``.
        counts: the name of a column that is added: the first row of every batch carries what was counted in it, and
            ``counts.total`` makes ``Stats`` of the column. No column if nothing is said.

    >>> import pyarrow as pa
    >>> CleanBatches("text")(pa.table({"text": ["国(guó)际", None]}))["text"].to_pylist()
    ['国际', None]
    """

    def __init__(self, columns: str | Iterable[str], options: Options | None = None, counts: str | None = None) -> None:
        self._columns = (columns,) if isinstance(columns, str) else tuple(columns)
        self._options, self._counts = options, counts

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Clean one batch.

        Raises:
            KeyError: if there is no such column.
            TypeError: if a column holds no texts.
        """
        if self._counts is None:
            return clean_batch(batch, self._columns, self._options)
        return clean_counted(batch, self._columns, self._options, self._counts)
