"""Glosses in brackets of every kind, labels inside them included."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.document import Convention
from pinyin_strip.patterns import Pattern
from pinyin_strip.tokenizer.base import MENTION, find_base
from pinyin_strip.tokenizer.segments import SOUNDS_ALIKE, trim
from pinyin_strip.tokenizer.token import PHONETIC, Token, is_hanzi

__all__ = ["CONVENTIONS", "scan_brackets"]

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
