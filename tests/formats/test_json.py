"""JSON documents: strings change, and nothing else does: neither keys nor numbers, blanks, order or escapes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import clean
from pinyin_strip.formats import Refused, RubyStyle, Settings, blocks, by_name
from tests.strategies import texts

FORMAT = by_name("json")

strings = st.one_of(texts, st.sampled_from(["河(hé)", "江岸(jiāng'àn)\t\"", "\ud83d河(hé)", ""]))
values = st.recursive(
    st.one_of(strings, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(strings, inner, max_size=4)),
    max_leaves=12,
)


def _mapped(value, change):
    """Change every string of a value that is no key."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(one, change) for one in value]
    return {key: _mapped(one, change) for key, one in value.items()} if isinstance(value, dict) else value


@given(values, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_every_string_is_cleaned_and_no_key(value, ascii_only, indent):
    """However the document is laid out, and whether hanzi are escaped in it."""
    source = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    data = source.encode("utf-8", "replace")
    before = json.loads(data)
    made = FORMAT.clean(FORMAT.whole(data), Settings()).data
    assert json.loads(made) == _mapped(before, clean)
    assert made == data or _mapped(before, clean) != before


CASES = {
    '{"河(hé)":"河(hé)"}': '{"河(hé)":"河"}',
    '"河(hé)"': '"河"',
    ' [ "河(hé)" ,\r\n\t"x" ] \n': ' [ "河" ,\r\n\t"x" ] \n',
    '{"a":1.0e+05,"a":"岸(àn)","n":123456789012345678901234567890,"m":-0}': '{"a":1.0e+05,"a":"岸","n":123456789012345678901234567890,"m":-0}',
    r'["\u6cb3(h\u00e9)\/\t\u5cb8", "\ud83d\ude00\u6cb3(h\u00E9)"]': r'["\u6cb3\/\t\u5cb8", "\ud83d\ude00\u6cb3"]',
    r'["河(\u0068\u00e9)\\", "\"河\"(hé)"]': r'["河\\", "\"河\""]',
    '["ab\\u007f", null, true]': '["ab\\u007f", null, true]',
    "\ufeff[\"河(hé)\"]": "\ufeff[\"河\"]",
    "[NaN]": "[NaN]",
    "[" + "9" * 5000 + ', "河(hé)"]': "[" + "9" * 5000 + ', "河"]',
}  # fmt: skip


@pytest.mark.parametrize(("source", "wanted"), CASES.items())
def test_other_bytes_stay_as_they_were(rewrite, source, wanted):
    """Escapes that spell what stays are the very ones that were written."""
    assert rewrite("json", source.encode()).data.decode() == wanted


def test_only_the_named_fields_change_if_some_are_named(rewrite):
    """Dots lead into objects, lists are looked through."""
    source = '{"text": "河(hé)", "meta": [{"title": "岸(àn)"}], "title": "船(chuán)"}'
    made = rewrite("json", source.encode(), fields=("meta.title", "text"), named_fields=True).data.decode()
    assert made == '{"text": "河", "meta": [{"title": "岸"}], "title": "船(chuán)"}'


def test_ruby_is_written_into_strings(rewrite):
    """In the named style."""
    source = r'{"a": "\u6cb3(h\u00e9)\n"}'
    made = rewrite("json", source.encode(), ruby=RubyStyle("pipe"), keep_ruby=True).data.decode()
    assert made == r'{"a": "{\u6cb3|h\u00e9}\n"}'


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('{"a": "河(hé)",\n }', "line 2, column 2"),
        ('["河(hé)"', "line 1, column 9"),
        ("", "line 1, column 1"),
        ("{'a': 1}", "line 1, column 2"),
        ('["河(hé)\n"]', "line 1, column 8"),
        ('{"a": 1}\n{"a": 2}', "line 2, column 1"),
        ('["\\x"]', "line 1, column 3"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(source, place):
    """And a way out is named."""
    with pytest.raises(Refused, match=f"not JSON at {place} .*--as text"):
        FORMAT.clean(FORMAT.whole(source.encode()), Settings())


def test_json_that_nests_without_end_is_refused():
    """Python would not read it either."""
    with pytest.raises(Refused, match="nested too deeply"):
        FORMAT.clean(FORMAT.whole(b"[" * 200_000), Settings())


def test_a_document_that_is_too_large_is_refused(rewrite, monkeypatch):
    """With its limit."""
    monkeypatch.setattr(blocks, "LONGEST", 100)
    with pytest.raises(Refused, match="a JSON document of more than"):
        rewrite("json", b" " * 101)


def test_a_string_that_is_a_link_is_no_prose(rewrite):
    """A sentence with a link in it is."""
    source = '{"url": "https://example.org/山(shān)", "u": "https:\\/\\/example.org\\/山(shān)", "text": "看山(shān) https://example.org"}'
    assert rewrite("json", source.encode()).data.decode() == source.replace("看山(shān)", "看山")
