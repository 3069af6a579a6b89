"""What holds for every text, whatever is in it."""

from __future__ import annotations

import html
import pickle
import re

import pypinyin
from hypothesis import assume, given
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from pinyin_strip import Notation, Options, Verdict, check, clean, parse
from pinyin_strip.syllables import spell
from tests.strategies import listed_hanzi, texts


@given(texts)
def test_parsing_never_raises_and_keeps_the_text(text):
    """A document holds the very text that it was made from."""
    assert parse(text).text is text


@given(texts)
def test_clean_deletes_exactly_the_spans_that_it_reports(text):
    """The clean text is the source without the removed spans, which are sorted and do not overlap."""
    document = parse(text)
    last, kept = 0, []
    for start, end in document.removed:
        assert last <= start < end <= len(text)
        kept.append(text[last:start])
        last = end
    assert document.clean() == "".join(kept) + text[last:]


@given(texts)
def test_a_text_in_which_nothing_is_removed_comes_back_as_the_same_object(text):
    """No copy is made where nothing was to do."""
    document = parse(text)
    assert document.removed or document.clean() is text


_LABEL = re.compile(r"(?i:hanyu pinyin|pinyin|pronounced|zhuyin|bopomofo|py)|</?r[tp][^<>]*>|&[a-z]+;|\\\\[nrt]")
_MARKS = re.compile(
    r"[\s'’‘ʼ`´\-‐-―−·•・‧_/／,，、.。．…!！?？;；:：“”\"「」『』～~|｜()（）\[\]［］【】〖〗〔〕{}｛｝《》\u200b-\u200f\u2060\ufeff\u00ad]"
)


def _letters(text):
    """The letters, digits and tone signs of a reading, however it is set."""
    return _MARKS.sub("", _LABEL.sub("", text))


@given(texts)
def test_what_goes_is_the_gloss_and_nothing_else(text):
    """Every removed character is a letter, digit or tone sign of the reading, or a mark, blank or label of that gloss."""
    for gloss in parse(text).glosses:
        if gloss.stripped and gloss.notation is not Notation.HOMOPHONE:
            gone = _letters(text[gloss.start : gloss.end])
            assert re.sub("[音拼注读讀作为為或]", "", gone) == _letters(gloss.text), gloss


@given(texts)
def test_every_offset_of_a_gloss_slices_back_to_what_was_written(text):
    """Glosses and their bases lie in the text, and what is said of them stands there."""
    for gloss in parse(text).glosses:
        assert 0 <= gloss.base_start < gloss.base_end <= len(text)
        assert gloss.start < gloss.end <= len(text)
        assert all(text[s.start : s.end].strip() for s in gloss.syllables)


@given(texts)
def test_offsets_map_to_the_clean_text_and_back(text):
    """Every offset of the clean text is found again, and kept characters keep their identity."""
    document = parse(text)
    cleaned = document.clean()
    for offset in range(len(cleaned) + 1):
        source = document.to_source(offset)
        assert document.to_clean(source) == offset
        assert offset == len(cleaned) or text[source] == cleaned[offset]
    places = [document.to_clean(offset) for offset in range(len(text) + 1)]
    assert places == sorted(places)


@given(texts)
def test_ruby_without_its_readings_is_the_clean_text(text):
    """Dropping rt and rp elements and the ruby tags, and unescaping, gives clean()."""
    document = parse(text)
    bare = re.sub(r"<rp>[^<]*</rp>|<rt>[^<]*</rt>|</?ruby>", "", document.ruby())
    assert html.unescape(bare) == html.unescape(html.escape(document.clean()))
    assert "<" not in bare
    assert ">" not in bare


@given(texts)
def test_findings_lie_in_the_text_in_order(text):
    """A finding's span can be marked in an editor."""
    starts = [finding.start for finding in check(text)]
    assert starts == sorted(starts)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in check(text))


@given(texts)
def test_documents_travel_between_processes(text):
    """Every value is picklable and equal afterwards."""
    document = parse(text)
    assert pickle.loads(pickle.dumps(document)) == document


@given(texts, st.sampled_from(list(Verdict)))
def test_only_the_verdicts_that_were_asked_for_are_removed(text, verdict):
    """Options.strip is the whole truth about verdicts."""
    document = parse(text, Options(strip=frozenset({verdict})))
    assert all(gloss.verdict is verdict for gloss in document.glosses if gloss.stripped)


def _spellings(reading: str, style: Style) -> str:
    return convert(reading, style, strict=False, default=reading)


@given(st.lists(st.tuples(listed_hanzi, st.integers(0, 9)), min_size=1, max_size=12), st.data())
def test_annotating_with_any_listed_reading_and_cleaning_gives_the_hanzi_back(pairs, data):
    """Whatever pypinyin lists, in marks, digits or zhuyin, is taken out again."""
    style = data.draw(st.sampled_from([Style.TONE, Style.TONE3, Style.BOPOMOFO]))
    opening, closing = data.draw(st.sampled_from(["()", "（）", "[]", "〔〕", "{}", "【】"]))
    written = []
    for hanzi, choice in pairs:
        toned = [r for r in PINYIN_DICT[ord(hanzi)].split(",") if _spellings(r, Style.TONE3)[-1].isdigit()]
        written.append(f"{hanzi}{opening}{_spellings(toned[choice % len(toned)], style)}{closing}")
    assert clean("".join(written)) == "".join(hanzi for hanzi, _ in pairs)


@given(st.lists(listed_hanzi, min_size=1, max_size=8).map("".join))
def test_word_glosses_as_pypinyin_writes_them_are_taken_out(word):
    """The reading of a whole word, with the apostrophes that orthography asks for, goes too."""
    reading = pypinyin.slug(word, style=Style.TONE, separator="'")
    assume(spell(reading).notation is Notation.MARKS)  # 的(de) alone has no tone to prove it
    assert clean(f"“{word}”({reading})。") == f"“{word}”。"


@given(texts)
def test_cleaning_twice_changes_nothing_more(text):
    """Cleaning is idempotent."""
    once = clean(text)
    assert clean(once) == once
