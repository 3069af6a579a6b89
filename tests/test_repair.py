"""Repair is the inverse of damage: the original comes back, or the place is reported; never a third thing."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import pinyin_strip
from pinyin_strip import Options, parse
from pinyin_strip.damage import branches, find_damage, gbk, inverse, repair, starts
from pinyin_strip.damage.forward import CUT_MARKS, Key, damage
from pinyin_strip.damage.injected import COMMON, READING, is_key_character, usual_reading
from pinyin_strip.values import Repaired
from tests.profiles import slow, three_times_as_many

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no folder of real texts at ../shared, beside the repository"
)
GLOSS = re.compile(rf"\({READING}\)")
PHRASES = (
    "他們在圖書館門口等我", "因為下雨", "我們決定改天再去", "老師認為這個辦法不錯", "公司計劃明年建設新的實驗室",
    "農民的收入逐年增加", "請你注意安全", "昨天的會議討論了三個問題", "這條路通向車站", "學生需要更多的時間練習",
    "科學家發現了一種新的材料", "經濟發展離不開教育", "工程師正在檢查機器", "他的成績比去年好", "歷史告訴我們一個道理",
    "網上的消息不一定可靠", "孩子們喜歡聽故事", "醫生說他很快就能出院", "市場上的蔬菜價格下降了", "作為一名記者她寫了很多文章",
    "對於企業來說質量最重要", "當地的居民大多從事漁業", "音樂能夠讓人放鬆", "飛機準時到達", "夜里風很大",
    "因為他們都認為這樣做對學生有好處", "能夠對環境產生影響的因素很多", "為了提高效率我們換了一種方法", "因為大家的努力工作提前完成了",
    "變為現實需要很長的時間", "人們對此有不同的看法", "當地人把這種樹叫做神樹", "向對方說明情況以後再作決定", "因為路上堵車所以來晚了",
)  # fmt: skip


def _benchmark():
    spec = importlib.util.spec_from_file_location("injection", ROOT / "benchmarks" / "injection.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["injection"] = module
    spec.loader.exec_module(module)
    return module


model = _benchmark()
KEYS = [(char, usual_reading(char)) for char in COMMON]
POSSIBLE = [(char, usual_reading(char)) for char in sorted(gbk.code_page().pair_of) if is_key_character(char)]

listed_keys = st.lists(st.sampled_from(KEYS), min_size=1, max_size=len(KEYS), unique=True)
any_keys = st.lists(st.sampled_from(POSSIBLE), min_size=1, max_size=300, unique=True) | listed_keys
prose = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=8).flatmap(
    lambda lines: st.sampled_from("，。；！").map(lambda mark: "".join(line + mark for line in lines))
)
characters = [char for char in sorted(gbk.code_page().pair_of) if not gbk.is_private_use(char)]
hanzi = st.text(st.sampled_from(characters[300:]), min_size=2, max_size=40)
mixed = st.lists(
    st.sampled_from(PHRASES) | st.text(st.sampled_from([*characters, *"，。；！、“”（）《》12 aA\n"]), max_size=6),
    min_size=1,
    max_size=10,
).map("".join)
cuts = st.sampled_from(["", CUT_MARKS])


def out_of_step(original: str, traced) -> list[tuple[int, int]]:
    """The stretches of a damaged text whose characters do not stand in the original; readings do not part them."""
    offsets: dict[int, str] = {}
    at = 0
    for char in original:
        offsets[at] = char
        at += len(gbk.encode(char))
    stretches: list[tuple[int, int]] = []
    going = False
    for place, (char, origin) in enumerate(zip(traced.text, traced.origins, strict=False)):
        if origin is None:
            continue
        if model.fold(offsets.get(origin, "")) == model.fold(char):
            going = False
            continue
        start = stretches.pop()[0] if going else place
        stretches.append((start, place + 1))
        going = True
    return stretches


def touched(repaired: Repaired, start: int, end: int) -> bool:
    """Whether an edit or a report lies over ``start`` to ``end``."""
    places = [*((e.start, e.end) for e in repaired.edits), *((d.start, d.end) for d in repaired.left)]
    return any(first < end and start < last for first, last in places)


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
    assert repaired.edits
    assert replayed == repaired.text


def test_a_reading_behind_a_letter_goes() -> None:
    """A trail byte and a letter spelt 鄉: the reading stands behind the letter."""
    observed = damage("溧lx", [("鄉", "xiāng")])
    assert observed == "溧l(xiāng)x"
    assert repair(observed).text == "溧lx"


def test_a_swallowed_digit_is_said_to_be_lost() -> None:
    """The last lead byte and a digit are one question mark: no repair can tell the digit."""
    observed = damage("變為4人", [("優", "yōu"), ("驗", "yàn")])
    repaired = repair(observed, "likely")
    assert repaired.text == observed
    assert [place.kind for place in repaired.left] == ["gloss"]


def test_the_euro_sign_is_a_trail_byte() -> None:
    """0x80 alone is the euro sign in code page 936 and nowhere else."""
    assert gbk.encode("€") == b"\x80"
    assert gbk.decode(b"\x80A") == "€A"


@pytest.mark.parametrize(
    "text",
    [
        "是吗?(shì ma)", "真的吗?!我不信。", "他说：“好吗？”然后走了?；又回来。", "http://example.com/?a=1)&b=2", "f(x?y:z)",
        "(?yes)", "什么?)", "^_?)", "你好?ni)", "(好吗?hǎo)", "???", "价格是€5(yī)", "國(guó)際", "這(zhè)個?對。",
        "他问?!谁也不说。", "好?、不好?、随你。", "(这是什么?yàn)", "他说(真的吗?，不信)", "是?B型",
    ],
)  # fmt: skip
def test_prose_is_no_damage(text: str) -> None:
    """Question marks, brackets, addresses, code and faces are left alone, as the same object."""
    assert find_damage(text) == ()
    assert repair(text, "proved").text is text
    assert repair(text, "likely").text is text


@given(mixed | prose | hanzi | st.text(max_size=60), st.sampled_from(["proved", "likely"]))
@three_times_as_many
def test_undamaged_text_is_never_changed(text: str, level) -> None:
    """No repair without damage, of neither grade."""
    assert repair(text, level).text == text


def _gold() -> list[str]:
    files = [ROOT / "benchmarks/data/gold.jsonl", SHARED / "gold/dev.jsonl"]
    lines = [line for file in files if file.is_file() for line in file.read_text("utf-8").splitlines()]
    return [json.loads(line)["text"] for line in lines]


@pytest.mark.parametrize("level", ["proved", "likely"])
def test_no_text_of_the_gold_is_changed_unless_bytes_spell_a_key(level) -> None:
    """Ordinary ``?(`` stays; what is edited begins at ``?py)``, or at ``?`` and a mark on an injected page."""
    for text in _gold():
        for edit in repair(text, level).edits:
            assert re.match(rf"\?{READING}\)|\?[!?;,。！，；？、]|\({READING}\)", text[edit.start :]), text
            assert model.pinyin_strip.parse(text).injection.glosses, text


@given(prose | mixed, any_keys)
@three_times_as_many
@example("能夠對作業", [("驅", "qū"), ("業", "yè")])
def test_damage_comes_back_or_is_reported(text: str, keys: list[Key]) -> None:
    """Any text of the code page, any keys: a proved edit is right, and no place goes unmentioned."""
    traced = model.trace(text, keys)
    repaired = repair(traced.text)
    for edit in repaired.edits:
        assert model.is_right(text, traced, edit), edit
    for start, end in out_of_step(text, traced):
        assert touched(repaired, start, end), traced.text[start:end]


@given(prose, listed_keys)
@three_times_as_many
def test_a_text_without_a_report_is_the_original(text: str, keys: list[Key]) -> None:
    """Where nothing was left, what comes out is what went in, and the glosses after their own hanzi."""
    observed = damage(text, keys)
    repaired = repair(observed)
    if not repaired.left:
        assert GLOSS.sub("", repaired.text) == text


@given(hanzi, any_keys)
@three_times_as_many
def test_random_hanzi_come_back_or_are_reported(text: str, keys: list[Key]) -> None:
    """The same for hanzi in no order that anyone would write."""
    traced = model.trace(text, keys)
    repaired = repair(traced.text)
    for edit in repaired.edits:
        assert model.is_right(text, traced, edit), edit
    for start, end in out_of_step(text, traced):
        assert touched(repaired, start, end), traced.text[start:end]


@given(prose | mixed | hanzi, any_keys, cuts)
@three_times_as_many
def test_proved_holds_for_what_a_crawl_keeps(text: str, keys: list[Key], marks: str) -> None:
    """Private use lost, marks folded, pages cut: what is called proved is still right."""
    traced = model.as_crawled(model.trace(text, keys, marks))
    for edit in repair(traced.text).edits:
        assert model.is_right(text, traced, edit), edit


@given(prose, listed_keys, cuts)
@three_times_as_many
def test_a_likely_edit_is_right_or_says_that_it_is_not_proved(text: str, keys: list[Key], marks: str) -> None:
    """In the edit and in the finding; and each ``?py)`` is edited or reported."""
    traced = model.as_crawled(model.trace(text, keys, marks))
    repaired = repair(traced.text, "likely")
    document = parse(traced.text, Options(repair="likely"))
    said = {finding.start: finding.message for finding in document.findings() if finding.code == "R502"}
    for edit in repaired.edits:
        assert edit.grade in said[edit.start]
        assert edit.grade == "likely" or model.is_right(text, traced, edit), edit
    for match in re.finditer(rf"\?{READING}\)", traced.text):
        assert touched(repaired, *match.span()), traced.text


@given(prose, listed_keys, cuts)
@three_times_as_many
def test_proved_makes_the_proved_edits_of_likely(text: str, keys: list[Key], marks: str) -> None:
    """The level chooses among edits; it does not change what they are."""
    observed = damage(text, keys, cuts=marks)
    proved = repair(observed, "proved")
    likely = repair(observed, "likely")
    assert proved.edits == tuple(edit for edit in likely.edits if edit.grade == "proved")
    assert len(proved.edits) + len(proved.left) == len(likely.edits) + len(likely.left)


@given(prose | mixed | hanzi, any_keys, cuts)
@three_times_as_many
def test_the_traced_model_is_the_forward_model(text: str, keys: list[Key], marks: str) -> None:
    """The judge of the properties above damages as `forward.damage` does."""
    assume("?" not in damage(text, []))
    traced = model.trace(text, keys, marks)
    assert traced.text == damage(text, keys, cuts=marks)
    assert len(traced.origins) == len(traced.text) + 1


@given(st.text(st.sampled_from("國學對變為，。！A1€"), max_size=30), listed_keys)
@three_times_as_many
def test_damage_keeps_what_no_key_touches(text: str, keys: list[Key]) -> None:
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


@pytest.mark.parametrize(
    "unit",
    ["?ā)", "?a)", "?", "能夠?qū)ζ", *slow("?!"), "?；瑒", "(qū)", "對?qū)", "?yì)", "夠?yì)對", "學?，a", "為?yàn)€"],
)
def test_work_grows_with_the_text_and_no_faster(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in candidates that are read on, on text made to be searched: four times the text, four times the work."""
    steps = 0
    grown = branches.grown

    def counted(*args):
        nonlocal steps
        steps += 1
        return grown(*args)

    for module in (inverse, starts):
        monkeypatch.setattr(module, "grown", counted)
    repair(unit * 40, "likely")
    few, steps = steps, 0
    repair(unit * 160, "likely")
    assert steps <= 5 * few + 5000


@given(mixed, any_keys, cuts, st.sampled_from(["proved", "likely"]))
def test_the_public_function_tells_what_a_document_tells(original, keys, cuts, level) -> None:
    """The same edits and the same damage left, as R502 and R501; the text with the edits made, its glosses kept."""
    text = damage(original, keys, cuts=cuts)
    done = pinyin_strip.repair(text, level)
    document = parse(text, Options(repair=level, strip=()))
    assert done == repair(text, level)
    assert document.edits == done.edits
    assert document.clean() == done.text
    assert document.left == len(done.left)
    assert done.text is text or done.edits


def test_importing_opens_no_dictionary() -> None:
    """Neither pypinyin's data nor OpenCC is loaded before there is damage to look at."""
    code = (
        "import sys, pinyin_strip.damage as r; r.repair('國(guó)際'); "
        "assert not {'opencc', 'pypinyin'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@needs_shared
@pytest.mark.parametrize(("name", "proved", "likely"), [("dev", 0.5, 0.75), ("dev2", 0.25, 0.5)])
def test_real_excerpts_are_restored_and_none_wrongly(name, proved, likely) -> None:
    """Floors on the excerpts beside the repository; raise one when a change earns it."""
    items = _excerpts(name)
    for level, floor in (("proved", proved), ("likely", likely)):
        counts = model.measure_spots(items, level)
        assert counts["wrong"] == 0
        assert counts["restored"] >= floor * sum(counts.values())


@needs_shared
@pytest.mark.parametrize("name", ["dev", "dev2"])
def test_no_damaged_excerpt_passes_for_whole(name) -> None:
    """A filter by ``injection.damaged`` stops each, and nothing is reported where nothing is damaged."""
    seen = model.measure_seen(_excerpts(name))
    assert (seen["excerpts silent"], seen["false"]) == (0, 0)


def _excerpts(name: str) -> list[dict]:
    return [json.loads(line) for line in (SHARED / f"injected/{name}.jsonl").read_text("utf-8").splitlines()]
