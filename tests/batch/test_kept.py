"""What was kept and why: the report lists every gloss that is counted as kept, with its place in the file."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyarrow import parquet as pq
from referencing import Registry, Resource

from pinyin_strip.cli import cli
from pinyin_strip.formats import blocks
from pinyin_strip.report import glosses
from tests.formats import books
from tests.strategies import texts

SCHEMA = json.loads(files("pinyin_strip.report").joinpath("run.schema.json").read_text("utf-8"))
REPORT = Draft202012Validator(
    SCHEMA, registry=Registry().with_resource("glosses.schema.json", Resource.from_contents(glosses.schema()))
)
SOME = [
    "雾散(sàn)了，放松(yú)，灵气(qi)",
    "清(qīng)晨",
    "能夠?qū)ψ鳂I(yè)，發(fā)展，草莓(méi4)",
    "船（hui4）\n长(zhǎng)江",
]


def run(command, *words):
    done = CliRunner().invoke(cli, [command, *map(str, words)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def reported(command, report, *words):
    """Run a command with a report, which has to be what the schema says, and give its outcomes."""
    run(command, *words, "--report", report)
    found = json.loads(report.read_text("utf-8"))
    REPORT.validate(found)
    for one in found["outcomes"]:
        listed = Counter(place["verdict"] for place in one["kept_places"])
        assert listed == (one["kept"] if one["status"] != "done before" else {})
        assert all(place["file"] == one["name"] and place["reason"] for place in one["kept_places"])
    return {Path(one["name"]).name: one for one in found["outcomes"]}


def written(folder, some):
    """Write texts into files of all kinds."""
    plain = [text.encode("utf-8", "ignore").decode().replace("\0", "") for text in some]
    page = [text.replace("&", "&amp;").replace("<", "&lt;") for text in plain]
    book = ["".join(char for char in text if char >= " " and char not in "\ufffe\uffff") for text in page]
    records = [{"n": 1}, *({"text": text} for text in plain)]
    table = pa.table({"text": plain, "n": list(range(len(plain)))})
    rows = "".join('{},"{}"\n'.format(number, text.replace('"', '""')) for number, text in enumerate(plain))
    held = {
        "a.txt": "\n".join(plain),
        "a.md": "\n\n".join(plain),
        "a.html": "".join(f"<p>{text}</p>\n" for text in page) + "<p><b>花</b>儿(huār)，<ruby>岸<rt>àn</rt></ruby>(yú)",
        "a.xml": f"<text>{''.join(f'<p>{text}</p>' for text in book)}</text>",
        "a.json": json.dumps({"a": plain}),
        "a.jsonl": "".join(f"{json.dumps(record)}\n" for record in records) + "nope\n",
        "b.jsonl": "".join(f"{json.dumps({'text': text}, ensure_ascii=False)}\n" for text in SOME),
        "a.csv": f"n,text\n{rows}",
        "a.epub": books.epub("".join(f"<p>{text}</p>" for text in book)),
        "a.docx": books.docx("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in book)),
    }
    for name, content in held.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    pq.write_table(table, folder / "a.parquet", row_group_size=2)
    with pa.ipc.new_file(folder / "a.arrow", table.schema) as writer:
        writer.write_table(table, max_chunksize=2)


MANNERS = [[], ["--repair=likely"], ["--script=simplified"], ["--strip=near", "--toneless=keep"], ["--context=none"]]


@given(st.lists(texts, min_size=1, max_size=4), st.sampled_from(MANNERS))
def test_as_many_are_listed_as_are_counted(some, manner):
    """Of every kind of file, whatever is asked for, by verdict; and those of a text are those that parse prints."""
    with TemporaryDirectory() as folder:
        (root := Path(folder, "in")).mkdir()
        written(root, some)
        for command in ("clean", "ruby"):
            found = reported(command, Path(folder, "r.json"), "-o", Path(folder, command), root, *manner)
            assert len(found) == 12, found.keys()
        done = reported("clean", Path(folder, "r.json"), "--check", root, *manner)
        printed = [json.loads(line) for line in run("parse", "--kept", "--json", root, *manner).stdout.splitlines()]
        listed = [place for one in done.values() for place in one["kept_places"]]
        for key in ("file", "within", "start", "end", "text"):
            assert [place[key] for place in printed] == [place[key] for place in listed]
        source = (root / "a.txt").read_bytes().decode()
        for place in done["a.txt"]["kept_places"]:
            assert source[place["start"]["offset"] : place["end"]["offset"]] == place["text"]


@pytest.mark.parametrize("command", ["clean", "ruby"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_list_what_one_lists(tmp_path, monkeypatch, command, jobs):
    """Also of files that are cut into many pieces, in place or not."""
    monkeypatch.setattr(blocks, "BLOCK", 64)
    (root := tmp_path / "in").mkdir()
    written(root, SOME * 3)
    once = reported(command, tmp_path / "r.json", "--check", root)
    assert sum(len(one["kept_places"]) for one in once.values()) > 60
    again = reported(command, tmp_path / "r.json", "-i", "-j", jobs, root)
    assert {name: one["kept_places"] for name, one in again.items()} == {
        name: one["kept_places"] for name, one in once.items()
    }


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
def test_places_in_a_file_of_many_pieces_are_those_of_the_file(tmp_path, monkeypatch, name, mark):
    """Lines, columns and offsets, a byte order mark not counted; of JSON lines also the record."""
    monkeypatch.setattr(blocks, "BLOCK", 64)
    written(tmp_path, [f"{text}。\n\n很𠀀好，\n\n" for text in SOME for _ in range(9)])
    file = tmp_path / name
    file.write_bytes(mark + (content := file.read_bytes()))
    source = content.decode()
    (one,) = reported("clean", tmp_path / "r.json", "--check", file).values()
    assert len(one["kept_places"]) >= 9
    for place in one["kept_places"]:
        start, end = (place[key]["offset"] for key in ("start", "end"))
        before = source[:start]
        if name != "a.jsonl":  # it is written with escapes here
            assert source[start:end] == place["text"]
        assert place["start"]["line"] == before.count("\n") + 1
        assert place["start"]["column"] == start - before.rfind("\n")
        if name == "a.jsonl":
            assert place["within"]["record"] == place["start"]["line"]


def test_places_count_in_what_was_read_of_a_file_in_another_encoding(tmp_path):
    """As parse counts them."""
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress("清晨\n雾散(yú)\n".encode("gb18030")))
    words = [file, "--encoding", "gb18030"]
    (one,) = reported("clean", tmp_path / "r.json", "--check", *words).values()
    assert one["kept_places"] == [json.loads(run("parse", "--kept", "--json", *words).stdout)]
    assert one["kept_places"][0]["start"] == {"offset": 5, "line": 2, "column": 3}


def test_what_stays_for_want_of_a_place_for_ruby_has_that_reason(tmp_path):
    """It reads its hanzi rightly."""
    file = tmp_path / "a.html"
    file.write_text("<p><b>花</b>儿(huār)和花(huā)</p>", "utf-8")
    assert reported("clean", tmp_path / "r.json", "--check", file)["a.html"]["kept_places"] == []
    (place,) = reported("ruby", tmp_path / "r.json", "--check", file)["a.html"]["kept_places"]
    assert (place["text"], place["verdict"]) == ("(huār)", "match")
    assert "none can be written here" in place["reason"]


def test_a_run_that_is_taken_up_again_lists_what_it_does_itself(tmp_path):
    """And whether there is a report makes no other run of it."""
    (root := tmp_path / "in").mkdir()
    (root / "a.txt").write_text("放松(yú)", "utf-8")
    (root / "b.txt").write_bytes(b"\xff")
    run("clean", "-o", tmp_path / "out", root)
    (root / "b.txt").write_text("雾散(yú)", "utf-8")
    found = reported("clean", tmp_path / "r.json", "-o", tmp_path / "out", "--resume", root)
    assert [(one["status"], one["kept"], len(one["kept_places"])) for one in found.values()] == [
        ("done before", {"mismatch": 1}, 0),
        ("unchanged", {"mismatch": 1}, 1),
    ]


def test_nothing_is_read_twice_without_a_report(tmp_path, monkeypatch):
    """Nor where nothing is kept."""
    asked = []
    monkeypatch.setattr("pinyin_strip.batch.kept.kept_glosses", lambda *_: asked.append(1) or [])
    (tmp_path / "a.txt").write_text("放松(yú)", "utf-8")
    (tmp_path / "b.txt").write_text("雾散(sàn)", "utf-8")
    run("clean", "--check", tmp_path / "a.txt")
    run("clean", "--check", tmp_path / "b.txt", "--report", tmp_path / "r.json")
    assert not asked
    run("clean", "--check", tmp_path / "a.txt", "--report", tmp_path / "r.json")
    assert asked == [1]
