"""The picture of a corpus: what is counted, that parts add up, and how it is shown and drawn."""

from __future__ import annotations

import json
import sys
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given

from pinyin_strip import Options, parse
from pinyin_strip.bulk import Stats
from pinyin_strip.cli import cli
from pinyin_strip.extras import install_line
from pinyin_strip.report.corpus import Corpus, corpus_of
from pinyin_strip.report.figures import Figure, totals
from pinyin_strip.report.plot import _Font, _readable, plot
from tests.strategies import texts


@given(texts, texts)
def test_parts_add_up(one, other):
    """Counting two texts is counting each and adding."""
    total = corpus_of(parse(one)) + corpus_of(parse(other))
    assert total.stats.texts == 2
    assert total.stats == Stats.of(parse(one)) + Stats.of(parse(other))
    assert total.glosses == sum(total.stats.verdicts.values()) == sum(total.conventions.values())
    assert total.density.total() == 2
    assert Corpus() + total == total


def test_lost_characters_and_density_are_told():
    """A replacement character is a loss; two glosses over two hanzi are 100 for every hundred."""
    one = corpus_of(parse("国(guó)际(jì)\ufffd"))
    assert (one.lossy, one.annotated, one.stripped, dict(one.density)) == (1, 1, 2, {100: 1})


def test_damage_is_counted_as_the_document_counts_it():
    """Byte-level damage that is left, and what of it is repaired where that is asked for."""
    page = "能夠?qū)ψ鳂I(yè)，發(fā)展很快"
    for options in (Options(), Options(repair="proved")):
        document = parse(page, options)
        counted = corpus_of(document)
        assert document.injection.damaged == counted.stats.damaged == counted.damaged == 1
        assert document.injection.repaired == counted.stats.repaired
        assert document.injection.glosses == counted.injected
    assert counted.stats.repaired == 1
    assert "byte-level damage in 1 text (places: 1, 1 of them repaired)" in totals(counted)


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


def _drawn(path, *arguments):
    return CliRunner().invoke(cli, ["stats", "--plot", str(path), *arguments], input="努(nù)力，[b]国[guó]".encode())


def test_the_picture_is_svg_or_png(tmp_path):
    """What the name of the file says; the tables are printed all the same."""
    pytest.importorskip("matplotlib", reason="the extra [plot] is not installed")
    svg, png = tmp_path / "corpus.svg", tmp_path / "corpus.PNG"
    assert "wrong-tone" in _drawn(svg, "-").output
    assert _drawn(png, "-").exit_code == 0
    assert ElementTree.parse(svg).getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert png.read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_picture():
    """No time of day, no random names in it."""
    pytest.importorskip("matplotlib", reason="the extra [plot] is not installed")
    corpus = corpus_of(parse("努(nù)力，[b]国[guó]"))
    assert plot(corpus, "svg") == plot(corpus, "svg")
    assert plot(Corpus(), "svg")


def test_hanzi_that_no_font_has_are_given_by_their_reading():
    """No empty boxes: reading, or code point where the dictionary has none; and the title says so."""
    figure = Figure("base", "glosses", (("国际", 2), ("\U00030000", 1)))
    assert _readable(figure, None).rows == (("guó jì", 2), ("U+30000", 1))
    assert "by its reading" in _readable(figure, None).title
    assert _readable(figure, _Font("any", frozenset(map(ord, "国际\U00030000")))) == figure


def test_another_kind_of_picture_is_refused_before_the_work(tmp_path):
    """Exit code 2, and which kinds there are; the same for a place that cannot be written."""
    done = _drawn(tmp_path / "corpus.gif", "-")
    assert (done.exit_code, "something.png" in done.output) == (2, True)
    pytest.importorskip("matplotlib", reason="the extra [plot] is not installed")
    done = _drawn(tmp_path / "nowhere" / "corpus.svg", "-")
    assert (done.exit_code, "No such file" in done.output) == (2, True)


def test_a_missing_library_is_named_with_what_brings_it(tmp_path, monkeypatch):
    """The tables are there, the picture is not."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = _drawn(tmp_path / "corpus.svg", "-")
    assert done.exit_code == 2
    assert install_line("plot") in done.output
    assert "wrong-tone" in done.output
