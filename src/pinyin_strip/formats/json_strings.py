"""A JSON string with a part taken out: what stays keeps the very escapes that it was written with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import accumulate, pairwise
from json.encoder import encode_basestring, encode_basestring_ascii

from pinyin_strip.formats.align import deal
from pinyin_strip.formats.protocol import Revision
from pinyin_strip.formats.runs import Run, locator

__all__ = ["rewrite", "spelt", "string_locator"]

_UNIT = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.DOTALL
)


def rewrite(raw: bytes, old: str, new: Revision) -> bytes:
    r"""Write ``new`` in the manner of ``raw``, the JSON string (quotes included) that spells ``old``.

    >>> rewrite(rb'"\u56fd(gu\u00f3)\/"', "国(guó)/", Revision("国/", lambda: [(1, 6, "")]))
    b'"\\u56fd\\/"'
    """
    for write in (encode_basestring, encode_basestring_ascii):
        if write(old).encode("utf-8", "surrogatepass") == raw:
            return write(new.text).encode("utf-8", "surrogatepass")
    units, texts = spelt(raw)
    ascii_only = raw.isascii()
    written = [
        unit if text == kept else (encode_basestring_ascii if ascii_only else encode_basestring)(kept)[1:-1]
        for unit, text, kept in zip(units, texts, deal(texts, new.text, new.changes()), strict=True)
    ]
    return b'"' + "".join(written).encode("utf-8") + b'"'


def spelt(raw: bytes) -> tuple[list[str], list[str]]:
    r"""Part a JSON string (quotes included) into escapes and what stands between them, and say what each of them spells.

    >>> spelt(rb'"x\u56fd"')
    (['x', '\\u56fd'], ['x', '国'])
    """
    units = _UNIT.findall(raw[1:-1].decode("utf-8"))
    return units, [unit if unit[0] != "\\" else json.loads(f'"{unit}"') for unit in units]


def string_locator(raw: bytes, start: int) -> Callable[[int, int], tuple[int, int]]:
    r"""Return what says where a span of the text stands, in bytes, that a JSON string spells; its quote is byte ``start``.

    >>> string_locator(rb'"x\u56fdy"', 10)(1, 2)
    (12, 18)
    """

    def where(first: int, last: int) -> tuple[int, int]:
        units, texts = spelt(raw)
        ends = list(accumulate((len(unit.encode("utf-8")) for unit in units), initial=start + 1))
        runs = [Run(text, *span) for text, span in zip(texts, pairwise(ends), strict=True)]
        return locator(runs)(first, last) if runs else (start + 1, start + 1)

    return where
