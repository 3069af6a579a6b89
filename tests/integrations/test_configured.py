"""Options out of mappings: every field, and nothing but the fields."""

from __future__ import annotations

import pytest

from pinyin_strip import Options
from pinyin_strip.integrations.configured import options_from


def test_a_mapping_that_names_every_option_gives_them_back():
    """Lists stand for sets."""
    options = Options(
        strip={"match", "tone"}, conventions={"square"}, repair="likely", script="traditional", erhua="apart"
    )
    written = {name: getattr(options, name) for name in Options.__slots__}
    written |= {name: sorted(written[name]) for name in ("strip", "conventions")}
    assert options_from(written) == options


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_stands_for_the_defaults(nothing):
    """A host's configuration need not speak of us."""
    assert options_from(nothing) == Options()


def test_options_travel_whole():
    """They come back as the same object."""
    options = Options(toneless="keep")
    assert options_from(options) is options


def test_a_misspelt_option_is_named_with_those_that_there_are():
    """Nobody's typing error passes in silence."""
    with pytest.raises(ValueError, match="no option 'repairs'; there are: strip, toneless"):
        options_from({"repairs": "proved"})
    with pytest.raises(ValueError, match="repair='maybe' is not one of"):
        options_from({"repair": "maybe"})
