"""Arrow files whose offsets, views, indices or texts are damaged: cleaned right, or left alone and named; never a dead process."""

from __future__ import annotations

import io
import random
import subprocess
import sys

import pytest

from pinyin_strip.api import clean
from pinyin_strip.bulk.views import makes_views
from pinyin_strip.formats import Refused
from tests.profiles import three_times_as_many

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SEEDS = three_times_as_many.max_examples  # 300 in the thorough run
ROWS = 40
TEXTS = [None if row % 7 == 3 else "渡口的雾散(sàn)了。" * (row % 3) + "短" * (row % 5) for row in range(ROWS)]
FIELDS = ("text", "large", "kind", "turns.said", *(["view"] if makes_views() else []))
NUMBERS = (-1, 0, 1, 5, 13, 400, 5_000, 1 << 20, -(1 << 31), (1 << 31) - 1)
RUN = (
    "import sys; from pinyin_strip import fastscan; fastscan.available() and fastscan.strip_texts(['国(guó)']); "
    "from pinyin_strip.cli import main; main()"
)


def _table():
    texts = pa.array(TEXTS)
    columns = {
        "id": pa.array([f"号{row}" for row in range(ROWS)]),
        "text": texts,
        "large": texts.cast(pa.large_string()),
        "kind": pa.array(["雾散(sàn)了" if row % 2 else "雾" for row in range(ROWS)]).dictionary_encode(),
        "turns": pa.array(
            [[{"said": text}] * (row % 3) for row, text in enumerate(TEXTS)],
            pa.list_(pa.struct([("said", pa.string())])),
        ),
    }
    return pa.table(columns | ({"view": texts.cast(pa.string_view())} if makes_views() else {}))


def _buffers(array):
    """The buffers that say where texts lie, with the width of their numbers."""
    kind = array.type
    if kind in (pa.string(), pa.large_string()):
        return [(array.buffers()[1], 4 if kind == pa.string() else 8)]
    if pa.types.is_dictionary(kind):
        return [(array.indices.buffers()[1], 4), *_buffers(array.dictionary)]
    if pa.types.is_list(kind):
        return [(array.buffers()[1], 4), *_buffers(array.values.field(0))]
    return [(array.buffers()[1], 4)]


def _damaged(seed):
    """An Arrow file, or stream, of which a few numbers or bytes were changed."""
    chance, table, written = random.Random(seed), _table(), io.BytesIO()
    make = pa.ipc.new_stream if seed % 4 == 3 else pa.ipc.new_file
    with make(written, table.schema) as writer:
        writer.write_table(table)
    data = bytearray(written.getvalue())
    for _ in range(chance.randint(1, 3)):
        if seed % 2:
            data[chance.randrange(len(data))] = chance.choice((0, 0x7F, 0x80, 0xFF, chance.randrange(256)))
            continue
        buffer, width = chance.choice(_buffers(chance.choice(table.columns).chunk(0)))
        stands = bytes(data).find(buffer.to_pybytes()[: 8 * width])
        if stands >= 0:
            place = stands + width * chance.randrange(buffer.size // width)
            data[place : place + width] = chance.choice(NUMBERS).to_bytes(width, "little", signed=True)
    return bytes(data)


def _read(data):
    opened = pa.ipc.open_file(data) if data[:6] == b"ARROW1" else pa.ipc.open_stream(data)
    table = opened.read_all()
    table.validate(full=True)
    return table


def _cleaned(value):
    """What any value of the table becomes."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def test_a_damaged_file_is_cleaned_right_or_named_and_left_alone(tmp_path):
    """Hundreds of them, in a process of their own: it ends by itself, and says 2."""
    files = {tmp_path / f"{seed}.arrow": _damaged(seed) for seed in range(SEEDS)}
    for path, data in files.items():
        path.write_bytes(data)
    words = ["clean", "-i", "-q", "-j1", *(f"--field={name}" for name in FIELDS), str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, check=False, timeout=300)
    said = done.stderr.decode()
    assert done.returncode == 2, said[-2000:]
    named = [path for path in files if f"{path}: " in said]
    assert SEEDS // 2 < len(named) < SEEDS
    for path, data in files.items():
        if path in named:
            assert path.read_bytes() == data
        else:
            before, after = _read(data), _read(path.read_bytes())
            assert after.schema.equals(before.schema, check_metadata=True)
            assert after.to_pylist() == [_cleaned(row) for row in before.to_pylist()]


def _file(*batches):
    written = io.BytesIO()
    with pa.ipc.new_file(written, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return written.getvalue()


def _texts(*offsets, data="渡口的雾散(sàn)了。"):
    places = b"".join(offset.to_bytes(4, "little", signed=True) for offset in offsets)
    return pa.Array.from_buffers(
        pa.string(), len(offsets) - 1, [None, pa.py_buffer(places), pa.py_buffer(data.encode())]
    )


SOUND = _texts(0, 3, 6)
CASES = {
    "offsets that fall": (_texts(0, 9, 3, 6), "row 3 .* non-monotonic offset"),
    "an offset beyond the text": (_texts(0, 900, 3), "row 2 .* out of bounds"),
    "half a character": (_texts(0, 3, 5), "row 3 .* Invalid UTF8 sequence;"),
}


@pytest.mark.parametrize("column", ["text", "id"])
@pytest.mark.parametrize(("array", "words"), CASES.values(), ids=CASES.keys())
def test_the_column_and_the_row_of_the_file_are_named(rewrite, array, words, column):
    """Rows count through all batches; a column that is not cleaned could not be written, either."""
    other = "id" if column == "text" else "text"
    batches = [
        pa.RecordBatch.from_arrays([one, pa.array(["雾"] * len(one))], names=[column, other]) for one in (SOUND, array)
    ]
    with pytest.raises(Refused, match=f"column '{column}', {words}.*; left alone"):
        rewrite("arrow", _file(*batches))


def test_a_text_of_a_parquet_file_that_is_not_utf8_is_named(rewrite):
    """Its column and its row."""
    written = io.BytesIO()
    pq.write_table(pa.table({"text": pa.chunked_array([SOUND, SOUND, _texts(0, 3, 5)])}), written, row_group_size=2)
    with pytest.raises(Refused, match=r"column 'text', row 5 .* Invalid UTF8 sequence;"):
        rewrite("parquet", written.getvalue())


def test_what_no_row_is_to_blame_for_is_told_with_all_of_them(rewrite):
    """The texts of a dictionary belong to nobody in particular."""
    array = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0]), _texts(0, 3, 5), safe=False)
    data = _file(pa.RecordBatch.from_arrays([array], names=["text"]))
    with pytest.raises(Refused, match=r"column 'text', rows 0 to 2 \(from 0\): .*Invalid UTF8"):
        rewrite("arrow", data)
