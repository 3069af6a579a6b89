"""Where clean files go, and that they arrive whole."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import subprocess
import sys
import threading

import click
import pytest

from pinyin_strip.batch import pipeline
from pinyin_strip.cli import cli
from pinyin_strip.formats import zipped
from pinyin_strip.formats.compression import LAYERS, compressed, decompressed
from tests.formats import books

GLOSSED, CLEAN = "渡口的雾散(sàn)了。\n", "渡口的雾散了。\n"
LINE, CLEAN_LINE = '{"id":1.0,"text":"雾散(sàn)了"}\n', '{"id":1.0,"text":"雾散了"}\n'


def test_a_file_goes_to_standard_output_and_nothing_else_is_said(clean, tree):
    """As it was before there were batches."""
    root = tree({"a.txt": GLOSSED, "b.txt": "尾(wěi)"})
    assert clean(root / "a.txt", root / "b.txt") == (0, (CLEAN + "尾").encode(), "")


def test_standard_input_goes_to_standard_output(clean):
    """With or without the dash, and as another kind if that is said."""
    assert clean(stdin=GLOSSED.encode()) == (0, CLEAN.encode(), "")
    assert clean("-", "--format", "jsonl", stdin=LINE.encode()) == (0, CLEAN_LINE.encode(), "")


def test_of_a_file_that_is_not_text_nothing_is_printed(clean, tree):
    """It is named with the offset of the byte and a way out; the rest is done."""
    root = tree({"a.txt": GLOSSED.encode() + b"\xff", "b.txt": GLOSSED})
    code, out, err = clean(root / "a.txt", root / "b.txt")
    assert (code, out.decode()) == (2, CLEAN)
    assert f"a.txt: not UTF-8 at byte {len(GLOSSED.encode())} (0xff); left alone. Name its encoding (--encoding" in err


def test_a_folder_is_mirrored(clean, tree, tmp_path):
    """Files of every kind, each in its place."""
    root = tree(
        {
            "a.txt": GLOSSED,
            "b/c.jsonl": LINE,
            "b/d/e.html": "<b>散</b>(sàn)",
            "f.jsonl.gz": gzip.compress(LINE.encode()),
        }
    )
    code, out, err = clean("-o", tmp_path / "out", root)
    assert (code, out) == (0, b"")
    made = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert made.pop("f.jsonl.gz").startswith(b"\x1f\x8b")
    assert made == {"a.txt": CLEAN.encode(), "b/c.jsonl": CLEAN_LINE.encode(), "b/d/e.html": "<b>散</b>".encode()}
    assert "4 files: 4 changed" in err
    assert "removed 4 glosses (match 4)" in err


def test_two_folders_are_mirrored_side_by_side(clean, tree, tmp_path):
    """So that files of one name do not meet."""
    one, two = tree({"a.txt": GLOSSED}, "one"), tree({"a.txt": GLOSSED}, "two")
    assert clean("-o", tmp_path / "out", one, two)[0] == 0
    assert (tmp_path / "out/one/a.txt").exists()
    assert (tmp_path / "out/two/a.txt").exists()


def test_two_files_never_go_to_one_place(clean, tree, tmp_path):
    """The second is named and left alone."""
    one, two = tree({"a.txt": GLOSSED}, "one"), tree({"a.txt": "x"}, "two")
    code, _, err = clean("-o", tmp_path / "out", one / "a.txt", two / "a.txt")
    assert (code, (tmp_path / "out/a.txt").read_text("utf-8")) == (2, CLEAN)
    assert "is where" in err


def test_an_output_never_covers_another_input(clean, tree):
    """However the paths were named."""
    root = tree({"a.txt": GLOSSED, "out/a.txt": "原稿"})
    code, _, err = clean("-o", root / "out", root / "a.txt", root / "out/a.txt")
    assert (code, (root / "out/a.txt").read_text("utf-8")) == (2, "原稿")
    assert "is an input itself" in err


def test_compression_follows_the_name_of_the_output(clean, tree, tmp_path):
    """In and out need not be alike."""
    root = tree({"a.jsonl.gz": gzip.compress(LINE.encode())})
    assert clean("-o", tmp_path / "b.jsonl", root / "a.jsonl.gz")[0] == 0
    assert (tmp_path / "b.jsonl").read_text("utf-8") == CLEAN_LINE


@pytest.mark.parametrize("where", ["-i", "-o"])
def test_mode_and_times_stay(clean, tree, tmp_path, where):
    """In place and elsewhere."""
    root = tree({"a.txt": GLOSSED})
    (root / "a.txt").chmod(0o640)
    os.utime(root / "a.txt", ns=(1_600_000_000_123_456_789, 1_500_000_000_987_654_321))
    target = root if where == "-i" else tmp_path / "out"
    assert clean(*(["-i"] if where == "-i" else ["-o", target]), root)[0] == 0
    now = (target / "a.txt").stat()
    assert (stat.S_IMODE(now.st_mode), now.st_mtime_ns) == (0o640, 1_500_000_000_987_654_321)
    assert (target / "a.txt").read_text("utf-8") == CLEAN
    assert sorted(path.name for path in target.iterdir()) == ["a.txt"]


def test_a_file_without_a_gloss_is_not_touched_in_place(clean, tree):
    """Not even rewritten with the same bytes; elsewhere it is copied as it is, also if it is compressed."""
    packed = gzip.compress(b'{"text":"x"}\n', 1)
    root = tree({"a.txt": "锂(Li)", "b.jsonl.gz": packed})
    before = [path.stat() for path in sorted(root.iterdir())]
    assert clean("-i", root)[0] == 0
    assert [(a.st_ino, a.st_ctime_ns) for a in before] == [
        (p.stat().st_ino, p.stat().st_ctime_ns) for p in sorted(root.iterdir())
    ]
    assert clean("-o", root / "out", root)[0] == 0
    assert (root / "out/b.jsonl.gz").read_bytes() == packed


def test_a_backup_keeps_the_old_file_and_covers_none(clean, tree):
    """The next free name is taken."""
    root = tree({"a.txt": GLOSSED, "a.txt.bak": "更早"})
    assert clean("-i", "--backup", root / "a.txt")[0] == 0
    assert {path.name: path.read_text("utf-8") for path in root.iterdir()} == {
        "a.txt": CLEAN, "a.txt.bak": "更早", "a.txt.bak1": GLOSSED,
    }  # fmt: skip


def test_a_link_in_place_stays_a_link(clean, tree):
    """The file that it leads to is cleaned."""
    root = tree({"a.txt": GLOSSED})
    (root / "link.txt").symlink_to("a.txt")
    assert clean("-i", root / "link.txt")[0] == 0
    assert (root / "link.txt").is_symlink()
    assert (root / "a.txt").read_text("utf-8") == CLEAN


def test_check_writes_nothing_and_says_by_its_exit_code(clean, tree):
    """1 if anything would change, 0 if not, 2 for errors whatever else there is."""
    root = tree({"a.txt": GLOSSED, "b.txt": "无"})
    code, _, err = clean("--check", root)
    assert code == 1
    assert "2 files: 1 would change, 1 unchanged\npinyin-strip: 14 characters; would remove 1 gloss (match 1)" in err
    assert clean("--check", root / "b.txt")[0] == 0
    assert clean("--check", root, root / "gone.txt")[0] == 2
    assert (root / "a.txt").read_text("utf-8") == GLOSSED


def test_diff_prints_what_would_change(clean, tree):
    """As unified diff, and writes nothing."""
    root = tree({"a.txt": "一\n" * 5 + GLOSSED + "二\n" * 5 + "三\n" * 5 + GLOSSED.rstrip()})
    code, out, err = clean("--diff", root)
    assert (code, err) == (0, "")
    name = root / "a.txt"
    assert out.decode() == (
        f"--- {name}\n+++ {name} (clean)\n@@ -3,7 +3,7 @@\n 一\n 一\n 一\n-{GLOSSED}+{CLEAN} 二\n 二\n 二\n"
        f"@@ -14,4 +14,4 @@\n 三\n 三\n 三\n-{GLOSSED}\\ No newline at end of file\n+{CLEAN}\\ No newline at end of file\n"
    )
    assert (root / "a.txt").read_text("utf-8").endswith("了。")


def test_the_report_says_everything_for_machines(clean, tree, tmp_path):
    """Files, counts by verdict, notices and failures."""
    root = tree({"a.txt": GLOSSED + "放(yú)", "b.jsonl": LINE + "nope\n", "c.txt": b"\xff", "d.png": b"\0"})
    code, _, _ = clean("-o", tmp_path / "out", "--report", tmp_path / "r.json", root)
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert code == 2
    assert report["files"] == {"changed": 2, "unchanged": 0, "done before": 0, "failed": 1}
    assert (report["removed"], report["kept"]) == ({"match": 2}, {"mismatch": 1})
    assert report["skipped"] == {"of unknown kind (.png)": 1}
    by_name = {outcome["name"]: outcome for outcome in report["outcomes"]}
    assert by_name[str(root / "b.jsonl")]["notices"][0].startswith(f"{root / 'b.jsonl'}:2: not JSON")
    assert "not UTF-8" in by_name[str(root / "c.txt")]["reason"]


@pytest.mark.parametrize(
    "arguments",
    [["-i", "-o", "x", "a.txt"], ["-i", "-"], ["--check", "-i", "a.txt"], ["--backup", "a.txt"], ["--resume", "a.txt"], ["."],
     ["--encoding", "klingon", "a.txt"], ["--files-from", "gone.lst"]],
)  # fmt: skip
def test_what_does_not_fit_together_is_said_before_anything_is_done(clean, arguments):
    """Exit code 2, and the message says what to do instead."""
    assert clean(*arguments)[0] == 2


@pytest.mark.parametrize("name", ["gb18030", "big5", "utf-16"])
def test_other_encodings_are_read_and_written_back(clean, tree, name):
    """Or written as UTF-8 if that is said."""
    text = "渡口(dùkǒu)的河\r\n" if name != "big5" else "渡口(ㄉㄨˋㄎㄡˇ)的河\r\n"
    if name == "gb18030":
        text += "𠀀"
    root = tree({"a.txt": text.encode(name)})
    clean_text = text[:2] + text[text.index(")") + 1 :]
    assert clean("-i", "--encoding", name, root / "a.txt")[0] == 0
    assert (root / "a.txt").read_bytes() == clean_text.encode(name)
    assert clean("-i", "--encoding", name, "--output-encoding", "utf-8", root / "a.txt")[0] == 0
    assert (root / "a.txt").read_bytes().removeprefix(b"\xef\xbb\xbf") == clean_text.encode()


def test_encodings_are_guessed_file_by_file(clean, tree, tmp_path):
    """In one folder."""
    text = "清晨的渡口还很安静，老船工把缆绳(lǎnshéng)解开，慢慢地把船撑到河心。孙女坐在船头，画一只白鹭。" * 4
    root = tree({"a.txt": text.encode("gb18030"), "b.txt": text, "c.txt": text.encode("utf-16")})
    assert clean("-o", tmp_path / "out", "--encoding", "auto", "--output-encoding", "utf-8", root)[0] == 0
    made = {path.read_text("utf-8").removeprefix("\ufeff") for path in (tmp_path / "out").iterdir()}
    assert made == {text.replace("(lǎnshéng)", "")}


@pytest.mark.parametrize("layer", LAYERS)
def test_compressed_files_come_and_go(clean, tree, tmp_path, layer):
    """Each of the texty kinds in every compression; the usual name says which."""
    if layer == ".zst":
        pytest.importorskip("zstandard")
    files = {"a.txt": GLOSSED, "b.jsonl": LINE, "c.csv": "id,text\n1,雾散(sàn)了\n", "d.html": "<b>散</b>(sàn)"}
    wanted = {"a.txt": CLEAN, "b.jsonl": CLEAN_LINE, "c.csv": "id,text\n1,雾散了\n", "d.html": "<b>散</b>"}
    root = tree({name + layer: _packed(content.encode(), layer) for name, content in files.items()})
    assert clean("-o", tmp_path / "out", root)[0] == 0
    for name, content in wanted.items():
        made = io.BytesIO((tmp_path / "out" / (name + layer)).read_bytes())
        assert decompressed(made, layer).read().decode() == content


def _packed(data, layer):
    target = io.BytesIO()
    writer = compressed(target, layer)
    writer.write(data)
    writer.close()
    return target.getvalue()


def test_books_come_out_of_a_folder_like_everything_else(clean, tree, tmp_path):
    """And a bomb among them is named and left alone."""
    bomb = books.epub(extra=[("OPS/x.bin", b"\0" * (zipped.SUSPICIOUS + 1))])
    root = tree(
        {"a.epub": books.epub(), "b.docx": books.docx("<w:p><w:r><w:t>河(hé)</w:t></w:r></w:p>"), "c.epub": bomb}
    )
    code, _, err = clean("-o", tmp_path / "out", root)
    assert (code, "c.epub: OPS/x.bin grows more than" in err) == (2, True)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.*") if path.name[0] != ".") == ["a.epub", "b.docx"]
    assert "河(" not in books.members((tmp_path / "out/b.docx").read_bytes())["word/document.xml"].decode()


def test_the_shell_can_complete_what_is_typed():
    """Commands and options."""
    words = {"_PINYIN_STRIP_COMPLETE": "bash_complete", "COMP_WORDS": "pinyin-strip clean --res", "COMP_CWORD": "2"}
    code = "import pinyin_strip.cli as c; c.main()"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | words, check=True
    )
    assert run.stdout.split() == ["plain,--resume"]


@pytest.mark.parametrize("command", ["clean", "ruby"])
def test_every_option_of_a_batch_is_described(command):
    """The help says of each what it does."""
    found = cli.get_command(click.Context(cli), command)
    parameters = [one for one in found.params if isinstance(one, click.Option)]
    assert len(parameters) > 20
    assert all(one.help for one in parameters)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("jobs", ["-j1", "-j2"])
def test_a_pipe_with_a_name_is_an_input(clean, tmp_path, jobs):
    """Somebody else writes to it meanwhile."""
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text('{"text": "散(sàn)"}\n' * 100, "utf-8"))
    writer.start()
    code, out, err = clean(jobs, pipe)
    writer.join()
    assert (code, out.decode(), err) == (0, '{"text": "散"}\n' * 100, "")


def test_the_longest_names_are_written(clean, tree, tmp_path):
    """The name beside the target is no longer than the target's."""
    name = "渡" * 83 + ".txt"
    root = tree({name: "散(sàn)"})
    assert clean("-q", "-i", root / name)[0] == 0
    assert (root / name).read_text("utf-8") == "散"


def test_files_that_were_not_reached_are_named(clean, tree, tmp_path, monkeypatch):
    """Should the work itself come to an end before them."""

    def fail(self, task):
        raise RuntimeError("no more")

    monkeypatch.setattr(pipeline._Here, "submit", fail)
    code, _, err = clean("-o", tmp_path / "out", tree({f"{n}.txt": "散(sàn)" for n in range(3)}))
    assert code == 2
    assert [f"{n}.txt" in err for n in range(3)] == [True] * 3
    assert "3 failed" in err
