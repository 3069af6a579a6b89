"""The Spark job: read, clean and count where Spark keeps the data, written under Spark's own commit protocol.

    python -m pinyin_strip.integrations.jobs.spark_clean corpus/ -o clean/ --column text
    spark-submit --master yarn …/pinyin_strip/integrations/jobs/spark_clean.py hdfs:///corpus -o hdfs:///clean

Only the named columns leave the JVM, so nothing else can change on the way. What a batch counts lies beside its first row:
a task that is done again counts once, for Spark drops the rows of the attempt that failed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from pinyin_strip.bulk import Stats
from pinyin_strip.integrations.arrow import clean_array
from pinyin_strip.integrations.counted import counts_array
from pinyin_strip.integrations.counts import FIELDS
from pinyin_strip.integrations.jobs.command import tell, with_job_options
from pinyin_strip.integrations.jobs.outcome import Outcome
from pinyin_strip.integrations.json_lines import clean_lines
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import sql
    from pyspark.sql import Column, DataFrame, SparkSession, functions, types

    Read = tuple[DataFrame, tuple[str, ...], Callable[[pa.Array], pa.Array]]
else:
    pa, sql = load("pyarrow", "arrow"), load("pyspark.sql", "spark")
    functions, types = load("pyspark.sql.functions", "spark"), load("pyspark.sql.types", "spark")

__all__ = ["clean"]

_RESULT = "_pinyin_strip"  # columns of the job's own, never written


def clean(
    spark: SparkSession,
    source: str,
    target: str,
    columns: Sequence[str] = ("text",),
    options: Options | None = None,
    *,
    kind: str = "parquet",
    mode: str = "errorifexists",
) -> Outcome:
    """Clean a corpus.

    Args:
        spark: the session to run in.
        source: a path that Spark can read: a file, a folder, a pattern.
        target: a folder; its ``_SUCCESS`` is written last.
        columns: columns of texts, or fields of JSON lines.
        options: what is looked for and removed; see ``Options``.
        kind: ``"parquet"`` or ``"jsonl"``. JSON lines are read and written as lines, so that all but the named fields stays
            byte for byte (Spark calls the files ``.txt``).
        mode: what Spark does if the target is there: ``"errorifexists"``, ``"overwrite"`` or ``"append"``.

    Returns:
        What was counted.

    Raises:
        KeyError: if there is no such column.
        ValueError: if ``kind`` or ``mode`` is none of these.
    """
    for name, value, known in (("kind", kind, _KINDS), ("mode", mode, _MODES)):
        if value not in known:
            raise ValueError(f"{name}={value!r} is not one of {', '.join(map(repr, known))}")
    read, write = _KINDS[kind]
    observation = sql.Observation()
    frame, names, run = read(spark, source, tuple(columns), options)
    function = functions.arrow_udf(run, _result_type())
    results = {name: f"{_RESULT}_{number}" for number, name in enumerate(names)}
    frame = frame.select("*", *(function(_column(name)).alias(result) for name, result in results.items()))
    sums = [functions.sum(sum(_count(result, name) for result in results.values())).alias(name) for name in _COUNTED]
    write(frame.observe(observation, *sums).select(*_cleaned(frame, results)), target, mode)
    return Outcome.of_rows([observation.get])


_COUNTED = (*FIELDS, "broken")
_MODES = ("errorifexists", "overwrite", "append")


def _column(name: str) -> Column:
    """A column by its name, whatever signs that holds."""
    quoted = name.replace("`", "``")
    return functions.col(f"`{quoted}`")


def _count(result: str, name: str) -> Column:
    """One count of a batch: where the row carries none, zero."""
    return functions.coalesce(functions.col(f"{result}.counts.{name}"), functions.lit(0))


def _cleaned(frame: DataFrame, results: Mapping[str, str]) -> Iterator[Column]:
    """The columns as they were, with clean texts in the place of texts."""
    for field in frame.schema.fields:
        if field.name in results:
            yield functions.col(f"{results[field.name]}.text").alias(field.name, metadata=field.metadata)
        elif field.name not in results.values():
            yield _column(field.name)


def _result_type() -> Any:  # noqa: ANN401  a Spark type
    counts = types.StructType([types.StructField(name, types.LongType()) for name in _COUNTED])
    return types.StructType([types.StructField("text", types.StringType()), types.StructField("counts", counts)])


def _beside(texts: pa.Array, stats: Stats, broken: int = 0) -> pa.Array:
    """Lay counts beside clean texts."""
    counts = counts_array(stats, len(texts), broken=broken)
    return pa.StructArray.from_arrays([texts, counts], ["text", "counts"])


def _read_parquet(spark: SparkSession, source: str, columns: tuple[str, ...], options: Options | None) -> Read:
    frame = spark.read.parquet(source)
    for name in columns:
        if name not in frame.columns:
            raise KeyError(f"no column {name!r}; there are: {', '.join(frame.columns)}")

    def run(texts: pa.Array) -> pa.Array:
        return _beside(*clean_array(texts, options, stats=True))

    return frame, columns, run


def _read_lines(spark: SparkSession, source: str, columns: tuple[str, ...], options: Options | None) -> Read:
    def run(texts: pa.Array) -> pa.Array:
        done = clean_lines(b"\n".join(texts.cast(pa.binary()).to_pylist()), columns, options)
        lines = pa.array(done.data.split(b"\n")[: len(texts)], pa.binary())
        return _beside(lines.cast(pa.string(), safe=False), done.stats, done.broken)  # not all of it need be UTF-8

    return spark.read.text(source, lineSep="\n"), ("value",), run


def _write_parquet(frame: DataFrame, target: str, mode: str) -> None:
    frame.write.mode(mode).parquet(target)


def _write_lines(frame: DataFrame, target: str, mode: str) -> None:
    frame.write.mode(mode).text(target, lineSep="\n")


_KINDS = {"parquet": (_read_parquet, _write_parquet), "jsonl": (_read_lines, _write_lines)}


# Texts are longer than the rows that Spark's defaults are made for: 4,096 pages at once, or 10,000, are hundreds of megabytes.
_ROOM = {"spark.sql.parquet.columnarReaderBatchSize": "512", "spark.sql.execution.arrow.maxRecordsPerBatch": "1000"}


def _session(master: str | None) -> SparkSession:
    """Start a session: spark-submit's, or on the cluster that is named, or on this machine."""
    builder = sql.SparkSession.builder.appName("pinyin-strip")
    if master or "PYSPARK_GATEWAY_PORT" not in os.environ:  # spark-submit has its own idea of these
        builder = builder.master(master or "local[*,4]")  # a task is tried four times, as on a cluster
        builder = builder.config("spark.driver.memory", "4g")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = builder.getOrCreate()
    configured = spark.sparkContext.getConf()
    for name, value in _ROOM.items():
        if configured.get(name) is None:
            spark.conf.set(name, value)
    return spark


@click.command()
@with_job_options
@click.option("--format", "kind", type=click.Choice(list(_KINDS)), default="parquet", show_default=True)
@click.option(
    "--mode",
    type=click.Choice(_MODES),
    default="errorifexists",
    show_default=True,
    help="What to do if the output is there.",
)
@click.option("--master", help="The cluster; spark-submit's, else all cores of this machine.")
def main(
    source: str,
    target: str,
    columns: tuple[str, ...],
    options: Options | None,
    kind: str,
    mode: str,
    master: str | None,
) -> None:
    """Clean the corpus at SOURCE with Spark; the counts go to standard output."""
    spark = _session(master)
    try:
        outcome = clean(spark, source, target, columns, options, kind=kind, mode=mode)
    except KeyError as error:
        raise click.ClickException(str(error.args[0])) from None
    finally:
        spark.stop()
    raise SystemExit(tell(outcome))


if __name__ == "__main__":
    main()
