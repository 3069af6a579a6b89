"""The ways of writing a gloss: each looks no further than it says, and a new one is a file and a line in a table."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import signs
from pinyin_strip.tokenizer.scan import scan
from pinyin_strip.tokenizer.shapes import SHAPES, Shape, Sign
from pinyin_strip.tokenizer.token import Token, is_hanzi
from pinyin_strip.values import Convention
from tests.strategies import texts

# ---------------------------------------------------------------------------------------------- properties


def _moved(token, by):
    """The token as it is in a window of the text."""
    shifted = {name: getattr(token, name) - by for name in ("start", "end", "body_start", "body_end")}
    shifted |= {
        name: value - by if value else 0
        for name in ("base_end", "base_start")
        if (value := getattr(token, name)) or True
    }
    return token._replace(**shifted, extra=tuple(place - by for place in token.extra) if token.extra else None)


@given(texts, st.sampled_from(range(len(SHAPES))), st.text(st.characters(exclude_characters="\n"), max_size=4))
def test_a_shape_looks_no_further_than_its_window(text, number, other):
    """What stands beyond changes nothing that is found at a place."""
    shape = SHAPES[number]
    far = "。" * (shape.before + 8)
    for at in range(len(text)):
        if shape.sign is Sign.OPENING and text[at] not in signs.OPENING:
            continue
        here = [_moved(token, len(far)) for token in shape.read(far + text, at + len(far), None)]
        there = [
            _moved(token, len(far) + len(other))
            for token in shape.read(other + far + text, at + len(far) + len(other), None)
        ]
        assert here == there


@given(texts)
def test_tokens_of_one_pass_are_those_of_every_shape_alone(text):
    """The shapes do not see each other."""
    alone = [token for shape in SHAPES for token in scan(text, [shape])]
    assert sorted(alone) == sorted(scan(text, SHAPES))


# ------------------------------------------------------------------------------------------------ examples


def test_a_new_way_of_writing_is_a_shape():
    """Readings in arrows, for whoever writes them so: a function and the sign that it begins at."""

    def read(text, at, _last):
        match = re.compile(r"→(\w+)←").match(text, at - 1)
        if match and is_hanzi(text[at - 2 : at - 1] or " "):
            yield Token(at - 1, match.end(), *match.span(1), at - 1, Convention.BARE)

    arrows = Shape(Sign.APART, frozenset({Convention.BARE}), read, before=2, behind=60)
    (token,) = scan("石桥→shíqiáo←上", [arrows])
    assert (token.start, token.end, token.base_end) == (2, 11, 2)


def test_every_convention_but_those_inside_of_brackets_has_a_shape():
    """PARTIAL and HOMOPHONE are told by what shares a bracket."""
    found = frozenset().union(*(shape.conventions for shape in SHAPES))
    assert found == frozenset(Convention) - {Convention.PARTIAL, Convention.HOMOPHONE}


def test_hanzi_are_the_script_han():
    """Whatever the installed regex knows of it."""
    ours, theirs = re.compile(f"[{signs.HAN}]"), regex.compile(r"\p{Han}")
    points = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    assert not [char for char in points if theirs.match(char) and not ours.match(char)]


@pytest.mark.parametrize("opening", signs.OPENING)
def test_a_bracket_is_closed_by_its_own_kind(opening):
    """Every opening bracket has one that closes it, of the same family and width."""
    closing = signs.CLOSING_OF[opening]
    assert signs.FAMILY[opening] == signs.FAMILY[closing]
    assert unicodedata.east_asian_width(opening) == unicodedata.east_asian_width(closing)
