"""What holds for the whole suite: see ``profiles.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pypinyin.constants import PHRASES_DICT

import tests.profiles  # noqa: F401  before any property is made


@pytest.fixture
def loaded_phrases() -> Iterator[None]:
    """What a test loads into pypinyin's dictionary is taken out again."""
    before = dict(PHRASES_DICT)
    yield
    PHRASES_DICT.clear()
    PHRASES_DICT.update(before)
