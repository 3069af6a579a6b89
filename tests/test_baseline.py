"""Baselines: what a text has had before is not reported again, whatever else changes in it."""

from __future__ import annotations

import contextlib
import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.cli import cli
from pinyin_strip.proof import proofread
from pinyin_strip.report.baseline import Baseline, BaselineError, Known
from tests.commands import run_in
from tests.strategies import texts

OLD = "努(nù)力，国(huì)。\n"


def _run(*arguments, cwd, given=None):
    return run_in(cwd, "check", *arguments, given=given)


@pytest.fixture
def project(tmp_path):
    """A folder of texts whose findings are known."""
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "a.txt").write_text(OLD, "utf-8")
    (tmp_path / "books" / "b.jsonl").write_text('{"text": "六(lìu)点"}\n', "utf-8")
    code, out, told = _run("--baseline", "known.json", "--write-baseline", "books", cwd=tmp_path)
    assert (code, out) == (0, "")
    assert "3 findings noted" in told
    return tmp_path


@given(texts, st.text("国努(nù)力，。\n", max_size=12))
def test_what_is_known_is_not_new_wherever_it_moves(text, before):
    """All of it is known in the text itself; behind another text nothing is new that was known and stands alone."""
    proof, baseline = proofread("a", text), Baseline()
    baseline.note("a", [proof])
    again = Baseline.loads(baseline.dumps())
    assert again.new("a", [proof]) == []
    moved = proofread("a", before + "\n\n" + text)
    found = [one for new in again.new("a", [moved]) for one in new.findings]
    assert len(found) >= len(moved.findings) - len(proof.findings)
    assert again.files == baseline.files, "asking changes nothing"


@given(texts)
def test_without_a_note_everything_is_new(text):
    """Of a file that nobody has noted, too."""
    proof = proofread("a", text)
    assert Baseline().new("a", [proof]) == ([proof] if proof.findings else [])


def test_of_findings_alike_the_one_in_new_surroundings_is_new():
    """The old one is known by what stands around it, though it stands behind the new one."""
    baseline = Baseline()
    baseline.note("a", [proofread("a", "大家都很努(nù)力地学习。")])
    (proof,) = baseline.new("a", [proofread("a", "她也很努(nù)力。\n大家都很努(nù)力地学习。")])
    assert [one.start for one in proof.findings] == [4]


def test_only_what_is_new_is_reported(project):
    """The exit code is 0 until there is something; paths are those from where the baseline lies."""
    assert _run("--baseline", "known.json", "books", cwd=project)[:2] == (0, "")
    assert _run("--baseline", "../known.json", "a.txt", "b.jsonl", cwd=project / "books")[:2] == (0, "")
    with (project / "books" / "a.txt").open("a", encoding="utf-8") as file:
        file.write("战略(luè)\n")
    code, out, _ = _run("--baseline", "known.json", "books", cwd=project)
    assert (code, out.count("\n"), "R201" in out) == (1, 1, True)


def test_a_baseline_is_named_in_the_settings_and_is_no_text(project):
    """It lies among the texts, and is not read as one of them."""
    (project / "books" / ".pinyin-strip.toml").write_text('baseline = "known.json"\n')
    code, out, told = _run("--write-baseline", "books", cwd=project)
    assert (code, out) == (0, ""), told
    assert _run("books", cwd=project)[:2] == (0, "")
    known = (project / "books" / "known.json").read_text("utf-8")
    assert sorted(json.loads(known)["files"]) == ["a.txt", "b.jsonl"]
    for words in (["clean", "-i", "."], ["stats", "."], ["parse", "."]):
        with contextlib.chdir(project / "books"):
            assert "known.json" not in CliRunner().invoke(cli, words).output
    assert (project / "books" / "known.json").read_text("utf-8") == known


def test_what_the_program_wrote_about_texts_is_no_text(project):
    """A report, its decisions and a baseline that no settings name are passed over in folders, and told; named, they are read."""
    pytest.importorskip("jinja2")
    books = project / "books"
    (project / "known.json").rename(books / "old.json")
    (books / "decisions.json").write_text('{\n "format": "pinyin-strip decisions",\n "files": []}\n')
    with contextlib.chdir(books):
        assert CliRunner().invoke(cli, ["report", "a.txt", "-o", "page.html"]).exit_code == 0
        done = CliRunner().invoke(cli, ["clean", "--check", "."])
        assert "passed over: 3 written by pinyin-strip" in done.stderr
        assert CliRunner().invoke(cli, ["check", "--select", "R102", "page.html"]).exit_code == 1


def test_files_that_a_run_does_not_read_stay_known(project):
    """Writing the baseline anew for one of them leaves the others in it."""
    _run("--baseline", "known.json", "--write-baseline", "books/a.txt", cwd=project)
    assert _run("--baseline", "known.json", "books", cwd=project)[:2] == (0, "")


def test_what_is_no_baseline_is_named_and_never_written_over(project):
    """A text that was named by mistake stays as it is."""
    text = project / "books" / "a.txt"
    for arguments in (("--baseline", text, "books"), ("--baseline", text, "--write-baseline", "books")):
        code, out, told = _run(*arguments, cwd=project)
        assert (code, out) == (2, "")
        assert "a.txt: no baseline (JSONDecodeError" in told
    assert text.read_text("utf-8") == OLD
    code, _, told = _run("--baseline", "none.json", "books", cwd=project)
    assert code == 2
    assert "there is no such file; --write-baseline makes it" in told
    assert "needs --baseline" in _run("--write-baseline", "books", cwd=project)[2]
    with pytest.raises(BaselineError, match="version 9"):
        Baseline.loads('{"version": 9, "files": {}}')


def test_what_no_file_can_hold_is_noted_all_the_same(tmp_path):
    """Half a surrogate pair, as JSON can spell it."""
    (tmp_path / "a.jsonl").write_text('{"text": "\\ud83d很努(nù)力。"}\n', "utf-8")
    assert _run("--baseline", "known.json", "--write-baseline", "a.jsonl", cwd=tmp_path)[0] == 0
    assert _run("--baseline", "known.json", "a.jsonl", cwd=tmp_path)[:2] == (0, "")


def test_a_link_to_a_baseline_stays_one(project):
    """What it leads to is written."""
    (project / "link.json").symlink_to(project / "known.json")
    (project / "books" / "a.txt").write_text(OLD + "剥(bò)\n", "utf-8")
    assert _run("--baseline", "link.json", "--write-baseline", "books", cwd=project)[0] == 0
    assert (project / "link.json").is_symlink()
    assert "剥" in (project / "known.json").read_text("utf-8")


def test_what_was_not_looked_for_stays_known(project):
    """Noting some rules anew leaves the others."""
    _run("--baseline", "known.json", "--write-baseline", "--select", "R2", "books", cwd=project)
    assert _run("--baseline", "known.json", "books", cwd=project)[:2] == (0, "")


@pytest.mark.parametrize(
    "text", ['{"version": 1, "files": ' + "9" * 5000 + "}", "[" * 5000, "[]", '{"version": 1, "files": {"a": [1]}}']
)
def test_whatever_is_no_baseline_is_said_to_be_none(text):
    """In one sentence."""
    with pytest.raises(BaselineError, match="no baseline"):
        Baseline.loads(text)


def test_what_is_piped_in_is_known_by_its_name(tmp_path):
    """For instance that of the file that an editor has open."""
    words = ("--baseline", "known.json", "--stdin-filename", "a.txt", "-")
    _run("--write-baseline", *words, cwd=tmp_path, given=OLD)
    assert _run(*words, cwd=tmp_path, given=OLD)[:2] == (0, "")
    assert _run(*words, cwd=tmp_path, given=OLD + "剥(bò)\n")[0] == 1


def test_a_baseline_reads_as_it_was_written():
    """One finding a line, so that changes show."""
    baseline = Baseline({"b": [], "a": [Known("R102", "努", "nù", '他"…力')]})
    assert baseline.dumps().count("\n") == 5, "two lines around the files, two around a file, one for its finding"
    assert Baseline.loads(baseline.dumps()).files == {"a": baseline.files["a"]}
