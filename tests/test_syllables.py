"""Spelling ↔ syllable: every way of writing a reading is understood, and what is unusual in it is remembered."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from pinyin_strip import Notation
from pinyin_strip.syllables import reading_parts, spell, spelling_of, tables
from tests.strategies import texts

READINGS = sorted({reading for listed in PINYIN_DICT.values() for reading in listed.split(",")})
TONED = [reading for reading in READINGS if reading_parts(reading)[1] < 5]
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
readings = st.sampled_from(READINGS)
beside = st.sampled_from(TONED).filter(
    lambda reading: reading_parts(reading)[0] != "ê"
)  # in a longer word its circumflex is a caron


def _ways(spelling, end=None):
    """Every way of taking a spelling to pieces, each a list of parts."""
    end = len(spelling.letters) if end is None else end
    if not end:
        return [[]]
    return [[*way, part] for part in spelling.parts(end) for way in _ways(spelling, part.start)]


def _whole(text):
    """Everything that the text can be as one syllable, erhua aside."""
    spelling = spell(text)
    found = spelling.parts(len(spelling.letters)) if spelling else ()
    return [part for part in found if part.start == 0 and not part.erhua]


def _syllables(text):
    return [(part.plain, part.tone) for part in _whole(text)]


def _remarks(text):
    """What is unusual in a text that can be only one syllable."""
    (part,) = _whole(text)
    return {*spell(text).remarks, *part.remarks}


def _written(reading, style):
    return convert(reading, style, strict=False, default=reading)


# ---------------------------------------------------------------------------------------------- properties


@pytest.mark.parametrize("style", [Style.TONE, Style.TONE3, Style.BOPOMOFO])
def test_every_reading_in_every_style_is_read_back(style):
    """Whatever pypinyin lists, in marks, digits or zhuyin, gives the same syllable and tone."""
    for reading in READINGS:
        plain, tone = reading_parts(reading)
        assert any((p, t or 5) == (plain, tone) for p, t in _syllables(_written(reading, style))), reading


def test_every_reading_without_its_tone_is_read_back():
    """The toneless style gives the same syllable, and says that no tone is written."""
    for reading in READINGS:
        written = _written(reading, Style.NORMAL)
        assert spell(written).notation is Notation.NONE, reading
        assert (reading_parts(reading)[0], None) in _syllables(written), reading


def test_the_listed_spelling_of_a_reading_is_its_own():
    """reading_parts and spelling_of undo each other, so a finding proposes what the dictionary lists."""
    for reading in READINGS:
        assert reading_parts(spelling_of(*reading_parts(reading))) == reading_parts(reading), reading


@given(readings, st.sampled_from([str.upper, str.title, lambda text: unicodedata.normalize("NFD", text)]))
def test_case_and_composition_change_no_reading(reading, rewrite):
    """Capitals and decomposed letters are read as what they stand for."""
    assert set(_syllables(reading)) == set(_syllables(rewrite(reading)))


@given(readings)
def test_full_width_letters_change_no_reading(reading):
    """A reading typed in full-width letters and digits is the same reading."""
    typed = _written(reading, Style.TONE3)
    assert set(_syllables(typed)) == set(_syllables(typed.translate(FULL_WIDTH)))


@given(st.lists(beside, min_size=1, max_size=5), st.sampled_from(["'", "’", "-", "·", " ", "  ", "\n"]))
def test_separated_syllables_are_found_again(word, separator):
    """Whatever parts two syllables, their reading is among the ways of reading the word."""
    ways = [[(part.plain, part.tone) for part in way] for way in _ways(spell(separator.join(word)))]
    assert [reading_parts(reading) for reading in word] in ways


@given(st.lists(beside, min_size=1, max_size=4))
def test_unspaced_syllables_are_among_the_ways(word):
    """Without anything between them too: which way is meant is for the hanzi to say."""
    ways = [[(part.plain, part.tone) for part in way] for way in _ways(spell("".join(word)))]
    assert [reading_parts(reading) for reading in word] in ways


@given(st.lists(beside, min_size=1, max_size=5))
def test_tone_digits_end_their_syllables(word):
    """A digit leaves no doubt where a syllable ends."""
    ways = _ways(spell("".join(_written(reading, Style.TONE3) for reading in word)))
    wanted = [reading_parts(reading) for reading in word]
    assert wanted in [[(part.plain, part.tone) for part in way] for way in ways]
    assert {len(way) for way in ways if all(part.tone for part in way)} == {len(word)}


@given(st.one_of(texts, st.text()))
def test_whatever_is_not_a_reading_is_refused_without_complaint(text):
    """Any text at all is either read or None, and letters keep their places in it."""
    spelling = spell(text)
    if spelling is not None:
        assert len(spelling.letters) == len(spelling.tones) == len(spelling.offsets) == len(spelling.ends)
        assert list(spelling.offsets) == sorted(spelling.offsets)
        assert all(start < end for start, end in zip(spelling.offsets, spelling.ends, strict=True))


# ------------------------------------------------------------------------------------------------ examples


@pytest.mark.parametrize(
    ("text", "notation", "syllable"),
    [
        ("fēng", Notation.MARKS, ("feng", 1)),
        ("guo2", Notation.DIGITS, ("guo", 2)),
        ("lv4", Notation.DIGITS, ("lü", 4)),
        ("lu:4", Notation.DIGITS, ("lü", 4)),
        ("lü4", Notation.DIGITS, ("lü", 4)),
        ("de5", Notation.DIGITS, ("de", 5)),
        ("de0", Notation.DIGITS, ("de", 5)),
        ("feng", Notation.NONE, ("feng", None)),
        ("ㄈㄥ", Notation.ZHUYIN, ("feng", 1)),
        ("ㄇㄚˊ", Notation.ZHUYIN, ("ma", 2)),
        ("ㄇㄚˇ", Notation.ZHUYIN, ("ma", 3)),
        ("ㄇㄚ˅", Notation.ZHUYIN, ("ma", 3)),
        ("ㄇㄚˋ", Notation.ZHUYIN, ("ma", 4)),
        ("˙ㄇㄚ", Notation.ZHUYIN, ("ma", 5)),
        ("ㄇㄚ˙", Notation.ZHUYIN, ("ma", 5)),
        ("ㄇㄚ ˇ", Notation.ZHUYIN, ("ma", 3)),
        ("ń", Notation.MARKS, ("n", 2)),
        ("ňg", Notation.MARKS, ("ng", 3)),
        ("ǹ", Notation.MARKS, ("n", 4)),
        ("ḿ", Notation.MARKS, ("m", 2)),
        ("hng", Notation.NONE, ("hng", None)),
        ("ê", Notation.NONE, ("ê", None)),
        ("ế", Notation.MARKS, ("ê", 2)),
        ("ê4", Notation.DIGITS, ("ê", 4)),
    ],
)
def test_each_spelling_is_understood(text, notation, syllable):
    """Tone marks, tone digits, no tones and zhuyin, the syllabic nasals and ê included."""
    assert spell(text).notation is notation
    assert syllable in _syllables(text)


@pytest.mark.parametrize(
    ("text", "syllable", "remarks"),
    [
        ("fēng", ("feng", 1), set()),
        ("lǜ", ("lü", 4), set()),
        ("lv4", ("lü", 4), {"v for ü"}),
        ("lu:4", ("lü", 4), {"u: for ü"}),
        ("luè", ("lüe", 4), {"u for ü"}),
        ("nuè", ("nüe", 4), {"u for ü"}),
        ("jǖ", ("ju", 1), {"ü for u"}),
        ("qv4", ("qu", 4), {"v for u"}),
        ("fe\u0304ng", ("feng", 1), {"decomposed letters"}),
        ("lu\u0308\u030c", ("lü", 3), {"decomposed letters"}),
        ("fēnɡ", ("feng", 1), {"ɡ for g"}),
        ("bɑn1", ("ban", 1), {"ɑ for a"}),
        ("hăo", ("hao", 3), {"breve for caron"}),
        ("nĭ", ("ni", 3), {"breve for caron"}),
        ("wŏ", ("wo", 3), {"breve for caron"}),
        ("yŭ", ("yu", 3), {"breve for caron"}),
        ("hâo", ("hao", 3), {"circumflex for caron"}),
        ("hên", ("hen", 3), {"circumflex for caron"}),
        ("líu", ("liu", 2), {"misplaced tone mark"}),
        ("gǔi", ("gui", 3), {"misplaced tone mark"}),
        ("ｆｅｎｇ１", ("feng", 1), {"full-width letters"}),
        ("f&#275;ng", ("feng", 1), {"HTML entity"}),
        ("ㄩ˅", ("yu", 3), {"˅ for ˇ"}),
    ],
)
def test_each_deviation_is_remembered(text, syllable, remarks):
    """Reading is generous, but the findings are told."""
    assert syllable in _syllables(text)
    assert _remarks(text) == remarks


@pytest.mark.xfail(strict=True, reason="a letter keeps one remark only: that it is decomposed replaces that it is IPA")
def test_two_deviations_of_one_letter_are_both_remembered():
    """An IPA ɑ with a combining macron is an IPA letter too."""
    assert _remarks("bɑ\u0304n") == {"ɑ for a", "decomposed letters"}


@pytest.mark.parametrize("text", ["ê\u0304", "ê\u030c", "m\u0300"])
def test_what_cannot_be_composed_is_not_called_decomposed(text):
    """Unicode has no single character for these, so their spelling is the standard one."""
    assert _remarks(unicodedata.normalize("NFC", text)) == set()


@pytest.mark.parametrize("text", ["ế ya", "ế'ya", "ê2ya5"])
def test_a_circumflex_that_is_parted_from_other_syllables_is_no_caron(text):
    """Between separators or before a digit ê is the syllable that it is by itself."""
    assert any(way[0].plain == "ê" for way in _ways(spell(text)))


def test_u_stays_ambiguous_where_both_are_syllables():
    """nu3 is 努 or 女; the hanzi decide."""
    assert {plain for plain, _ in _syllables("nu3")} == {"nu", "nü"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("xīān", ["xī", "ān"]),
        ("dáàn", ["dá", "àn"]),
        ("fāng'àn", ["fāng", "àn"]),
        ("fāng’àn", ["fāng", "àn"]),
        ("kěnéng", ["kě", "néng"]),
        ("kěnéng", ["kěn", "éng"]),
        ("zhěn·tou", ["zhěn", "tou"]),
        ("zhěn-tou", ["zhěn", "tou"]),
        ("Hǎikǒu", ["Hǎi", "kǒu"]),
        ("hai3kou3", ["hai3", "kou3"]),
        ("hai3 kou3", ["hai3", "kou3"]),
        ("ㄏㄞˇㄎㄡˇ", ["ㄏㄞˇ", "ㄎㄡˇ"]),
        ("xian", ["xian"]),
        ("xian", ["xi", "an"]),
    ],
)
def test_a_word_can_be_taken_to_these_parts(text, parts):
    """Each part is given as it is written, its tone included."""
    spelling = spell(text)
    assert parts in [[spelling.written(part) for part in way] for way in _ways(spelling)]


def test_an_apostrophe_forbids_the_other_way():
    """xi'an is two syllables, and fāng'àn does not begin with fān."""
    assert ["xian"] not in [[part.plain for part in way] for way in _ways(spell("xi'an"))]
    assert all(part.plain != "gan" for way in _ways(spell("fāng'àn")) for part in way)


@pytest.mark.parametrize(("text", "plain", "tone"), [("huār", "hua", 1), ("wanr2", "wan", 2), ("shìr", "shi", 4)])
def test_erhua_belongs_to_the_syllable_before(text, plain, tone):
    """The r at the end is the suffix, not a letter of the syllable."""
    spelling = spell(text)
    assert [(part.plain, part.tone) for part in spelling.parts(len(spelling.letters)) if part.erhua and not part.start] == [
        (plain, tone)
    ]  # fmt: skip


def test_er_itself_is_no_erhua():
    """ér is the syllable of 儿."""
    assert [part.erhua for part in spell("ér").parts(2)] == [False]


@pytest.mark.parametrize("text", ["", "12", "雨", "guo6", "f(x)", "phở", "nǐ\u030c", "guo 2", "…", "café!?1"])
def test_what_no_reading_is_written_with_is_refused(text):
    """A digit past five, a hanzi, a letter of another language: no spelling."""
    assert spell(text) is None


def test_two_tones_make_no_syllable():
    """Between two marks a syllable ends."""
    assert _whole("hǎǒ") == []


@pytest.mark.parametrize("text", ["fē\u200bng", "\ufefffēng", "fēng\u00ad"])
def test_invisible_characters_are_passed(text):
    """Zero-width characters and soft hyphens have crept in from layouts."""
    assert ("feng", 1) in _syllables(text)


@pytest.mark.parametrize("text", ["ㄊㄨˋ ˙ㄗ", "ㄊㄨˋ˙ㄗ"])
def test_the_neutral_dot_after_a_toned_syllable_is_the_next_ones(text):
    """Printed zhuyin sets the dot before its syllable."""
    assert [("tu", 4), ("zi", 5)] in [[(part.plain, part.tone) for part in way] for way in _ways(spell(text))]


def test_the_neutral_dot_after_a_blank_is_the_next_ones():
    """The first syllable is in the first tone, which has no mark."""
    assert [("che", 1), ("zi", 5)] in [[(part.plain, part.tone) for part in way] for way in _ways(spell("ㄔㄜ ˙ㄗ"))]


@pytest.mark.parametrize("text", ["˙ㄗ", "ㄇㄚ ˇ"])
def test_zhuyin_is_given_back_with_its_tone(text):
    """Without its dot or mark it would be read in the first tone."""
    (part,) = _whole(text)
    assert spell(text).written(part) == text


def test_the_tables_hold_what_pypinyin_lists():
    """No syllable is typed in by hand, and none is lost."""
    assert set(READINGS) <= set(tables().parts)
    assert {reading_parts(reading)[0] for reading in READINGS} <= set(tables().pinyin)
