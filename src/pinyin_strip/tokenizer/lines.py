"""Interlinear text: lines, table rows and columns of readings beside their hanzi."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.document import Convention
from pinyin_strip.patterns import Pattern
from pinyin_strip.tokenizer.token import HAN, LETTERS, TONED, ZHUYIN, Token

__all__ = ["scan_columns", "scan_lines"]

_LONGEST_LINE = 400  # code points; a longer line is prose

_READING_LINE = Pattern(rf"[{LETTERS}{ZHUYIN}ˊˇˋ˙˅\s'’·\-|｜,，、.。!！?？;；:：…—“”\"1-5()（）]+")

_HANZI_LINE = Pattern(r"[\p{Han}\s|｜,，、.。!！?？;；:：…—“”\"'‘’「」『』《》·()（）]+")

_LETTER = Pattern(rf"[{LETTERS}]")

_LETTER_LINE = Pattern(rf"(?m)^[^\S\n]*[|｜(（“\"\-]?[^\S\n]*[{LETTERS}{ZHUYIN}]")

_TONE_SIGN = Pattern(rf"[{TONED}{ZHUYIN}]|[{LETTERS}][1-5]")

_RULE_LINE = Pattern(r"[\s|:]*+-[\s|:\-]*+")  # the row between head and body of a Markdown table

_COLUMN = Pattern(
    rf"(?<=\p{{Han}})[ \t]*\r?\n[ \t]*([{LETTERS}]{{1,8}}[1-5]?|[{ZHUYIN}ˊˇˋ˙˅]{{1,5}})"
    r"(?=[ \t]*(?:\r?\n|\p{P}|\p{Han}|$))"
)


def scan_lines(text: str) -> Iterator[Token]:
    """Find lines of readings next to a line of hanzi; the token's base is that whole line."""
    if "\n" not in text or not _LETTER_LINE.search(text):
        return
    lines, position = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((position, position + len(line)))
        position += len(line)
    kinds = [_line_kind(text, *line) for line in lines]
    for index, (start, end) in enumerate(lines):
        if kinds[index] not in ("reading", "letters"):
            continue
        stop = start + len(text[start:end].rstrip("\r\n"))
        below = index + 1 + (kinds[index + 1 : index + 2] == ["rule"])
        if kinds[below : below + 1] == ["hanzi"]:
            yield Token(start, end, start, stop, lines[below][1], Convention.INTERLINEAR, base_start=lines[below][0])
        above = index - 1 - (index > 1 and kinds[index - 1] == "rule")
        if index and kinds[above] == "hanzi":
            before = lines[index - 1][0] + len(text[slice(*lines[index - 1])].rstrip("\r\n"))
            yield Token(before, stop, start, stop, lines[above][1], Convention.INTERLINEAR, base_start=lines[above][0])


def _line_kind(text: str, start: int, end: int) -> str:
    if end - start > _LONGEST_LINE:
        return ""
    if _READING_LINE.fullmatch(text, start, end):
        if _TONE_SIGN.search(text, start, end):
            return "reading"
        if _LETTER.search(text, start, end):
            return "letters"
    if _RULE_LINE.fullmatch(text, start, end):
        return "rule"
    if _HANZI_LINE.fullmatch(text, start, end) and HAN.search(text, start, end):
        return "hanzi"
    return ""


def scan_columns(text: str) -> Iterator[Token]:
    """Find readings that stand each on the line after its one hanzi, the next hanzi following on the same line."""
    if "\n" not in text:
        return
    for match in _COLUMN.finditer(text):
        start, end = match.span()
        yield Token(start, end, match.start(1), end, start, Convention.INTERLINEAR, base_start=max(0, start - 1))
