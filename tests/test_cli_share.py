"""What is installed beside the command: a manual page made from the help, and completion for three shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pinyin_strip.cli import _COMMANDS
from pinyin_strip.cli.batch_options import with_batch_options
from pinyin_strip.cli.manual import manual
from pinyin_strip.renderers import RUBY_STYLES
from pinyin_strip.rules import RULES

ROOT = Path(__file__).parents[1]
SHARE = ROOT / "share"
PAGE = SHARE / "man/man1/pinyin-strip.1"
BASH = """
source {share}/bash-completion/completions/pinyin-strip
COMP_WORDS=({words} "") COMP_CWORD={count}
COMPREPLY=()
$(complete -p pinyin-strip | sed 's/.*-F \\([^ ]*\\).*/\\1/') pinyin-strip 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def command(tmp_path):
    """A folder with the command in it, and an environment that has it on the path."""
    script = tmp_path / "bin" / "pinyin-strip"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pinyin_strip "$@"\n')
    script.chmod(0o755)
    return os.environ | {"PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}"}


def _shell(name):
    return pytest.param(name, marks=pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed"))


def test_the_page_is_the_one_that_the_help_makes():
    """Made again by: python -m pinyin_strip.cli.manual > share/man/man1/pinyin-strip.1."""
    assert PAGE.read_text("utf-8") == manual()


def test_the_page_names_every_command_and_option():
    """Without the escapes of roff."""
    text = PAGE.read_text("utf-8").replace("\\-", "-")
    assert all(f".SS {name}\n" in text for name in _COMMANDS)
    options = [name for one in with_batch_options(lambda: None).__click_params__ for name in one.opts]
    assert all(f"\\fB{name}\\fR" in text for name in [*options, "--context", "--select", "--style"])


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_the_page_is_well_formed():
    """Neither errors nor warnings; that it has no date is a matter of style."""
    done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", PAGE], capture_output=True, text=True, check=False)
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []


def test_every_file_is_installed():
    """Where the shells and man look for it."""
    files = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["data-files"]
    assert sorted(path for paths in files.values() for path in paths) == sorted(
        path.relative_to(ROOT).as_posix() for path in SHARE.rglob("*") if path.is_file()
    )
    assert all(path.startswith(f"{folder}/") for folder, paths in files.items() for path in paths)


@pytest.mark.skipif(not shutil.which("bash") or os.name != "posix", reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("pinyin-strip", set(_COMMANDS)),
        ("pinyin-strip ruby --style", set(RUBY_STYLES)),
        ("pinyin-strip clean --as", {"text", "markdown", "epub", "parquet"}),
        ("pinyin-strip clean --encoding", {"auto", "gb18030", "big5"}),
        ("pinyin-strip ruby --only-hard", {"hsk1", "hsk7-9"}),
        ("pinyin-strip check --select", {*RULES, "wrong-tone"}),
        ("pinyin-strip check --output-format", {"concise", "sarif"}),
        ("pinyin-strip explain", set(RULES)),
    ],
)
def test_bash_offers_what_can_follow(command, words, offered):
    """The script that is installed, in a real bash."""
    code = BASH.format(share=SHARE, words=words, count=len(words.split()))
    done = subprocess.run(["bash", "-c", code], env=command, capture_output=True, text=True, check=True)
    assert offered <= set(done.stdout.split()), done.stderr


@pytest.mark.parametrize(
    ("shell", "code"),
    [
        pytest.param("zsh", "autoload -Uz compinit; compinit -u -D; fpath=({share}/zsh/site-functions $fpath); autoload -Uz _pinyin-strip; compadd() {{ print -l -- $completions }}; _describe() {{ print -l -- $completions_with_descriptions }}; words=(pinyin-strip ruby --style \"\"); CURRENT=4; _pinyin-strip 2>/dev/null", marks=_shell("zsh").marks),
        pytest.param("fish", "source {share}/fish/vendor_completions.d/pinyin-strip.fish; complete -C 'pinyin-strip ruby --style '", marks=_shell("fish").marks),
    ],
)  # fmt: skip
def test_the_other_shells_do_so_too(command, tmp_path, shell, code):
    """Where they are installed."""
    done = subprocess.run(
        [shell, "-c", code.format(share=SHARE)], env=command | {"HOME": str(tmp_path)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert {"anki", "markdown"} <= set(done.stdout.split()), done.stderr


@pytest.mark.parametrize("words", ["clean -o x", "clean --files-from x", "ruby --only-hard x", "clean x"])
def test_paths_are_left_to_the_shell(command, words):
    """It knows the files."""
    asked = {"COMP_WORDS": f"pinyin-strip {words}", "COMP_CWORD": str(len(words.split()))}
    done = subprocess.run(
        ["pinyin-strip"], env=command | asked | {"_PINYIN_STRIP_COMPLETE": "bash_complete"}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "file,x\n"
