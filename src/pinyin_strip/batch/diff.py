"""What would change, as unified diff, block by block."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pinyin_strip.batch.opened import Opened
from pinyin_strip.formats import CleanedPiece, Piece, Settings, Unread
from pinyin_strip.formats.blocks import BOM
from pinyin_strip.formats.protocol import PlacedText
from pinyin_strip.places import words

__all__ = ["Diff", "piece_diff", "show_on_standard_output"]

CONTEXT = 3


def show_on_standard_output(text: str) -> None:
    """Print lines of a diff, line endings as they are in the text."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def piece_diff(diff: Diff, opened: Opened, piece: Piece, cleaned: CleanedPiece, settings: Settings) -> Iterator[str]:
    """Yield a piece's part of the diff of its file.

    Of books and tables people read the texts, each under its place, where nothing but texts can have changed: glosses were put
    right. Otherwise markup has changed, too, and is shown; a table says how many of its texts would change.
    """
    before = piece.data.read() if isinstance(piece.data, Unread) else piece.data
    if opened.format.texty:
        yield from diff.piece(before, bytes(cleaned.data) if cleaned.changed else before)
        return
    if not cleaned.changed:
        return
    texts = (
        []
        if settings.strips
        else [opened.format.texts(piece._replace(data=data), settings, []) for data in (before, cleaned.data)]
    )
    if texts and len(texts[0]) == len(texts[1]):  # a text of which nothing is left may be none any more
        yield from diff.texts(*texts)
    elif isinstance(before, bytes):
        yield from Diff(f"{opened.job.name}!{piece.context}", diff.into).piece(before, cleaned.data)
    else:
        yield f"{opened.job.name}: {cleaned.tally.changed} of {cleaned.tally.texts} texts would change\n"


class Diff:
    """The diff of one file, made of its pieces one after the other; hunks do not cross the borders of pieces.

    Args:
        name: what the file is called.
        into: what is written behind the name of the new file; nothing if the diff is to be applied as it is.
    """

    def __init__(self, name: str, into: str = "") -> None:
        self.into, self._held = into, b""
        self._name, self._old, self._new, self._begun = name, 0, 0, False

    def piece(self, old: bytes, new: bytes) -> Iterator[str]:
        """Yield the lines of the diff of one piece; a byte order mark, which comes by itself, belongs to the first line."""
        if old == BOM == new:
            self._held = old
            return
        old, new, self._held = self._held + old, self._held + new, b""
        before, after = _lines(old), _lines(new)
        if old != new:
            for group in _groups(before, after):
                yield from self._head()
                yield from self._hunk(group, before, after)
        self._old += len(before)
        self._new += len(after)

    def texts(self, before: Sequence[PlacedText], after: Sequence[PlacedText]) -> Iterator[str]:
        """Yield what differs between texts and those that came of them, one by one, each under its place."""
        for old, new in zip(before, after, strict=True):
            if old.text != new.text:
                yield from self._head()
                yield f"@@ {words(old.place())} @@\n"
                for sign, text in (("-", old.text), ("+", new.text)):
                    yield from (f"{sign}{line}\n" for line in text.split("\n"))

    def _head(self) -> Iterator[str]:
        """Name the file, once."""
        if not self._begun:
            yield f"--- {self._name}\n"
            yield f"+++ {self._name}{f' ({self.into})' if self.into else ''}\n"
            self._begun = True

    def _hunk(self, group: Sequence[_Change], before: list[str], after: list[str]) -> Iterator[str]:
        i, j = max(0, group[0][0] - CONTEXT), min(len(before), group[-1][1] + CONTEXT)
        k, m = group[0][2] - (group[0][0] - i), group[-1][3] + (j - group[-1][1])
        yield f"@@ -{_range(self._old + i, j - i)} +{_range(self._new + k, m - k)} @@\n"
        place = i
        for start, end, new_start, new_end in group:
            yield from (_line(" ", line) for line in before[place:start])
            yield from (_line("-", line) for line in before[start:end])
            yield from (_line("+", line) for line in after[new_start:new_end])
            place = end
        yield from (_line(" ", line) for line in before[place:j])


_Change = tuple[int, int, int, int]


def _lines(data: bytes) -> list[str]:
    return [line + "\n" for line in data.decode("utf-8", "replace").split("\n")[:-1]] + [
        line for line in data.decode("utf-8", "replace").split("\n")[-1:] if line
    ]


def _line(sign: str, line: str) -> str:
    return sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _range(start: int, count: int) -> str:
    return f"{start + (count > 0)},{count}" if count != 1 else f"{start + 1}"


def _changes(before: list[str], after: list[str]) -> Iterator[_Change]:
    """Yield what differs; cleaning rarely joins lines, so where it does not they are compared in pairs."""
    if len(before) == len(after):
        place = 0
        while place < len(before):
            end = place
            while end < len(before) and before[end] != after[end]:
                end += 1
            if end > place:
                yield place, end, place, end
            place = max(end, place + 1)
        return
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield i, j, k, m


def _groups(before: list[str], after: list[str]) -> Iterator[list[_Change]]:
    """Put changes whose contexts touch into one hunk."""
    group: list[_Change] = []
    for change in _changes(before, after):
        if group and change[0] - group[-1][1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group
