"""Which readings a national standard lists: the mainland's, Taiwan's, or the mainland's table of 2013.

What a text is cleaned by is the union of them (``readings.united``). What it is proofread against is one of them, because a
reading may be right by one and wrong by the other: 企 is qǐ on the mainland and ㄑㄧˋ in Taiwan (Ministry of Education,
《國語一字多音審訂表》, 1999).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module

from pinyin_strip import readings
from pinyin_strip.extras import install_line
from pinyin_strip.readings import Readings

__all__ = ["NAMES", "in_standard", "is_only_in_taiwan", "listed_by", "lists"]

NAMES = {"mainland": "the mainland's", "taiwan": "Taiwan's", "both": "either", "tghz2013": "the table of 2013"}
"""Each standard by its name, and what messages call it."""


def listed_by(standard: str, char: str) -> Readings:
    """Return the readings of a hanzi by a standard; those of all where it says nothing, or the user has loaded readings.

    Args:
        standard: one of ``NAMES``.
        char: one hanzi, in either script.

    Raises:
        KeyError: if there is no such standard.
        ModuleNotFoundError: if the standard is ``"tghz2013"`` and pypinyin-dict is not installed.

    >>> listed_by("mainland", "企").spelt, listed_by("taiwan", "企").spelt
    (('qǐ',), ('qì',))
    """
    find = _BY_STANDARD[standard]
    return (readings.is_as_shipped(char) and find(char)) or readings.united(char)


def lists(standard: str, char: str, plain: str, tone: int) -> bool:
    """Whether a standard lists a syllable in this tone (1 to 5) for a hanzi. Raises as ``listed_by`` does.

    >>> lists("taiwan", "企", "qi", 4), lists("mainland", "企", "qi", 4)
    (True, False)
    """
    if standard in ("mainland", "both") and readings.own(char).tones.get(plain, 0) >> tone & 1:
        return True  # mostly, and without the tables of variants
    return bool(listed_by(standard, char).tones.get(plain, 0) >> tone & 1)


def in_standard(standard: str, char: str, plain: str, tone: int) -> tuple[str, int]:
    """Return the reading that a standard has where the mainland's words read a hanzi so: the same, if it lists it.

    Else what only Taiwan lists, and of several that one with the same syllable, since most differ in the tone alone. Raises as
    ``listed_by`` does.

    >>> in_standard("taiwan", "期", "qi", 1), in_standard("taiwan", "圾", "ji", 1), in_standard("taiwan", "和", "he", 2)
    (('qi', 2), ('se', 4), ('he', 2))
    """
    if tone == 5 or lists(standard, char, plain, tone):
        return plain, tone
    listed = [readings.reading_parts(reading) for reading in listed_by(standard, char).spelt]
    ranked = sorted(listed, key=lambda one: (not is_only_in_taiwan(char, *one), one[0] != plain))
    return ranked[0]


def is_only_in_taiwan(char: str, plain: str, tone: int) -> bool:
    """Whether Taiwan lists a syllable in this tone (1 to 5) for a hanzi, and the mainland does not.

    >>> is_only_in_taiwan("企", "qi", 4), is_only_in_taiwan("企", "qi", 3)
    (True, False)
    """
    further = readings.of_taiwan_only(char)
    return bool(further) and bool(further.tones.get(plain, 0) >> tone & 1) and readings.is_as_shipped(char)


@lru_cache(maxsize=16_384)
def _by_taiwan(char: str) -> Readings:
    """The readings that Taiwan lists for a hanzi and for the traditional forms of it."""
    return readings.of_entry(*filter(None, (_taiwan().get(form, "") for form in (char, *readings.variants(char)))))


@lru_cache(maxsize=16_384)
def _by_table(char: str) -> Readings:
    """The readings that 《通用规范汉字字典》 lists for a hanzi, or for the simplified form of it."""
    forms = (readings.unified(char), readings.simplified(char))
    return readings.of_entry(next(filter(None, (_table_of_2013().get(ord(form), "") for form in forms)), ""))


_BY_STANDARD: dict[str, Callable[[str], Readings]] = {
    "mainland": readings.of_mainland, "taiwan": _by_taiwan, "both": readings.united, "tghz2013": _by_table,
}  # fmt: skip


@cache
def _taiwan() -> dict[str, str]:
    """All readings of each hanzi that Taiwan prints (``benchmarks/make_taiwan.py``)."""
    return readings.by_hanzi("taiwan_standard.txt")


@cache
def _table_of_2013() -> dict[int, str]:
    try:
        module = import_module("pypinyin_dict.pinyin_data.ktghz2013")
    except ModuleNotFoundError as missing:
        message = f"standard 'tghz2013' needs pypinyin-dict: {install_line('tghz2013')}"
        raise ModuleNotFoundError(message, name=missing.name) from missing
    table: dict[int, str] = module.pinyin_dict
    return table
