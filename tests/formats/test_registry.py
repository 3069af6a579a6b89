"""The table of formats says what the formats say of themselves."""

from __future__ import annotations

import pytest

from pinyin_strip.formats import _REGISTRY, NAMES, by_name, name_of


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_found_by_its_name_and_by_every_suffix_of_its(name):
    """The registry can be read without importing the formats, and agrees with them."""
    found = by_name(name)
    assert found.name == name
    assert found.suffixes == _REGISTRY[name][1]
    assert all(name_of(f"some.file{suffix.upper()}") == name for suffix in found.suffixes)


def test_only_texty_files_are_known_in_compressed_form():
    """A compressed book or Parquet file is not a kind of its own."""
    assert name_of("a.csv.bz2") == "csv"
    assert name_of("a.epub.gz") is None
    assert name_of("a.gz") is None
