"""JSON lines in an engine's hands: the bytes of the command line, and counts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Options, Stats, parse
from pinyin_strip.formats import Piece, Settings
from pinyin_strip.formats.jsonl import FORMAT
from pinyin_strip.integrations.json_lines import clean_lines
from tests.strategies import texts

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'pinyin-strip[arrow]'")
records = st.lists(st.fixed_dictionaries({"text": texts, "n": st.floats(allow_nan=False)}), max_size=5)


@given(records, st.booleans())
def test_the_bytes_are_those_of_the_command_line(found, ascii_only):
    """The same format reads and writes them; only the counting is added."""
    data = "".join(json.dumps(one, ensure_ascii=ascii_only) + "\n" for one in found).encode("utf-8", "surrogatepass")
    if ascii_only or not any("\ud800" <= char <= "\udfff" for one in found for char in one["text"]):
        assert clean_lines(data, ["text"]).data == FORMAT.clean(Piece(data), Settings()).data


@given(records)
def test_the_counts_are_those_of_the_texts(found):
    """Summed over lines as over anything."""
    data = "".join(json.dumps(one) + "\n" for one in found).encode()
    counted = clean_lines(data, ["text"]).stats
    wanted = sum((Stats.of(parse(one["text"], Options().for_cleaning())) for one in found), Stats())
    assert (counted.texts, counted.characters, counted.removed) == (wanted.texts, wanted.characters, wanted.removed)
    assert counted.verdicts == wanted.verdicts


def test_lines_that_are_no_json_or_no_utf8_stay_and_are_counted():
    """Their neighbours are cleaned all the same."""
    good, clean = '{"text": "渡(dù)口"}\n'.encode(), '{"text": "渡口"}\n'.encode()
    done = clean_lines(good + b"{\n" + good + b'{"text": "\xff\xfe"}\n' + good, ["text"])
    assert done.data == clean + b"{\n" + clean + b'{"text": "\xff\xfe"}\n' + clean
    assert (done.broken, done.stats.texts) == (2, 3)


def test_a_lone_surrogate_stays_beside_a_gloss_that_goes():
    """JSON can spell what Arrow cannot hold."""
    done = clean_lines('{"text": "\\ud800渡(dù)口"}'.encode(), ["text"])
    assert done.data == '{"text": "\\ud800渡口"}'.encode()
    assert done.stats.removed == 4


def test_fields_lie_as_deep_as_dots_lead():
    """And those that are not named stay, glosses and all."""
    line = '{"a": {"b": ["渡(dù)口"]}, "text": "渡(dù)口", "when": "2024-06-01"}'
    assert clean_lines(line.encode(), ["a.b"]).data.decode() == line.replace('["渡(dù)口', '["渡口')


def test_a_byte_order_mark_is_left_alone():
    """It comes as a piece of its own."""
    assert clean_lines(b"\xef\xbb\xbf", ["text"]).data == b"\xef\xbb\xbf"
