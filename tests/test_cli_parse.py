"""``pinyin-strip parse``: every gloss of files of every kind, for people and for programs."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given

from pinyin_strip import Options, clean, parse
from pinyin_strip.cli import cli
from pinyin_strip.places import Places, Source
from pinyin_strip.report import glosses
from tests.strategies import texts

TEXT = "雾散(sàn)了，\n放松(yú)，灵气(qi)\n"


def _run(*arguments, given=None):
    done = CliRunner().invoke(cli, ["parse", *map(str, arguments)], input=given)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_every_gloss_has_a_line_with_its_place_and_what_becomes_of_it():
    """Of those that are kept the reason is told."""
    code, out, told = _run("-", given=TEXT)
    assert (code, told) == (0, "")
    assert out.splitlines() == [
        "<stdin>:1:3: 散 sàn [match, parenthesis] removed",
        "<stdin>:2:3: 松 yú [mismatch, parenthesis] kept: yú is not a reading of 松 (listed: sōng, sòng, sóng); kept",
        "<stdin>:2:10: 气 qi [match, parenthesis] kept: qi may be a reading of 气 without its tone, or a word of its own; kept",
    ]
    assert len(_run("--kept", "-", given=TEXT)[1].splitlines()) == 2


def test_a_line_of_json_says_what_the_schema_asks_for(tmp_path):
    """Also of a record in JSON lines, whose places are those of the file."""
    validator = pytest.importorskip("jsonschema").Draft202012Validator(glosses.schema())
    file = tmp_path / "a.jsonl"
    file.write_text('{"n": 1}\n{"text": "努(nǔ)力，\\u56fd(hui4)"}\n', "utf-8")
    code, out, _ = _run("--json", file)
    found = [json.loads(line) for line in out.splitlines()]
    for one in found:
        validator.validate(one)
    assert code == 0
    assert [(one["base"], one["reading"], one["removed"], one["start"]["line"], one["within"]) for one in found] == [
        ("努", "nǔ", True, 2, {"record": 2, "field": "text"}),
        ("国", "hui4", False, 2, {"record": 2, "field": "text"}),
    ]
    assert found[1]["reason"].startswith("hui4 is not a reading of 国")
    assert found[0]["syllables"] == [{"text": "nǔ", "plain": "nu", "tone": 3, "hanzi": "努"}]


@given(texts)
def test_what_is_said_to_be_removed_is_what_clean_removes(text):
    """And what is kept has a reason."""
    document, source, options = parse(text), Source(Places(text)), Options()
    found = [glosses.gloss_data(document, one, source, options) for one in document.glosses]
    for one in found:
        assert text[one["start"]["offset"] : one["end"]["offset"]] == one["text"]
        assert bool(one["reason"]) != one["removed"]
    if not any(one["removed"] for one in found):
        assert clean(text) == text or document.edits


@pytest.mark.parametrize(
    ("options", "text", "why"),
    [
        (Options(strip={"match"}), "剥(bò)皮", "the verdict is tone, and that is not removed here (strip)"),
        (Options(toneless="keep"), "北京(beijing)人", "it has no tones, and such readings are kept here (toneless)"),
    ],
)
def test_what_options_keep_is_said_to_be_kept_by_them(options, text, why):
    """Beside what its findings say."""
    document = parse(text, options)
    assert why in glosses.why_kept(document, document.glosses[0], options)


def test_what_cannot_be_read_is_named_and_the_rest_is_done(tmp_path):
    """With exit code 2."""
    (tmp_path / "a.txt").write_bytes(b"\xb0\xa1")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    code, out, told = _run(tmp_path / "a.txt", tmp_path / "b.txt")
    assert (code, out.count("\n")) == (2, 3)
    assert "a.txt: not UTF-8" in told


@pytest.mark.parametrize("command", ["check", "parse", "stats"])
def test_records_without_the_field_are_no_clean_corpus(tmp_path, command):
    """Which field was looked for is said, and the exit code is 2."""
    (tmp_path / "a.jsonl").write_text('{"body": "努(nù)力"}\n', "utf-8")
    done = CliRunner().invoke(cli, [command, str(tmp_path / "a.jsonl")])
    assert done.exit_code == 2
    assert "a.jsonl: no record has the field 'text'; say which one holds text: --field NAME" in done.stderr
