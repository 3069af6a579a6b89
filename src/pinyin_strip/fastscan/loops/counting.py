"""Loops that only look: where a byte stands, how many characters there are, whether they are UTF-8, where texts lie."""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython

from pinyin_strip.fastscan.terms import INLINE

if not cython.compiled:  # else it comes as C, by the .pxd file
    from pinyin_strip.fastscan.loops.text import Text

__all__ = [
    "count_apart", "count_characters", "first_beyond", "first_invalid", "first_outside", "places_of", "stands",
]  # fmt: skip

Buffer = bytes | bytearray | memoryview


def count_characters(data: Buffer) -> int:
    """Count the code points of UTF-8.

    >>> count_characters("国a".encode())
    2
    """
    with cython.nogil:
        found = characters(data, 0, len(data))
    return found  # noqa: RET504  with the lock


def count_apart(source: Buffer, begins: Sequence[int], ends: Sequence[int]) -> int:
    """Count the code points of rows that lie anywhere in ``source``.

    Raises:
        ValueError: if a row does not lie there.

    >>> count_apart("国a国".encode(), array("q", [0, 3]), array("q", [3, 4]))
    2
    """
    total = 0
    if len(begins) != len(ends):
        raise ValueError(f"{len(begins)} rows begin, but {len(ends)} end")
    for row in range(len(begins)):
        if begins[row] < 0 or begins[row] > ends[row] or ends[row] > len(source):
            raise ValueError(f"row {row} runs from {begins[row]} to {ends[row]}, but there are {len(source)} bytes")
    with cython.nogil:
        for row in range(len(begins)):
            total += characters(source, begins[row], ends[row])
    return total


def characters(data: Buffer, begin: int, end: int) -> int:
    """Count the bytes that do not continue a character."""
    total, at = 0, begin
    while at + 128 <= end:
        few = 0
        for place in range(at, at + 128):
            few += (data[place] & 0xC0) != 0x80
        total += few
        at += 128
    for place in range(at, end):
        total += (data[place] & 0xC0) != 0x80
    return total


def places_of(data: Buffer, byte: int) -> Sequence[int]:
    """Return where a byte stands, in order.

    >>> list(places_of(b"a(b(", ord("(")))
    [1, 3]
    """
    places = array("q", bytes(8 * count(data, byte)))
    find(data, byte, places)
    return places


def stands(
    asked: Buffer, families: list[tuple[int, ...]], points: list[int], known: dict[int, str], listed: list[str | None]
) -> bool:
    """Whether a dictionary has the entries that are listed, for all hanzi that were asked for and for their families.

    Args:
        asked: by hanzi, whether it was asked for.
        families: by hanzi, the numbers of those that are looked at with it.
        points: by hanzi, its code point.
        known: the dictionary, by code point.
        listed: by hanzi, its entry; ``None`` where it has none.

    >>> stands(b"\\0\\1", [(0,), (1, 0)], [22269, 22283], {22269: "guó"}, ["guó", None])
    True
    """
    number = 0
    while number < len(asked):
        few = 0
        for place in range(number, min(number + 64, len(asked))):
            few |= asked[place]
        if few:
            for place in range(number, min(number + 64, len(asked))):
                if asked[place]:
                    for other in families[place]:
                        if known.get(points[other]) != listed[other]:
                            return False
        number += 64
    return True


def count(data: Buffer, byte: int) -> int:
    """Count how often a byte stands there."""
    total = at = 0
    while at + 128 <= len(data):
        few = 0
        for place in range(at, at + 128):
            few += data[place] == byte
        total += few
        at += 128
    for place in range(at, len(data)):
        total += data[place] == byte
    return total


def find(data: Buffer, byte: int, places: MutableSequence[int]) -> None:
    """Note where a byte stands; there is room for all places."""
    number = at = 0
    while at < len(data):
        if at + 32 <= len(data):
            few = 0
            for place in range(at, at + 32):
                few |= data[place] == byte
            if not few:
                at += 32
                continue
        for place in range(at, min(at + 32, len(data))):
            if data[place] == byte:
                places[number] = place
                number += 1
        at += 32


def first_beyond(offsets: Sequence[int], size: int) -> int:
    """Return which row is the first that does not lie in so many bytes, or ends before it begins; -1 if there is none.

    Rows lie one after the other: ``offsets`` are as for ``strip_rows``.

    >>> first_beyond(array("q", [0, 3, 2]), 3), first_beyond(array("q", [0, 3]), 3)
    (1, -1)
    """
    for row in range(len(offsets) - 1):
        if offsets[row] < 0 or offsets[row] > offsets[row + 1] or offsets[row + 1] > size:
            return row
    return -1


def first_outside(views: Sequence[int], rows: Sequence[int], sizes: Sequence[int]) -> int:
    """Return which of the rows is the first whose view points outside its buffer; -1 if none does.

    Views are as ``fastscan/views.py`` says, one after the other, ``sizes`` how many bytes each buffer has.

    Raises:
        ValueError: if a row has no view.

    >>> first_outside(array("i", [13, 0, 0, 0, 13, 0, 0, 1]), array("q", [0, 1]), array("q", [13]))
    1
    """
    for number in range(len(rows)):
        row = rows[number]
        if row < 0 or row >= len(views) // 4:
            raise ValueError(f"row {row} is none of {len(views) // 4}")
        length, buffer, begin = views[4 * row], views[4 * row + 2], views[4 * row + 3]
        if length < 0:
            return number
        if length > INLINE and (buffer < 0 or buffer >= len(sizes) or begin < 0 or begin + length > sizes[buffer]):
            return number
    return -1


def first_invalid(data: Buffer) -> int:
    """Return where the first byte stands that is not UTF-8 (RFC 3629, section 4); the length if all are.

    >>> first_invalid("国".encode()), first_invalid(b"a" + "国".encode()[:2])
    (3, 1)
    """
    text = Text(data, None)  # type: ignore[arg-type]
    with cython.nogil:
        found = valid_up_to(text)
    return found  # noqa: RET504  with the lock


def valid_up_to(text: Text) -> int:
    """Go from character to character as long as they are well written."""
    at = 0
    while at < text.end:
        lead = text.data[at]
        # Of three bytes, as most are: any two that continue a character may follow.
        if 0xE1 <= lead < 0xED and at + 2 < text.end and continues(text, at + 1) and continues(text, at + 2):
            at += 3
            continue
        size = size_of(text, at)
        if not size:
            return at
        at += size
    return text.end


def continues(text: Text, at: int) -> bool:
    """Whether this byte continues a character."""
    return text.data[at] & 0xC0 == 0x80


def size_of(text: Text, at: int) -> int:
    """Return how many bytes the character that begins here has; 0 if they are none."""
    lead = text.data[at]
    if lead < 0x80:
        return 1
    if lead < 0xC2 or lead > 0xF4:
        return 0
    size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    if at + size > text.end:
        return 0
    second = text.data[at + 1]
    lowest = 0xA0 if lead == 0xE0 else 0x90 if lead == 0xF0 else 0x80  # else it could be written shorter
    highest = 0x9F if lead == 0xED else 0x8F if lead == 0xF4 else 0xBF  # surrogates; beyond Unicode
    if second < lowest or second > highest:
        return 0
    for place in range(at + 2, at + size):
        if text.data[place] & 0xC0 != 0x80:
            return 0
    return size
