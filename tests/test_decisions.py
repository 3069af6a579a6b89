"""Proposals for findings, decisions about them, and files that are changed as decided or not at all."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import parse
from pinyin_strip.cli import cli
from pinyin_strip.fixes import plan
from pinyin_strip.report.decisions import Change, DecisionError, carried_out, read_decisions
from pinyin_strip.report.page.proposals import proposals
from tests.strategies import texts


def _edits(text):
    """Each finding of a text with what is proposed for it, and the text that each proposal makes."""
    document = parse(text)
    glosses, planned = {(gloss.start, gloss.end): gloss for gloss in document.glosses}, plan(document)
    for finding in document.findings():
        gloss = glosses.get((finding.start, finding.end))
        for edit in proposals(document, finding, gloss, planned.get(finding, ())):
            yield finding.code, edit.label, _changed(text, edit.parts)


def _changed(text, parts):
    return carried_out(text, [Change(*part) for part in parts])


@pytest.mark.parametrize(
    ("text", "code", "made"),
    [
        ("努(nù)力", "R102", ["努(nǔ)力", "努力"]),
        ("努(nu4)力", "R102", ["努(nu3)力", "努力"]),
        ("努(ㄋㄨˋ)力", "R102", ["努(ㄋㄨˇ)力", "努力"]),
        ("岸(àn）", "R301", ["岸(àn)", "岸"]),
        ("战略(luè)", "R201", ["战略(lüè)", "战略"]),
        ("六(lìu)", "R202", ["六(liù)", "六"]),
        ("恩爱(ēnài)", "R203", ["恩爱(ēn'ài)", "恩爱"]),
        ("放松(yú)", "R104", ["放松"]),
        ("河边有一只，(lù)，很安静。", "R302", ["河边有一只，，很安静。"]),
        ("据了(le)解", "R101", ["据了(liǎo)解", "据了解"]),
        ("扔(Réng)", "R102", ["扔(Rēng)", "扔(Rèng)", "扔"]),
        ("渡船(cuán)", "R103", ["渡船(chuán)", "渡船"]),
        ("六（l&#236;u）", "R202", ["六"]),
    ],
)
def test_a_finding_is_mended_in_the_way_the_gloss_is_written(text, code, made):
    """The expected reading comes in the notation of the one given; taking it out is always possible."""
    assert [after for found, _, after in _edits(text) if found == code] == made


@given(texts)
def test_proposals_fit_their_text(text):
    """Whatever is proposed can be carried out, and changes something."""
    text = text.encode("utf-8", "ignore").decode()
    for _, label, after in _edits(text):
        assert label
        assert after != text


def _written(path, parts, fingerprint=None, number=0):
    data = path.read_bytes()
    decisions = [
        {
            "text": number,
            "code": "R102",
            "start": 0,
            "end": 1,
            "base": "",
            "given": "",
            "action": "replace",
            "parts": parts,
        },
        {"text": number, "code": "R102", "start": 0, "end": 1, "base": "", "given": "", "action": "leave", "parts": []},
    ]
    file = {"path": str(path), "sha256": fingerprint or sha256(data).hexdigest(), "decisions": decisions}
    return json.dumps({"format": "pinyin-strip decisions", "version": 2, "files": [file]})


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes("\ufeff努(nù)力\r\n𠮷(jí)\r\n".encode())
    path.chmod(0o640)
    return path


def _apply(tmp_path, written, *arguments):
    (tmp_path / "decisions.json").write_text(written, "utf-8")
    return CliRunner().invoke(cli, ["apply", "--root", str(tmp_path), *arguments, str(tmp_path / "decisions.json")])


@pytest.mark.parametrize("way", ["absolute", "upwards", "a link"])
def test_a_file_outside_of_the_folder_is_left_alone_unless_told(text, tmp_path, way):
    """Whoever sends a file of decisions does not choose what is written to."""
    inner, old = tmp_path / "inner", text.read_bytes()
    inner.mkdir()
    (inner / "link.txt").symlink_to(text)
    path = {"absolute": text, "upwards": "../text.txt", "a link": "link.txt"}[way]
    written = _written(text, [[2, 4, "nǔ"], [9, 13, ""]]).replace(json.dumps(str(text)), json.dumps(str(path)))
    done = _apply(tmp_path, written, "--root", str(inner))
    assert (done.exit_code, text.read_bytes()) == (2, old)
    assert "lies outside of" in done.output
    assert "--outside" in done.output
    assert _apply(tmp_path, written, "--root", str(inner), "--outside").exit_code == 0
    assert text.read_bytes() != old


def test_accepted_changes_are_made_and_everything_else_stays(text, tmp_path):
    """Offsets count code points behind a byte order mark; that, line endings and the permissions survive."""
    done = _apply(tmp_path, _written(text, [[2, 4, "nǔ"], [9, 13, ""]]))
    assert done.exit_code == 0
    assert "1 accepted, 1 left" in done.output
    assert text.read_bytes().decode() == "\ufeff努(nǔ)力\r\n𠮷\r\n"
    assert text.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decisions.json", "text.txt"]


def test_a_file_that_has_changed_since_is_refused(text, tmp_path):
    """Its content is not what the page showed."""
    written = _written(text, [[2, 4, "nǔ"]])
    text.write_text("努(nù)力！", "utf-8")
    done = _apply(tmp_path, written)
    assert done.exit_code == 2
    assert "has changed since" in done.output
    assert text.read_text("utf-8") == "努(nù)力！"


def test_decisions_are_carried_out_once(text, tmp_path):
    """The second time the file has changed: by the first."""
    written = _written(text, [[2, 4, "nǔ"]])
    assert _apply(tmp_path, written).exit_code == 0
    assert _apply(tmp_path, written).exit_code == 2


def test_a_diff_changes_nothing(text, tmp_path):
    """It shows what would be done."""
    before = text.read_bytes()
    done = _apply(tmp_path, _written(text, [[2, 4, "nǔ"]]), "--diff")
    assert done.exit_code == 0
    assert "+\ufeff努(nǔ)力" in done.output
    assert text.read_bytes() == before


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([[1, 5, "a"], [2, 3, "b"]], "accept only one of two decisions"),
        ([[5, 900, "a"]], "outside the text"),
        ([[-3, -1, "a"]], "outside the text"),
        ([[5, 3, "a"]], "outside the text"),
        ([[True, 3, "a"]], "not a start, an end and a text"),
        ([["0", 3, "a"]], "not a start, an end and a text"),
        ([[0, 3]], "not a file of decisions"),
    ],
)
def test_what_cannot_be_carried_out_leaves_the_file_alone(text, tmp_path, parts, reason):
    """All of a file's changes are made, or none."""
    before = text.read_bytes()
    done = _apply(tmp_path, _written(text, parts))
    assert done.exit_code != 0
    assert reason in done.output
    assert text.read_bytes() == before


def test_a_missing_file_does_not_stop_the_others(text, tmp_path):
    """What can be done is done, and the exit code tells of the rest."""
    data = json.loads(_written(text, [[2, 4, "nǔ"]]))
    data["files"].insert(0, data["files"][0] | {"path": str(tmp_path / "gone.txt")})
    done = _apply(tmp_path, json.dumps(data))
    assert done.exit_code == 2
    assert "gone.txt" in done.output
    assert "nǔ" in text.read_text("utf-8")


@pytest.mark.parametrize(
    "written", ["", "[]", "{}", '{"format":"x","version":2}', "null", '{"format":[],"version":{}}']
)
def test_other_files_are_not_taken_for_decisions(written):
    """The message says what was expected."""
    with pytest.raises(DecisionError, match="decisions"):
        read_decisions(written)


@pytest.mark.parametrize("version", ["1", "3", "true", "2.0"])
def test_decisions_of_another_version_are_refused_by_name(text, tmp_path, version):
    """The message names the file, the version, and the way out."""
    before = text.read_bytes()
    done = _apply(tmp_path, _written(text, [[2, 4, "nǔ"]]).replace('"version": 2', f'"version": {version}'))
    assert done.exit_code != 0
    assert "decisions.json: these are decisions of version" in done.output
    assert "make a new report" in done.output
    assert text.read_bytes() == before


def test_changes_are_kept_apart_by_text():
    """Offsets count from the beginning of each text, so the same offset in two texts is two places."""
    rows = [
        (0, [[0, 1, "a"]], "replace"),
        (4, [[0, 1, "b"], [2, 2, "c"]], "remove"),
        (4, [], "leave"),
        (0, [[5, 6, ""]], "remove"),
    ]
    decisions = [{"text": number, "code": "R102", "action": action, "parts": parts} for number, parts, action in rows]
    file = {"path": "a.epub", "sha256": "0", "decisions": decisions}
    (found,) = read_decisions(json.dumps({"format": "pinyin-strip decisions", "version": 2, "files": [file]}))
    assert found.changes == {0: (Change(0, 1, "a"), Change(5, 6, "")), 4: (Change(0, 1, "b"), Change(2, 2, "c"))}
    assert (found.accepted, found.rejected) == (3, 1)


@pytest.mark.parametrize("number", [1, -1, "0", None, True])
def test_a_text_that_the_file_does_not_have_is_an_error(text, tmp_path, number):
    """Plain text is one text, and its number is 0."""
    before = text.read_bytes()
    done = _apply(tmp_path, _written(text, [[2, 4, "nǔ"]], number=number))
    assert done.exit_code != 0
    assert "number" in done.output
    assert text.read_bytes() == before


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(-2, 22), st.integers(-2, 22), st.text(max_size=3))))
def test_changes_are_made_or_refused_and_never_half_made(text, parts):
    """What is made has each change in its place, and everything between the changes as it was."""
    changes = sorted({Change(*part) for part in parts})
    ends = [0, *(change.end for change in changes)]
    fits = all(0 <= change.start <= change.end <= len(text) for change in changes)
    if fits and all(end <= change.start for end, change in zip(ends, changes, strict=False)):
        made = carried_out(text, changes)
        assert len(made) == len(text) + sum(len(one.new) - (one.end - one.start) for one in changes)
        for change in reversed(changes):
            text = text[: change.start] + change.new + text[change.end :]
        assert made == text
    else:
        with pytest.raises(DecisionError):
            carried_out(text, changes)
