"""Records of one make and without a single escape: found and cleaned where they stand in their block, all at once.

What people call JSON lines is mostly that. Whatever is out of the ordinary is left to be read record by record; both ways
give the same bytes, and a property holds them equal.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pinyin_strip import fastscan
from pinyin_strip.fastscan.loops.counting import count_apart, places_of
from pinyin_strip.formats.protocol import CleanedPiece, Settings
from pinyin_strip.formats.tally import Tally
from pinyin_strip.formats.work import is_scanned, rewrite_text, toned_glosses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["clean_block"]

_NEWLINE, _QUOTE, _COLON, _BRACE, _BLANK = b'\n":{ '


def clean_block(data: bytes, count: int, settings: Settings) -> CleanedPiece | None:
    """Clean one field of a block of ``count`` records that are known to be JSON; ``None`` if they are not of one make.

    >>> clean_block('{"text":"国"}'.encode(), 1, Settings(fields=("a.b",))) is None
    True
    """
    field = settings.fields[0]
    if len(settings.fields) > 1 or "." in field or b"\\" in data or not (is_scanned(settings) and fastscan.has_numpy()):
        return None
    spans = _spans(data, json.dumps(field, ensure_ascii=False).encode())
    return None if spans is None or len(spans[0]) != count else _cleaned(data, *spans, settings)


def _spans(data: bytes, key: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Return where the field's string begins and ends in each line, without its quotes.

    Each line is an object; no other opens before the key, which comes once.
    """
    import numpy as np

    array = np.frombuffer(data, np.uint8)
    ends = np.asarray(places_of(data, _NEWLINE))
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    starts = np.concatenate(([0], ends[:-1] + 1))
    quotes, braces = np.asarray(places_of(data, _QUOTE)), np.asarray(places_of(data, _BRACE))
    keys = _places(array, quotes, key)
    if len(keys) != len(starts) or (keys <= starts).any() or (keys + len(key) + 3 >= ends).any():
        return None  # at least :""} stands behind a key
    opened = np.searchsorted(braces, keys) - np.searchsorted(braces, starts)
    begin = keys + len(key) + 1
    begin += array[begin] == _BLANK
    ordinary = (array[starts] == _BRACE) & (opened == 1) & (array[keys + len(key)] == _COLON) & (array[begin] == _QUOTE)
    return (begin + 1, quotes[np.searchsorted(quotes, begin + 1)]) if ordinary.all() else None


def _places(array: NDArray[np.uint8], quotes: NDArray[np.int64], key: bytes) -> NDArray[np.int64]:
    """Return where a key stands, quotes included."""
    import numpy as np

    apart = quotes[:-1][np.diff(quotes) == len(key) - 1]
    spelt = array[apart[:, None] + np.arange(len(key))]
    found: NDArray[np.int64] = apart[(spelt == np.frombuffer(key, np.uint8)).all(axis=1)]
    return found


def _cleaned(data: bytes, begin: NDArray[np.int64], end: NDArray[np.int64], settings: Settings) -> CleanedPiece | None:
    """Send a block through the fast scan, cut into the strings (odd rows) and what stands between them (even rows)."""
    import numpy as np

    offsets = np.concatenate(([0], np.column_stack((begin, end)).ravel(), [len(data)]))
    rows = fastscan.strip(data, offsets.data)
    if any(row % 2 == 0 for row in rows.changed):
        return None  # a gloss in another field
    tally = Tally(len(begin), len(rows.changed), removed=toned_glosses(rows.glosses))
    tally.characters = count_apart(data, begin.data, end.data)
    replaced = {}
    for row in rows.left:
        if row % 2:
            text = str(data[offsets[row] : offsets[row + 1]], "utf-8")
            new = rewrite_text(text, settings, tally)
            if new != text:
                replaced[row] = new
    if any('"' in text or "\\" in text for text in replaced.values()):
        return None
    tally.changed += len(replaced)
    lines = len(begin) - (not data.endswith(b"\n"))
    rows = rows.replaced(replaced) if replaced else rows
    return CleanedPiece(rows.data if tally.changed else data, tally, tally.changed > 0, lines)
