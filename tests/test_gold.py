"""The accuracy gate: floors that a change may raise but not lower, on the repository's own gold file."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Measured on benchmarks/data/gold.jsonl; raise a floor when a change earns it.
FLOORS = {
    "undisputed": 1.0,
    "positive": 1.0,
    "negative": 1.0,
    "disputed": 0.94,
    "precision": 1.0,
    "recall": 1.0,
}


def _benchmark():
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "benchmarks" / "accuracy.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


accuracy = _benchmark()
ITEMS, _ = accuracy.load(accuracy.GOLD)


@pytest.fixture(scope="module")
def scored():
    return accuracy.score(ITEMS, accuracy.with_parse)


@pytest.mark.parametrize("figure", FLOORS)
def test_no_figure_falls_below_its_floor(scored, figure):
    """Accuracy only goes up."""
    figures, _, differing = scored
    assert figures[figure] >= FLOORS[figure], [item["id"] for _, item, _ in differing]


def test_every_convention_is_represented(scored):
    """At least 300 items, and as many look-alikes as make the negatives worth something."""
    kinds = [accuracy.group(item) for item in ITEMS]
    assert len(ITEMS) >= 300
    assert kinds.count("negative") >= 140


def test_gold_items_are_consistent():
    """The clean text of an item is its text without exactly the listed glosses."""
    for item in ITEMS:
        text, last, kept = item["text"], 0, []
        for start, end in sorted(accuracy.wanted(item)):
            kept.append(text[last:start])
            last = end
        assert "".join(kept) + text[last:] == item["clean"], item["id"]


def test_the_cleaner_beats_every_regular_expression(scored):
    """What people use today is the baseline on the same data."""
    ours = scored[0]["undisputed"]
    for expression in accuracy.BASELINES.values():
        assert ours > accuracy.score(ITEMS, accuracy.with_expression(expression))[0]["undisputed"]
