"""What each character means for a gloss, as the fast scan looks it up: made from ``signs.py``, nothing is said twice."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import cache

from pinyin_strip import signs
from pinyin_strip.fastscan import bits
from pinyin_strip.fastscan.loops.text import Kinds
from pinyin_strip.tokenizer import OTHER_LANGUAGE
from pinyin_strip.tokenizer.base import CLOSERS, INVISIBLE, MARK_ENDS
from pinyin_strip.tokenizer.segments import LABEL
from pinyin_strip.tokenizer.shapes import apposed, columns, lines

__all__ = ["basic_kinds", "kinds"]

_BASIC = "".join(map(chr, range(0x10000)))

# A bit, and the characters that have it, as they stand inside [...].
_CLASSES = (
    (bits.HAN, signs.HAN), (bits.LETTER, signs.LETTERS), (bits.TONED, signs.TONED), (bits.ZHUYIN, signs.ZHUYIN),
    (bits.OPENING, signs.in_class(signs.OPENING)), (bits.CLOSING, signs.in_class(signs.CLOSING)), (bits.SPACE, r"\s"),
    (bits.JOIN, signs.BETWEEN_SYLLABLES + signs.NO_WIDTH), (bits.CLOSER, signs.in_class("".join(CLOSERS))), (bits.STOP, signs.in_class(signs.STOPS)),
    (bits.MARK_END, signs.in_class("".join(MARK_ENDS))), (bits.LINE, lines.MARKS), (bits.HANZI_LINE, lines.HANZI_MARKS),
    (bits.GAP, signs.LIST_MARKS), (bits.SOUND, "音读讀念声聲平"), (bits.APART, signs.in_class("".join(apposed.APART))),
    (bits.TERMINATOR, columns.TERMINATORS + r"\r\n"), (bits.TONE, signs.ZHUYIN_TONES + "´`·²³¹⁰⁴⁵⁶⁷⁸⁹"),
)  # fmt: skip


@cache
def kinds() -> Kinds:
    """The table (some 30 milliseconds, once)."""
    return Kinds(basic_kinds(), array("i", _ranges(signs.HAN)))


def basic_kinds() -> array[int]:
    """The bits of each character of the basic plane."""
    basic = array("i", bytes(4 * 0x10000))
    for bit, characters in _CLASSES:
        for match in re.finditer(f"[{characters}]+", _BASIC):
            for code in range(*match.span()):
                basic[code] |= bit
    for char in INVISIBLE:
        if ord(char) < 0x10000:
            basic[ord(char)] |= bits.INVISIBLE
    for char in filter(str.isdigit, _BASIC[0x80:]):
        basic[ord(char)] |= bits.TONE
    for char in [*re.findall(f"[{signs.HAN}](?=[|)])", LABEL), *"为為是"]:
        basic[ord(char)] |= bits.CALLS
    for char, bit in _names():
        basic[ord(char)] |= bit
    for number, kind in enumerate(dict.fromkeys(signs.FAMILY.values()), start=1):
        for char in (char for char, its in signs.FAMILY.items() if its == kind):
            basic[ord(char)] |= number << 20
    return basic


def _names() -> Iterator[tuple[str, int]]:
    """The hanzi that begin the name of another language, those that go on with it, and those that are one by themselves."""
    literal = re.sub(r"\[[^\]]*\]", lambda match: "" if len(match[0]) > 8 else match[0], OTHER_LANGUAGE)
    for name in re.findall(f"[{signs.HAN}]{{2,}}", literal):
        yield name[0], bits.LABEL
        yield name[1], bits.LABEL_END
    for several in re.findall(f"\\[([{signs.HAN}]{{8,}})\\]", OTHER_LANGUAGE):  # [...]语
        yield from ((char, bits.LABEL) for char in several)
    yield from ((char, bits.LABEL_END) for char in "语語话話")
    for char in re.findall(f"[{signs.HAN}]", OTHER_LANGUAGE):
        if re.fullmatch(OTHER_LANGUAGE, char):
            yield char, bits.NAME


def _ranges(characters: str) -> list[int]:
    """The ranges beyond the basic plane of what stands inside ``[...]``, first and last of each."""
    found = []
    for match in re.finditer(r"([\U00010000-\U0010ffff])(?:-(.))?", characters):
        found += [ord(match[1]), ord(match[2] or match[1])]
    return found
