"""Injected pages through the whole line: damage is left alone, or undone first, and everything maps to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinyin_strip import Options, clean, parse
from pinyin_strip.damage.forward import damage
from pinyin_strip.damage.injected import COMMON, usual_reading

KEYS = [(char, usual_reading(char)) for char in COMMON]
PAGE = "能夠對作業，因為下雨，他們在圖書館門口等我。"
DAMAGED = damage(PAGE, KEYS)
pages = st.lists(
    st.sampled_from(
        ["對作業，", "他們在圖書館等我。", "因為下雨，", "經濟發展離不開教育。", "是嗎？(shì ma)", "長(zhǎng)大以後"]
    ),
    min_size=1,
    max_size=5,
).map(lambda lines: damage("".join(lines), KEYS))


def test_the_page_is_damaged():
    """The forward model breaks characters, or the tests below show nothing."""
    assert "?" in DAMAGED


def test_without_repair_a_damaged_span_comes_out_as_it_is():
    """The reading inside a shifted run follows bytes, not a hanzi."""
    text = "能夠?qū)ψ鳂I(yè)，發(fā)展很快。"
    assert clean(text) == "能夠?qū)ψ鳂I(yè)，發展很快。"
    assert [finding.code for finding in parse(text).findings()] == ["R501"]


def test_with_repair_the_original_comes_back_and_the_edit_is_named():
    """Repair reads the bytes first; the gloss inside the run goes with the rest."""
    document = parse("能夠?qū)ψ鳂I(yè)，發(fā)展很快。", Options(repair="proved"))
    assert document.clean() == "能夠對作業，發展很快。"
    (edit,) = document.edits
    assert document.text[edit.start : edit.end] == "?qū)ψ鳂I(yè)"
    assert (edit.replacement, edit.certain, edit.grade) == ("對作業", "對", "proved")


def test_script_is_converted_last():
    """Conversion first would destroy the bytes; after repair and cleaning the page reads as before the mirror."""
    options = Options(repair="likely", script="simplified")
    assert clean("能夠?qū)ψ鳂I(yè)，發(fā)展很快。", options) == "能够对作业，发展很快。"


def test_a_page_tells_how_far_it_is_injected():
    """Pipelines tag or drop pages by this."""
    injection = parse("能夠?qū)ψ鳂I(yè)，發(fā)展很快，問(wèn)題不大。", Options(repair="proved")).injection
    assert (injection.glosses, injection.damaged, injection.repaired, injection.left) == (2, 1, 1, 0)
    assert 0 < injection.share < 1
    assert parse("岸芷汀(tīng)蘭").injection.glosses == 0


def test_injected_readings_are_held_against_the_context_only_when_asked():
    """They were chosen without context: 應 is always yīng."""
    text = "應(yīng)用問(wèn)題發(fā)生了，還有產(chǎn)業(yè)"
    assert parse(text).findings() == []
    assert [f.base for f in parse(text, Options(injected="check")).findings()] == ["應"]


@pytest.mark.parametrize("text", ["是吗?(shì ma)好", "真的吗？！（zhēn de ma）", "f(x?y:z)国(guó)", "?a=1)"])
def test_question_marks_of_prose_are_no_damage(text):
    """Only bytes that spell a key are."""
    assert not [finding for finding in parse(text).findings() if finding.code == "R501"]


@given(pages, st.sampled_from([False, "proved", "likely"]))
@settings(deadline=None, max_examples=40)
def test_offsets_of_repaired_pages_map_both_ways(text, level):
    """Outside repairs every offset is found again; inside, the repair's own place."""
    document = parse(text, Options(repair=level))
    cleaned = document.clean()
    places = [document.to_clean(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(cleaned)
    for offset in range(len(cleaned) + 1):
        source = document.to_source(offset)
        inside = any(edit.start <= source < edit.end for edit in document.edits)
        assert inside or document.to_clean(source) == offset


@given(pages, st.sampled_from(["proved", "likely"]))
@settings(deadline=None, max_examples=40)
def test_clean_is_the_source_with_edits_made_and_spans_removed(text, level):
    """Edits and removed spans are the whole truth, and never overlap."""
    document = parse(text, Options(repair=level))
    changes = sorted(
        [*((s, e, "") for s, e in document.removed), *((e.start, e.end, e.replacement) for e in document.edits)]
    )
    kept, last = [], 0
    for start, end, replacement in changes:
        assert start >= last
        kept += [text[last:start], replacement]
        last = end
    assert document.clean() == "".join([*kept, text[last:]])
