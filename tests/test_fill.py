"""Readings that we fill in: always listed ones, in the text as it was, and the right ones in everyday sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pypinyin import load_phrases_dict, load_single_dict
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.seg import mmseg

from pinyin_strip import Notation, Options, RubyOptions, parse, readings
from pinyin_strip.context import differs
from pinyin_strip.context.segmentation import BLOCK, simplified, words
from pinyin_strip.context.sentence import Speech, read_line
from pinyin_strip.tokenizer import is_hanzi
from tests.strategies import texts

FILLED = re.compile(r"(.)\(([^()*]+)\*\)")
CASES = [json.loads(line) for line in (Path(__file__).parent / "data/fill.jsonl").read_text("utf-8").splitlines()]
SENTENCES = [case["text"] for case in CASES]
SANDHI = {"一": {"yí", "yì", "yi"}, "不": {"bú", "bu"}}

plain_lines = st.one_of(
    st.sampled_from(SENTENCES),
    st.text(st.sampled_from("".join(SENTENCES) + "〇兒ABC12 ，、。“”\r"), max_size=30),
    st.text(st.characters(categories=["Lo"], min_codepoint=0x3400, max_codepoint=0x2A6DF), max_size=8),
).map(lambda text: text.replace("\n", ""))


def _filled(text, **options):
    return parse(text).ruby("brackets", RubyOptions(fill=True, **options))


def _given(text, **options):
    """The readings that are filled in, in order."""
    return [match[2] for match in FILLED.finditer(_filled(text, **options))]


def _is_allowed(hanzi, reading):
    """Whether a reading is listed, or a listed one as sandhi, the neutral tone or erhua change it."""
    listed = readings.united(hanzi)
    plain = readings.reading_parts(reading)[0]
    weakened = readings.reading_parts(reading)[1] == 5 and plain in listed.tones
    return (
        reading in listed.spelt or weakened or reading in SANDHI.get(hanzi, ()) or (hanzi in "儿兒" and reading == "r")
    )


@given(plain_lines, st.builds(Speech, st.booleans(), st.booleans(), st.booleans()))
def test_every_hanzi_with_a_listed_reading_gets_one_of_them(line, speech):
    """As it is listed, or as speech changes it; nothing else gets a reading."""
    read = {one.place: one.reading for one in read_line(line, speech=speech)}
    assert {place for place in read if is_hanzi(line[place])} == {
        place for place, char in enumerate(line) if is_hanzi(char) and readings.united(char)
    }
    assert all(_is_allowed(line[place], reading) for place, reading in read.items())


@given(texts, st.booleans())
def test_the_text_without_what_is_filled_in_is_the_text(text, sandhi):
    """Digits, Latin and punctuation pass unharmed."""
    document = parse(text, Options(context="none"))
    html = document.ruby("html", RubyOptions(fill=True, sandhi=sandhi, neutral=sandhi))
    assert re.sub(r"<rp>[^<]*</rp>|<rt[^>]*>[^<]*</rt>|</?ruby>", "", html) == re.sub(
        r"<rp>[^<]*</rp>|<rt[^>]*>[^<]*</rt>|</?ruby>", "", document.ruby("html")
    )


@given(texts)
def test_filling_again_gives_the_same(text):
    """Whatever was asked before."""
    document, options = parse(text), RubyOptions(fill=True)
    assert document.ruby("html", options) == parse(text).ruby("html", options) == document.ruby("html", options)


@given(st.sampled_from(SENTENCES))
def test_a_filled_text_is_not_filled_again(sentence):
    """Where the mark does not tell our readings apart they are the author's, and every hanzi has one."""
    once = _filled(sentence, mark="")
    assert _filled(once, mark="") == once


@given(st.lists(plain_lines, max_size=4))
def test_filling_a_text_is_filling_its_lines(lines):
    """Where the author has glossed nothing, a line tells nothing about the next."""
    text = "\n".join(lines)
    assume(not parse(text).glosses)
    assert _filled(text) == "\n".join(map(_filled, lines))


@given(st.lists(st.sampled_from(SENTENCES), min_size=60, max_size=120))
def test_a_long_run_is_cut_as_its_sentences_are(sentences):
    """Blocks that a run of hanzi is cut in leave no trace: pypinyin would give the same words."""
    run = "".join(filter(is_hanzi, "".join(map(simplified, sentences))))
    assume(len(run) > BLOCK)
    cut = [run[word.start : word.end] for word in words(run, run)]
    assert cut == [
        word for word in mmseg.seg.cut(run) for word in ([word] if len(word) in (1, *_sizes(word)) else word)
    ]


def _sizes(word):
    """The length of a phrase whose readings are one for each hanzi."""
    return (len(PHRASES_DICT.get(word, ())),)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["text"],
            marks=pytest.mark.xfail(strict=True, reason=case["fails"]) if "fails" in case else (),
        )
        for case in CASES
    ],
)
def test_everyday_sentences_are_read_as_people_read_them(case):
    """Original tones of 一 and 不; neutral tones of words that must have them are asked for."""
    wanted = [reading.split("/") for reading in case["readings"].split()]
    given = _given(case["text"], neutral=True, erhua=True)
    assert [reading if reading in choice else choice for reading, choice in zip(given, wanted, strict=True)] == given


@pytest.mark.parametrize("case", [case for case in CASES if "fails" not in case], ids=lambda case: case["text"])
def test_without_asking_only_neutral_tones_are_full(case):
    """衣服 is yīfu, and yī fú as pypinyin lists it."""
    hanzi = filter(is_hanzi, case["text"])
    for char, reading, wanted in zip(hanzi, _given(case["text"]), case["readings"].split(), strict=True):
        assert char in "儿兒" or not all(differs(reading, one, char) for one in wanted.split("/"))


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("一个人", "yí gè rén"), ("一天", "yì tiān"), ("一年", "yì nián"), ("一起", "yì qǐ"), ("不是", "bú shì"), ("不好", "bù hǎo"),
        ("第一次", "dì yī cì"), ("二十一天", "èr shí yī tiān"), ("一月一号", "yī yuè yī hào"), ("统一战线", "tǒng yī zhàn xiàn"),
        ("一，二", "yī èr"), ("一百个", "yì bǎi gè"), ("看一看", "kàn yi kàn"), ("好不好", "hǎo bu hǎo"), ("不", "bù"),
    ],
)  # fmt: skip
def test_one_and_not_are_written_as_spoken_where_that_is_asked_for(text, spoken):
    """Ordinals, numbers and the ends of words keep the tone; otherwise every tone is the original one."""
    assert " ".join(_given(text, sandhi=True)) == spoken
    assert all(
        reading in ("yī", "bù")
        for char, reading in zip(text.replace("，", ""), _given(text), strict=True)
        if char in "一不"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("花儿开了", "huā r kāi le"), ("在哪儿", "zài nǎ r"), ("一点儿", "yī diǎn r"), ("女儿", "nǚ ér"), ("婴儿", "yīng ér"),
        ("儿童", "ér tóng"), ("儿子", "ér zi"), ("这儿童话", "zhè ér tóng huà"), ("儿", "ér"),
    ],
)  # fmt: skip
def test_a_suffix_is_told_from_a_child(text, expected):
    """儿 joins the syllable before it, or is a syllable; it is one everywhere if that is asked for."""
    assert " ".join(_given(text, erhua=True)) == expected
    assert " ".join(_given(text)) == re.sub(r"\br\b", "ér", expected)


def test_digits_and_latin_are_not_filled():
    """Numbers are read where they are hanzi."""
    assert _filled("2026年A股3G") == "2026年(nián*)A股(gǔ*)3G"
    assert _given("二〇二六年") == ["èr", "líng", "èr", "liù", "nián"]


class TestTheAuthor:
    """What the author wrote over the same word elsewhere counts first."""

    def test_a_word_is_read_as_where_it_is_glossed(self):
        """Whether pypinyin knows the word or not."""
        assert _filled("单雄信(Shàn Xióngxìn)来了。单雄信走了。").endswith(
            "单(shàn*)雄(xióng*)信(xìn*)走(zǒu*)了(le*)。"
        )

    def test_a_gloss_of_one_hanzi_counts_in_the_same_word(self):
        """银行 read otherwise by its author stays so; 行走 is another word."""
        filled = _filled("银行(xíng)外，银行里，行走")
        assert "银(yín*)行(xíng*)里" in filled
        assert _filled("校长(zhǎng)到了长江").endswith("长(cháng*)江(jiāng*)")

    def test_a_hanzi_by_itself_counts_between_the_same_neighbours(self):
        """The same place again; anywhere else it tells nothing."""
        assert "看(kàn*)书" in _filled("奶奶看(kān)孩子。我看书。")
        assert "奶(nǎi*)看(kān*)孩(hái*)" in _filled("奶奶看(kān)孩子。奶奶看孩子。")

    def test_at_the_ends_of_a_line_neighbours_are_told_apart(self):
        """Two hanzi alone on a line are each other's neighbours, and read each its own way."""
        assert _filled("河(hé)边") == "河(hé)边(biān*)"
        assert _filled("河(hé)边\n沿河边") == "河(hé)边(biān*)\n沿(yán*)河(hé*)边(biān*)"

    def test_who_reads_a_word_in_two_ways_says_nothing(self):
        """Then the sentence tells."""
        assert "朝(cháo*)向(xiàng*)" in _filled("朝向(zhāoxiàng)，朝向(cháoxiàng)，朝向")

    def test_other_notations_count_as_well(self):
        """Zhuyin and digits are readings, too."""
        assert _filled("長鞭(ㄔㄤˊㄅㄧㄢ)，長鞭").endswith("長(ㄔㄤˊ*)鞭(ㄅㄧㄢ*)")
        assert _filled("長鞭(chang2 bian1)，長鞭").endswith("長(cháng*)鞭(biān*)")


class TestTheUser:
    """What the user loaded into pypinyin counts before what it ships with."""

    @pytest.fixture(autouse=True)
    def _restored(self):
        before, single = dict(PHRASES_DICT), dict(PINYIN_DICT)
        yield
        for now, then in ((PHRASES_DICT, before), (PINYIN_DICT, single)):
            now.clear()
            now.update(then)

    def test_a_phrase_is_read_as_it_was_loaded(self):
        """Also where another phrase would be found first."""
        load_phrases_dict({"长鞭子": [["zhǎng"], ["biān"], ["zi"]]})
        assert _given("长鞭子")[0] == "zhǎng"
        load_phrases_dict({"行李": [["háng"], ["li"]]})
        assert _given("行李") == ["háng", "li"]

    def test_a_single_reading_is_read_as_it_was_loaded(self):
        """It stands instead of all others."""
        load_single_dict({ord("砚"): "xiàn"})
        assert _given("砚池")[0] == "xiàn"

    def test_of_several_the_first_is_the_usual_one(self):
        """As pypinyin takes them, whatever the sentence calls for."""
        load_single_dict({ord("得"): "dé,de"})
        assert _given("跑得快")[1] == "dé"


class TestWhatIsUnsure:
    """Nobody takes for certain what may be wrong."""

    def test_pages_have_a_class_for_it(self):
        """Beside the one for readings that are ours."""
        page = parse("衣服没干").ruby("html", RubyOptions(fill=True))
        assert '<rt class="ours">yī</rt>' in page
        assert '<rt class="ours unsure">' in page

    def test_text_has_a_mark_of_ones_own_for_it(self):
        """None by default, so that a filled reading looks the same everywhere."""
        assert _filled("衣服没干").endswith("干(gàn*)")
        assert _filled("衣服没干", unsure="?").endswith("干(gàn*?)")
        assert "衣(yī*)服(fú*)" in _filled("衣服没干", unsure="?")

    def test_the_usual_reading_of_classical_chinese_is_unsure(self):
        """It reads freely otherwise than a modern dictionary."""
        read = read_line("王之不王，非折枝之类也")
        assert not all(one.sure for one in read)


def test_zhuyin_is_filled_in_where_it_is_asked_for():
    """The suffix 儿 has a letter of its own."""
    assert _filled("花儿", notation=Notation.ZHUYIN, erhua=True) == "花(ㄏㄨㄚ*)儿(ㄦ*)"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("這家企(ㄑㄧˋ)業期末", "這(ㄓㄜˋ*)家(ㄐㄧㄚ*)企(ㄑㄧˋ)業(ㄧㄝˋ*)期(ㄑㄧˊ*)末(ㄇㄛˋ*)"),
        ("溪(xī)水企業", "溪(xī)水(shuǐ*)企(qǐ*)業(yè*)"),
    ],
)
def test_what_is_filled_in_is_of_the_standard_and_the_notation_of_the_text(text, filled):
    """Where the author writes zhuyin, so do we, and by Taiwan's standard."""
    assert _filled(text) == filled


def test_the_standard_that_is_asked_for_is_filled_in():
    document = parse("星期六研究垃圾", Options(standard="taiwan"))
    assert (
        document.ruby("brackets", RubyOptions(fill=True, mark="")) == "星(xīng)期(qí)六(liù)研(yán)究(jiù)垃(lè)圾(sè)"
    )


def test_traditional_text_is_read_as_simplified_but_a_hanzi_keeps_its_own_readings():
    """乾 is never gàn; where words keep it in simplified script it is qián."""
    assert _given("頭髮乾了")[2] == "gān"
    assert _given("扭轉乾坤")[2] == "qián"
    assert _given("乾隆") == ["qián", "lóng"]
    assert _given("他拿著一本書")[:3] == ["tā", "ná", "zhe"]
