"""data-juicer: its own command runs our operators from its YAML, found by name or by path."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integrations.hosts import engine

engine("data_juicer", "data-juicer")
OPERATORS = Path(__file__).parent.parent.parent / "src" / "pinyin_strip" / "integrations" / "data_juicer_ops.py"
TEXTS = (
    "清晨的渡(dù)口很安静(jìng)。",
    "锂(Li)电池，没有读音。",
    "清(qīng)晨(chén)的(de)渡(dù)口(kǒu)",
    "能夠?qū)ψ鳂I(yè)，很快",
    "灵气(qi)",
)
RECIPE = """
project_name: readings
dataset_path: in.jsonl
export_path: out/clean.jsonl
np: 1
use_cache: false
{paths}
process:
  - pinyin_strip_filter:
      max_density: 0.5
      max_damaged: 0
  - pinyin_strip_mapper:
      options:
        toneless: strip
"""
# Between operators data-juicer frees models on the graphics card, and installs torch, gigabytes of it, to free none at all.
PROCESS = """
import importlib.util, sys
import data_juicer.ops.base_op
if importlib.util.find_spec("torch") is None:
    data_juicer.ops.base_op.free_models = lambda *_: None
from data_juicer.tools.process_data import main
main()
"""


def _process(folder, recipe):
    lines = "".join(json.dumps({"text": text, "id": n}, ensure_ascii=False) + "\n" for n, text in enumerate(TEXTS))
    (folder / "in.jsonl").write_text(lines, "utf-8")
    (folder / "recipe.yaml").write_text(recipe, "utf-8")
    return subprocess.run(
        [sys.executable, "-c", PROCESS, "--config", "recipe.yaml"],
        cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("paths", ["", f"custom_operator_paths: [{OPERATORS}]"], ids=["by name", "by path"])
def test_a_recipe_filters_and_cleans(tmp_path, paths):
    """Too dense and damaged samples go, the others come out clean, with the options of the recipe."""
    run = _process(tmp_path, RECIPE.format(paths=paths))
    assert run.returncode == 0, run.stderr
    written = [json.loads(line) for line in (tmp_path / "out" / "clean.jsonl").read_text("utf-8").splitlines()]
    assert [(one["id"], one["text"]) for one in written] == [
        (0, "清晨的渡口很安静。"),
        (1, "锂电池，没有读音。"),
        (4, "灵气"),
    ]


def test_the_recipe_on_the_page_runs(tmp_path):
    """As it stands in the README, but for a corpus of our own."""
    readme = (OPERATORS.parents[3] / "README.md").read_text("utf-8")
    recipe = readme.partition("### data-juicer")[2].partition("```yaml\n")[2].partition("```")[0]
    run = _process(tmp_path, "project_name: readme\n" + recipe.replace("corpus.jsonl", "in.jsonl", 1))
    assert run.returncode == 0, run.stderr
    written = [json.loads(line) for line in (tmp_path / "clean" / "corpus.jsonl").read_text("utf-8").splitlines()]
    assert [one["text"] for one in written] == ["清晨的渡口很安静。", TEXTS[1], TEXTS[4]]


def test_a_misspelt_option_stops_the_recipe_before_it_starts(tmp_path):
    """The message names the options that there are."""
    run = _process(tmp_path, RECIPE.format(paths="").replace("toneless: strip", "tonless: strip"))
    assert run.returncode != 0
    assert "no option 'tonless'; there are: strip, toneless" in run.stderr
    assert not (tmp_path / "out" / "clean.jsonl").exists()


_STATS = """
import json
from pinyin_strip.integrations.data_juicer_ops import PinyinStripFilter
from data_juicer.utils.constant import Fields
step = PinyinStripFilter(max_density=0.2)
samples = {"text": ["渡(dù)口", "渡口", None], Fields.stats: [{}, {}, {}]}
print(json.dumps([samples[Fields.stats] if step.compute_stats(samples) else 0, list(step.process(samples))]))
"""


def test_figures_stay_in_the_stats_of_a_sample():
    """So an analysis can draw them, and a later filter need not measure again."""
    run = subprocess.run([sys.executable, "-c", _STATS], capture_output=True, text=True, check=False, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    stats, kept = json.loads(run.stdout.splitlines()[-1])
    assert stats[0] == {"gloss_density": 0.5, "gloss_injected": 0.0, "gloss_damaged": 0, "gloss_left": 0}
    assert kept == [False, True, True]
