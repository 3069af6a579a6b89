"""The jobs on their engines: what one process would write, also when a worker is killed in the midst of its work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pinyin_strip import Options
from pinyin_strip.integrations.counts import stats_row
from tests.integrations import corpora
from tests.integrations.engines import needs_java
from tests.integrations.hosts import engine

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONUTF8": "1"}
ENVIRONMENT.pop("RAY_ADDRESS", None)


def _needs(name):
    engine("pyarrow", "arrow")
    if name == "ray":
        engine("ray.data", "ray")
    else:
        engine("pyspark", "spark")
        needs_java()


def _run(*arguments):
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", env=ENVIRONMENT)


def _counts(outcome):
    return {name: count for name, count in outcome.items() if count}


CORPORA = {
    "ray": (corpora.write_parquet, corpora.read_parquet),
    "spark": (corpora.write_parquet, corpora.read_parquet),
    "spark lines": (corpora.write_lines, lambda folder: corpora.read_lines(folder, "*.txt")),
}


@pytest.mark.parametrize("name", CORPORA)
def test_a_killed_worker_loses_nothing_and_doubles_nothing(tmp_path, name):
    """It kills itself with SIGKILL half-way, once; the engine starts another one, and rows and counts are those of one process."""
    _needs(name)
    write, read = CORPORA[name]
    source, target, grave = write(tmp_path / "in"), tmp_path / "out", tmp_path / "grave"
    run = _run(HERE / "killed.py", name, source, target, corpora.MARK, grave)
    assert run.returncode == 0, run.stderr
    assert int(grave.read_text()) != os.getpid()
    clean, stats = corpora.in_one_process(Options(strip={"match"}, context="none"))
    assert corpora.digest(read(target)) == corpora.digest(clean)
    assert json.loads(run.stdout.splitlines()[-1]) == _counts(stats_row(stats))
    assert (target / "_SUCCESS").exists()


def test_the_ray_command_reads_files_of_both_kinds(tmp_path):
    """Options are JSON, the counts go to standard output, and the same command again does nothing twice."""
    _needs("ray")
    corpora.write_parquet(tmp_path / "in")
    corpora.write_lines(tmp_path / "in" / "lines", 30)
    command = ("-m", "pinyin_strip.integrations.jobs.ray_clean", tmp_path / "in", "-o", tmp_path / "out")
    run = _run(*command, "--options", '{"toneless": "keep"}')
    assert run.returncode == 0, run.stderr
    rows, stats = corpora.in_one_process(Options(toneless="keep"))
    few, some = corpora.in_one_process(Options(toneless="keep"), 30)
    assert corpora.digest(corpora.read_parquet(tmp_path / "out")) == corpora.digest(rows)
    assert corpora.digest(corpora.read_lines(tmp_path / "out")) == corpora.digest(few)
    assert json.loads(run.stdout.splitlines()[-1]) == _counts(stats_row(stats + some))
    assert json.loads((tmp_path / "out" / "_stats.json").read_text()) == _counts(stats_row(stats + some))
    other = _run(*command)
    assert other.returncode == 1
    assert "another job wrote there" in other.stderr


def test_the_spark_command_refuses_to_write_over_anything(tmp_path):
    """A misspelt option is named, and lines that are no JSON stay as they are."""
    _needs("spark")
    command = (
        "-m",
        "pinyin_strip.integrations.jobs.spark_clean",
        corpora.write_lines(tmp_path / "in"),
        "--format",
        "jsonl",
    )
    misspelt = _run(*command, "-o", tmp_path / "out", "--options", '{"toneles": "keep"}')
    assert misspelt.returncode == 2
    assert "no option 'toneles'" in misspelt.stderr
    (tmp_path / "in" / "broken.jsonl").write_bytes(b'{"text": "\xff"}\n{\n')
    run = _run(*command, "-o", tmp_path / "out")
    assert run.returncode == 2, run.stderr
    assert "2 lines are no JSON" in run.stderr
    lines = {line for file in (tmp_path / "out").glob("*.txt") for line in file.read_bytes().splitlines()}
    assert {b'{"text": "\xff"}', b"{"} < lines
    assert len(lines) == 302
    assert _run(*command, "-o", tmp_path / "out").returncode == 1
