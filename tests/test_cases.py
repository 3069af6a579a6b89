"""Cases are data: what goes, what stays, and what a careful editor would want but the code does not do yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinyin_strip import check, clean

DATA = Path(__file__).parent / "data"


def _load(name):
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


CASES, KNOWN_FAILURES = _load("cases.jsonl"), _load("known_failures.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_comes_out_as_an_editor_wants_it(case):
    """Glosses go, everything else stays."""
    assert clean(case["text"]) == case["clean"]


@pytest.mark.parametrize("case", [case for case in CASES if "found" in case], ids=lambda case: case["name"])
def test_a_case_is_told_as_a_proofreader_wants_it(case):
    """Doubt becomes a finding; what certainly is something else does not."""
    assert [finding.code for finding in check(case["text"])] == case["found"]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(strict=True, reason=case["reason"]), id=case["name"])
        for case in KNOWN_FAILURES
    ],
)
def test_a_known_failure_still_fails(case):
    """Whoever makes one of these pass moves it to cases.jsonl."""
    assert clean(case["text"]) == case["clean"]


@pytest.mark.parametrize("cases", [CASES, KNOWN_FAILURES], ids=["cases", "known failures"])
def test_names_are_unique(cases):
    """A name finds its line."""
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names))


def test_only_deletions_are_asked_for():
    """A clean text holds nothing that its source does not hold in the same order."""
    for case in CASES + KNOWN_FAILURES:
        rest = iter(case["text"])
        assert all(char in rest for char in case["clean"]), case["name"]
