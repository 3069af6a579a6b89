"""Document → ruby: readings over their hanzi, and nothing of the text gets into the markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pinyin_strip import Options, parse, ruby
from pinyin_strip.readings import listed
from pinyin_strip.syllables import reading_parts
from tests.strategies import listed_hanzi, texts


class _Page(HTMLParser):
    """Reads ruby as a browser does: what stands in rt and rp, and what stands outside."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.base, self.readings = [], set(), "", []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.add((tag, *attrs))
        if tag == "rt":
            self.readings.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "rt" in self.open:
            self.readings[-1] += data
        elif "rp" not in self.open:
            self.base += data


def _rt(text):
    return f"<rp>(</rp><rt>{text}</rt><rp>)</rp>"


# ---------------------------------------------------------------------------------------------- properties


@given(st.one_of(texts, st.text("国(guó)<>&\"'/=rtpuby;#x0")))
def test_no_input_puts_markup_into_the_page(text):
    """A browser finds ruby, rt and rp, none with an attribute, each closed; and every other character as text."""
    document = parse(text)
    page = _Page(document.ruby())
    assert page.open == []
    assert page.tags <= {("ruby",), ("rt",), ("rp",)}
    assert page.base == document.clean()


@given(texts)
def test_every_reading_shown_is_one_that_was_written(text):
    """An rt holds the syllables of a stripped gloss."""
    document = parse(text)
    written = {syllable.text for gloss in document.glosses if gloss.stripped for syllable in gloss.syllables}
    assert all(set(reading.split("/")) <= written for reading in _Page(document.ruby()).readings)


@given(st.lists(listed_hanzi, min_size=1, max_size=6), st.data())
def test_text_annotated_hanzi_by_hanzi_keeps_its_annotation(chars, data):
    """Every hanzi gets its reading, in the notation in which it was written."""
    readings = [data.draw(st.sampled_from(sorted(listed(char)))) for char in chars]
    assume(all(reading_parts(reading)[1] < 5 for reading in readings))
    text = "".join(f"{char}({reading})" for char, reading in zip(chars, readings, strict=True))
    page = "".join(f"<ruby>{char}{_rt(reading)}</ruby>" for char, reading in zip(chars, readings, strict=True))
    assert ruby(text) == page


# ------------------------------------------------------------------------------------------------ examples


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("伞(sǎn)", f"<ruby>伞{_rt('sǎn')}</ruby>"),
        ("雨伞(yǔsǎn)", f"<ruby>雨{_rt('yǔ')}伞{_rt('sǎn')}</ruby>"),
        ("雨伞(yǔ sǎn)", f"<ruby>雨{_rt('yǔ')}伞{_rt('sǎn')}</ruby>"),
        ("一把雨伞(Yǔsǎn)下", f"一把<ruby>雨{_rt('Yǔ')}伞{_rt('sǎn')}</ruby>下"),
        ("方案(fāng'àn)", f"<ruby>方{_rt('fāng')}案{_rt('àn')}</ruby>"),
        ("雨傘(ㄩˇㄙㄢˇ)", f"<ruby>雨{_rt('ㄩˇ')}傘{_rt('ㄙㄢˇ')}</ruby>"),
        ("雨伞(yu3san3)", f"<ruby>雨{_rt('yu3')}伞{_rt('san3')}</ruby>"),
        ("花儿(huār)开", f"<ruby>花儿{_rt('huār')}</ruby>开"),
        ("一会儿(yíhuìr)", f"<ruby>一{_rt('yí')}会儿{_rt('huìr')}</ruby>"),
        ("和（hé/hè/huó）", f"<ruby>和{_rt('hé/hè/huó')}</ruby>"),
        ("重要（zhòng）", f"<ruby>重{_rt('zhòng')}</ruby>要"),
        ("伞（sǎn，雨具）", f"<ruby>伞{_rt('sǎn')}</ruby>（雨具）"),
        ("伞（拼音：sǎn）", f"<ruby>伞{_rt('sǎn')}</ruby>"),
        ("伞（音同“散”）", f"<ruby>伞{_rt('散')}</ruby>"),
        ("“伞”(sǎn)", f"“<ruby>伞{_rt('sǎn')}</ruby>”"),
        ("(雨伞(sǎn)下)", f"(雨<ruby>伞{_rt('sǎn')}</ruby>下)"),
        ("｜雨伞《yǔsǎn》", f"<ruby>雨{_rt('yǔ')}伞{_rt('sǎn')}</ruby>"),
        ("yǔ sǎn\n雨伞", f"<ruby>雨{_rt('yǔ')}伞{_rt('sǎn')}</ruby>"),
        ("伞(sǎn)(sǎn)", f"<ruby>伞{_rt('sǎn')}</ruby>"),
    ],
)
def test_each_hanzi_has_its_own_reading(text, page):
    """One rt for each hanzi where the alignment knows it; alternatives share theirs."""
    assert ruby(text) == page


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("雨 伞(yǔ sǎn)", f"<ruby>雨{_rt('yǔ')}</ruby> <ruby>伞{_rt('sǎn')}</ruby>"),
        ("伞 (sǎn) 下", f"<ruby>伞{_rt('sǎn')}</ruby> 下"),
        (
            "风大，雨急。(fēng dà, yǔ jí.)",
            f"<ruby>风{_rt('fēng')}大{_rt('dà')}</ruby>，<ruby>雨{_rt('yǔ')}急{_rt('jí')}</ruby>。",
        ),
    ],
)
def test_what_stands_between_the_hanzi_stays_between_them(text, page):
    """Blanks and punctuation inside a base are text, over which no reading may stand."""
    assert ruby(text) == page


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<b>伞</b>(sǎn)", f"&lt;b&gt;<ruby>伞{_rt('sǎn')}</ruby>&lt;/b&gt;"),
        ("伞(sǎn)<script>", f"<ruby>伞{_rt('sǎn')}</ruby>&lt;script&gt;"),
        ("&lt;伞(sǎn)&", f"&amp;lt;<ruby>伞{_rt('sǎn')}</ruby>&amp;"),
        ("\"伞'(sǎn)", f"&quot;<ruby>伞{_rt('sǎn')}</ruby>&#x27;"),
        ("伞（s&#462;n）", f"<ruby>伞{_rt('sǎn')}</ruby>"),
        ("<ruby>伞<rt>sǎn</rt></ruby>", f"&lt;ruby&gt;<ruby>伞{_rt('sǎn')}</ruby>&lt;/ruby&gt;"),
    ],
)
def test_everything_else_is_escaped(text, page):
    """Text that looks like markup is shown as text; an entity in a reading is the letter that it stands for."""
    assert ruby(text) == page


@pytest.mark.parametrize("text", ["", "没有读音", "伞(rèn)", "锂(Li)"])
def test_what_is_kept_is_text(text):
    """No gloss, no ruby."""
    assert ruby(text) == text


def test_options_decide_what_becomes_ruby():
    """What is not stripped stays where it is."""
    assert ruby("锂(Li)", Options(toneless="strip")) == f"<ruby>锂{_rt('Li')}</ruby>"


def test_a_neutral_tone_in_zhuyin_keeps_its_dot():
    """Without it ㄗ is read in the first tone."""
    assert ruby("桌子(ㄓㄨㄛ ˙ㄗ)") == f"<ruby>桌{_rt('ㄓㄨㄛ')}子{_rt('˙ㄗ')}</ruby>"


def test_no_reading_is_lost_where_two_glosses_share_hanzi():
    """A word that is glossed whole after its first hanzi was glossed keeps the reading of the second."""
    assert _Page(ruby("雨(yǔ)伞(yǔsǎn)")).readings == ["yǔ", "sǎn"]
