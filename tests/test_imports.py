"""Who may import whom: a room imports only from rooms below it, and nothing is opened before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pinyin_strip

ROOMS = (
    "cli", "integrations", "batch", "formats", "report", "proof", "fixes", "respelling", "selection", "bulk", "api", "cleaning",
    "pipeline",
    "renderers", "policy", "settle", "symbols", "romanised", "house", "findings", "proofreader", "checker", "aligner", "fastscan", "tokenizer", "repair", "context",
    "readings", "syllables", "rules", "arguments", "options", "document", "offsets", "script", "display", "patterns", "signs", "version",
)  # fmt: skip
SOURCE = Path(pinyin_strip.__file__).parent
FILES = sorted(file for file in SOURCE.rglob("*.py") if file.name != "__main__.py")
PLAIN = ("opencc", "numpy", "pyarrow", "rich", "click")  # not needed for a plain match
OPTIONAL = ("pypinyin", "opencc", "numpy", "pyarrow", "rich", "click")


def _room(file):
    return file.relative_to(SOURCE).with_suffix("").parts[0]


def _imported_rooms(file):
    """Every room that a file imports from, at its top or inside a function."""
    tree = ast.parse(file.read_text("utf-8"))
    for_types = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    tree.body = [node for node in tree.body if node not in for_types]  # what only a type checker reads is no dependence
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: a relative import does not say its room"
            own = node.module == "pinyin_strip"
            names = [f"pinyin_strip.{alias.name}" for alias in node.names] if own else [node.module]
        for name in names:
            if name.startswith("pinyin_strip."):
                yield name.split(".")[1]


@pytest.mark.parametrize(
    "file", [file for file in FILES if _room(file) != "__init__"], ids=lambda file: str(file.relative_to(SOURCE))
)
def test_a_room_imports_only_from_rooms_below_it(file):
    """The order of the rooms is the order of the stages; within a room files import each other freely."""
    room = _room(file)
    allowed = ROOMS[ROOMS.index(room) :]
    assert set(_imported_rooms(file)) <= set(allowed)


def test_the_package_itself_only_re_exports():
    """Every public name is found in the room that type checkers are told, and nothing else is made here."""
    assert sorted(name for names in pinyin_strip._ROOMS.values() for name in names) == sorted(pinyin_strip.__all__)
    told = {
        name.name: node.module
        for block in ast.parse((SOURCE / "__init__.py").read_text("utf-8")).body
        if isinstance(block, ast.If)
        for node in block.body
        for name in node.names
    }
    assert told == {name: f"pinyin_strip.{room}" for room, names in pinyin_strip._ROOMS.items() for name in names}
    assert all(getattr(pinyin_strip, name) is not None for name in pinyin_strip.__all__)
    assert set(pinyin_strip.__all__) <= set(dir(pinyin_strip))
    with pytest.raises(AttributeError, match="no attribute 'strip'"):
        _ = pinyin_strip.strip


def _loads(code, *libraries):
    """Which of the libraries a fresh interpreter has loaded after running some code."""
    asked = f"{code}\nimport sys\nprint(*sorted(set({libraries!r}) & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, encoding="utf-8")
    return run.stdout.split()


@pytest.mark.parametrize(
    ("code", "unneeded"),
    [
        ("import pinyin_strip", OPTIONAL),
        ("import pinyin_strip; pinyin_strip.clean('一句没有读音的话（雨具），3 个字。')", OPTIONAL),
        ("import pinyin_strip; pinyin_strip.clean('A line of English (with brackets).')", OPTIONAL),
        ("import pinyin_strip; pinyin_strip.clean('伞(s\\u01cen)')", PLAIN),
        ("import pinyin_strip; pinyin_strip.ruby('伞(s\\u01cen)')", PLAIN),
        ("from pinyin_strip.cli import cli", ("pypinyin", "opencc", "rich")),
    ],
)
def test_nothing_is_loaded_before_it_is_needed(code, unneeded):
    """Importing opens no dictionary; pypinyin comes with the first candidate, OpenCC with the first variant."""
    assert _loads(code, *unneeded) == []


def test_what_is_needed_is_loaded():
    """The test above would see it."""
    assert _loads("import pinyin_strip; pinyin_strip.clean('說(yu\\u00e8)')", "pypinyin", "opencc") == [
        "opencc",
        "pypinyin",
    ]
