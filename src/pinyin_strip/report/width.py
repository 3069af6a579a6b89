"""Text cut and wrapped to fit the columns of a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip.display import width

__all__ = ["shown", "window", "wrap"]


def shown(line: str) -> str:
    """Replace what a terminal would act upon or hide, one character for each, so that offsets hold.

    >>> shown("a\\tb\\x1b[31m\\u202e")
    'a b�[31m�'
    """
    return "".join(
        char if char.isprintable() or char == "\u3000" else " " if char in _BLANKS else "\N{REPLACEMENT CHARACTER}"
        for char in line
    )


_BLANKS = "\t\u00a0\u2002\u2003\u2009\u202f"


def window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Choose the part of a line to show: around ``start`` to ``end``, within ``room`` columns less one for each ``…``.

    >>> window("一二三四五六七八九十", 4, 5, 10)
    (2, 6)
    """
    if _reach(line, room) == len(line):
        return 0, len(line)
    room -= 2
    first, last = start, start + _reach(line[start:end], room)
    room -= width(line[first:last])
    while True:
        before = width(line[first - 1]) if first > 0 else room + 1
        if before <= room:
            first, room = first - 1, room - before
        after = width(line[last]) if last < len(line) else room + 1
        if after <= room:
            last, room = last + 1, room - after
        elif before > room:
            return first, last


def _reach(line: str, room: int) -> int:
    """Return the end of what fits into the room; looks at no more of a line than that."""
    for place in range(len(line)):
        room -= width(line[place])
        if room < 0:
            return place
    return len(line)


def wrap(text: str, room: int) -> Iterator[str]:
    """Break a text at its blanks into lines of at most ``room`` columns; what has no blank is broken anywhere.

    >>> list(wrap("努 has no reading nù", 10))
    ['努 has no', 'reading nù']
    """
    line = ""
    for word in text.split():
        if line and width(f"{line} {word}") > room:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        while width(line) > room:
            cut = max(1, _reach(line, room))
            yield line[:cut]
            line = line[cut:]
    if line:
        yield line
