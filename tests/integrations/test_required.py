"""Where every engine must be there, a skipped test is a failure, so that CI cannot pass by leaving an engine out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TEST = "import pytest\ndef test_it(): pytest.importorskip('an_engine_that_nobody_has')"
FILE = "import pytest\npytest.importorskip('an_engine_that_nobody_has')\ndef test_it(): pass"
ENGINE_THERE = "def test_it(): pass"


@pytest.mark.parametrize(
    ("code", "required", "exit_code"),
    [(TEST, "0", 0), (TEST, "1", 1), (FILE, "0", 5), (FILE, "1", 2), (ENGINE_THERE, "0", 0), (ENGINE_THERE, "1", 0)],
)
def test_a_skip_is_a_failure_only_where_engines_are_required(tmp_path, code, required, exit_code):
    """Whether one test is skipped or a whole file (pytest's exit code 5: nothing was run)."""
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "test_sample.py").write_text(code)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        env=os.environ | {"PINYIN_STRIP_REQUIRE_ENGINES": required, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""},
        cwd=tmp_path,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == exit_code, run.stdout
    assert ("was skipped where every engine must be there" in run.stdout) is (exit_code in (1, 2))
