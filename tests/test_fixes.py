"""What is put right, and that nothing else is touched."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from pinyin_strip import RULES, Options, Verdict, check, clean, parse
from pinyin_strip.fixes import Correction, apply, fixes, plan
from pinyin_strip.proof import corrected
from tests.strategies import listed_hanzi, texts

SAFE = [
    ("u for ü becomes ü", "策略(luè)", "策略(lüè)"),
    ("v for ü becomes ü, and a tone digit stays a digit", "绿(lv4)", "绿(lü4)"),
    ("u: for ü becomes ü", "女(nu:3)", "女(nü3)"),
    ("look-alike letters become plain ones", "朋(pénɡ)友(yǒu)", "朋(péng)友(yǒu)"),
    ("a breve becomes a caron", "好(hăo)", "好(hǎo)"),
    ("decomposed letters are composed", "渡(du\u0300)口", "渡(dù)口"),
    ("full-width letters become narrow", "船[ｃhuán]", "船[chuán]"),
    ("an entity becomes its letter", "雾(w&#249;)", "雾(wù)"),
    ("a breve over zhuyin becomes a caron", "馬(ㄇㄚ˅)", "馬(ㄇㄚˇ)"),
    ("a stroke typed for ㄧ becomes ㄧ", "跳(ㄊ一ㄠˋ)遠ㄩㄢˇ", "跳(ㄊㄧㄠˋ)遠ㄩㄢˇ"),
    ("a bar typed for ㄧ becomes ㄧ", "梨(ㄌ|ˊ)", "梨(ㄌㄧˊ)"),
    ("a reading in capitals becomes small", "策略(CÈLUÈ)", "策略(cèlüè)"),
    ("a capital at the head stays one", "吕（Lv3）", "吕（Lü3）"),
    ("blanks and the other syllables stay", "战略家( zhàn  luè jiā )", "战略家( zhàn  lüè jiā )"),
    ("apostrophes stay as they are written", "绿岸(lv4’àn)", "绿岸(lü4’àn)"),
    ("a label stays", "女（拼音：nv3）", "女（拼音：nü3）"),
    ("a note beside the reading stays", "女（nv3，母亲）", "女（nü3，母亲）"),
    ("of two readings only the misspelt one changes", "六(lìu/lù)", "六(liù/lù)"),
    ("the tone mark moves to its letter", "六(lìu)", "六(liù)"),
    ("the r of erhua stays", "水儿(shǔir)", "水儿(shuǐr)"),
    ("a half-width bracket is closed by one", "岸(àn）", "岸(àn)"),
    ("a full-width bracket is closed by one", "岸（àn)", "岸（àn）"),
    ("a mixed square bracket is closed in width", "岸［àn]", "岸［àn］"),
    ("spelling and bracket change together", "策略(luè）", "策略(lüè)"),
]

UNSAFE = [
    ("a wrong tone becomes the only listed one", "努(nù)力", "努(nǔ)力"),
    ("in digits it stays in digits", "努(nu4)力", "努(nu3)力"),
    ("in zhuyin it stays in zhuyin", "努(ㄋㄨˋ)力", "努(ㄋㄨˇ)力"),
    ("the neutral dot before another syllable stays", "桌子(ㄓㄨㄛˊ ˙ㄗ)", "桌子(ㄓㄨㄛ ˙ㄗ)"),
    ("what was in capitals becomes small", "努力(NÙLÌ)", "努力(nǔlì)"),
    ("a wrong tone in a word changes alone", "努力（nù lì）", "努力（nǔ lì）"),
    ("a slip becomes the only listed reading", "霜（suāng）", "霜（shuāng）"),
    ("tones are added where one reading fits", "沙漠(shāmò)与骆驼(luotuo)", "沙漠(shāmò)与骆驼(luòtuó)"),
    ("tones are added as the word is read", "南京(nánjīng)与北京(beijing)", "南京(nánjīng)与北京(běijīng)"),
    ("a wrong tone goes before a wrong spelling", "吕(lu:2)", "吕(lü3)"),
    ("where several readings are listed nobody guesses", "高兴(xīn)", "高兴(xīn)"),
]


@pytest.mark.parametrize(("text", "right"), [case[1:] for case in SAFE], ids=[case[0] for case in SAFE])
def test_a_safe_fix_keeps_the_reading(text, right):
    """The spelling is put right; what the text says stays the same, so it is clean of the same glosses."""
    document = parse(text)
    assert apply(text, fixes(document)) == right
    assert clean(right) == clean(text)
    assert check(right) == []


@pytest.mark.parametrize(("text", "right"), [case[1:] for case in UNSAFE], ids=[case[0] for case in UNSAFE])
def test_an_unsafe_fix_changes_the_reading_only_when_asked_for(text, right):
    """Readings and tones stay unless unsafe fixes are wanted."""
    document = parse(text)
    assert apply(text, fixes(document, unsafe=True)) == right
    assert all(edit.code.startswith("R2") for edit in fixes(document))


def test_the_reading_that_the_context_calls_for_is_written():
    """What is judged a reading of another place becomes the expected one, in the capitals of the old one."""
    document = parse("努(Nù)力")
    gloss = replace(document.glosses[0], verdict=Verdict.ALTERNATE)
    finding = replace(document.remarks[0], code="R101")
    judged = replace(document, glosses=(gloss,), remarks=(finding,))
    assert fixes(judged, unsafe=True) == (Correction(2, 4, "Nǔ", "R101"),)


def test_only_the_codes_that_are_asked_for_are_fixed():
    """A selection of codes holds for fixes, too."""
    text = "策略(luè）和六(lìu)"
    assert apply(text, fixes(parse(text), codes={"R202"})) == "策略(luè）和六(liù)"
    assert apply(text, fixes(parse(text), codes={"R301"})) == "策略(luè)和六(lìu)"


def test_edits_that_overlap_are_refused():
    """Applying them would depend on their order."""
    with pytest.raises(ValueError, match="overlaps"):
        apply("abc", [Correction(0, 2, "x", "R201"), Correction(1, 3, "y", "R201")])


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.fix], ids=lambda rule: rule.code)
def test_the_example_of_a_rule_with_a_fix_is_fixed(rule):
    """Whatever the catalogue calls fixable is: the finding is gone afterwards."""
    options = Options(**dict(rule.options))
    found = {finding.code for finding in check(corrected(rule.example, options, unsafe=True), options)}
    assert rule.code not in found


def _misplaced(reading):
    """Put the tone mark over the last vowel."""
    bare = unicodedata.normalize("NFD", reading)
    mark = next((char for char in bare if char in "\u0300\u0301\u0304\u030c"), "")
    letters = unicodedata.normalize("NFC", bare.replace(mark, "") if mark else bare)
    last = max((i for i, letter in enumerate(letters) if letter in "aeiouü"), default=-1)
    return unicodedata.normalize("NFC", letters[: last + 1] + mark + letters[last + 1 :]) if last >= 0 else reading


SLIPS = {
    "as it is": str,
    "decomposed": lambda reading: unicodedata.normalize("NFD", reading),
    "capitals": str.upper,
    "look-alikes": lambda reading: reading.replace("g", "ɡ").replace("a", "ɑ"),
    "breves": lambda reading: reading.translate(str.maketrans("ǎǐǒǔ", "ăĭŏŭ")),
    "full width": lambda reading: "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in reading),
    "misplaced mark": _misplaced,
    "no ü": lambda reading: reading.translate(str.maketrans("üǖǘǚǜ", "uūúǔù")),
    "v and digit": lambda reading: convert(reading, Style.TONE3, strict=False, default=reading),
    "no tone": lambda reading: convert(reading, Style.NORMAL, strict=False, default=reading),
    "another tone": lambda reading: reading.translate(str.maketrans("āáǎàōóǒòēéěèīíǐìūúǔù", "áǎàāóǒòōéěèēíǐìīúǔùū")),
    "zhuyin": lambda reading: convert(reading, Style.BOPOMOFO, strict=False, default=reading).replace("ˇ", "˅"),
}


@st.composite
def annotated(draw):
    """A text of hanzi that are glossed one by one, by listed readings with slips in them."""
    written = []
    for hanzi in draw(st.lists(listed_hanzi, min_size=1, max_size=6)):
        reading = draw(st.sampled_from(PINYIN_DICT[ord(hanzi)].split(",")))
        slip = SLIPS[draw(st.sampled_from(sorted(SLIPS)))]
        brackets = draw(st.sampled_from(["()", "（）", "(）", "（)", "[]", "［]", "《》", "【】"]))
        written.append(
            f"{hanzi}{brackets[0]}{slip(reading)}{brackets[1]}{draw(st.sampled_from(['', '，', '的', ' ']))}"
        )
    return "".join(written)


@given(st.one_of(annotated(), texts), st.booleans())
@settings(deadline=None)  # dictionaries are opened at the first example
def test_what_was_fixed_is_not_found_again(text, unsafe):
    """After the edits, none of the findings that they belong to is at its place any more."""
    document = parse(text)
    edits = fixes(document, unsafe)
    again = {(finding.code, finding.start) for finding in check(apply(text, edits))}
    for finding, own in plan(document).items():
        if set(own) <= set(edits):
            shift = sum(len(edit.replacement) - (edit.end - edit.start) for edit in edits if edit.end <= finding.start)
            assert (finding.code, finding.start + shift) not in again


@given(st.one_of(annotated(), texts))
@settings(deadline=None)  # dictionaries are opened at the first example
def test_safe_fixes_do_not_change_the_clean_text(text):
    """They rewrite glosses; what is left without these is the same, but for the width of a bracket that was mixed."""
    width = str.maketrans("（）［］｛｝", "()[]{}")
    assert clean(corrected(text)).translate(width) == clean(text).translate(width)


@pytest.mark.parametrize("text", ["国(lv4)", "绿(LV)", "放松(yóɡ)"])
def test_what_may_be_no_reading_of_the_hanzi_keeps_its_spelling(text):
    """A word of another language or a brand is none of a speller's business."""
    assert corrected(text) == text


@given(st.one_of(annotated(), texts), st.booleans())
@settings(deadline=None)  # dictionaries are opened at the first example
def test_fixing_comes_to_an_end(text, unsafe):
    """A text that was put right stays as it is."""
    once = corrected(text, unsafe=unsafe)
    assert corrected(once, unsafe=unsafe) == once


@given(st.one_of(annotated(), texts))
@settings(deadline=None)  # dictionaries are opened at the first example
def test_edits_lie_within_their_glosses_or_on_their_brackets(text):
    """Whatever stands outside glosses is left byte for byte."""
    document = parse(text)
    for edit in fixes(document, unsafe=True):
        inside = any(gloss.start <= edit.start and edit.end <= gloss.end for gloss in document.glosses)
        assert inside or (edit.code == "R301" and edit.end == edit.start + 1)


def test_a_fix_never_takes_another_hanzi_for_the_base():
    """The hanzi directly before comes first, also with a wrong tone; over a distant base nothing is put right."""
    document = parse("孙女努(nù)力")
    assert fixes(document) == ()
    assert apply(document.text, fixes(document, unsafe=True)) == "孙女努(nǔ)力"
    distant = parse("略图(luè)")
    assert distant.glosses[0].base_end < distant.glosses[0].start
    assert fixes(distant) == fixes(distant, unsafe=True) == ()
