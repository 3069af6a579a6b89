"""Small corpora of our own sentences for the jobs, and what is left of them, told independently of order and files."""

from __future__ import annotations

import hashlib
import json

from pinyin_strip import Options, Stats, parse

SENTENCES = (
    "清晨的渡(dù)口很安静(jìng)。",
    "锂(Li)电池有说明书(manual)。",
    "老船工把缆绳（lǎn shéng）解开。",
    "努(nù)力",
    "没有读音。",
)
MARK = "一百五十里"  # stands in one row, half-way, beside a hanzi with two readings


def rows(count=300):
    """Rows with a number, a text (some are null) and something beside it."""
    return [
        {"id": n, "text": None if n % 50 == 7 else f"第{n}行，" + SENTENCES[n % 5] + (MARK + "长(cháng)路" if n == count // 2 else ""), "at": "2024-06-01"}
        for n in range(count)
    ]  # fmt: skip


def write_parquet(folder, count=300):
    """Two files of several row groups each."""
    import pyarrow as pa
    from pyarrow import parquet

    folder.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist(rows(count))
    for n, half in enumerate((table.slice(0, count // 2), table.slice(count // 2))):
        parquet.write_table(half, folder / f"half-{n}.parquet", row_group_size=30, compression="zstd")
    return folder


def write_lines(folder, count=300):
    """Two files of JSON lines."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows(count)]
    (folder / "a.jsonl").write_text("".join(lines[: count // 3]), "utf-8")
    (folder / "b.jsonl").write_text("".join(lines[count // 3 :]), "utf-8")
    return folder


def digest(found):
    """One digest of all rows: nothing is lost, nothing is there twice, wherever it stands."""
    written = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in found)
    return hashlib.sha256("\n".join(written).encode()).hexdigest()


def read_parquet(folder):
    from pyarrow import parquet

    return [row for file in sorted(folder.rglob("*.parquet")) for row in parquet.read_table(file).to_pylist()]


def read_lines(folder, pattern="*.jsonl"):
    return [json.loads(line) for file in sorted(folder.rglob(pattern)) for line in file.read_text("utf-8").splitlines()]


def in_one_process(options=None, count=300):
    """The clean rows and their counts, one text after the other."""
    options, stats, clean = (options or Options()).for_cleaning(), Stats(), []
    for row in rows(count):
        if row["text"] is not None:
            document = parse(row["text"], options)
            stats += Stats.of(document)
            row |= {"text": document.clean()}
        clean.append(row)
    return clean, stats
