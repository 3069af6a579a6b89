"""The few characters around a hanzi, written alike where the difference says nothing about its reading."""

from __future__ import annotations

from pinyin_strip.readings import simplified

PAD = "。"
"""What stands beyond the ends of a text or line: the end of another sentence."""

_ALIKE = {
    **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "a"),
    **dict.fromkeys("\n\r\v\f\x85\u2028\u2029", PAD),
    **dict(zip(",:;?!()", "，：；？！（）", strict=True)),
}


class _Normal(dict[int, str]):
    """For ``str.translate``: filled as characters come along, so at most as large as Unicode."""

    def __missing__(self, code_point: int) -> str:
        char = chr(code_point)
        self[code_point] = _ALIKE.get(char) or (simplified(char) if char.isalpha() else char)
        return self[code_point]


_NORMAL = _Normal()


def normalized(text: str) -> str:
    """The text with simplified hanzi, digits as 0, letters as a, full-width punctuation; as many code points long.

    >>> normalized("他還有12GB,")
    '他还有00aa，'
    """
    return text.translate(_NORMAL)
