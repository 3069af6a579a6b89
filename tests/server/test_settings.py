"""The server hears settings files as the commands do: file by file, and anew when one of them changes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli
from pinyin_strip.formats import by_name
from pinyin_strip.server.documents import OpenDocument
from pinyin_strip.server.kinds import kind_of_document
from pinyin_strip.server.lines import Lines
from pinyin_strip.server.settings import Sources, accepted

SETTINGS = """
[tool.pinyin-strip]
ignore = ["R202"]
standard = "taiwan"
readings = "house.txt"
field = ["body"]

[tool.pinyin-strip.per-file."lessons/*.md"]
standard = "mainland"
unsafe-fixes = true

[tool.pinyin-strip.per-file-ignores]
"classics/*" = ["R102"]
"""
TEXT = "努(nù)力，六(lìu)点，這家企(qì)業的覃(qín)小雨"
FILES = {
    "plain.txt": TEXT,
    "lessons/one.md": TEXT,
    "classics/one.txt": TEXT,
    "data.json": json.dumps({"body": TEXT, "other": TEXT}, ensure_ascii=False),
    "own/plain.txt": TEXT,
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A folder with settings, texts and a list of readings, and a folder in it that has settings of its own."""
    (tmp_path / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "house.txt").write_text("覃小雨\tTán Xiǎoyǔ\n", "utf-8")
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "own" / ".pinyin-strip.toml").write_text('select = "R2"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _open(path, said=None, sources=None):
    heard = (sources or Sources()).hear(path, accepted(said)[0])
    text = path.read_text("utf-8") if path.exists() else TEXT
    document = OpenDocument(str(path), kind_of_document(str(path), "plaintext"), Lines(text))
    document.configure(heard.chosen, heard.problem)
    return document, heard


def _shown(document):
    return [
        (one.code, *proof.source.spot(one.start)[1:], one.message)
        for proof in document.judgement().proofs
        for one in proof.findings
    ]


def _told(*arguments):
    found = json.loads(CliRunner().invoke(cli, ["check", "--output-format", "json", *arguments]).stdout)["findings"]
    return [(one["code"], one["start"]["line"], one["start"]["column"], one["message"]) for one in found]


@pytest.mark.parametrize("name", FILES)
def test_what_is_shown_is_what_check_says_by_the_settings_of_the_file(project, name):
    """Those of patterns, of folders that have their own, of fields and of the house among them."""
    document, heard = _open(project / name)
    assert not heard.problem
    assert _shown(document) == _told(str(project / name))
    assert _shown(document)


@pytest.mark.parametrize("name", FILES)
def test_what_the_editor_says_goes_before_the_files_as_the_command_line_does(project, name):
    """What patterns ignore is ignored all the same."""
    document, _ = _open(project / name, {"ignore": "R110", "standard": "both", "field": "other"})
    path = str(project / name)
    assert _shown(document) == _told("--ignore=R110", "--standard=both", "--field=other", path)


def test_one_file_may_hold_for_all_or_none(project):
    """As with --config and --isolated."""
    own = str(project / "own" / ".pinyin-strip.toml")
    path = project / "plain.txt"
    assert _shown(_open(path, sources=Sources(own))[0]) == _told("--config", own, str(path))
    assert _shown(_open(path, sources=Sources(isolated=True))[0]) == _told("--isolated", str(path))


def test_fixing_all_changes_readings_where_the_settings_say_so(project):
    """As check --fix does."""
    document, _ = _open(project / "lessons" / "one.md")
    fixed = document.text
    for start, end, new in reversed(document.corrected()):
        fixed = fixed[:start] + new + fixed[end:]
    CliRunner().invoke(cli, ["check", "--fix", str(project / "lessons" / "one.md")])
    assert fixed == (project / "lessons" / "one.md").read_text("utf-8")
    assert "努(nǔ)力" in fixed


def test_a_text_that_was_never_saved_has_the_settings_of_its_folder(project):
    """Nothing need be there."""
    document, _ = _open(project / "classics" / "new.txt")
    assert "R102" not in [code for code, *_ in _shown(document)]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("pyproject.toml", "[tool.pinyin-strip]\ntonless = 1\n", "unknown key 'tonless' in {}:2 [tool.pinyin-strip]; did you mean 'toneless'?"),
        ("pyproject.toml", "[tool.pinyin-strip\n", "{}: not TOML"),
        ("house.txt", "覃小雨 Tán Xiǎoyǔ\n", "{}:1: no tab; write a word, a tab and its reading"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_used_are_told_and_nothing_is_found(project, name, text, problem):
    """As check leaves the file alone; they are heard again once they are put right."""
    good = (project / name).read_text("utf-8")
    (project / name).write_text(text, "utf-8")
    document, heard = _open(project / "plain.txt")
    assert heard.problem.startswith(problem.format(project / name))
    judgement = document.judgement()
    assert (judgement.proofs, judgement.problem, document.corrected()) == ((), heard.problem, [])
    (project / name).write_text(good, "utf-8")
    assert heard.is_stale()
    assert _shown(_open(project / "plain.txt")[0]) == _told(str(project / "plain.txt"))


def test_whatever_changes_the_settings_of_a_file_is_noticed(project):
    """A file that comes, goes or is written, and the list of readings; and nothing else."""
    path = project / "lessons" / "one.md"

    def heard():
        return Sources().hear(path, {})

    before = heard()
    (project / "unrelated.toml").touch()
    assert not before.is_stale()
    (project / "house.txt").write_text("覃小雨\tQín Xiǎoyǔ\n单于\tchán yú\n", "utf-8")
    assert before.is_stale()
    before = heard()
    (project / "lessons" / ".pinyin-strip.toml").touch()
    assert before.is_stale()
    before = heard()
    (project / "lessons" / ".pinyin-strip.toml").unlink()
    assert before.is_stale()
    before = heard()
    os.utime(project / "pyproject.toml", (1, 1))
    assert before.is_stale()


def test_a_path_that_an_editor_sets_is_relative_to_its_folder(project):
    """As one in a settings file is to that."""
    said, complaints = accepted({"readings": "house.txt"}, project)
    assert (said, complaints) == ({"readings": str(project / "house.txt")}, [])
    assert Sources(isolated=True).hear(Path("a.txt"), said).chosen.settings.options.readings


def test_what_is_broken_in_a_table_is_a_notice():
    """The other records are read."""
    document = OpenDocument("a.jsonl", by_name("jsonl"), Lines('{"text": \n{"text": "六(lìu)"}\n'))
    judgement = document.judgement()
    assert [notice.startswith("1: not JSON") for notice in judgement.notices] == [True]
    assert [code for code, *_ in _shown(document)] == ["R202"]
