"""Where the hanzi before a gloss end: what may stand between, and what makes a reading a mere mention."""

from __future__ import annotations

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, QUOTES, STOPS
from pinyin_strip.tokenizer.token import is_hanzi

__all__ = [
    "CLOSERS", "INVISIBLE", "MARK_ENDS", "MENTION", "find_base", "is_mention",
]  # fmt: skip

# The same words before a bracket or a bare reading make it the object of a sentence, not a gloss: 读音为 yuè.
MENTION = Pattern(r"(?:读音|讀音|发音|發音|拼音|注音|音|读|讀|念|叫)(?:作|成|为|為|是|做|如|若|同)?[\s:：“\"‘'「]*$")

# Tags, also escaped ones, wiki macros, escaped line breaks, entities for blanks and quotation marks, and note marks: ① [2] （3）.
_MARK = Pattern(
    r"(?:<[^<>\n]{1,120}>|&lt;(?:[^&\n]|&(?!lt;)){1,160}?&gt;|~[A-Za-z]~|\\[nrt]"
    r"|&(?:nbsp|ensp|emsp|thinsp|quot|[lr][ds]quo);"
    r"|[①-⓿❶-➓¹²³⁰⁴-⁹†‡]|[\[［〔【(（]\s?\d{1,3}\s?[\]］〕】)）])$"
)

# The headword of a note, a word in a bracket of its own, the argument of a macro, the link of a wiki, the last argument of its template: hanzi and nothing else.
_HEADWORD = Pattern(
    rf"(?<=[【〔［])[{HAN}]{{1,12}}(?=[】〕］]$)|(?<=[（(])[{HAN}]{{1,12}}(?=[）)]$)|(?<=\{{)[{HAN}]{{1,12}}(?=\}}\}}?$)"
    rf"|(?:\[\[|\[\[[^\[\]\n]{{1,40}}?\|)[{HAN}]{{1,12}}(?=\]\]$)|\{{\{{[^{{}}\n]{{1,40}}?[|=][{HAN}]{{1,12}}(?=\}}\}}$)"
)
_HEADWORD_ENDS = frozenset("】〕］}])）")

MARK_ENDS = (
    frozenset(">;~nrt]］〕】)）")
    | set(map(chr, (*range(0x2460, 0x2500), *range(0x2776, 0x2794))))
    | set("¹²³⁰⁴⁵⁶⁷⁸⁹†‡")
)


CLOSERS = frozenset(QUOTES) | frozenset("*_`~")

# Variation selectors and what has no width (Unicode, Default_Ignorable_Code_Point).
INVISIBLE = frozenset(
    map(chr, (*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def is_mention(text: str, base_end: int) -> bool:
    """Whether the words before the end of a base speak about a reading."""
    return bool(base_end) and MENTION.search(text, max(0, base_end - 8), base_end) is not None


def find_base(text: str, start: int) -> tuple[int, bool, bool]:
    """Go back from ``start`` over what may stand between a gloss and its hanzi.

    Returns the end of the hanzi (0 if there is none), whether a quote or markup was passed, and whether a mark that
    ends a clause was. Blanks, line breaks, closing quotes and title marks, tags, emphasis and note marks are passed, and the bracket
    of a headword.
    """
    end, quoted, stopped = start, False, False
    for _ in range(16):
        if end == 0:
            break
        char = text[end - 1]
        if is_hanzi(char):
            return end, quoted, stopped
        if char.isspace() or char in INVISIBLE:
            end -= 1
        elif char in MARK_ENDS and (mark := _MARK.search(text, max(0, end - 180), end)):
            quoted = quoted or not (char in "nrt" or mark[0].endswith("sp;"))
            end = mark.start()
        elif char in CLOSERS or (char == "|" and end == start):
            end, quoted = end - 1, True
        elif char in _HEADWORD_ENDS and (head := _HEADWORD.search(text, max(0, end - 60), end)):
            return head.end(), True, stopped
        elif char in STOPS and end > 1:
            if char == ":" and text[max(0, end - 8) : end - 1].rstrip(" ").endswith(
                '"'
            ):  # a key and its value are no sentence
                break
            end, stopped = end - 1, True
        else:
            break
    return 0, quoted, stopped
