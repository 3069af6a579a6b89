"""What ruby looks like: colours that can be read, classes, zhuyin at the right, a page with a switch."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Options, RubyOptions, parse
from pinyin_strip.renderers.class_names import class_names
from pinyin_strip.renderers.stylesheet import OURS, stylesheet
from pinyin_strip.renderers.tones import DARK, LIGHT
from tests.strategies import texts

LIGHT_GROUNDS = ("#ffffff", "#f4ecd8")  # a page, and sepia as readers of books have it
DARK_GROUNDS = ("#000000", "#121212", "#1c1b22", "#1e1e1e")  # e-ink and AMOLED; Chromium, Firefox, Safari


def _luminance(colour):
    """WCAG 2.2, relative luminance."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    """Black on white has the most that there is; grey #777777 on white just misses what text needs."""
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert 4.4 < _contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize("colour", [*LIGHT.values(), OURS[0]])
def test_colours_can_be_read_on_a_light_ground(colour):
    """WCAG 2.2, 1.4.3: small text needs a contrast of 4.5."""
    assert all(_contrast(colour, ground) >= 4.5 for ground in LIGHT_GROUNDS)


@pytest.mark.parametrize("colour", [*DARK.values(), OURS[1]])
def test_colours_can_be_read_on_a_dark_ground(colour):
    """WCAG 2.2, 1.4.3: small text needs a contrast of 4.5."""
    assert all(_contrast(colour, ground) >= 4.5 for ground in DARK_GROUNDS)


def test_every_tone_has_a_colour_of_its_own():
    """Four tones and the neutral one, in either palette."""
    assert [*LIGHT] == [*DARK] == [1, 2, 3, 4, 5]
    assert len({*LIGHT.values(), *DARK.values()}) == 10


def _classes(text, **options):
    """The hanzi of each ruby element, and its classes."""
    written = parse(text, Options(context="none")).ruby("html", RubyOptions(**options))
    found = re.findall(r'<ruby(?: class="([^"]*)")?>(.*?)</ruby>', written)
    return [(re.sub(r"<r[pt][^>]*>.*?</r[pt]>|</?span[^>]*>", "", inner), names) for names, inner in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("麻(má)雀(què)", [("麻", "tone2"), ("雀", "tone4")]),
        ("麻雀(máquè)", [("麻", "tone2"), ("雀", "tone4")]),
        ("妈妈(māma)", [("妈", "tone1"), ("妈", "tone5")]),
        ("媽媽(ㄇㄚ ˙ㄇㄚ)", [("媽", "tone1"), ("媽", "tone5")]),
        ("雨伞(yu3 san3)", [("雨", "tone3"), ("伞", "tone3")]),
        ("花儿(huār)", [("花儿", "tone1")]),
        ("和（hé/hè/huó）", [("和", "")]),
        ("漂漂亮亮(piàoliang)", [("漂漂", "tone4"), ("亮亮", "tone5")]),
    ],
)
def test_each_hanzi_has_the_class_of_its_tone(text, expected):
    """An unmarked syllable beside marked ones is neutral; where there are several readings, no tone is the tone."""
    assert _classes(text, tone_colours=True) == expected


def test_readings_of_ours_have_the_class_of_their_tone_whatever_is_written():
    """Also where the marks are left out: the colour says what they would."""
    assert _classes("麻雀", tone_colours=True, fill=True) == [("麻", "tone2"), ("雀", "tone4")]
    assert _classes("麻雀", tone_colours=True, fill=True, notation="none") == [("麻", "tone2"), ("雀", "tone4")]


def test_a_reading_over_a_word_is_coloured_syllable_by_syllable():
    """Apostrophes and blanks have no tone."""
    written = parse("西安(Xī'ān)").ruby("html", RubyOptions(layout="group", tone_colours=True))
    reading = """<span class="tone1">Xī</span>&#x27;<span class="tone1">ān</span>"""
    base = '<span class="tone1">西</span><span class="tone1">安</span>'
    assert written == f"<ruby>{base}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>"


@given(texts, st.sampled_from(["jukugo", "mono", "group"]), st.sampled_from([None, "zhuyin", "none"]), st.booleans())
def test_looks_change_no_text(text, layout, notation, fill):
    """Without the classes and spans of colours and positions, the page has the hanzi and readings that it has without them."""
    document = parse(text)
    plain = RubyOptions(layout=layout, notation=notation, fill=fill)
    position = "over" if layout == "group" else "right"
    dressed = RubyOptions(
        layout=layout, notation=notation, fill=fill, tone_colours=True, classes=("a",), zhuyin_position=position
    )

    def bare(options):
        return re.sub(r"</?ruby[^>]*>|</?span[^>]*>", "", document.ruby("html", options))

    assert bare(dressed) == bare(plain)


def test_elements_carry_the_classes_of_a_site():
    """Those named, in their order, before ours."""
    assert _classes("麻雀(máquè)", classes=("pinyin", "text--s")) == [("麻雀", "pinyin text--s")]
    assert _classes("麻(má)", classes="pinyin", tone_colours=True) == [("麻", "pinyin tone2")]
    assert '<ruby class="pinyin">' in parse("麻(má)").ruby("markdown", RubyOptions(classes=("pinyin",)))


@pytest.mark.parametrize("name", ["a", "-a", "--a", "_a1", "pinyin-text", "拼音", "é"])
def test_what_is_an_identifier_in_css_is_a_class(name):
    """CSS Syntax Module Level 3, 4.3.9."""
    assert class_names([name]) == (name,)


@pytest.mark.parametrize("name", ["", "1a", "-", "-1", "a b", "a.b", "a\n", '"', "a<", "a\u00a0b", "×"])
def test_what_is_none_is_refused(name):
    """By its name; nothing of it could reach the page."""
    with pytest.raises(ValueError, match="no name of a CSS class"):
        RubyOptions(classes=(name,))


@given(st.text())
def test_no_class_can_end_its_attribute(name):
    """Whatever is let through is one word without a quotation mark, a bracket or a reference."""
    try:
        class_names([name])
    except ValueError:
        return
    assert name
    assert not set(name) & set("\"'<>&= \t\n\f\r")


def test_a_reading_in_zhuyin_stands_at_the_right_in_its_parts():
    """The dot before the symbols, the mark behind them, each an element of its own; first tones have none."""
    written = parse("媽媽(ㄇㄚ ˙ㄇㄚ)好(ㄏㄠˇ)").ruby("html", RubyOptions(zhuyin_position="right"))
    readings = ["ㄇㄚ", '<span class="dot">˙</span>ㄇㄚ', 'ㄏㄠ<span class="mark">ˇ</span>']
    assert re.findall(r'<ruby class="zhuyin">.<rp>\(</rp><rt>(.*?)</rt><rp>\)</rp></ruby>', written) == readings


def test_a_dot_that_was_written_behind_is_still_a_dot():
    """It stands above the symbols; the text is left as its author wrote it."""
    written = parse("媽(ㄇㄚ˙)").ruby("html", RubyOptions(zhuyin_position="right"))
    assert 'ㄇㄚ<span class="dot">˙</span>' in written


def test_letters_stay_over_their_hanzi():
    """Only zhuyin stands at the right."""
    assert _classes("麻(má)雀(ㄑㄩㄝˋ)", zhuyin_position="right") == [("麻", ""), ("雀", "zhuyin")]


@pytest.mark.parametrize(
    "wrong", [{"zhuyin_position": "left"}, {"zhuyin_position": "right", "layout": "group"}], ids=str
)
def test_a_position_that_cannot_be_is_refused(wrong):
    """One reading over a word has no hanzi to stand beside."""
    with pytest.raises(ValueError, match="zhuyin_position='"):
        RubyOptions(**wrong)


def test_the_page_has_a_switch_for_its_readings():
    """A checkbox with its label, and a rule that hides; no script, and nothing from elsewhere."""
    page = parse("麻(má)雀").ruby("document")
    assert '<input type="checkbox" class="switch" id="readings" checked><label class="switch" for="readings">' in page
    assert "#readings:not(:checked) ~ p rt { visibility: hidden; }" in page
    assert not re.search(r"<script|https?:|url\(|@import|onclick|onchange", page)


def test_the_page_has_a_switch_for_its_colours_where_it_has_colours():
    """Its label says which tone has which."""
    page = parse("麻(má)雀").ruby("document", RubyOptions(tone_colours=True))
    assert all(f'<span class="tone{tone}">{sign}</span>' in page for tone, sign in enumerate("āáǎàa", 1))
    assert 'id="tones"' not in parse("麻(má)雀").ruby("document")


def test_a_page_without_readings_has_no_switch():
    """There is nothing to hide."""
    assert "checkbox" not in parse("麻雀").ruby("document")


@pytest.mark.parametrize("options", [RubyOptions(), RubyOptions(fill=True, tone_colours=True, zhuyin_position="right")])
def test_the_rules_stand_in_the_page(options):
    """As the stylesheet that others can take as well."""
    assert stylesheet(options) in parse("麻(má)雀").ruby("document", options)
