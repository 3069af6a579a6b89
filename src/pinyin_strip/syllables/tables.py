"""What pypinyin's readings spell: syllables, tones, and every way of typing them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from pinyin_strip.signs import TONE_MARKS

__all__ = ["SyllableTables", "mark_place", "reading_parts", "spelling_of", "tables", "zhuyin_of"]


# Syllables of Taiwan's standard that no reading of pypinyin has: 崖, 孌 (Ministry of Education, 國語一字多音審訂表, 1999).
_TAIWAN = {"ㄧㄞ": "yai", "ㄌㄩㄢ": "lüan"}


@dataclass(frozen=True, slots=True)
class SyllableTables:
    """What pypinyin's readings spell: toneless syllables, their spellings, and the marked form of each tone."""

    pinyin: dict[str, tuple[tuple[str, str], ...]]  # letters as typed → (syllable, remark)
    zhuyin: dict[str, tuple[str, ...]]  # zhuyin without tone → the syllables that it spells (ㄨㄥ: weng, wong)
    marked: dict[tuple[str, int], str]  # syllable, tone → "guó"
    parts: dict[str, tuple[str, int]]  # "guó" → syllable, tone


@cache
def tables() -> SyllableTables:
    """Build the tables from every reading that pypinyin lists: about 1,550 readings, 426 syllables; some 50 ms, once."""
    from pypinyin import Style
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import tone3_to_tone
    from pypinyin.style import convert

    readings = {reading for listed in PINYIN_DICT.values() for reading in listed.split(",")}
    parts: dict[str, tuple[str, int]] = {}
    zhuyin: dict[str, set[str]] = {}
    for reading in readings:
        digits = convert(reading, Style.TONE3, strict=False, default=reading).replace("v", "ü")
        plain, tone = (digits[:-1], int(digits[-1])) if digits[-1].isdigit() else (digits, 5)
        parts[reading] = plain, tone
        bopomofo = convert(reading, Style.BOPOMOFO, strict=False, default="")
        zhuyin.setdefault(bopomofo.strip("ˊˇˋ˙"), set()).add(plain)
    for bopomofo, plain in _TAIWAN.items():
        zhuyin.setdefault(bopomofo, set()).add(plain)
        parts[plain] = plain, 5
    marked: dict[tuple[str, int], str] = {}
    for plain in {plain for plain, _ in parts.values()}:
        for tone in range(1, 6):
            marked[plain, tone] = tone3_to_tone(f"{plain}{tone}")
            parts.setdefault(marked[plain, tone], (plain, tone))
    marked |= {(plain, tone): reading for reading, (plain, tone) in parts.items() if reading in readings}
    syllables = {plain for plain, _ in parts.values()}
    return SyllableTables(_typed_forms(syllables), {z: tuple(sorted(p)) for z, p in zhuyin.items()}, marked, parts)


def _typed_forms(syllables: set[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Every way of typing a toneless syllable: itself, and v or u for ü, or ü for the u after j q x y."""
    forms: dict[str, list[tuple[str, str]]] = {plain: [(plain, "")] for plain in sorted(syllables)}
    for plain in sorted(syllables):
        if "ü" in plain:
            forms.setdefault(plain.replace("ü", "v"), []).append((plain, "v for ü"))
            forms.setdefault(plain.replace("ü", "u"), []).append((plain, "u for ü"))
        elif plain[0] in "jqxy" and plain[1:2] == "u":
            forms.setdefault(plain.replace("u", "ü"), []).append((plain, "ü for u"))
            forms.setdefault(plain.replace("u", "v"), []).append((plain, "v for u"))
    return {letters: tuple(readings) for letters, readings in forms.items()}


def reading_parts(reading: str) -> tuple[str, int]:
    """Split a reading, as pypinyin lists it or in zhuyin, into syllable and tone (5 for the neutral tone).

    >>> reading_parts("guó"), reading_parts("lǜ"), reading_parts("˙ㄉㄜ")
    (('guo', 2), ('lü', 4), ('de', 5))
    """
    found = tables().parts.get(reading) or _zhuyin_parts(reading)
    if found is None:  # a reading that the user loaded and that no hanzi had before
        marks = [TONE_MARKS[char] for char in unicodedata.normalize("NFD", reading) if char in TONE_MARKS]
        plain = "".join(char for char in unicodedata.normalize("NFD", reading) if char not in TONE_MARKS)
        found = unicodedata.normalize("NFC", plain), marks[0] if marks else 5
    return found


def spelling_of(plain: str, tone: int | None) -> str:
    """Spell a syllable with its tone mark.

    >>> spelling_of("guo", 2), spelling_of("lü", 4), spelling_of("guo", None)
    ('guó', 'lǜ', 'guo')
    """
    return plain if tone is None else tables().marked.get((plain, tone), plain)


def _zhuyin_parts(reading: str) -> tuple[str, int] | None:
    """Syllable and tone of one that is spelt in zhuyin; ``None`` if it is not."""
    letters = reading.strip("ˊˇˋ˙")
    spelt = [plain for plain in tables().zhuyin.get(letters, ()) if zhuyin_of(plain, 1) == letters]
    tone = next((tone for tone, mark in _ZHUYIN_TONES.items() if mark and mark in reading), 5 if "˙" in reading else 1)
    return (max(spelt, key=len), tone) if spelt else None


_ZHUYIN_TONES = {1: "", 2: "ˊ", 3: "ˇ", 4: "ˋ"}


def zhuyin_of(plain: str, tone: int) -> str | None:
    """Spell a syllable in zhuyin, the dot of the neutral tone before it; ``None`` if zhuyin does not spell it.

    The place of the marks is that of the Ministry of Education's 《國語注音手冊》 (2017).

    >>> zhuyin_of("guo", 2), zhuyin_of("de", 5), zhuyin_of("xyz", 5)
    ('ㄍㄨㄛˊ', '˙ㄉㄜ', None)
    """
    letters = _zhuyin_letters().get(plain)
    if letters is None:
        return None
    return f"˙{letters}" if tone == 5 else letters + _ZHUYIN_TONES[tone]


@cache
def _zhuyin_letters() -> dict[str, str]:
    """Each syllable in zhuyin without its tone: the reading table turned round."""
    return {plain: zhuyin for zhuyin, plains in tables().zhuyin.items() for plain in plains if zhuyin}


@lru_cache(maxsize=4096)
def mark_place(plain: str, tone: int) -> int:
    """Which letter of the syllable carries the tone mark in the standard spelling (-1 for none)."""
    place = -1
    for char in unicodedata.normalize("NFD", spelling_of(plain, tone)):
        if char in TONE_MARKS:
            return place
        place += not unicodedata.combining(char)
    return -1
