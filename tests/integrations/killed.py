"""A job in which a worker kills itself, once, in the midst of its work: run as a script, so that workers get the class by value."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from pinyin_strip import Options


class KillOnce:
    """A provider of context without any opinion; whoever asks it first about a text with the mark is gone at once."""

    def __init__(self, mark, grave):
        self.mark, self.grave = mark, grave

    def expect(self, text, position, readings):
        if self.mark in text:
            try:
                os.close(os.open(self.grave, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            except FileExistsError:
                return
            Path(self.grave).write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return


def with_ray(source, target, options):
    import ray

    from pinyin_strip.integrations.jobs.ray_clean import clean

    ray.init(address="local", num_cpus=2, include_dashboard=False)
    outcome = clean(source, target, options=options, part=4000)
    ray.shutdown()
    return outcome


def _with_spark(source, target, options, kind):
    from pyspark.sql import SparkSession

    from pinyin_strip.integrations.jobs.spark_clean import clean

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.files.maxPartitionBytes", "4000").getOrCreate()
    outcome = clean(spark, source, target, options=options, kind=kind)
    spark.stop()
    return outcome


def with_spark(source, target, options):
    return _with_spark(source, target, options, "parquet")


def with_spark_lines(source, target, options):
    return _with_spark(source, target, options, "jsonl")


if __name__ == "__main__":
    engine, source, target, mark, grave = sys.argv[1:]
    run = {"ray": with_ray, "spark": with_spark, "spark lines": with_spark_lines}[engine]
    print(run(source, target, Options(strip={"match"}, context=KillOnce(mark, grave))).json())
