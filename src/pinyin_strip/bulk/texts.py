"""Lists and streams of texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, overload

from pinyin_strip.arguments import as_options, as_texts, each_text
from pinyin_strip.bulk.stats import Stats
from pinyin_strip.bulk.ways import OneByOne, scans
from pinyin_strip.options import Options

__all__ = ["clean_many", "iter_clean"]

_DEFAULT = Options()
_BATCH_CHARACTERS = 1 << 22  # a batch of a stream ends here, however few texts it has


@overload
def clean_many(
    texts: Iterable[str], options: Options | None = None, *, threads: int = 1, stats: Literal[False] = False
) -> list[str]: ...
@overload
def clean_many(
    texts: Iterable[str], options: Options | None = None, *, threads: int = 1, stats: Literal[True]
) -> tuple[list[str], Stats]: ...
def clean_many(
    texts: Iterable[str], options: Options | None = None, *, threads: int = 1, stats: bool = False
) -> list[str] | tuple[list[str], Stats]:
    """Return every text without its glosses, as ``clean`` does; those without a gloss are the same objects.

    Args:
        texts: any texts.
        options: what is looked for and removed; see ``Options``.
        threads: over how many threads the fast scan is spread (it holds no GIL; what it leaves to Python does).
        stats: whether to count.

    Returns:
        The texts, or the texts and their ``Stats``.

    Raises:
        ValueError: if ``threads`` is less than 1.
        TypeError: if ``texts`` is one text, or a member is no str.

    >>> clean_many(["国(guó)际", "锂(Li)", ""])
    ['国际', '锂(Li)', '']
    >>> cleaned, stats = clean_many(["国(guó)际", "锂(Li)"], stats=True)
    >>> stats.texts, stats.changed, stats.removed
    (2, 1, 5)
    """
    cleaned, options = list(as_texts(texts)), as_options(options, _DEFAULT)
    each_text(cleaned)
    cleaner = OneByOne(options, stats)
    left: Collection[int] = range(len(cleaned))
    if scans(options, threads) and cleaned:
        left = _scan(cleaned, cleaner, threads)
    for row in left:
        cleaned[row] = cleaner.clean(cleaned[row])
    return (cleaned, cleaner.stats) if stats else cleaned


def _scan(texts: list[str], cleaner: OneByOne, threads: int) -> list[int]:
    """Clean texts in their places, as far as the fast scan decides them; the places of the others are returned."""
    from pinyin_strip import fastscan

    rows, left = fastscan.strip_texts(texts, threads)
    seen = sum(map(len, texts))
    for row in rows.changed:
        texts[row] = rows.text(row)
    if cleaner.counts:
        waiting = sum(len(texts[row]) for row in left)
        kept = sum(map(len, texts)) - waiting
        cleaner.count_toned(len(texts) - len(left), len(rows.changed), rows.glosses, seen - waiting, kept)
    return left


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
        TypeError: if ``texts`` is one text; when it is reached, if a member is no str.

    >>> list(iter_clean(["国(guó)际", "锂(Li)"], batch=1))
    ['国际', '锂(Li)']
    """
    if batch < 1:
        raise ValueError(f"batch={batch!r} is less than 1")
    options = as_options(options, _DEFAULT)
    scans(options, threads)
    return _iter_clean(as_texts(texts), options, batch, threads)


def _iter_clean(texts: Iterable[str], options: Options, batch: int, threads: int) -> Iterator[str]:
    gathered: list[str] = []
    characters = 0
    for number, text in enumerate(texts):
        each_text([text], number)
        gathered.append(text)
        characters += len(text)
        if len(gathered) == batch or characters >= _BATCH_CHARACTERS:
            yield from clean_many(gathered, options, threads=threads)
            gathered, characters = [], 0
    yield from clean_many(gathered, options, threads=threads)
