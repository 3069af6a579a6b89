"""Options → strip or keep: what is certainly a gloss goes, what is in doubt stays."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Convention, Options, Verdict, check, clean, parse
from tests.strategies import texts

EVERY = frozenset(Convention)
BRACKETS = {Convention.PARENTHESIS}
EXAMPLES = {  # each convention: a gloss, what is left of it, and what else must be looked for
    Convention.PARENTHESIS: ("撑伞(sǎn)去", "撑伞去", set()),
    Convention.SQUARE: ("撑伞[sǎn]去", "撑伞去", set()),
    Convention.LENTICULAR: ("撑伞【sǎn】去", "撑伞去", set()),
    Convention.TORTOISE: ("撑伞〔sǎn〕去", "撑伞去", set()),
    Convention.BRACE: ("撑伞{sǎn}去", "撑伞去", set()),
    Convention.AOZORA: ("撑｜伞《sǎn》去", "撑伞去", set()),
    Convention.PIPE: ("撑{伞|sǎn}去", "撑{伞}去", set()),
    Convention.MARKUP: ("撑<ruby>伞<rt>sǎn</rt></ruby>去", "撑<ruby>伞</ruby>去", set()),
    Convention.BARE: ("撑伞sǎn去", "撑伞去", set()),
    Convention.APPOSITION: ("雨伞, yǔsǎn", "雨伞", set()),
    Convention.INTERLINEAR: ("yǔ sǎn\n雨伞", "雨伞", set()),
    Convention.PARTIAL: ("伞（sǎn，雨具）", "伞（雨具）", BRACKETS),
    Convention.HOMOPHONE: ("伞（音同“散”，雨具）", "伞（雨具）", BRACKETS),
}
VERDICTS = {
    Verdict.MATCH: "伞(sǎn)",
    Verdict.TONE: "伞(sān)",
    Verdict.NEAR: "伞(shǎn)",
    Verdict.MISMATCH: "伞(rèn)",
    Verdict.UNLISTED: "\U0002b740(gōng)",
}

# ---------------------------------------------------------------------------------------------- properties


@given(texts)
def test_what_is_kept_toneless_is_never_removed(text):
    """toneless="keep" removes no gloss without tones."""
    document = parse(text, Options(toneless="keep"))
    assert all(
        any(s.tone for s in gloss.syllables) or gloss.notation != "none" for gloss in document.glosses if gloss.stripped
    )


@given(texts, st.sets(st.sampled_from(list(Convention))))
def test_only_conventions_that_are_looked_for_are_removed(text, conventions):
    """Options.conventions is the whole truth about conventions."""
    document = parse(text, Options(conventions=frozenset(conventions)))
    assert {gloss.convention for gloss in document.glosses if gloss.stripped} <= conventions


@given(texts)
def test_without_verdicts_or_conventions_nothing_goes(text):
    """Nothing is asked for, so nothing is done."""
    assert clean(text, Options(strip=frozenset())) is text
    assert clean(text, Options(conventions=frozenset())) is text


# ------------------------------------------------------------------------------------------------ examples


def test_every_convention_has_an_example():
    """A new convention needs one."""
    assert set(EXAMPLES) == EVERY


@pytest.mark.parametrize("convention", EXAMPLES)
def test_each_convention_is_on_by_default(convention):
    """Everything that the decision rules call safe is looked for."""
    text, left, _ = EXAMPLES[convention]
    assert clean(text) == left


@pytest.mark.parametrize("convention", EXAMPLES)
def test_each_convention_can_be_switched_off(convention):
    """What is not looked for stays, byte for byte."""
    text, _, _ = EXAMPLES[convention]
    options = Options(conventions=EVERY - {convention})
    if convention is Convention.HOMOPHONE:
        options = Options(conventions=EVERY - {convention, Convention.PARTIAL})
    assert clean(text, options) is text


@pytest.mark.parametrize("text", ["伞（音同“散”）", "伞（三声）", "伞（音同“散”，雨具）"])
def test_readings_told_without_letters_can_be_switched_off_alone(text):
    """HOMOPHONE is a convention of its own, in any bracket that is looked for."""
    assert clean(text, Options(conventions=EVERY - {Convention.HOMOPHONE})) is text


@pytest.mark.parametrize("convention", [c for c in EXAMPLES if c is not Convention.HOMOPHONE])
def test_each_convention_can_be_looked_for_alone(convention):
    """Apart from the bracket that it needs, no convention leans on another."""
    text, left, needed = EXAMPLES[convention]
    assert clean(text, Options(conventions={convention, *needed})) == left


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_can_be_removed_or_kept(verdict):
    """By default match, alternate, tone and near go."""
    text = VERDICTS[verdict]
    assert clean(text, Options(strip={verdict})) == text[0]
    assert clean(text, Options(strip=set(Verdict) - {verdict})) is text
    assert (clean(text) == text[0]) is (verdict in {Verdict.MATCH, Verdict.ALTERNATE, Verdict.TONE, Verdict.NEAR})


def test_a_reading_that_the_context_does_not_call_for_is_removed_or_kept():
    """It is an alternate, and goes by default."""
    text = "银行(xíng)门口"
    assert parse(text).glosses[0].verdict is Verdict.ALTERNATE
    assert clean(text) == clean(text, Options(strip={Verdict.ALTERNATE})) == "银行门口"
    assert clean(text, Options(strip=set(Verdict) - {Verdict.ALTERNATE})) is text


def test_a_reading_with_syllables_to_spare_is_never_removed():
    """A part of the base is lost, so it is unknown what the rest reads."""
    assert clean("见，伞(yǔ sǎn)", Options(strip=set(Verdict))) == "见，伞(yǔ sǎn)"


# --------------------------------------------------------------------------------------- toneless readings


@pytest.mark.parametrize("text", ["锂(Li)电池", "钠（Na）离子", "这里有灵气(qi)", "小米(MI)电视", "他(ta)走了"])
def test_one_toneless_syllable_proves_nothing(text):
    """Element symbols, brands and acronyms read their hanzi as well as any gloss."""
    assert clean(text) is text


@pytest.mark.parametrize(
    "text", ["雨伞(yusan)", "《茶经》(Cha Jing)", "张三（ZHANG San）", "米兰（Milan）", "抖音(douyin)"]
)
def test_the_number_of_toneless_syllables_proves_nothing(text):
    """Names and ids are spelt from their hanzi, or the hanzi after them."""
    assert clean(text) is text
    assert [finding.code for finding in check(text)] == ["R108"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("大(dà)雨(yu)天(tiān)", "大雨天"),
        ("雨(yu)、伞(san)、风(feng)、雪(xue)、霜(shuang)、雷(lei)、云(yun)、雾(wu)", "雨、伞、风、雪、霜、雷、云、雾"),
        ("雨(yu)伞(san)店(dian)门(men)", "雨伞店门"),
        ("沙漠（shāmò）与骆驼（luotuo）", "沙漠与骆驼"),
        ("我(wǒ)们(men)的(de)伞(sǎn)", "我们的伞"),
    ],
)
def test_neighbours_glossed_alike_speak_for_a_toneless_one(text, left):
    """Toned neighbours written the same way, or a run or list of toneless ones that chance does not make."""
    assert clean(text) == left


def test_two_toneless_neighbours_are_not_enough():
    """A pair is as likely two words of another language."""
    assert clean("雨(yu)和伞(san)") == "雨(yu)和伞(san)"


def test_a_list_of_words_is_not_enough_however_long():
    """Ids are spelt from their hanzi, so every one of them fits."""
    text = "微博(weibo)、知乎(zhihu)、抖音(douyin)、快手(kuaishou)、淘宝(taobao)、百度(baidu)"
    assert clean(text) is text


def test_foreign_neighbours_speak_against_a_toneless_one():
    """In a list of English words the one that happens to read its hanzi is English too."""
    assert clean("猫(cat)、狗(dog)、他(ta)、鸟(bird)") == "猫(cat)、狗(dog)、他(ta)、鸟(bird)"


def test_distant_neighbours_do_not_speak():
    """What stands far off is another matter."""
    far = "没有读音的一句话，" * 10
    assert clean(f"雨(yǔ)。{far}灵气(qi)") == f"雨。{far}灵气(qi)"


def test_capitals_are_spoken_for_by_capitals_only():
    """Among toned glosses an element symbol is still one."""
    assert clean("大(dà)电(diàn)池(chí)用锂(Li)") == "大电池用锂(Li)"


@pytest.mark.parametrize("text", ["雨(yu)", "锂(Li)", "雨伞(yusan)", "大(dà)雨(yu)"])
def test_toneless_can_be_stripped_or_kept_throughout(text):
    """toneless="strip" removes whatever reads its hanzi, "keep" nothing."""
    left = {"雨(yu)": "雨", "锂(Li)": "锂", "雨伞(yusan)": "雨伞", "大(dà)雨(yu)": "大雨"}[text]
    assert clean(text, Options(toneless="strip")) == left
    assert clean(text, Options(toneless="keep")) == text.replace("(dà)", "")


@pytest.mark.parametrize("toneless", ["strip", "auto", "keep"])
def test_a_toneless_word_that_reads_nothing_always_stays(toneless):
    """他 is not read he."""
    assert clean("他(he)", Options(toneless=toneless)) == "他(he)"


# ------------------------------------------------------------------------------------- overlaps and options


def test_where_shapes_overlap_each_character_goes_once():
    """A line of readings may hold brackets, a bracket may follow a bare reading."""
    text = "国guó(guó)\nguó(guó)\n国"
    document = parse(text)
    assert "".join(document.clean().split()) == "国国"
    ends = [end for _, end in document.removed]
    assert all(end <= start for end, (start, _) in zip(ends, document.removed[1:], strict=False))


def test_two_glosses_of_one_hanzi_both_go():
    """The second finds its hanzi behind the first."""
    assert clean("伞(sǎn)（ㄙㄢˇ）") == "伞"


def test_options_are_a_value():
    """Equal, hashable, picklable; sets of names become sets of verdicts and conventions."""
    options = Options(strip={"match"}, conventions={"bare"})
    assert options == Options(strip=frozenset({Verdict.MATCH}), conventions=[Convention.BARE])
    assert hash(options) == hash(pickle.loads(pickle.dumps(options)))
    assert options != Options()


def test_options_have_one_pickle():
    """Hosts take its hash for the key of a cache, so sets lie in it in a fixed order, whatever the process's hashes are."""
    code = "import pickle; from pinyin_strip import Options; print(pickle.dumps(Options(strip={'match', 'tone', 'near'})).hex())"
    pickles = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(pickles) == 1
    assert pickle.loads(bytes.fromhex(pickles.pop().decode())) == Options(strip={"match", "tone", "near"})


@pytest.mark.parametrize("wrong", [{"toneless": "maybe"}, {"strip": {"right"}}, {"conventions": {"footnote"}}])
def test_an_option_that_does_not_exist_is_refused(wrong):
    """The error names what was given."""
    with pytest.raises(ValueError, match=str(next(iter(wrong.values()))).strip("{}'")):
        Options(**wrong)


def test_what_has_a_tone_mark_and_is_no_syllable_is_told_among_glosses():
    """A misprint that no syllable is near to; alone it is a word of another language."""
    told = [(one.code, one.given) for one in check("船(chuán)夫(fū)唱(zwàng)着(zhe)歌(gē)")]
    assert ("R104", "zwàng") in told
    assert check("我们在咖啡馆(crème)见面") == []
