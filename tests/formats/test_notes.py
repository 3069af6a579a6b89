"""Notes that a finding is to be ignored: where they are heard, where they are written, and what is put right beside them."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.formats import Fix, Settings, by_name
from pinyin_strip.formats.proofs import texts_in_hand
from pinyin_strip.formats.protocol import Noting, Piece
from pinyin_strip.formats.rounds import clean_piece, corrected_file
from pinyin_strip.rules import RULES
from tests.commands import run_in
from tests.strategies import texts

ALL = frozenset(RULES)
KINDS = ("text", "markdown", "html", "xml")


def _found(text, kind):
    found = texts_in_hand(text, by_name(kind), Settings())
    return [(one.code, one.base) for each in found for one in each.document.remarks]


def _run(*arguments, cwd, given=None):
    return run_in(cwd, "check", *arguments, given=given)


HEARD = {
    "a text, at the end of its line": ("text", "努(nù)力 pinyin-strip: ignore[R102]\n六(lìu)点\n", ["R202"]),
    "TeX, behind a percent sign": ("text", "努(nù)力 \\\\ % pinyin-strip: ignore[R102]\n", []),
    "several codes, or names": ("text", "努(nù)力，战略(luè) pinyin-strip: ignore[R102, spelling]\r\n", []),
    "a prefix means all below it": ("text", "努(nù)力 pinyin-strip: ignore[R1]", []),
    "another code is not meant": ("text", "努(nù)力 pinyin-strip: ignore[R201]\n", ["R102"]),
    "the line above is not meant": ("text", "努(nù)力\n六点 pinyin-strip: ignore[R102]\n", ["R102"]),
    "what stands behind a note is not meant": ("html", "<p><!-- pinyin-strip: ignore[R102] -->努(nù)力</p>", ["R102"]),
    "a text speaks of notes within a sentence": ("text", "努(nù)力 pinyin-strip: ignore[R102] 是注\n", ["R102"]),
    "a comment of Markdown": ("markdown", "努(nù)力 <!-- pinyin-strip: ignore[R102] -->\n", []),
    "a cell of a table in Markdown": ("markdown", "| 努(nù)力 <!-- pinyin-strip: ignore[R102] --> |\n|--|\n", []),
    "code of Markdown is no comment": ("markdown", "努(nù)力 `pinyin-strip: ignore[R102]`\n", ["R102"]),
    "a page, directly behind": ("html", "<p>努(nù)<!-- pinyin-strip: ignore[R102] -->力，努(nù)力</p>", ["R102"]),
    "a page, tags between": ("html", "<p><b>努(nù)</b>\n</p><p>努(nù)</p> <!--pinyin-strip: ignore[R102]-->", ["R102"]),
    "a page, at the end of the line": ("html", "<p>努(nù)力，努(nù)力</p> <!-- pinyin-strip: ignore[R102] -->\n", []),
    "a page in one line": ("html", "<p>努(nù)力</p><p>大</p><!-- pinyin-strip: ignore[R102] --><p>大</p>", ["R102"]),
    "XML": ("xml", "<a>努(nù)<!-- pinyin-strip: ignore[R102] -->力</a>", []),
    "JSON has no comments": ("jsonl", '{"text": "努(nù)力 pinyin-strip: ignore[R102]"}\n', ["R102"]),
}


@pytest.mark.parametrize(("kind", "text", "left"), HEARD.values(), ids=HEARD)
def test_a_note_is_heard_where_it_is_one(kind, text, left):
    """What it speaks of is found no more, and everything else is."""
    assert [code for code, _ in _found(text, kind)] == left


@given(texts, st.sampled_from(KINDS))
def test_what_is_noted_is_found_no_more_and_nothing_new_is(text, kind):
    """Everything gets a note but what stands in titles; the text without its notes is the one that there was."""
    piece, settings = Piece(text.encode("utf-8", "surrogatepass")), Settings(noting=Noting(ALL))
    if kind == "xml":
        text = f"<a>{text.replace('&', '').replace('<', '')}</a>"
        piece = Piece(text.encode("utf-8", "surrogatepass"))
    noted = clean_piece(by_name(kind), piece, settings)
    before, after = _found(text, kind), _found(noted.data.decode("utf-8", "surrogatepass"), kind)
    assert len(after) <= len(before)
    assert noted.changed or after == before
    again = clean_piece(by_name(kind), Piece(noted.data), settings)
    assert len(again.data) - len(noted.data) <= 60 * len(after), "there is little left to note"


@given(texts)
def test_what_is_ignored_is_not_put_right(text):
    """And a text without notes is put right as ever."""
    note = "努(nù)力，战略(luè) pinyin-strip: ignore[R102]\n"
    fixed = corrected_file(note + "\n" * 5 + text, by_name("text"), Settings(), Fix(ALL, unsafe=True))
    assert fixed.startswith("努(nù)力，战略(lüè) pinyin-strip: ignore[R102]\n")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.txt", "努(nù)力，六(lìu)点。\n好\n", "努(nù)力，六(lìu)点。 pinyin-strip: ignore[R102, R202]\n好\n"),
        ("a.tex", "努(nù)力 \\\\\n", "努(nù)力 \\\\ % pinyin-strip: ignore[R102]\n"),
        ("a.md", "# 努(nù)力 #\n", "# 努(nù)力 <!-- pinyin-strip: ignore[R102] --> #\n"),
        ("a.md", "努(nù)力[河](http://a\n'岸') x\n", "努(nù){0}力[河](http://a\n'岸') x\n"),
        ("a.md", "努(nù)力 <!-- 河\n岸 --> 大\n", "努(nù){0}力 <!-- 河\n岸 --> 大\n"),
        ("a.md", "努(nù)力 `河\n岸`\n", "努(nù){0}力 `河\n岸`\n"),
        ("a.md", "努(nù)力 $a\nb$\n", "努(nù){0}力 $a\nb$\n"),
        ("a.md", "[努(nù)力](http://a '河\n岸')\n", "[努(nù){0}力](http://a '河\n岸')\n"),
        ("a.md", "努(nù)力 <b\nclass='x'>河</b>\n", "努(nù){0}力 <b\nclass='x'>河</b>\n"),
        ("a.html", "<script>'<title>'</script><p>努(nù)力</p>", "<script>'<title>'</script><p>努(nù){0}力</p>"),
        ("a.html", "<p>努(nù)力，努(nù)力</p>", "<p>努(nù){0}力，努(nù){0}力</p>"),
    ],
)
def test_add_ignores_writes_them_into_the_file(tmp_path, name, before, after):
    """Nothing is left to be found, a second run changes nothing, and --diff shows it beforehand."""
    after = after.replace("{0}", "<!-- pinyin-strip: ignore[R102] -->")
    file = tmp_path / name
    file.write_bytes(before.encode())
    code, out, _ = _run("--add-ignores", "--diff", name, cwd=tmp_path)
    assert (code, "+" in out, file.read_bytes()) == (1, True, before.encode())
    code, out, told = _run("--add-ignores", name, cwd=tmp_path)
    assert (code, out, file.read_bytes().decode()) == (0, "", after), told
    assert "noted as ignored, 0 findings left" in told
    assert _run("--add-ignores", name, cwd=tmp_path)[0] == 0
    assert file.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<title>努(nù)力</title>"),
        ("a.tex", "\\begin{verbatim}\n努(nù)力\n\\end{verbatim}\n"),
        ("a.tex", "\\begin{lstlisting}\n努(nù)力\n"),
    ],
)
def test_where_a_comment_would_be_shown_there_is_none(tmp_path, name, text):
    """What to do instead is said."""
    (tmp_path / name).write_text(text, "utf-8")
    code, out, told = _run("--add-ignores", name, cwd=tmp_path)
    assert (code, out.count("R102"), (tmp_path / name).read_text("utf-8")) == (1, 1, text)
    assert "1 stands where there can be no comment; use per-file-ignores or a baseline" in told


@pytest.mark.parametrize("bad", ["R999", "", "R102, R999"])
def test_a_note_that_names_no_rule_is_not_added_to(tmp_path, bad):
    """One of its own stands behind it; what is wrong is told every time."""
    file = tmp_path / "a.md"
    file.write_text(f"努(nù)力 <!-- pinyin-strip: ignore[{bad}] -->\n", "utf-8")
    code, out, told = _run("--add-ignores", file.name, cwd=tmp_path)
    assert (code, out, f"ignore[{bad}] ignores nothing" in told) == (2, "", True)
    assert file.read_text("utf-8").count("ignore[R102]") == 1


def test_notes_are_written_into_compressed_files_and_old_encodings(tmp_path):
    """As everything is."""
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("努(nù)力\n".encode("gb18030")))
    assert _run("--add-ignores", "--encoding", "gb18030", "a.txt.gz", cwd=tmp_path)[0] == 0
    assert gzip.decompress((tmp_path / "a.txt.gz").read_bytes()).decode("gb18030").endswith("ignore[R102]\n")


def test_what_has_no_comments_is_named_and_left(tmp_path):
    """Its findings stay findings."""
    (tmp_path / "a.csv").write_text("text\n努(nù)力\n", "utf-8")
    code, out, told = _run("--add-ignores", "--field", "text", "a.csv", cwd=tmp_path)
    assert (code, "a.csv: csv has no comments" in told, "R102" in out) == (1, True, True)
    assert (tmp_path / "a.csv").read_text("utf-8") == "text\n努(nù)力\n"


def test_a_note_that_names_no_rule_is_told_with_its_line(tmp_path):
    """It ignores nothing; who wrote it thinks that it does."""
    (tmp_path / "a.txt").write_text("好\n努(nù)力 pinyin-strip: ignore[R999]\n", "utf-8")
    code, out, told = _run("a.txt", cwd=tmp_path)
    assert (code, "R102" in out) == (2, True)
    assert "a.txt:2: pinyin-strip: ignore[R999] ignores nothing: unknown rule 'R999'" in told


def test_what_is_piped_in_gets_its_notes_on_standard_output(tmp_path):
    """Its report goes to standard error."""
    code, out, told = _run("--add-ignores", "--stdin-filename", "a.tex", "-", cwd=tmp_path, given="努(nù)力\n")
    assert (code, out) == (0, "努(nù)力 % pinyin-strip: ignore[R102]\n"), told
    assert "run them one after the other" in _run("--fix", "--add-ignores", "a.txt", cwd=tmp_path)[2]
