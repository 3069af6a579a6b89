"""The proofreading page as a value: its data, its runs, and that nothing from a text is ever markup."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pinyin_strip import Options, parse
from pinyin_strip.cli import cli
from pinyin_strip.extras import install_line
from pinyin_strip.report.page import ReportedFile, ReportedText, render
from pinyin_strip.report.page.model import PAGE_LENGTH, build
from pinyin_strip.report.page.pages import paged
from pinyin_strip.report.page.runs import runs
from tests.strategies import texts

pytest.importorskip("jinja2", reason="the extra [report] is not installed")

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- {{ 7*7 }}"


def _file(name, *texts):
    """A file of labelled texts, or of one without a label."""
    listed = [ReportedText(parse(text), label, number) for number, (label, text) in enumerate(texts)]
    return ReportedFile(name, "0" * 64, listed)


class _Elements(HTMLParser):
    """The elements of a page, and the data that its script is sent."""

    def __init__(self, page):
        super().__init__()
        self.names, self.sheets, self.data, self._in = [], 0, "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self._in = dict(attrs).get("id", "")
        self.sheets += dict(attrs).get("class") == "sheet"

    def handle_endtag(self, tag):
        self._in = ""

    def handle_data(self, data):
        if self._in == "data":
            self.data += data


@given(texts)
def test_runs_are_the_source_and_without_what_goes_the_clean_text(text):
    """Joined they are the text; leaving out what goes they are what clean() returns."""
    document = parse(text)
    found = list(runs(document, 0))
    assert "".join(run.text for run in found) == text
    assert "".join(run.text for run in found if run.kind != "g") == document.clean()


def test_repaired_damage_is_shown_as_what_it_was():
    """The source column keeps the damage, the clean one has what clean() returns; nothing is proposed for it."""
    document = parse("为了能夠?qū)ψ鳂I(yè)，", Options(repair="likely"))
    found = list(runs(document, 0))
    assert "".join(run.text for run in found) == document.text
    shown = "".join(run.reading if run.kind == "r" else run.text for run in found if run.kind != "g")
    assert shown == document.clean() != document.text
    assert all(
        not one.proposals
        for one in build([ReportedFile("a", "", [ReportedText(document)])]).findings
        if one.finding.code.startswith("R5")
    )


@given(texts)
def test_every_finding_is_marked(text):
    """What is in the list can be found in the text."""
    document = parse(text)
    marked = {number for run in runs(document, 0) for number in run.findings}
    assert marked == set(range(len(document.findings())))


@given(texts)
def test_findings_are_told_apart_by_rule_and_span(text):
    """By these a decision that was kept or saved finds its finding again."""
    found = [(one.code, one.start, one.end) for one in parse(text).findings()]
    assert len(set(found)) == len(found)


def test_pages_are_cut_at_line_breaks_and_lose_nothing():
    """A page ends with a line where one ends near; a text without line breaks is cut all the same."""
    text = "努(nù)力工作。\n" * 900 + "长" * 9000
    pages = list(paged([(0, "", list(runs(parse(text), 0)))], PAGE_LENGTH))
    assert "".join(_texts_of(page) for page in pages) == text
    assert pages[0][-1].runs[-1].text.endswith("\n")
    assert max(len(_texts_of(page)) for page in pages) < 1.3 * PAGE_LENGTH


def _texts_of(page):
    return "".join(run.text for passage in page for run in passage.runs)


@given(st.lists(texts, max_size=8), st.integers(1, 60))
@settings(max_examples=50)
def test_texts_run_on_from_page_to_page_and_lose_nothing(listed, length):
    """Every text is there once, in order; a short one stands on one page, a long one may go over several."""
    numbered = [
        (number, f"paragraph {number}", list(runs(parse(text), 0))) for number, text in enumerate(listed) if text
    ]
    pages = list(paged(numbered, length))
    found = [passage for page in pages for passage in page]
    for number, label, whole in numbered:
        parts = [passage for passage in found if passage.text == number]
        assert {passage.label for passage in parts} == {label}
        assert "".join(run.text for passage in parts for run in passage.runs) == "".join(run.text for run in whole)
        assert len(parts) == 1 or sum(len(run.text) for run in whole) > length // 4
    assert [passage.start for passage in found] == sorted(passage.start for passage in found)


def test_a_finding_knows_its_page_line_and_column():
    """The list leads to the page on which the mark stands."""
    page = build([_file("a.txt", ("", "好。\n" * 2000 + "努(nù)力"))])
    (one,) = page.findings
    assert one.place == "2001:2"
    assert any(0 in run.findings for passage in page.files[0].pages[one.page] for run in passage.runs)
    assert (one.before, one.source, one.after) == ("努", "(nù)", "力")


def test_a_finding_in_a_labelled_text_is_placed_as_people_find_it():
    """By the label of its text, with the line where that has several; offsets count from the beginning of the text."""
    page = build(
        [_file("a.epub", ("chapter 1, paragraph 1", "好。" * 1500), ("chapter 2, paragraph 1", "好。\n努(nù)力"))]
    )
    (one,) = page.findings
    assert one.place == "chapter 2, paragraph 1, line 2"
    assert (one.text, one.finding.start, one.position, one.page) == (1, 4, 3004, 1)


def test_texts_that_are_left_out_count_in_the_numbering():
    """Decisions name a text by its position among all those of the file, blank ones and missing ones included."""
    listed = [ReportedText(parse(text), number=number) for number, text in ((0, " \n"), (7, "努(nù)力"))]
    page = build([ReportedFile("a.md", "", listed)])
    assert [one.text for one in page.findings] == [7]
    assert [passage.text for passage in page.files[0].pages[0]] == [7]
    with pytest.raises(ValueError, match="numbers ascend"):
        ReportedFile("a.md", "", listed[::-1])


def test_unlabelled_texts_are_placed_by_the_line_at_which_they_start():
    """Lines count from the beginning of the file."""
    page = build([ReportedFile("a.md", "", [ReportedText(parse("努(nù)力"), number=3, first_line=12)])])
    assert [one.place for one in page.findings] == ["12:2"]


@given(texts)
@settings(max_examples=25)
def test_no_text_adds_an_element(text):
    """A page about any text, name and title has the elements of a page about a harmless one."""
    hostile = HOSTILE + text.encode("utf-8", "ignore").decode()
    page = _Elements(render([_file(hostile, (hostile, f"{hostile}国(guó)"))], title=hostile))
    assert page.names.count("script") == 2 + page.sheets == 3
    assert not {"img", "b-hostile", "iframe"} & set(page.names)
    assert json.loads(page.data)["files"][0][0] == hostile


def test_nothing_is_fetched():
    """No address stands in the page but those of its own parts, and its policy forbids the rest."""
    page = render([_file("a.txt", ("", "努(nù)力"))])
    assert not re.search(r"https?://|@import|url\((?!#)", page)
    assert "default-src 'none'" in html.unescape(page)


def test_an_empty_report_is_a_report():
    """No file, no gloss, no finding: still a page."""
    assert "No finding chosen" in render([])
    assert "0</b> glosses" in render([_file("empty.txt", ("", ""))])


def test_the_command_writes_the_page_and_tells_what_it_could_not_read(tmp_path):
    """One unreadable file does not cost the others, but the exit code says so."""
    (tmp_path / "a.txt").write_text("努(nù)力", "utf-8")
    out = tmp_path / "report.html"
    done = CliRunner().invoke(cli, ["report", str(tmp_path / "a.txt"), str(tmp_path / "gone.txt"), "-o", str(out)])
    assert done.exit_code == 2
    assert "gone.txt" in done.output
    assert "R102" in out.read_text("utf-8")
    printed = CliRunner().invoke(cli, ["report", str(tmp_path / "a.txt"), "--title", "a<b"])
    assert printed.exit_code == 0
    assert "<title>a&lt;b</title>" in printed.output


def test_a_missing_jinja_is_named_with_what_brings_it(monkeypatch):
    """The message is the line to type."""
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(ModuleNotFoundError, match=re.escape(install_line("report"))):
        render([])
