"""The catalogue of findings: every rule finds what its example shows, and says so in a sentence."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from hypothesis import given

from pinyin_strip import RULES, Options, check
from pinyin_strip.rules import Rule
from tests.strategies import texts


@given(texts)
def test_every_finding_is_of_a_rule_and_says_what_was_given(text):
    """A message has no blank left to fill, and quotes the reading."""
    for finding in check(text):
        assert finding.code in RULES
        assert finding.given == "" or finding.given in finding.message


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_example_of_a_rule_is_found(rule):
    """Exactly one finding, of that rule."""
    assert [finding.code for finding in check(rule.example, Options(**dict(rule.options)))] == [rule.code]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("撑伞(sān)去", "R102", "伞 has no reading sān; listed: sǎn"),
        ("撑伞(shǎn)去", "R103", "shǎn is one slip away from a reading of 伞: sǎn"),
        ("撑伞(rèn)去", "R104", "rèn is not a reading of 伞 (listed: sǎn); kept"),
        ("\U0002b740(gōng)", "R105", "no reading is listed for \U0002b740; gōng cannot be checked and is kept"),
        ("见，伞(yǔ sǎn)", "R106", "yǔ sǎn has more syllables than there are hanzi before it"),
        ("沙漠(shāmò)与骆驼(luotuo)", "R107", "luotuo over 骆驼 has no tone"),
        ("雨伞(yusan)", "R108", "yusan may be a reading of 雨伞 without its tone, or a word of its own; kept"),
        (
            "路滑，慢慢走！(zǒu)",
            "R109",
            "zǒu spells a reading of 走 and was left: a mark that ends a sentence stands between",
        ),
        ("慢走(mànzǒu，请", "R109", "mànzǒu spells a reading of 慢走 and was left: its bracket does not close"),
        (
            "张三(zhang1)",
            "R109",
            "zhang1 spells a reading of 张 and was left: its digit may count accounts or the like instead of tones",
        ),
        ("撑伞(san)去", "R108", "san may be a reading of 伞 without its tone, or a word of its own; kept"),
        ("旅(lv3)行", "R201", "lv3 over 旅 is written with v for ü; the standard spelling is lǚ"),
        ("刘(líu)家", "R202", "the tone mark of líu belongs on another letter: liú"),
        ("恩爱(ēnài)", "R203", "ēnài lacks the apostrophe before a, o or e: ēn'ài"),
        ("撑伞(sǎn）去", "R301", "the bracket of sǎn opens and closes in different widths"),
        ("(sǎn)很旧", "R302", "sǎn stands in a bracket with no hanzi before it"),
    ],
)
def test_a_message_is_a_sentence_for_a_proofreader(text, code, message):
    """It names the hanzi, what is given and what is listed."""
    assert [(finding.code, finding.message) for finding in check(text)] == [(code, message)]


def test_at_the_head_of_a_text_there_are_no_hanzi_to_misread():
    """The last character of the text is not the one before the first."""
    told = check("(īng)晨(chén)的雾散(sàn)了，努(nǔ)力\n")
    assert [(finding.code, finding.base) for finding in told] == [("R302", "")]


def test_codes_are_unique_and_sorted():
    """A code finds its rule, and the catalogue reads in order."""
    assert list(RULES) == sorted(RULES)
    assert all(code == rule.code and re.fullmatch(r"R\d{3}", code) for code, rule in RULES.items())


def test_names_are_unique_and_say_the_problem():
    """Lower case, joined by hyphens."""
    names = [rule.name for rule in RULES.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_is_documented(rule: Rule):
    """What it means, why it matters, an example, and whether its fix is safe; the message has known blanks only."""
    assert all(text.endswith(".") and len(text) > 20 for text in (rule.what, rule.why))
    assert rule.example
    assert rule.fix in ("safe", "unsafe", None)
    assert {field for _, field, _, _ in Formatter().parse(rule.message) if field} <= {"base", "given", "expected"}


def test_the_catalogue_cannot_be_changed():
    """It is a view, and its rules are frozen."""
    with pytest.raises(TypeError):
        RULES["R999"] = RULES["R102"]


def test_one_gloss_may_have_several_findings():
    """Sorted by place, then by code."""
    assert [finding.code for finding in check("刘(líu)家有旧伞（sān)")] == ["R202", "R102", "R301"]


@pytest.mark.parametrize(
    "text", ["", "伞(sǎn)", "雨伞（yǔsǎn）", "伞（ㄙㄢˇ）", "他(he)走了", "锂(Li)", "桌(zhuō)子(zi)", "伞（雨具）"]
)
def test_what_is_right_and_what_is_no_gloss_gives_no_finding(text):
    """A proofreader's time is not wasted."""
    assert check(text) == []


def test_a_neutral_tone_in_zhuyin_is_no_wrong_tone():
    """Printed zhuyin sets the dot before its syllable."""
    assert check("兔子(ㄊㄨˋ ˙ㄗ)怎麼(ㄗㄣˇ ˙ㄇㄜ)了") == []


def test_what_cannot_be_composed_gives_no_finding():
    """ê with a macron has no single character; what is proposed is what is written."""
    assert check("欸(ê\u0304)") == []


def test_house_style_says_nothing_unless_asked():
    """Sandhi, neutral tones and erhua are right either way."""
    assert [f.code for f in check("不(bú)是，石头(shítou)，花儿(huār)，点(diǎn)儿(ér)，你(ní)好(hǎo)")] == []
