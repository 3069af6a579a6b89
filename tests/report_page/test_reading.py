"""The proofreading page in a real browser: text, filters, keys, print, both colour schemes, nothing hostile runs."""

from __future__ import annotations

import pytest

from pinyin_strip import parse
from tests.report_page.reports import opened, plain, report_of

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jinja2", reason="the extra [report] is not installed")

TEXT = """\
清(qīng)晨的策略(cèluè)，<img src=x onerror="document.title='run'">她努(nù)力，𠮷祥(xiáng)。
西瓜（guā)，放松(yú)，据了(le)解，渡船(cuán)，六(lìu)。河边有一只，(lù)，<script>document.title='run'</script>很安静。
"""
WHOLE = TEXT + "长。\n" * 3000


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Two texts, one with a hostile name, and the report about them."""
    folder = tmp_path_factory.mktemp("texts")
    paths = [folder / "a.txt", folder / "<img src=x onerror=alert(1)>.txt"]
    for path in paths:
        path.write_text(WHOLE, "utf-8")
    return report_of(folder / "report.html", *map(plain, paths)), paths


@pytest.fixture
def page(browser, files):
    """The page, which must not complain from beginning to end."""
    with opened(browser, files[0]) as page:
        yield page


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
    whole = page.locator("#count").inner_text().split()[0]
    page.select_option("#by-rule", "R102")
    assert page.locator("#count").inner_text() == f"2 of {whole} findings in 1 group"
    page.select_option("#by-file", "1")
    assert page.locator("#count").inner_text() == f"1 of {whole} findings"
    page.select_option("#by-verdict", label="≠ mismatch")
    assert page.locator("#list li").count() == 0
    for name in ("rule", "verdict", "file"):
        page.select_option(f"#by-{name}", "")
    page.fill("#by-base", "cuán")
    assert page.locator("#count").inner_text() == f"2 of {whole} findings in 1 group"
    page.fill("#by-base", "")
    page.select_option("#by-state", "accepted")
    assert page.locator("#list li").count() == 0


def test_keys_go_through_the_findings(page):
    """n and p; not while somebody types, and not when they are switched off."""
    page.select_option("#order", "text")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    first = _chosen(page)
    page.keyboard.press("n")
    assert _chosen(page) != first
    assert page.locator('#shown [aria-current="true"]').count() == 1
    page.keyboard.press("p")
    assert _chosen(page) == first == "策略 cèluè"
    page.fill("#by-base", "a")
    page.press("#by-base", "n")
    assert page.input_value("#by-base") == "an"
    page.fill("#by-base", "")
    page.locator(".keys summary").click()
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
    page.select_option("#order", "text")
    page.locator("#list button").last.click()
    assert (page.input_value("#page"), page.input_value("#file")) == ("1", "1")
    assert page.locator('#shown .mark[aria-current="true"]').count() == 1


def test_source_and_clean_stand_side_by_side(page):
    """The left column is the source, the right one what clean() returns."""
    page.click("#view-both")
    source, clean = page.locator(".both .source"), page.locator(".both .clean")
    assert "清(qīng)晨的策略(cèluè)" in _text(source)
    assert _text(clean) == parse(WHOLE).clean()[: len(_text(clean))]
    assert source.locator("del").count() > 3


def test_all_pages_are_printed(page):
    """On paper there are no buttons to turn pages with."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed").inner_text().count("长。") == 6000
    assert page.locator("aside").is_hidden()
    assert "a.txt:1:12: R201 cèluè over 策略" in page.locator("#printed li").first.inner_text()
    assert page.locator("#printed li").count() == int(page.locator("#count").inner_text().split()[0])
    assert page.locator(".legend li").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#printed").inner_text() == ""
    assert page.locator(".legend li").first.is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_serious_barrier_for_anyone(page, scheme, width):
    """axe-core finds no serious or critical violation, contrast included, in either colour scheme and at either width."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(".legend summary").click()
    for view in ("#view-ruby", "#view-both"):
        page.click(view)
        page.keyboard.press("n")
        page.keyboard.press("a")
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


def test_the_legend_folds_away_and_out(page):
    """It is folded at first: the text comes before the explanation of its signs."""
    assert page.locator(".legend li").first.is_hidden()
    page.locator(".legend summary").click()
    assert page.locator(".legend li").count() == 7
    assert page.locator(".legend li").first.is_visible()


def test_a_page_of_text_is_read_when_it_is_turned_to(page):
    """So that a long text does not keep anybody waiting."""
    assert page.evaluate("sheets.length") > 6
    assert page.evaluate("read.size") == 1
    page.click("#page-after")
    assert page.evaluate("read.size") == 2
