"""Arrays of strangers: what says where their texts lie is looked at before anything follows it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pinyin_strip import clean_array, fastscan
from pinyin_strip.bulk.views import makes_views

pa = pytest.importorskip("pyarrow")
np = pytest.importorskip("numpy")

DATA = "渡口的雾散(sàn)了，船也开(kāi)了。".encode()
FUZZ = """
import random, sys
import numpy as np, pyarrow as pa
from pinyin_strip import clean, clean_array
from pinyin_strip.bulk.views import makes_views

DATA = sys.stdin.buffer.read()
KINDS = [pa.string(), pa.large_string()] + [pa.string_view()] * makes_views()
NUMBERS = [0, 3, 9, 15, 24, 40, len(DATA), len(DATA) + 1, -1, -9, 1 << 20, 2**31 - 1, -(2**31)]
right = refused = 0
for seed in range(600):
    chance = random.Random(seed)
    kind, rows, threads = chance.choice(KINDS), chance.randint(1, 6), chance.choice([1, 2])
    validity = pa.py_buffer(bytes([chance.randrange(256)])) if chance.random() < 0.3 else None
    if kind in KINDS[:2]:
        width = np.int32 if kind == pa.string() else np.int64
        numbers = [chance.choice(NUMBERS) if chance.random() < 0.2 else 0 for _ in range(rows + 1)]
        offsets = np.maximum.accumulate(numbers) if chance.random() < 0.3 else np.sort([*numbers[1:], 0])
        if chance.random() < 0.5:
            offsets[chance.randrange(rows + 1)] = chance.choice(NUMBERS)
        buffers = [validity, pa.py_buffer(offsets.astype(width)), pa.py_buffer(DATA)]
    else:
        views = np.zeros((rows, 4), np.int32)
        for row in range(rows):
            length = chance.choice([0, 3, 12, 13, 24, len(DATA)])
            views[row] = [length, 0, 0, 0]
            if length <= 12:
                views.view(np.uint8).reshape(rows, 16)[row, 4 : 4 + length] = list(DATA[:length])
            elif chance.random() < 0.3:
                views[row, chance.randrange(4)] = chance.choice(NUMBERS)
        buffers = [validity, pa.py_buffer(views), pa.py_buffer(DATA)]
    try:
        array = pa.Array.from_buffers(kind, rows, buffers)
    except pa.ArrowException:
        continue
    array = array[chance.randint(0, 1) :]
    try:
        cleaned = clean_array(array, threads=threads)
    except ValueError as error:
        assert str(error), seed
        refused += 1
        continue
    try:
        array.validate(full=True)
    except pa.ArrowException:
        continue  # bytes of texts, and the beginnings in views, are not looked at where nothing follows them
    assert cleaned.to_pylist() == [text and clean(text) for text in array.to_pylist()], seed
    right += 1
print(right, refused)
"""


def test_no_array_makes_the_loops_look_elsewhere():
    """Hundreds with random offsets and views, in a process of their own: cleaned right, or a ValueError."""
    done = subprocess.run([sys.executable, "-c", FUZZ], input=DATA, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    right, refused = map(int, done.stdout.split())
    assert right > 50
    assert refused > 50


def _texts(kind, *offsets):
    width = np.int32 if kind == pa.string() else np.int64
    buffers = [None, pa.py_buffer(np.array(offsets, width)), pa.py_buffer(DATA)]
    return pa.Array.from_buffers(kind, len(offsets) - 1, buffers)


def _views(*views):
    return pa.Array.from_buffers(
        pa.string_view(), len(views), [None, pa.py_buffer(np.array(views, np.int32)), pa.py_buffer(DATA)]
    )


OFFSETS = {
    "they fall": ((0, 9, 3, 6), 1),
    "they fall below nothing": ((0, -9, 3, 6), 0),
    "they go beyond the bytes": ((0, 3, 9000, 6), 1),
}


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
@pytest.mark.parametrize(("offsets", "row"), OFFSETS.values(), ids=OFFSETS.keys())
@pytest.mark.parametrize("compiled", [True, False])
def test_the_row_whose_offsets_are_wrong_is_named(monkeypatch, kind, offsets, row, compiled):
    """Counted from 0, through all chunks; with the fast scan and without it."""
    if not compiled:
        monkeypatch.setattr(fastscan, "available", lambda: False)
    array = _texts(kind, *offsets)
    with pytest.raises(ValueError, match=rf"row {row} \(from 0\): .*damaged"):
        clean_array(array)
    with pytest.raises(ValueError, match=rf"row {row + 2} \(from 0\): "):
        clean_array(pa.chunked_array([_texts(kind, 0, 3, 6), array]))


VIEWS = {
    "a length below nothing": (-5, 0, 0, 0),
    "a buffer that there is not": (13, 0, 1, 0),
    "a buffer below nothing": (13, 0, -1, 0),
    "a text beyond its buffer": (13, 0, 0, len(DATA) - 12),
    "a text before its buffer": (13, 0, 0, -1),
    "a length beyond all": (2**31 - 1, 0, 0, 2**31 - 1),
}


@pytest.mark.skipif(not makes_views(), reason="this pyarrow is too old for string views")
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
@pytest.mark.parametrize("compiled", [True, False])
def test_the_row_whose_view_is_wrong_is_named(monkeypatch, view, compiled):
    """Also in a slice, whose rows count from its own beginning."""
    if not compiled:
        monkeypatch.setattr(fastscan, "available", lambda: False)
    array = _views((0, 0, 0, 0), (0, 0, 0, 0), view)
    for one, row in ((array, 2), (array[1:], 1)):
        with pytest.raises(ValueError, match=rf"row {row} \(from 0\): .*damaged"):
            clean_array(one)


@pytest.mark.skipif(not makes_views(), reason="this pyarrow is too old for string views")
def test_what_a_null_hides_may_be_anything():
    """Nobody follows it."""
    views = pa.py_buffer(np.array([(-5, 0, 9, 9), (0, 0, 0, 0)], np.int32))
    array = pa.Array.from_buffers(pa.string_view(), 2, [pa.py_buffer(b"\x02"), views, pa.py_buffer(DATA)])
    assert clean_array(array).to_pylist() == [None, ""]


def test_an_index_beyond_its_dictionary_is_named():
    """And one below nothing."""
    for bad in (2, -1):
        indices = pa.array([0, None, bad, 1], pa.int8())
        array = pa.DictionaryArray.from_arrays(indices, pa.array(["散(sàn)", "开"]), safe=False)
        with pytest.raises(ValueError, match=rf"row 2 \(from 0\): its text would be number {bad} of 2"):
            clean_array(array)


@pytest.mark.skipif(not fastscan.available(), reason="the loops were not compiled here")
def test_no_loop_is_given_offsets_that_nobody_looked_at():
    """Whoever calls it."""
    data = np.frombuffer(DATA, np.uint8)
    for offsets in ([0, 9, 3], [0, len(DATA) + 1], [-1, 3]):
        with pytest.raises(ValueError, match="damaged"):
            fastscan.strip(data, np.array(offsets))
    with pytest.raises(ValueError, match="too little"):
        fastscan.strip(data, np.array([0, len(DATA)]), room=np.empty(3, np.uint8))


def test_a_row_that_is_not_utf8_is_named_where_it_has_to_be_read():
    """A loop may look at any bytes, but nobody can read them."""
    data = "雾".encode() + b"\xff\xfe" + "北京(bei3jing1)".encode()
    offsets = pa.py_buffer(np.array([0, 3, len(data)], np.int32))
    array = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(data)])
    with pytest.raises(ValueError, match=r"row 1 \(from 0\): not UTF-8 at its byte 0|row 1 \(from 0\): Invalid UTF8"):
        clean_array(array)
