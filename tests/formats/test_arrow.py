"""Parquet and Arrow: the named columns are clean; schema, metadata, compression and the other columns stay."""

from __future__ import annotations

import io

import pytest

from pinyin_strip.formats import Refused, Settings, Unread, parquet

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SCHEMA = pa.schema(
    [
        pa.field("id", pa.int64(), nullable=False, metadata={"unit": "n"}),
        pa.field("text", pa.string()),
        pa.field("large", pa.large_string()),
        pa.field("kind", pa.dictionary(pa.int8(), pa.string())),
        pa.field("turns", pa.list_(pa.struct([("who", pa.string()), ("said", pa.string())]))),
        pa.field("when", pa.timestamp("us", "Asia/Shanghai")),
    ],
    metadata={"origin": "河(hé)"},
)


def _table(rows=5):
    turns = [
        None,
        [],
        [{"who": "河(hé)", "said": "岸(àn)"}, None],
        [{"who": "x", "said": None}],
        [{"who": "y", "said": "河(hé)"}],
    ]
    return pa.table(
        {
            "id": list(range(rows)),
            "text": [None if n % 5 == 1 else f"第{n}条河(hé)" for n in range(rows)],
            "large": ["河(hé)"] * rows,
            "kind": pa.array(["河(hé)", "岸(àn)"] * (rows // 2) + ["x"] * (rows % 2))
            .dictionary_encode()
            .cast(SCHEMA.field("kind").type),
            "turns": (turns * rows)[:rows],
            "when": list(range(rows)),
        },
        schema=SCHEMA,
    )


def _parquet(table, **manner):
    written = io.BytesIO()
    pq.write_table(table, written, **manner)
    return written.getvalue()


def _digest(table, without=()):
    """The bytes of all other columns."""
    written = io.BytesIO()
    rest = table.drop_columns(list(without)).combine_chunks()
    with pa.ipc.new_stream(written, rest.schema) as stream:
        stream.write_table(rest)
    return written.getvalue()


@pytest.mark.parametrize("codec", ["zstd", "snappy", "gzip", "none"])
def test_parquet_keeps_all_but_the_text(rewrite, codec):
    """Row groups, codecs, dictionaries, statistics, sorting, schema and both kinds of metadata."""
    manner = {
        "compression": codec, "row_group_size": 2, "use_dictionary": ["kind"], "write_statistics": ["id"], "version": "2.4",
        "sorting_columns": [pq.SortingColumn(0)],
    }  # fmt: skip
    source = _parquet(_table(), **manner)
    old, new = pq.ParquetFile(io.BytesIO(source)), pq.ParquetFile(io.BytesIO(rewrite("parquet", source).data))
    assert new.schema_arrow.equals(old.schema_arrow, check_metadata=True)
    assert new.schema.equals(old.schema)
    assert new.metadata.metadata.keys() == old.metadata.metadata.keys()
    assert new.metadata.format_version == old.metadata.format_version
    for number in range(old.metadata.num_row_groups):
        first, again = old.metadata.row_group(number), new.metadata.row_group(number)
        assert (first.num_rows, first.sorting_columns) == (again.num_rows, again.sorting_columns)
        for column in range(first.num_columns):
            one, other = first.column(column), again.column(column)
            assert (one.compression, one.is_stats_set, set(one.encodings)) == (
                other.compression, other.is_stats_set, set(other.encodings)
            )  # fmt: skip
    assert _digest(old.read(), ["text"]) == _digest(new.read(), ["text"])
    assert new.read()["text"].to_pylist() == ["第0条河", None, "第2条河", "第3条河", "第4条河"]


def test_metadata_beside_the_schema_and_its_lack_stay(rewrite):
    """Files of other writers have no Arrow schema in them."""
    written = io.BytesIO()
    with pq.ParquetWriter(written, pa.schema([("text", pa.string())]), store_schema=False) as writer:
        writer.write_table(pa.table({"text": ["河(hé)"]}))
        writer.add_key_value_metadata({"tool": "x"})
    new = pq.ParquetFile(io.BytesIO(rewrite("parquet", written.getvalue()).data))
    assert new.metadata.metadata == {b"tool": b"x"}
    assert new.read().to_pylist() == [{"text": "河"}]


def test_strings_are_cleaned_however_deep_they_stand(rewrite):
    """In lists of structs, in dictionaries, in large strings; nulls and the fields beside them stay."""
    fields = ("large", "kind", "turns.said")
    source = _parquet(_table(), row_group_size=3)
    new = pq.read_table(io.BytesIO(rewrite("parquet", source, fields=fields).data))
    assert new["large"].to_pylist() == ["河"] * 5
    assert new["kind"].to_pylist() == ["河", "岸", "河", "岸", "x"]
    assert new["turns"].to_pylist() == [
        None, [], [{"who": "河(hé)", "said": "岸"}, None], [{"who": "x", "said": None}], [{"who": "y", "said": "河"}],
    ]  # fmt: skip
    assert new.schema.equals(pq.read_schema(io.BytesIO(source)), check_metadata=True)


def test_row_groups_of_a_file_are_left_to_be_read(tmp_path):
    """By whoever cleans them, as long as the file is what it was."""
    path = tmp_path / "a.parquet"
    path.write_bytes(_parquet(_table(), row_group_size=2))
    with path.open("rb") as file:
        pieces = [piece.data for piece in parquet.FORMAT.read(file, Settings())]
        read = [table for group in pieces for table in group.read().column("text").to_pylist()]
    assert all(isinstance(piece, Unread) for piece in pieces)
    assert read == _table().column("text").to_pylist()
    path.write_bytes(_parquet(_table(6)))
    with pytest.raises(Refused, match="changed while it was read"):
        pieces[0].read()


def test_a_row_group_larger_than_memory_is_split(rewrite, monkeypatch):
    """And loses nothing."""
    monkeypatch.setattr(parquet, "LARGEST", 500)
    source = _parquet(_table(200))
    result = rewrite("parquet", source)
    new = pq.read_table(io.BytesIO(result.data))
    assert result.pieces > 3
    old = pq.read_table(io.BytesIO(source))
    assert new.drop_columns(["text"]).equals(old.drop_columns(["text"]), check_metadata=True)


@pytest.mark.parametrize("codec", ["zstd", "lz4", None])
@pytest.mark.parametrize("make", [pa.ipc.new_file, pa.ipc.new_stream])
def test_arrow_keeps_all_but_the_text(rewrite, make, codec):
    """Files and streams, batch by batch, with their codec."""
    written = io.BytesIO()
    with make(written, SCHEMA, options=pa.ipc.IpcWriteOptions(compression=codec)) as writer:
        writer.write_table(_table(), max_chunksize=2)
    result = rewrite("arrow", written.getvalue())
    opened = pa.ipc.open_file if make is pa.ipc.new_file else pa.ipc.open_stream
    new = opened(io.BytesIO(result.data)).read_all()
    assert result.pieces == 3
    assert new.schema.equals(SCHEMA, check_metadata=True)
    assert _digest(new, ["text"]) == _digest(_table(), ["text"])
    assert new["text"].to_pylist()[0] == "第0条河"
    again = rewrite("arrow", result.data, fields=("kind",))
    from pinyin_strip.formats.arrow import _compression

    assert _compression(io.BytesIO(again.data)) == codec


def test_feather_is_arrow(rewrite):
    """Version 2, as every writer of today makes it."""
    from pyarrow import feather

    written = io.BytesIO()
    feather.write_feather(_table(), written)
    new = feather.read_table(io.BytesIO(rewrite("arrow", written.getvalue()).data))
    assert new["text"].to_pylist()[0] == "第0条河"


@pytest.mark.parametrize(
    ("fields", "words"),
    [(("txt",), "no column 'txt'; .* there are: id, text"), (("id",), "holds no text"), (("turns.x",), "no field 'x'")],
)
def test_a_column_that_is_not_there_or_no_text_is_refused(rewrite, fields, words):
    """With the names that are there."""
    with pytest.raises(Refused, match=words):
        rewrite("parquet", _parquet(_table()), fields=fields)


def test_a_table_without_rows_stays(rewrite):
    """Nothing to do, nothing lost."""
    assert pq.read_table(io.BytesIO(rewrite("parquet", _parquet(_table()[:0])).data)).equals(_table()[:0])
