"""The loops, compiled or not, give the same, and no array that is damaged leads one of them out of its bounds."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from array import array
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.fastscan import bits
from pinyin_strip.fastscan.terms import HANZI, SLOTS
from tests.profiles import three_times_as_many
from tests.scans import BOTH, COMPILED, INTERPRETED, NAMES, arrays, both_of, needs_compiler
from tests.test_bulk import mixtures

pieces = st.one_of(mixtures.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=40))
blobs = st.lists(pieces, max_size=4).map(b"".join)


def _stripped(loops, data, offsets):
    """What the loops of ``clean`` make of rows, everything that they write included."""
    rows = len(offsets) - 1
    lengths, glosses = array("q", bytes(8 * rows)), array("q", bytes(8 * rows))
    out, asked = bytearray(len(data)), bytearray(HANZI)
    kinds, tables = both_of(loops)
    written = loops.rows.strip_rows(data, offsets, out, lengths, glosses, kinds, tables, asked)
    apart = bytearray(len(data))
    begins, ends = offsets[:-1], offsets[1:]
    more = loops.rows.strip_apart(data, begins, ends, apart, lengths, glosses, kinds, tables, asked)
    return written, out[:written], more, apart[:more], lengths, glosses, asked


@needs_compiler
@three_times_as_many
@given(blobs, st.lists(st.integers(0, 10_000), max_size=5))
def test_compiled_and_interpreted_loops_strip_alike(data, cuts):
    """Whatever bytes there are, UTF-8 or not, and wherever they are cut into rows."""
    offsets = array("q", sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)}))
    assert _stripped(COMPILED, data, offsets) == _stripped(INTERPRETED, data, offsets)


@pytest.mark.parametrize("loops", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_the_loops_hold(loops, name):
    """pytest cannot import a file itself that was compiled beside where it lies."""
    tried = doctest.DocTestRunner()
    for examples in doctest.DocTestFinder().find(getattr(INTERPRETED, name)):
        examples.globs = vars(getattr(loops, name)).copy()
        tried.run(examples)
    assert tried.summarize().failed == 0


# ------------------------------------------------------------------------------------------------ damaged arrays


@pytest.mark.parametrize("loops", BOTH)
@pytest.mark.parametrize(
    "offsets",
    [[], [-1, 8], [0, 9], [0, 5, 3, 8], [8, 0], [0, -(2**63)], [2**62, 2**63 - 1], [9, 9]],
    ids=str,
)
def test_rows_that_do_not_lie_in_their_bytes_are_refused(loops, offsets):
    """Offsets rise, and end where the bytes do."""
    (kinds, tables), room = both_of(loops), array("q", bytes(8 * 8))
    with pytest.raises(ValueError, match=r"row|room"):
        loops.rows.strip_rows(
            b"12345678", array("q", offsets), bytearray(8), room, room[:], kinds, tables, bytearray(HANZI)
        )
    begins, ends = array("q", offsets[:-1]), array("q", offsets[1:] or [0])
    with pytest.raises(ValueError, match=r"row|room"):
        loops.rows.strip_apart(b"12345678", begins, ends, bytearray(8), room, room[:], kinds, tables, bytearray(HANZI))


@pytest.mark.parametrize("loops", BOTH)
@pytest.mark.parametrize(("out", "found", "asked"), [(7, 1, HANZI), (8, 0, HANZI), (8, 1, HANZI - 1)])
def test_rows_without_room_for_what_is_found_are_refused(loops, out, found, asked):
    """Nothing is written behind the end of an array."""
    (kinds, tables), room = both_of(loops), array("q", bytes(8 * found))
    with pytest.raises(ValueError, match="room"):
        loops.rows.strip_rows(
            b"12345678", array("q", [0, 8]), bytearray(out), room, room[:], kinds, tables, bytearray(asked)
        )


@pytest.mark.parametrize("loops", BOTH)
def test_rows_that_overlap_need_room_for_each(loops):
    """Views may share their text."""
    (kinds, tables), room = both_of(loops), array("q", bytes(16))
    rows = array("q", [0, 0]), array("q", [8, 8])
    with pytest.raises(ValueError, match="room"):
        loops.rows.strip_apart(b"12345678", *rows, bytearray(15), room, room[:], kinds, tables, bytearray(HANZI))


@pytest.mark.parametrize("loops", BOTH)
def test_rows_to_count_that_do_not_lie_in_their_bytes_are_refused(loops):
    """Counting stays within what there is to count."""
    scan = loops.counting
    for begins, ends in (([0], [4]), ([2], [1]), ([-1], [1]), ([0], [1, 2])):
        with pytest.raises(ValueError, match="row"):
            scan.count_apart(b"abc", array("q", begins), array("q", ends))


@pytest.mark.parametrize("loops", BOTH)
def test_the_first_row_that_lies_elsewhere_is_named(loops):
    """Whichever number is wrong, however large."""
    scan, far = loops.counting, 2**31 - 1
    for offsets, row in (([], -1), ([7], -1), ([0, 3], -1), ([0, 3, 2], 1), ([-1, 3], 0), ([0, 4], 0), ([0, 2**62], 0)):
        assert scan.first_beyond(array("q", offsets), 3) == row
    good = [13, 0, 0, 0]
    wrong = [[-1, 0, 0, 0], [13, 0, 1, 0], [13, 0, -1, 0], [13, 0, 0, 1], [13, 0, 0, -1], [far, 0, 0, far]]
    for view in ([12, far, -1, -1], *wrong):
        expected = 1 if view in wrong else -1
        assert scan.first_outside(array("i", good + view), array("q", [0, 1]), array("q", [13])) == expected
    for row in (-1, 1, 2**62):
        with pytest.raises(ValueError, match="row"):
            scan.first_outside(array("i", good), array("q", [row]), array("q", [13]))


@pytest.mark.parametrize("loops", BOTH)
def test_tables_that_point_nowhere_are_refused(loops):
    """Whoever makes them up, or whatever happened to them on disk."""
    good = arrays()
    wrong = {
        "spelt": (array("Q", [1] * SLOTS), good["spelt"][:-1]), "known": (array("i", [7] * SLOTS),),
        "first": (array("i", [0] * HANZI), array("i", [1] * (HANZI + 1)), array("i", [0, 5, *[1] * (HANZI - 1)])),
        "first_plain": (array("i", [*[0] * HANZI, 2]),), "folds": (array("B", b"a"),),
        "steps": (array("h", [-1] * len(good["steps"])), array("h", [9999] * len(good["steps"])), good["steps"][:-1]),
    }  # fmt: skip
    for name, several in wrong.items():
        for one in several:
            with pytest.raises(ValueError, match=r"spellings|entries|step|letters"):
                loops.state.Tables(**{**good, name: one})
    with pytest.raises(ValueError, match="kinds"):
        loops.text.Kinds(array("i", [0]), array("i"))


@needs_compiler
def test_arrays_of_another_kind_or_with_gaps_are_refused():
    """Nothing is read as what it is not."""
    (kinds, tables), room = both_of(COMPILED), array("q", bytes(8))
    for source, offsets in ((memoryview(b"1234")[::2], array("q", [0, 2])), (b"12", array("i", [0, 2]))):
        with pytest.raises((BufferError, ValueError), match=r"contiguous|dtype"):
            COMPILED.rows.strip_rows(source, offsets, bytearray(2), room, room[:], kinds, tables, bytearray(HANZI))
    with pytest.raises((BufferError, ValueError), match=r"writ|read-only"):
        COMPILED.rows.strip_rows(b"12", array("q", [0, 2]), b"12", room, room[:], kinds, tables, bytearray(HANZI))


# ------------------------------------------------------------------------------------------------ guarded pages

GUARDED = """
import ctypes, mmap, sys
from array import array
from pinyin_strip.fastscan.kinds import kinds
from pinyin_strip.fastscan.loops import counting, rows
from pinyin_strip.fastscan.tables import dictionary
from pinyin_strip.fastscan.terms import COLUMNS, HANZI

PAGE = mmap.PAGESIZE
def guarded():
    "A page between two that nobody may touch."
    pages = mmap.mmap(-1, 3 * PAGE)
    place = ctypes.addressof(ctypes.c_char.from_buffer(pages))
    for guard in (place, place + 2 * PAGE):
        assert ctypes.CDLL(None).mprotect(ctypes.c_void_p(guard), PAGE, 0) == 0
    return memoryview(pages)[PAGE : 2 * PAGE]

page, room = guarded(), guarded()
known = kinds(), dictionary().tables
lengths, glosses, asked = array("q", [0]), array("q", [0]), bytearray(HANZI)
sites = array("q", bytes(8 * COLUMNS * 40))
whole = bytes.fromhex(sys.argv[1])
for first in range(0, len(whole), 3):
    for last in range(first, len(whole) + 1):
        data = whole[first:last]
        for source, out in ((page[PAGE - len(data) :], room[PAGE - len(data) :]), (page[: len(data)], room[: len(data)])):
            source[:] = data
            rows.strip_rows(source, array("q", [0, len(data)]), out, lengths, glosses, *known, asked)
            for thorough in (False, True):
                rows.find_sites(source, *known, asked, sites, thorough)
            counting.first_invalid(source)
            counting.count_characters(source)
            counting.places_of(source, 40)
print("untouched")
"""


@needs_compiler
@pytest.mark.skipif(sys.platform != "linux", reason="pages are guarded by mprotect")
@pytest.mark.parametrize(
    "text",
    [
        "国(guó)际（jì），的(de)略(luè)锂(Li)国{guo|国}",
        "（zhuāng）装（zhuāng）？，?；lu:4国\nguo\n霜(suāng",
        "国<rt>&#257;é\ud800𠀀(音同國）（",
    ],
)
def test_no_loop_looks_beyond_the_bytes_that_it_was_given(text):
    """Cut off anywhere, in the middle of a character as well; a single byte too far ends the process."""
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, text.encode("utf-8", "surrogatepass").hex()],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "untouched"), done.stderr


@pytest.mark.parametrize("loops", BOTH)
def test_rows_in_the_middle_of_bytes_are_read_by_themselves(loops):
    """What stands before and behind a row is not part of it."""
    whole = "国(guó)国(guó)(guó)".encode()
    parts = [("国(guó)国", 1), ("(guó)", 0), ("(guó)", 0)]
    offsets = array("q", accumulate((len(part.encode()) for part, _ in parts), initial=0))
    *_, glosses, _ = _stripped(loops, whole, offsets)
    assert [whole[begin:end].decode() for begin, end in pairwise(offsets)] == [part for part, _ in parts]
    assert [max(count, 0) for count in glosses] == [count for _, count in parts]


@pytest.mark.parametrize("name", NAMES)
def test_every_constant_that_is_declared_for_c_has_a_value(name):
    """A name that a file declares and does not import is 0 in C, and nobody is told."""
    module = getattr(INTERPRETED, name)
    source = Path(module.__file__).with_suffix(".pxd").read_text("utf-8")
    lines = [line for line in source.splitlines() if line.startswith("cdef ") and "(" not in line]
    declared = {name for line in lines for name in re.findall(r"\b[A-Z][A-Z_]+\b", line)}
    assert declared <= set(vars(module))
    if name == "text":
        assert {name for name in vars(bits) if name.isupper()} == declared
