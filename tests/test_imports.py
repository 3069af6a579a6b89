"""Who may import whom: a room imports only from rooms below it, and nothing is opened before it is needed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pinyin_strip

ROOMS = (
    "cli", "server", "settings", "integrations", "batch", "formats", "report", "proof", "places", "fixes", "respelling", "selection", "bulk", "api", "cleaning",
    "pipeline", "document", "renderers", "policy", "settle", "wording", "grouping", "symbols", "romanised", "house_rules", "standard_rules", "style_rules", "findings", "proofreader", "checker", "lost_letters", "aligner", "fastscan", "tokenizer", "damage", "context",
    "arguments", "options", "allowed", "house", "standards", "readings", "syllables", "rules", "values", "offsets", "script", "display", "extras", "patterns", "signs", "version",
)  # fmt: skip
SOURCE = Path(pinyin_strip.__file__).parent
FILES = sorted(file for file in SOURCE.rglob("*.py") if file.name != "__main__.py")
STRING = re.compile(rf"\Apinyin_strip\.(?:{'|'.join(ROOMS)})(?=[.:]|\Z)")  # a module, or the beginning of one
PUBLIC = {name: room for room, names in pinyin_strip._ROOMS.items() for name in names}
PLAIN = ("opencc", "numpy", "pyarrow", "rich", "click")  # not needed for a plain match
OPTIONAL = ("pypinyin", "opencc", "numpy", "pyarrow", "rich", "click")


def _room(file):
    return file.relative_to(SOURCE).with_suffix("").parts[0]


def _imported_rooms(tree):
    """Every room that a file imports from: at its top, inside a function, for types only, or by its name in a string."""
    notes = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings may name any room
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "a relative import does not say its room"
            own = node.module == "pinyin_strip"
            names = [f"pinyin_strip.{alias.name}" for alias in node.names] if own else [node.module]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in notes:
            names = STRING.findall(node.value)  # f"pinyin_strip.formats.{name}" begins with such a string
        for name in names:
            if name.startswith("pinyin_strip."):
                first = name.split(".")[1]
                yield PUBLIC.get(first, first)


@pytest.mark.parametrize(
    "file", [file for file in FILES if _room(file) != "__init__"], ids=lambda file: str(file.relative_to(SOURCE))
)
def test_a_room_imports_only_from_rooms_below_it(file):
    """The order of the rooms is the order of the stages; within a room files import each other freely."""
    room = _room(file)
    allowed = ROOMS[ROOMS.index(room) :]
    assert set(_imported_rooms(ast.parse(file.read_text("utf-8")))) <= set(allowed)


@pytest.mark.parametrize(
    "code",
    [
        "import pinyin_strip.cli",
        "from pinyin_strip import cli",
        "from pinyin_strip.cli.clean import command",
        "def run():\n    from pinyin_strip.cli import main",
        "if TYPE_CHECKING:\n    from pinyin_strip.cli import main",
        "import_module('pinyin_strip.cli')",
        "import_module('pinyin_strip.cli.clean')",
        "import_module(f'pinyin_strip.cli.{name}')",
        "COMMANDS = {'clean': 'pinyin_strip.cli:main'}",
    ],
)
def test_however_a_room_is_imported_it_is_seen(code):
    """Lazily, by a string or for types: all of these say that the rooms are no order."""
    assert set(_imported_rooms(ast.parse(code))) == {"cli"}


def test_a_public_name_counts_as_an_import_of_its_room():
    """The package fetches it from there; and what a docstring shows is nobody's import."""
    code = '"""pinyin_strip.cli"""\nfrom pinyin_strip import parse, RubyOptions\nsettings["pinyin_strip.verbose"]'
    assert list(_imported_rooms(ast.parse(code))) == ["api", "renderers"]


def test_a_string_that_is_made_into_a_module_says_its_room():
    """``import_module(f"pinyin_strip.{room}")`` would hide it: only the package itself does so, by the table of its public names."""
    for file in FILES:
        parts = [
            node.values for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.JoinedStr)
        ]
        hidden = [one for one in parts if isinstance(one[0], ast.Constant) and one[0].value == "pinyin_strip."]
        assert len(hidden) == (file == SOURCE / "__init__.py"), file


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
    with pytest.raises(AttributeError, match="no attribute 'strip'"):
        _ = pinyin_strip.strip


def test_dir_tells_the_public_names_and_nothing_else():
    """Beside those that every module has; also once rooms have been imported."""
    code = "import pinyin_strip, pinyin_strip.damage, pinyin_strip.cli; print(*dir(pinyin_strip))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = run.stdout.split()
    assert [name for name in names if not name.startswith("__")] == sorted(pinyin_strip.__all__)
    assert {"__version__", "__doc__", "__all__"} <= set(names)
    assert all(name.endswith("__") for name in names if name.startswith("_"))


def test_no_public_name_is_that_of_a_room():
    """Importing the room would put it in the name's place."""
    assert not {*pinyin_strip.__all__} & {*ROOMS, *map(_room, FILES)}
    code = "import pinyin_strip.damage.repairing, pinyin_strip.cli.repair; from pinyin_strip import repair; repair('')"
    subprocess.run([sys.executable, "-c", code], check=True)


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
