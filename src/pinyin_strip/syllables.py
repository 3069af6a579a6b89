"""Spelling ↔ syllable: how a reading is written, in tone marks, tone digits, without tones, or in zhuyin.

No phonology is typed in by hand: the syllables are those of pypinyin's readings, and their other spellings are
pypinyin's own ``Style`` conversions. What is written here is only how the *writing* varies: Unicode composition,
letters that look alike, and the ways of typing ü.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pinyin_strip.document import Notation
from pinyin_strip.patterns import Pattern

__all__ = ["Part", "Spelling", "Tables", "reading_parts", "spell", "spelling_of", "tables"]

# Tone marks as combining characters (Hanyu Pinyin Fang'an, 4): macron, acute, caron, grave.
_TONE_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_BREVE, _CIRCUMFLEX, _DIAERESIS = "\u0306", "\u0302", "\u0308"
_ALIKE = {"ɡ": "g", "ɑ": "a", "ı": "i"}
_ZHUYIN_TONES = {"ˊ": 2, "ˇ": 3, "˅": 3, "ˋ": 4, "˙": 5, "ˉ": 1, "´": 2, "`": 4, "·": 5}
_IGNORED = Pattern(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_ESCAPED_BREAK = Pattern(r"\\[nrt]")
_SEPARATOR = Pattern(r"[\s'’‘ʼ`´\-‐‑–—−·•・‧_/,，、.。．…!！?？;；:：“”\"「」~～|｜《》]")
_SENTENCE_MARK = Pattern(r"[,，、.。．…!！?？;；:：—_]")
_ZHUYIN = Pattern(r"[\u3105-\u312f\u31a0-\u31bf]")
_LONGEST = 6  # letters in the longest syllable (zhuang, shuang, chuang)


@dataclass(frozen=True, slots=True)
class Tables:
    """What pypinyin's readings spell: toneless syllables, their spellings, and the marked form of each tone."""

    pinyin: dict[str, tuple[tuple[str, str], ...]]  # letters as typed → (syllable, remark)
    zhuyin: dict[str, tuple[str, ...]]  # zhuyin without tone → the syllables that it spells (ㄨㄥ: weng, wong)
    marked: dict[tuple[str, int], str]  # syllable, tone → "guó"
    parts: dict[str, tuple[str, int]]  # "guó" → syllable, tone


@cache
def tables() -> Tables:
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
    marked: dict[tuple[str, int], str] = {}
    for plain in {plain for plain, _ in parts.values()}:
        for tone in range(1, 6):
            marked[plain, tone] = tone3_to_tone(f"{plain}{tone}")
            parts.setdefault(marked[plain, tone], (plain, tone))
    marked |= {(plain, tone): reading for reading, (plain, tone) in parts.items() if reading in readings}
    syllables = {plain for plain, _ in parts.values()}
    return Tables(_typed_forms(syllables), {z: tuple(sorted(p)) for z, p in zhuyin.items()}, marked, parts)


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
    """Split a reading as pypinyin lists it into syllable and tone (5 for the neutral tone).

    >>> reading_parts("guó"), reading_parts("lǜ"), reading_parts("de")
    (('guo', 2), ('lü', 4), ('de', 5))
    """
    found = tables().parts.get(reading)
    if found is None:  # a reading that the user loaded and that no hanzi had before
        spelt = spell(reading)
        tone = max(spelt.tones, default=0) if spelt else 0
        found = (spelt.letters if spelt else reading, tone or 5)
    return found


def spelling_of(plain: str, tone: int | None) -> str:
    """Spell a syllable with its tone mark.

    >>> spelling_of("guo", 2), spelling_of("lü", 4), spelling_of("guo", None)
    ('guó', 'lǜ', 'guo')
    """
    return plain if tone is None else tables().marked.get((plain, tone), plain)


@dataclass(frozen=True, slots=True)
class Part:
    """One syllable that letters ``start`` to ``end`` of a spelling may stand for."""

    start: int
    end: int
    plain: str
    tone: int | None
    erhua: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """A reading taken to pieces: its letters, the tone over or after each, and where a syllable must end."""

    text: str
    notation: Notation
    letters: str
    tones: tuple[int, ...]  # tone mark over letter i, 0 for none
    digits: dict[int, int]  # tone digit or zhuyin tone that stands before letter i, and belongs to what is before it
    breaks: frozenset[int]  # a syllable ends before letter i
    offsets: tuple[int, ...]  # where letter i stands in ``text``
    ends: tuple[int, ...]  # where letter i, with its marks and the tone sign after it, ends
    sentence: bool  # holds the marks of a sentence
    remarks: tuple[str, ...] = ()
    letter_remarks: dict[int, str] = field(default_factory=dict)
    _memo: dict[int, tuple[Part, ...]] = field(default_factory=dict, compare=False, repr=False)

    def written(self, part: Part) -> str:
        """Return the part as it stands in the text, its tone digit or zhuyin tone included."""
        return self.text[self.offsets[part.start] : self.ends[part.end - 1]]

    def parts(self, end: int) -> tuple[Part, ...]:
        """Return every syllable that the letters before ``end`` can be, longest first."""
        found = self._memo.get(end)
        if found is None:
            find = self._zhuyin_parts if self.notation is Notation.ZHUYIN else self._pinyin_parts
            found = self._memo[end] = tuple(sorted(find(end), key=lambda part: part.start))
        return found

    def _starts(self, end: int) -> Iterator[int]:
        for start in range(end - 1, max(-1, end - _LONGEST - 2), -1):
            yield start
            if start in self.breaks:
                return

    def _pinyin_parts(self, end: int) -> Iterator[Part]:
        forms = tables().pinyin
        if self.digits and end not in self.digits and end not in self.breaks and end < len(self.letters):
            return  # among tone digits every syllable has its own, but for a neutral one before a break
        for start in self._starts(end):
            letters = self.letters[start:end]
            marks = [tone for tone in self.tones[start:end] if tone]
            if len(marks) > 1:
                return
            tone = self.digits.get(end) or (marks[0] if marks else None)
            for plain, remark in forms.get(letters, ()):
                yield Part(start, end, plain, tone, False, self._remarks(start, end, plain, tone, remark))
            if letters[-1] == "r" and letters != "er":
                for plain, remark in forms.get(letters[:-1], ()):
                    yield Part(start, end, plain, tone, True, self._remarks(start, end, plain, tone, remark))

    def _remarks(self, start: int, end: int, plain: str, tone: int | None, remark: str) -> tuple[str, ...]:
        """What is unusual in the spelling of one syllable."""
        remarks = [remark] if remark else []
        remarks += sorted({self.letter_remarks[i] for i in range(start, end) if i in self.letter_remarks})
        marked = [i - start for i in range(start, end) if self.tones[i]]
        if marked and tone and marked[0] != _mark_place(plain, tone):
            remarks.append("misplaced tone mark")
        return tuple(remarks)

    def _zhuyin_parts(self, end: int) -> Iterator[Part]:
        forms = tables().zhuyin
        for start in self._starts(end):
            tone = 5 if self.tones[start] == 5 else self.digits.get(end) or 1
            for plain in forms.get(self.letters[start:end], ()):
                yield Part(start, end, plain, tone)


@lru_cache(maxsize=4096)
def _mark_place(plain: str, tone: int) -> int:
    """Which letter of the syllable carries the tone mark in the standard spelling (-1 for none)."""
    place = -1
    for char in unicodedata.normalize("NFD", spelling_of(plain, tone)):
        if char in _TONE_MARKS:
            return place
        place += not unicodedata.combining(char)
    return -1


@lru_cache(maxsize=4096)
def spell(text: str) -> Spelling | None:
    """Read ``text`` as the spelling of a reading; ``None`` if anything in it cannot belong to one.

    Read generously, each deviation remembered: decomposed letters, IPA ɡ and ɑ, breve or circumflex for caron, v or u:
    for ü, full-width letters, HTML entities, upper case.

    >>> spell("gēnjù").letters, spell("ㄍㄨㄛˊ").notation.value, spell("12") is None
    ('genju', 'zhuyin', True)
    """
    remarks = []
    if "&" in text and html.unescape(text) != text:
        text = html.unescape(text)
        remarks.append("HTML entity")
    if _ZHUYIN.search(text):
        return _spell_zhuyin(text, remarks)
    return _spell_pinyin(text, remarks)


@lru_cache(maxsize=1024)
def _letter(char: str) -> tuple[str, int, str] | None:
    """Take one character apart: base letter, tone, and what is unusual; ``None`` if it is no letter of pinyin."""
    remark = ""
    folded = _ALIKE.get(char)
    if folded:
        remark = f"{char} for {folded}"
    elif "\uff21" <= char <= "\uff5a":
        folded, remark = unicodedata.normalize("NFKC", char), "full-width letters"
    base, tone = "", 0
    for mark in unicodedata.normalize("NFD", (folded or char).lower()):
        if "a" <= mark <= "z":
            base += mark
        elif mark in _TONE_MARKS and not tone:
            tone = _TONE_MARKS[mark]
        elif mark == _DIAERESIS and base == "u":
            base = "ü"
        elif mark == _BREVE and not tone:
            tone, remark = 3, "breve for caron"
        elif mark == _CIRCUMFLEX and base:
            base += _CIRCUMFLEX
        else:
            return None
    if len(base) == 2 and base[1] == _CIRCUMFLEX:
        return (base[0], 3, "circumflex for caron") if base[0] != "e" else ("ê", tone, "")
    return (base, tone, remark) if len(base) == 1 else None


def _spell_pinyin(text: str, remarks: list[str]) -> Spelling | None:
    source = text
    text = _ESCAPED_BREAK.sub("  ", text) if "\\" in text else text
    letters: list[str] = []
    tones: list[int] = []
    digits: dict[int, int] = {}
    breaks = {0}
    offsets: list[int] = []
    ends: list[int] = []
    letter_remarks: dict[int, str] = {}
    for index, char in enumerate(text):
        count = len(letters)
        glued = bool(ends) and ends[-1] == index
        if (read := _letter(char)) is not None:
            base, tone, remark = read
            letters.append(base)
            tones.append(tone)
            offsets.append(index)
            ends.append(index + 1)
            if remark:
                letter_remarks[count] = remark
        elif unicodedata.combining(char) and glued:
            read = _letter({"ü": "u\u0308", "ê": "e\u0302"}.get(letters[-1], letters[-1]) + char)
            if read is None or (tones[-1] and read[1]):
                return None
            composed = len(unicodedata.normalize("NFC", text[offsets[-1] : index + 1])) == 1
            letters[-1], tones[-1], ends[-1] = read[0], read[1] or tones[-1], index + 1
            if composed or read[2]:
                letter_remarks.setdefault(count - 1, read[2] or "decomposed letters")
        elif char == ":" and glued and letters[-1] == "u" and text[index + 1 : index + 2].isalnum():
            letters[-1], ends[-1] = "ü", index + 1
            letter_remarks[count - 1] = "u: for ü"
        elif char.isdigit():
            value = unicodedata.digit(char)
            if not glued or value > 5:
                return None
            digits[count] = value or 5
            breaks.add(count)
            ends[-1] = index + 1
        elif char in "ˉˊˇˋ" and glued:  # a tone mark typed after its syllable
            digits[count] = _ZHUYIN_TONES[char]
            breaks.add(count)
            ends[-1] = index + 1
            letter_remarks[count - 1] = "tone mark after the syllable"
        elif _SEPARATOR.match(char):
            breaks.add(count)
        elif not _IGNORED.match(char):
            return None
        elif glued:
            ends[-1] = index + 1
    if not letters:
        return None
    tone_less = not any(tones)
    if "ê" in letters:
        _resolve_circumflex(letters, tones, letter_remarks, breaks)
        tone_less = not any(tones)
    notation = Notation.DIGITS if digits else Notation.NONE if tone_less else Notation.MARKS
    return Spelling(
        source, notation, "".join(letters), tuple(tones), digits, frozenset(breaks), tuple(offsets), tuple(ends),
        bool(_SENTENCE_MARK.search(text)), tuple(remarks), letter_remarks,
    )  # fmt: skip


def _resolve_circumflex(letters: list[str], tones: list[int], remarks: dict[int, str], breaks: set[int]) -> None:
    """ê is a syllable by itself; within a longer syllable its circumflex can only be meant as a caron."""
    for index, letter in enumerate(letters):
        alone = index in breaks and (index + 1 in breaks or index + 1 == len(letters))
        if letter == "ê" and not alone:
            letters[index] = "e"
            tones[index] = tones[index] or 3
            remarks[index] = "circumflex for caron"


def _spell_zhuyin(text: str, remarks: list[str]) -> Spelling | None:
    letters: list[str] = []
    leads: list[int] = []
    digits: dict[int, int] = {}
    breaks = {0}
    offsets: list[int] = []
    ends: list[int] = []
    dot: int | None = None  # where a neutral dot waits for its syllable
    for index, char in enumerate(text):
        count = len(letters)
        if _ZHUYIN.match(char):
            letters.append(char)
            leads.append(0 if dot is None else 5)
            offsets.append(index if dot is None else dot)
            ends.append(index + 1)
            dot = None
        elif char == "˙" and (
            count == 0
            or count in digits
            or not text[index - 1 : index].strip()
            or _ZHUYIN.match(text[index + 1 : index + 2])
        ):
            dot = index  # printed before its syllable; typed, it comes after
            breaks.add(count)
        elif char in _ZHUYIN_TONES:
            if count == 0 or count in digits:
                return None
            digits[count] = _ZHUYIN_TONES[char]
            ends[-1] = index + 1
            breaks.add(count)
            if char == "˅":
                remarks.append("˅ for ˇ")
        elif char in ",，、。;；/|｜-":
            breaks.add(count)
        elif not (char.isspace() or _IGNORED.match(char)):
            return None
    if not letters or dot is not None:
        return None
    return Spelling(
        text, Notation.ZHUYIN, "".join(letters), tuple(leads), digits, frozenset(breaks), tuple(offsets), tuple(ends),
        bool(_SENTENCE_MARK.search(text)), tuple(dict.fromkeys(remarks)),
    )  # fmt: skip
