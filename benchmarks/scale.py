"""Measure the engines on a generated Parquet corpus: what they give, what they cost, and what is left when a worker is killed.

    python benchmarks/scale.py [--mb N] [--engine ray] [--engine spark] [--kill] [--overhead] [--no-jobs] [--keep FOLDER]

The corpus is made of our own sentences, mixed as in a crawl: most pages hold no reading, one in twelve is a page with
injected readings, one in a hundred is of the kind that the compiled scan leaves to Python. A plain process cleans it
file by file with ``clean_array``; the Ray and Spark jobs are run as commands on this machine. Outputs are compared by a
digest of all rows that depends neither on their order nor on files. ``--kill`` runs each job again, and kills one of its
workers with SIGKILL when half of the output is there. ``--overhead`` measures what cleaning costs inside the host, the same
pipeline with an identity function subtracted, beside ``clean_array`` alone, in processor time; ``--hosts`` does the same for every host that works in one process
(``hosts.py``).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import psutil
import pyarrow as pa
from pyarrow import parquet

PLAIN = (
    "清晨的渡口还很安静，河面上浮着一层薄雾。",
    "镇上的人都说，这条河从来没有这样宽过。",
    "请在二〇二四年六月一日（周六）以前把材料寄到收发室。",
    "孙女坐在船头，画一只慢慢飞过的白鹭，纸上只有三笔。",
    "工地上的水泥（共 12 袋）昨天夜里被雨淋湿了。",
)
INJECTED = (
    "老船工把缆绳解(jiě)开，渡(dù)口的雾还没有散(sàn)。",
    "他朝河里扔(rēng)了一块石子，水花溅(jiàn)得很高。",
)
RARE = ("白鹭(báilù)和苍鹭(cānglù)都在浅滩上站着。", "锂(Li)电池的说明书(manual)印在背面。")
PAGES, FILE, GROUP = 4000, 32_000_000, 8_000_000  # pages to choose from; bytes of a file and of a row group
DRAWN, FULL_PATH = 1 / 12, 1 / 100


def page(chance):
    """One page of 1 to 12 KB."""
    drawn = chance.random()
    usual = INJECTED if drawn < DRAWN else PLAIN
    sentences = [chance.choice(usual if chance.random() < 0.3 else PLAIN) for _ in range(chance.randint(20, 200))]
    if drawn > 1 - FULL_PATH:
        sentences[len(sentences) // 2] = chance.choice(RARE)
    return "".join(sentences)


def make(folder, size, seed=7):
    """Write about ``size`` bytes of text in files of row groups; return how many bytes of text there are."""
    chance = random.Random(seed)
    pages = pa.array([page(chance) for _ in range(PAGES)], pa.string())
    mean, rows, written, number = pages.nbytes / PAGES, 0, 0, 0
    while written < size:
        count = int(min(FILE, size - written) / mean) + 1
        texts = pages.take(pa.array([chance.randrange(PAGES) for _ in range(count)]))
        table = pa.table({"id": range(rows, rows + count), "text": texts})
        parquet.write_table(
            table,
            folder / f"{number:05d}.parquet",
            row_group_size=int(GROUP / mean),
            use_dictionary=["id"],
            compression="none",
        )
        rows, written, number = rows + count, written + texts.nbytes, number + 1
    return written


PLAIN_PROCESS = """
import pathlib, sys
from pyarrow import parquet
from pinyin_strip import Stats, clean_array
stats = Stats()
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.parquet")):
    source = parquet.ParquetFile(file)
    with parquet.ParquetWriter(pathlib.Path(sys.argv[2]) / file.name, source.schema_arrow, compression="zstd") as writer:
        for group in range(source.num_row_groups):
            table = source.read_row_group(group)
            texts, counted = clean_array(table["text"], stats=True)
            stats += counted
            writer.write_table(table.set_column(1, "text", texts))
print(stats.texts, stats.removed)
"""


def digest(folder):
    """Add up the digests of all rows: a row that is lost, there twice, or another one, shows."""
    total = rows = 0
    for file in pathlib.Path(folder).glob("*.parquet"):
        for batch in parquet.ParquetFile(file).iter_batches(4096, columns=["id", "text"]):
            for number, text in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                total += int.from_bytes(hashlib.sha256(f"{number} {text}".encode()).digest()[:16], "big")
                rows += 1
    return f"{rows:,} rows {total % (1 << 128):032x}"


def command(engine, source, target):
    """A job's command line; Spark's takes two of this machine's cores and tries a task again, as a cluster does."""
    job = [sys.executable, "-m", f"pinyin_strip.integrations.jobs.{engine}_clean", str(source), "-o", str(target)]
    return [*job, "--part", str(GROUP)] if engine == "ray" else [*job, "--master", f"local[{os.cpu_count()},4]"]


def workers(process, engine):
    """The job's processes that do work at this moment."""
    found = []
    for one in psutil.Process(process.pid).children(recursive=True):
        try:
            line = " ".join(one.cmdline())
            if engine == "ray":
                busy = line.startswith(
                    "ray::Map"
                )  # Ray's agents, without which the whole node goes, are called ray:: as well
            else:
                busy = "pyspark.daemon" in line and "pyspark.daemon" in " ".join(one.parent().cmdline())
            if busy:
                found.append(one)
        except (psutil.NoSuchProcess, AttributeError):
            continue
    return found


def finished(target, engine):
    """How many parts of the output are there, or, for Spark, committed by their tasks."""
    pattern = "*.parquet" if engine == "ray" else "_temporary/0/task_*"
    return sum(1 for _ in target.glob(pattern))


def run(engine, source, target, kill_after=None):
    """Run a job; return seconds, its counts, and the process that was killed once so many parts were finished."""
    began, killed = time.perf_counter(), None
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command(engine, source, target), stdout=subprocess.PIPE, stderr=log, text=True)
        while kill_after and not killed and process.poll() is None:
            if finished(target, engine) >= kill_after and (busy := workers(process, engine)):
                killed = busy[0].pid
                os.kill(killed, signal.SIGKILL)
            time.sleep(0.02)
        printed = process.communicate()[0]
        if process.returncode:
            log.seek(0)
            raise SystemExit(f"the {engine} job failed:\n{log.read()[-3000:]}")
    return time.perf_counter() - began, json.loads(printed.splitlines()[-1]), killed


def compare(folder, engines, size, kill):
    """Run everything and print what it gave; return whether all outputs are the same."""
    source, plain = folder / "corpus", folder / "plain"
    plain.mkdir(exist_ok=True)
    began = time.perf_counter()
    printed = subprocess.run(
        [sys.executable, "-c", PLAIN_PROCESS, str(source), str(plain)], check=True, capture_output=True, text=True
    ).stdout
    seconds = time.perf_counter() - began
    wanted, counts = digest(plain), tuple(map(int, printed.split()))
    print(f"{'one process':24}{size / seconds / 1e6:8.1f} MB/s  {seconds:7.1f} s  {wanted}", flush=True)
    same = True
    for engine in engines:
        halves = {"": None, ", worker killed": max(1, int(size / (GROUP if engine == "ray" else 128e6)) // 2)}
        for name, half in halves.items() if kill else [("", None)]:
            target = folder / f"{engine}{len(name)}"
            took, counted, killed = run(engine, source, target, half)
            alike = digest(target) == wanted and (counted["texts"], counted["removed"]) == counts
            same = same and alike and (killed is not None or not half)
            print(
                f"{engine + name:24}{size / took / 1e6:8.1f} MB/s  {took:7.1f} s  {seconds / took:5.2f} × one process  "
                f"same rows and counts: {alike}" + (f"  killed: {killed}" if half else ""),
                flush=True,
            )
            shutil.rmtree(target)
    return same


def identity(batches):
    return batches


def spent():
    """Seconds of processor time that this process and all below it have used: it matters little what else the machine does."""
    seconds = 0.0
    for one in (psutil.Process(), *psutil.Process().children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            seconds += times.user + times.system
    return seconds


def costs(runs, rounds):
    """Seconds of processor time of each run, in turns; a first turn, which opens dictionaries and warms up, does not count."""
    found = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, function in runs.items():
            began = spent()
            function()
            if turn:
                found[name].append(spent() - began)
    return found


def spark_costs(source, rounds):
    """``mapInArrow`` with an identity function and with ours, in one task at a time; nothing is written."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    from pyspark.sql import SparkSession

    from pinyin_strip.integrations.spark import clean_batches

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")  # as the job does: pages are long rows
    frame = spark.read.parquet(str(source))

    def run(function):
        frame.mapInArrow(function, frame.schema).write.format("noop").mode("overwrite").save()

    found = costs({"identity": lambda: run(identity), "clean": lambda: run(clean_batches("text"))}, rounds)
    spark.stop()
    return found


def cleaned_by_ray(batch):
    from pinyin_strip.integrations.arrow import clean_batch

    return clean_batch(batch, "text")


def ray_costs(source, rounds):
    """``map_batches`` with an identity function and with ours, in tasks, whose workers stay warm from run to run."""
    import ray

    ray.init(address="local", num_cpus=1, include_dashboard=False, logging_level="error", log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    def run(function):
        pages = ray.data.read_parquet(str(source)).map_batches(function, batch_format="pyarrow", batch_size=None)
        for _ in pages.iter_internal_ref_bundles():
            pass

    found = costs({"identity": lambda: run(identity), "clean": lambda: run(cleaned_by_ray)}, rounds)
    ray.shutdown()
    return found


def alone(source, rounds):
    """``clean_array`` on the same texts, row group by row group; reading them is subtracted."""
    from pinyin_strip import clean_array

    def run(function):
        for file in sorted(source.glob("*.parquet")):
            reader = parquet.ParquetFile(file)
            for group in range(reader.num_row_groups):
                function(reader.read_row_group(group, columns=["text"])["text"])

    return costs({"identity": lambda: run(identity), "clean": lambda: run(clean_array)}, rounds)


def overhead(source, engines, size, rounds):
    """Print what cleaning costs inside the hosts, beside ``clean_array`` alone: medians of processor time."""
    measures = {"no host": alone} | {engine: {"ray": ray_costs, "spark": spark_costs}[engine] for engine in engines}
    bare = 0.0
    for engine, measure in measures.items():
        found = measure(source, rounds)
        inside = statistics.median(b - a for a, b in zip(found["identity"], found["clean"], strict=True))
        bare = bare or inside
        host = statistics.median(found["identity"])
        print(
            f"{engine:24}identity {size / host / 1e6:8.1f} MB/s a core   cleaning {size / inside / 1e6:8.1f} MB/s a core   "
            f"{inside / bare:5.2f} × clean_array alone",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=20, help="megabytes of text (default: 20)")
    parser.add_argument("--engine", action="append", choices=("ray", "spark"), help="both if none is named")
    parser.add_argument("--kill", action="store_true", help="also run each job with a worker killed half-way")
    parser.add_argument(
        "--jobs", action=argparse.BooleanOptionalAction, default=True, help="run the jobs and compare what they write"
    )
    parser.add_argument("--overhead", action="store_true", help="also measure what cleaning costs inside the hosts")
    parser.add_argument("--hosts", action="store_true", help="also measure every host that works in one process")
    parser.add_argument("--rounds", type=int, default=2, help="rounds of --overhead (default: 2)")
    parser.add_argument("--keep", type=pathlib.Path, help="work here and leave the corpus and the plain output")
    arguments = parser.parse_args()
    folder = arguments.keep or pathlib.Path(tempfile.mkdtemp())
    engines = arguments.engine or ["ray", "spark"]
    try:
        source = folder / "corpus"
        source.mkdir(parents=True, exist_ok=True)
        size = make(source, arguments.mb * 1e6)
        print(f"{size / 1e6:.0f} MB of text in {len(list(source.iterdir()))} files, {os.cpu_count()} cores", flush=True)
        same = not arguments.jobs or compare(folder, engines, size, arguments.kill)
        if arguments.overhead:
            overhead(source, engines, size, arguments.rounds)
        if arguments.hosts:  # in a process of its own: Ray and Spark leave this one with threads and settings
            hosts = pathlib.Path(__file__).with_name("hosts.py")
            subprocess.run([sys.executable, str(hosts), "--megabytes", "20"], check=True)
        raise SystemExit(not same)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
