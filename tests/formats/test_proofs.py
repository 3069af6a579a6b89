"""Proofreading files of every kind: each finding at the place where people look for it, each fix where it belongs."""

from __future__ import annotations

import gzip
import io
import json
import re

import pyarrow as pa
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet as pq

from pinyin_strip.cli import cli
from pinyin_strip.formats import Settings, by_name
from pinyin_strip.formats.proofs import read_texts
from tests.formats import books
from tests.strategies import texts

WRONG, RIGHT = "六(lìu)", "六(liù)"


def _run(*words, stdin=b""):
    return CliRunner().invoke(cli, list(map(str, words)), input=stdin)


def _parquet(*rows):
    written = io.BytesIO()
    pq.write_table(pa.table({"id": list(range(len(rows))), "text": list(rows)}), written, row_group_size=2)
    return written.getvalue()


# The file, what it holds, and where its one finding is.
PLACES = [
    ("a.txt", f"清(qīng)晨\n在{WRONG}点", ":2:3"),
    ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{WRONG}点\n", ":3:2"),
    ("a.md", f"# 清晨\n\n`{WRONG}` 与 **{WRONG}**点\n", ":3:15"),
    ("a.html", f"<body>\n<p>清晨\n<p title='{WRONG}'>在<b>六</b>(lìu)点", ":3:28"),
    ("a.xml", f"<text><p>清晨</p>\n<p>在{WRONG}点</p></text>", ":2:6"),
    ("a.json", f'{{"a": ["清晨",\n "\\u5728{WRONG}"]}}', ":2:10"),
    ("a.jsonl", f'{{"text": "清晨"}}\n\n{{"id": 1, "text": "\\n{WRONG}"}}\n', ":3:23"),
    ("a.csv", f'id,text\n1,清晨\n2,"在""x"",\n{WRONG}"\n', ":4:2"),
    ("a.tsv", f"id\ttext\n1\t清晨\n2\t{WRONG}\n", ":3:4"),
    ("a.parquet", _parquet("清晨", "清晨", f"清晨\n{WRONG}点"), ": row 3, column text, line 2, character 2"),
    ("a.docx", books.docx(f"<w:p/><w:p><w:r><w:t>在{WRONG}点</w:t></w:r></w:p>"), ": paragraph 2, character 3"),
    (
        "a.epub",
        books.epub(f"<h2>第二课</h2><p>在{WRONG}点</p>"),
        ": chapter 第二课, file OPS/a b.xhtml, paragraph 2, character 3",
    ),
    (
        "title.epub",
        books.rewritten(books.epub("<p>清晨</p>"), "OPS/book.opf", "渡口(dùkǒu)", f"在{WRONG}点"),
        f": file OPS/book.opf, title 在{WRONG}点, character 3",
    ),
    (
        "description.epub",
        books.rewritten(books.epub("<p>清晨</p>"), "OPS/book.opf", "河(hé)&lt;", f"在{WRONG}点{'很' * 40}&lt;"),
        f": file OPS/book.opf, description 一&二<i>在{WRONG}点{'很' * 26}…, character 9",
    ),
    (
        "entry.epub",
        books.rewritten(books.epub("<p>清晨</p>"), "OPS/toc a.ncx", "岸(àn)", f"在{WRONG}点"),
        f": file OPS/toc a.ncx, entry 渡(dù)口 & 在{WRONG}点, line 2, character 5",
    ),
    (
        "two-lines.epub",
        books.rewritten(books.epub("<p>清晨</p>"), "OPS/a b.xhtml", "</title>", f"\n在{WRONG}点</title>"),
        f": chapter 渡口 在{WRONG}点, file OPS/a b.xhtml, title 渡口 在{WRONG}点, line 2, character 3",
    ),
]


@pytest.fixture(params=PLACES, ids=lambda case: case[0])
def misprint(request, tmp_path):
    """A file with one misprint, and where that is."""
    name, content, place = request.param
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path, place


def test_a_finding_stands_where_people_look_for_it(misprint):
    """Line and column in text, record and field, row and column, chapter and paragraph."""
    path, place = misprint
    done = _run("check", path)
    assert done.exit_code == 1
    assert [line.partition(" R202")[0] for line in done.stdout.splitlines()] == [f"{path}{place}:"]


def test_its_fix_is_written_where_it_belongs(misprint):
    """Afterwards nothing is found; what was put right is all that changed."""
    path, _ = misprint
    old = path.read_bytes()
    assert _run("check", "--fix", path).exit_code == 0
    new = path.read_bytes()
    assert new != old
    if path.suffix in (".docx", ".epub"):
        for (name, before), after in zip(books.members(old).items(), books.members(new).values(), strict=True):
            assert after == before.replace("在六(lìu)".encode(), "在六(liù)".encode()), name
    elif path.suffix == ".parquet":
        assert pq.read_table(path)["text"].to_pylist()[2] == f"清晨\n{RIGHT}点"
    else:
        head, _, tail = old.decode().rpartition("lìu")
        assert new.decode() == f"{head}liù{tail}"


def test_a_diff_writes_nothing(misprint):
    """It shows what would change; of books and tables each text under its place."""
    path, _ = misprint
    old = path.read_bytes()
    done = _run("check", "--diff", path)
    assert done.exit_code == 1
    assert "liù" in done.stdout
    assert path.read_bytes() == old


def test_what_was_decided_in_a_report_is_carried_out(misprint, tmp_path):
    """In any kind of file, and shown before as a diff; afterwards nothing is left to be found, and the second time it is refused."""
    path, _ = misprint
    decisions = tmp_path / "decisions.json"
    decisions.write_text(json.dumps(_decided(path)), "utf-8")
    old = path.read_bytes()
    assert "liù" in _run("apply", "--outside", "--diff", decisions).stdout
    assert path.read_bytes() == old
    done = _run("apply", "--outside", decisions)
    assert (done.exit_code, "1 accepted" in done.stderr) == (0, True)
    assert _run("check", path).exit_code == 0
    assert _run("apply", "--outside", decisions).exit_code == 2


def _decided(path):
    """The decisions that a page about a file writes if the first proposal is accepted."""
    page = _run("report", path).stdout
    data, *sheets = (
        json.loads(one) for one in re.findall(r'<script[^>]*type="application/json">(.*?)</script>', page, re.DOTALL)
    )
    ((name, fingerprint, _, reading),) = data["files"]
    (row,), (details,) = data["findings"], [details for sheet in sheets for details in sheet["details"].values()]
    action, _, parts = details[-1][0]
    decision = {"text": row[3], "code": row[0], "action": action, "parts": parts}
    return {
        "format": "pinyin-strip decisions", "version": 2,
        "files": [{"path": name, "sha256": fingerprint, "reading": reading, "decisions": [decision]}],
    }  # fmt: skip


@pytest.mark.parametrize("output", ["concise", "full", "github", "json", "sarif"])
def test_every_report_says_what_the_file_calls_the_place(misprint, output):
    """In its own way."""
    path, place = misprint
    printed = _run("check", "--output-format", output, path).stdout
    if place.startswith(": "):
        named = place[2:].partition(", character")[0].partition(", line")[0]
        last = named.rpartition(", ")[2].partition(" ")[2]
        assert named in printed or f'"{last}"' in printed or f": {last}" in printed
    if output == "json":
        found = json.loads(printed)["findings"]
        assert [one["code"] for one in found] == ["R202"]


def test_every_input_of_a_folder_is_read(tmp_path):
    """Compressed and in whatever encoding; what is of no known kind is passed over."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt.gz").write_bytes(gzip.compress(WRONG.encode("gb18030")))
    (tmp_path / "in" / "b.jsonl").write_bytes(f'{{"text":"在{WRONG}"}}'.encode("gb18030"))
    (tmp_path / "in" / "c.bin").write_bytes(b"\0\1")
    done = _run("check", "--encoding=auto", tmp_path / "in")
    assert [line.partition(" R202")[0].rpartition("/")[2] for line in done.stdout.splitlines()] == [
        "a.txt.gz:1:2:",
        "b.jsonl:1:12:",
    ]
    assert _run("check", "--fix", "--encoding=gb18030", tmp_path / "in").exit_code == 0
    assert gzip.decompress((tmp_path / "in" / "a.txt.gz").read_bytes()).decode("gb18030") == RIGHT


def test_a_folder_without_anything_to_read_is_an_error(tmp_path):
    """Nobody should believe that it was looked at."""
    (tmp_path / "a.bin").write_bytes(b"\0")
    done = _run("check", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no file of a known kind (passed over: 1 of unknown kind (.bin))" in done.stderr


def test_a_broken_record_is_told_and_the_others_are_read(tmp_path):
    """With its line."""
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": \n{{"text": "{WRONG}"}}\n', "utf-8")
    done = _run("check", path)
    assert done.exit_code == 2
    assert f"{path}:1: not JSON" in done.stderr
    assert f"{path}:2:12: R202" in done.stdout


def _file(kind, text):
    """A file that holds a text, and how many characters stand before it."""
    if kind == "html":
        return f"<p>雾</p>\n<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>".encode()
    if kind == "jsonl":
        return f'{{"id": 1}}\n{{"text": {json.dumps(text)}}}'.encode()
    if kind == "csv":
        return b'id,text\n1,"' + text.replace('"', '""').encode() + b'"\n'
    return text.encode()


@given(texts, st.sampled_from(["text", "html", "jsonl", "csv"]))
def test_what_stands_at_the_place_in_the_file_is_what_was_found(text, kind):
    """Where it is written as it is read; and nothing lies outside the file."""
    data = _file(kind, text.encode("utf-8", "ignore").decode())  # a file holds no lone surrogate
    source, settings = data.decode(), Settings()
    pieces = by_name(kind).read(io.BytesIO(data), settings)
    for one in read_texts(pieces, by_name(kind), settings):
        for gloss in one.document.glosses:
            first, last = one.source.span(gloss.start, gloss.end)
            assert 0 <= first.offset <= last.offset <= len(source)
            if last.offset - first.offset == gloss.end - gloss.start:
                assert source[first.offset : last.offset] == one.document.text[gloss.start : gloss.end]
