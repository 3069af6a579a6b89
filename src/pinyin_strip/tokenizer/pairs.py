"""What opens and closes around a reading outside of brackets: quotation marks, emphasis, and brackets of which it has one half."""

from __future__ import annotations

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import CLOSING_OF, EMPHASIS, FAMILY, LETTERS, PAIRED, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.tokenizer.token import Token

__all__ = ["LOOKED_BACK", "before_marks", "before_quote", "closing_marks", "mirrored", "paired", "with_closing"]

LOOKED_BACK = 200  # code points in which the bracket opens that closes after a reading
_LONGEST_MARKS = 3
# A quotation mark, and no apostrophe.
_QUOTE = Pattern(rf"[\"“”‘]|(?<![{LETTERS}1-5])['’]|['’](?![{LETTERS}])")
# What a line may open that it does not close.
_PAIRS = PAIRED | EMPHASIS
_CLOSERS_OF_PAIRS = frozenset(_PAIRS.values())
_PHONETIC = Pattern(rf"[{LETTERS}{ZHUYIN}{ZHUYIN_TONES}1-5]")


def before_marks(text: str, at: int) -> int:
    """Where the marks of emphasis and quotation begin that open before a place."""
    start = at
    while start and at - start < _LONGEST_MARKS and text[start - 1] in EMPHASIS:
        start -= 1
    return start


def closing_marks(text: str, token: Token) -> str:
    """What closes the marks that a reading stands in outside of brackets; nothing if it stands in none."""
    return mirrored(text[before_marks(text, token.body_start) : token.body_start])


def mirrored(marks: str) -> str:
    """What closes some marks."""
    return "".join(EMPHASIS[char] for char in reversed(marks))


def before_quote(text: str, begin: int, end: int) -> int:
    """Where a reading ends before the quotation mark that closes more than the reading: speech, or a string in code."""
    opened = 0
    for quote in _QUOTE.finditer(text, begin, end):
        place = quote.start()
        straight = text[place] in "\"'" and (place == begin or text[place - 1] in " :：,，(（")
        opens = text[place] in "“‘" or (straight and text[place + 1 : place + 2].isalpha())
        if not opens and not opened:
            end = place
            break
        opened += 1 if opens else -1
    return begin + len(text[begin:end].rstrip())


def paired(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a line of readings to the marks that it opens and closes itself.

    Those of a quotation, a bracket or emphasis that goes on in the line before or behind it stay.
    """
    letters = [match.start() for match in _PHONETIC.finditer(text, start, end)]
    waiting: list[tuple[str, int, int]] = []
    place = start
    while place < end:
        char, first = text[place], place
        place += 1
        if char not in _PAIRS and char not in _CLOSERS_OF_PAIRS:
            continue
        while place < end and text[place] == char:
            place += 1
        if waiting and _PAIRS[waiting[-1][0]] == char:
            waiting.pop()
        elif char == "'" and letters[0] < first < letters[-1]:  # an apostrophe
            continue
        elif char in _PAIRS:
            waiting.append((char, first, place))
        elif first > letters[-1]:
            end = first
    ahead = [behind for _, first, behind in waiting if first < letters[0]]
    after = [first for _, first, _ in waiting if letters[-1] < first < end]
    return max(ahead, default=start), min(after, default=end)


def with_closing(text: str, end: int) -> int:
    """Return where a reading without a bracket ends with the bracket that closes after it, if none was opened for that one."""
    kind = FAMILY.get(text[end : end + 1])
    if kind is None or text[end] in CLOSING_OF:
        return end
    depth = 0
    seen = text[max(0, end - LOOKED_BACK) : end]
    if len(seen) == LOOKED_BACK and "\n" not in seen:  # it may have opened before
        return end
    for char in reversed(seen):
        if FAMILY.get(char) == kind:
            depth += -1 if char in CLOSING_OF else 1
        if depth < 0:
            return end
    return end + 1
