"""Text that tags cut through: runs of bytes that together make one text, and edits that put its clean form back."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from pinyin_strip.formats.align import deal
from pinyin_strip.formats.blocks import ByteEdit, decode
from pinyin_strip.formats.byte_index import ByteIndex
from pinyin_strip.formats.protocol import Revision

__all__ = ["Run", "edits", "locator", "put_back", "runs_of", "speller", "virtual"]

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_UNSAFE = re.compile(r"<(?=[a-zA-Z/!?])|&(?=[#a-zA-Z])")


class Run(NamedTuple):
    """A stretch of text, or a break between lines, with its place in bytes; a virtual one, which stands for another tag, has no place."""

    text: str
    start: int = -1
    end: int = -1


def virtual(text: str) -> Run:
    """Make a run that the cleaner reads and the page does not hold."""
    return Run(text)


def runs_of(data: bytes, start: int, end: int) -> Iterator[Run]:
    """Read text between two tags; a character reference is a run of its own."""
    raw = decode(data[start:end], start)
    if "&" not in raw:
        yield Run(raw, start, end)
        return
    last = 0
    for match in _ENTITY.finditer(raw):
        if html.unescape(match.group()) == match.group():
            continue
        if last < match.start():
            yield _plain(raw[last : match.start()], start)
            start += len(raw[last : match.start()].encode())
        yield Run(html.unescape(match.group()), start, start + len(match.group()))
        start, last = start + len(match.group()), match.end()
    if last < len(raw):
        yield _plain(raw[last:], start)


def _plain(text: str, start: int) -> Run:
    return Run(text, start, start + len(text.encode()))


def put_back(runs: Sequence[Run], new: Revision) -> list[str]:
    """Deal the rewritten text out to the runs."""
    return [new.text] if len(runs) == 1 else deal([run.text for run in runs], new.text, new.changes())


def locator(runs: Sequence[Run]) -> Callable[[int, int], tuple[int, int]]:
    """Return what says where a span of the text that runs make stands, in bytes; a character reference counts as a whole.

    >>> locator([Run("国", 3, 6), Run("(", 6, 11), Run("guó)", 15, 20)])(1, 3)
    (6, 16)
    """
    starts = list(accumulate((len(run.text) for run in runs), initial=0))
    indexes: dict[int, ByteIndex] = {}

    def byte(place: int, after: int) -> int:
        """Return where a character begins or, if ``after`` is 1, ends; without a place, where the one before it ends."""
        number = min(bisect_right(starts, place) - 1, len(runs) - 1)
        run, offset = runs[number], place - starts[number] + after
        if run.start < 0:
            return next((one.end for one in reversed(runs[:number]) if one.start >= 0), 0)
        if number not in indexes:
            indexes[number] = ByteIndex(run.text)
        if indexes[number].size == run.end - run.start:
            return run.start + indexes[number].byte(offset)
        return run.end if offset else run.start

    def where(start: int, end: int) -> tuple[int, int]:
        first = byte(start, 0)
        return first, max(first, byte(end - 1, 1) if end > start else first)

    return where


def edits(data: bytes, runs: Sequence[Run], dealt: Sequence[str]) -> Iterator[ByteEdit]:
    """Yield the changed runs as edits; nothing that was text becomes a tag or a reference."""
    for run, text in zip(runs, dealt, strict=True):
        if text == run.text or run.start < 0:
            continue
        yield ByteEdit(run.start, run.end, speller(data, run)(text).encode())


def speller(data: bytes, run: Run) -> Callable[[str], str]:
    """Return how text is written in the place of a run; a character reference or a break that stays is written as it was."""
    raw = data[run.start : run.end].decode()
    if run.text == "\n" and raw.startswith("<"):
        return lambda text: text.replace("\n", raw)
    if raw.startswith("&") and raw != run.text:
        return lambda text: raw if text == run.text else html.escape(text, quote=False)
    return lambda text: _UNSAFE.sub(lambda match: html.escape(match.group()), text)
