"""Rows of UTF-8 bytes, cleaned one after the other: a row goes out without its certain glosses, or is left to Python as it stands."""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import COLUMNS, LEFT

if not cython.compiled:
    from pinyin_strip.fastscan.loops.scan import run
    from pinyin_strip.fastscan.loops.state import Scan, Tables, moved
    from pinyin_strip.fastscan.loops.text import Kinds

__all__ = ["COMPILED", "find_sites", "numbered", "strip_apart", "strip_rows", "strip_text", "summed"]

COMPILED = bool(cython.compiled)

Buffer = bytes | bytearray | memoryview
Numbers = MutableSequence[int] | memoryview  # 64-bit integers that are filled in


def find_sites(
    source: Buffer, kinds: Kinds, tables: Tables, asked: bytearray, sites: MutableSequence[int], thorough: bool
) -> int:
    """Fill in the sites of a text, in code points: what each is, where it starts and ends, and where its base begins or ends.

    Returns how many there are; LEFT if there is no room for all of them.
    """
    scan = Scan(source, kinds, tables, asked, sites, thorough)
    with cython.nogil:
        fits = run(scan)
        if fits:
            count_code_points(scan)
    return scan.found if fits else LEFT


def count_code_points(scan: Scan) -> None:
    """Turn the places of sites from bytes into code points."""
    at = seen = 0
    for number in range(3 * scan.found):
        place = COLUMNS * (number // 3) + (
            3 if number % 3 == 0 else number % 3
        )  # the base first: it stands before the rest
        goal = scan.sites[place]
        while at < goal:
            seen += scan.data[at] & 0xC0 != 0x80
            at += 1
        while goal >= 0 and at > goal:
            at -= 1
            seen -= scan.data[at] & 0xC0 != 0x80
        if goal >= 0:
            scan.sites[place] = seen


def strip_text(
    source: bytes, kinds: Kinds, tables: Tables, asked: bytearray, sites: MutableSequence[int]
) -> tuple[int, int, str]:
    """Take the certain glosses out of one text, or leave it to Python.

    Args:
        source: the text.
        kinds: what each character means.
        tables: what is looked up.
        asked: as for ``Scan``.
        sites: is filled in as by ``find_sites`` where the text is left.

    Returns:
        How many glosses were taken out, or LEFT; how many sites there are, LEFT if not all have room; and what is left of the text,
        if any were taken out.

    Raises:
        ValueError: if there is not room for every hanzi in ``asked``.
    """
    out = bytearray(len(source))
    scan = Scan(source, kinds, tables, asked, sites, False, out)
    with cython.nogil:
        count = strip_row(scan)
    if count > 0:
        again = Scan(out, kinds, tables, asked, None, False, out)
        with cython.nogil:
            count = look_again(scan, again, 0, 0)
    fits = COLUMNS * (scan.found + 1) <= len(scan.sites)
    if count == LEFT and fits:
        with cython.nogil:
            count_code_points(scan)
    left = str(memoryview(out)[: scan.written], "utf-8") if count > 0 else ""
    return count, scan.found if fits else LEFT, left


def strip_rows(
    source: Buffer, offsets: Sequence[int], out: bytearray | memoryview, lengths: Numbers, glosses: Numbers,
    kinds: Kinds, tables: Tables, asked: bytearray | memoryview,
) -> int:  # fmt: skip
    """Copy rows of ``source`` without the glosses that are certain.

    A row that only Python can decide is copied as it stands. Other threads run meanwhile.

    Args:
        source: the bytes of all rows.
        offsets: where each row begins, and where the last one ends.
        out: room for as many bytes as the rows have.
        lengths: is filled in for each row: how many bytes are left.
        glosses: is filled in for each row: how many glosses were taken out, or LEFT.
        kinds: what each character means.
        tables: what is looked up.
        asked: as for ``Scan``.

    Returns:
        How many bytes were written; 0 if no row was changed: then nothing was copied.

    Raises:
        ValueError: if the offsets do not rise or leave ``source``, or if there is not room for what is written.
    """
    rows = len(offsets) - 1
    scan, again = (
        Scan(source, kinds, tables, asked, None, False, out),
        Scan(out, kinds, tables, asked, None, False, out),
    )
    begins, ends = offsets[: max(rows, 0)], offsets[1:]
    if rows < 0 or rows > min(len(lengths), len(glosses)):
        raise ValueError("no room for what is found in each row")
    if bytes_of(begins, ends, scan.end) > again.end:
        raise ValueError("no room for what is left of the rows")
    scan.kept = offsets[0]
    with cython.nogil:
        strip_all(scan, again, begins, ends, lengths, glosses, False)
        if scan.kept != offsets[0]:
            scan.written = moved(scan, scan.kept, offsets[rows], scan.written)
    return scan.written


def strip_apart(
    source: Buffer, begins: Sequence[int], ends: Sequence[int], out: bytearray | memoryview, lengths: Numbers, glosses: Numbers,
    kinds: Kinds, tables: Tables, asked: bytearray | memoryview,
) -> int:  # fmt: skip
    """The same for rows that lie anywhere in ``source``: only those that were changed are written, one after the other.

    Returns how many bytes were written.
    """
    scan, again = (
        Scan(source, kinds, tables, asked, None, False, out),
        Scan(out, kinds, tables, asked, None, False, out),
    )
    if len(begins) != len(ends) or len(begins) > min(len(lengths), len(glosses)):
        raise ValueError("no room for what is found in each row")
    if bytes_of(begins, ends, scan.end) > again.end:
        raise ValueError("no room for what is left of the rows")
    with cython.nogil:
        strip_all(scan, again, begins, ends, lengths, glosses, True)
    return scan.written


def strip_all(
    scan: Scan, again: Scan, begins: Sequence[int], ends: Sequence[int], lengths: Numbers, glosses: Numbers, apart: bool
) -> None:
    """Go from row to row; ``apart`` tells that nothing is copied but rows that were changed."""
    for row in range(len(begins)):
        scan.begin, scan.end = begins[row], ends[row]
        if apart:
            scan.kept = scan.begin
        written, kept = scan.written, scan.kept
        before = written + scan.begin - kept
        count = strip_row(scan)
        if count > 0:
            count = look_again(scan, again, written, kept)
        glosses[row], lengths[row] = count, scan.end - scan.begin
        if count > 0:
            lengths[row] = scan.written - before


def strip_row(scan: Scan) -> int:
    """Copy a row up to its last certain gloss without these, if it has any and nothing else; how many they are, or LEFT."""
    written, kept = scan.written, scan.kept
    scan.count = scan.found = scan.site_kind = scan.recent = 0
    scan.mixed = scan.damaged = False
    scan.strips = True
    if run(scan) and scan.strips:
        return scan.count
    scan.written, scan.kept = written, kept
    return LEFT


def look_again(scan: Scan, again: Scan, written: int, kept: int) -> int:
    """Copy the rest of a row that lost glosses, and look along the copy for what they hid; how many they are, or LEFT.

    If anything there is or may be a gloss, the row is left, and the scan stands where it stood before the row.
    """
    again.begin = written + scan.begin - kept
    again.end = moved(scan, scan.kept, scan.end, scan.written)
    again.count = again.site_kind = again.recent = 0
    again.mixed = False
    again.strips = True
    again.written = again.kept = again.begin
    if run(again) and not again.count:
        scan.written, scan.kept = again.end, scan.end
        return scan.count
    scan.written, scan.kept = written, kept
    return LEFT


def bytes_of(begins: Sequence[int], ends: Sequence[int], size: int) -> int:
    """Return how many bytes rows have in all.

    Raises:
        ValueError: if one does not lie in so many bytes.
    """
    total = 0
    for row in range(len(begins)):
        if begins[row] < 0 or begins[row] > ends[row] or ends[row] > size:
            raise ValueError(f"row {row} runs from {begins[row]} to {ends[row]}, but there are {size} bytes")
        total += ends[row] - begins[row]
    return total


def summed(lengths: Sequence[int]) -> Sequence[int]:
    """Return where rows of these lengths begin, one after the other, and where the last one ends.

    >>> list(summed(array("q", [3, 1])))
    [0, 3, 4]
    """
    offsets = array("q", bytes(8 * (len(lengths) + 1)))
    sum_up(lengths, offsets)
    return offsets


def sum_up(lengths: Sequence[int], offsets: MutableSequence[int]) -> None:
    """Fill in where each row begins; there is room for one more than there are lengths."""
    total = 0
    for row in range(len(lengths)):
        total += lengths[row]
        offsets[row + 1] = total


def numbered(glosses: Sequence[int]) -> tuple[list[int], list[int], int]:
    """Return the numbers of the rows that lost glosses, of those left to Python, and how many glosses were lost.

    >>> numbered(array("q", [0, 2, -1]))
    ([1], [2], 2)
    """
    changed, left, total = [], [], 0
    for row in range(len(glosses)):
        if glosses[row] > 0:
            changed.append(row)
            total += glosses[row]
        elif glosses[row] < 0:
            left.append(row)
    return changed, left, total
