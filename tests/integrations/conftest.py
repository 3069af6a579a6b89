"""Where every engine must be there (PINYIN_STRIP_REQUIRE_ENGINES=1, as in CI), a test that is skipped has failed."""

from __future__ import annotations

import os
import sys

import pytest

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # Spark's workers, too, run in this environment
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
REQUIRED = os.environ.get("PINYIN_STRIP_REQUIRE_ENGINES") == "1"


def _unless_required(report):
    if REQUIRED and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped where every engine must be there: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A skipped test."""
    return _unless_required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """A skipped file."""
    return _unless_required((yield))
