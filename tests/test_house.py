"""The house's own readings: they verify, they are held against what is written, and they are filled in first."""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import (
    HouseReadings,
    Options,
    RubyOptions,
    Verdict,
    check,
    clean,
    clean_array,
    clean_many,
    fastscan,
    parse,
)
from pinyin_strip.fixes import apply, fixes
from pinyin_strip.house import BadReadings, syllables_of
from pinyin_strip.syllables import tables
from tests.strategies import texts

NAMES = HouseReadings({"覃小雨": "Qín Xiǎoyǔ", "莫言": "mò yān", "单于": "chán yú"}, "house.txt")
WITH_NAMES = Options(readings=NAMES)

hanzi = st.sampled_from("国际会深圳城重长行乐说略干后没吧覃言")
# In tone marks: the tables also hold hn1g, a syllable without a letter that could bear its mark.
toned = st.deferred(
    lambda: st.sampled_from(
        sorted(one for one, (_, tone) in tables().parts.items() if tone < 5 and not re.search("[0-9]", one))
    )
)


@st.composite
def words(draw):
    """A word of hanzi, each other than the others, with any reading at all."""
    several = draw(st.lists(hanzi, min_size=2, max_size=4, unique=True))
    return "".join(several), [draw(toned) for _ in several]


@given(words())
def test_any_reading_that_the_house_lists_verifies(word):
    """Whatever the dictionaries say of the hanzi, and without a finding."""
    written, spelt = word
    options = Options(readings={written: " ".join(spelt)})
    text = f"他说：{written}（{' '.join(spelt)}）来了"
    document = parse(text, options)
    assert [gloss.verdict for gloss in document.glosses] == [Verdict.MATCH]
    assert document.clean() == clean(text, options) == f"他说：{written}来了"
    assert {finding.code for finding in check(text, options)} <= {"R201"}  # an unusual letter is told all the same


@given(words())
def test_the_house_is_heard_hanzi_by_hanzi(word):
    """The glosses between the hanzi of a word do not part it."""
    written, spelt = word
    options = Options(readings={written: " ".join(spelt)})
    text = "".join(f"{char}({one})" for char, one in zip(written, spelt, strict=True))
    assert [gloss.verdict for gloss in parse(text, options).glosses] == [Verdict.MATCH] * len(written)


@given(words())
def test_a_reading_is_cut_as_it_was_put_together(word):
    """With blanks between the syllables there is one way only."""
    written, spelt = word
    assert "".join(syllables_of(written, " ".join(spelt))).replace("ü", "u") == "".join(spelt).replace("ü", "u")


@given(texts)
def test_words_that_do_not_occur_change_nothing(text):
    """The compiled lane does not hear the house, so that texts go through the stages: the answers are the same."""
    options = Options(readings={"覃小雨雨雨": "qín xiǎo yǔ yǔ yǔ"})
    assert clean(text, options) == clean(text)
    document, plain = parse(text, options), parse(text)
    assert (document.glosses, document.remarks) == (plain.glosses, plain.remarks)


def test_all_ways_of_cleaning_hear_the_house():
    """One by one, many at once, or as an array."""
    pyarrow = pytest.importorskip("pyarrow")
    text = ["莫言，mòyān，作家", "国(guó)"]
    wanted = ["莫言，作家", "国"]
    assert not fastscan.supports(WITH_NAMES)
    assert [clean(one, WITH_NAMES) for one in text] == wanted != [clean(one) for one in text]
    assert clean_many(text, WITH_NAMES) == wanted
    assert clean_array(pyarrow.array(text), WITH_NAMES).to_pylist() == wanted


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("覃小雨（Tán Xiǎoyǔ）来了", "R101", "qín xiǎo yǔ"),
        ("覃(tán)小雨来了", "R101", "qín"),
        ("莫(mò)言(yán)写书", "R101", "yān"),
        ("單于（dān yú）", "R101", "chán yú"),
        ("莫言(mó yǎn)写书", "R102", "mò yān"),
        ("單(ㄉㄢ)于", "R101", "ㄔㄢˊ"),
    ],
)
def test_another_reading_over_a_word_of_the_house_is_reported(text, code, expected):
    """With the house as its source, in either script, also if the dictionary lists it."""
    (finding,) = check(text, WITH_NAMES)
    assert (finding.code, finding.expected) == (code, (expected,))
    assert "(house.txt: " in finding.message


@pytest.mark.parametrize("text", ["覃小雨（Qín Xiǎoyǔ）", "覃(qín)小雨", "单(chán)于", "單(ㄔㄢˊ)于(ㄩˊ)"])
def test_what_the_house_reads_is_not_reported(text):
    """The context is not asked, and neither is a standard."""
    assert check(text, WITH_NAMES) == []
    assert check(text, Options(readings=NAMES, standard="taiwan")) == []


def test_the_context_is_heard_no_more_where_the_house_has_spoken():
    """It would call for dōu."""
    text = "我们都(dū)去看电影"
    assert check(text)
    assert check(text, Options(readings={"们都去": "men5 dū qù"})) == []


def test_a_hanzi_outside_of_the_words_of_the_house_is_read_as_ever():
    """The reading of a name says nothing of the hanzi elsewhere."""
    assert [one.code for one in check("名言(yān)", WITH_NAMES)] == ["R102"]


def test_the_longest_word_at_a_place_counts():
    """单于 is a word of its own, and another one inside a longer one."""
    options = Options(readings={"单于": "chán yú", "单于民": "shàn yú mín"})
    assert check("单(shàn)于民", options) == []
    assert [one.expected for one in check("单(shàn)于来", options)] == [("chán",)]


def test_the_house_is_filled_in_first_but_for_the_author():
    """What stands in the text itself goes before."""
    document = parse("莫言和覃小雨，覃(tán)小雨", WITH_NAMES)
    filled = document.ruby("brackets", RubyOptions(fill=True))
    assert filled == "莫(mò*)言(yān*)和(hé*)覃(qín*)小(xiǎo*)雨(yǔ*)，覃(tán)小(xiǎo*)雨(yǔ*)"


def test_tones_that_are_missing_are_those_of_the_house():
    """Also where every hanzi has several, or none that the dictionary lists."""
    options = Options(readings={"覃小雨": "Qín Xiǎoyù", "莫言": "mò yān"}, toneless="strip")
    document = parse("覃小雨（Qin Xiaoyu）和莫言（mo yan）", options)
    assert apply(document.text, fixes(document, unsafe=True)) == "覃小雨（Qín Xiǎoyù）和莫言（mò yān）"


def test_options_with_readings_travel_whole():
    """Equal in every process, whatever the order they were written in."""
    again = HouseReadings({"单于": "chan2 yu2", "莫言": "mòyān", "覃小雨": "ㄑㄧㄣˊㄒㄧㄠˇㄩˇ"}, "house.txt")
    assert again == NAMES
    assert hash(again) == hash(NAMES)
    assert pickle.loads(pickle.dumps(WITH_NAMES)) == WITH_NAMES
    assert pickle.dumps(Options(readings=again)) == pickle.dumps(WITH_NAMES)


def test_a_path_is_not_taken_for_readings():
    """A value does not open files; who wants one read says so."""
    with pytest.raises(TypeError, match=r"a file is read by HouseReadings\.from_file"):
        Options(readings="house.txt")


def test_a_file_is_read_with_its_comments(tmp_path):
    """Byte order mark, blank lines and all; Windows ends its lines otherwise."""
    file = tmp_path / "house.txt"
    file.write_bytes(
        "\ufeff# names\r\n\r\n覃小雨\tQín Xiǎoyǔ # the author\r\n莫言\tmò yān\r\n单于\tchán yú\r\n".encode()
    )
    assert HouseReadings.from_file(file) == NAMES


BAD = {
    "覃小雨\tQín Xiǎo": "覃小雨 has 3 hanzi, and 'Qín Xiǎo' 2 syllables; write one syllable for each hanzi",
    "覃\tQín Xiǎo": "覃 has 1 hanzi, and 'Qín Xiǎo' 2 syllables",
    "覃小雨\tqin xiaoyu": "'qin xiaoyu' has no tones; write tone marks or digits",
    "覃小雨\t123": "'123' is no pinyin or zhuyin",
    "覃小雨\tHello World": "'Hello World' is no pinyin or zhuyin",
    "覃小雨\t": "no tab",
    "覃小雨 Qín Xiǎoyǔ": "no tab; write a word, a tab and its reading",
    "Qín\t覃": "'Qín' is no word of hanzi",
    "莫言\tmò yán": "莫言 is read mò yān in line 1; keep one of the two",
}


@pytest.mark.parametrize("line", BAD, ids=BAD)
def test_a_bad_line_is_named_with_what_to_do(line, tmp_path):
    """File, line, and what is wrong with it."""
    file = tmp_path / "house.txt"
    file.write_text(f"莫言\tmò yān\n{line}\n", "utf-8")
    with pytest.raises(BadReadings) as raised:
        HouseReadings.from_file(file)
    assert str(raised.value).startswith(f"{file}:2: {BAD[line]}")


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path):
    """And so is one that is not there."""
    file = tmp_path / "house.txt"
    file.write_bytes(b"# a\n" + "覃\tqín\n".encode("gb18030"))
    with pytest.raises(BadReadings, match=r"house\.txt:2: not UTF-8"):
        HouseReadings.from_file(file)
    with pytest.raises(BadReadings, match="No such file"):
        HouseReadings.from_file(tmp_path / "none.txt")
