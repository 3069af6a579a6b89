"""What a file is told by its name, and what becomes of those whose name says nothing, or something that is not so."""

from __future__ import annotations

import gzip

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli
from pinyin_strip.formats import Refused, kind_of

GLOSSED = "雾散(sàn)了，六(lìu)点\n"
CLEAN = "雾散了，六点\n"
UNKNOWN = ["page.py", "data.yaml", "x.ts", "app.vue", "book.pdf", "table.xlsx", "log.out", "a.b.toml.gz"]


def _run(*words, stdin=b""):
    return CliRunner().invoke(cli, list(map(str, words)), input=stdin)


@pytest.fixture
def write(tmp_path):
    """Put a text into a file of its own."""

    def make(name, content=GLOSSED):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.mark.parametrize(
    "name", ["a.txt", "b.SRT", "c.vtt", "d.ass", "e.lrc", "f.tex", "g.log", "README", ".notes", "h.txt.gz"]
)
def test_plain_text_is_told_by_its_suffix_or_by_having_none(name):
    """Compressed or not."""
    assert kind_of(f"some/folder.d/{name}") == "text"


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize("command", [["clean"], ["ruby"], ["check"], ["check", "--fix"], ["clean", "-i"]], ids=" ".join)
def test_what_nobody_knows_the_structure_of_is_refused(write, command, name):
    """By every command that writes; the message says how to insist, and the file stays."""
    path = write(name)
    done = _run(*command, path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(path) in done.stderr
    assert "--as text" in done.stderr
    assert path.read_bytes() == GLOSSED.encode()


@pytest.mark.parametrize("name", [*UNKNOWN[:-1], "page.html", "x.warc"])
def test_whoever_insists_is_believed(write, name):
    """Whatever the name says."""
    path = write(name)
    assert _run("clean", "--as", "text", path).stdout == CLEAN
    assert _run("clean", "--format=text", path).stdout == CLEAN
    assert "R202" in _run("check", "--as", "text", path).stdout


def test_any_format_can_be_insisted_on(write):
    """Also for standard input, which is text otherwise."""
    source = "`散(sàn)`散(sàn)"
    assert _run("clean", "--as=markdown", write("a.out", source)).stdout == "`散(sàn)`散"
    assert _run("clean", "--as=markdown", "-", stdin=source.encode()).stdout == "`散(sàn)`散"
    assert _run("clean", "-", stdin=source.encode()).stdout == "`散`散"
    misprint = "`六(lìu)`".encode()
    assert _run("check", "-", stdin=misprint).exit_code == 1
    assert _run("check", "--as=markdown", "-", stdin=misprint).exit_code == 0
    assert _run("check", "--stdin-filename=a.md", "-", stdin=misprint).exit_code == 0


@pytest.mark.parametrize("name", ["CC-MAIN-0.warc.wet.gz", "a.wet", "b.warc", "c.WARC.gz"])
def test_web_archives_are_refused_by_name(write, name, tmp_path):
    """Their records say how long they are. In a folder, too, that is told and not passed over."""
    path = write(name, gzip.compress(GLOSSED.encode()) if name.endswith("gz") else GLOSSED)
    for done in (_run("clean", path), _run("clean", "-o", tmp_path / "out", tmp_path)):
        assert done.exit_code == 2
        assert "Content-Length" in done.stderr
        assert "Extract the texts first" in done.stderr


def test_the_rest_is_done(write, tmp_path):
    """A file that is refused is no reason to leave the others."""
    write("a.txt"), write("b.wet"), write("c.yaml")
    done = _run("clean", "-i", tmp_path)
    assert (done.exit_code, (tmp_path / "a.txt").read_text("utf-8")) == (2, CLEAN)
    assert "of unknown kind (.yaml)" in done.stderr


def test_a_compressed_book_is_told_to_be_one():
    """It is not of unknown kind."""
    with pytest.raises(Refused, match="Decompress it first"):
        kind_of("a.epub.gz")


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("in.jsonl", "x.parquet", ["--as jsonl", "parquet"]),
        ("in.txt", "x.json", ["json"]),
        ("in.html", "x.txt", ["text"]),
        ("in.csv", "x.tsv", ["tsv"]),
        ("in.md", "x.epub", ["epub"]),
    ],
)
def test_no_output_is_called_what_it_is_not(write, tmp_path, source, target, words):
    """Nothing is turned into another format, so nothing is written under its name."""
    path, out = write(source, '{"text": "散(sàn)"}\n'), tmp_path / target
    done = _run("clean", "-o", out, path)
    assert (done.exit_code, out.exists()) == (2, False)
    assert str(path) in done.stderr
    assert words[-1] in done.stderr
    assert _run("clean", "-o", out, "-", stdin=b"x").exit_code == (0 if target.endswith(".txt") else 2)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("in.txt", "out.md"),
        ("in.md", "out.txt"),
        ("in.txt", "out.txt.gz"),
        ("in.md", "out.bak"),
        ("in", "out.markdown"),
    ],
)
def test_text_may_be_called_otherwise(write, tmp_path, source, target):
    """Markdown is text, and a name that says nothing says nothing false."""
    assert _run("clean", "-q", "-o", tmp_path / target, write(source)).exit_code == 0


def test_what_ruby_makes_of_text_may_be_called_so(write, tmp_path):
    """A page is a page; but a style that makes none makes none."""
    path, out = write("in.txt"), tmp_path / "out.html"
    assert _run("ruby", "--style=document", "-o", out, path).exit_code == 0
    assert _run("ruby", "-o", tmp_path / "part.html", path).exit_code == 0
    assert _run("ruby", "--style=pipe", "-o", out, path).exit_code == 2
    assert _run("clean", "--as=text", "-o", tmp_path / "b.html", write("a.html")).exit_code == 0


@pytest.mark.parametrize("name", ["a.docx", "b.epub", "c.csv", "d.jsonl", "e.parquet", "f.txt.gz", "g.json", "h.xml"])
def test_what_cannot_be_read_is_an_error_and_never_nothing_found(write, name):
    """A file that is not what its name says is named once, in any manner of checking; the others are checked."""
    for words in ([], ["--fix"], ["--diff"]):
        path = write(name, b"PK\3\4{")
        done = _run("check", *words, path, write("z.txt", "六(lìu)"))
        assert done.exit_code == 2
        assert done.stderr.count(f"pinyin-strip: {path}") == 1
        assert path.read_bytes() == b"PK\3\4{"
        assert "六(lìu)" in done.stdout or "z.txt:1:2: R202" in done.stdout or words == ["--fix"]


@pytest.mark.parametrize("name", ["a.json", "b.xml"])
def test_check_tells_what_it_cannot_read(write, name):
    """With the place, once, and in any manner of checking."""
    path = write(name, "{六(lìu)")
    for words in ([], ["--fix"], ["--diff"]):
        done = _run("check", *words, path)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.count(f"{path}: not ") == 1


def test_check_looks_at_the_named_fields(write):
    """Of a JSON document that has others."""
    path = write("a.json", '{"a": "六(lìu)", "b": "六(lìu)"}')
    assert len(_run("check", path).stdout.splitlines()) == 2
    assert len(_run("check", "--field=b", path).stdout.splitlines()) == 1
    _run("check", "--fix", "--field=b", path)
    assert path.read_text("utf-8") == '{"a": "六(lìu)", "b": "六(liù)"}'
