"""The picture of a corpus: what is counted, that parts add up, and how it is shown."""

from __future__ import annotations

import json

from click.testing import CliRunner
from hypothesis import given

from pinyin_strip import parse
from pinyin_strip.cli import cli
from pinyin_strip.report.corpus import Corpus, corpus_of
from tests.strategies import texts


@given(texts, texts)
def test_parts_add_up(one, other):
    """Counting two texts is counting each and adding."""
    total = corpus_of(parse(one)) + corpus_of(parse(other))
    assert total.texts == 2
    assert total.glosses == sum(total.verdicts.values()) == sum(total.conventions.values())
    assert total.density.total() == 2
    assert Corpus() + total == total


def test_damage_and_density_are_told():
    """A replacement character is damage; two glosses over two hanzi are 100 for every hundred."""
    one = corpus_of(parse("国(guó)际(jì)\ufffd"))
    assert (one.damaged, one.annotated, one.removed, dict(one.density)) == (1, 1, 2, {100: 1})


def test_tables_and_json_say_the_same(tmp_path):
    """Numbers for people, numbers for programs."""
    (tmp_path / "a.txt").write_text("努(nù)力，[b]国[guó]", "utf-8")
    (tmp_path / "b.txt").write_text("没有", "utf-8")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    shown = CliRunner().invoke(cli, ["stats", *paths])
    assert shown.exit_code == 0
    assert "2 texts, 1 of them annotated (50 %)" in shown.output
    assert "R102 wrong-tone" in shown.output
    data = json.loads(CliRunner().invoke(cli, ["stats", "--json", *paths]).output)
    assert data["verdicts"] == {"match": 1, "tone": 1}
    assert data["conventions"] == {"parenthesis": 1, "square": 1}


def test_an_empty_corpus_has_a_picture_too():
    """Nothing is divided by nothing."""
    done = CliRunner().invoke(cli, ["stats", "-"], input=b"")
    assert done.exit_code == 0
    assert "no verdict" in done.output
