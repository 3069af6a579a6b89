"""A text is proofread against one national standard, and cleaned by both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Options, check, clean, parse
from pinyin_strip.proof import corrected
from pinyin_strip.readings import united
from pinyin_strip.standards import NAMES, is_only_in_taiwan, listed_by
from pinyin_strip.syllables import reading_parts, zhuyin_of
from tests.strategies import listed_hanzi

CASES = [json.loads(line) for line in (Path(__file__).parent / "data/standards.jsonl").read_text("utf-8").splitlines()]
FREE = ("mainland", "taiwan", "both")  # of those that need no further package


@given(listed_hanzi, st.sampled_from(FREE))
def test_every_standard_lists_some_of_the_readings_that_verify(hanzi, standard):
    """Whatever a standard lists is removed."""
    listed = listed_by(standard, hanzi)
    assert listed
    for plain, tones in listed.tones.items():
        for tone in range(1, 5):
            if tones >> tone & 1 and (zhuyin := zhuyin_of(plain, tone)):
                assert clean(f"{hanzi}({zhuyin})") == hanzi


@given(listed_hanzi, st.data())
def test_a_reading_that_a_standard_lists_is_not_another_ones(hanzi, data):
    """By ``both`` nothing is listed elsewhere; by a single one, only what it does not list."""
    reading = data.draw(st.sampled_from(united(hanzi).spelt))
    text = f"{hanzi}({reading})"
    assert "R110" not in {finding.code for finding in check(text, Options(standard="both"))}
    plain, tone = reading_parts(reading)
    for standard in ("mainland", "taiwan"):
        if listed_by(standard, hanzi).tones.get(plain, 0) >> tone & 1:
            assert "R110" not in {finding.code for finding in check(text, Options(standard=standard))}


@given(listed_hanzi)
def test_what_only_taiwan_lists_the_mainland_does_not(hanzi):
    for plain, tones in united(hanzi).tones.items():
        for tone in range(1, 6):
            if is_only_in_taiwan(hanzi, plain, tone):
                assert tones >> tone & 1
                assert not listed_by("mainland", hanzi).tones.get(plain, 0) >> tone & 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_text_is_held_against_the_standard_that_it_shows(case):
    """Zhuyin beside hanzi that are not simplified is Taiwan's; so are traditional hanzi with readings that only Taiwan lists."""
    document = parse(case["text"])
    assert (document.standard, [finding.code for finding in document.findings()]) == (case["standard"], case["found"])


@pytest.mark.parametrize("standard", FREE)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_is_removed_does_not_depend_on_the_standard(case, standard):
    assert clean(case["text"], Options(standard=standard)) == clean(case["text"])


@pytest.mark.parametrize("text", ["河邊有蝸(ㄍㄨㄚ)牛", "溪(xī)水", "没有注音", ""])
@pytest.mark.parametrize("standard", FREE)
def test_a_document_tells_its_standard(text, standard):
    assert parse(text, Options(standard=standard)).standard == standard


def test_a_document_tells_its_standard_after_a_second_reading():
    """What is left of 蝸(ㄍㄨㄚ)(ㄍㄨㄚ) is read again."""
    assert parse("蝸(ㄍㄨㄚ)ㄍㄨㄚ(ㄍㄨㄚ)牛").standard == "taiwan"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("泉(ㄑㄩㄢˇ)水", "泉 has no reading ㄑㄩㄢˇ; listed: ㄑㄩㄢˊ"),
        ("竹林(ㄓㄨˊ ㄌㄧㄣˇ)", "竹林 has no reading ㄓㄨˊ ㄌㄧㄣˇ; listed: ㄓㄨˊ ㄌㄧㄣˊ"),
        ("懸崖(ㄧㄚˊ)", "ㄧㄚˊ over 崖 is another standard's; Taiwan's lists ㄧㄞˊ"),
        ("他在銀行(ㄒㄧㄥˊ)排隊", "行 is read ㄏㄤˊ here, not ㄒㄧㄥˊ (model; phrases: 银行)"),
        ("企(qì)业", "qì over 企 is another standard's; the mainland's lists qǐ"),
    ],
)
def test_a_message_answers_in_the_notation_of_the_text(text, message):
    assert [finding.message for finding in check(text)] == [message]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("懸崖(ㄧㄚˊ)", "懸崖(ㄧㄞˊ)"),
        ("企(qì)业", "企(qǐ)业"),
        ("研究（ㄧㄢˊ ㄐㄧㄡ）", "研究（ㄧㄢˊ ㄐㄧㄡˋ）"),
        ("企(ㄑㄧˋ)業", "企(ㄑㄧˋ)業"),
    ],
)
def test_an_unsafe_fix_writes_what_the_standard_lists(text, right):
    assert corrected(text, unsafe=True) == right


def test_the_table_of_2013_lists_fewer_readings():
    """《通用规范汉字字典》 lists no ái of 呆, which was the reading of 呆板 before 1985; pypinyin does."""
    pytest.importorskip("pypinyin_dict", reason="pypinyin-dict is not installed")
    assert listed_by("tghz2013", "呆").spelt == listed_by("tghz2013", "獃").spelt == ("dāi",)
    assert check("呆(ái)板", Options(context="none")) == []
    assert [finding.code for finding in check("呆(ái)板", Options(context="none", standard="tghz2013"))] == ["R110"]


def test_a_standard_that_nobody_has_is_refused():
    with pytest.raises(ValueError, match="standard='ming' is not one of 'auto', 'mainland', 'taiwan'"):
        Options(standard="ming")
    assert set(NAMES) >= set(FREE)


@given(st.text("々〇〡⺀⼀ㄅ", min_size=1, max_size=3), st.sampled_from(["ㄍㄨㄛˊ", "guó", "ㄌㄧㄥˊ"]))
def test_a_text_whose_hanzi_have_no_other_form_is_read_like_any(base, reading):
    """A sign of repetition, a zero or a radical alone does not say in which script a text is."""
    text = f"{base}({reading})"
    assert parse(text).text == text
