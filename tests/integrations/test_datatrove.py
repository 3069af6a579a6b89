"""datatrove: a formatter, and a step whose counts are added up over ranks, in datatrove's own executor."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pinyin_strip import Options, Stats, parse
from pinyin_strip.integrations.counts import stats_row
from pinyin_strip.integrations.limits import Limits
from tests.integrations.hosts import engine

engine("datatrove")
from datatrove.data import Document  # noqa: E402

from pinyin_strip.integrations.datatrove import PinyinStripFilter, PinyinStripFormatter  # noqa: E402

TEXTS = (
    "清晨的渡(dù)口很安静(jìng)。",
    "锂(Li)电池，没有读音。",
    "清(qīng)晨(chén)的(de)渡(dù)口(kǒu)",
    "能夠?qū)ψ鳂I(yè)，很快",
)


def _documents():
    return [Document(text=text, id=str(number)) for number, text in enumerate(TEXTS)]


def test_a_formatter_is_one_method():
    """Texts come out clean, options travel whole."""
    assert PinyinStripFormatter().format(TEXTS[0]) == "清晨的渡口很安静。"
    assert PinyinStripFormatter(Options(strip=())).format(TEXTS[0]) == TEXTS[0]


def test_documents_beyond_a_limit_are_dropped_by_reason():
    """And counted; what stays is clean."""
    step = PinyinStripFilter(limits=Limits(density=0.5, damaged=0))
    kept = [doc.text for doc in step(_documents())]
    assert kept == ["清晨的渡口很安静。", TEXTS[1]]
    counted = step.stats.to_dict()["stats"]
    assert (counted["total"], counted["forwarded"], counted["dropped"]) == (4, 2, 2)
    assert (counted["dropped_gloss_density"], counted["dropped_gloss_damaged"]) == (1, 1)


def test_documents_beyond_a_limit_can_be_tagged_instead():
    """Every document has its figures, those beyond a limit its name as well."""
    step = PinyinStripFilter(limits=Limits(damaged=0), beyond="tag")
    docs = list(step(_documents()))
    assert [doc.metadata["gloss_density"] for doc in docs[:3]] == [0.25, 0.0, 1.0]
    assert [doc.metadata.get("gloss_beyond") for doc in docs] == [None, None, None, "damaged"]
    assert docs[2].text == "清晨的渡口"


def test_what_is_dropped_keeps_its_text_for_the_writer():
    """The writer of exclusions sees the page as it came."""

    class Writer:
        def __init__(self):
            self.written = []

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def write(self, doc, rank):
            self.written.append((doc.text, doc.metadata["filter_reason"]))

    writer = Writer()
    list(PinyinStripFilter(limits=Limits(density=0.5), exclusion_writer=writer)(_documents()))
    assert writer.written == [(TEXTS[2], "gloss_density")]


def test_another_fate_than_dropping_and_tagging_is_refused():
    """By name."""
    with pytest.raises(ValueError, match="beyond='keep' is not one of 'drop', 'tag'"):
        PinyinStripFilter(beyond="keep")


_RUN = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from pinyin_strip.integrations.datatrove import PinyinStripFilter
from pinyin_strip.integrations.limits import Limits

if __name__ == "__main__":
    step = PinyinStripFilter(limits=Limits(density=0.5))
    LocalPipelineExecutor(
        [JsonlReader("in"), step, JsonlWriter("out", compression=None)], tasks=2, workers=int(sys.argv[1]), logging_dir="logs"
    ).run()
"""


def test_counts_of_two_ranks_add_up(tmp_path):
    """Two tasks of datatrove's executor, each in its process: its merged statistics are those of all documents."""
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        lines = "".join(json.dumps({"text": text, "id": name}, ensure_ascii=False) + "\n" for text in TEXTS)
        (tmp_path / "in" / f"{name}.jsonl").write_text(lines, "utf-8")
    (tmp_path / "run.py").write_text(_RUN, "utf-8")
    run = subprocess.run([sys.executable, "run.py", "2"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    written = [
        json.loads(line) for path in (tmp_path / "out").iterdir() for line in path.read_text("utf-8").splitlines()
    ]
    assert sorted(one["text"] for one in written) == sorted(["清晨的渡口很安静。", TEXTS[1], TEXTS[3]] * 2)
    merged = next(
        one for one in json.loads((tmp_path / "logs" / "stats.json").read_text()) if "pinyin-strip" in one["name"]
    )
    numbers = {name: value["total"] if isinstance(value, dict) else value for name, value in merged["stats"].items()}
    wanted = stats_row(sum((Stats.of(parse(text)) for text in TEXTS * 2), Stats()))
    assert {name: numbers.get(name, 0) for name in wanted} == wanted
    assert numbers["dropped_gloss_density"] == 2
