"""Lists and streams of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pinyin_strip.arguments import as_options, as_texts, each_text
from pinyin_strip.bulk.ways import OneByOne, scans
from pinyin_strip.options import Options

__all__ = ["clean_many", "iter_clean"]

_DEFAULT = Options()
_BATCH_CHARACTERS = 1 << 22  # a batch of a stream ends here, however few texts it has


def clean_many(texts: Iterable[str], options: Options | None = None, *, threads: int = 1) -> list[str]:
    """Return every text without its glosses, as ``clean`` does; those without a gloss are the same objects.

    Args:
        texts: any texts.
        options: what is looked for and removed; see ``Options``.
        threads: over how many threads the fast scan is spread (it holds no GIL; what it leaves to Python does).

    Raises:
        ValueError: if ``threads`` is less than 1.
        TypeError: if ``texts`` is one text, or a member is no str.

    >>> clean_many(["国(guó)际", "锂(Li)", ""])
    ['国际', '锂(Li)', '']
    """
    cleaned, options = list(as_texts(texts)), as_options(options, _DEFAULT)
    each_text(cleaned)
    cleaner = OneByOne(options, False)
    left: Iterable[int] = range(len(cleaned))
    if scans(options, threads) and cleaned:
        from pinyin_strip import fastscan

        rows, left = fastscan.strip_texts(cleaned, threads)
        for row in rows.changed:
            cleaned[row] = rows.text(row)
    for row in left:
        cleaned[row] = cleaner.clean(cleaned[row])
    return cleaned


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
