"""One syllable, one hanzi: how well does it fit?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pinyin_strip import readings
from pinyin_strip.aligner.alignment import Fit
from pinyin_strip.house import Told
from pinyin_strip.signs import CLOSING_OF, FAMILY
from pinyin_strip.syllables import Part
from pinyin_strip.tokenizer import is_hanzi
from pinyin_strip.values import Notation

__all__ = ["SANDHI", "hanzi_after", "held", "hold", "is_told", "near", "one_slip"]


def hold(text: str, place: int, part: Part, notation: Notation) -> Fit:
    """Hold a syllable against the hanzi at ``place``; 々 repeats the hanzi before it."""
    char = text[place]
    if char in "々〻" and place:
        char = text[place - 1]
    fit = held(char, part.plain, part.tone, notation is Notation.NONE)
    if fit is Fit.TONE and part.tone == 2 and _has(char, part.plain, 3) and _third_tone_follows(text, place):
        return Fit.ALLOWED
    return fit


def is_told(told: Mapping[int, Told], place: int, part: Part, notation: Notation) -> bool:
    """Whether a syllable is what the house reads at ``place``; without tones its letters are enough."""
    if place not in told:
        return False
    plain, tone = told[place].parts
    return part.plain == plain and (notation is Notation.NONE or (part.tone or 5) == tone)


def held(char: str, plain: str, tone: int | None, toneless: bool) -> Fit:
    """Hold one syllable against one hanzi, by its own readings first, then by those of its variants."""
    bit = readings.ANY_TONE if toneless else 1 << (tone or 5)
    if readings.own(char).tones.get(plain, 0) & bit:
        return Fit.LISTED
    if char in SANDHI and plain == SANDHI[char][0] and tone in SANDHI[char][1]:
        return Fit.ALLOWED
    known = readings.united(char)
    if not known:
        return Fit.UNLISTED
    tones = known.tones.get(plain, 0)
    if tones & bit:
        return Fit.LISTED
    if tones:
        return Fit.ALLOWED if tone in (None, 5) else Fit.TONE
    return Fit.NEAR if not toneless and near(known, plain, tone or 5) else Fit.OTHER


# GB/T 16159-2012, 6.5 writes 一 and 不 in their original tone; texts for learners write what is spoken.
SANDHI = {"一": ("yi", (1, 2, 4)), "不": ("bu", (2, 4))}


def _has(char: str, plain: str, tone: int) -> bool:
    return bool(readings.united(char).tones.get(plain, 0) & (1 << tone))


def _third_tone_follows(text: str, place: int) -> bool:
    """Whether the next hanzi can be read in the third tone."""
    hanzi = hanzi_after(text, place + 1)
    return bool(hanzi) and any(tones & 0b1000 for tones in readings.united(hanzi).tones.values())


def hanzi_after(text: str, offset: int) -> str:
    """Return the next hanzi, glosses and blanks between them passed; nothing if another mark stands between, or none is near."""
    depth = 0
    for char in text[offset : offset + 24]:
        if char in CLOSING_OF:
            depth += 1
        elif char in FAMILY:
            depth -= 1
        elif depth <= 0 and is_hanzi(char):
            return char
        elif depth <= 0 and not char.isspace() and char not in "’'·-" and not char.isalpha():
            return ""
    return ""


def near(known: readings.Readings, plain: str, tone: int) -> bool:
    """Whether a syllable is one likely slip away from a listed reading in the same tone."""
    return any(tones & (1 << tone) and one_slip(plain, listed) for listed, tones in known.tones.items())


# Pairs that dialects merge or fingers confuse (Putonghua Shuiping Ceshi, its tables of errors): n/l, f/h, r/l.
_CONFUSED = ({"n", "l"}, {"f", "h"}, {"r", "l"})


@lru_cache(maxsize=65_536)
def one_slip(written: str, listed: str) -> bool:
    """Whether one letter is missing, doubled or too many, two are swapped, or one of a confused pair is written.

    >>> one_slip("xin", "xing"), one_slip("zong", "zhong"), one_slip("ma", "ba")
    (True, True, False)
    """
    if len(written) < 2 or len(listed) < 2 or written == listed:
        return False
    longer, shorter = (written, listed) if len(written) > len(listed) else (listed, written)
    if len(longer) == len(shorter) + 1:
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    if len(longer) != len(shorter):
        return False
    differ = [i for i, (a, b) in enumerate(zip(written, listed, strict=True)) if a != b]
    if len(differ) == 1:
        return {written[differ[0]], listed[differ[0]]} in _CONFUSED
    return len(differ) == 2 and written[differ[0]] == listed[differ[1]] and written[differ[1]] == listed[differ[0]]
