"""The few characters around a hanzi, written alike where the difference says nothing about its reading."""

from __future__ import annotations

from pinyin_strip.readings import Simplifying

PAD = "。"
"""What stands beyond the ends of a text or line: the end of another sentence."""

_ALIKE = {
    **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "a"),
    **dict.fromkeys("\n\r\v\f\x85\u2028\u2029", PAD),
    **dict(zip(",:;?!()", "，：；？！（）", strict=True)),
}


_NORMAL = Simplifying({ord(char): alike for char, alike in _ALIKE.items()})


def normalized(text: str) -> str:
    """The text with simplified hanzi, digits as 0, letters as a, full-width punctuation; as many code points long.

    >>> normalized("他還有12GB,")
    '他还有00aa，'
    """
    return text.translate(_NORMAL)
