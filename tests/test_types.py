"""What mypy and pyright say of the README's examples, and of calls that must pass or must not."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pinyin_strip

ROOT = Path(__file__).parent.parent
SOURCE = Path(pinyin_strip.__file__).parent.parent
DATA = Path(__file__).parent / "data" / "types"
RIGHT, WRONG = DATA / "right.py", DATA / "wrong.py"
FENCED = re.compile(r"^```(?:python|pycon)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ANYTHING = "from typing import Any\ndef __getattr__(name: str) -> Any: ...\n"
ARROW = "class Array: ...\nclass StringArray(Array): ...\nclass ChunkedArray: ...\n"
PYRIGHT = {
    "typeCheckingMode": "standard", "pythonVersion": "3.11", "stubPath": "stubs", "extraPaths": [str(SOURCE)],
    "reportMissingModuleSource": False,
}  # fmt: skip
MYPY = [
    "--strict",
    "--follow-imports=silent",
    "--python-version=3.11",
    "--config-file=",
    "--cache-dir=cache",
    "--output=json",
]
REQUIRED = os.environ.get("PINYIN_STRIP_REQUIRE_ENGINES") == "1"
needs_checkers = pytest.mark.skipif(
    not REQUIRED and not all(map(importlib.util.find_spec, ("mypy", "pyright"))),
    reason="mypy and pyright are not installed: pip install 'pinyin-strip[types]'",
)


def _blocks():
    """The Python of the README's blocks, by the line that each begins at."""
    text = (ROOT / "README.md").read_text("utf-8")
    for found in FENCED.finditer(text):
        examples = doctest.DocTestParser().get_examples(found[1])
        code = "".join(example.source for example in examples) if examples else found[1]
        yield text.count("\n", 0, found.start(1)) + 1, code


def _imports(tree):
    """The names that some code imports, each with the statement that does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                one = ast.Import([alias]) if isinstance(node, ast.Import) else ast.ImportFrom(node.module, [alias], 0)
                yield name, ast.unparse(one)


def _modules():
    """Each block as a module of its own, which imports what an earlier one imported and it only uses."""
    known: dict[str, str] = {}
    for line, code in _blocks():
        tree = ast.parse(code)
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        own = dict(_imports(tree))
        bound = own.keys() | {name.id for name in names if isinstance(name.ctx, ast.Store)}
        used = {name.id for name in names} - bound
        yield f"line_{line}.py", "".join(f"{known[name]}\n" for name in sorted(used & known.keys())) + code
        known |= own


def _write_stubs(folder, codes):
    """Other people's packages may be there or not: pyarrow is three classes here, and everything else is anything."""
    imported = {node.module if isinstance(node, ast.ImportFrom) else alias.name
                for code in codes for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)
                for alias in node.names}  # fmt: skip
    for module in sorted(imported):
        parts = module.split(".")
        if parts[0] == "pinyin_strip" or parts[0] in sys.stdlib_module_names:
            continue
        for depth in range(1, len(parts) + 1):
            package = folder.joinpath(*parts[:depth])
            package.mkdir(parents=True, exist_ok=True)
            (package / "__init__.pyi").write_text(ANYTHING + (ARROW if parts[:depth] == ["pyarrow"] else ""))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder with all that is to be checked."""
    folder = tmp_path_factory.mktemp("types")
    modules = dict(_modules()) | {path.name: path.read_text("utf-8") for path in (RIGHT, WRONG)}
    for name, code in modules.items():
        (folder / name).write_text(code, "utf-8")
    _write_stubs(folder / "stubs", modules.values())
    (folder / "pyrightconfig.json").write_text(json.dumps(PYRIGHT | {"include": sorted(modules)}))
    return folder


def _run(folder, *command):
    environment = os.environ | {"MYPYPATH": os.pathsep.join([str(folder / "stubs"), str(SOURCE)])}
    return subprocess.run([sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False)  # fmt: skip


def _by_mypy(folder):
    run = _run(folder, "mypy", *MYPY, *sorted(path.name for path in folder.glob("*.py")))
    assert run.returncode in (0, 1), run.stdout + run.stderr
    for line in run.stdout.splitlines():
        if line.startswith("{"):
            found = json.loads(line)
            yield found["file"], found["line"], found["severity"], found["message"]


def _by_pyright(folder):
    run = _run(folder, "pyright", "--outputjson", "--pythonpath", sys.executable)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    report = json.loads(run.stdout)
    assert report["summary"]["filesAnalyzed"] >= len(list(folder.glob("*.py")))
    for found in report["generalDiagnostics"]:
        yield Path(found["file"]).name, found["range"]["start"]["line"] + 1, found["severity"], found["message"]


@pytest.fixture(scope="module", params=[_by_mypy, _by_pyright], ids=["mypy", "pyright"])
def errors(request, written):
    """What a checker calls errors: file, line, message."""
    return [found[:2] + found[3:] for found in request.param(written) if found[2] == "error"]


@pytest.mark.slow
@needs_checkers
def test_the_examples_of_the_readme_pass(errors):
    """The file is named by the line of README.md that the example begins at."""
    assert [found for found in errors if found[0].startswith("line_")] == []


@pytest.mark.slow
@needs_checkers
def test_what_the_types_promise_is_what_a_checker_reads(errors):
    """Names and members go in, members come out; an array gives what it is."""
    assert [found for found in errors if found[0] == RIGHT.name] == []


@pytest.mark.slow
@needs_checkers
def test_a_word_that_an_option_does_not_know_is_an_error_to_a_checker(errors):
    """In every line that is marked, and in no other."""
    lines = WRONG.read_text("utf-8").splitlines()
    marked = {number for number, line in enumerate(lines, 1) if line.endswith("# refused")}
    assert {line for name, line, _ in errors if name == WRONG.name} == marked


def test_every_block_of_the_readme_is_looked_at():
    """No fence is missed, and a name that an earlier block imported is imported."""
    modules = dict(_modules())
    assert len(modules) == len(re.findall(r"^```py", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)) > 10
    assert all(ast.parse(code).body for code in modules.values())
