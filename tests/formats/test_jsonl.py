"""JSON lines: the named fields are clean, and no other byte is touched."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pinyin_strip import RubyOptions, clean, parse
from pinyin_strip.formats import Piece, RubyStyle, Settings, by_name, json_block, jsonl
from pinyin_strip.formats.json_spans import find_strings
from tests.scans import needs_compiler
from tests.strategies import texts


@pytest.fixture(params=["in one go", "line by line"])
def way(request, monkeypatch):
    """Both ways through the format: in blocks with msgspec, and without it."""
    if request.param == "line by line":
        monkeypatch.setattr(jsonl, "_checker", lambda field: None)


UNTOUCHED = [
    '{"text":"河(hé)"}',
    '  {"id" : 1.50e+10,\t"text" :  "河(hé)\\n\\/\\u6cb3" , "other":"河(hé)", "n": -0.0, "big":123456789012345678901234567890}',
    '{"text": "\\u6cb3(h\\u00e9)\\ud83d\\ude00"}',
    '{"a": {"text": "河(hé)"}, "text": "河(hé)", "z": ["text", {"text": null}]}',
    '{"te\\u0078t": "河(hé)"}',
    '{"k": ", \\"text\\": ", "text": "河(hé)"}',
    '{"text": null}',
    '{"text": ["河(hé)"], "x": [1, 2,   3]}',
    '{"title": "河(hé)"}',
    '{"text": "锂(Li)", "text2": "河(hé)"}',
    '{"text":"河(hé)","text":"河(hé)"}',
    "",
]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("line", UNTOUCHED)
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_only_the_field_changes(rewrite, line, end):
    """Every other byte of the record, white space, escapes, key order and numbers included, is as it was."""
    result = rewrite("jsonl", (line + end).encode()).data.decode()
    spans = find_strings(line.encode(), {"text"})
    wanted, last = b"", 0
    for start, stop, _ in spans:
        raw = line.encode()[start:stop]
        for reading in ("(hé)".encode(), b"(h\\u00e9)"):
            raw = raw.replace(reading, b"")
        wanted += line.encode()[last:start] + raw
        last = stop
    assert result == (wanted + line.encode()[last:]).decode() + end


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_a_record_read_back_has_the_clean_text(rewrite, ensure_ascii):
    """Whatever escapes a writer uses."""
    records = [{"id": n, "text": f'第{n}条河(hé)的“岸(àn)”\n\t\\"', "meta": {"text": "河(hé)"}} for n in range(50)]
    data = "".join(json.dumps(one, ensure_ascii=ensure_ascii) + "\n" for one in records)
    back = [json.loads(line) for line in rewrite("jsonl", data.encode()).data.splitlines()]
    assert back == [one | {"text": clean(one["text"])} for one in records]
    assert rewrite("jsonl", data.encode()).data.isascii() is ensure_ascii


def test_dotted_paths_lead_through_objects_and_lists(rewrite):
    """Several fields, at any depth."""
    line = '{"m": [{"c": "河(hé)", "r": "河(hé)"}], "t": ["河(hé)", 1], "a.b": "河(hé)", "a": {"b": "河(hé)"}}'
    data = rewrite("jsonl", line.encode(), fields=("m.c", "t", "a.b")).data.decode()
    assert data == '{"m": [{"c": "河", "r": "河(hé)"}], "t": ["河", 1], "a.b": "河", "a": {"b": "河"}}'


@pytest.mark.usefixtures("way")
def test_a_tab_in_a_key_is_read_as_one_in_a_value_is(rewrite):
    """Neither is JSON (RFC 8259, section 7), and both are written; the file is not lost for it."""
    data = '{"a\tb": "河(hé)", "text": "河(hé)\t"}\n{"text": "河(hé)"}\n'
    result = rewrite("jsonl", data.encode())
    assert result.data.decode() == '{"a\tb": "河(hé)", "text": "河\t"}\n{"text": "河"}\n'


@pytest.mark.usefixtures("way")
def test_a_broken_line_is_noticed_and_stays(rewrite):
    """And the lines around it are cleaned."""
    data = '{"text": "河(hé)"}\n{"text": "河(hé)\n\n{"text": "河(hé)"}\n'
    result = rewrite("jsonl", data.encode())
    assert result.data.decode() == '{"text": "河"}\n{"text": "河(hé)\n\n{"text": "河"}\n'
    assert [(notice.line, "not JSON" in notice.message) for notice in result.notices] == [(2, True)]


def test_a_line_nested_beyond_reason_is_noticed_and_stays(rewrite):
    """It does not bring the run down."""
    line = b'{"x":' * 100_000
    result = rewrite("jsonl", line + b'\n{"text":"x"}\n')
    assert result.data == line + b'\n{"text":"x"}\n'
    assert len(result.notices) == 1


records = st.dictionaries(
    st.sampled_from(["text", "id", "meta", "x\n", "text\\", '"text"']),
    st.recursive(
        st.one_of(texts, st.integers(), st.floats(allow_nan=False), st.none(), st.booleans()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["text", "a"]), inner, max_size=2)
        ),
        max_leaves=6,
    ),
    max_size=5,
)


def _without_text(value):
    return {key: inner for key, inner in value.items() if key != "text"}


def _line(record, ascii_only):
    """A record as JSON; half a surrogate pair can only be spelt with an escape, since UTF-8 has none."""
    line = json.dumps(record, ensure_ascii=ascii_only)
    return json.dumps(record) if any("\ud800" <= char <= "\udfff" for char in line) else line


@given(st.lists(st.tuples(records, st.booleans()), max_size=4), st.booleans())
@example([({"text": "\ud800"}, False)], True)
def test_both_ways_give_the_same_bytes_and_the_right_value(pairs, final):
    """In blocks or line by line: the field is clean, the rest is equal."""
    lines = [_line(record, ascii_only) for record, ascii_only in pairs]
    data = ("\n".join(lines) + "\n" * final).encode()
    kind = by_name("jsonl")
    whole = kind.clean(Piece(data), Settings()).data
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "_checker", lambda field: None)
        assert whole == kind.clean(Piece(data), Settings()).data
    for (record, _), line in zip(pairs, whole.split(b"\n"), strict=False):
        back = json.loads(line)
        assert _without_text(back) == _without_text(record)
        if isinstance(record.get("text"), str):
            assert back["text"] == clean(record["text"])


def test_what_ruby_brings_is_escaped_as_the_record_is(rewrite):
    """Quotes and line breaks of a style do not end the string."""
    line = '{"text":"河(hé)边", "a": "河(hé)"}'
    filled = RubyOptions(fill=True)
    made = rewrite("jsonl", line.encode(), ruby=RubyStyle("html", filled)).data.decode()
    assert json.loads(made) == {"text": parse("河(hé)边").ruby("html", filled), "a": "河(hé)"}
    made = rewrite("jsonl", line.encode(), ruby=RubyStyle("interlinear")).data.decode()
    assert json.loads(made)["text"] == parse("河(hé)边").ruby("interlinear")


def test_half_a_surrogate_pair_is_no_end(rewrite):
    """JSON can spell what UTF-8 cannot; it comes back as it was written."""
    line = '{"text": "河(hé)\\ud800河(hé)"}\n{"text": "河(hé)"}\n'
    assert rewrite("jsonl", line.encode()).data.decode() == line.replace("(hé)", "")


BLOCK = [
    '{"id":1,"text":"河(hé)边"}',
    '{"id": 2, "text": "北京(Běijīng)的河(hé)", "n": [1, {"a": 2}]}\r',
    '{"text":""}',
    '{"text":"没有，(Li)"}',
]
OTHERS = [
    '{"title":"河(hé)","text":"河(hé)"}',
    '{"m":{"text":"河(hé)"},"text":"河(hé)"}',
    '{"text":"河(hé)","m":{"text":"河(hé)"}}',
    '{"text":null}',
    '{"k":"text"}',
    '{"text": ["河(hé)"]}',
    '{"text":"河(hé)\\n岸(àn)"}',
    '{"id":1}',
    "",
    "nope",
    '{"text":"河(hé)"}{"text":"河(hé)"}',
    '{"a":',
    "[1]",
]


@needs_compiler
@given(st.lists(st.sampled_from(BLOCK + OTHERS) | st.sampled_from(BLOCK), max_size=5), st.booleans())
def test_a_block_at_once_gives_the_bytes_and_counts_of_its_lines(lines, final):
    """Records of one make are cleaned where they stand; whatever is mixed into them brings back the way by lines."""
    data = ("\n".join(lines) + "\n" * final).encode()
    kind = by_name("jsonl")
    at_once = kind.clean(Piece(data), Settings())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "clean_block", lambda *arguments: None)
        assert at_once == kind.clean(Piece(data), Settings())


@needs_compiler
@pytest.mark.parametrize("line", OTHERS)
def test_a_block_at_once_is_for_records_of_one_make(line):
    """The test above tries both ways."""
    usual = "\n".join(BLOCK) + "\n"
    assert json_block.clean_block(usual.encode(), len(BLOCK), Settings()) is not None
    mixed = f"{usual}{line}\n".encode()
    assert json_block.clean_block(mixed, len(BLOCK) + 1, Settings()) is None
