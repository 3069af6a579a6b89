"""Whoever writes zhuyin is answered in zhuyin: no message, and no reading that it expects, has a toned letter of pinyin."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Options, check, readings
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import TONED
from pinyin_strip.syllables import in_notation_of
from pinyin_strip.values import Notation

_TONED = Pattern(f"[{TONED}]")
HANZI = "一不石頭花兒渡船路企崖泉都長了懸家裡努略六西安"
LAYOUTS = ("{0}({1})", "{0}（{1}）", "{0}({1}）", "{0}{1}", "{0}[{1}]", "{0}《{1}》", "，({1}){0}", "{0}！({1})")
STYLES = [
    Options(sandhi=sandhi, neutral=neutral, erhua=erhua, standard=standard)
    for sandhi, neutral, erhua, standard in itertools.product(
        ("original", "written"), ("full", "written"), ("joined", "apart"), ("mainland", "taiwan")
    )
]


@st.composite
def _glosses(draw):
    """A word with readings in zhuyin, some of another hanzi, some with another tone, some with 一 for ㄧ or ˅ for ˇ."""
    word = draw(st.text(HANZI, min_size=1, max_size=3))
    read = [
        draw(st.sampled_from(readings.united(draw(st.sampled_from([hanzi, hanzi, *HANZI]))).spelt)) for hanzi in word
    ]
    written = draw(st.sampled_from(["", " "])).join(in_notation_of(one, Notation.ZHUYIN) for one in read)
    for right, typed in draw(st.lists(st.sampled_from(["ㄧ一", "ˇ˅", "ˋˊ", "ˊˇ", "ㄓㄗ"]), max_size=2)):
        written = written.replace(right, typed)
    return draw(st.sampled_from(LAYOUTS)).format(word, written)


def _in_pinyin(text, options):
    """The findings that say something in toned letters."""
    return [one for one in check(text, options) if _TONED.search(one.message + "".join(one.expected))]


@given(st.lists(_glosses(), min_size=1, max_size=6).map("".join), st.sampled_from(STYLES))
def test_no_message_about_zhuyin_has_a_toned_letter(text, options):
    """Whatever is wrong, and whatever the house style asks for."""
    assert _in_pinyin(text, options) == []


@pytest.mark.parametrize(
    ("text", "options", "code", "answer"),
    [
        ("努(ㄋㄨˋ)力", {}, "R102", "ㄋㄨˇ"),
        ("第(ㄉ一ˋ)一", {}, "R201", "ㄉㄧˋ"),
        ("努(ㄋㄨ˅)力", {}, "R201", "ㄋㄨˇ"),
        ("不(ㄅㄨˊ)是", {"sandhi": "original"}, "R401", "ㄅㄨˋ"),
        ("不(ㄅㄨˋ)用", {"sandhi": "written"}, "R402", "ㄅㄨˊ"),
        ("石(ㄕˊ)頭(˙ㄊㄡ)裡(ㄌㄧˇ)有(ㄧㄡˇ)玉(ㄩˋ)，鼓(ㄍㄨˇ)聲(˙ㄕㄥ)", {"neutral": "full"}, "R403", "ㄕㄥ"),
        ("石頭(ㄕˊㄊㄡˊ)", {"neutral": "written"}, "R404", "˙ㄊㄡ"),
        ("花(ㄏㄨㄚ)兒(ㄦˊ)", {"erhua": "joined"}, "R405", "ㄦ"),
    ],
)
def test_the_answer_is_what_can_be_written_there(text, options, code, answer):
    """The message says it, and a fix can make it."""
    (found,) = check(text, Options(**options))
    assert (found.code, found.expected) == (code, (answer,))
    assert answer in found.message


def test_a_reading_in_pinyin_is_answered_in_pinyin_also_beside_zhuyin():
    """Each gloss is answered as it is written; the property above would see toned letters."""
    text = "國(ㄍㄨㄛˊ)家努(nù)力"
    assert [one.expected for one in check(text)] == [("nǔ",)]
    assert _in_pinyin(text, Options())
