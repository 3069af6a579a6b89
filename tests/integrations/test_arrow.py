"""pyarrow: batches, tables, and a function that works inside a scan."""

from __future__ import annotations

import pytest

from pinyin_strip import Options, Stats, Verdict, clean, parse

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'pinyin-strip[arrow]'")
pc = pytest.importorskip("pyarrow.compute")
parquet = pytest.importorskip("pyarrow.parquet")
dataset = pytest.importorskip("pyarrow.dataset")
arrow = pytest.importorskip("pinyin_strip.integrations.arrow")

TEXT = pa.string()
TEXTS = ["国(guó)际", None, "锂(Li)电池", "努(nù)力", ""]


def _table(kind=TEXT):
    schema = pa.schema(
        [pa.field("id", pa.int8()), pa.field("text", kind, metadata={"a": "b"}), pa.field("title", kind)],
        {"of": "ours"},
    )
    return pa.table([[1, 2, 3, 4, 5], TEXTS, TEXTS[::-1]], schema=schema)


@pytest.mark.parametrize("make", [lambda table: table, lambda table: table.to_batches()[0]], ids=["table", "batch"])
def test_only_the_named_columns_change(make):
    """Schema, metadata and the other columns stay."""
    before = make(_table(pa.large_string()))
    after = arrow.clean_batch(before, "text")
    assert type(after) is type(before)
    assert after.schema.equals(before.schema, check_metadata=True)
    assert after.column(1).to_pylist() == ["国际", None, "锂(Li)电池", "努力", ""]
    assert (after.column(0), after.column(2)) == (before.column(0), before.column(2))


def test_several_columns_are_cleaned_under_the_same_options_and_counted_together():
    """Stats of all columns add up."""
    options = Options(strip={"match"})
    after, stats = arrow.clean_batch(_table(), ["text", "title"], options, stats=True)
    assert after["text"].to_pylist() == ["国际", None, "锂(Li)电池", "努(nù)力", ""]
    assert after["title"].to_pylist() == after["text"].to_pylist()[::-1]
    one = sum((Stats.of(parse(text, options)) for text in TEXTS if text is not None), Stats())
    assert stats == one + one
    assert stats.verdicts[Verdict.MATCH] == 4


def test_a_batch_in_which_nothing_is_removed_is_the_same_object():
    """No copy without need."""
    table = pa.table({"text": ["没有读音", None]})
    assert arrow.clean_batch(table, "text") is table
    assert arrow.clean_batch(table, []) is table


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    """Also where a name is there twice: nobody knows which is meant."""
    with pytest.raises(KeyError, match="'body'; there are: id, text, title"):
        arrow.clean_batch(_table(), "body")
    with pytest.raises(KeyError, match="no single column 'text'"):
        arrow.clean_batch(pa.table([["文"], ["文"]], names=["text", "text"]), "text")


def test_a_column_without_texts_is_refused():
    """The type is named."""
    with pytest.raises(TypeError, match="int8 holds no texts"):
        arrow.clean_batch(_table(), "id")


def test_a_registered_function_is_called_by_its_name():
    """On arrays, chunked arrays and single values."""
    name = arrow.register("clean_for_this_test", Options(toneless="strip"))
    assert pc.call_function(name, [pa.array(["灵气(qi)", None])]).to_pylist() == ["灵气", None]
    assert pc.call_function(name, [pa.chunked_array([["国(guó)"], [], ["文"]])]).to_pylist() == ["国", "文"]
    assert pc.call_function(name, [pa.scalar("国(guó)")]).as_py() == "国"
    with pytest.raises(KeyError, match="clean_for_this_test"):
        arrow.register("clean_for_this_test")


def test_what_a_scan_gets_lies_in_memory_of_arrows_own():
    """Its threads may give it back when the interpreter is no longer there to ask."""
    name = arrow.register("clean_into_memory_of_arrow")
    array = pa.array(["国(guó)际" * 1000] * 10)
    pc.call_function(name, [array])  # the dictionaries are open, and everything else is allocated
    before = pa.total_allocated_bytes()
    cleaned = pc.call_function(name, [array])
    assert pa.total_allocated_bytes() - before >= cleaned.nbytes


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()], ids=str)
def test_a_scan_cleans_files_as_it_reads_them(tmp_path, kind):
    """Columns and filters of a scan over several files, on several threads, with one's own options."""
    table = _table(kind)
    for number in range(4):
        parquet.write_table(table, tmp_path / f"{number}.parquet", row_group_size=2)
    options = Options(strip={"match"})
    cleaned = arrow.clean_field("text", options, kind=kind)
    source = dataset.dataset(tmp_path)
    found = source.to_table(columns={"id": dataset.field("id"), "text": cleaned}, use_threads=True).sort_by("id")
    assert found.schema.field("text").type == kind
    expected = [text if text is None else clean(text, options) for text in TEXTS for _ in range(4)]
    assert found["text"].to_pylist() == expected
    changed = source.scanner(columns=["id"], filter=arrow.clean_field("text", kind=kind) != pc.field("text").cast(kind))
    assert sorted(changed.to_table()["id"].to_pylist()) == [1] * 4 + [4] * 4


def test_the_same_options_are_registered_once():
    """A job may build as many expressions as it likes."""
    before = len(pc.list_functions())
    options = Options(strip={"near"})
    expressions = [arrow.clean_field("text", options) for _ in range(5)]
    assert len(pc.list_functions()) == before + 1
    assert all(one.equals(expressions[0]) for one in expressions)
