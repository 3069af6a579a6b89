r"""Every character that means something for a gloss, once: hanzi, letters of readings, tone signs, brackets, what may stand between.

Strings that name a set of characters are written to stand inside ``[…]`` of a regular expression.

>>> import re
>>> bool(re.match(f"[{HAN}]", "国")), CLOSING_OF["【"], FAMILY["〖"]
(True, '】', 'lenticular')
"""

from __future__ import annotations

__all__ = [
    "BEFORE_I", "BETWEEN_SYLLABLES", "BLANKS", "BRACKETS", "CLOSING", "CLOSING_OF", "DASHES", "EMPHASIS", "FAMILY", "HAN", "LETTERS", "LIST_MARKS", "NO_WIDTH", "OPENING", "PAIRED", "QUOTATION", "QUOTES", "SENTENCE_ENDS", "STOPS", "STROKES_FOR_I", "TONED", "TONE_MARKS", "ZHUYIN", "ZHUYIN_TONES", "in_class",
]  # fmt: skip


def in_class(characters: str) -> str:
    """Escape characters so that they stand for themselves inside ``[…]``."""
    return "".join(f"\\{char}" if char in r"\[]^-" else char for char in characters)


# The script Han (Unicode 17, Scripts.txt): ideographs of every plane, radicals, 々 〇 and numerals.
HAN = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d"
    "\ufa70-\ufad9\U00016fe2\U00016fe3\U00016ff0-\U00016ff6\U00020000-\U0002a6df\U0002a700-\U0002b81e\U0002b820-\U0002cead"
    "\U0002ceb0-\U0002ebe0\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1d\U00030000-\U0003134a\U00031350-\U00033479"
)

# Latin letters with anything that can be a tone mark on them, look-alikes, full-width forms, combining marks.
LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0251\u0261\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a\u0300-\u036f"
)
TONED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f"
TONE_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
"""Tone marks as combining characters (Hanyu Pinyin Fang'an, 4): macron, acute, caron, grave."""

ZHUYIN = "\u3105-\u312f\u31a0-\u31bf"
ZHUYIN_TONES = "ˉˊˇˋ˙˅"
"""The tone marks of zhuyin (GB/T 16159-2012 has none); ˅ is typed for ˇ."""

STROKES_FOR_I = "|｜一丨"
"""What is typed for ㄧ."""
BEFORE_I = "ㄅㄆㄇㄉㄊㄋㄌㄐㄑㄒ"
"""The initials of zhuyin that ㄧ may follow."""

# Brackets that hold readings: what opens, what closes, and the convention that they are.
_KINDS = (
    ("(（﹙", ")）﹚", "parenthesis"), ("[［", "]］", "square"), ("【〖", "】〗", "lenticular"), ("〔﹝", "〕﹞", "tortoise"),
    ("{｛﹛", "}｝﹜", "brace"), ("《", "》", "aozora"),
)  # fmt: skip
FAMILY = {bracket: kind for opening, closing, kind in _KINDS for bracket in opening + closing}
"""The name of the convention that a bracket belongs to: either width, small, black or white."""
CLOSING_OF = {one: other for opening, closing, _ in _KINDS for one, other in zip(opening, closing, strict=True)}
OPENING, CLOSING = "".join(CLOSING_OF), "".join(CLOSING_OF.values())
BRACKETS = in_class(OPENING + CLOSING)

QUOTES = "”’\"'」』》〉"  # what closes a quotation or a title
STOPS = "。，、；：！？…,.!?;:"  # what ends a sentence or a clause
SENTENCE_ENDS = "。！？…．.!?"
"""Of those, what ends a sentence."""
BLANKS = " \t\xa0\u3000"
DASHES = in_class("-‐‑–—―−")
BETWEEN_SYLLABLES = DASHES + "\\s'’‘ʼ`´·•・‧_/,，、.。．…!！?？;；:：“”\"「」~～|｜《》"
"""What may stand between two syllables of one reading, or after the last: blanks, apostrophes, marks of a sentence."""
EMPHASIS = {
    "*": "*",
    "_": "_",
    "~": "~",
    "`": "`",
    "'": "'",
    '"': '"',
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "〈": "〉",
}
"""What may stand around a reading outside of brackets, and what closes it: Markdown, wikis, quotation marks."""
QUOTATION = frozenset("“‘「『〈")
"""Those of them that open and close with signs of their own, so that they tell by themselves what stands in them."""
PAIRED = CLOSING_OF | {"“": "”", "‘": "’", "「": "」", "『": "』"}
"""Brackets and quotation marks, by what opens, that go on over a line break or hold hanzi and reading together."""
LIST_MARKS = r"\s、，,;；/／|｜<>＜＞→•·“”\"'「」『』《》*_`"
"""What may stand between the members of a list, beside a few hanzi."""
NO_WIDTH = "\u200b-\u200f\u2060\ufeff\u00ad"
"""What has no width (Unicode, Default_Ignorable_Code_Point), as it gets into readings."""
