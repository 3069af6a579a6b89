"""Text → spelling: read generously, each deviation remembered."""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import BEFORE_I, BETWEEN_SYLLABLES, NO_WIDTH, STROKES_FOR_I, TONE_MARKS, ZHUYIN
from pinyin_strip.syllables.spelling import Spelling
from pinyin_strip.values import Notation

__all__ = ["spell"]

_BREVE, _CIRCUMFLEX, _DIAERESIS = "\u0306", "\u0302", "\u0308"
_ALIKE = {"ɡ": "g", "ɑ": "a", "ı": "i"}
_ZHUYIN_TONES = {"ˊ": 2, "ˇ": 3, "˅": 3, "ˋ": 4, "˙": 5, "ˉ": 1, "´": 2, "`": 4, "·": 5}
_AFTER_LETTERS = frozenset("ˉˊˇˋ")  # tone marks that may be typed after a syllable in Latin letters, too
_IGNORED = Pattern(f"[{NO_WIDTH}]")
_ESCAPED_BREAK = Pattern(r"\\[nrt]")
_SEPARATOR = Pattern(f"[{BETWEEN_SYLLABLES}]")
_SENTENCE_MARK = Pattern(r"[,，、.。．…!！?？;；:：—_]")
_ZHUYIN = Pattern(f"[{ZHUYIN}]")
_ZHUYIN_SEPARATORS = frozenset(",，、。;；/|｜-")


@lru_cache(maxsize=4096)
def spell(text: str) -> Spelling | None:
    """Read ``text`` as the spelling of a reading; ``None`` if anything in it cannot belong to one.

    Read generously, each deviation remembered: decomposed letters, IPA ɡ and ɑ, breve or circumflex for caron, v or u:
    for ü, full-width letters, HTML entities, upper case.

    >>> spell("gēnjù").letters, spell("ㄍㄨㄛˊ").notation.value, spell("12") is None
    ('genju', 'zhuyin', True)
    """
    remarks: list[str] = []
    if "&" in text and html.unescape(text) != text:
        text = html.unescape(text)
        remarks.append("HTML entity")
    reader = _Zhuyin(text, remarks) if _ZHUYIN.search(text) else _Pinyin(text, remarks)
    return reader.read()


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
        elif mark in TONE_MARKS and not tone:
            tone = TONE_MARKS[mark]
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


@dataclass(slots=True)
class _Reader:
    """What has been read so far: letters, the tone over or after each, and where syllables must end."""

    text: str
    remarks: list[str]
    letters: list[str] = field(default_factory=list)
    tones: list[int] = field(default_factory=list)
    digits: dict[int, int] = field(default_factory=dict)
    breaks: set[int] = field(default_factory=lambda: {0})
    offsets: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    letter_remarks: dict[int, str] = field(default_factory=dict)

    def take(self, index: int, char: str) -> bool:
        """Read one character; ``False`` if it cannot belong to a reading."""
        raise NotImplementedError

    def read(self) -> Spelling | None:
        """Read the whole text; ``None`` if it is no reading."""
        for index, char in enumerate(self.text):
            if not self.take(index, char):
                return None
        return self.spelling() if self.letters else None

    def spelling(self) -> Spelling:
        """Put together what was read."""
        return Spelling(
            self.text, self.notation(), "".join(self.letters), tuple(self.tones), self.digits, frozenset(self.breaks),
            tuple(self.offsets), tuple(self.ends), bool(_SENTENCE_MARK.search(self.text)),
            tuple(dict.fromkeys(self.remarks)), self.letter_remarks,
        )  # fmt: skip

    def notation(self) -> Notation:
        return Notation.ZHUYIN

    def add(self, letter: str, tone: int, start: int, end: int) -> None:
        self.letters.append(letter)
        self.tones.append(tone)
        self.offsets.append(start)
        self.ends.append(end)

    def end_syllable(self, tone: int, end: int) -> None:
        """A tone digit, or a tone mark of its own: it belongs to the letters before it."""
        self.digits[len(self.letters)] = tone
        self.breaks.add(len(self.letters))
        self.ends[-1] = end


@dataclass(slots=True)
class _Pinyin(_Reader):
    """Hanyu Pinyin in Latin letters."""

    def read(self) -> Spelling | None:
        # Outside of super(): slots=True makes a new class, which zero-argument super() does not know.
        source = self.text
        self.text = _ESCAPED_BREAK.sub("  ", source) if "\\" in source else source
        return _Reader.read(self)

    def take(self, index: int, char: str) -> bool:
        glued = bool(self.ends) and self.ends[-1] == index
        read = _letter(char)
        if read is not None:
            base, tone, remark = read
            if remark:
                self.letter_remarks[len(self.letters)] = remark
            self.add(base, tone, index, index + 1)
            return True
        if unicodedata.combining(char) and glued:
            return self._combine(index, char)
        if char.isdigit():
            return self._tone_digit(index, char) if glued else False
        if char in _AFTER_LETTERS and glued:
            self.letter_remarks[len(self.letters) - 1] = "tone mark after the syllable"
            self.end_syllable(_ZHUYIN_TONES[char], index + 1)
        elif char == ":" and glued and self.letters[-1] == "u" and self.text[index + 1 : index + 2].isalnum():
            self.letters[-1], self.ends[-1] = "ü", index + 1
            self.letter_remarks[len(self.letters) - 1] = "u: for ü"
        elif _SEPARATOR.match(char):
            self.breaks.add(len(self.letters))
        elif not _IGNORED.match(char):
            return False
        elif glued:
            self.ends[-1] = index + 1
        return True

    def _combine(self, index: int, mark: str) -> bool:
        """A combining mark over the letter before it."""
        last = self.letters[-1]
        read = _letter({"ü": "u\u0308", "ê": "e\u0302"}.get(last, last) + mark)
        if read is None or (self.tones[-1] and read[1]):
            return False
        composed = len(unicodedata.normalize("NFC", self.text[self.offsets[-1] : index + 1])) == 1
        if composed or read[2]:
            self.letter_remarks.setdefault(len(self.letters) - 1, read[2] or "decomposed letters")
        self.letters[-1], self.tones[-1], self.ends[-1] = read[0], read[1] or self.tones[-1], index + 1
        return True

    def _tone_digit(self, index: int, char: str) -> bool:
        value = unicodedata.digit(char)
        if value > 5 or len(self.letters) in self.digits:  # 55 and 214 are pitches
            return False
        self.end_syllable(value or 5, index + 1)
        return True

    def notation(self) -> Notation:
        if "ê" in self.letters:
            self._resolve_circumflex()
        toned = self.digits or any(self.tones)
        if toned and len(self.letters) > 1 and self.text.isupper():
            for index in range(len(self.letters)):
                self.letter_remarks.setdefault(index, "upper case")
        return Notation.DIGITS if self.digits else Notation.MARKS if any(self.tones) else Notation.NONE

    def _resolve_circumflex(self) -> None:
        """ê is a syllable by itself; within a longer syllable its circumflex can only be meant as a caron."""
        for index, letter in enumerate(self.letters):
            alone = index in self.breaks and (index + 1 in self.breaks or index + 1 == len(self.letters))
            if letter == "ê" and not alone:
                self.letters[index] = "e"
                self.tones[index] = self.tones[index] or 3
                self.letter_remarks[index] = "circumflex for caron"


@dataclass(slots=True)
class _Zhuyin(_Reader):
    """Zhuyin fuhao. The dot of the neutral tone is printed before its syllable; typed, it comes after."""

    dot: int | None = None  # where a neutral dot waits for its syllable

    def read(self) -> Spelling | None:
        found = _Reader.read(self)
        return None if self.dot is not None else found

    def take(self, index: int, char: str) -> bool:
        count = len(self.letters)
        if char in STROKES_FOR_I and self._is_i(index):
            self.letter_remarks[count] = f"{char} for ㄧ"
            char = "ㄧ"
        if _ZHUYIN.match(char):
            self.add(char, 0 if self.dot is None else 5, index if self.dot is None else self.dot, index + 1)
            self.dot = None
        elif char == "˙" and self._comes_before(index):
            self.dot = index
            self.breaks.add(count)
        elif char in _ZHUYIN_TONES:
            if count == 0 or count in self.digits:
                return False
            self.end_syllable(_ZHUYIN_TONES[char], index + 1)
            if char == "˅":
                self.remarks.append("˅ for ˇ")
        elif char in _ZHUYIN_SEPARATORS:
            self.breaks.add(count)
        else:
            return char.isspace() or _IGNORED.match(char) is not None
        return True

    def _is_i(self, index: int) -> bool:
        """Whether the stroke here stands for ㄧ: behind an initial, or alone with its tone."""
        before, after = self.text[index - 1 : index], self.text[index + 1 : index + 2]
        if before and before in BEFORE_I:
            return True
        return (
            self.text[index] not in "|｜" and not before.strip() and (after in _ZHUYIN_TONES or "ㄚ" <= after <= "ㄩ")
        )

    def _comes_before(self, index: int) -> bool:
        """Whether the dot here belongs to the syllable after it."""
        count = len(self.letters)
        if count == 0 or count in self.digits or not self.text[index - 1 : index].strip():
            return True
        return _ZHUYIN.match(self.text[index + 1 : index + 2]) is not None
