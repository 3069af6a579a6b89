"""Alignment → verdict: do these hanzi read so?"""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from pinyin_strip import Convention, Notation, Verdict, readings
from pinyin_strip.checker import check_tokens
from pinyin_strip.syllables import reading_parts, spelling_of
from pinyin_strip.tokenizer import tokenize
from tests.strategies import listed_hanzi, texts

TONED_READINGS = sorted(
    reading
    for reading in {one for listed in PINYIN_DICT.values() for one in listed.split(",")}
    if reading_parts(reading)[1] < 5
)


def _checked(text):
    return check_tokens(text, tokenize(text, frozenset(Convention)))


def _verdicts(text):
    return [one.verdict for one in _checked(text).judged]


# ---------------------------------------------------------------------------------------------- properties


@given(listed_hanzi, st.sampled_from(TONED_READINGS))
def test_a_toned_syllable_matches_if_it_is_listed(char, reading):
    """Membership in the listed readings verifies, and nothing else but sandhi does."""
    assume(char not in "一不")
    listed = reading_parts(reading) in map(reading_parts, readings.listed(char))
    assert (_verdicts(f"{char}({reading})") == [Verdict.MATCH]) is listed


@given(listed_hanzi, st.integers(1, 4), st.data())
def test_a_listed_syllable_in_another_tone_is_a_wrong_tone(char, tone, data):
    """The right letters with a tone that is not listed."""
    plain = data.draw(st.sampled_from(sorted(readings.united(char).tones)))
    assume(char not in "一不" and not readings.united(char).tones[plain] & (1 << tone))
    assume(reading_parts(spelling_of(plain, tone)) == (plain, tone))
    assert _verdicts(f"{char}({spelling_of(plain, tone)})") == [Verdict.TONE]


@given(texts)
def test_a_match_expects_nothing_else(text):
    """Only a doubt names other readings, and only listed readings are verified."""
    for one in _checked(text).judged:
        assert one.verdict is not Verdict.MATCH or one.expected == ()
        assert one.verified is (one.verdict in (Verdict.MATCH, Verdict.ALTERNATE))


@given(texts)
def test_without_a_tone_only_a_match_or_a_clipped_spelling_is_a_gloss(text):
    """A toneless word that does not read its hanzi is a word of another language."""
    for one in _checked(text).judged:
        assert one.alignment.notation is not Notation.NONE or one.verdict in (Verdict.MATCH, Verdict.NEAR)


# ------------------------------------------------------------------------------------------------ examples


@pytest.mark.parametrize(
    ("text", "verdict", "expected"),
    [
        ("伞(sǎn)", Verdict.MATCH, ()),
        ("雨伞(yúsǎn)", Verdict.MATCH, ()),
        ("翱翔(áoxiáng)", Verdict.MATCH, ()),
        ("伞(sān)", Verdict.TONE, ("sǎn",)),
        ("雨伞（yǔ sān）", Verdict.TONE, ("yǔ sǎn",)),
        ("霜（suāng）", Verdict.NEAR, ("shuāng",)),
        ("雨伞（yǔ shǎn）", Verdict.NEAR, ("yǔ sǎn",)),
        ("伞(rèn)", Verdict.MISMATCH, ("sǎn",)),
        ("雨伞（yǔ rén）", Verdict.MISMATCH, ("yǔ sǎn",)),
        ("见，伞(yǔ sǎn)", Verdict.MISMATCH, ("sǎn",)),
        ("\U0002b740(gōng)", Verdict.UNLISTED, ()),
    ],
)
def test_each_verdict_has_its_example(text, verdict, expected):
    """What was looked for is told beside it."""
    assert [(one.verdict, one.expected) for one in _checked(text).judged] == [(verdict, expected)]


def test_a_listed_reading_is_a_match_whatever_stands_around_it():
    """What the context calls for is the proofreader's question, not the checker's."""
    assert _verdicts("银行(xíng)门口") == [Verdict.MATCH]


@pytest.mark.parametrize("text", ["伞(umbrella)", "他(he)", "伞(MI)", "局域网(LAN)", "伞（pi）"])
def test_a_toneless_word_that_reads_nothing_is_no_gloss(text):
    """It is left alone without a word; that it is there counts for its neighbours."""
    assert _verdicts(text) == []
    assert len(_checked(text).foreign) == 1


def test_a_toneless_word_that_reads_its_hanzi_is_a_match():
    """Whether it goes is for the policy to say."""
    assert [(one.verdict, one.toneless) for one in _checked("锂(Li)").judged] == [(Verdict.MATCH, True)]


def test_a_word_that_is_not_spelt_as_pinyin_is_no_gloss():
    """Inside a word a, o, e open a syllable only after an apostrophe."""
    assert _verdicts("小猫（Mèo）") == []


def test_a_long_reading_with_one_wrong_syllable_is_a_misprint():
    """Chance does not hit the other three."""
    assert _verdicts("风和日丽(fēng hé rì tái)") == [Verdict.NEAR]
    assert _verdicts("日丽(rì tái)") == [Verdict.MISMATCH]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("窗chuāng外", [Verdict.MATCH]),
        ("窗chuáng外", [Verdict.TONE]),
        ("窗chuáng ", []),
        ("窗chuang外", []),
        ("窗rén外", []),
        ("窗ㄔㄨㄤ外", [Verdict.MATCH]),
        ("窗a1", []),
    ],
)
def test_without_a_bracket_only_what_must_be_a_reading_counts(text, verdicts):
    """A wrong tone counts between hanzi, where nothing else can be meant."""
    assert _verdicts(text) == verdicts


@pytest.mark.parametrize("text", ["伞的读音为（sǎng）", "伞读作（rèn）"])
def test_a_mention_that_does_not_match_is_no_gloss(text):
    """The sentence speaks about a reading."""
    assert _verdicts(text) == []


def test_a_clipped_spelling_in_a_run_of_glosses_is_a_misprint():
    """Its neighbours are glossed one by one, and it begins as it should."""
    assert _verdicts("一(yī)个(g)人(rén)") == [Verdict.MATCH, Verdict.NEAR, Verdict.MATCH]
    assert _verdicts("一个(g)人") == []


def test_columns_with_two_misprints_in_three_are_no_columns():
    """Syllables that stand each under a hanzi are one layout, and it is either right or something else."""
    assert _verdicts("春\nchūn天\nrén雨\nrén") == [Verdict.MATCH]


def test_a_misprint_among_columns_is_one():
    """Two in three are right."""
    assert _verdicts("春\nchūn天\ntiān雨\nrén") == [Verdict.MATCH, Verdict.MATCH, Verdict.NEAR]


def test_a_wrong_tone_among_columns_is_a_wrong_tone():
    """yú has the letters of yǔ."""
    assert _verdicts("春\nchūn天\ntiān雨\nyú") == [Verdict.MATCH, Verdict.MATCH, Verdict.TONE]


def test_a_bracket_with_nothing_before_it_is_kept_for_the_findings():
    """An extractor may have dropped its hanzi."""
    checked = _checked("(sǎn)很旧")
    assert checked.judged == ()
    assert [token.start for token in checked.orphans] == [0]
