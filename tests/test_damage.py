"""Damage is seen where it is, with or without a question mark, and prose that looks like it is left alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinyin_strip import Options, check, clean, clean_array, clean_many, parse
from pinyin_strip.damage import find_damage, may_be_damaged, out_of_step, repair
from pinyin_strip.damage.forward import CUT_MARKS, damage
from pinyin_strip.damage.injected import COMMON, READING, usual_reading
from pinyin_strip.damage.page import LONGEST

DATA = Path(__file__).parent / "data" / "damage.jsonl"
CASES = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
SEEN = [case for case in CASES if case["damage"] and "known" not in case]
PROSE = [case for case in CASES if not case["damage"]]
UNSEEN = [
    pytest.param(case, marks=pytest.mark.xfail(strict=True, reason=case["known"]), id=case["name"])
    for case in CASES
    if "known" in case
]
KEYS = [(char, usual_reading(char)) for char in COMMON]
IN_STEP = "我們學(xué)校的產(chǎn)品和市場(chǎng)"
sentences = st.lists(
    st.sampled_from(
        [
            "他聽了以后很生氣。", "“你們怎么現在才來？”", "這里的孩子們非常看重方法，", "廠里的設備非常可靠。", "因為下雨，",
            "能夠對作業提出意見，", "字的大小，可以調整。", "天氣非常好。", "老師說。“不敢說謊的人最可靠。”", "發展得非常快。",
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)  # fmt: skip
keys = st.lists(st.sampled_from(KEYS), min_size=5, max_size=len(KEYS), unique=True)


def _named(case):
    return case["name"]


def _spans(text):
    return [text[place.start : place.end] for place in find_damage(text)]


@pytest.mark.parametrize("case", SEEN, ids=_named)
def test_damage_is_seen_reported_and_counted(case):
    """Each span is a finding, and each counts, so that a filter by ``damaged`` does not let the page through."""
    document = parse(case["text"])
    assert _spans(case["text"]) == case["damage"]
    assert [one.given for one in document.findings() if one.code == "R501"] == case["damage"]
    assert document.injection.damaged == document.injection.left == len(case["damage"])


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_what_stands_outside_of_damage_is_cleaned(case):
    """A reading that follows its own hanzi goes, whatever is broken before it."""
    assert clean(case["text"]) == case["clean"]


@pytest.mark.parametrize("case", SEEN, ids=_named)
def test_repair_puts_back_what_is_likely_and_leaves_the_rest(case):
    """What no byte is left of stays as it is, and is said to be left."""
    assert clean(case["text"], Options(repair="likely")) == case.get("likely", case["clean"])


@pytest.mark.parametrize("case", PROSE, ids=_named)
def test_prose_that_looks_like_damage_is_none(case):
    """Question marks, letters amid hanzi, addresses, code: nothing is reported, and nothing repaired."""
    assert find_damage(case["text"]) == ()
    assert repair(case["text"], "likely").text is case["text"]
    assert not [one for one in check(case["text"]) if one.code.startswith("R5")]


@pytest.mark.parametrize("case", UNSEEN)
def test_what_is_not_seen_yet(case):
    """Whoever makes one of these pass takes the word ``known`` out of its line."""
    assert _spans(case["text"]) == case["damage"]


def test_names_are_unique():
    """A name finds its line."""
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("kept", ["<!--x-->", "<div class='a'>", "</p>", "<br>"])
def test_a_swallowed_sign_is_never_called_proved(kept):
    """The ``?`` before ``!--`` is no cut: it is the second byte of a hanzi and the first sign of the comment."""
    observed = damage(f"他們決定不去了，因為{kept}下雨", [("驗", "yàn"), ("決", "jué")])
    assert f"?yàn)?{kept[1:]}" in observed
    assert repair(observed).text == observed
    assert repair(observed, "likely").text.startswith(f"他們決(jué)定不去了，因為{kept}")


def test_an_ascii_mark_that_closes_behind_hanzi_may_have_been_swallowed():
    """Where the page has such marks, a cut before an ASCII comma is likely, and no more."""
    observed = "學(xué)習(xí)計(jì)劃,因?yàn)?,他說"
    (edit,) = repair(observed).edits
    assert (edit.replacement, edit.grade) == ("為", "proved")
    for quoted in ('"學(xué)習(xí)"', '"學(xué)習(xí)計劃"'):
        (edit,) = repair(f"{quoted},{observed}", "likely").edits
        assert (edit.replacement, edit.grade) == ("為", "likely")


def test_a_reading_behind_a_letter_shows_a_cut_that_left_no_trace():
    """One decoder shows nothing for a lead byte that dangles: 。“ becomes ! and half a hanzi."""
    observed = damage("他很高興。“不敢說謊”", [("說", "shuō")], cuts=CUT_MARKS, dangling="")
    (place,) = find_damage(observed)
    assert observed[place.start : place.end] == "！安桓艺f(shuō)"
    (edit,) = repair(observed, "likely").edits
    assert (edit.replacement, edit.grade) == ("。“不敢說(shuō)", "likely")


def test_a_hidden_tag_needs_a_page_with_injected_readings():
    """Elsewhere a question may well stand before what looks like a tag."""
    assert _spans("學(xué)校已經(jīng)?div id=") == ["?div id="]
    assert _spans("怎么用?div id=") == []


def test_a_page_without_readings_is_looked_at_all_the_same():
    """A cleaner that took the readings out left the damage."""
    assert may_be_damaged("區?,F開放")
    assert parse("區?,F開放").injection.damaged == 1


@settings(deadline=None, max_examples=60)
@given(sentences, keys, st.sampled_from(["?", ""]), st.booleans())
def test_spans_are_in_order_apart_and_bounded(text, chosen, dangling, folded):
    """No span swallows the page."""
    observed = damage(text, chosen, cuts=CUT_MARKS, dangling=dangling)
    observed = observed.translate(str.maketrans("，！？；：", ",!?;:")) if folded else observed
    end = 0
    for place in find_damage(observed):
        assert end <= place.start < place.end <= len(observed)
        assert place.end - place.start <= 2 * LONGEST
        end = place.end


@settings(deadline=None, max_examples=60)
@given(sentences, keys, st.sampled_from(["?", ""]), st.booleans())
def test_readings_in_step_go_whatever_is_broken_before_them(text, chosen, dangling, stripped):
    """Also where the page lost the euro sign that closed a run."""
    observed = damage(text, chosen, cuts=CUT_MARKS, dangling=dangling)
    observed = observed.replace("€", "") if stripped else observed
    assert clean(f"{observed}我們?cè)谶要{IN_STEP}").endswith(clean(IN_STEP))


def _brackets(text):
    return [match.span() for match in re.finditer(rf"\({READING}\)", text)]


@settings(deadline=None, max_examples=60)
@given(sentences, keys, st.sampled_from(["?", ""]), st.data())
def test_whether_a_reading_is_out_of_step_is_asked_of_each_by_itself(text, chosen, dangling, data):
    """Whatever else is asked for: so the fast scan, which asks for less, says what the stages say."""
    observed = damage(text, chosen, cuts=CUT_MARKS, dangling=dangling) + IN_STEP
    spans = _brackets(observed)
    some = set(data.draw(st.lists(st.sampled_from(spans))))
    assert out_of_step(observed, some) == out_of_step(observed, spans) & some


@pytest.mark.parametrize("case", CASES, ids=_named)
def test_a_reading_that_touches_no_damage_is_in_step(case):
    """Where Chinese shows that it is, nothing is searched for; elsewhere the damage that is found tells."""
    text = case["text"]
    places = find_damage(text)
    touching = {span for span in _brackets(text) if any(span[0] < one.end and one.start < span[1] for one in places)}
    assert out_of_step(text, _brackets(text)) <= touching


def test_a_reading_inside_a_run_is_out_of_step():
    """The bytes between two hanzi can spell a third one, and what follows it is read as that."""
    text = "能夠?qū)ψ鳂I(yè)，我們的學(xué)校"
    inside, behind = _brackets(text)
    assert out_of_step(text, [inside, behind]) == {inside}


@settings(deadline=None, max_examples=60)
@given(sentences)
def test_undamaged_sentences_have_no_damage(text):
    """Nor have they with readings after their own hanzi, and with ASCII marks."""
    glossed = "".join(f"{char}({usual_reading(char)})" if char in COMMON else char for char in text)
    for written in (text, glossed, glossed.translate(str.maketrans("，！？；：", ",!?;:"))):
        assert find_damage(written) == ()


def test_many_texts_are_cleaned_and_counted_as_one_is():
    """The fast scan leaves every text in which damage may stand."""
    texts = [case["text"] for case in CASES]
    assert clean_many(texts) == [clean(text) for text in texts]
    pa = pytest.importorskip("pyarrow")
    counted = clean_array(pa.array(texts), stats=True)[1]
    assert counted.damaged == sum(parse(text).injection.damaged for text in texts)


def test_ordinary_text_costs_no_dictionary():
    """A mark is found by looking for signs; what is no mark goes no further."""
    assert not may_be_damaged("好!安全第一,大家都记住了? 买了T恤(M码)。f(x)=1")
