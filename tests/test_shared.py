"""Real texts, read from beside the repository where they are present: never copied into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pinyin_strip import clean, parse

SHARED = Path(__file__).parent.parent.parent / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="no folder of real texts at ../shared, beside the repository"
)


def _read(name):
    return (SHARED / name).read_text("utf-8")


@needs_shared
def test_the_article_loses_exactly_its_glosses():
    """189 glosses go, and what is left is the clean article, byte for byte."""
    document = parse(_read("seed/article.txt"))
    assert len(document.removed) == 189
    assert document.clean() == _read("seed/article.clean.txt")


@needs_shared
def test_the_article_has_one_unusual_spelling():
    """略(luè) is reported as a spelling of lüè; everything else that is found is about readings."""
    findings = parse(_read("seed/article.txt")).findings()
    others = [(f.code, f.base, f.given, f.expected) for f in findings if not f.code.startswith("R1")]
    assert others == [("R201", "略", "luè", ("lüè",))]


@needs_shared
@pytest.mark.parametrize("name", ["long/N1_d2l_zh_introduction.txt", "long/N3_covariant_derivative.txt"])
def test_long_texts_without_a_gloss_come_back_as_they_are(name):
    """Look-alikes alone change nothing."""
    text = _read(name)
    assert clean(text) is text


@needs_shared
@pytest.mark.parametrize(
    ("name", "removed"),
    [
        ("long/L1_xiehouyu_fullchar.txt", 380),
        ("long/L3_daodejing_sparse_linebreaks.txt", 41),
        ("long/L6_cms_injected_compilation.txt", 368),
    ],
)
def test_long_texts_lose_every_well_formed_gloss(name, removed):
    """The number of removed glosses was counted by reading what is left."""
    assert len(parse(_read(name)).removed) == removed
