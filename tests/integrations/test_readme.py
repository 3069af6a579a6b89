"""Every example of the README's section "In pipelines" runs as it stands on the page; no engine, no example, for that reason."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.integrations.engines import needs_java
from tests.integrations.hosts import engine

README = Path(__file__).parent.parent.parent / "README.md"
SECTION = "In pipelines"


def _examples():
    """The Python blocks under each heading of the section, one after the other."""
    titles, found = {}, defaultdict(list)
    tokens = MarkdownIt().parse(README.read_text("utf-8"))
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open":
            titles = {level: title for level, title in titles.items() if level < token.tag}
            titles[token.tag] = following.content
        elif token.type == "fence" and token.info == "python" and titles.get("h2") == SECTION:
            found[titles.get("h3", SECTION)].append(token.content)
    return {title: "\n".join(blocks) for title, blocks in found.items()}


def _imported(code):
    """The packages that an example imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]


EXAMPLES = _examples()


def test_every_host_has_an_example():
    """Under a heading of its own."""
    hosts = {"pyarrow", "Polars", "pandas", "Hugging Face datasets", "spaCy", "Hugging Face tokenizers"}
    hosts |= {"datatrove", "data-juicer", "Ray Data", "Spark"}
    assert hosts <= set(EXAMPLES)


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_runs_as_it_stands(title, tmp_path):
    """In a process and a folder of its own, as somebody would who copies it."""
    code = EXAMPLES[title]
    for package in set(_imported(code)) - set(sys.stdlib_module_names) - {"pinyin_strip"}:
        engine(package)
        if package == "pyspark":
            needs_java()
    (tmp_path / "example.py").write_text(code, "utf-8")
    run = subprocess.run(
        [sys.executable, "example.py"], cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
