"""Hugging Face datasets: callables for ``map(batched=True)``, the same to its cache in every process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pinyin_strip.bulk import clean_many
from pinyin_strip.integrations.counts import check_row
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import pyarrow as pa
else:
    load("datasets")
    pa = load("pyarrow", "datasets")

__all__ = ["Check", "Clean"]


def _versions() -> tuple[str, ...]:
    """What decides about the results beside the options, so that a cache made by another version is not taken for ours."""
    return tuple(f"{name} {version(name)}" for name in ("pinyin-strip", "pypinyin", "opencc"))


class Clean:
    """``dataset.map(Clean(), batched=True)``: columns cleaned, as ``pinyin_strip.clean`` does; nulls stay nulls.

    It takes batches as lists, and as tables where the dataset has the format ``"arrow"``, which is faster. Readings that
    were loaded into pypinyin are heard, but are no part of the fingerprint.

    Args:
        columns: the columns of texts to clean.
        options: what is looked for and removed; see ``Options``.

    >>> Clean()({"text": ["国(guó)际", None]})
    {'text': ['国际', None]}
    """

    def __init__(self, columns: Sequence[str] = ("text",), options: Options | None = None) -> None:
        self.columns = (columns,) if isinstance(columns, str) else tuple(columns)
        self.options = options or Options()
        self.versions = _versions()

    def __call__(self, batch: Any) -> Any:  # noqa: ANN401  a table or a mapping, as the dataset's format has it
        """Clean one batch: a table, or lists by column."""
        if isinstance(batch, pa.Table):
            from pinyin_strip.integrations.arrow import clean_batch

            return clean_batch(batch, self.columns, self.options)
        return {name: self._cleaned(batch[name]) for name in self.columns}

    def _cleaned(self, texts: Sequence[str | None]) -> list[str | None]:
        cleaned = iter(clean_many((text for text in texts if text is not None), self.options))
        return [None if text is None else next(cleaned) for text in texts]


class Check:
    """``dataset.map(Check(), batched=True)``: a column of what is in each text, one struct of counts a text.

    ``counts.total(dataset["pinyin"])`` adds them up to ``Stats``, whatever process they were counted in.

    Args:
        column: the column of texts.
        options: what is looked for and removed; see ``Options``.
        into: the name of the new column.

    >>> Check()({"text": ["国(guó)际"]})["pinyin"][0]["removed"]
    5
    """

    def __init__(self, column: str = "text", options: Options | None = None, into: str = "pinyin") -> None:
        self.column, self.into = column, into
        self.options = options or Options()
        self.versions = _versions()

    def __call__(self, batch: Mapping[str, Sequence[str | None]]) -> dict[str, list[dict[str, int] | None]]:
        """Count in one batch of lists by column."""
        texts = batch[self.column]
        return {self.into: [None if text is None else check_row(text, self.options) for text in texts]}
