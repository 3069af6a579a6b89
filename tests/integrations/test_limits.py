"""What a corpus may hold: figures of a document, and limits to them."""

from __future__ import annotations

from pinyin_strip import Options, parse
from pinyin_strip.integrations.limits import Figures, Limits

DAMAGED = "能夠?qū)ψ鳂I(yè)，發(fā)展很快"


def test_a_text_without_glosses_is_zero_in_everything():
    """Look-alikes that stay count for nothing."""
    assert Figures.of(parse("锂(Li)电池（周六）")) == Figures.of(parse("")) == Figures()


def test_density_is_glosses_for_each_hanzi_that_stays():
    """Two glosses over four hanzi, whatever their length."""
    assert Figures.of(parse("渡(dù)口白鹭（báilù）")).density == 0.5


def test_a_text_of_readings_alone_is_as_dense_as_it_has_glosses():
    """Nothing divides by zero."""
    assert Figures.of(parse("(dù)")).density == 0.0


def test_damage_is_counted_and_what_repair_leaves_apart():
    """Repaired damage is damage all the same; what is left is told apart."""
    before, after = Figures.of(parse(DAMAGED)), Figures.of(parse(DAMAGED, Options(repair="proved")))
    assert (before.damaged, before.left) == (1, 1)
    assert (after.damaged, after.left) == (1, 0)
    assert before.injected > 0


def test_a_limit_is_what_may_still_be():
    """Beyond it is what is greater; without a limit nothing is."""
    figures = Figures(density=0.5, injected=0.25, damaged=2, left=1)
    assert Limits().exceeded(figures) is None
    assert Limits(0.5, 0.25, 2, 1).exceeded(figures) is None
    assert Limits(density=0.4, left=0).exceeded(figures) == "density"
    assert Limits(density=0.5, left=0).exceeded(figures) == "left"
