"""XML and TEI: text nodes change, also where elements cut through a sentence; all that is not text stays."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import clean
from pinyin_strip.formats import Refused, RubyStyle, Settings, blocks, by_name
from tests.strategies import texts

FORMAT = by_name("xml")


def _clean(source, **settings):
    return bytes(FORMAT.clean(FORMAT.whole(source.encode()), Settings(**settings)).data).decode()


_CONTROLS = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
nodes = st.one_of(
    texts.map(lambda text: escape(_CONTROLS.sub("", text.encode("utf-8", "replace").decode()))),
    st.sampled_from(["河(hé)", "岸(", "àn)", "<!-- 河(hé) -->", "<?x 河(hé)?>", "<![CDATA[河(hé)]]>", "&#27827;(h&#xe9;)", "<lb/>", "\n"]),
)  # fmt: skip
elements = st.recursive(
    nodes,
    lambda inner: st.tuples(st.sampled_from(["p", "hi", "x:seg", "code"]), st.lists(inner, max_size=5)).map(
        lambda one: f"<{one[0]} n='河(hé)>'>{''.join(one[1])}</{one[0]}>"
    ),
    max_leaves=15,
)
documents = st.lists(elements, max_size=4).map(lambda parts: f'<TEI xmlns:x="x">{"".join(parts)}</TEI>')


def _shape(source):
    """Everything of a parsed document but its text: elements, attributes, comments, instructions, in their order."""
    builder = ElementTree.TreeBuilder(insert_comments=True, insert_pis=True)
    root = ElementTree.fromstring(source, ElementTree.XMLParser(target=builder))
    return [(one.tag, dict(one.attrib), one.text if callable(one.tag) else None) for one in root.iter()]


@given(documents)
def test_everything_but_text_stays(source):
    """Held against a parser of XML; and cleaning twice is cleaning once."""
    made = _clean(source)
    assert _shape(made) == _shape(source)
    assert re.findall(r"<[^>]*'[^']*'>|<!.*?(?:-->|\]\]>)", made) == re.findall(
        r"<[^>]*'[^']*'>|<!.*?(?:-->|\]\]>)", source
    )
    assert _clean(made) == made


@given(texts)
def test_an_element_of_text_is_cleaned_as_that_text_is(text):
    """Whatever stands in it."""
    text = _CONTROLS.sub("", text.encode("utf-8", "replace").decode())
    made = ElementTree.fromstring(_clean(f"<p>{escape(text)}</p>"))
    wanted = ElementTree.fromstring(f"<p>{escape(clean(text))}</p>")
    assert (made.text or "") == (wanted.text or "")


CASES = {
    "<p>河<hi>岸</hi>(hé àn)</p>": "<p>河<hi>岸</hi></p>",
    "<p>河<hi rend='x'>(h</hi>é)岸(àn)</p>": "<p>河<hi rend='x'></hi>岸</p>",
    "<div><p>河</p><p>(hé)</p></div>": "<div><p>河</p><p>(hé)</p></div>",
    "<e><hanzi>河</hanzi><pron>hé</pron></e>": "<e><hanzi>河</hanzi><pron>hé</pron></e>",
    "<p>河<![CDATA[(hé)河(hé)]]>(hé)</p>": "<p>河<![CDATA[(hé)河(hé)]]>(hé)</p>",
    "<p>河<!-- x -->(hé)<?y?></p>": "<p>河<!-- x --><?y?></p>",
    "<p>河<g ref='x'/>(hé)<lb/>岸<lb/>(àn)</p>": "<p>河<g ref='x'/>(hé)<lb/>岸<lb/></p>",
    "<p>河&hu;(hé)&#26728;(ji&#x1ce;ng)&lt;</p>": "<p>河&hu;(hé)&#26728;&lt;</p>",
    "<p>河<code>x(hé)河(hé)</code>(hé)</p><eg>河(hé)</eg>": "<p>河<code>x(hé)河(hé)</code>(hé)</p><eg>河(hé)</eg>",
    "<p><ruby><rb>河</rb><rt>hé</rt></ruby>岸(àn)</p>": "<p>河岸</p>",
    "<p><tei:ruby xmlns:tei='t'><tei:rb>河</tei:rb><tei:rt>bank</tei:rt></tei:ruby></p>": "<p><tei:ruby xmlns:tei='t'><tei:rb>河</tei:rb><tei:rt>bank</tei:rt></tei:ruby></p>",
    "<p><ruby><ruby>东<rt>dōng</rt></ruby><rt>x</rt></ruby>岸(àn)</p>": "<p><ruby><ruby>东<rt>dōng</rt></ruby><rt>x</rt></ruby>岸</p>",
}  # fmt: skip


@pytest.mark.parametrize(("source", "wanted"), CASES.items())
def test_glosses_go_from_text_also_across_elements(rewrite, source, wanted):
    """An element that holds text is one text with all that is in it; what parts a sentence parts a gloss from its hanzi."""
    source, wanted = (f"<?xml version='1.0'?>\r\n<d>{one}</d>\r\n" for one in (source, wanted))
    assert rewrite("xml", source.encode()).data.decode() == wanted


@pytest.mark.parametrize(
    ("source", "place"),
    [("<d>\n河<p>x", "line 2, column 2: <p> is not closed"), ("<d>河</p></d>", "line 1, column 5: </p> closes what is not open"),
     ("<d/></d>", "line 1, column 5"), ("<d/>\n河", "line 1, column 5: text stands in no element")],
)  # fmt: skip
def test_what_is_not_well_formed_is_refused_with_its_place(source, place):
    """Where a text begins and ends would be a guess."""
    with pytest.raises(Refused, match=f"not well-formed XML at {place}"):
        _clean(source)


def test_ruby_needs_a_style_that_can_stand_in_text(rewrite):
    """No vocabulary is guessed."""
    source = "<p>江<hi>河</hi>(jiānghé)&lt;</p>".encode()
    for style in (None, "html", "markdown", "document"):
        with pytest.raises(Refused, match="--style brackets, pipe, aozora"):
            rewrite("xml", source, ruby=RubyStyle(style), keep_ruby=True)
    assert (
        rewrite("xml", source, ruby=RubyStyle("pipe"), keep_ruby=True).data.decode()
        == "<p>{江|jiāng}<hi>{河|hé}</hi>&lt;</p>"
    )


def test_a_document_that_is_too_large_is_refused(rewrite, monkeypatch):
    """With its limit."""
    monkeypatch.setattr(blocks, "LONGEST", 100)
    with pytest.raises(Refused, match="an XML document of more than"):
        rewrite("xml", b" " * 101)


def test_elements_may_have_hanzi_for_names():
    """Their attributes are no prose either (XML 1.0, section 2.3)."""
    source = "<字典><条目 字='山(shān)'>江(jiāng)水</条目><空 k='河(hé)'/></字典>"
    assert _clean(source) == source.replace("江(jiāng)水", "江水")
