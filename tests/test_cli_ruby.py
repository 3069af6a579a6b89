"""The command ``ruby``: what is said on the command line reaches the renderer."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pinyin_strip.cli import cli


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
    assert (done.exit_code, done.output) == (0, expected)


def test_known_hanzi_come_from_a_file(tmp_path):
    """Whatever else stands in it."""
    known = tmp_path / "hsk1.txt"
    known.write_text("1. 爱, 我\n", "utf-8")
    text = tmp_path / "text.txt"
    text.write_text("我爱(ài)砚(yàn)池", "utf-8")
    done = CliRunner().invoke(cli, ["ruby", "--style=brackets", f"--only-hard={known}", str(text)])
    assert (done.exit_code, done.output) == (0, "我爱砚(yàn)池")


def test_known_hanzi_come_from_a_level():
    """Those of the level and of the ones below it, in either script."""
    text = "努(nǔ)力爱(ài)戴(dài)愛(ài)砚(yàn)".encode()
    for level, expected in {
        "hsk1": "努(nǔ)力爱戴(dài)愛砚(yàn)",
        "hsk3": "努力爱戴(dài)愛砚(yàn)",
        "hsk7-9": "努力爱戴愛砚(yàn)",
    }.items():
        done = CliRunner().invoke(cli, ["ruby", "--style=brackets", f"--only-hard={level}", "-"], input=text)
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
