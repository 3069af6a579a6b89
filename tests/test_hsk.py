"""HSK levels: as many hanzi as the standard grades, each at one level."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pinyin_strip.renderers.hsk import LEVELS, _table, known_at


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
