"""What the server is made of: kinds of texts, what an editor sets, notes that ignore, and what a hover tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Options, check
from pinyin_strip.formats import by_name
from pinyin_strip.formats.ignoring import ignore_edit
from pinyin_strip.proof import proofread
from pinyin_strip.server.documents import OpenDocument
from pinyin_strip.server.hovering import told
from pinyin_strip.server.kinds import kind_of_document
from pinyin_strip.server.lines import Lines
from pinyin_strip.server.settings import Sources, accepted
from pinyin_strip.settings import KEYS
from pinyin_strip.values import Verdict
from tests.strategies import texts

# ------------------------------------------------------------------------------------------------ kinds


@pytest.mark.parametrize(
    ("path", "language", "name"),
    [
        ("/a/lesson.txt", "plaintext", "text"),
        ("/a/lesson.tex", "latex", "text"),
        ("/a/lesson.md", "plaintext", "markdown"),
        ("/a/lesson", "text", "text"),
        ("Untitled-1", "markdown", "markdown"),
        ("/a/page.xht", "html", "html"),
        ("/a/poem.tei", "xml", "xml"),
        ("/a/data.json", "json", "json"),
        ("/a/data.jsonl", "json", "jsonl"),
        ("/a/table.csv", "plaintext", "csv"),
        ("/a/lesson.docx", "plaintext", None),
        ("/a/lesson.txt.gz", "plaintext", None),
        ("/a/code.py", "python", None),
        ("/a/lesson", "python", None),
    ],
)
def test_the_name_says_what_a_text_is_and_else_the_editor(path, language, name):
    """What check does not read is left alone."""
    kind = kind_of_document(path, language)
    assert (kind and kind.name) == name


# ------------------------------------------------------------------------------------------------ settings

values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from(["R1", "auto"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=6,
)
names = st.sampled_from([*KEYS, "standart", "pinyin-strip", ""])


def _heard(said):
    return Sources(isolated=True).hear(Path("a.txt"), said)


@given(st.one_of(values, st.dictionaries(names, values)))
def test_whatever_an_editor_sends_what_is_accepted_can_be_used(given_settings):
    """But for a list of readings that is not there; and whatever is not accepted is named."""
    said, complaints = accepted(given_settings)
    heard = _heard(said)
    assert not heard.problem or heard.problem.startswith(str(said["readings"]))
    assert all(complaints)
    if isinstance(given_settings, dict) and not isinstance(given_settings.get("pinyin-strip"), dict):
        unsaid = {name for name, value in given_settings.items() if value is None} - {*said}
        assert len(given_settings) - len(unsaid) <= len(said) + len(complaints) <= len(given_settings)


@pytest.mark.parametrize(
    ("given_settings", "complaint"),
    [
        ({"standart": "taiwan"}, "standart is no setting; did you mean 'standard'?"),
        ({"unsafe_fixes": True}, "unsafe_fixes is no setting; did you mean 'unsafe-fixes'?; keys are spelt as on the command line, with hyphens"),
        (
            {"standard": "hongkong"},
            "standard='hongkong' is not one of 'auto', 'mainland', 'taiwan', 'both', 'tghz2013'",
        ),
        ({"select": ["R9"]}, "select: unknown rule 'R9'; did you mean R109?"),
        ({"ignore": 3}, "ignore: 3 is not a string or an array of strings"),
        ({"strip": "all"}, "strip: 'all' is not one of " + ", ".join(Verdict)),
        (["R1"], "settings are an object with names and values, not ['R1']"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named(given_settings, complaint):
    """With what would be right."""
    assert accepted(given_settings) == ({}, [complaint])


def test_the_others_hold_all_the_same():
    """One mistake costs one setting; all may stand below the name of the program."""
    given_settings = {
        "pinyin-strip": {"standard": "taiwan", "erhua": "maybe", "strip": ["match"], "ignore": "R1", "neutral": None}
    }
    chosen = _heard(accepted(given_settings)[0]).chosen
    assert chosen.settings.options == Options(standard="taiwan", strip={"match"})
    assert "R201" in chosen.codes
    assert "R102" not in chosen.codes


# ------------------------------------------------------------------------------------------------ ignoring


def _ignored(text, kind, path="a"):
    note = ignore_edit(text, kind, path, check("努(nù)力")[0])
    return note and text[: note.start] + note.replacement + text[note.end :]


@pytest.mark.parametrize(
    ("kind", "path", "text", "expected"),
    [
        ("text", "a.txt", "努(nù)力\r\n六", "努(nù)力 pinyin-strip: ignore[R102]\r\n六"),
        ("text", "a.tex", "努(nù)力\n", "努(nù)力 % pinyin-strip: ignore[R102]\n"),
        ("markdown", "a.md", "努(nù)力  \n六", "努(nù)力 <!-- pinyin-strip: ignore[R102] -->  \n六"),
        ("markdown", "a.md", "努(nù)力\\\n六", "努(nù)力 <!-- pinyin-strip: ignore[R102] -->\\\n六"),
        ("html", "a.html", "努(nù)力<b\n>", "努(nù)<!-- pinyin-strip: ignore[R102] -->力<b\n>"),
        ("xml", "a.xml", "努(nù)力", "努(nù)<!-- pinyin-strip: ignore[R102] -->力"),
        ("text", "a.txt", "努(nù)力 pinyin-strip: ignore[R201]", "努(nù)力 pinyin-strip: ignore[R201, R102]"),
        ("text", "a.txt", "努(nù)力 pinyin-strip: ignore[R201, R102]", None),
        ("text", "a.tex", "努(nù)力\\\\\n六", "努(nù)力\\\\ % pinyin-strip: ignore[R102]\n六"),
        ("markdown", "a.md", "努(nù)力\\\\\n六", "努(nù)力\\\\ <!-- pinyin-strip: ignore[R102] -->\n六"),
        ("markdown", "a.md", "努(nù)力 | 六 |  \n", "努(nù)力 | 六 <!-- pinyin-strip: ignore[R102] --> |  \n"),
        ("markdown", "a.md", "努(nù)力\\|\n", "努(nù)力\\| <!-- pinyin-strip: ignore[R102] -->\n"),
        ("markdown", "a.md", "努(nù)力 ##\n", "努(nù)力 <!-- pinyin-strip: ignore[R102] --> ##\n"),
        ("markdown", "a.md", "努(nù)力#\n", "努(nù)力# <!-- pinyin-strip: ignore[R102] -->\n"),
        ("html", "a.html", "努(nù)力<title>", "努(nù)<!-- pinyin-strip: ignore[R102] -->力<title>"),
        ("json", "a.json", "努(nù)力", None),
        ("csv", "a.csv", "努(nù)力", None),
    ],
)
def test_a_note_is_a_comment_of_the_format(kind, path, text, expected):
    """At the end of the line, or behind the finding where a line may end within a tag; JSON and tables have none."""
    assert _ignored(text, kind, path) == expected


@pytest.mark.parametrize(
    ("before", "said"), [("<TITLE>", False), ("<title>六</title><p>", True), ("<?xml version='1.0'?><title>", True)]
)
def test_the_title_of_a_page_has_no_comments(before, said):
    """But for a page that is XML."""
    finding = check("努(nù)力")[0]
    placed = replace(finding, start=finding.start + len(before), end=finding.end + len(before))
    assert (ignore_edit(f"{before}努(nù)力", "html", "a.html", placed) is not None) is said


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", "努(nù)力学拼音\r\n六(lìu)点，战略(luè)\n这家企(qì)业"),
        (
            "markdown",
            "# 努(nù)力 #\n\n| 努(nù)力 | 六(lìu) |\n|--|--|\n| 六(lìu)点 | 拼音 |\n\n- 战略(luè)  \n  六(lìu)\\\n六",
        ),
        ("html", "<title>努(nù)力</title><p>努(nù)力，<b>六</b>(lìu)点<i\n>战</i>略(luè)</p>"),
        ("xml", "<a><p>努(nù)力，六(lìu)点</p><p>战略(luè)</p></a>"),
    ],
)
def test_a_note_changes_nothing_else_that_is_found(kind, text):
    """What is ignored is found no more, and the other findings stay."""
    document = OpenDocument(f"a.{kind}", by_name(kind), Lines(text))

    def found():
        return [(one.code, one.base) for proof in document.judgement().proofs for one in proof.findings]

    left = found()
    for number in reversed(range(len(left))):
        placed = [
            replace(one, start=proof.source.spot(one.start).offset, end=proof.source.span(one.start, one.end)[1].offset)
            for proof in document.judgement().proofs
            for one in proof.findings
        ]
        if note := ignore_edit(document.text, kind, document.path, placed[number]):
            document.change(*(document.lines.position(at) for at in (note.start, note.end)), note.replacement)
            del left[number]
        assert found() == left
    assert document.text.count("pinyin-strip: ignore[") >= 2


# ------------------------------------------------------------------------------------------------ hovering


@given(texts)
def test_every_place_can_be_asked(text):
    """What is told is about a span that is part of the text."""
    proof = proofread("a", text)
    for offset in range(len(text) + 1):
        if found := told(proof, offset):
            assert 0 <= found[1] < found[2] <= len(text)


def test_a_gloss_tells_its_reading_its_verdict_and_what_is_listed():
    """Over the hanzi as over the reading."""
    proof = proofread("a", "他去清(qīng)晨")
    text, start, end = told(proof, 2)
    assert text.startswith("**清** is read **qīng** ✓ match: a listed reading of these hanzi")
    assert "清: qīng" in text
    assert (start, end) == (3, 9)
    assert told(proof, 5) == (text, start, end)
    assert told(proof, 0) is None


def test_a_finding_tells_its_rule_and_what_to_write():
    """The code, the name, the message, what it means, why it matters."""
    text, _, _ = told(proofread("a", "努(nù)力"), 0)
    for part in (
        "**R102 wrong-tone**: 努 has no reading nù; listed: nǔ",
        "is not listed",
        "learners copy",
        "Write **(nǔ)**",
        "changes the reading",
    ):
        assert part in text


def test_nothing_in_a_text_is_markup_for_the_editor():
    """A bracket or a star of the text is shown as it is."""
    assert "\\[" in told(proofread("a", "努[nù]力"), 0)[0]
