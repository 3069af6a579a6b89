"""The command ``ruby``: what is said on the command line reaches the renderer, and files of every kind get ruby."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pinyin_strip import RubyOptions
from pinyin_strip.batch.manifest import fingerprint
from pinyin_strip.cli import cli
from pinyin_strip.formats import RubyStyle, Settings, blocks


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--style=brackets", "--notation=digits"], "我爱(ai4)中国\n"),
        (["--style=brackets", "--fill", "--mark=°"], "我(wǒ°)爱(ài)中(zhōng°)国(guó°)\n"),
        (["--style=brackets", "--brackets=【】"], "我爱【ài】中国\n"),
        (["--style=anki", "--script=traditional"], "我 愛[ài]中國\n"),
        (["--style=aozora", "--layout=group"], "我｜爱《ài》中国\n"),
    ],
)
def test_options_reach_the_renderer(arguments, expected):
    """One sentence from standard input."""
    done = CliRunner().invoke(cli, ["ruby", *arguments, "-"], input="我爱（ài）中国\n".encode())
    assert (done.exit_code, done.stdout) == (0, expected)


def test_looks_reach_the_page():
    """Colours, classes and the place of zhuyin."""
    command = ["ruby", "--tone-colours", "--css-class=a", "--css-class=b", "--zhuyin-position=right", "-"]
    done = CliRunner().invoke(cli, command, input="爱(ㄞˋ)".encode())
    assert done.output.startswith('<ruby class="a b zhuyin tone4">爱')


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (["--css-class=1a"], "'1a' is no name of a CSS class"),
        (["--zhuyin-position=right", "--layout=group"], "zhuyin_position='right' needs a reading for each hanzi"),
        (["--zhuyin-position=left"], "'left' is not one of"),
    ],
)
def test_looks_that_cannot_be_are_told(wrong, reason):
    """Exit code 2, and the reason."""
    done = CliRunner().invoke(cli, ["ruby", *wrong, "-"], input=b"")
    assert (done.exit_code, reason in done.output) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--sandhi=written"], "一(yí*)个(gè*)朋(péng*)友(yǒu*)干(gàn*)\n"),
        (["--unsure=?", "--neutral=written"], "一(yī*)个(gè*)朋(péng*)友(you*)干(gàn*?)\n"),
    ],
)
def test_what_is_filled_in_follows_the_house_style_and_is_counted(arguments, expected):
    """On standard error: how many readings, and how many of them are unsure; nothing if it is to be quiet."""
    command = ["ruby", "--style=brackets", "--fill", *arguments]
    done = CliRunner().invoke(cli, [*command, "-"], input="一个朋友干\n".encode())
    assert (done.exit_code, done.stdout) == (0, expected)
    assert done.stderr == "pinyin-strip: filled in 5 readings, 1 of them unsure\n"
    assert not CliRunner().invoke(cli, [*command, "--quiet", "-"], input="一个人\n".encode()).stderr


def test_what_is_filled_in_is_counted_over_files_of_every_kind(tmp_path):
    """In the summary and in the report."""
    root = _tree(
        tmp_path / "in", {"a.html": "<p>河(hé)边", "b.txt": "河边", "c.md": "河**边**", "d.jsonl": '{"text":"河"}\n'}
    )
    command = ["ruby", "--fill", "--report", str(tmp_path / "r.json"), "-o", str(tmp_path / "out"), str(root)]
    done = CliRunner().invoke(cli, command)
    assert "filled in 6 readings, 0 of them unsure" in done.stderr
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["filled"] == {"sure": 6}


def test_known_hanzi_come_from_a_file(tmp_path):
    """Whatever else stands in it."""
    known = tmp_path / "hsk1.txt"
    known.write_text("1. 爱, 我\n", "utf-8")
    text = tmp_path / "text.txt"
    text.write_text("我爱(ài)砚(yàn)池", "utf-8")
    done = CliRunner().invoke(cli, ["ruby", "--style=brackets", f"--only-hard={known}", "--drop-known", str(text)])
    assert (done.exit_code, done.output) == (0, "我爱砚(yàn)池")


def test_the_authors_readings_stay_unless_they_are_to_be_dropped(tmp_path):
    """--only-hard is about what we fill in; --drop-known without it says nothing."""
    text = "他(tā)行(xíng)不行，银行(háng)".encode()
    done = CliRunner().invoke(cli, ["ruby", "--style=brackets", "--only-hard=hsk1", "-"], input=text)
    assert (done.exit_code, done.output) == (0, "他(tā)行(xíng)不行，银行(háng)")
    done = CliRunner().invoke(cli, ["ruby", "--drop-known", "-"], input=text)
    assert done.exit_code == 2
    assert "--only-hard" in done.output


def test_known_hanzi_come_from_a_level():
    """Those of the level and of the ones below it, in either script."""
    text = "努(nǔ)力爱(ài)戴(dài)愛(ài)砚(yàn)".encode()
    for level, expected in {
        "hsk1": "努(nǔ)力爱戴(dài)愛砚(yàn)",
        "hsk3": "努力爱戴(dài)愛砚(yàn)",
        "hsk7-9": "努力爱戴愛砚(yàn)",
    }.items():
        done = CliRunner().invoke(
            cli, ["ruby", "--style=brackets", f"--only-hard={level}", "--drop-known", "-"], input=text
        )
        assert (done.exit_code, done.output) == (0, expected)


@pytest.mark.parametrize(("content", "reason"), [(None, "No such file"), (b"\xff", "not UTF-8")])
def test_what_is_neither_a_level_nor_a_list_is_told(tmp_path, content, reason):
    """Exit code 2, and what could be said instead."""
    path = tmp_path / "hsk8"
    if content is not None:
        path.write_bytes(content)
    done = CliRunner().invoke(cli, ["ruby", f"--only-hard={path}", "-"], input=b"")
    assert done.exit_code == 2
    assert reason in done.output
    assert "hsk7-9" in done.output


def test_a_wrong_pair_of_brackets_is_told():
    """Exit code 2, and the reason."""
    done = CliRunner().invoke(cli, ["ruby", "--brackets=(", "-"], input=b"")
    assert done.exit_code == 2
    assert "not two characters" in done.output


def _tree(root, files):
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return root


RUBY = "<ruby>河<rp>(</rp><rt>hé</rt><rp>)</rp></ruby>"


def test_a_folder_is_mirrored_with_ruby(tmp_path):
    """Pages get elements, texts and fields the style that was named."""
    root = _tree(
        tmp_path / "in", {"a.html": "<b>河</b>(hé)<", "b/c.txt": "河(hé)<", "d.jsonl": '{"text":"河(hé)","n":1.0}\n'}
    )
    done = CliRunner().invoke(cli, ["ruby", "--style=pipe", "-o", str(tmp_path / "out"), str(root)])
    assert done.exit_code == 0
    assert "wrote as ruby 3 glosses (match 3)" in done.stderr
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.*") if path.is_file()}
    assert made == {"a.html": f"<b>{RUBY}</b><", "c.txt": "{河|hé}<", "d.jsonl": '{"text":"{河|hé}","n":1.0}\n'}


def test_ruby_is_written_in_place_and_only_once(tmp_path):
    """A second run finds nothing to do; --check says so."""
    root = _tree(tmp_path, {"a.html": "<p>河(hé)</p>"})
    assert CliRunner().invoke(cli, ["ruby", "--check", str(root)]).exit_code == 1
    assert CliRunner().invoke(cli, ["ruby", "-i", str(root)]).exit_code == 0
    assert (root / "a.html").read_text("utf-8") == f"<p>{RUBY}</p>"
    assert CliRunner().invoke(cli, ["ruby", "--check", str(root)]).exit_code == 0


def test_a_page_on_standard_output_is_still_a_page(tmp_path):
    """Not text with its tags escaped; the diff says what became of it."""
    path = _tree(tmp_path, {"a.html": "<p>河(hé)</p>\n"}) / "a.html"
    assert CliRunner().invoke(cli, ["ruby", str(path)]).output == f"<p>{RUBY}</p>\n"
    assert f"+++ {path} (ruby)\n" in CliRunner().invoke(cli, ["ruby", "--diff", str(path)]).output


def test_a_document_is_made_of_the_whole_text(tmp_path, monkeypatch):
    """However long it is."""
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    path = _tree(tmp_path, {"a.txt": "河水很宽。\n\n" * 500 + "河(hé)"}) / "a.txt"
    made = CliRunner().invoke(cli, ["ruby", "--style=document", str(path)]).output
    assert made.count("<!DOCTYPE html>") == 1
    assert made.count("<p>") == 501


def test_known_hanzi_count_as_options_when_a_run_is_resumed():
    """In whatever order a set of them is kept."""
    known = [frozenset(chars) for chars in ("河岸江", "江岸河", "河岸")]
    prints = [fingerprint(Settings(ruby=RubyStyle("html", RubyOptions(known=one)))) for one in known]
    assert prints[0] == prints[1] != prints[2]
