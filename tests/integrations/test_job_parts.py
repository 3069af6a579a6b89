"""A corpus in parts: the parts cover it once, a part comes out the same whoever does it, and nothing is ever half there."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pinyin_strip import Options
from pinyin_strip.formats import Refused
from tests.integrations import corpora

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'pinyin-strip[arrow]'")
from pinyin_strip.integrations.jobs import clean_part as cleaning
from pinyin_strip.integrations.jobs.clean_part import clean_part, finish
from pinyin_strip.integrations.jobs.outcome import Outcome
from pinyin_strip.integrations.jobs.parts import Job, plan


def _done(job, size=1 << 20):
    outcome = Outcome()
    for part in plan(job, size):
        outcome += clean_part(part, job)
    finish(job, outcome)
    return outcome


def _bytes(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(("size", "rows"), [(1, 20), (700, 300), (4000, 300), (1 << 20, 300)])
def test_parts_of_any_size_cover_every_row_once(tmp_path, size, rows):
    """Lines that cross the border of a part belong to the part where they begin; row groups are never cut."""
    corpora.write_parquet(tmp_path / "in" / "tables", rows)
    corpora.write_lines(tmp_path / "in", rows)
    outcome = _done(Job(str(tmp_path / "in"), str(tmp_path / "out")), size)
    clean, stats = corpora.in_one_process(count=rows)
    assert corpora.digest(corpora.read_parquet(tmp_path / "out")) == corpora.digest(clean)
    assert corpora.digest(corpora.read_lines(tmp_path / "out")) == corpora.digest(clean)
    assert outcome == Outcome(stats + stats)
    assert (tmp_path / "out" / "_SUCCESS").exists()


def test_lines_come_out_in_their_order_and_bytes(tmp_path):
    """Parts of a file, one after the other, are the clean file."""
    corpora.write_lines(tmp_path / "in")
    _done(Job(str(tmp_path / "in" / "a.jsonl"), str(tmp_path / "out")), 900)
    parts = sorted((tmp_path / "out").glob("a-*.jsonl"))
    assert len(parts) > 3
    written = b"".join(part.read_bytes() for part in parts).decode()
    assert written == "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in corpora.in_one_process()[0][:100])


def test_a_part_that_was_done_is_not_done_again_and_counts_once(tmp_path, monkeypatch):
    """Its counts are read from where they were written."""
    corpora.write_lines(tmp_path / "in")
    job = Job(str(tmp_path / "in"), str(tmp_path / "out"))
    first, before = _done(job, 900), _bytes(tmp_path / "out")
    monkeypatch.setattr(cleaning, "_KINDS", {})  # whoever would clean again, fails
    assert _done(job, 900) == first
    assert _bytes(tmp_path / "out") == before


def test_a_part_that_was_cut_short_is_done_again(tmp_path):
    """Without its counts it is not done, and the same bytes take its place."""
    corpora.write_parquet(tmp_path / "in")
    job = Job(str(tmp_path / "in"), str(tmp_path / "out"))
    first, before = _done(job, 2000), _bytes(tmp_path / "out")
    name = next(name for name in before if name.startswith("half-0"))
    (tmp_path / "out" / name).write_bytes(b"half a par")
    (tmp_path / "out" / "_counts" / f"{name}.json").unlink()
    (tmp_path / "out" / "_temporary").mkdir()
    (tmp_path / "out" / "_temporary" / "rest").write_bytes(b"of somebody who died")
    assert _done(job, 2000) == first
    assert _bytes(tmp_path / "out") == before


def test_another_job_does_not_write_over_the_first(tmp_path):
    """Other options, another input, or something else altogether: it is left alone, and the message says what to do."""
    corpora.write_lines(tmp_path / "in")
    job = Job(str(tmp_path / "in"), str(tmp_path / "out"))
    _done(job)
    before = _bytes(tmp_path / "out")
    with pytest.raises(Refused, match="another job wrote there"):
        plan(Job(job.source, job.target, options=Options(strip=())))
    with (tmp_path / "in" / "a.jsonl").open("a") as file:
        file.write("{}\n")
    with pytest.raises(Refused, match="its input has changed"):
        plan(job)
    with pytest.raises(Refused, match="something else already"):
        plan(Job(job.target, job.source))
    assert _bytes(tmp_path / "out") == before


def test_what_cannot_be_read_is_named_and_the_rest_is_done(tmp_path):
    """Without a _SUCCESS, so that nobody takes it for whole."""
    corpora.write_lines(tmp_path / "in")
    (tmp_path / "in" / "torn.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "in" / "torn.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 999)[:40])
    outcome = _done(Job(str(tmp_path / "in"), str(tmp_path / "out")))
    assert [Path(one.partition(": ")[0]).name for one in outcome.failed] == ["torn.jsonl.gz", "torn.parquet"]
    assert corpora.digest(corpora.read_lines(tmp_path / "out")) == corpora.digest(corpora.in_one_process()[0])
    assert not (tmp_path / "out" / "_SUCCESS").exists()
    assert not (tmp_path / "out" / "_temporary").exists()


def test_a_missing_column_is_named_with_those_that_there_are(tmp_path):
    """Part by part."""
    corpora.write_parquet(tmp_path / "in")
    outcome = _done(Job(str(tmp_path / "in"), str(tmp_path / "out"), ("body",)))
    assert all("no single column 'body'; there are: id, text, at" in one for one in outcome.failed)
    assert len(outcome.failed) == 2


def test_compressed_lines_are_read_whole_and_written_compressed(tmp_path):
    """Broken ones stay, and are counted."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(gzip.compress('{"text": "渡(dù)口"}\n{oh\n'.encode()))
    outcome = _done(Job(str(tmp_path / "in"), str(tmp_path / "out")), 5)
    assert gzip.decompress((tmp_path / "out" / "a-00000.jsonl.gz").read_bytes()).decode() == '{"text": "渡口"}\n{oh\n'
    assert (outcome.broken, outcome.stats.texts) == (1, 1)


def test_tables_keep_schema_codec_and_groups(tmp_path):
    """Only the texts change."""
    from pyarrow import parquet

    source = next(corpora.write_parquet(tmp_path / "in").iterdir())
    _done(Job(str(source), str(tmp_path / "out")))
    old, new = parquet.ParquetFile(source), parquet.ParquetFile(next((tmp_path / "out").glob("*.parquet")))
    assert new.schema_arrow.equals(old.schema_arrow, check_metadata=True)
    assert new.metadata.num_row_groups == old.metadata.num_row_groups
    assert new.metadata.row_group(0).column(1).compression == "ZSTD"


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_nothing_to_clean_is_said(tmp_path, name):
    """With the path, and what was looked for."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(
        FileNotFoundError, match=f"{name}: (there is no such|holds nothing to clean; looked for parquet)"
    ):
        plan(Job(str(tmp_path / name), str(tmp_path / "out")))
