"""Decisions in the proofreading page are kept by the browser, downloaded, loaded back, and carried out on the files."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli
from pinyin_strip.report.decisions import carried_out, read_decisions
from tests.report_page.reports import LESSON, decided, download, labelled, load, opened, plain, press, report_of

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jinja2", reason="the extra [report] is not installed")


def test_decisions_survive_a_reload(page):
    """They are kept for the file with these bytes, and the page says so; undoing them all leaves nothing behind."""
    press(page, "n", "a", "r", "Shift+A")
    made, listed = decided(page), page.locator("#list").inner_text()
    assert "kept in this browser" in page.locator("#kept").inner_text()
    page.reload()
    assert decided(page) == made
    page.locator("#list .group").first.click()
    assert page.locator(".members").inner_text().count("✘ rejected") == 1
    assert page.locator("#shown .mark.accepted").count() + page.locator("#shown .mark.rejected").count() == made
    assert page.locator("#list").inner_text().count("decided") == listed.count("decided")
    page.click("#clear")
    assert page.evaluate("localStorage.length") == 0


def test_a_page_about_a_changed_file_shows_no_stale_decisions(page, browser, file, tmp_path):
    """Other bytes are another file; when they are the old ones again, so are the decisions."""
    press(page, "n", "a", "a")
    file.write_text(LESSON + "她努(nù)力。\n", "utf-8")
    changed = browser.new_page()
    changed.goto(report_of(tmp_path / "changed.html", plain(file)).as_uri())
    assert decided(changed) == 0
    file.write_text(LESSON, "utf-8")
    changed.goto(report_of(tmp_path / "again.html", plain(file)).as_uri())
    assert decided(changed) == 2
    changed.close()


def test_two_windows_agree(page, browser, report):
    """What is decided in one is taken over by the other, so that neither overwrites it."""
    other = browser.new_page()
    other.goto(report.as_uri())
    press(page, "n", "a")
    other.wait_for_function("document.getElementById('decided').textContent === '1'")
    press(other, "n", "n", "r")
    page.wait_for_function("document.getElementById('decided').textContent === '2'")
    other.close()


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    ],
)
def test_a_browser_that_keeps_nothing_is_worked_in_all_the_same(browser, report, broken):
    """The page says that the decisions are not kept, and asks before it is left."""
    with opened(browser, report, broken) as page:
        press(page, "n", "a")
        assert decided(page) == 1
        assert "not kept" in page.locator("#kept").inner_text()
        assert page.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def test_what_is_kept_and_broken_is_passed_over(page):
    """Somebody else has written into the storage: the page opens, without those decisions."""
    press(page, "n", "a", "a")
    key = page.evaluate("localStorage.key(0)")
    for kept in (
        "{",
        "null",
        "7",
        "[[]]",
        "[null]",
        '[[0,0,1,"R102","replace","x"]]',
        '[[0,99,100,"R102","leave",[]]]',
    ):
        page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [key, kept])
        page.reload()
        assert decided(page) == 0
        assert page.locator("#list li").count() > 0


def test_saved_decisions_are_loaded_back(page, tmp_path):
    """The page is as it was when they were saved."""
    press(page, "n", "a", "r", "x", "Shift+A")
    saved, states = download(page, tmp_path / "decisions.json"), page.locator("#list").inner_text()
    page.click("#clear")
    press(page, "n")
    assert f"decisions.json: {len(saved['files'][0]['decisions'])} decisions loaded" in load(
        page, tmp_path / "decisions.json", saved
    )
    assert download(page, tmp_path / "again.json") == saved
    assert page.locator("#list").inner_text().count("decided") == states.count("decided")
    page.click("#undo")
    assert decided(page) == 0


def test_a_loaded_change_that_the_page_does_not_propose_is_shown_and_kept(page, tmp_path):
    """Somebody has written another reading into the file of decisions."""
    press(page, "n", "a")
    saved = download(page, tmp_path / "decisions.json")
    saved["files"][0]["decisions"][0]["parts"][0][2] = "nú"
    load(page, tmp_path / "decisions.json", saved)
    page.locator(".members button").first.click()
    assert page.get_by_role("button", name=re.compile("write nú, as loaded")).get_attribute("aria-pressed") == "true"
    assert download(page, tmp_path / "again.json") == saved


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "nothing was loaded, because it is not JSON"),
        ("[]", "no file of decisions"),
        ('{"format": "pinyin-strip decisions", "version": 2}', "no file of decisions"),
        ({"format": "pinyin-strip decisions", "version": 1, "files": []}, "decisions of version 1, and this report reads version 2 only; decide again"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_decisions_is_told_plainly(page, tmp_path, written, said):
    """And nothing is lost by it."""
    press(page, "n", "a")
    told = load(page, tmp_path / "some.json", written)
    assert told.startswith("some.json: ")
    assert said in told
    assert decided(page) == 1


def test_decisions_about_other_bytes_are_refused_by_name(page, tmp_path, file):
    """The rest is loaded; a file is known by its bytes, so that one that was moved is found again."""
    press(page, "n", "a", "a")
    saved = download(page, tmp_path / "decisions.json")
    page.click("#clear")
    (known,) = saved["files"]
    lost = known["decisions"][0] | {"start": 900, "end": 901}
    saved["files"] = [
        known | {"path": "moved/lesson.txt", "decisions": [*known["decisions"], lost]},
        known | {"sha256": "0" * 64},
        {"path": "other.txt", "sha256": "1" * 64, "decisions": known["decisions"][:1]},
    ]
    told = load(page, tmp_path / "decisions.json", saved)
    assert "decisions.json: 2 decisions loaded" in told
    assert f"{file}: its content is not what these decisions were made about; its 2 decisions not loaded" in told
    assert "other.txt: not a file of this report; its 1 decision not loaded" in told
    assert f"{file}: 1 decision about nothing that this report has found" in told
    assert decided(page) == 2


def test_decisions_are_downloaded_and_carried_out(page, file, tmp_path):
    """What was accepted in the page is what changes in the file."""
    page.click("#accept-safe")
    page.select_option("#by-rule", "R102")
    page.locator("#list .group").first.click()
    page.get_by_role("button", name=re.compile("write nǔ, for all 3")).click()
    page.select_option("#by-rule", "R103")
    page.locator("#list button").first.click()
    page.keyboard.press("x")
    saved = download(page, tmp_path / "decisions.json")
    assert (saved["version"], saved["files"][0]["path"]) == (2, str(file))
    done = CliRunner().invoke(cli, ["apply", "--outside", str(tmp_path / "decisions.json")])
    assert done.exit_code == 0, done.output
    expected = LESSON
    for before, after in {"luè": "lüè", "lìu": "liù", "nù": "nǔ", "(cuán)": ""}.items():
        expected = expected.replace(before, after)
    assert file.read_text("utf-8") == expected != LESSON


def test_decisions_name_the_text_by_its_number(browser, tmp_path):
    """Offsets count from the beginning of that text; texts that are left out count."""
    texts = [
        ("row 1, column note", "很好"),
        None,
        ("row 2, column note", "一二努(nù)力"),
        ("row 3, column note", "她努(nù)力"),
    ]
    report = report_of(tmp_path / "report.html", labelled("table.csv", *texts))
    with opened(browser, report) as page:
        press(page, "n", "Shift+A")
        saved = download(page, tmp_path / "decisions.json")
    assert [one["text"] for one in saved["files"][0]["decisions"]] == [2, 3]
    (found,) = read_decisions(json.dumps(saved))
    assert [carried_out(texts[number][1], found.changes[number]) for number in (2, 3)] == ["一二努(nǔ)力", "她努(nǔ)力"]
