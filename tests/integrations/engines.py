"""The corpus engines, each as one function from texts to clean texts; an engine that is missing skips the test that asks it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pinyin_strip import Options
from tests.integrations.hosts import Texts, engine

JAVA = "Spark needs Java 17 or newer, and there is no java on the path nor in JAVA_HOME"


def needs_java():
    """Skip where Spark cannot start."""
    if not (shutil.which("java") or (Path(os.environ.get("JAVA_HOME", "/nowhere")) / "bin" / "java").exists()):
        pytest.skip(JAVA)


@cache
def spark():
    """A session on this machine that tries a task again, as clusters do."""
    needs_java()
    engine("pyspark", "spark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about versions of pandas that nothing here touches
        sql = engine("pyspark.sql", "spark")
        builder = sql.SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
        session.sparkContext.setLogLevel("OFF")
    return session


@cache
def ray():
    """A cluster of two processes on this machine."""
    engine("ray.data", "ray")
    host = engine("ray")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        host.init(address="local", num_cpus=2, include_dashboard=False, logging_level="error", log_to_driver=False)
        host.data.DataContext.get_current().enable_progress_bars = False
    return host


def _frame(texts):
    """The texts as a frame of Spark, in order of their number."""
    rows = [(number, text) for number, text in enumerate(texts)]
    return spark().createDataFrame(rows, "number long, text string").repartition(3)


def _collected(frame):
    return [row.text for row in frame.orderBy("number").select("text").collect()]


def spark_map(texts, options):
    frame = _frame(texts)
    from pinyin_strip.integrations.spark import clean_batches

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _collected(frame.mapInArrow(clean_batches("text", options), frame.schema))


def spark_column(texts, options):
    frame = _frame(texts)
    from pinyin_strip.integrations.spark import clean

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _collected(frame.withColumn("text", clean("text", options)))


def spark_sql(texts, options):
    frame = _frame(texts)
    from pinyin_strip.integrations.spark import register

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        register(spark(), "without_readings", options)
        frame.createOrReplaceTempView("corpus")
        return _collected(spark().sql("SELECT number, without_readings(text) AS text FROM corpus"))


def ray_batches(texts, options):
    pa, data = engine("pyarrow", "arrow"), ray().data
    from pinyin_strip.integrations.ray import CleanBatches

    table = pa.table({"number": range(len(texts)), "text": pa.array(texts, pa.string())})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cleaned = data.from_arrow([table.slice(0, 300), table.slice(300)]).map_batches(
            CleanBatches,
            batch_format="pyarrow",
            fn_constructor_kwargs={"columns": "text", "options": options},
            compute=data.ActorPoolStrategy(size=1),
        )
        return [row["text"] for row in sorted(cleaned.take_all(), key=lambda row: row["number"])]


def datatrove_formatter(texts, options):
    engine("datatrove")
    from datatrove.data import Document

    from pinyin_strip.integrations.datatrove import PinyinStripFormatter

    docs = [Document(text=text, id=str(number)) for number, text in enumerate(texts) if text is not None]
    cleaned = iter([doc.text for doc in PinyinStripFormatter(options)(docs)])
    return [None if text is None else next(cleaned) for text in texts]


def datatrove_filter(texts, options):
    engine("datatrove")
    from datatrove.data import Document

    from pinyin_strip.integrations.datatrove import PinyinStripFilter

    docs = [Document(text=text, id=str(number)) for number, text in enumerate(texts) if text is not None]
    cleaned = iter([doc.text for doc in PinyinStripFilter(options)(docs)])
    return [None if text is None else next(cleaned) for text in texts]


# data-juicer patches libraries when it is imported, so it stays in a process of its own. Its operators are run by hand: its
# executor, which test_data_juicer.py runs, drops empty texts.
_JUICER = """
import json, sys
from pinyin_strip.integrations.data_juicer_ops import PinyinStripMapper
texts, options = json.load(sys.stdin)
print(json.dumps(PinyinStripMapper(options=options).process({"text": texts})["text"]))
"""


def data_juicer_mapper(texts, options):
    engine("data_juicer", "data-juicer")
    configured = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name in Options.__slots__
        for value in (getattr(options or Options(), name),)
    }
    run = subprocess.run(
        [sys.executable, "-c", _JUICER],
        input=json.dumps([texts, configured]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


ENGINES: dict[str, Callable[[Texts, Options | None], Texts]] = {
    "Ray Data, map_batches": ray_batches,
    "Spark, mapInArrow": spark_map,
    "Spark, column": spark_column,
    "Spark, SQL": spark_sql,
    "datatrove, formatter": datatrove_formatter,
    "datatrove, filter": datatrove_filter,
    "data-juicer, mapper": data_juicer_mapper,
}
