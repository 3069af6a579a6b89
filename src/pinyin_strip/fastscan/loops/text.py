"""UTF-8 bytes as characters: what each one means for a gloss, forwards and backwards.

What a character means is a set of bits, made from ``signs.py``; offsets count bytes. No function looks outside of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from pinyin_strip.fastscan.bits import (
    APART,
    CALLS,
    CLOSER,
    CLOSING,
    FAMILY,
    GAP,
    HAN,
    HANZI_LINE,
    INVISIBLE,
    JOIN,
    LABEL,
    LABEL_END,
    LETTER,
    LINE,
    MARK_END,
    NAME,
    OPENING,
    SHIFT,
    SOUND,
    SPACE,
    STOP,
    TERMINATOR,
    TONE,
    TONED,
    ZHUYIN,
)  # fmt: skip

__all__ = [
    "APART", "CALLS", "CLOSER", "CLOSING", "FAMILY", "GAP", "HAN", "HANZI_LINE", "INVISIBLE", "JOIN", "LABEL", "LABEL_END", "LETTER", "LINE", "MARK_END", "NAME", "OPENING", "SHIFT", "SOUND", "SPACE", "STOP", "TERMINATOR", "TONE", "TONED", "ZHUYIN",
    "Kinds", "Text", "before", "is_blank", "is_hanzi_at", "kind_at", "kind_before",
]  # fmt: skip


class Kinds:
    """What each character is.

    Args:
        basic: the bits of each character of the basic plane, by code point.
        hanzi: the hanzi beyond it: first and last code point of each range, in order.

    Raises:
        ValueError: if it is not one number for each character.
    """

    def __init__(self, basic: Sequence[int], hanzi: Sequence[int]) -> None:
        if len(basic) != 0x10000 or len(hanzi) % 2:
            raise ValueError("these are no kinds of characters")
        self.basic, self.hanzi = basic, hanzi


class Text:
    """UTF-8 bytes, and which of them are looked at: those from ``begin`` to ``end``."""

    def __init__(self, data: bytes | bytearray | memoryview, kinds: Kinds) -> None:
        view = memoryview(data)
        self.data, self.kinds = view, kinds
        self.begin, self.end = 0, view.nbytes


def kind_at(text: Text, at: int) -> int:
    """Return how many bytes the character at ``at`` has, and, shifted by SHIFT, what it is; a byte that begins none is nothing."""
    first = text.data[at]
    left = text.end - at
    if first < 0x80:
        return text.kinds.basic[first] << SHIFT | 1
    if first < 0xC0 or left < 2:
        return 1
    if first < 0xE0:
        return text.kinds.basic[(first & 31) << 6 | (text.data[at + 1] & 63)] << SHIFT | 2
    if left < 3:
        return 1
    code = (first & 15) << 12 | (text.data[at + 1] & 63) << 6 | (text.data[at + 2] & 63)
    if first < 0xF0:
        return text.kinds.basic[code] << SHIFT | 3
    if left < 4 or first > 0xF4:
        return 1
    return beyond(
        text,
        (first & 7) << 18 | (text.data[at + 1] & 63) << 12 | (text.data[at + 2] & 63) << 6 | (text.data[at + 3] & 63),
    )


def beyond(text: Text, code: int) -> int:
    """The same for a character beyond the basic plane, by its code point."""
    if 0xE0100 <= code < 0xE01F0:  # variation selectors
        return INVISIBLE << SHIFT | 4
    for place in range(0, len(text.kinds.hanzi), 2):
        if code <= text.kinds.hanzi[place + 1]:
            return HAN << SHIFT | 4 if code >= text.kinds.hanzi[place] else 4
    return 4


def before(text: Text, at: int) -> int:
    """Return where the character begins that ends before ``at``; ``at`` itself at the beginning of the text."""
    place = at - 1
    if place < text.begin:
        return at
    while place > text.begin and at - place < 4 and 0x80 <= text.data[place] < 0xC0:
        place -= 1
    return place


def kind_before(text: Text, at: int) -> int:
    """What the character is that ends before ``at``; nothing at the beginning of the text."""
    return kind_at(text, before(text, at)) >> SHIFT if at > text.begin else 0


def is_hanzi_at(text: Text, at: int) -> bool:
    """Whether a hanzi begins at ``at``: those of most texts are told by their first byte (U+4DC0 to U+4DFF are none)."""
    first = text.data[at]
    if 0xE5 <= first <= 0xE9:
        return True
    return first >= 0xE2 and kind_at(text, at) >> SHIFT & HAN != 0


def is_blank(text: Text, at: int) -> bool:
    """Whether one of the blanks stands here that go with a gloss: space, tab, U+00A0, U+3000."""
    byte = text.data[at]
    return byte in (0x20, 0x09) or (byte in (0xC2, 0xE3) and kind_at(text, at) >> SHIFT & SPACE != 0)
