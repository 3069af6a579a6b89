"""Shortcuts of repair give what the long way gives: words counted when asked, the likeliest among few, bounds."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pinyin_strip.damage import gbk, plausibility
from pinyin_strip.damage.choices import Choices
from pinyin_strip.damage.own_words import FEW, PageWords
from pinyin_strip.damage.page import Page, trails_of
from pinyin_strip.damage.reading import Reading

TEXT = "發展得很快,头发发白。哈哈哈哈,后來以後,「發发」髮髪;①一\n\u3000能夠對作業提出意見。" * 3 + "是的"
LEADS = st.integers(0x81, 0xFE)
BEFORE = st.sampled_from("的是發后夠。，①\n \u3000A")
pages = st.sampled_from(["", TEXT])


def _beginning_with(lead):
    return [gbk.code_page().char_of[bytes((lead, trail))] for trail in trails_of(lead) if trail > 0x80]


@pytest.mark.parametrize("asked_before", [0, 2 * FEW])
def test_words_are_counted_in_any_variant_and_overlapping(asked_before):
    """One by one as all at once, which is what happens after FEW."""
    words = PageWords(TEXT)
    plain = "".join(map(plausibility.form_of, TEXT))
    for at in range(asked_before):
        assert words.singles[chr(0x9000 + at)] == 0
        assert words.pairs[chr(0x9000 + at) + "的"] == 0
    for form, times in Counter(plain).items():
        assert words.singles[form] == (times if "\u4e00" <= form <= "\u9fff" else 0)
    for first, second in pairwise(plain):
        if words.singles[first] and words.singles[second]:
            assert words.pairs[first + second] == sum(plain.startswith(first + second, at) for at in range(len(plain)))


@example(lead=0xA1, before="發", text="")
@given(lead=LEADS, before=BEFORE, text=pages)
def test_the_likeliest_are_the_likeliest_of_all(lead, before, text):
    chars = _beginning_with(lead)
    choices, words = Choices({char: ord(char) for char in chars}), PageWords(text)
    anywhere = sorted(((plausibility.score(char, before), char) for char in chars), reverse=True)
    here = sorted(((words[before + char], char) for char in chars), reverse=True)
    assert choices.likeliest(18, before) == anywhere[:18]
    assert choices.likeliest_on(words, 8, before) == here[:8]


@given(lead=LEADS, before=BEFORE, text=pages)
def test_no_half_scores_more_than_its_bound(lead, before, text):
    reading = Reading(Page(text, {}))
    words = reading.page.words
    assert all(words[before + char] <= reading.best_half(lead, before) + 1e-9 for char in _beginning_with(lead))


@given(data=st.binary(max_size=12), dangling=st.sampled_from(["?", ""]))
def test_bytes_are_decoded_as_mbstring_does(data, dangling):
    """Against a loop that reads one or two bytes at a time."""
    out, at = "", 0
    while at < len(data):
        single = data[at] <= 0x80 or data[at] == 0xFF
        if single:
            out += {0x80: "€", 0xFF: "?"}.get(data[at], chr(data[at]))
        else:
            out += gbk.code_page().char_of.get(data[at : at + 2], "?") if at + 1 < len(data) else dangling
        at += 1 if single else 2
    assert gbk.decode(data, dangling) == out
