"""A missing library is named with the line that brings it, from where pinyin-strip itself came."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import pinyin_strip
from pinyin_strip import extras
from pinyin_strip.extras import install_line

SOURCE = Path(pinyin_strip.__file__).parent
CALL = re.compile(r"install_line\(['\"](\S+?)['\"]\)|\bload\(['\"][\w.]+['\"], ['\"](\S+?)['\"]\)")
BLOCKED = """
import sys
sys.modules[sys.argv.pop(1)] = None
from pinyin_strip.cli import main
main()
"""


@pytest.fixture
def noted(monkeypatch):
    """Say what pip has noted of where the package came from."""

    class Noted:
        def __init__(self, text):
            self._text = text

        def read_text(self, _name):
            return self._text

    def note(origin):
        monkeypatch.setattr(extras.metadata, "distribution", lambda _name: Noted(origin and json.dumps(origin)))

    return note


@pytest.fixture
def checkout(tmp_path):
    """A folder that looks like a checkout, with a blank in its name."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    return folder.resolve()


def test_from_an_index_it_is_the_name(noted):
    """Nothing is noted of where it came from then."""
    noted(None)
    assert install_line("fast") == "pip install 'pinyin-strip[fast]'"


def test_without_an_installation_it_is_the_name(monkeypatch):
    """Whoever only has the sources on the path has no metadata."""

    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(extras.metadata, "distribution", missing)
    assert install_line("fast") == "pip install 'pinyin-strip[fast]'"


@pytest.mark.parametrize(("details", "words"), [({}, "pip install"), ({"editable": True}, "pip install -e")])
def test_in_a_checkout_it_is_the_folder_and_stays_editable(noted, checkout, monkeypatch, details, words):
    """``.`` where one stands in it, its path elsewhere."""
    noted({"url": checkout.as_uri(), "dir_info": details})
    monkeypatch.chdir(checkout)
    assert install_line("fast") == f"{words} '.[fast]'"
    monkeypatch.chdir(checkout.parent)
    assert shlex.split(install_line("fast")) == [*words.split(), f"{checkout}[fast]"]


def test_a_checkout_that_is_gone_is_not_named(noted, checkout):
    """It was a folder for building only."""
    noted({"url": checkout.as_uri(), "dir_info": {}})
    (checkout / "pyproject.toml").unlink()
    assert install_line("fast") == "pip install 'pinyin-strip[fast]'"


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        ({"url": "file:///a/b.whl", "archive_info": {}}, "file:///a/b.whl"),
        ({"url": "https://example.org/a.git", "vcs_info": {"vcs": "git"}}, "git+https://example.org/a.git"),
    ],
)
def test_what_came_from_a_file_or_a_repository_comes_from_there_again(noted, origin, place):
    """An index may not have it."""
    noted(origin)
    assert install_line("fast") == f"pip install 'pinyin-strip[fast] @ {place}'"


def test_every_extra_that_is_named_exists():
    """In the sources, whoever names one."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    named = {
        name for file in SOURCE.rglob("*.py") for pair in CALL.findall(file.read_text("utf-8")) for name in pair if name
    }
    assert {"arrow", "formats", "report", "plot", "g2pm", "tghz2013", "spark"} <= named
    assert named <= project["optional-dependencies"].keys()


def test_no_message_writes_the_line_by_itself():
    """There is one function for it."""
    writers = {file.name for file in SOURCE.rglob("*.py") if "pip install" in file.read_text("utf-8")}
    assert writers == {"extras.py"}


@pytest.mark.parametrize(
    ("library", "file", "words", "extra"),
    [
        ("pyarrow", "a.parquet", ["clean"], "arrow"),
        ("pyarrow", "a.arrow", ["clean"], "arrow"),
        ("zstandard", "a.txt.zst", ["clean"], "formats"),
        ("jinja2", "a.txt", ["report"], "report"),
        ("matplotlib", "a.txt", ["stats", "--plot", "a.svg"], "plot"),
        ("g2pM", "a.txt", ["check", "--context", "g2pm"], "g2pm"),
        ("pypinyin_dict", "a.txt", ["check", "--standard", "tghz2013"], "tghz2013"),
    ],
)
def test_a_command_names_what_is_missing(tmp_path, library, file, words, extra):
    """Without a traceback, with the exit code of errors."""
    if library == "zstandard" and sys.version_info >= (3, 14):
        pytest.skip("Python itself reads it")
    (tmp_path / file).write_bytes("雾散(sàn)了，都(dōu)".encode())
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, library, *words, file], cwd=tmp_path, capture_output=True, check=False, text=True,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 2
    assert install_line(extra).partition("[")[2] in done.stderr  # it runs in another folder
    assert "Traceback" not in done.stderr
