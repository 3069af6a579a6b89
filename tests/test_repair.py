"""Repair is the inverse of damage: the original comes back, or the place is reported; never a third thing."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pinyin_strip.repair import Repaired, find_damage, gbk, plausibility, repair
from pinyin_strip.repair.forward import CUT_MARKS, damage
from pinyin_strip.repair.injected import COMMON, READING, usual_reading
from pinyin_strip.repair.walk import fold

GLOSS = re.compile(rf"\({READING}\)")
PHRASES = (
    "他們在圖書館門口等我", "因為下雨", "我們決定改天再去", "老師認為這個辦法不錯", "公司計劃明年建設新的實驗室",
    "農民的收入逐年增加", "請你注意安全", "昨天的會議討論了三個問題", "這條路通向車站", "學生需要更多的時間練習",
    "科學家發現了一種新的材料", "經濟發展離不開教育", "工程師正在檢查機器", "他的成績比去年好", "歷史告訴我們一個道理",
    "網上的消息不一定可靠", "孩子們喜歡聽故事", "醫生說他很快就能出院", "市場上的蔬菜價格下降了", "作為一名記者她寫了很多文章",
    "對於企業來說質量最重要", "當地的居民大多從事漁業", "音樂能夠讓人放鬆", "飛機準時到達", "夜里風很大",
)  # fmt: skip
KEYS = [(char, usual_reading(char)) for char in COMMON]

key_tables = st.lists(st.sampled_from(KEYS), min_size=1, max_size=len(KEYS), unique=True)
prose = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6).flatmap(
    lambda lines: st.sampled_from("，。；！").map(lambda mark: "".join(line + mark for line in lines))
)
hanzi = st.text(st.sampled_from(sorted(gbk.code_page().pair_of)[300:21000]), min_size=2, max_size=40)
relaxed = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def crawled(text: str) -> str:
    """What a crawl keeps of ``text``: no private use, full-width signs as ASCII."""
    return "".join(fold(char) for char in text if not gbk.is_private_use(char))


def holds(repaired: Repaired, observed: str, original: str) -> bool:
    """Whether everything between the places that were left, without readings, stands in the original in order."""
    at = done = 0
    pieces: list[str] = []
    spans = [(edit.start, edit.end, edit.replacement) for edit in repaired.edits]
    spans += [(place.start, place.end, None) for place in repaired.left]  # type: ignore[misc]
    current = ""
    for start, end, replacement in sorted(spans, key=lambda span: span[0]):
        current += observed[done:start]
        if replacement is None:
            pieces.append(current)
            current = ""
        else:
            current += replacement
        done = end
    for piece in (*pieces, current + observed[done:]):
        plain = GLOSS.sub("", piece)
        at = original.find(plain, at)
        if at < 0:
            return False
        at += len(plain)
    return True


def test_a_run_falls_in_step_at_a_letter_and_comes_back() -> None:
    """驅 spans the border of two hanzi; the run ends where the trail byte of 業 stands alone."""
    observed = damage("能夠對作業", [("驅", "qū"), ("業", "yè")])
    assert observed == "能夠?qū)ψ鳂I(yè)"
    assert repair(observed, "likely").text == "能夠對作業(yè)"


def test_overlapping_keys_come_back_together() -> None:
    """The second key is torn apart by the reading of the first."""
    observed = damage("日報", [("報", "bào"), ("請", "qǐng")])
    assert observed == "日?qǐng)?bào)"
    assert repair(observed).text == "日報(bào)"


def test_the_edits_replay_to_the_repaired_text() -> None:
    """Offsets of the edits are offsets in the source."""
    observed = damage("因為下雨，所以他們決定不去。", KEYS)
    repaired = repair(observed, "likely")
    replayed = observed
    for edit in reversed(repaired.edits):
        replayed = replayed[: edit.start] + edit.replacement + replayed[edit.end :]
    assert replayed == repaired.text


def test_a_reading_behind_a_letter_goes() -> None:
    """A trail byte and a letter spelt 鄉: the reading stands behind the letter."""
    observed = damage("溧lx", [("鄉", "xiāng")])
    assert observed == "溧l(xiāng)x"
    assert repair(observed).text == "溧lx"


def test_the_euro_sign_is_a_trail_byte() -> None:
    """0x80 alone is the euro sign in code page 936 and nowhere else."""
    assert gbk.encode("€") == b"\x80"
    assert gbk.decode(b"\x80A") == "€A"


@pytest.mark.parametrize(
    "text",
    [
        "是吗?(shì ma)", "真的吗?!我不信。", "他说：“好吗？”然后走了?；又回来。", "http://example.com/?a=1)&b=2", "f(x?y:z)",
        "(?yes)", "什么?)", "^_?)", "你好?ni)", "(好吗?hǎo)", "???", "价格是€5(yī)", "國(guó)際", "這(zhè)個?對。",
    ],
)  # fmt: skip
def test_prose_is_no_damage(text: str) -> None:
    """Question marks, brackets, addresses, code and faces are left alone, as the same object."""
    assert find_damage(text) == ()
    assert repair(text, "likely").text is text


@given(prose | hanzi | st.text(max_size=60))
@relaxed
def test_undamaged_text_is_never_changed(text: str) -> None:
    """No repair without damage."""
    text = "".join(char for char in text if not gbk.is_private_use(char))
    assert repair(text, "likely").text == text


@given(prose, key_tables)
@relaxed
def test_prose_comes_back_or_is_reported(text: str, keys: list[tuple[str, str]]) -> None:
    """Damaged with any key table: the original or a report; a proved repair is never wrong."""
    observed = damage(text, keys)
    assert holds(repair(observed), observed, text)


@given(prose, key_tables, st.sampled_from(["", CUT_MARKS]))
@relaxed
def test_the_same_holds_for_what_a_crawl_keeps(text: str, keys: list[tuple[str, str]], cuts: str) -> None:
    """Private use lost, marks folded, pages cut: proved is still proved."""
    observed = crawled(damage(text, keys, cuts=cuts))
    repaired = repair(observed)
    for edit in repaired.edits:
        assert GLOSS.sub("", edit.replacement) in crawled(text)


@given(hanzi, key_tables)
@relaxed
def test_random_hanzi_come_back_or_are_reported(text: str, keys: list[tuple[str, str]]) -> None:
    """The same for hanzi in no order that anyone would write."""
    observed = damage(text, keys)
    for edit in repair(observed).edits:
        assert GLOSS.sub("", edit.replacement) in text


@given(st.text(st.sampled_from("國學對變為，。！A1€"), max_size=30), key_tables)
@relaxed
def test_damage_keeps_what_no_key_touches(text: str, keys: list[tuple[str, str]]) -> None:
    """Without a key in its bytes a text is not changed by the forward model."""
    data = gbk.encode(text)
    untouched = [key for key in keys if (gbk.pair_of(key[0]) or b"") not in data]
    assert damage(text, untouched) == text


def test_decoding_is_the_inverse_of_encoding() -> None:
    """Every character of the code page survives, private use included."""
    text = "".join(gbk.code_page().pair_of)
    assert gbk.decode(gbk.encode(text)) == text
    assert gbk.char_of(0xAA, 0xA1) == "\ue000"
    assert gbk.char_of(0xFE, 0x50) == "\ue815"


@pytest.mark.parametrize("unit", ["?ā)", "?a)", "?", "能夠?qū)ζ", "?!", "?；瑒", "(qū)", "對?qū)"])
def test_repetition_does_not_blow_up(unit: str) -> None:
    """Time grows with the text, not with its square."""
    plausibility.language()
    start = time.perf_counter()
    repair(unit * 10, "likely")
    few = time.perf_counter() - start
    start = time.perf_counter()
    repair(unit * 40, "likely")
    assert time.perf_counter() - start < 12 * few + 1


def test_importing_opens_no_dictionary() -> None:
    """Neither pypinyin's data nor OpenCC is loaded before there is damage to look at."""
    code = (
        "import sys, pinyin_strip.repair as r; r.repair('國(guó)際'); "
        "assert not {'opencc', 'pypinyin'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
