"""The Ray job: Ray Data hands out the parts of a corpus, and gives those of a worker that died to another one.

    python -m pinyin_strip.integrations.jobs.ray_clean corpus/ -o clean/ --column text
    python -m pinyin_strip.integrations.jobs.ray_clean s3://bucket/corpus -o s3://bucket/clean --address auto

Every part has its name from the corpus, so one that is done again takes its own place. The same command takes up a job that
was stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from pinyin_strip.formats import Refused
from pinyin_strip.integrations.jobs.clean_part import clean_part, finish
from pinyin_strip.integrations.jobs.command import tell, with_job_options
from pinyin_strip.integrations.jobs.outcome import Outcome
from pinyin_strip.integrations.jobs.parts import PART, CorpusPart, Job, plan
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

__all__ = ["clean"]


def clean(
    source: str,
    target: str,
    columns: Sequence[str] = ("text",),
    options: Options | None = None,
    *,
    part: int = PART,
) -> Outcome:
    """Clean a corpus on the cluster that Ray is connected to, or on this machine.

    Args:
        source: a file or a folder of Parquet and JSON lines (``.parquet``, ``.jsonl``, ``.jsonl.gz``, …): a path that every
            node sees, or an address that pyarrow knows (``s3://…``, ``gs://…``).
        target: a folder, likewise. Its ``_SUCCESS`` is written last, and ``_stats.json`` holds what was counted.
        columns: columns of texts, or fields of JSON lines.
        options: what is looked for and removed; see ``Options``.
        part: the bytes that a task should read.

    Returns:
        What was counted, and what failed.

    Raises:
        FileNotFoundError: if there is nothing to clean.
        Refused: if the target holds something else; the message says what to do.
        ImportError: if Ray is not installed.
    """
    data, job = load("ray.data", "ray"), Job(source, target, tuple(columns), options or Options())
    rows = [asdict(part) for part in plan(job, part)]

    def run(row: dict[str, Any]) -> dict[str, Any]:
        outcome = clean_part(CorpusPart(**row), job)
        return outcome.row | {"failed": "\n".join(outcome.failed)}

    done = data.from_items(rows, override_num_blocks=len(rows)).map(run).take_all()
    failed = tuple(row["failed"] for row in done if row["failed"])
    outcome = Outcome.of_rows(done) + Outcome(failed=failed)
    finish(job, outcome)
    return outcome


@click.command()
@with_job_options
@click.option("--part", default=PART, show_default=True, help="The bytes that a task should read.")
@click.option("--address", help="The cluster (auto: the one that this machine belongs to); this machine if not given.")
def main(
    source: str, target: str, columns: tuple[str, ...], options: Options | None, part: int, address: str | None
) -> None:
    """Clean the corpus at SOURCE with Ray; the counts go to standard output."""
    load("ray").init(address=address or "local")
    try:
        outcome = clean(source, target, columns, options, part=part)
    except (FileNotFoundError, Refused) as error:
        raise click.ClickException(str(error)) from None
    finally:
        load("ray").shutdown()
    raise SystemExit(tell(outcome))


if __name__ == "__main__":
    main()
