"""Ruby markup in plain text: HTML rt elements and the Markdown pair {国|guó}."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinyin_strip.document import Convention
from pinyin_strip.patterns import Pattern
from pinyin_strip.tokenizer.base import find_base
from pinyin_strip.tokenizer.segments import trim
from pinyin_strip.tokenizer.token import Token

__all__ = ["scan_pipes", "scan_rt"]

_RT = Pattern(
    r"(?:<rp>[^<]{0,8}</rp>\s*)?<rt(?:\s[^<>]{0,200})?>([^<]{1,400})(?:</rt>)?(?:\s*<rp>[^<]{0,8}</rp>)?", re.I
)

_PIPE = Pattern(r"\{\{?([^{}|｜\n]{1,60})([|｜])([^{}|｜\n]{1,200})\}")


def scan_rt(text: str) -> Iterator[Token]:
    if "<rt" not in text and "<RT" not in text:
        return
    for match in _RT.finditer(text):
        base_end, _, _ = find_base(text, match.start())
        body_start, body_end, labelled = trim(text, *match.span(1))
        start, end = match.span()
        yield Token(start, end, body_start, body_end, base_end, Convention.MARKUP, labelled=labelled)


def scan_pipes(text: str) -> Iterator[Token]:
    if "{" not in text:
        return
    for match in _PIPE.finditer(text):
        base_end, _, _ = find_base(text, match.start(2))
        if base_end > match.start(1):
            body_start, body_end, _ = trim(text, *match.span(3))
            start, end = match.start(2), match.end(3)
            yield Token(start, end, body_start, body_end, base_end, Convention.PIPE, base_start=match.start(1))
