"""The proofreading page in a real browser: filters, keys, decisions, print, both colour schemes, nothing hostile runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip import parse
from pinyin_strip.cli import cli
from pinyin_strip.report.page import render

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jinja2", reason="the extra [report] is not installed")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="no chromium in /usr/bin (apt-get install chromium)")

TEXT = """\
清(qīng)晨的策略(cèluè)，<img src=x onerror="document.title='run'">她努(nù)力，𠮷祥(xiáng)。
西瓜（guā)，放松(yú)，据了(le)解，渡船(cuán)，六(lìu)。河边有一只，(lù)，<script>document.title='run'</script>很安静。
"""
WHOLE = TEXT + "长。\n" * 3000


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with playwright.sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=str(CHROMIUM),
            args=FLAGS,
            viewport={"width": 1280, "height": 900},
            timeout=300_000,  # ms: whoever has not come by then hangs
        )
        context.set_default_timeout(300_000)
        yield context
        context.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Two texts, one with a hostile name, and the report about them."""
    folder = tmp_path_factory.mktemp("texts")
    paths = [folder / "a.txt", folder / "<img src=x onerror=alert(1)>.txt"]
    for path in paths:
        path.write_text(WHOLE, "utf-8")
    report = folder / "report.html"
    report.write_text(render([(str(path), parse(path.read_bytes().decode())) for path in paths]), "utf-8")
    return report, paths


@pytest.fixture
def page(browser, files):
    """The page, which must not complain from beginning to end."""
    page, complaints = browser.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.accept())[1])
    page.goto(files[0].as_uri())
    yield page
    page.close(run_before_unload=False)
    assert complaints == []


def _text(column):
    """The text of a column without the signs of its marks."""
    return column.evaluate(
        "element => { const copy = element.cloneNode(true); "
        "copy.querySelectorAll('.sign').forEach(sign => sign.remove()); return copy.textContent; }"
    )


def _chosen(page):
    return page.locator("#detail h2").inner_text()


def test_the_text_is_shown_and_nothing_hostile_runs(page):
    """Markup in texts and names is text."""
    assert page.title() == "Proofreading report"
    assert page.locator("#shown img, #shown script, #list img, select img").count() == 0
    assert "<img src=x" in page.locator("#shown").inner_text()
    assert page.locator("#file option").nth(1).inner_text().endswith("<img src=x onerror=alert(1)>.txt")
    assert page.locator("#shown ruby").first.inner_text().startswith("清")


def test_the_policy_of_the_page_stops_what_slips_in(files, browser):
    """Even an element that somebody put into the file does not run."""
    page = browser.new_page()
    inside = files[0].read_text("utf-8").replace("<main>", "<main><script>document.title='run'</script>")
    (files[0].parent / "inside.html").write_text(inside, "utf-8")
    page.goto((files[0].parent / "inside.html").as_uri())
    assert page.title() == "Proofreading report"
    page.close()


def test_filters_narrow_the_list(page):
    """By rule, verdict, file, hanzi or reading, and state."""
    whole = page.locator("#list li").count()
    page.select_option("#by-rule", "R102")
    assert page.locator("#list li").count() == 2
    page.select_option("#by-file", "1")
    assert page.locator("#count").inner_text() == f"1 of {whole} findings"
    page.select_option("#by-verdict", label="≠ mismatch")
    assert page.locator("#list li").count() == 0
    for name in ("rule", "verdict", "file"):
        page.select_option(f"#by-{name}", "")
    page.fill("#by-base", "cuán")
    assert page.locator("#list li").count() == 2
    page.fill("#by-base", "")
    page.select_option("#by-state", "accepted")
    assert page.locator("#list li").count() == 0


def test_keys_go_through_the_findings_and_decide(page):
    """n, p, a, r, x, u; not while somebody types, and not when they are switched off."""
    page.keyboard.press("n")
    first = _chosen(page)
    page.keyboard.press("n")
    assert _chosen(page) != first
    assert page.locator('#shown [aria-current="true"]').count() == 1
    page.keyboard.press("p")
    assert _chosen(page) == first == "策略 cèluè"
    page.keyboard.press("a")
    assert page.locator("#decided").inner_text() == "1"
    assert "accepted" in page.locator("#list li").first.inner_text()
    page.keyboard.press("r")
    assert "rejected" in page.locator("#list li").first.inner_text()
    page.keyboard.press("u")
    assert page.locator("#decided").inner_text() == "0"
    page.fill("#by-base", "a")
    page.press("#by-base", "n")
    assert page.input_value("#by-base") == "an"
    page.fill("#by-base", "")
    page.uncheck("#keys")
    page.keyboard.press("n")
    assert _chosen(page) == first


def test_every_mark_is_reached_by_the_tab_key_and_explains_itself(page):
    """Focus and hover show given, expected, rule and a link to its explanation; a screen reader hears them."""
    mark = page.locator("#shown .mark").nth(1)
    assert mark.get_attribute("aria-label") == "努 nù, expected nǔ: R102 wrong-tone"
    mark.focus()
    assert "given nù, expected nǔ" in page.locator("#card").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    page.locator("#shown .mark").nth(2).hover()
    assert page.locator("#card").is_visible()
    link = page.locator("#card a").first
    rule = link.get_attribute("href")
    link.hover()  # the card stays while the pointer goes there
    page.wait_for_timeout(400)
    link.click()
    assert page.url.endswith(rule)
    assert page.locator(rule).is_visible()
    mark.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#rule-R102"
    page.wait_for_timeout(400)
    assert page.locator("#card").is_visible()
    mark.focus()
    page.keyboard.press("Enter")
    assert _chosen(page) == "努 nù"
    page.locator("#detail a").click()
    assert page.locator("#rule-R102").is_visible()
    assert page.url.endswith("#rule-R102")


def test_pages_turn_and_a_finding_opens_its_page(page):
    """A long text is shown a page at a time."""
    assert int(page.locator("#pages").inner_text()) > 3
    page.click("#page-after")
    assert page.input_value("#page") == "2"
    assert page.locator("#shown .mark").count() == 0
    page.locator("#list button").last.click()
    assert (page.input_value("#page"), page.input_value("#file")) == ("1", "1")
    assert page.locator('#shown .mark[aria-current="true"]').count() == 1


def test_source_and_clean_stand_side_by_side(page):
    """The left column is the source, the right one what clean() returns."""
    page.click("#view-both")
    source, clean = page.locator(".both .ruby").all()
    assert "清(qīng)晨的策略(cèluè)" in _text(source)
    assert _text(clean) == parse(WHOLE).clean()[: len(_text(clean))]
    assert source.locator("del").count() > 3


def test_decisions_are_downloaded_and_carried_out(page, files, tmp_path):
    """What was accepted in the page is what changes in the file."""
    path = files[1][0]
    page.select_option("#by-file", "0")
    page.click("#accept-safe")
    page.select_option("#by-rule", "R102")
    page.locator("#list button").first.click()
    page.get_by_role("button", name="Accept: write nǔ").click()
    page.select_option("#by-rule", "R103")
    page.locator("#list button").first.click()
    page.keyboard.press("x")
    page.select_option("#by-rule", "R101")
    page.locator("#list button").first.click()
    page.get_by_role("button", name="Reject: leave it").click()
    with page.expect_download() as waiting:
        page.click("#download")
    waiting.value.save_as(tmp_path / "decisions.json")
    (file,) = json.loads((tmp_path / "decisions.json").read_text("utf-8"))["files"]
    assert file["path"] == str(path)
    done = CliRunner().invoke(cli, ["apply", str(tmp_path / "decisions.json")])
    assert done.exit_code == 0, done.output
    changed = path.read_text("utf-8")
    path.write_text(WHOLE, "utf-8")
    expected = WHOLE
    for before, after in {"cèluè": "cèlüè", "（guā)": "（guā）", "lìu": "liù", "nù": "nǔ", "(cuán)": ""}.items():
        assert before in WHOLE
        expected = expected.replace(before, after)
    assert changed == expected


def test_all_pages_are_printed(page):
    """On paper there are no buttons to turn pages with."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed").inner_text().count("长。") == 6000
    assert page.locator("aside").is_hidden()
    assert "a.txt:1:12: R201 cèluè over 策略" in page.locator("#printed li").first.inner_text()
    assert page.locator("#printed li").count() == page.locator("#list li").count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#printed").inner_text() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_for_anyone(page, scheme):
    """axe-core finds no serious or critical violation, contrast included, in either colour scheme."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme=scheme)
    for view in ("#view-ruby", "#view-both"):
        page.click(view)
        page.keyboard.press("n")
        found = axe.Axe().run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert serious == []


def test_colours_follow_the_scheme(page):
    """Dark paper in the dark, light paper in the light."""
    paper = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        paper.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert paper == ["rgb(253, 252, 249)", "rgb(25, 25, 23)"]
