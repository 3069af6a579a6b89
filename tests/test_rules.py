"""The catalogue keeps its word: each rule finds its own example, and says something about it."""

from __future__ import annotations

import pytest

from pinyin_strip import RULES, Options, check


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_finds_its_own_example(rule):
    """The example in the catalogue is run, and its rule is among what is found."""
    assert rule.code in [finding.code for finding in check(rule.example, Options(**dict(rule.options)))]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_message_is_filled_in(rule):
    """No placeholder is left in what people read."""
    for finding in check(rule.example, Options(**dict(rule.options))):
        assert "{" not in finding.message
        assert finding.message == finding.message.strip()


def test_codes_and_names_are_unique_and_sorted():
    """A code means one thing."""
    assert list(RULES) == sorted(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_house_style_says_nothing_unless_asked():
    """Sandhi, neutral tones and erhua are right either way."""
    assert [f.code for f in check("不(bú)是，石头(shítou)，花儿(huār)，点(diǎn)儿(ér)，你(ní)好(hǎo)")] == []
