"""Hanzi → listed readings: pypinyin's, the user's, and those of variants, radicals and compatibility forms."""

from __future__ import annotations

from contextlib import contextmanager

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from pinyin_strip import Verdict, clean, parse, readings
from pinyin_strip.syllables import reading_parts
from tests.strategies import hanzi

UNLISTED = "\U0002b740"  # a hanzi that pypinyin does not know


@contextmanager
def _loaded(char, listed):
    """Load readings into pypinyin, and put back what was there."""
    before = PINYIN_DICT.get(ord(char))
    pypinyin.load_single_dict({ord(char): listed})
    try:
        yield
    finally:
        if before is None:
            del PINYIN_DICT[ord(char)]
        else:
            PINYIN_DICT[ord(char)] = before


# ---------------------------------------------------------------------------------------------- properties


@given(st.sampled_from(sorted(PINYIN_DICT)).map(chr))
def test_every_reading_of_pypinyin_is_listed(char):
    """Variants only add readings."""
    assert set(PINYIN_DICT[ord(char)].split(",")) <= readings.listed(char)


@given(hanzi)
def test_what_is_spelt_and_what_is_looked_up_agree(char):
    """Each spelt reading is a syllable with the bit of its tone set, and the other way round."""
    united = readings.united(char)
    parts = {reading_parts(spelt) for spelt in united.spelt}
    assert parts == {
        (plain, tone) for plain, bits in united.tones.items() for tone in range(1, 6) if bits & (1 << tone)
    }


@given(st.sampled_from(sorted(PINYIN_DICT)).map(chr))
def test_variants_are_mutual(char):
    """If one hanzi is another's form in the other script, so is the other."""
    assert all(char in readings.variants(other) for other in readings.variants(char) if readings.unified(char) == char)


@given(st.characters())
def test_any_character_can_be_asked_for(char):
    """What has no reading has none; nothing raises."""
    assert bool(readings.united(char)) is bool(readings.listed(char))


# ------------------------------------------------------------------------------------------------ examples


@pytest.mark.parametrize(
    ("char", "reading"),
    [
        ("說", "yuè"),
        ("干", "gàn"),
        ("干", "qián"),
        ("后", "hòu"),
        ("臺", "tāi"),
        ("台", "tái"),
        ("发", "fà"),
        ("麵", "miàn"),
    ],
)
def test_a_hanzi_has_the_readings_of_its_variants(char, reading):
    """Dictionaries of one script are thinner than those of both."""
    assert reading in readings.listed(char)


@pytest.mark.parametrize(
    ("char", "stands_for"),
    [
        ("⼀", "一"),
        ("⽕", "火"),
        ("⻄", "西"),
        ("⺮", "竹"),
        ("⻩", "黄"),
        ("\uf900", "豈"),
        ("\U0002f804", "你"),
        ("雨", "雨"),
    ],
)
def test_radicals_and_compatibility_forms_are_looked_up_as_the_hanzi_they_stand_for(char, stands_for):
    """They look the same on the page, so they are read the same."""
    assert readings.unified(char) == stands_for
    assert readings.listed(stands_for) <= readings.listed(char)


def test_a_radical_loses_its_gloss():
    """The base stays as it is written."""
    assert clean("⽕(huǒ)⻋(chē)") == "⽕⻋"


def test_what_is_no_hanzi_has_no_reading():
    """Latin letters, kana and the unlisted."""
    assert [readings.listed(char) for char in ("a", "の", UNLISTED)] == [frozenset()] * 3


def test_a_phrase_may_read_what_its_hanzi_do_not():
    """pypinyin's phrase dictionary is asked for words."""
    assert readings.of_phrase("乐亭")[0] == {("lao", 4)}
    assert readings.of_phrase("雨雨雨雨") == ()


def test_a_loaded_reading_is_heard_at_once_and_gone_at_once():
    """pypinyin.load_single_dict reaches the next call, although the hanzi was looked up before."""
    text = "嫑(zà)"
    assert clean(text) == text
    with _loaded("嫑", "zà"):
        assert clean(text) == "嫑"
        assert readings.listed("嫑") == {"zà"}
        assert parse("嫑(báo)").glosses[0].verdict is Verdict.MISMATCH
    assert clean(text) == text
    assert clean("嫑(báo)") == "嫑"


def test_a_hanzi_that_was_unlisted_can_be_given_a_reading():
    """What could not be checked can be checked after it is loaded, and not after it is taken back."""
    text = f"{UNLISTED}(gōng)"
    assert parse(text).glosses[0].verdict is Verdict.UNLISTED
    with _loaded(UNLISTED, "gōng"):
        assert clean(text) == UNLISTED
    assert parse(text).glosses[0].verdict is Verdict.UNLISTED


def test_a_loaded_reading_is_heard_through_a_variant():
    """What is loaded for 说 holds for 說."""
    text = "說(mā)"
    with _loaded("说", "shuō,mā"):
        assert clean(text) == "說"
    assert clean(text) == text


def test_a_loaded_hanzi_brings_its_variant_along():
    """䱧 is written 𫚠 in simplified text; neither is listed until one is loaded."""
    assert readings.variants("雨") == ()  # the table is built by now
    with _loaded("䱧", "yú"):
        assert readings.listed("𫚠") == {"yú"}


@pytest.mark.parametrize("text", ["嫑(fiào)", "嫑(fiao4)", "嫑(Fiào)"])
def test_a_syllable_that_no_hanzi_had_before_can_be_loaded(text):
    """A dialect word brings its own syllable."""
    with _loaded("嫑", "fiào"):
        assert clean(text) == "嫑"
    assert clean(text) == text
