"""The forward model: what a mirror site does to the bytes of a page when it injects readings.

The page is encoded as GBK; for each key of an ORDERED list, every occurrence of its two bytes, wherever
they stand, is followed by ``(reading)``; the result is decoded as CP936. Where the two bytes belong to
two neighbours, the second neighbour is torn apart and the text runs one byte out of step from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pinyin_strip.damage import gbk

#: Marks before which some sites cut the stream, wherever their bytes turn up.
CUT_MARKS = "、。！，；？"

Key = tuple[str, str]


def inject(data: bytes, keys: Sequence[Key]) -> bytes:
    """Follow every occurrence of each key's bytes in ``data`` by its reading in brackets, key after key."""
    for char, reading in keys:
        pair = gbk.pair_of(char)
        if pair is not None:
            data = data.replace(pair, pair + b"(" + gbk.encode(reading) + b")")
    return data


def cut(data: bytes, cuts: str = CUT_MARKS) -> list[bytes]:
    """Split ``data`` before whatever has the bytes of one of the marks ``cuts``, aligned or not."""
    if not cuts:
        return [data]
    marks = b"|".join(re.escape(gbk.encode(mark)) for mark in cuts)
    starts = [match.start() for match in re.finditer(b"(?=" + marks + b")", data)]
    return [data[start:end] for start, end in zip([0, *starts], [*starts, len(data)], strict=True)]


def damage(text: str, keys: Sequence[Key], *, cuts: str = "", dangling: str = gbk.LOST) -> str:
    """Inject ``keys`` into ``text`` the way the converters do.

    Args:
        text: the page before injection; what GBK lacks becomes ``?``.
        keys: (hanzi, reading) in the order of replacement; the order decides which of two keys that share
            a byte is found.
        cuts: marks (of CUT_MARKS) before whose bytes the stream is cut, each piece decoded on its own.
        dangling: what a lead byte at the end of a piece shows as; one site shows nothing.

    >>> damage("反對作業", [("驅", "qū"), ("業", "yè")])
    '反對作業(yè)'
    >>> damage("能夠對作業", [("驅", "qū"), ("業", "yè")])
    '能夠?qū)ψ鳂I(yè)'
    """
    data = inject(gbk.encode(text), keys)
    return "".join(gbk.decode(piece, dangling) for piece in cut(data, cuts))
