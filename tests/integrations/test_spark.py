"""Spark: batches of Arrow, and a function of columns that SQL knows; nulls stay."""

from __future__ import annotations

import pytest

from pinyin_strip import Options
from tests.integrations import corpora
from tests.integrations.engines import spark
from tests.integrations.hosts import engine

engine("pyspark", "spark")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the engine, about itself


def test_sql_knows_the_function_by_the_name_it_was_given():
    """With its own options; nulls are nulls, and another name is another function."""
    session = spark()
    from pinyin_strip.integrations.spark import register

    register(session)
    register(session, "only_marked", Options(toneless="keep"))
    session.createDataFrame([("桌(zhuō)子(zi)",), (None,)], "text string").createOrReplaceTempView("pages")
    rows = session.sql("SELECT pinyin_strip(text) AS a, only_marked(text) AS b FROM pages").collect()
    assert [(row.a, row.b) for row in rows] == [("桌子", "桌子(zi)"), (None, None)]


def test_map_in_arrow_cleans_several_columns_and_leaves_the_others():
    """Of any type."""
    session = spark()
    from pinyin_strip.integrations.spark import clean_batches

    frame = session.createDataFrame([("渡(dù)口", None, 1.5, "渡(dù)口")], "a string, b string, c double, d string")
    rows = frame.mapInArrow(clean_batches(["a", "b"]), frame.schema).collect()
    assert [tuple(row) for row in rows] == [("渡口", None, 1.5, "渡(dù)口")]


def test_a_misspelt_column_stops_the_task_and_is_named():
    """With those that there are."""
    session = spark()
    from pinyin_strip.integrations.spark import clean_batches

    frame = session.createDataFrame([("渡(dù)口",)], "text string")
    with pytest.raises(Exception, match="no single column 'body'; there are: text"):
        frame.mapInArrow(clean_batches("body"), frame.schema).collect()


def test_the_job_takes_several_columns_and_counts_them_together(tmp_path):
    """Names with any signs in them, and types that only Spark knows stay beside them."""
    session = spark()
    from pinyin_strip.integrations.jobs.spark_clean import clean

    frame = session.createDataFrame(
        [("渡(dù)口", "散(sàn)了", 1), (None, "努(nù)力", 2)], "`a.b` string, `c``d` string, n int"
    )
    frame.selectExpr("*", "current_date() AS day", "array(n) AS list").coalesce(1).write.parquet(str(tmp_path / "in"))
    outcome = clean(session, str(tmp_path / "in"), str(tmp_path / "out"), ("a.b", "c`d"))
    rows = sorted(corpora.read_parquet(tmp_path / "out"), key=lambda row: row["n"])
    assert [(row["a.b"], row["c`d"], row["list"]) for row in rows] == [("渡口", "散了", [1]), (None, "努力", [2])]
    assert (outcome.stats.texts, outcome.stats.removed) == (3, 4 + 5 + 4)
    assert session.read.parquet(str(tmp_path / "out")).columns == ["a.b", "c`d", "n", "day", "list"]


def test_the_job_names_a_missing_column_and_an_unknown_kind(tmp_path):
    """Before anything is written."""
    session = spark()
    from pinyin_strip.integrations.jobs.spark_clean import clean

    source = str(corpora.write_parquet(tmp_path / "in"))
    with pytest.raises(KeyError, match="no column 'body'; there are: id, text, at"):
        clean(session, source, str(tmp_path / "out"), ("body",))
    with pytest.raises(ValueError, match="kind='csv' is not one of 'parquet', 'jsonl'"):
        clean(session, source, str(tmp_path / "out"), kind="csv")
    assert not (tmp_path / "out").exists()


def test_an_empty_corpus_is_no_error(tmp_path):
    """Nothing is counted."""
    session = spark()
    from pinyin_strip.integrations.jobs.spark_clean import clean

    session.createDataFrame([], "text string").write.parquet(str(tmp_path / "in"))
    assert clean(session, str(tmp_path / "in"), str(tmp_path / "out")).json() == "{}"
