"""HSK levels: as many hanzi as the standard grades, each at one level."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pinyin_strip import RubyOptions
from pinyin_strip.renderers.hsk import LEVELS, _table, known_at, known_hanzi


def test_every_level_has_as_many_hanzi_as_the_standard_says():
    """GF 0025-2021: 300 for each of six levels, 1200 for the band of the three highest; no hanzi twice."""
    assert {level: len(hanzi) for level, hanzi in _table().items()} == dict.fromkeys(LEVELS[:6], 300) | {"hsk7-9": 1200}
    assert len(set("".join(_table().values()))) == 3000


def test_levels_contain_those_below():
    """Who knows the hanzi of one level knows those below it."""
    known = [known_at(level) for level in LEVELS]
    assert all(lower < higher for lower, higher in pairwise(known))


def test_an_unknown_level_is_told():
    """With those that there are."""
    with pytest.raises(ValueError, match=r"hsk8.*hsk7-9"):
        known_at("hsk8")


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_can_be_named_wherever_hanzi_are_known(level):
    """In Python as on the command line."""
    assert RubyOptions(known=level).known == known_hanzi(level) == known_at(level)


@pytest.mark.parametrize("given", ["学 to learn; 校", {"学", "校"}, ["学校"], ("学", "校 (xiào)"), iter("学校")])
def test_of_a_list_every_hanzi_is_known(given):
    """Whatever else stands there."""
    assert RubyOptions(known=given).known == {"学", "校"}


@pytest.mark.parametrize("nothing", ["", (), {"abc"}])
def test_nothing_may_be_known(nothing):
    """A list without hanzi is short, not wrong."""
    assert RubyOptions(known=nothing).known == frozenset()


@pytest.mark.parametrize("wrong", ["hsk8", "HSK3", "a1"])
def test_a_text_without_hanzi_is_taken_for_a_level(wrong):
    """So that nobody's typing error passes in silence."""
    with pytest.raises(ValueError, match=rf"{wrong}.*hsk7-9"):
        RubyOptions(known=wrong)
