"""Zhuyin at the right of its hanzi: what of a reading is symbols, and what says the tone."""

from __future__ import annotations

from typing import NamedTuple

from pinyin_strip.patterns import Pattern

__all__ = ["Zhuyin", "zhuyin_of"]

_READING = Pattern(r"([˙·]?)([\u3105-\u312f\u31a0-\u31bf]+)([ˉˊ´ˇ˅ˋ`˙·]?)")


class Zhuyin(NamedTuple):
    """A syllable: the neutral dot where it is written before the symbols, the symbols, and what is written behind them."""

    dot: str
    symbols: str
    mark: str


def zhuyin_of(reading: str) -> Zhuyin | None:
    """Read one syllable in zhuyin; ``None`` if the reading is anything else (letters, several readings).

    >>> zhuyin_of("ㄏㄢˋ"), zhuyin_of("˙ㄇㄚ"), zhuyin_of("hàn")
    (Zhuyin(dot='', symbols='ㄏㄢ', mark='ˋ'), Zhuyin(dot='˙', symbols='ㄇㄚ', mark=''), None)
    """
    found = _READING.fullmatch(reading)
    return Zhuyin(*found.groups()) if found else None
