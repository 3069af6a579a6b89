"""A JSON string with a part taken out: what stays keeps the very escapes that it was written with."""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring, encode_basestring_ascii

from pinyin_strip.formats.align import deal
from pinyin_strip.formats.protocol import Revision

__all__ = ["rewrite", "spelt"]

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
