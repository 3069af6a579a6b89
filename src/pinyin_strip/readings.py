"""Hanzi → listed readings: pypinyin's, with whatever the user loaded into it, those of their OpenCC variants, and Taiwan's.

The only room that opens dictionaries. pypinyin is imported when the first reading is asked for, OpenCC when a hanzi's own
readings do not settle the question. Nothing here goes stale: what is cached is keyed by the dictionary's own entries, so
``pypinyin.load_single_dict`` is heard at the next call.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pinyin_strip.script import convert
from pinyin_strip.syllables import reading_parts

__all__ = [
    "Readings",
    "Simplifying",
    "by_hanzi",
    "convert",
    "entries",
    "is_as_shipped",
    "is_stock",
    "listed",
    "of_entry",
    "of_mainland",
    "of_phrase",
    "of_taiwan_only",
    "opened",
    "own",
    "raw",
    "reading_parts",
    "simplified",
    "unified",
    "united",
    "variants",
]

ANY_TONE = 0b111110


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of a hanzi: as pypinyin spells them, and by syllable with one bit for each tone (bit 5: neutral)."""

    spelt: tuple[str, ...]
    tones: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.spelt)


@cache
def dictionary() -> dict[int, str]:
    """Return pypinyin's dictionary, by code point: the one that the user's readings are loaded into."""
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT


@cache
def _shipped() -> dict[int, str]:
    from pypinyin import pinyin_dict

    shipped: dict[int, str] = pinyin_dict.pinyin_dict
    return shipped


def opened() -> bool:
    """Whether anybody in this process has opened pypinyin, and so may have loaded readings into it."""
    return "pypinyin" in sys.modules


def is_stock() -> bool:
    """Whether pypinyin lists what it ships with, and nothing else (opens it)."""
    # It is the same object if PYPINYIN_NO_DICT_COPY is set: then nobody can tell.
    return dictionary() is not _shipped() and dictionary() == _shipped()


@cache
def _radicals() -> dict[str, str]:
    """CJK radicals and the unified ideograph each stands for (Unicode, EquivalentUnifiedIdeograph.txt)."""
    from importlib.resources import files

    pairs = files("pinyin_strip").joinpath("radicals.txt").read_text("utf-8").split()
    return {pair[0]: pair[1] for pair in pairs}


def unified(char: str) -> str:
    """Return the ideograph that a radical or a compatibility form stands for; any other character itself.

    >>> unified("⼀"), unified("⻄"), unified("国")
    ('一', '西', '国')
    """
    if "\u2e80" <= char <= "\u2fdf":
        char = _radicals().get(char, char)
    if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f":
        return unicodedata.normalize("NFKC", char)
    return char


# How digits are read, one by one and in tens (十二, 三十); in telephone numbers 1 is yāo.
_DIGITS = dict(
    zip("0123456789", ("líng,shí", "yī,shí,yāo", "èr,liǎng", "sān", "sì", "wǔ", "liù", "qī", "bā", "jiǔ"), strict=True)
)


def raw(char: str) -> str:
    """Return pypinyin's entry for a hanzi, its readings joined by commas; empty if it lists none. A digit is read as its numeral."""
    return dictionary().get(ord(char)) or dictionary().get(ord(unified(char))) or _DIGITS.get(char, "")


def entries(codes: Iterable[int]) -> list[str | None]:
    """Return pypinyin's entries for unified ideographs, given as code points; ``None`` where it lists nothing.

    >>> entries([0x56FD, 0xE000])
    ['guó', None]
    """
    return list(map(dictionary().get, codes))


@lru_cache(maxsize=65_536)
def of_entry(*entries: str) -> Readings:
    """Read one or more of the dictionary's lines, as ``raw`` returns them."""
    tones: dict[str, int] = defaultdict(int)
    spelt = dict.fromkeys(reading for entry in entries if entry for reading in entry.split(","))
    for reading in spelt:
        plain, tone = reading_parts(reading)
        tones[plain] |= 1 << tone
    return Readings(tuple(spelt), dict(tones))


def own(char: str) -> Readings:
    """Return the readings that pypinyin lists for this very hanzi.

    >>> own("说").spelt
    ('shuō', 'shuì', 'yuè')
    """
    return of_entry(raw(char))


def by_hanzi(name: str) -> dict[str, str]:
    """Read a table of the package, a reading and its hanzi on each line: hanzi → entry, as pypinyin writes it."""
    from importlib.resources import files

    listed: dict[str, list[str]] = defaultdict(list)
    for line in files("pinyin_strip").joinpath(name).read_text("utf-8").splitlines():
        reading, several = line.split(" ")
        for hanzi in several:
            listed[hanzi].append(reading)
    return {hanzi: ",".join(several) for hanzi, several in listed.items()}


@cache
def _taiwan() -> dict[str, str]:
    """The readings of Taiwan's standard that pypinyin lacks, by hanzi (``benchmarks/make_taiwan.py``)."""
    return by_hanzi("taiwan.txt")


def of_taiwan_only(char: str) -> Readings:
    """Return the readings of a hanzi that Taiwan's standard lists and pypinyin does not; mostly none.

    >>> of_taiwan_only("和").spelt, of_taiwan_only("国").spelt
    (('hàn',), ())
    """
    entry = _taiwan().get(char)
    return of_entry(entry) if entry else _NONE


_NONE = Readings((), {})


def is_as_shipped(char: str) -> bool:
    """Whether the user has loaded nothing for a hanzi: what they load stands instead of all others."""
    return dictionary().get(ord(char)) == _shipped().get(ord(char))


def united(char: str) -> Readings:
    """Return the readings of a hanzi and of its script variants, by the standards of the mainland and of Taiwan.

    >>> "yuè" in own("說").spelt, "yuè" in united("說").spelt, "hàn" in united("和").spelt
    (False, True, True)
    """
    taiwan = _taiwan().get(char, "") if is_as_shipped(char) else ""
    return of_entry(raw(char), *map(raw, variants(char)), taiwan) if taiwan else of_mainland(char)


def of_mainland(char: str) -> Readings:
    """Return the readings of a hanzi and of its script variants that pypinyin lists.

    >>> of_mainland("扔").spelt
    ('rēng', 'rèng')
    """
    others = variants(char)
    return of_entry(raw(char), *map(raw, others)) if others else own(char)


def listed(char: str) -> frozenset[str]:
    """Return every listed reading of a hanzi, as pypinyin spells them.

    >>> sorted(listed("干"))
    ['guǎn', 'gàn', 'gān', 'hán', 'qián', 'àn']
    """
    return frozenset(united(char).spelt)


def of_phrase(word: str) -> tuple[frozenset[tuple[str, int]], ...]:
    """Return what pypinyin's phrase dictionary reads for each hanzi of a word, as syllable and tone; empty if unknown.

    >>> of_phrase("乐亭")[0] == {("lao", 4)}
    True
    """
    found = phrases().get(word) or phrases().get(simplify(word)) or []
    return tuple(frozenset(map(reading_parts, listed)) for listed in found)


@lru_cache(maxsize=2)
def _script_variants(_size: int) -> dict[str, tuple[str, ...]]:
    """Every hanzi with a variant (for a dictionary of that size: what the user adds counts), by OpenCC's tables: a traditional form with its simplified one, and the way back.

    OpenCC has no table for the way back (one simplified form, several traditional ones: 干 ← 幹 乾), so the tables are
    turned round: every hanzi that pypinyin knows is simplified once (about 15 ms).
    """
    hanzi = [chr(code) for code in dictionary()]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for config in ("t2s", "tw2s", "hk2s", "jp2t"):
        for one, other in zip(hanzi, convert("\n".join(hanzi), config).split("\n"), strict=True):
            if one != other and len(other) == 1:
                found[one][other] = None
                found[other][one] = None
    return {one: tuple(others) for one, others in found.items()}


def variants(char: str) -> tuple[str, ...]:
    """Return the hanzi that OpenCC holds to be this one in another script.

    >>> "说" in variants("說"), sorted(variants("干"))
    (True, ['乾', '幹', '榦'])
    """
    return _script_variants(len(dictionary())).get(unified(char), ())


def phrases() -> dict[str, list[list[str]]]:
    """Return pypinyin's phrase dictionary, with whatever the user loaded into it: word → readings of each hanzi."""
    from pypinyin.constants import PHRASES_DICT

    return PHRASES_DICT


def stock_phrases() -> dict[str, list[list[str]]]:
    """Return pypinyin's phrase dictionary as it ships; what differs from it is the user's own."""
    from pypinyin import phrases_dict

    shipped: dict[str, list[list[str]]] = phrases_dict.phrases_dict
    return shipped


class Simplifying(dict[int, str]):
    """For ``str.translate``: what it begins with, and each hanzi simplified, filled as they come along; at most as large as Unicode."""

    def __missing__(self, code_point: int) -> str:
        char = chr(code_point)
        self[code_point] = simplified(char) if char.isalpha() else char
        return self[code_point]


_SIMPLIFIED = Simplifying()


def simplify(text: str) -> str:
    """Simplify text one hanzi for one, so that it is as many code points long as it came.

    >>> simplify("頭髮乾淨")
    '头发干净'
    """
    return text.translate(_SIMPLIFIED)


@lru_cache(maxsize=65_536)
def simplified(char: str) -> str:
    """Return one hanzi's simplified form, character by character, so that offsets hold."""
    other = convert(char, "t2s")
    return other if len(other) == 1 else char
