"""Token → alignment: which hanzi does it read, and how well does each syllable fit its hanzi?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from pinyin_strip import Convention, check, clean, parse
from pinyin_strip.aligner import Fit, align, is_whole_gloss, one_slip
from pinyin_strip.aligner.lattice import lay, lay_exactly
from pinyin_strip.aligner.word import hanzi_before
from pinyin_strip.syllables import reading_parts, spell
from pinyin_strip.tokenizer import tokenize
from tests.strategies import COMMON, TRADITIONAL, texts


def _aligned(text):
    """The alignment of the first token that reads something, or None."""
    found = (align(text, token) for token in tokenize(text, frozenset(Convention)))
    return next((alignment for alignment in found if alignment), None)


def _pairs(text):
    """Which hanzi is read how, as written."""
    return [(text[pair.start : pair.end], pair.written) for pair in _aligned(text).pairs]


def _toned(char):
    return [reading for reading in PINYIN_DICT[ord(char)].split(",") if reading_parts(reading)[1] < 5]


read_hanzi = st.sampled_from([char for char in COMMON + TRADITIONAL if _toned(char)]).flatmap(
    lambda char: st.tuples(st.just(char), st.sampled_from(_toned(char)))
)

# ---------------------------------------------------------------------------------------------- properties


@given(
    st.lists(read_hanzi, min_size=1, max_size=8),
    st.sampled_from([Style.TONE, Style.TONE3]),
    st.sampled_from([" ", "'"]),
)
def test_a_word_is_read_syllable_by_syllable(word, style, separator):
    """Where the syllables are parted, each lies over its own hanzi."""
    written = [convert(reading, style, strict=False, default=reading) for _, reading in word]
    text = f"{''.join(char for char, _ in word)}({separator.join(written)})"
    assert _pairs(text) == [(char, spelt) for (char, _), spelt in zip(word, written, strict=True)]


@given(
    st.lists(read_hanzi, min_size=1, max_size=6),
    st.lists(st.sampled_from(["", "", "", " ", "'", "r", "e", "儿"]), min_size=6, max_size=6),
    st.integers(0, 2),
)
def test_what_is_laid_without_a_lattice_is_what_the_lattice_finds(word, marks, more):
    """Also where a word splits in several ways, or not at all."""
    hanzi = "国一儿"[:more] + "".join(char for char, _ in word)
    spelling = spell("".join(reading + mark for (_, reading), mark in zip(word, marks, strict=False)))
    if spelling is None:
        return
    places = list(hanzi_before(hanzi, len(hanzi), 60, 0))
    found = lay_exactly(hanzi, spelling, places, all_hanzi=False)
    pairs, missing = lay(hanzi, spelling, places)
    every_one_listed = bool(pairs) and not missing and all(pair.fit is Fit.LISTED for pair in pairs)
    assert found == (pairs if every_one_listed else ())


@given(
    st.lists(read_hanzi, min_size=1, max_size=6),
    st.sampled_from(["", " "]),
    st.integers(0, 5),
    st.sampled_from([Fit.ALLOWED, Fit.NEAR]),
)
def test_what_may_fit_no_worse_is_found_as_what_may(word, separator, wrong, worst):
    """Or nothing is."""
    readings = [reading for _, reading in word]
    readings[wrong % len(word)] = "lǎ"
    hanzi, spelling = "".join(char for char, _ in word), spell(separator.join(readings))
    places = list(hanzi_before(hanzi, len(hanzi), 60, 0))
    pairs, missing = lay(hanzi, spelling, places)
    fits = bool(pairs) and not missing and max(pair.fit for pair in pairs) <= worst
    limited, lacking = lay(hanzi, spelling, places, worst)
    assert (limited == pairs) if fits else (not limited or lacking)


@given(st.lists(read_hanzi, min_size=1, max_size=8))
def test_an_unspaced_word_is_read_as_its_hanzi_can_be_read(word):
    """However it splits, every hanzi is read, and by a reading that it has."""
    text = f"{''.join(char for char, _ in word)}({''.join(reading for _, reading in word)})"
    found = _aligned(text)
    assert found.worst <= Fit.ALLOWED
    assert not found.missing
    assert found.base[1] == len(word)


@given(read_hanzi)
def test_a_listed_reading_fits(pair):
    """The common gloss: one toned syllable of the hanzi directly before it."""
    char, reading = pair
    found = _aligned(f"{char}（{reading}）")
    assert (found.worst, found.base) == (Fit.LISTED, (0, 1))


@given(texts)
def test_pairs_stand_in_the_text_and_what_goes_within_the_token(text):
    """Every syllable has its hanzi, and nothing outside the gloss would be taken out."""
    for token in tokenize(text, frozenset(Convention)):
        found = align(text, token)
        if found is not None:
            assert all(0 <= pair.start < pair.end <= len(text) for pair in found.pairs)
            assert token.start <= found.start < found.end <= token.end


@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6),
)
def test_a_slip_is_a_slip_from_either_side(one, other):
    """What is one slip away is so both ways, and never the same word."""
    assert one_slip(one, other) is one_slip(other, one)
    assert not one_slip(one, one)


# ------------------------------------------------------------------------------------------------ examples


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("伞(sǎn)", [("伞", "sǎn")]),
        ("一把雨伞(yǔsǎn)", [("雨", "yǔ"), ("伞", "sǎn")]),
        ("西安(xīān)", [("西", "xī"), ("安", "ān")]),
        ("仙(xiān)", [("仙", "xiān")]),
        ("答案(dáàn)", [("答", "dá"), ("案", "àn")]),
        ("方案(fāng'àn)", [("方", "fāng"), ("案", "àn")]),
        ("方案(fāngàn)", [("方", "fāng"), ("案", "àn")]),
        ("反感(fǎngǎn)", [("反", "fǎn"), ("感", "gǎn")]),
        ("可能(kěnéng)", [("可", "kě"), ("能", "néng")]),
        ("女(nu3)", [("女", "nu3")]),
        ("努(nu3)", [("努", "nu3")]),
        ("日日夜夜(rì rì yè yè)", [("日", "rì"), ("日", "rì"), ("夜", "yè"), ("夜", "yè")]),
        ("日々(rìrì)", [("日", "rì"), ("々", "rì")]),
        ("雨 伞 (yǔ sǎn)", [("雨", "yǔ"), ("伞", "sǎn")]),
        ("风大，雨急。(fēng dà, yǔ jí.)", [("风", "fēng"), ("大", "dà"), ("雨", "yǔ"), ("急", "jí")]),
        ("雨傘(ㄩˇ ㄙㄢˇ)", [("雨", "ㄩˇ"), ("傘", "ㄙㄢˇ")]),
        ("雨伞(yu3san3)", [("雨", "yu3"), ("伞", "san3")]),
    ],
)
def test_each_syllable_lies_over_its_hanzi(text, pairs):
    """As many hanzi as there are syllables, directly before the gloss, split by what they can read."""
    assert _pairs(text) == pairs


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("花儿(huār)", [("花儿", "huār")]),
        ("一会儿(yíhuìr)", [("一", "yí"), ("会儿", "huìr")]),
        ("冰棍儿(bīng gùnr)", [("冰", "bīng"), ("棍儿", "gùnr")]),
        ("花儿(huā'ér)", [("花", "huā"), ("儿", "ér")]),
        ("女儿(nǚ'ér)", [("女", "nǚ"), ("儿", "ér")]),
    ],
)
def test_erhua_covers_two_hanzi_with_one_syllable(text, pairs):
    """The suffix 儿 has no syllable of its own, unless it is given one."""
    assert _pairs(text) == pairs


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("重要（zhòng）", "重"),
        ("「落叶满阶」（yè）", "叶"),
        ("落叶满阶（luòyè）", "落叶"),
        ("一把旧雨伞（jiù）", "旧"),
        ("“禾苗”（hé）", "禾"),
    ],
)
def test_a_reading_of_another_hanzi_of_the_word_is_found(text, base):
    """Looked for nearest first, within the word or quotation, and only an exact fit counts."""
    found = _aligned(text)
    assert found.distant
    assert text[slice(*found.base)] == base


def test_the_nearest_hanzi_is_preferred():
    """Both 人 read so; the last one is meant."""
    assert _aligned("人人为我(rén)").base == (1, 2)


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("伞(sǎn)", Fit.LISTED),
        ("雨伞(yú sǎn)", Fit.ALLOWED),
        ("雨(yú)伞(sǎn)", Fit.ALLOWED),
        ("花儿(huār)", Fit.ALLOWED),
        ("认识(rènshi)", Fit.ALLOWED),
        ("伞(sān)", Fit.TONE),
        ("雨(yú)", Fit.TONE),
        ("霜（suāng）", Fit.NEAR),
        ("伞(shǎn)", Fit.NEAR),
        ("\U0002b740(gōng)", Fit.UNLISTED),
        ("伞(rèn)", Fit.OTHER),
        ("乐亭(Lào tíng)", Fit.LISTED),
    ],
)
def test_each_fit_has_its_example(text, fit):
    """Sandhi, the neutral tone and erhua are allowed; a wrong tone and a slip are told apart."""
    assert _aligned(text).worst is fit


@pytest.mark.parametrize("text", ["一(yí)次", "一(yì)年", "不(bú)必", "不(bù)能"])
def test_the_sandhi_of_yi_and_bu_fits(text):
    """Texts for learners write what is spoken."""
    assert _aligned(text).worst <= Fit.ALLOWED


def test_third_tone_sandhi_needs_a_third_tone_after_it():
    """雨 is read yú before 伞, not before 天."""
    assert _aligned("雨(yú)天").worst is Fit.TONE


def test_syllables_without_hanzi_are_counted():
    """The rest of the base was lost, or the bracket is no gloss."""
    assert _aligned("见，伞(yǔ sǎn)").missing == 1


@pytest.mark.parametrize("text", ["(sǎn)", "x(sǎn)", "伞(umbrella!)", "伞（phở）", "伞（3a）"])
def test_what_reads_nothing_has_no_alignment(text):
    """No hanzi before it, or no reading in it."""
    assert _aligned(text) is None


@pytest.mark.parametrize(
    ("text", "goes", "pairs"),
    [
        ("和（hé/hè/huó）", "（hé/hè/huó）", [("和", "hé"), ("和", "hè"), ("和", "huó")]),
        ("伞（sǎn，雨具）", "sǎn，", [("伞", "sǎn")]),
        ("伞（雨具，sǎn）", "，sǎn", [("伞", "sǎn")]),
        ("翯（拼音：hè，注音：ㄏㄜˋ）", "（拼音：hè，注音：ㄏㄜˋ）", [("翯", "hè"), ("翯", "ㄏㄜˋ")]),
        ("翀、翯（chōng、hè）", "（chōng、hè）", [("翀", "chōng"), ("翯", "hè")]),
        ("伞（音同“散”）", "（音同“散”）", [("伞", "散")]),
        ("伞（三声）", "（三声）", [("伞", "三声")]),
    ],
)
def test_a_shared_bracket_is_taken_apart(text, goes, pairs):
    """Alternatives, two notations, a homophone or a tone by its name go whole; what stays still reads."""
    found = _aligned(text)
    assert (text[found.start : found.end], _pairs(text)) == (goes, pairs)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("yǔ sǎn\n雨伞", (7, 9)),
        ("雨伞\nyǔ sǎn", (0, 2)),
        ("雨伞, yǔsǎn", (0, 2)),
        ("｜雨伞《yǔsǎn》", (1, 3)),
        ("{雨伞|yǔsǎn}", (1, 3)),
    ],
)
def test_readings_that_stand_apart_read_their_line_or_word(text, base):
    """A line above or below, after a comma, behind a bar."""
    assert _aligned(text).base == base


def test_a_line_must_cover_its_line():
    """One syllable too few, and the line is something else."""
    assert _aligned("yǔ\n雨伞") is None


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("xin", "xing", True),
        ("xingg", "xing", True),
        ("zong", "zhong", True),
        ("gnu", "gun", True),
        ("lan", "nan", True),
        ("hua", "fua", True),
        ("ma", "ba", False),
        ("xi", "xing", False),
        ("a", "ai", False),
    ],
)
def test_what_counts_as_one_slip(one, other, slip):
    """A letter missing, doubled or swapped, or one of a pair that dialects merge."""
    assert one_slip(one, other) is slip


def test_a_word_of_any_length_is_read():
    """A thousand syllables glued to a hanzi are junk, but junk raises nothing."""
    parse("伞" + "yǔ" * 1000)


@pytest.mark.parametrize(
    ("text", "spare"), [("渡口 du4 kou3，石桥", 1), ("渡口dùkǒu\n", 1), ("渡口(dùkǒu)是", 1), ("雨伞, yǔsǎn 伞", 2)]
)
def test_a_span_with_one_character_too_many_is_no_gloss(text, spare):
    """Whoever found it: the check does not ask how."""
    found = _aligned(text)
    assert is_whole_gloss(text, found)
    assert not is_whole_gloss(text, found._replace(end=found.end + spare))
    assert not is_whole_gloss(text, found._replace(start=found.start - 1))


@pytest.mark.parametrize("separator", [" ", ""])
def test_a_line_of_readings_may_be_as_long_as_a_paragraph(separator):
    """A hundred and fifty hanzi, one of them misread."""
    hanzi, readings = "山水之间" * 40, ["shān", "shuǐ", "zhī", "jiān"] * 40
    assert clean(f"{hanzi}\n{separator.join(readings)}\n{hanzi}") == f"{hanzi}\n{hanzi}"
    readings[77] = "bǎi"
    misprinted = f"{hanzi}\n{separator.join(readings)}\n"
    assert clean(misprinted) == f"{hanzi}\n"
    assert [finding.code for finding in check(misprinted)] == ["R103"]
