"""What is built: a wheel with everything in it, compiled where there is a compiler, and one that answers the same where not."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.scans import NAMES

pytest.importorskip("Cython", reason="the wheel is built with what is installed here: pip install 'Cython>=3.1'")
setuptools = pytest.importorskip("setuptools", minversion="77", reason="older ones cannot read pyproject.toml")

ROOT = Path(__file__).parent.parent
ASK = """
from pinyin_strip import check, clean, clean_many, fastscan
texts = ["国(guó)际", "锂(Li)", "北京（Běijīng）", "国" * 600 + "(guó)"]
print(fastscan.__file__, fastscan.available(), [clean(text) for text in texts] == clean_many(texts), *clean_many(texts[:3]))
print([found.code for found in check("战略(luè)")])
"""


def _wheel(folder, *, compiler):
    """Build a wheel of this tree; without a compiler, if that is wanted."""
    environment = {**os.environ, **({} if compiler else {"CC": "false", "CXX": "false"})}
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."],
        cwd=_copy(folder), env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    return wheel


def _copy(folder):
    """Copy what git knows, or what looks like source: building leaves files behind."""
    source = folder / "source"
    for path in (
        *ROOT.glob("*.toml"),
        ROOT / "setup.py",
        ROOT / "MANIFEST.in",
        ROOT / "README.md",
        ROOT / "LICENSE",
        *(path for path in (ROOT / "share").rglob("*") if path.is_file()),
        *_source_files(),
    ):
        target = source / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return source


def _source_files():
    """Every file of the package but what was made from it."""
    made = {".so", ".pyd", ".c", ".pyc"}
    return sorted(
        path
        for path in (ROOT / "src" / "pinyin_strip").rglob("*")
        if path.is_file() and path.suffix not in made and path.parent.name != "__pycache__"
    )


def _answers(wheel, folder):
    """What the package says that is in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, cwd=folder, capture_output=True, text=True, check=True,
        encoding="utf-8",
    )  # fmt: skip
    where, compiled, *rest = done.stdout.split()
    assert Path(where).is_relative_to(folder)
    return compiled, rest


EXPECTED = ["True", "国际", "锂(Li)", "北京", "['R201']"]


def test_without_a_compiler_the_wheel_holds_plain_python_and_answers_the_same(tmp_path):
    """The loops are optional."""
    wheel = _wheel(tmp_path, compiler=False)
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd", ".c"))]
    assert _answers(wheel, tmp_path / "installed") == ("False", EXPECTED)


def test_the_wheel_holds_every_file_of_the_package(tmp_path):
    """Data, schemas and the parts of the report page included; the loops, compiled; the manual page and what completes in shells."""
    wheel = _wheel(tmp_path, compiler=True)
    everything = zipfile.ZipFile(wheel).namelist()
    names = {name for name in everything if name.startswith("pinyin_strip/")}
    share = {path.relative_to(ROOT).as_posix() for path in (ROOT / "share").rglob("*") if path.is_file()}
    assert share == {name.partition(".data/data/")[2] for name in everything} - {""}
    source = {path.relative_to(ROOT / "src").as_posix() for path in _source_files()}
    assert source <= names
    compiled = {name.split(".")[0] for name in names - source}
    assert compiled in (
        set(),
        {f"pinyin_strip/fastscan/loops/{name}" for name in NAMES},
    )
    assert _answers(wheel, tmp_path / "installed") == (str(bool(compiled)), EXPECTED)
