"""What people see of a text that is a source with signs of markup in it: every finding, each where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinyin_strip import parse
from pinyin_strip.formats import Settings, by_name
from pinyin_strip.formats.proofs import texts_in_hand
from pinyin_strip.places import ShownBlock, ShownSpan
from pinyin_strip.report.page.model import build
from pinyin_strip.report.page.reported import ReportedFile, ReportedText
from pinyin_strip.report.page.runs import runs
from pinyin_strip.report.page.seen import Seen
from tests.strategies import texts

words = st.sampled_from(
    ["江", "**江**(jiàng)", "*岸(àn）*", "[六(lìu)](/x)", "`河(hè)`", "(**jiāng**)", "a\\*", "&amp;", "<ruby>船<rt>cuán</rt></ruby>",
     "![帆(fán)](/y)", "\n", "\n\n", "> ", "- ", "| 岸(ān) | 江 |\n|---|---|\n| 六**(lìu)** | x |\n", "(lù)", " ", "努(**nù**)", "<br>"]
)  # fmt: skip
sources = st.one_of(
    st.lists(words, max_size=12).map("".join), texts.map(lambda text: text.encode("utf-8", "replace").decode())
)


def _reported(source):
    """A Markdown file as the command hands it to the page."""
    read = texts_in_hand(source, by_name("markdown"), Settings())
    return ReportedFile(
        "a.md", "", [ReportedText(one.document, number=one.number, blocks=one.blocks()) for one in read]
    )


@given(sources)
@settings(max_examples=150)
def test_every_finding_is_seen_on_its_page(source):
    """Whatever signs stand in it or around it."""
    page = build([_reported(source)])
    for number, one in enumerate(page.findings):
        runs_there = [run for passage in page.files[0].pages[one.page] for run in passage.runs]
        assert any(number in run.findings and run.text for run in runs_there)
        assert one.source


@given(sources)
@settings(max_examples=150)
def test_what_is_seen_stands_where_its_run_begins(source):
    """Runs ascend; the characters of each are those of the source from its place on, signs left out, or what they are written as."""
    for text in _reported(source).texts:
        written = {span.start: span.written for block in text.seen for span in block.spans if span.written is not None}
        last = 0
        for _, shown in Seen(source, text.seen).passages(runs(text.document, 0)):
            for run in shown:
                assert run.start >= last
                at = last = run.start
                if run.text == written.get(at):
                    continue
                for char in run.text:
                    at = source.index(char, at) + 1 if char in source[at:] else at
                assert source.startswith(run.text[0], run.start) or written.get(run.start, " ")[0] == run.text[0]
                assert run.kind or source.startswith(run.text, run.start)


@given(texts)
def test_a_text_without_blocks_is_seen_as_it_stands(text):
    """One passage with all its runs."""
    document = parse(text)
    shown = list(Seen(text, ReportedText(document, "paragraph 1").seen).passages(runs(document, 0)))
    assert shown == ([("paragraph 1", list(runs(document, 0)))] if text else [])


@given(texts, st.data())
def test_the_context_of_such_a_text_is_cut_out_of_its_line(text, data):
    """As many code points as are asked for, and no line break."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, source, after = Seen(text, [ShownBlock("", [ShownSpan(0, len(text))])]).around(start, end, 5)
    assert (before, source, after) == (
        text[max(0, start - 5) : start].rpartition("\n")[2], text[start:end], text[end : end + 5].partition("\n")[0]
    )  # fmt: skip


def _context(source):
    (one,) = build([_reported(source)]).findings
    return one.place, one.before, one.source, one.after


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("# 江\n\n她**努**(nù)[力](/boat)。\n\n岸", ("3:7", "她努", "(nù)", "力。")),
        ("a &amp; 努(**nù**)力", ("1:10", "a & 努", "(nù)", "力")),
        ("- 努(nù)\n- 力", ("1:4", "努", "(nù)", "")),
    ],
)
def test_the_context_of_a_finding_has_no_signs_and_ends_with_its_block(source, context):
    """Its place is that of the file, as check prints it."""
    assert _context(source) == context


def test_a_finding_of_which_nothing_would_be_seen_stands_as_it_is():
    """Behind what is seen before it, or alone."""
    text = "江努(nù)力"
    for blocks, labels in (([ShownBlock("a", [ShownSpan(0, 1)])], ["a"]), ([], [""])):
        shown = list(Seen(text, blocks).passages(runs(parse(text), 0)))
        assert [label for label, _ in shown] == labels
        assert "努" in "".join(run.text for _, found in shown for run in found if run.findings)
        assert Seen(text, blocks).around(2, 6, 4)[1] == "(nù)"
