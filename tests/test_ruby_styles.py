"""Ruby in every style: what it looks like, that it can be read back, and that nothing in the text becomes markup."""

from __future__ import annotations

import html
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from pinyin_strip import Notation, Options, RubyOptions, parse, ruby
from pinyin_strip.allowed import words_of
from pinyin_strip.display import width
from pinyin_strip.renderers import RUBY_STYLES
from tests.strategies import COMMON, TRADITIONAL, listed_hanzi, texts

READ_BACK = {  # styles that can be read back, each as the way of writing that it is
    "html": "markup", "markdown": "markup", "document": "markup",
    "pipe": "pipe", "anki": "square", "aozora": "aozora", "brackets": "parenthesis",
}  # fmt: skip
TAGS = re.compile(r"<rp>[^<]*</rp>|<rt[^>]*>[^<]*</rt>|</?ruby>")


def _toned(hanzi, choice):
    readings = [r for r in PINYIN_DICT[ord(hanzi)].split(",") if convert(r, Style.TONE3, strict=False)[-1].isdigit()]
    return readings[choice % len(readings)]


glossed = st.builds(
    lambda hanzi, choice, pair: f"{hanzi}{pair[0]}{_toned(hanzi, choice)}{pair[1]}",
    listed_hanzi,
    st.integers(0, 9),
    st.sampled_from(["()", "（）", "[]", "〔〕"]),
)
between = st.sampled_from([*COMMON, *TRADITIONAL, "，", "。", "：“", "”", "\n", "1", "&", "<b>", "《", "》"])
annotated = st.lists(st.one_of(glossed, glossed, between), min_size=1, max_size=16).map("".join)


def _read(document):
    """What each reading spells, and over which hanzi, in the order of the text."""
    return [
        (document.text[one.start : one.end], one.plain, one.tone)
        for gloss in sorted(document.glosses, key=lambda gloss: gloss.base_start)
        if gloss.stripped
        for one in gloss.syllables
    ]


@given(annotated, st.sampled_from(sorted(READ_BACK)), st.sampled_from(["marks", "digits", "zhuyin", None]))
def test_what_a_style_writes_is_read_back(text, style, notation):
    """The same readings stand over the same hanzi, whatever the notation."""
    document = parse(text)
    written = document.ruby(style, RubyOptions(notation=notation))
    again = parse(html.unescape(written), Options(conventions={READ_BACK[style]}))
    assert _read(again) == _read(document)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("各個(gè)人", "pipe"),  # 各 is read so, too
        ("我(wǒ)的(de)伞(sǎn)，這個(zhège)", "aozora"),  # toneless, but told by the bar before the base
    ],
)
def test_a_reading_stays_with_the_hanzi_that_its_notation_names(text, style):
    """Not with a neighbour that sounds alike, and not with nobody."""
    document = parse(text)
    assert _read(parse(document.ruby(style))) == _read(document)


@given(st.lists(glossed, min_size=2, max_size=8).map("".join), st.sampled_from(["marks", "digits", None]))
def test_interlinear_lines_are_read_back(text, notation):
    """A line of readings over a line of hanzi, every hanzi read."""
    document = parse(text)
    assert _read(parse(document.ruby("interlinear", RubyOptions(notation=notation)))) == _read(document)


@given(texts, st.sampled_from([None, "marks", "digits", "zhuyin", "none"]), st.booleans(), st.booleans())
def test_html_without_its_readings_is_the_clean_text_whatever_the_options(text, notation, fill, group):
    """Dropping rt and rp elements and the ruby tags, and unescaping, gives clean()."""
    document = parse(text, Options(repair="likely", script="traditional" if group else None))
    options = RubyOptions(notation=notation, fill=fill, layout="group" if group else "mono")
    bare = TAGS.sub("", document.ruby("html", options))
    assert "<" not in bare
    assert html.unescape(bare) == html.unescape(html.escape(document.clean()))


@given(texts, st.sampled_from(sorted(RUBY_STYLES)), st.sampled_from(["jukugo", "mono", "group"]), st.booleans())
def test_no_text_makes_a_style_fail(text, style, layout, fill):
    """Every style takes every text, filled and converted as well."""
    options = RubyOptions(layout=layout, fill=fill, notation="zhuyin")
    assert isinstance(parse(text, Options(script="traditional", repair="likely")).ruby(style, options), str)


@given(annotated)
def test_the_furigana_filter_of_anki_gives_the_clean_text(text):
    """The filter takes what stands between a blank and a bracket for the base, and drops the blank."""
    document = parse(text.replace("[", "(").replace("]", ")"))
    shown = re.sub(r" ?([^ >]+?)\[(.+?)\]", r"\1", document.ruby("anki"))
    assert html.unescape(shown) == document.clean()


@given(annotated)
def test_filled_readings_are_not_read_back_as_an_authors(text):
    """The mark keeps ours apart, so that filling adds nothing to what was written."""
    document = parse(text)
    again = parse(document.ruby("brackets", RubyOptions(fill=True, brackets="（）")))
    assert _read(again) == _read(document)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("anki", "我 爱[ài]中国"),
        ("aozora", "我｜爱《ài》中国"),
        ("brackets", "我爱(ài)中国"),
        ("pipe", "我{爱|ài}中国"),
        ("latex", r"我\xpinyin{爱}{ai4}中国"),
        ("latex-ruby", r"我\ruby{爱}{ài}中国"),
        ("interlinear", "  ài\n我爱中国"),
        ("markdown", "我<ruby>爱<rp>(</rp><rt>ài</rt><rp>)</rp></ruby>中国"),
    ],
)
def test_each_style_has_its_notation(style, expected):
    """One sentence in every style."""
    assert ruby("我爱(ài)中国", style=style) == expected


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("jukugo", "<ruby>长<rt>Cháng</rt>江<rt>jiāng</rt></ruby>"),
        ("mono", "<ruby>长<rt>Cháng</rt></ruby><ruby>江<rt>jiāng</rt></ruby>"),
        ("group", "<ruby>长江<rt>Chángjiāng</rt></ruby>"),
    ],
)
def test_a_word_is_laid_out_by_hanzi_or_as_a_whole(layout, expected):
    """Jukugo keeps the word together, mono parts it, group writes one reading."""
    written = parse("“长江”(Chángjiāng)").ruby("html", RubyOptions(layout=layout))
    assert re.sub(r"<rp>.</rp>", "", written) == f"“{expected}”"


@pytest.mark.parametrize(
    ("text", "notation", "expected"),
    [
        ("绿(lv4)", "marks", "绿(lǜ)"),
        ("绿(ㄌㄩˋ)", "digits", "绿(lü4)"),
        ("的(de5)", "zhuyin", "的(˙ㄉㄜ)"),
        ("西安(Xī'ān)", "digits", "西安(Xi1an1)"),
        ("西安(xi1an1)", "marks", "西安(xī'ān)"),
        ("西安(xī'ān)", "zhuyin", "西安(ㄒㄧ ㄢ)"),
        ("西安(xī'ān)", "none", "西安(xi'an)"),
        ("花儿(huār)", "digits", "花儿(huar1)"),
        ("北京(beijing)人", "zhuyin", "北京(beijing)人"),
        ("膨(pénɡ)", "marks", "膨(péng)"),
        ("蚌(音同“蹦”)", "marks", "蚌(bèng)"),
    ],
)
def test_any_notation_comes_out_of_any(text, notation, expected):
    """Letters, digits and zhuyin; a reading without tones stays in letters."""
    assert parse(text).ruby("brackets", RubyOptions(notation=notation, layout="group")) == expected


def test_filling_reads_in_context_and_says_that_it_is_ours():
    """银行 calls for háng, 行走 for xíng; what the author wrote has no mark."""
    text = parse("银(yín)行门前有人行走").ruby("brackets", RubyOptions(fill=True))
    assert text == "银(yín)行(háng*)门(mén*)前(qián*)有(yǒu*)人(rén*)行(xíng*)走(zǒu*)"
    assert '<rt class="ours">háng</rt>' in parse("银(yín)行").ruby("html", RubyOptions(fill=True))


def test_known_hanzi_get_no_reading_of_ours():
    """What the author wrote stays, unless that is to be dropped, too."""
    text, known = "中(zhōng)国(guó)有砚(yàn)池", frozenset("国有")
    kept = RubyOptions(known=known, fill=True, mark="")
    assert parse(text).ruby("brackets", kept) == "中(zhōng)国(guó)有砚(yàn)池(chí)"
    dropped = RubyOptions(known=known, fill=True, mark="", drop_known=True)
    assert parse(text).ruby("brackets", dropped) == "中(zhōng)国有砚(yàn)池(chí)"


def test_a_reading_never_stands_over_a_hanzi_that_has_none():
    """What needs no reading is left outside of the ruby element, whose next reading would stand over both."""
    made = parse("国家(guójiā)").ruby("html", RubyOptions(known=frozenset("国"), drop_known=True))
    assert made == "国<ruby>家<rp>(</rp><rt>jiā</rt><rp>)</rp></ruby>"


def test_the_script_is_converted_on_the_way_out():
    """The text changes its script, its readings do not."""
    there = parse("头(tóu)发(fà)与发(fā)展", Options(script="traditional"))
    assert there.ruby("brackets") == "頭(tóu)髮(fà)與發(fā)展"
    back = parse("國(ㄍㄨㄛˊ)家", Options(script="simplified"))
    assert back.ruby("anki", RubyOptions(notation="marks")) == "国[guó]家"


@pytest.mark.parametrize("style", ["html", "brackets", "interlinear"])
def test_damage_that_was_repaired_is_shown_repaired(style):
    """Ruby is written over clean(), whatever stood in the source."""
    document = parse("为了能夠?qū)ψ鳂I(yè)，国(guó)", Options(repair="likely"))
    bare = TAGS.sub("", document.ruby(style).replace("(guó)", ""))
    assert document.edits
    assert "".join(bare.split()).replace("guó", "") == document.clean()


@pytest.mark.parametrize("style", ["html", "document", "anki"])
def test_markup_in_the_text_stays_text(style):
    """Nothing that a text says becomes an element."""
    written = ruby("<script>alert(1)</script>国(guó)<img src=x onerror=alert(1)>", style=style)
    assert "<script" not in written
    assert "<img" not in written
    assert "&lt;script&gt;" in written


def test_a_hostile_first_line_does_not_leave_the_title():
    """The title of the document is escaped too."""
    assert "</title><b>" not in ruby("</title><b>x", style="document")


def test_latex_has_balanced_braces_and_no_bare_special_characters():
    """What is special to TeX comes out as a command."""
    written = ruby("50%的{国}(DL)_#$&^~\\end", style="latex")
    assert written == (r"50\%的\{国\}(DL)\_\#\$\&\textasciicircum{}\textasciitilde{}\textbackslash{}end")


@given(texts, st.sampled_from(["latex", "latex-ruby"]))
def test_latex_is_well_formed(text, style):
    """Commands take their arguments in pairs of braces, and every brace is closed."""
    written = parse(text).ruby(style, RubyOptions(fill=True))
    bare = re.sub(r"\\(?:[{}$&#_%]|text(?:backslash|asciitilde|asciicircum)\{\})", "", written)
    bare = re.sub(r"\\textit\{([^{}\\]*)\}", r"\1", bare)
    bare = re.sub(r"\\(?:xpinyin(?:\[format=\\color\{gray\}\])?|ruby)\{[^{}\\]*\}\{[^{}\\]*\}", "", bare)
    assert not re.search(r"[\\{}$&#_%^~]", bare)


def test_markdown_is_rendered_with_its_ruby():
    """A renderer of CommonMark shows emphasis and ruby, and the heading stays a heading."""
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    shown = markdown_it.MarkdownIt().render(ruby("# 国(guó)家\n\n**努(nǔ)力**", style="markdown"))
    assert "<h1><ruby>国<rp>(</rp><rt>guó</rt><rp>)</rp></ruby>家</h1>" in shown
    assert "<strong><ruby>努" in shown


def test_lines_are_aligned_by_what_a_terminal_shows():
    """Every reading begins in the column of its hanzi."""
    above, below = ruby("在中(zhōng)华(huá)大地(dì)", style="interlinear").splitlines()
    for hanzi, reading in (("中", "zhōng"), ("华", "huá"), ("地", "dì")):
        assert width(below[: below.index(hanzi)]) == width(above[: above.index(reading)])


def test_line_endings_survive_between_the_lines():
    """A text with carriage returns keeps them."""
    assert ruby("国(guó)\r\n好\r\n", style="interlinear") == "guó\r\n国\r\n好\r\n"


def test_a_users_own_renderer_needs_one_argument_only():
    """Or two, where the caller gives options."""
    assert ruby("国(guó)", style=lambda document: str(len(document.glosses))) == "1"
    assert ruby("国(guó)", style=lambda _, options: options.mark, ruby_options=RubyOptions(mark="!")) == "!"


@given(texts, st.sampled_from(sorted(RUBY_STYLES)), st.sampled_from(words_of(RubyOptions)["notation"]), st.booleans())
def test_the_function_renders_as_the_document_does(text, style, notation, fill):
    """With the same options of ruby."""
    options = RubyOptions(notation=notation, fill=fill)
    assert ruby(text, style=style, ruby_options=options) == parse(text, Options(context="none")).ruby(style, options)


def test_options_are_a_value():
    """Equal, hashable, picklable; strings become notations."""
    options = RubyOptions(notation="digits", known={"国"})
    assert options == RubyOptions(notation=Notation.DIGITS, known=frozenset("国"))
    assert pickle.loads(pickle.dumps(options)) == options
    assert len({options, options}) == 1


@pytest.mark.parametrize(
    "wrong", [{"notation": "morse"}, {"notation": "homophone"}, {"layout": "x"}, {"brackets": "("}]
)
def test_what_is_no_option_is_refused(wrong):
    """The message names what would be right."""
    with pytest.raises(ValueError, match=str(next(iter(wrong.values()))).replace("(", r"\(")):
        RubyOptions(**wrong)
