"""The path of an element: what a browser's search finds, however a page leaves out its tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.formats.elements import STEPS, Elements

TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<li>", "<b>", "</b>", "<td id=x>", "<br>", "</x>", "雾", "<"]
)
CASES = [
    ("<body><p>一</p><p>@</p>", "/body/p[2]"),
    ("<p>一<p>二<div>@", "/div[1]"),
    ("<p><b>一<p>@", "/p[2]"),
    ("<ul><li>一<li>二<ul><li>@", "/ul[1]/li[2]/ul[1]/li[1]"),
    ("<table><tr><td>一<td>二<tr><td>@", "/table[1]/tr[2]/td[1]"),
    ("<a><div>一</div><div><b>@", "/a[1]/div[2]"),
    ('<div id="lesson"><p>@', '//div[@id="lesson"]/p[1]'),
    ("<div></x></div></div><p>@", "/p[1]"),
    ("<p>一<br>二<img>@", "/p[1]"),
    ("@", "/"),
]


@pytest.mark.parametrize(("page", "path"), CASES)
def test_the_path_leads_to_the_element_that_holds_the_text(page, path):
    """Also where end tags are left out, or inline tags stand between."""
    data = page.encode()
    assert Elements(data, xml=False, inline={"b", "a"}).at(data.index(b"@")) == path


def test_the_path_of_something_deep_begins_with_its_last_steps():
    """However deep it is."""
    path = Elements(b"<div>" * 3000 + b"@", xml=False).at(15000)
    assert path == "/" + "/div[1]" * STEPS


@given(st.lists(TAGS, max_size=40).map("".join))
def test_every_place_of_every_page_has_a_path(page):
    """It begins at the root, or anywhere with an id or with what is deep."""
    data = page.encode()
    elements = Elements(data, xml=False, inline={"b"})
    assert all(elements.at(byte).startswith("/") for byte in range(len(data) + 1))
