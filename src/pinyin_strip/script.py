"""Simplified ↔ traditional script: OpenCC, opened when it is first needed."""

from __future__ import annotations

from functools import cache

from pinyin_strip.patterns import Pattern

__all__ = ["convert", "in_script"]

_CONFIGURATIONS = {"simplified": "t2s", "traditional": "s2t"}


@cache
def _converter(config: str) -> object:
    from opencc import OpenCC

    return OpenCC(config)


def convert(text: str, config: str) -> str:
    """Convert text with one of OpenCC's configurations, such as ``t2s``."""
    parts = _SURROGATES.split(text)  # OpenCC takes UTF-8, which cannot write them
    return "".join(part if index % 2 else _converted(part, config) for index, part in enumerate(parts))


def _converted(text: str, config: str) -> str:
    return str(_converter(config).convert(text))  # type: ignore[attr-defined]


_SURROGATES = Pattern("([\ud800-\udfff]+)")


def in_script(text: str, script: str) -> str:
    """Write a text in ``"simplified"`` or ``"traditional"`` script, as many code points long as it came.

    Words decide where a hanzi has two forms (头发 → 頭髮); should that ever change the length, hanzi by hanzi is
    converted instead, so that offsets hold.

    >>> in_script("頭髮", "simplified"), in_script("头发", "traditional")
    ('头发', '頭髮')
    """
    config = _CONFIGURATIONS[script]
    written = convert(text, config)
    if len(written) == len(text):
        return written
    forms = {char: convert(char, config) for char in set(text)}
    return "".join(forms[char] if len(forms[char]) == 1 else char for char in text)
