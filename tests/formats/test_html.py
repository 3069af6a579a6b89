"""Pages: text is clean, also where tags cut through it; what is not text, and every untouched byte, stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinyin_strip.formats import Piece, Settings, by_name
from pinyin_strip.formats.markup_tokens import tokens
from tests.strategies import texts

PAGES = {
    "<p>河(hé)</p>": "<p>河</p>",
    "<b>河</b>(hé)岸": "<b>河</b>岸",
    "<b>河(</b><i class=x>h</i>é)岸": "<b>河</b><i class=x></i>岸",
    "河&nbsp;(h&#233;)&amp;岸(&#x00e0;n)": "河&amp;岸",
    "河<!-- (hé) --><br/>岸(àn)": "河<!-- (hé) --><br/>岸",
    "<p title='河(hé)' data-x=\"岸(àn)>\">岸(àn)": "<p title='河(hé)' data-x=\"岸(àn)>\">岸",
    "<script>'河(hé)</p>'</script>河(hé)<STYLE>/*河(hé)*/</sTyle >": "<script>'河(hé)</p>'</script>河<STYLE>/*河(hé)*/</sTyle >",
    "<pre>河(hé)<b>岸(àn)</b></pre><code>河(hé)</code>河(hé)": "<pre>河(hé)<b>岸(àn)</b></pre><code>河(hé)</code>河",
    "<textarea>河(hé)</textarea><title>河(hé)</title>": "<textarea>河(hé)</textarea><title>河</title>",
    "河<code>x</code>(hé)": "河<code>x</code>(hé)",
    "河</p><p>(hé)": "河</p><p>(hé)",
    "<td>河(hé)<td>a < b && c > d 岸(àn)": "<td>河<td>a < b && c > d 岸",
    "河(hé)<b": "河<b",
    "窈yǎo窕tiǎo淑女": "窈窕淑女",
    "<p>雪很白。<br>Xuě hěn bái.</p>": "<p>雪很白。</p>",
    "<p>Xuě hěn bái.<br class='x'/><b>雪</b>很白。</p>": "<p><b>雪</b>很白。</p>",
    "<p>A: Nǐ lái ma?<br>A：你来吗？ Are you coming?<BR>Wǒ lái.<br>B：我来。</p>": "<p>A：你来吗？ Are you coming?<BR>B：我来。</p>",
    "< 河(hé)": "< 河",
    "<p>他说：<br>Il est là.</p>": "<p>他说：<br>Il est là.</p>",
    "<sup>": "<sup>",
    "": "",
}


@pytest.mark.parametrize(("page", "wanted"), PAGES.items())
def test_only_text_changes(rewrite, page, wanted):
    """One page for each thing that can stand around a gloss."""
    assert rewrite("html", page.encode()).data.decode() == wanted


RUBIES = {
    "<ruby>河<rp>(</rp><rt>hé</rt><rp>)</rp></ruby>岸": "河岸",
    "<ruby>河<rt>hé<rt></ruby>": "河",
    "<ruby>河<rt>hé</rt>岸<rt>àn</rt></ruby>": "河岸",
    "<ruby class='x'><rb>河</rb><rb>岸</rb><rp>（</rp><rt>hé</rt><rt>àn</rt><rp>）</rp></ruby>": "河岸",
    "<ruby><b>河</b>岸<rtc><rt>hé àn</rt></rtc></ruby>": "<b>河</b>岸",
    "<RUBY>河<RT>ㄏㄜˊ</RT></RUBY>": "河",
    "<ruby>\n  河\n  <rt>\n hé </rt>\n</ruby>，<ruby>\n岸\n<rt>àn</rt>\n</ruby>": "河，岸",
    "<ruby>漢字<rt>かんじ</rt></ruby>": "<ruby>漢字<rt>かんじ</rt></ruby>",
    "<ruby>银行<rt>bank</rt></ruby>": "<ruby>银行<rt>bank</rt></ruby>",
    "<ruby><ruby>东<rt>dōng</rt>南<rt>nán</rt></ruby><rt>southeast</rt></ruby>尾": "<ruby><ruby>东<rt>dōng</rt>南<rt>nán</rt></ruby><rt>southeast</rt></ruby>尾",
    "<ruby>河<rp>(</rp><rt>hé</rt><rp>)</rp>語<rp>(</rp><rt>ご</rt><rp>)</rp></ruby>": "<ruby>河語<rp>(</rp><rt>ご</rt><rp>)</rp></ruby>",
}


@pytest.mark.parametrize(("page", "wanted"), RUBIES.items())
def test_ruby_whose_reading_is_verified_gives_way_to_its_base(rewrite, page, wanted):
    """Parentheses for old browsers, missing end tags and rows of bases included; kana and words stay."""
    assert rewrite("html", page.encode()).data.decode() == wanted


@pytest.mark.parametrize("page", RUBIES)
def test_ruby_can_be_kept(rewrite, page):
    """And glosses beside it go all the same."""
    assert rewrite("html", (page + "<p>河(hé)").encode(), keep_ruby=True).data.decode() == page + "<p>河"


def test_xhtml_ends_empty_elements_with_a_slash(rewrite):
    """In XML a script that is empty hides nothing."""
    page = '<?xml version="1.0"?><html><script src="x"/><p>河(hé)<br/>岸(àn)</p></html>'
    assert rewrite("html", page.encode()).data.decode() == page.replace("(hé)", "").replace("(àn)", "")


def test_text_never_becomes_markup(rewrite):
    """What stands beside a gloss that goes may look like a tag afterwards; it is escaped."""
    assert rewrite("html", "雾 <河(hé)b>".encode()).data.decode() == "雾 <河b>"
    assert rewrite("html", "河&(hé)amp;岸<i>x</i>".encode()).data in (
        "河&(hé)amp;岸<i>x</i>".encode(),
        "河&amp;amp;岸<i>x</i>".encode(),
    )


TAGS = ["<b>", "</b>", "<p class='(hé)'>", "</p>", "<br>", "<ruby>", "</ruby>", "<rt>", "</rt>", "<rp>(</rp>", "<code>", "</code>",
        "<script>", "</script>", "<!-- x -->", "<!--", "&amp;", "&#x6cb3;", "<", "<a href=\"", "</", "<?x", "<![CDATA[", "]]>"]  # fmt: skip
pages = st.lists(st.one_of(st.sampled_from(TAGS), texts, st.just("河(hé)")), max_size=12).map("".join)


@settings(deadline=None)
@given(pages, st.booleans())
def test_every_byte_belongs_to_one_token(page, xml):
    """The scan loses nothing, whatever it is given."""
    data = page.encode("utf-8", "replace")
    place = 0
    for token in tokens(data, xml=xml):
        assert token.start == place <= token.end
        place = token.end
    assert place == len(data)


@given(
    st.lists(
        st.sampled_from(["<a", "<", "/", ">", "=", '"', "'", " ", "x", "!doctype", "[", "]", "!--", "?", "]]>", "国"]),
        max_size=40,
    ).map("".join),
    st.booleans(),
)
def test_what_begins_like_markup_is_markup_to_its_end(page, xml):
    """So no place is looked at twice: nobody goes back behind the start of a tag whose end was not found."""
    data = page.encode()
    for tag in tokens(data, xml=xml):
        if tag.kind.name == "TEXT":
            assert not re.search(rb"<[a-zA-Z!?]", data[tag.start : tag.end])


@pytest.mark.parametrize("page", ["<!doctype [>", "<!doctype [<!x>]>", "<!doctype [ ] x>"])
def test_the_end_of_a_document_type_is_searched_for_in_vain_once(page, monkeypatch):
    """However many of them have none."""
    asked, end = [], re.compile(rb"\]\s*+>")

    class Search:
        def search(self, data, start):
            asked.append(end.search(data, start))
            return asked[-1]

    monkeypatch.setattr("pinyin_strip.formats.markup_tokens._Subsets._END", Search())
    data = page.encode() * 50
    assert b"".join(data[tag.start : tag.end] for tag in tokens(data, xml=False)) == data
    assert asked.count(None) <= 1


@settings(deadline=None)
@given(pages)
def test_tags_stay_in_their_order_if_ruby_is_kept(page):
    """Cleaning takes text out and nothing else."""
    data = page.encode("utf-8", "replace")
    kind = by_name("html")
    cleaned = kind.clean(Piece(data, False), Settings(keep_ruby=True)).data
    old, new = (
        [one for one in tokens(text, xml=False) if one.name or one.kind.name == "OTHER"] for text in (data, cleaned)
    )
    assert [data[one.start : one.end] for one in old] == [cleaned[one.start : one.end] for one in new]


def test_every_untouched_byte_of_a_long_page_is_as_it_was(rewrite):
    """Taking the same spans out of the source by hand gives the same page."""
    row = '<tr  id = r{0} ><td>第{0}条<B>河</B>(hé)</TD><td x="河(hé)">岸&#40;àn&#41;<br></tr>\r\n'
    page = "<!DOCTYPE html>\r\n<meta charset=utf-8><table>" + "".join(map(row.format, range(300))) + "</table>"
    wanted = re.sub(r"(?<=</B>)\(hé\)|&#40;àn&#41;", "", page)
    assert rewrite("html", page.encode()).data.decode() == wanted
