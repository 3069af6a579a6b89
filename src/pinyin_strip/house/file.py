"""A file of house readings: a word, a tab and its reading on each line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pinyin_strip.house.syllables import syllables_of

__all__ = ["BadReadings", "words_of_file", "words_of_lines"]


class BadReadings(ValueError):  # noqa: N818  it says what is bad
    """A file of readings that cannot be used; the message names the file, the line, and what to do."""


def words_of_file(path: Path) -> dict[str, str]:
    """Read a file: UTF-8, a word, a tab, its reading; what follows ``#`` is a comment, blank lines mean nothing.

    Raises:
        BadReadings: if it cannot be read, or a line does not fit.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadReadings(f"{path}:{line}: not UTF-8; convert it first, for instance with iconv -t UTF-8") from error
    except OSError as error:
        raise BadReadings(f"{path}: {error.strerror or error}; name a file of house readings") from error
    return words_of_lines(text.splitlines(), str(path))


def words_of_lines(lines: Iterable[str], name: str) -> dict[str, str]:
    """Return each word of such a file with its reading.

    Args:
        lines: without their ends.
        name: what errors call the file.

    Raises:
        BadReadings: if a line does not fit; it is named.

    >>> words_of_lines(["# names", "", "覃小雨\\tQín Xiǎoyǔ  # the author"], "house.txt")
    {'覃小雨': 'Qín Xiǎoyǔ'}
    >>> words_of_lines(["覃小雨 Qín Xiǎoyǔ"], "house.txt")
    Traceback (most recent call last):
    pinyin_strip.house.file.BadReadings: house.txt:1: no tab; write a word, a tab and its reading
    """
    words: dict[str, str] = {}
    first: dict[str, tuple[int, tuple[str, ...]]] = {}
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        try:
            word, reading = _entry(said)
            spelt = syllables_of(word, reading)
            _refuse_second(first.setdefault(word, (number, spelt)), spelt, word)
        except ValueError as error:
            raise BadReadings(f"{name}:{number}: {error}") from None
        words[word] = reading
    return words


def _entry(said: str) -> tuple[str, str]:
    word, tab, reading = said.partition("\t")
    if not tab:
        raise ValueError("no tab; write a word, a tab and its reading")
    return word.strip(), reading.strip()


def _refuse_second(earlier: tuple[int, tuple[str, ...]], spelt: tuple[str, ...], word: str) -> None:
    if earlier[1] != spelt:
        raise ValueError(f"{word} is read {' '.join(earlier[1])} in line {earlier[0]}; keep one of the two")
