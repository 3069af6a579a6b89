"""How readings change in speech: the tones of 一 and 不 before other tones, and the neutral tone of some words."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from functools import cache
from importlib.resources import files

from pinyin_strip import readings
from pinyin_strip.context.segmentation import Word
from pinyin_strip.syllables import spelling_of

__all__ = ["make_neutral", "with_sandhi"]

NUMERALS = frozenset("〇零一二三四五六七八九十")
FIRST_HALVES = frozenset("统唯惟专归逐划万")
"""What makes a word that 一 ends (统一, 万一): pypinyin does not list them all."""

SPOKEN = {"一": {1: "yì", 2: "yì", 3: "yì", 4: "yí"}, "不": {4: "bú"}}
"""By the tone of what follows. Source: 《汉语拼音正词法基本规则》 GB/T 16159-2012, 6.5, which writes the original tone."""


def with_sandhi(simple: str, place: int, read: Mapping[int, str], words: Sequence[Word]) -> str:
    """Return how 一 or 不 at a place (code points of the line) sounds there.

    Args:
        simple: the line in simplified script.
        place: where the hanzi stands.
        read: the readings in the line by place, in tone marks.
        words: the words of the line that the dictionary lists.

    >>> with_sandhi("一个", 0, {0: "yī", 1: "gè"}, ()), with_sandhi("第一个", 1, {1: "yī", 2: "gè"}, ())
    ('yí', 'yī')
    """
    hanzi, before, after = simple[place], simple[place - 1 : place], simple[place + 1 : place + 2]
    reading = read[place]
    if hanzi not in SPOKEN or readings.reading_parts(reading) not in (("yi", 1), ("bu", 4)) or place + 1 not in read:
        return reading
    if before and before == after:  # 看一看, 好不好: between the two it is neutral
        return readings.reading_parts(reading)[0]
    if hanzi == "一" and (
        _is_number(before, after) or before in FIRST_HALVES or any(word.end == place + 1 for word in words)
    ):
        return reading  # 第一个, 二十一, 一月, 统一战线
    return SPOKEN[hanzi].get(_full_tone(simple[place + 1], read[place + 1]), reading)


def _is_number(before: str, after: str) -> bool:
    """Whether 一 is an ordinal, or a digit among others."""
    return before == "第" or before in NUMERALS or (after != "" and after in NUMERALS | frozenset("月号"))


def _full_tone(hanzi: str, reading: str) -> int:
    """The tone of a reading; of a neutral one that of the full syllable (一个 yí ge), since that decides."""
    plain, tone = readings.reading_parts(reading)
    if tone != 5:
        return tone
    bits = readings.own(hanzi).tones.get(plain, 0)
    return next((full for full in range(1, 5) if bits & (1 << full)), 5)


def make_neutral(simple: str, read: MutableMapping[int, str], words: Sequence[Word]) -> None:
    """Take the tone from the last syllable of words in which it is neutral (衣服 yīfu), in place.

    >>> read = {0: "yī", 1: "fú"}
    >>> make_neutral("衣服", read, [Word(0, 2)])
    >>> read
    {0: 'yī', 1: 'fu'}
    """
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for place in range(len(simple) - 1):
        if (
            simple[place : place + 2] in _neutral_words()
            and place in starts
            and place + 2 in ends
            and place + 1 in read
        ):
            read[place + 1] = spelling_of(readings.reading_parts(read[place + 1])[0], 5)


@cache
def _neutral_words() -> frozenset[str]:
    lines = files("pinyin_strip.context").joinpath("neutral.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
