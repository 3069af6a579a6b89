"""Markdown in the page of the report: text with its places, and decisions that land where they belong in the file."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli
from tests.report_page.reports import decided, download, opened, press

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("jinja2", reason="the extra [report] is not installed")

LESSON = """\
# 第三课(kè) **河边**

清晨(qīngchén)，她**努**(nù)力地
划着[小船](/boat)，看 `六(lìu)`。

- *六*(lìu)只白鹭
- 战略(luè) &amp; 岸

> 放松(yú)一点

| 词 | 例 |
|----|----|
| 河 | **渡船**(dùcuán)\\|旧 |

```
六(lìu)
```
"""
SEEN = [
    ("line 1, heading", "第三课(kè) 河边"),
    ("line 3, paragraph", "清晨(qīngchén)，她努(nù)力地\n划着小船，看 六(lìu)。"),
    ("line 6, list item", "六(lìu)只白鹭"),
    ("line 7, list item", "战略(luè) & 岸"),
    ("line 9, quotation", "放松(yú)一点"),
    ("line 11, row 1, column 1", "词"),
    ("line 11, row 1, column 2", "例"),
    ("line 13, row 2, column 1", "河"),
    ("line 13, row 2, column 2", "渡船(dùcuán)|旧"),
]


@pytest.fixture
def lesson(tmp_path):
    """A lesson, and the report about it."""
    path, report = tmp_path / "lesson.md", tmp_path / "report.html"
    path.write_text(LESSON, "utf-8")
    assert CliRunner().invoke(cli, ["report", str(path), "-o", str(report)]).exit_code == 0
    return path, report


def _passages(page):
    """Every passage of the source: its place, and its text without the signs of marks."""
    page.click("#view-both")
    return page.evaluate(
        "[...document.querySelectorAll('#shown .passage:not(.titles)')].map(one => { const copy = one.cloneNode(true); "
        "copy.querySelectorAll('.sign').forEach(sign => sign.remove()); "
        "return [copy.querySelector('.place').title, copy.querySelector('.source').textContent]; })"
    )


def test_every_block_is_shown_as_text_with_its_place(browser, lesson):
    """No sign of Markdown, no code block; a bar that was escaped is a bar."""
    with opened(browser, lesson[1]) as page:
        assert [tuple(one) for one in _passages(page)] == SEEN


def test_what_is_decided_lands_in_the_file(browser, lesson, tmp_path):
    """Each mark leads to its finding, and accepting all of them changes just these bytes."""
    path, report = lesson
    with opened(browser, report) as page:
        page.locator("#shown .mark").nth(1).click()
        assert page.locator("#detail h2").inner_text() == "六 lìu"
        assert page.locator("#detail small").inner_text() == "6:6"
        page.select_option("#order", "text")
        page.locator("#list button").first.click()
        press(page, "a", "a", "a", "x", "a")
        assert decided(page) == 5
        download(page, tmp_path / "decisions.json")
    assert CliRunner().invoke(cli, ["apply", "--outside", str(tmp_path / "decisions.json")]).exit_code == 0
    expected = LESSON
    for old, new in (("(nù)", "(nǔ)"), ("*六*(lìu)", "*六*(liù)"), ("luè", "lüè"), ("(yú)", ""), ("dùcuán", "dùchuán")):
        expected = expected.replace(old, new)
    assert path.read_text("utf-8") == expected


def test_it_fits_a_phone(phone, lesson):
    """Places stand above their blocks, and nothing is wider than the window."""
    with opened(phone, lesson[1]) as page:
        place, text = page.locator(".passage").first.locator("> div").all()
        assert place.bounding_box()["y"] < text.bounding_box()["y"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
