"""What a host adds: cleaning inside it, its run with an identity function subtracted, beside ``clean_array`` alone.

    python benchmarks/hosts.py                       # the table; --json FILE writes the figures too
    python benchmarks/hosts.py --megabytes 10        # a few seconds

Everything runs in one process and on one thread, and processor time is measured, so that it matters less what else the
machine does. In every repetition all runs follow one another, in an order that changes, over the same texts; a row's overhead
is the median over the repetitions of (host − host with identity) ÷ clean_array, so 1.0 is a host that adds nothing; "at best"
is the same of the shortest times, which say more on a busy machine. The identity function gets what the host hands out and
gives it back: turning that into Arrow and back counts as ours.

Hosts that hand out one text after the other, or lists of them, are measured in a table of their own, in megabytes a second of
one core: through the host with our step in it, and through the host with a step that does nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # before Polars is imported

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import dataset
from speed import machine, make_texts

from pinyin_strip.bulk import clean_array

pa.set_cpu_count(1)
KINDS = ("dense", "injected", "sparse", "gloss-free")
Runs = tuple[Callable[[], object], Callable[[], object]]


def arrow_hosts(table: pa.Table) -> dict[str, Runs]:
    """A table, and a scan with a compute function."""
    from pinyin_strip.integrations.arrow import clean_batch, clean_field

    pc.register_scalar_function(
        lambda _, array: array, f"identity_{id(table)}", {"summary": "Nothing", "description": "Nothing."},
        {"text": pa.string()}, pa.string(),
    )  # fmt: skip
    nothing = pc.Expression._call(f"identity_{id(table)}", [pc.field("text")])
    source = dataset.dataset(table)

    def scan(expression: pc.Expression) -> pa.Table:
        return source.to_table(columns={"text": expression}, use_threads=False)

    return {
        "pyarrow table": (lambda: clean_batch(table, "text"), lambda: table),
        "pyarrow dataset scan": (lambda: scan(clean_field("text")), lambda: scan(nothing)),
    }


def polars_hosts(table: pa.Table) -> dict[str, Runs]:
    """Both engines."""
    import polars as pl

    from pinyin_strip.integrations.polars import clean

    frame = pl.DataFrame(table).lazy()
    nothing = pl.col("text").map_batches(lambda series: series, return_dtype=pl.String, is_elementwise=True)

    def run(expression: pl.Expr, engine: str) -> Callable[[], object]:
        return lambda: frame.select(expression).collect(engine=engine)

    return {
        f"Polars {engine}": (run(clean("text"), engine), run(nothing, engine)) for engine in ("in-memory", "streaming")
    }


def pandas_hosts(table: pa.Table) -> dict[str, Runs]:
    """A Series that lies in Arrow."""
    import pandas as pd

    import pinyin_strip.integrations.pandas  # noqa: F401  registers the accessor

    series = pd.Series(pd.arrays.ArrowExtensionArray(table["text"]))
    return {"pandas Arrow-backed": (lambda: series.pinyin.clean(), lambda: series.copy(deep=False))}


def datasets_hosts(table: pa.Table) -> dict[str, Runs]:
    """Tables, batch by batch, kept in memory."""
    import datasets

    from pinyin_strip.integrations.datasets import Clean

    datasets.disable_progress_bars()
    source = datasets.Dataset(table).with_format("arrow")

    def run(function: Callable[[pa.Table], pa.Table]) -> Callable[[], object]:
        return lambda: source.map(function, batched=True, keep_in_memory=True, load_from_cache_file=False)

    return {"datasets tables": (run(Clean()), run(_identity))}


def _identity(table: pa.Table) -> pa.Table:
    return table


def datatrove_hosts(texts: list[str]) -> dict[str, Runs]:
    """A formatter over documents; these are made anew for each run, since it writes into them."""
    from datatrove.data import Document
    from datatrove.pipeline.formatters.base import BaseFormatter

    from pinyin_strip.integrations.datatrove import PinyinStripFormatter

    class Nothing(BaseFormatter):
        name = "nothing"

        def format(self, text: str) -> str:
            return text

    def run(step: BaseFormatter) -> Callable[[], object]:
        return lambda: list(step.run(iter([Document(text=text, id="") for text in texts])))

    return {"datatrove formatter": (run(PinyinStripFormatter()), run(Nothing()))}


def data_juicer_hosts(texts: list[str]) -> dict[str, Runs]:
    """A mapper over batches, as data-juicer calls it."""
    from data_juicer.ops.base_op import Mapper

    from pinyin_strip.integrations.data_juicer_ops import PinyinStripMapper

    class Nothing(Mapper):
        _batched_op = True

        def process_batched(self, samples: dict[str, list[str]]) -> dict[str, list[str]]:
            return samples

    def run(mapper: Mapper) -> Callable[[], object]:
        return lambda: [mapper.process({"text": texts[at : at + 1000]}) for at in range(0, len(texts), 1000)]

    return {"data-juicer mapper": (run(PinyinStripMapper()), run(Nothing()))}


def tokenizers_hosts(texts: list[str]) -> dict[str, Runs]:
    """A normaliser, which keeps track of every character's place."""
    from tokenizers import normalizers

    from pinyin_strip.integrations.tokenizers import normalizer

    def run(one: normalizers.Normalizer) -> Callable[[], object]:
        return lambda: [one.normalize_str(text) for text in texts]

    return {"tokenizers normalizer": (run(normalizer()), run(normalizers.Sequence([])))}


def spacy_hosts(texts: list[str]) -> dict[str, Runs]:
    """A component behind spaCy's tokenizer of single characters."""
    import spacy

    def run(nlp: spacy.Language) -> Callable[[], object]:
        return lambda: list(nlp.pipe(texts))

    with_ours = spacy.blank("zh")
    with_ours.add_pipe("pinyin_strip")
    return {"spaCy component": (run(with_ours), run(spacy.blank("zh")))}


def text_rows(kind: str, megabytes: int, repetitions: int) -> list[dict[str, object]]:
    """Measure the hosts of single texts on one kind of them."""
    texts = make_texts(kind, 5000, megabytes * 1_000_000)
    hosts = datatrove_hosts(texts) | data_juicer_hosts(texts) | tokenizers_hosts(texts) | spacy_hosts(texts)
    found: list[dict[str, object]] = []
    for name, (cleaning, identity) in hosts.items():
        seconds = processor_seconds({"cleaning": cleaning, "identity": identity}, repetitions)
        speed = {which: round(megabytes / median(several), 1) for which, several in seconds.items()}
        found.append({"texts": kind, "host": name, "host MB/s": speed["cleaning"], "identity MB/s": speed["identity"]})
    return found


def processor_seconds(runs: dict[str, Callable[[], object]], repetitions: int) -> dict[str, list[float]]:
    """Processor seconds of each run in each repetition; one repetition before them all is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    order, chance = list(runs), random.Random(20260101)
    for repetition in range(repetitions + 1):
        chance.shuffle(order)
        for name in order:
            start = time.process_time()
            result = runs[name]()
            elapsed = time.process_time() - start
            del result
            if repetition:
                seconds[name].append(elapsed)
    return seconds


def rows(kind: str, megabytes: int, repetitions: int) -> list[dict[str, object]]:
    """Measure every host on one kind of texts."""
    array = pa.array(make_texts(kind, 5000, megabytes * 1_000_000))
    table = pa.table({"text": array})
    hosts = arrow_hosts(table) | polars_hosts(table) | pandas_hosts(table) | datasets_hosts(table)
    runs: dict[str, Callable[[], object]] = {"clean_array": lambda: clean_array(array)}
    for name, (cleaning, identity) in hosts.items():
        runs[name], runs[f"{name}, identity"] = cleaning, identity
    seconds = processor_seconds(runs, repetitions)
    alone = seconds["clean_array"]
    found = []
    for name in hosts:
        added = [a - b for a, b in zip(seconds[name], seconds[f"{name}, identity"], strict=True)]
        overhead = median(mine / ours for mine, ours in zip(added, alone, strict=True))
        best = (min(seconds[name]) - min(seconds[f"{name}, identity"])) / min(alone)
        found.append(
            {
                "texts": kind, "host": name, "overhead": round(overhead, 2), "at best": round(best, 2),
                "clean_array MB/s": round(megabytes / median(alone)),
                "host MB/s": round(megabytes / median(seconds[name])),
                "identity ms": round(1000 * median(seconds[f"{name}, identity"]), 1),
            }
        )  # fmt: skip
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=100, help="how much text of each kind (default: 100)")
    parser.add_argument("--repetitions", type=int, default=9)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--texts", nargs="+", choices=KINDS, default=KINDS, help="which kinds of texts (default: all)")
    arguments = parser.parse_args()
    print(*(f"{name}: {value}" for name, value in machine().items()), sep=", ")
    print(
        f"\n{'texts':14}{'host':24}{'overhead':>9}{'at best':>9}{'clean_array MB/s':>18}{'host MB/s':>11}{'identity ms':>13}"
    )
    report: list[dict[str, object]] = []
    for kind in arguments.texts:
        for one in rows(kind, arguments.megabytes, arguments.repetitions):
            report.append(one)
            print(
                f"{one['texts']:14}{one['host']:24}{one['overhead']:>9}{one['at best']:>9}{one['clean_array MB/s']:>18}"
                f"{one['host MB/s']:>11}{one['identity ms']:>13}",
                flush=True,
            )
    print(f"\n{'texts':14}{'host':24}{'host MB/s':>11}{'identity MB/s':>15}")
    for kind in arguments.texts:
        for one in text_rows(kind, max(1, arguments.megabytes // 10), min(3, arguments.repetitions)):
            report.append(one)
            print(
                f"{one['texts']:14}{one['host']:24}{one['host MB/s']:>11}{one['identity MB/s']:>15}",
                flush=True,
            )
    if arguments.json:
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
