"""Polars: expressions that lazy frames and the streaming engine take as they are."""

from __future__ import annotations

import pytest

from pinyin_strip import Options, RubyOptions, Stats, clean, parse
from pinyin_strip.integrations.counts import COUNTS, check_row, total

pl = pytest.importorskip("polars", reason="polars is not installed: pip install 'pinyin-strip[polars]'")
pinyin = pytest.importorskip("pinyin_strip.integrations.polars")

TEXTS = ["国(guó)际", None, "锂(Li)电池", "努(nù)力", ""]
FRAME = pl.DataFrame({"id": [1, 2, 3, 4, 5], "text": TEXTS})


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_lazy_frames_know_the_types_beforehand(engine):
    """A plan is checked before anything is read, and what comes out is what was announced."""
    lazy = FRAME.lazy().with_columns(
        pinyin.clean("text").alias("clean"), pinyin.check("text").alias("counts"), pinyin.ruby("text").alias("ruby")
    )
    counts = pl.Struct(dict.fromkeys(COUNTS, pl.Int64))
    expected = pl.Schema({"id": pl.Int64, "text": pl.String, "clean": pl.String, "counts": counts, "ruby": pl.String})
    assert lazy.collect_schema() == expected == lazy.collect(engine=engine).schema


def test_the_streaming_engine_runs_it_from_file_to_file(tmp_path):
    """Nothing has to be held as a whole."""
    FRAME.write_parquet(tmp_path / "in.parquet")
    lazy = pl.scan_parquet(tmp_path / "in.parquet").with_columns(pl.col("text").pinyin.clean())
    assert "python_udf" in lazy.explain(engine="streaming")
    lazy.filter(pl.col("id") < 4).sink_parquet(tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet")["text"].to_list() == ["国际", None, "锂(Li)电池"]


def test_a_filter_on_another_column_comes_first():
    """The optimiser may move it: cleaning looks at one row at a time."""
    plan = FRAME.lazy().with_columns(pinyin.clean("text")).filter(pl.col("id") == 1).explain()
    assert plan.index("python_udf") < plan.index("FILTER")  # plans are printed from the last step to the first


def test_the_namespace_forwards_to_the_functions():
    """Options and all."""
    options, ruby_options = Options(strip={"match"}), RubyOptions(notation="zhuyin")
    text = pl.col("text")
    by_namespace = FRAME.select(
        text.pinyin.clean(options).alias("clean"), text.pinyin.check(options).alias("check"),
        text.pinyin.ruby("pipe", options, ruby_options).alias("ruby"),
    )  # fmt: skip
    by_function = FRAME.select(
        pinyin.clean("text", options).alias("clean"), pinyin.check("text", options).alias("check"),
        pinyin.ruby("text", "pipe", options, ruby_options).alias("ruby"),
    )  # fmt: skip
    assert by_namespace.equals(by_function)
    assert by_namespace["ruby"].to_list() == ["{国|ㄍㄨㄛˊ}际", None, "锂(Li)电池", "努(nù)力", ""]
    assert by_namespace["clean"].to_list() == [text if text is None else clean(text, options) for text in TEXTS]


def test_counts_are_those_of_each_text_and_add_up():
    """Stats of a column, through a table."""
    counts = FRAME.select(pinyin.check("text"))["text"]
    assert counts.to_list() == [None if text is None else check_row(text) for text in TEXTS]
    assert total(counts) == sum((Stats.of(parse(text)) for text in TEXTS if text is not None), Stats())


def test_expressions_work_within_lists_and_groups():
    """As any other expression does."""
    grouped = pl.DataFrame({"text": ["国(guó)", "文", "际(jì)"], "of": [1, 2, 1]}).group_by("of", maintain_order=True)
    assert grouped.agg(pinyin.clean("text"))["text"].to_list() == [["国", "际"], ["文"]]
    nested = pl.DataFrame({"texts": [["国(guó)", "文"], []]}, schema={"texts": pl.List(pl.String)})
    assert nested.select(pl.col("texts").list.eval(pl.element().pinyin.clean()))["texts"].to_list() == [
        ["国", "文"],
        [],
    ]


def test_categories_stay_categories():
    """Two that become the same are one."""
    frame = pl.DataFrame({"text": ["国(guó)", "国", None]}, schema={"text": pl.Categorical})
    cleaned = frame.select(pinyin.clean("text"))["text"]
    assert (cleaned.dtype, cleaned.to_list()) == (pl.Categorical, ["国", "国", None])


@pytest.mark.parametrize(
    ("values", "message"),
    [(pl.Series([1]), "int64 holds no texts"), (pl.Series(["文"], dtype=pl.Enum(["文"])), "cast it")],
)
def test_what_is_no_text_is_refused(values, message):
    """With what to do about it."""
    with pytest.raises(TypeError, match=message):
        pl.DataFrame({"text": values}).select(pinyin.clean("text"))
