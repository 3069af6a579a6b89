"""The model of context: a distribution over the readings of a hanzi, from its neighbours."""

from __future__ import annotations

import zlib
from math import isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.context.model import REACH, SIZES, STEP, Model, stock_model
from pinyin_strip.context.window import normalized
from pinyin_strip.readings import listed

HANZI = st.sampled_from("的了着得地为和还重长行发好不一解注若干校银说天王曰之也們發著學校頭髮乾為還長說")
TEXT = st.text(alphabet=st.one_of(HANZI, st.sampled_from("。，！\n a1"), st.characters()), max_size=20)


def likeliest(text: str, hanzi: str) -> str:
    """The likeliest reading of the first such hanzi in the text."""
    shares = stock_model().distribution(text, text.index(hanzi))
    assert shares is not None
    return max(shares, key=lambda reading: shares[reading])


@given(text=TEXT, position=st.integers(-3, 22))
def test_a_distribution_adds_up_to_one_over_listed_readings(text: str, position: int) -> None:
    """At any place of any text: none, or probabilities of readings that the hanzi has."""
    shares = stock_model().distribution(text, position)
    if shares is not None:
        assert 0 <= position < len(text)
        assert isclose(sum(shares.values()), 1)
        assert all(0 <= share <= 1 for share in shares.values())
        assert shares.keys() <= listed(text[position]) or shares.keys() <= listed(normalized(text[position]))


@given(before=TEXT, near=st.text(HANZI, min_size=2 * REACH + 1, max_size=2 * REACH + 1), after=TEXT)
def test_only_the_nearest_characters_are_looked_at(before: str, near: str, after: str) -> None:
    """So that the answer does not depend on where a text was cut."""
    assert stock_model().distribution(before + near + after, len(before) + REACH) == stock_model().distribution(
        near, REACH
    )


@given(text=TEXT, data=st.data())
def test_the_ends_of_a_text_read_like_those_of_a_line(text: str, data: st.DataObject) -> None:
    """What stands alone and what stands between line breaks is the same sentence."""
    position = data.draw(st.integers(0, len(text)))
    line = f"\n\n{text}\n\n"
    assert stock_model().distribution(text, position) == (
        stock_model().distribution(line, position + 2) if position < len(text) else None
    )


@given(text=TEXT)
def test_writing_alike_keeps_positions(text: str) -> None:
    """One code point for each, and nothing left to do the second time."""
    once = normalized(text)
    assert len(once) == len(text)
    assert normalized(once) == once


@pytest.mark.parametrize(
    ("text", "hanzi", "reading"),
    [
        ("他在银行上班", "行", "háng"),
        ("我行走在路上", "行", "xíng"),
        ("孩子长大了", "长", "zhǎng"),
        ("我们都去看", "都", "dōu"),
        ("他还没回来", "还", "hái"),
        ("你好吗？", "吗", "ma"),
        ("校長很忙", "長", "zhǎng"),
        ("衣服乾了", "乾", "gān"),
    ],
)
def test_neighbours_tell_the_reading(text: str, hanzi: str, reading: str) -> None:
    """Everyday words, in both scripts."""
    assert likeliest(text, hanzi) == reading


def test_a_traditional_hanzi_keeps_its_own_readings() -> None:
    """髮 is simplified 发, and is never fā."""
    assert stock_model().distribution("頭髮很長", 1) == {"fà": pytest.approx(1)}


def test_a_hanzi_without_a_choice_has_no_distribution() -> None:
    """There is nothing to tell apart."""
    assert stock_model().distribution("我", 0) is None


def test_a_damaged_file_is_refused() -> None:
    """The error is that of ``zlib``."""
    with pytest.raises(zlib.error):
        Model(b"no model")


def test_a_file_of_one_hanzi_is_read_as_it_is_described() -> None:
    """Two readings, a bias each, and a key in the tables of t[-1] and of t[-2..-1]."""
    heads, keys = "行 xíng,háng 1 0 1 0 0".encode(), "银的银".encode()
    weights = bytes([10, 0, 0, 20, 0, 30])
    model = Model(zlib.compress(SIZES.pack(len(heads), len(keys), len(weights)) + heads + keys + weights))
    assert model.hanzi == {"行": ("xíng", "háng")}

    def odds(text: str) -> float:
        shares = model.distribution(text, len(text) - 1)
        assert shares is not None
        return log(shares["háng"] / shares["xíng"]) / STEP

    assert odds("走行") == pytest.approx(-10)
    assert odds("在银行") == pytest.approx(20 - 10)
    assert odds("的银行") == pytest.approx(20 + 30 - 10)
