"""Glosses in brackets of every kind, labels inside them included."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.document import Convention
from pinyin_strip.patterns import Pattern
from pinyin_strip.tokenizer.base import MENTION, find_base
from pinyin_strip.tokenizer.segments import SOUNDS_ALIKE, trim
from pinyin_strip.tokenizer.token import LETTERS, PHONETIC, TONED, ZHUYIN, Token, is_hanzi

__all__ = ["CONVENTIONS", "scan_brackets", "scan_unclosed", "with_closing"]

LONGEST_BODY = 400  # code points in one bracket: a long sentence with its readings

_FAMILIES = {
    "(（": Convention.PARENTHESIS, "[［": Convention.SQUARE, "【〖": Convention.LENTICULAR,
    "〔": Convention.TORTOISE, "{｛": Convention.BRACE, "《": Convention.AOZORA,
}  # fmt: skip

_OPEN = {bracket: convention for brackets, convention in _FAMILIES.items() for bracket in brackets}

_CLOSE = dict(zip(")）]］】〗〕}｝》", [_OPEN[c] for c in "(（[［【〖〔{｛《"], strict=True))

CONVENTIONS = frozenset(_FAMILIES.values())
_OPENING, _CLOSING = ("".join(f"\\{bracket}" for bracket in side) for side in (_OPEN, _CLOSE))

# {国|guó} holds its own base, so it reads nothing before it; see ``markup.py``.
_BASE_AND_READING = Pattern(r"\p{Han}++[|｜]")

_BRACKETED = Pattern(rf"([{_OPENING}])([^{_OPENING}{_CLOSING}]{{1,{LONGEST_BODY}}}+)([{_CLOSING}])")


_OPERATORS = ("_", "^")

_UNCLOSED = Pattern(
    rf"(?<=\p{{Han}})\s?([{_OPENING}])\s?(?=[{LETTERS}'’ ]{{0,12}}[{TONED}{ZHUYIN}])"
    rf"([{LETTERS}{ZHUYIN}ˊˇˋ˙˅'’ \-]{{1,60}}+)(?![^{_OPENING}{_CLOSING}\p{{Han}}]{{0,80}}+[{_CLOSING}])"
)

LOOKED_BACK = 200  # code points in which the bracket opens that closes after a reading


def scan_brackets(text: str) -> Iterator[Token]:
    """Yield every bracket that holds something phonetic, the innermost of nested ones."""
    last: Token | None = None
    for match in _BRACKETED.finditer(text):
        opening, body, closing = match.groups()
        convention = _OPEN[opening]
        if convention is not _CLOSE[closing] or (convention is Convention.BRACE and _BASE_AND_READING.match(body)):
            continue
        if not PHONETIC.search(body) and not SOUNDS_ALIKE.search(body):
            continue
        start, end = match.span()
        body_start, body_end, labelled = trim(text, start + 1, end - 1)
        if last is not None and last.end == start:
            base_end, quoted, stopped = last.base_end, last.quoted, last.stopped
        elif (
            text[start - 1 : start] in _OPERATORS and convention is Convention.BRACE
        ):  # TeX: the bracket is an argument
            base_end, quoted, stopped = 0, False, False
        else:
            base_end, quoted, stopped = find_base(text, start)
        head = start
        if base_end:
            while head > base_end and text[head - 1] in " \t\xa0\u3000":
                head -= 1
        extra, base_start = None, 0
        if convention is Convention.AOZORA:
            extra, base_start = _aozora_bar(text, base_end)
        mention = MENTION.search(text, max(0, base_end - 8), base_end) is not None if base_end else False
        last = Token(
            head, end, body_start, body_end, base_end, convention, opening, closing, quoted, stopped, mention,
            labelled, base_start, extra,
        )  # fmt: skip
        yield last


def _aozora_bar(text: str, base_end: int) -> tuple[tuple[int, int] | None, int]:
    """Find the ｜ that tells where an Aozora base begins; it goes with the gloss."""
    bar = max(text.rfind("｜", max(0, base_end - 40), base_end), text.rfind("|", max(0, base_end - 40), base_end))
    if bar < 0 or not all(map(is_hanzi, text[bar + 1 : base_end])):
        return None, 0
    return (bar, bar + 1), bar + 1


def scan_unclosed(text: str) -> Iterator[Token]:
    """Yield readings after a bracket that opens and never closes: they stay, and a proofreader is told."""
    for match in _UNCLOSED.finditer(text):
        start, (body_start, body_end) = match.start(1), match.span(2)
        yield Token(start, body_end, body_start, body_end, match.start(), _OPEN[match[1]], match[1])


def with_closing(text: str, end: int) -> int:
    """Return where a reading without a bracket ends with the bracket that closes after it, if none was opened for that one."""
    if end == len(text) or text[end] not in _CLOSE:
        return end
    kind, depth = _CLOSE[text[end]], 0
    for char in reversed(text[max(0, end - LOOKED_BACK) : end]):
        if char == "\n":
            break
        depth += (_CLOSE.get(char) is kind) - (_OPEN.get(char) is kind)
        if depth < 0:
            return end
    return end + 1
