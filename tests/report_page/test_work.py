"""Somebody at work in the proofreading page: decisions are made and undone, findings stand in groups, the panel stays in view."""

from __future__ import annotations

import re

import pytest

from tests.report_page.reports import decided, labelled, load, opened, press, report_of

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jinja2", reason="the extra [report] is not installed")

MANY = [(f"chapter {n // 10 + 1}, paragraph {n % 10 + 1}", f"第{n}天，她努(nù)力。" + "很好。" * 30) for n in range(40)]
BUTTON = re.compile("^(Accept|Reject)")


def _chosen(page):
    return page.locator("#detail h2").inner_text(), page.locator("#detail small").first.inner_text()


def test_accepting_or_rejecting_by_key_goes_on_to_the_next_finding(page):
    """a, r and x decide and go on; what is decided already is passed over, and from the end it goes to the beginning."""
    page.select_option("#order", "text")
    page.evaluate("document.activeElement.blur()")
    places = [one.split(" · ")[-1] for one in page.locator("#list small").all_inner_texts()]
    press(page, "n", "n", "a")
    assert (decided(page), _chosen(page)[1]) == (1, places[2])
    press(page, "p", "p", "r")
    assert (decided(page), _chosen(page)[1]) == (2, places[2])
    press(page, "x")
    assert (decided(page), _chosen(page)[1]) == (3, places[3])
    states = [one.partition("✔")[2] or one.partition("✘")[2] for one in page.locator("#list li").all_inner_texts()]
    assert [one.split()[0] if one else "" for one in states[:4]] == ["rejected", "accepted", "accepted", ""]
    page.locator("#list button").last.click()
    press(page, "a")
    assert _chosen(page)[1] == places[3]
    press(page, *"a" * (len(places) - 4))
    assert decided(page) == len(places)
    assert "Every finding shown is decided" in page.locator("#said").inner_text()


def test_a_click_decides_and_stays(page):
    """The pointer sees what it did; a second click takes it back."""
    page.keyboard.press("n")
    before, accept = _chosen(page), page.get_by_role("button", name="Accept: write nǔ", exact=True)
    accept.click()
    assert accept.get_attribute("aria-pressed") == "true"
    assert (decided(page), _chosen(page)) == (1, before)
    accept.click()
    assert (decided(page), accept.get_attribute("aria-pressed")) == (0, "false")


def test_findings_that_are_alike_stand_together_the_most_frequent_first(page):
    """Same hanzi, given and expected; one group is open at a time, and another order is there for who reads along."""
    titles = page.locator("#list > li > button").all_inner_texts()
    assert "努 nù → nǔ ×3" in titles[0]
    assert "略 luè → lüè ×2" in titles[1]
    assert "六 lìu → liù ×2" in titles[2]
    assert not any("×" in title for title in titles[3:])
    assert page.locator("#count").inner_text() == "9 findings in 5 groups"
    assert page.locator(".members").count() == 0
    press(page, "n", "n", "n")
    assert _chosen(page)[0] == "努 nù"
    assert page.locator(".members li").count() == 3
    assert page.locator('.members [aria-current="true"]').inner_text() == _chosen(page)[1]
    press(page, "n")
    assert _chosen(page)[0] == "略 luè"
    assert page.locator(".members li").count() == 2
    page.select_option("#order", "text")
    assert page.locator("#list > li > button").count() == 9


def test_a_group_opens_at_its_first_open_finding(page):
    """A click on it goes where something is left to decide."""
    press(page, "n", "a", "n", "n", "n")
    page.locator("#list .group").first.click()
    assert page.locator(".members li").nth(1).locator('[aria-current="true"]').count() == 1
    assert "1 decided" in page.locator("#list .group").first.inner_text()


def test_all_alike_are_decided_like_this_one_and_the_button_says_how_many(page):
    """What was decided one by one stays as it is and is not counted; one undo takes all of them back."""
    press(page, "n")
    assert page.get_by_role("button", name="Accept: write nǔ, for all 3 alike").inner_text() == "all 3"
    page.locator(".members button").last.click()
    page.get_by_role("button", name="Reject: leave it", exact=True).click()
    page.locator(".members button").first.click()
    page.get_by_role("button", name="Accept: write nǔ, for all 2 alike").click()
    assert decided(page) == 3
    assert page.locator(".members").inner_text().count("✔ accepted") == 2
    assert page.locator(".members").inner_text().count("✘ rejected") == 1
    page.click("#undo")
    assert decided(page) == 1
    assert page.locator(".members").inner_text().count("✘ rejected") == 1


def test_shift_decides_all_alike_by_key(page):
    """And goes on to the next group."""
    press(page, "n", "Shift+A")
    assert (decided(page), _chosen(page)[0]) == (3, "略 luè")
    press(page, "Shift+R")
    assert decided(page) == 5
    assert page.locator("#list .group").nth(1).inner_text().count("all decided") == 1


def test_all_alike_means_those_that_the_filters_show(page):
    """What somebody does not see is not decided."""
    page.fill("#by-base", "努")
    page.select_option("#by-state", "open")
    page.locator("#list .group").first.click()
    page.get_by_role("button", name="Accept: write nǔ", exact=True).click()
    page.select_option("#by-state", "accepted")
    assert page.locator("#count").inner_text() == "1 of 9 findings"
    page.locator("#list button").first.click()
    assert page.get_by_role("button", name=re.compile("for all")).count() == 0


def test_every_decision_can_be_undone(page):
    """One after the other, in reverse, and each goes back to where it was made; clearing all and loading, too."""
    press(page, "n")
    start = _chosen(page)
    press(page, "a", "r")
    page.click("#accept-safe")
    made = decided(page)
    page.click("#clear")
    assert decided(page) == 0
    press(page, "u")
    assert decided(page) == made > 2
    press(page, "u")
    assert decided(page) == 2
    press(page, "u")
    assert decided(page) == 1
    press(page, "u")
    assert (decided(page), _chosen(page)) == (0, start)
    assert page.locator("#undo").is_disabled()
    press(page, "u")
    assert decided(page) == 0


def _in_view(page, locator):
    """Whether an element is wholly in the window and nothing lies over its middle."""
    return locator.evaluate(
        "element => { const box = element.getBoundingClientRect(); "
        "const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); "
        "return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth && element.contains(top); }"
    )


@pytest.fixture(scope="module")
def long_report(tmp_path_factory):
    """A book of several pages, with findings that are all alike."""
    return report_of(tmp_path_factory.mktemp("long") / "report.html", labelled("novel.epub", *MANY))


@pytest.mark.parametrize("height", [600, 800])
def test_the_decision_buttons_are_always_in_view(browser, long_report, height):
    """Whichever finding is chosen, from the list, by key or in the text, and wherever the page is scrolled to."""
    with opened(browser, long_report) as page:
        page.set_viewport_size({"width": 1280, "height": height})
        page.select_option("#order", "text")
        for number in (7, 19, 39, 0):
            page.locator("#list > li > button").nth(number).click()
            for button in page.locator("#detail").get_by_role("button", name=BUTTON).all():
                assert _in_view(page, button)
            assert _in_view(page, page.locator('#shown [aria-current="true"]'))
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        assert all(_in_view(page, one) for one in page.locator("#detail").get_by_role("button", name=BUTTON).all())


def test_on_a_phone_a_tap_shows_the_buttons_and_hides_nothing(phone, long_report):
    """The panel lies at the lower end of the window; the mark that was tapped stays in view, and no card lies over the text."""
    with opened(phone, long_report) as page:
        for number in (0, 5, 3):
            page.locator("#shown .mark").nth(number).tap()
            buttons = page.locator("#detail").get_by_role("button", name=BUTTON).all()
            assert len(buttons) >= 3
            assert all(_in_view(page, button) for button in [*buttons, page.locator("#undo"), page.locator("#after")])
            assert _in_view(page, page.locator("#shown .mark").nth(number))
            assert page.locator("#card").is_hidden()
        page.get_by_role("button", name="Accept: write nǔ", exact=True).tap()
        assert decided(page) == 1
        page.locator("#after").tap()
        assert _in_view(page, page.locator('#shown [aria-current="true"]'))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_labelled_texts_run_on_with_their_places(browser, long_report):
    """A place stands beside each paragraph, as short as its neighbour allows, and whole in the details and in the list."""
    with opened(browser, long_report) as page:
        places = page.locator("#shown .place")
        assert places.count() > 10
        assert places.first.inner_text() == "chapter 1, paragraph 1"
        assert places.nth(1).inner_text() == "paragraph 2"
        assert places.nth(10).inner_text() == "chapter 2, paragraph 1"
        assert places.nth(1).get_attribute("title") == "chapter 1, paragraph 2"
        assert "第1天" in page.locator("#shown .passage").nth(1).inner_text()
        press(page, "n", "n")
        assert _chosen(page)[1] == "chapter 1, paragraph 2"
        assert "chapter 4, paragraph 10" in page.locator("#list").inner_text() or page.locator(".rest").count() == 1
        page.select_option("#order", "text")
        assert page.locator("#list small").nth(39).inner_text().endswith("chapter 4, paragraph 10")


def test_plain_text_has_no_places_beside_it(page):
    """It is one text, and its places are lines and columns."""
    assert page.locator("#shown .place").count() == 0
    press(page, "n")
    assert _chosen(page)[1] == "1:3"


def test_names_that_are_markup_stay_text(browser, tmp_path):
    """Labels, and the names in a file of decisions, come from elsewhere."""
    hostile = "<img src=x onerror=\"document.title='run'\">"
    report = report_of(
        tmp_path / "report.html", labelled(hostile, (hostile, "努(nù)力"), (f"{hostile} > b", "努(nù)力"))
    )
    with opened(browser, report) as page:
        press(page, "n")
        written = {"path": hostile, "sha256": hostile, "decisions": [hostile]}
        load(page, tmp_path / "a.json", {"format": "pinyin-strip decisions", "version": 2, "files": [written]})
        assert page.locator("img").count() == 0
        assert page.title() == "Proofreading report"


def test_a_second_click_on_a_mark_chooses_its_next_finding(browser, tmp_path):
    """A reading can be wrong, and its brackets, too."""
    report = report_of(tmp_path / "report.html", labelled("a.md", ("line 1", "她努(nù）力。")))
    with opened(browser, report) as page:
        mark, rules = page.locator("#shown .mark"), []
        for _ in range(3):
            mark.click()
            rules.append(page.locator("#detail a").inner_text())
    assert rules[0] == rules[2] != rules[1]
    assert {rule.split()[0] for rule in rules} == {"R102", "R301"}
