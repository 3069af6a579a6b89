"""Which reading stands over which hanzi: doubled words, and syllables without a mark."""

from __future__ import annotations

import pytest

from pinyin_strip import RubyOptions, parse


def test_an_unmarked_syllable_beside_marked_ones_gets_the_dot_of_the_neutral_tone():
    """In zhuyin, no mark would say the first tone."""
    zhuyin = RubyOptions(notation="zhuyin")
    assert parse("媽媽(māma)").ruby("brackets", zhuyin) == "媽(ㄇㄚ)媽(˙ㄇㄚ)"
    assert parse("漂亮(piàoliang)").ruby("brackets", RubyOptions(notation="digits")) == "漂(piao4)亮(liang5)"


@pytest.mark.parametrize(
    ("text", "each", "whole"),
    [
        ("漂漂亮亮(piàopiaoliàngliàng)", "漂(piào)漂(piao)亮(liàng)亮(liàng)", "漂漂亮亮(piàopiaoliàngliàng)"),
        ("漂漂亮亮(piàoliang)", "漂漂(piào)亮亮(liang)", "漂漂亮亮(piàoliang)"),
        ("高高兴兴（gāoxìng）地", "高高(gāo)兴兴(xìng)地", "高高兴兴(gāoxìng)地"),
        ("看看(kànkan)", "看(kàn)看(kan)", "看看(kànkan)"),
        ("你好好(hào)学", "你好好(hào)学", "你好好(hào)学"),
        ("研究研究(yánjiū)", "研究研(yán)究(jiū)", "研究研究(yánjiū)"),
        ("高兴兴(gāoxìng)", "高(gāo)兴(xìng)兴", "高兴(gāoxìng)兴"),
    ],
)
def test_one_reading_over_a_doubled_word_stands_over_all_of_it(text, each, whole):
    """Of AABB read AB each pair has its syllable; of other doubled words the author says what is read."""
    document = parse(text)
    for layout, expected in {"jukugo": each, "mono": each, "group": whole}.items():
        assert document.ruby("brackets", RubyOptions(layout=layout)) == expected
