"""A reading taken to pieces, and the syllables that its letters can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pinyin_strip.syllables.tables import mark_place, tables
from pinyin_strip.values import Notation

__all__ = ["Part", "Spelling"]

# What zhuyin writes of a final before 兒, which takes its i or n away, and the finals that it stands for: 會ㄏㄨㄜˇ兒, 點ㄉㄧㄚˇ兒.
_BEFORE_ER = {"ㄜ": "ㄟㄣ", "ㄚ": "ㄢㄞ"}

_LONGEST = 8  # letters in the longest syllable (zhuang) with the r of erhua and one to spare


class Part(NamedTuple):
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
    _steps: list[tuple[Part, ...]] = field(default_factory=lambda: [()], compare=False, repr=False)

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

    def steps(self, end: int) -> tuple[Part, ...]:
        """Return those of the ``parts`` before ``end`` from which the letters can be split on to their beginning."""
        steps = self._steps
        for place in range(len(steps), end + 1):
            steps.append(tuple(part for part in self.parts(place) if part.start == 0 or steps[part.start]))
        return steps[end]

    def _starts(self, end: int) -> Iterator[int]:
        for start in range(end - 1, max(-1, end - _LONGEST), -1):
            yield start
            if start in self.breaks:
                return

    def _pinyin_parts(self, end: int) -> Iterator[Part]:
        forms = tables().pinyin
        if self.digits and end not in self.digits and end not in self.breaks and end < len(self.letters):
            return  # among tone digits every syllable has its own, but for a neutral one before a break
        if self.letters[end - 1] == "r" and end - 1 in self.digits:  # zhe4r
            yield from self._erhua_after_digit(end)
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

    def _erhua_after_digit(self, end: int) -> Iterator[Part]:
        """The r of erhua behind the tone digit of its syllable: zhe4r, dian3r5."""
        for start in self._starts(end - 1):
            for plain, remark in tables().pinyin.get(self.letters[start : end - 1], ()):
                tone = self.digits[end - 1]
                yield Part(start, end, plain, tone, True, self._remarks(start, end - 1, plain, tone, remark))

    def _remarks(self, start: int, end: int, plain: str, tone: int | None, remark: str) -> tuple[str, ...]:
        """What is unusual in the spelling of one syllable."""
        remarks = [remark] if remark else []
        remarks += sorted({self.letter_remarks[i] for i in range(start, end) if i in self.letter_remarks})
        marked = [i - start for i in range(start, end) if self.tones[i]]
        if marked and tone and marked[0] != mark_place(plain, tone):
            remarks.append("misplaced tone mark")
        return tuple(remarks)

    def _zhuyin_parts(self, end: int) -> Iterator[Part]:
        forms = tables().zhuyin
        for start in self._starts(end):
            tone = 5 if self.tones[start] == 5 else self.digits.get(end) or 1
            for plain in forms.get(self.letters[start:end], ()):
                told = tuple(self.letter_remarks[i] for i in range(start, end) if i in self.letter_remarks)
                yield Part(start, end, plain, tone, False, told)
            for coda in _BEFORE_ER.get(self.letters[end - 1], ""):
                for plain in forms.get(f"{self.letters[start : end - 1]}{coda}", ()):
                    yield Part(start, end, plain, tone, True)
