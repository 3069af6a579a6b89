"""The compiled lane of ``check``: it finds what the full path finds, or leaves the text to it."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pypinyin
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from pinyin_strip import Options, check, parse
from pinyin_strip.lane.check import lane_check, serves
from tests.lanes import INTERPRETED, needs_compiler
from tests.profiles import three_times_as_many
from tests.strategies import texts
from tests.test_bulk import certain, mixtures, unhurried

pytestmark = needs_compiler

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "benchmarks" / "data" / "gold.jsonl"
SHARED = ROOT.parent / "shared"

# Words whose hanzi are read in several ways, as they are and in the other script, and what stands between words.
_WORDS = (
    "了解 目的 的确 得到 觉得 还有 归还 长大 校长 长短 重要 重复 银行 行走 音乐 快乐 便宜 方便 会计 会议 都会 首都 "
    "為了 因為 說服 遊說 頭髮 發生 乾淨 乾坤 後來 皇后 一个 不是 不要 你好 第一 先生 妈妈 东西 什么 儿子 哪儿 相应 转动 "
    "(NBA) (a) (he) （Li） (DL) 【MI】 (guo) "
    "的 了 着 得 地 和 与 给 把 更 会 要 便 都 还 只 将 为 在 他 说 曰 之 乎 者 也 吗 呢 吧 ， 。 、 \n A 5 （ ( 𠀀 㐀 《 》"
)
WORDS = _WORDS.split(" ")
SLIPS = str.maketrans({"ü": "u", "g": "ɡ", "a": "ɑ", "ǎ": "ă"})


@st.composite
def annotated(draw):
    """Words of which most hanzi carry a reading: the usual one, another listed one, a neutral, a wrong or a misspelt one."""
    pieces = []
    for word in draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)):
        usual = pypinyin.pinyin(word) if word.isalpha() else []
        for place, char in enumerate(word):
            pieces.append(char)
            listed = PINYIN_DICT.get(ord(char), "").split(",")
            how = draw(st.sampled_from(["usual", "usual", "usual", "other", "none", "neutral", "slip", "any", "upper"]))
            if how == "none" or listed == [""]:
                continue
            reading = usual[place][0] if how == "usual" and len(usual) == len(word) else draw(st.sampled_from(listed))
            if how == "neutral":
                reading = pypinyin.lazy_pinyin(char)[0]
            elif how == "slip":
                reading = reading.translate(SLIPS)
            elif how == "any":
                reading = draw(
                    st.sampled_from(["yí", "bú", "ní", "de", "guǒ", "xiān", "shī", "Běijīng", "Li", "é", "luè"])
                )
            elif how == "upper":
                reading = reading.capitalize()
            opening, closing = draw(st.sampled_from(["()", "()", "()", "（）", "(）"]))
            pieces.append(f"{opening}{reading}{closing}")
    return "".join(pieces)


def full_path(text, options=None):
    """What the stages find one after the other."""
    return parse(text, options or Options()).findings()


@three_times_as_many
@given(st.one_of(annotated(), annotated(), mixtures, texts, st.lists(certain(), max_size=8).map("".join)))
@example("国(guó)际(jì)略(luè)国(guó)")
@example("先(xiān)生(sheng)锂(li)先(xiān)")
def test_the_lane_finds_what_the_full_path_finds(text):
    """It says nothing, or the same, findings and messages alike."""
    assert lane_check(text, Options()) in (None, full_path(text))


@given(st.one_of(annotated(), mixtures, texts))
@example("国(guó)际(jì)略(luè)国(guó)")
@example("先(xiān)生(sheng)锂(li)先(xiān)")
def test_the_loops_find_the_same_where_python_runs_them(text):
    """One source, compiled or not."""
    assert INTERPRETED.check.lane_check(text, Options()) == lane_check(text, Options())


@unhurried
@given(st.lists(annotated(), min_size=2, max_size=12).map("。".join))
def test_pages_of_annotated_text_are_found_alike(text):
    """Neighbours beyond one sentence change nothing."""
    assert lane_check(text, Options(injected="check")) in (None, full_path(text, Options(injected="check")))


@pytest.mark.parametrize(
    "text",
    ["校(xiào)长(cháng)", "注重(chóng)", "战(zhàn)略(luè)", "他(tā)说(shuō)的(de)话(huà)", "一(yí)个(gè)", "篮(lán)球(qiú)(NBA)", "协(xié)会(huì)甲(NBA)赛(sài)", "字(pīn)典(diǎn)", "上(shàng)海(hǎi)来(lái)的人(MBA)",
     "進(jìn)行(xíng)發(fā)展", "桌（zhuō）子（zi）", "国(guó)际（DL）", "“行(háng)”为"],
)  # fmt: skip
def test_common_annotation_stays_in_the_lane(text):
    """What annotated texts are full of does not send them the long way."""
    assert lane_check(text, Options()) == full_path(text)


@pytest.mark.parametrize(
    "text", ["锂(Li)电池国(guó)", "国(guó)北京(Běi jīng)", "国 guó", "国(guó)？", "夠?qū)ζ髽I(yè)", "\ud800国(guó)"]
)
def test_what_is_no_plain_gloss_is_left_to_the_full_path(text):
    """The lane does not guess."""
    assert lane_check(text, Options()) in (None, full_path(text))


def test_the_lane_serves_only_what_it_can_find():
    """Under options that look for more, or remove less, the full path does the work."""
    for options in (Options(context="g2pm"), Options(sandhi="original"), Options(repair="likely"), Options(strip={"match"}),
                    Options(toneless="keep"), Options(conventions={"square"})):  # fmt: skip
        assert not serves(options)
        assert lane_check("注重(chóng)", options) is None


def test_injected_pages_are_quiet_in_the_lane_too():
    """Readings that a converter wrote were chosen without context; they are held against it only when that is asked for."""
    page = "會(huì)計(jì)和進(jìn)行，發(fā)展經(jīng)濟，會(huì)計(jì)"
    assert lane_check(page, Options()) == full_path(page) == []
    asked = Options(injected="check")
    assert lane_check(page, asked) == full_path(page, asked) != []


@pytest.mark.slow
def test_a_phrase_that_the_user_loads_is_heard_at_once(monkeypatch):
    """One that is replaced, too, while the tables stand."""
    text = "校(xiào)长(zhǎng)，旅(lǚ)长(zhǎng)"
    assert lane_check(text, Options()) == []
    monkeypatch.setitem(PHRASES_DICT, "校长", [["xiào"], ["cháng"]])
    assert [found.expected for found in lane_check(text, Options())] == [("cháng",)]
    monkeypatch.setitem(PHRASES_DICT, "旅长", [["lǚ"], ["cháng"]])
    assert len(lane_check(text, Options())) == 2


@pytest.mark.slow
def test_a_reading_that_the_user_loads_is_heard_at_once(monkeypatch):
    """The tables are made again when the dictionary's entry of a hanzi of the text has changed."""
    text = "人(rén)口(kǒu)"
    assert lane_check(text, Options()) == []
    monkeypatch.setitem(PINYIN_DICT, ord("人"), "yín")
    assert lane_check(text, Options()) in (None, full_path(text))
    assert [found.expected for found in full_path(text)] == [("yín",)]


@pytest.mark.slow
def test_the_gold_texts_are_found_alike():
    """Every excerpt, and all of them in a row."""
    kept = [json.loads(line)["text"] for line in GOLD.read_text("utf-8").splitlines()]
    found = [(lane_check(text, Options()), full_path(text)) for text in (*kept, *(a + b for a, b in pairwise(kept)))]
    assert all(by_lane in (None, by_stages) for by_lane, by_stages in found)
    assert sum(by_lane is not None for by_lane, _ in found) > len(kept) // 3  # the lane does say something


@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are beside the checkout of developers only")
@pytest.mark.parametrize("name", sorted(path.name for path in (SHARED / "long").glob("*.txt")) or ["none"])
def test_long_texts_are_found_alike(name):
    """Real annotated texts, whole."""
    text = (SHARED / "long" / name).read_text("utf-8")
    assert check(text) == full_path(text)
    assert lane_check(text, Options()) in (None, full_path(text))
