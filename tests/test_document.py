"""The values that travel: documents, glosses and findings, their offsets, and that nothing changes them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Convention, Document, Gloss, Notation, Options, Syllable, Verdict, check, parse
from pinyin_strip.values import Edit

SAMPLE = "大(dà)雨｜伞《sǎn》(rèn)"


def _gloss(span, stripped=True, extra=None):
    return Gloss(*span, 0, 1, "sǎn", Notation.MARKS, Convention.BARE, (), Verdict.MATCH, (), stripped, extra)


@st.composite
def documents(draw):
    """Documents with any glosses at all, in any order, overlapping or not."""
    text = draw(st.text(min_size=1, max_size=30))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8)).map(lambda s: (s[0], min(len(text), sum(s))))
    glosses = st.builds(_gloss, spans, st.booleans(), st.one_of(st.none(), spans))
    return Document(text, tuple(draw(st.lists(glosses, max_size=6))))


# ---------------------------------------------------------------------------------------------- properties


@given(documents())
def test_removed_spans_are_sorted_and_disjoint(document):
    """However glosses overlap, each character is taken out once."""
    assert all(start < end for start, end in document.removed)
    assert all(one[1] <= other[0] for one, other in zip(document.removed, document.removed[1:], strict=False))


@given(documents())
def test_exactly_the_stripped_spans_are_removed(document):
    """A character goes if a stripped gloss covers it, and stays if none does."""
    covered = {
        i for gloss in document.glosses if gloss.stripped for start, end in gloss.spans for i in range(start, end)
    }
    assert {i for start, end in document.removed for i in range(start, end)} == covered
    assert document.clean() == "".join(char for i, char in enumerate(document.text) if i not in covered)


@given(documents())
def test_clean_offsets_map_to_the_source_and_back(document):
    """The character at an offset is the same in both texts."""
    clean = document.clean()
    for offset in range(len(clean) + 1):
        assert document.to_clean(document.to_source(offset)) == offset
    assert "".join(document.text[document.to_source(offset)] for offset in range(len(clean))) == clean


@given(documents(), st.data())
def test_a_clean_span_maps_to_the_source_that_it_was_made_of(document, data):
    """What is taken out inside it belongs to it, what is taken out at its end does not."""
    clean = document.clean()
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    first, last = document.to_source_span(start, end)
    gone = {i for span in document.removed for i in range(*span)}
    assert "".join(document.text[i] for i in range(first, last) if i not in gone) == clean[start:end]
    assert last == first or last - 1 not in gone


@given(documents())
def test_source_offsets_map_to_the_clean_text_in_order(document):
    """From the first place to the last, never backwards; a removed span is one place."""
    places = [document.to_clean(offset) for offset in range(len(document.text) + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(document.clean()))
    assert all(len(set(places[start:end])) == 1 for start, end in document.removed)


@given(documents())
def test_changes_make_the_clean_text_and_its_offsets(document):
    """Also where nothing else of the document is at hand."""
    edits = tuple(Edit(start, end, new, "", "", "", "") for start, end, new in document.changes)
    again = Document(document.text, edits=edits)
    clean = document.clean()
    assert again.clean() == clean
    assert [again.to_source(i) for i in range(len(clean) + 1)] == [document.to_source(i) for i in range(len(clean) + 1)]


@given(documents())
def test_documents_are_picklable_values(document):
    """Equal after the journey, and with the same hash."""
    again = pickle.loads(pickle.dumps(document))
    assert (again, hash(again)) == (document, hash(document))
    assert again.removed == document.removed


@pytest.mark.parametrize("protocol", range(4))
def test_documents_of_earlier_versions_are_unpickled(protocol):
    """They name every value as one of the room of documents, where it stood then."""
    document = parse("大(dà)雨(yú)伞(san3)", Options(repair="proved"))
    stored = pickle.dumps(document, protocol).replace(b"pinyin_strip.values\n", b"pinyin_strip.document\n")
    assert b"pinyin_strip.values" not in stored
    assert pickle.loads(stored) == document


# ------------------------------------------------------------------------------------------------ examples


def test_offsets_of_a_sample():
    """Before, inside and after a removed span."""
    document = parse("大(dà)雨")
    assert [document.to_clean(offset) for offset in range(7)] == [0, 1, 1, 1, 1, 1, 2]
    assert [document.to_source(offset) for offset in range(3)] == [0, 5, 6]


@pytest.mark.parametrize("offset", [-1, 7])
def test_an_offset_outside_the_source_is_refused(offset):
    """The error says where the text ends."""
    with pytest.raises(IndexError, match=r"outside the source text \(0 to 6\)"):
        parse("大(dà)雨").to_clean(offset)


@pytest.mark.parametrize("offset", [-1, 3])
def test_an_offset_outside_the_clean_text_is_refused(offset):
    """The error says where the text ends."""
    with pytest.raises(IndexError, match=r"outside the clean text \(0 to 2\)"):
        parse("大(dà)雨").to_source(offset)


def test_offsets_count_code_points():
    """A hanzi of another plane is one."""
    assert parse("\U00020000(hē)雨").to_clean(5) == 1


def test_a_gloss_tells_all_about_itself():
    """Where it stands, what it reads, how it is spelt, what it spells, and what became of it."""
    (gloss,) = parse("一把雨伞（拼音：yǔsǎn）").glosses
    assert gloss == Gloss(
        4, 14, 2, 4, "yǔsǎn", Notation.MARKS, Convention.PARENTHESIS,
        (Syllable("yǔ", "yu", 3, 2, 3), Syllable("sǎn", "san", 3, 3, 4)), Verdict.MATCH, (), True,
    )  # fmt: skip


def test_what_goes_with_a_gloss_is_one_of_its_spans():
    """The bar before an Aozora base."""
    document = parse("一把｜雨伞《yǔsǎn》")
    assert document.glosses[0].spans == ((2, 3), (5, 12))
    assert document.removed == ((2, 3), (5, 12))


def test_a_kept_gloss_is_there_all_the_same():
    """It has its verdict and what was expected."""
    gloss = parse(SAMPLE).glosses[-1]
    assert (gloss.text, gloss.verdict, gloss.stripped) == ("rèn", Verdict.MISMATCH, False)


def test_a_gloss_that_comes_to_light_later_has_source_offsets():
    """Taking one out brings the next to its hanzi."""
    document = parse("伞(sǎn)sǎn下")
    assert document.clean() == "伞下"
    assert [document.text[gloss.start : gloss.end] for gloss in document.glosses] == ["(sǎn)", "sǎn"]
    assert [(gloss.base_start, gloss.base_end) for gloss in document.glosses] == [(0, 1), (0, 1)]


@pytest.mark.parametrize(
    "value",
    [parse(SAMPLE), parse(SAMPLE).glosses[0], parse(SAMPLE).glosses[0].syllables[0], check(SAMPLE)[0], Options()],
    ids=lambda value: type(value).__name__,
)
def test_values_cannot_be_changed_and_travel(value):
    """Frozen, equal to their pickled selves, usable as keys."""
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)
    assert pickle.loads(pickle.dumps(value)) == value
    assert hash(pickle.loads(pickle.dumps(value))) == hash(value)


def test_the_list_of_findings_is_the_callers_own():
    """Emptying it changes no document."""
    document = parse("伞(sān)")
    document.findings().clear()
    assert len(document.findings()) == 1


def test_the_text_is_never_copied_without_need():
    """A document holds the very text, gives it back where nothing goes, and cleans it once."""
    text = "没有读音的一句话(rain)"
    assert parse(text).text is text
    assert parse(text).clean() is text
    document = parse(SAMPLE)
    assert document.clean() is document.clean()


def test_an_unknown_ruby_style_is_refused_with_the_known_ones():
    """The error says what to write instead."""
    with pytest.raises(ValueError, match=r"unknown ruby style 'neon'; known: .*html"):
        parse("伞(sǎn)").ruby("neon")


def test_a_renderer_can_be_ones_own():
    """It is a function of the document."""
    assert parse("伞(sǎn)").ruby(lambda document: str(len(document.glosses))) == "1"


def test_a_document_renders_in_a_process_that_only_unpickles_it():
    """Nothing has to be imported by hand for a value that travels."""
    code = "import pickle, sys; print(pickle.load(sys.stdin.buffer).ruby())"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        input=pickle.dumps(parse("伞(sǎn)")),
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode().strip() == "<ruby>伞<rp>(</rp><rt>sǎn</rt><rp>)</rp></ruby>"
