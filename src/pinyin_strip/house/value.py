"""House readings as one value that travels whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pinyin_strip.house.file import words_of_file
from pinyin_strip.house.syllables import syllables_of
from pinyin_strip.house.told import Index, Told, told_places

__all__ = ["HouseReadings"]


@dataclass(frozen=True, slots=True, init=False)
class HouseReadings:
    """The readings of names and terms that a house wants. Frozen, hashable, picklable.

    Args:
        words: each word of hanzi with its reading, in tone marks, tone digits or zhuyin, a syllable for each hanzi.
        source: what findings call them, for instance the name of their file.

    Raises:
        ValueError: if a reading does not fit its word; the message says what to do.
        TypeError: if the words are no mapping.

    >>> house = HouseReadings({"覃小雨": "Qín Xiǎoyǔ"})
    >>> house["覃小雨"], house == HouseReadings({"覃小雨": "qin2 xiao3 yu3"})
    (('qín', 'xiǎo', 'yǔ'), True)
    """

    entries: tuple[tuple[str, tuple[str, ...]], ...]
    source: str

    def __init__(self, words: Mapping[str, str], source: str = "house readings") -> None:
        if not isinstance(words, Mapping):
            raise TypeError(
                f"house readings are a mapping of words to readings, not {type(words).__name__}; "
                f"a file is read by HouseReadings.from_file(path)"
            )
        read = tuple(sorted((word, syllables_of(word, reading)) for word, reading in words.items()))
        object.__setattr__(self, "entries", read)
        object.__setattr__(self, "source", source)

    @classmethod
    def from_file(cls, path: str | Path) -> HouseReadings:
        """Read a file in UTF-8: a word, a tab and its reading on each line, ``#`` before comments.

        Raises:
            BadReadings: a ``ValueError`` that names the file and the line that does not fit.
        """
        return cls(words_of_file(Path(path)), Path(path).name)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle what it was made of: the same in every process."""
        return type(self), ({word: " ".join(spelt) for word, spelt in self.entries}, self.source)

    def __getitem__(self, word: str) -> tuple[str, ...]:
        """The reading of each hanzi of a word. Raises ``KeyError`` if the house does not list it."""
        return dict(self.entries)[word]

    def __len__(self) -> int:
        """How many words are listed; none of them is the same as no house readings."""
        return len(self.entries)

    def told(self, text: str) -> dict[int, Told]:
        """Return what the house says of the hanzi of a text, glosses between them or not, by place (code points).

        Of several words at one place the longest counts. A word of two hanzi or more is known in the other script, too.

        >>> {place: told.reading for place, told in HouseReadings({"单于": "chán yú"}).told("見單(chán)于").items()}
        {1: 'chán', 8: 'yú'}
        """
        if not self.entries:
            return {}
        words, index = _opened(self)
        return told_places(text, index, words, self.source)


@lru_cache(maxsize=16)
def _opened(house: HouseReadings) -> tuple[dict[str, tuple[str, ...]], Index]:
    words = dict(house.entries)
    return words, Index(words)
