"""What only neighbours can say: are readings written so here, and is it Mandarin that is spelt?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from pinyin_strip import Options, check, clean, parse
from pinyin_strip.syllables import reading_parts
from tests.strategies import listed_hanzi, texts

latin = st.sampled_from(["café", "API", "Li", "thủy", "seoi2", "Milan", "user_1", "tsia̍h", "mode"])

# ---------------------------------------------------------------------------------------------- properties


@given(listed_hanzi, listed_hanzi, st.integers(0, 9), st.integers(0, 9))
def test_a_word_without_tones_that_stands_alone_always_stays(one, other, first, second):
    """However well it reads its hanzi: a name, an id and a reading are spelt alike."""
    word = "".join(
        reading_parts(listed[choice % len(listed)])[0]
        for hanzi, choice in ((one, first), (other, second))
        for listed in [PINYIN_DICT[ord(hanzi)].split(",")]
    )
    text = f"今天见到{one}{other}（{word}）来了。"
    assert clean(text) == text


@given(texts)
def test_keeping_toneless_readings_removes_no_more_than_asking_the_text(text):
    """What goes with toneless="auto" goes with "strip", and what goes with "keep" goes with "auto"."""
    spans = {how: set(parse(text, Options(toneless=how)).removed) for how in ("keep", "auto", "strip")}
    covered = {how: {place for start, end in spans[how] for place in range(start, end)} for how in spans}
    assert covered["keep"] <= covered["auto"] <= covered["strip"]


@given(st.lists(latin, min_size=1, max_size=4))
def test_what_stands_in_other_brackets_never_makes_an_exact_reading_doubtful(words):
    """One sibling from elsewhere proves nothing against a toned reading of the hanzi directly before it."""
    text = "山（shān）很高。" + "".join(f"此物（{word}）" for word in words)
    assert clean(text).startswith("山很高。")


# ------------------------------------------------------------------------------------------------ examples


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我(wo)们(men)的(de)家(jia)", "我们的家"),
        ("<b>我(wo)</b>们(men)去(qu)河(he)边(bian)", "<b>我</b>们去河边"),
        ("长(chang) 河(he) 落(luo) 日(ri)", "长 河 落 日"),
        ("清(qing)明(ming)，谷(gu)雨(yu)，立(li)秋(qiu)", "清明，谷雨，立秋"),
    ],
)
def test_a_run_in_which_every_hanzi_is_read_proves_itself(text, left):
    """Nobody writes names or ids after each hanzi; three short runs are as good as a long one."""
    assert clean(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "清(qing)明(ming)",
        "清(qing)的明(ming)的谷(gu)",
        "赵云(zhaoyun)关羽(guanyu)张飞(zhangfei)马超(machao)",
        "王伟(wangwei)\n李娜(lina)\n马丽(mali)\n张强(zhangqiang)",
        "锂(Li)钠(Na)镓(Ga)钾(K)",
    ],
)
def test_a_run_that_is_short_or_has_gaps_proves_nothing(text):
    """Chance makes two; words and symbols of elements are spelt from their hanzi, however many they are."""
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "账号：骆驼（luotuo）",
        "骆驼（luotuo）：好的",
        "骆驼（luo_tuo）",
        "用户名 骆驼（luotuo）",
        "[9:41] 骆驼（luotuo）",
        "骆驼（luotuo）@群主",
    ],
)
def test_an_account_stays_also_beside_toned_words(text):
    """Words, colons, underscores and times of day speak for an id."""
    assert clean(f"沙漠（shāmò）。{text}") == f"沙漠。{text}"


@pytest.mark.parametrize(
    "text",
    [
        "粵語：沙（sā）、多（dō）",
        "閩南語：來（lâi）、平（pîng）",
        "水（thủy）、馬（mã）",
        "水(seoi2)、火(fo2)、馬(ma5)",
    ],
)
def test_lists_of_another_language_stay_whole(text):
    """A label, or siblings that no Mandarin reading could be."""
    assert clean(text) == text


def test_a_misprint_among_mandarin_readings_goes():
    """Right readings beside it show what language it is."""
    assert clean("山（shān）、水（shuí）、河（hé）") == "山、水、河"


def test_what_a_label_says_is_believed_in_silence():
    """Another language is no doubt."""
    assert check("馬（台語音：má）") == check("粵語：沙（sā）、多（dō）") == []
