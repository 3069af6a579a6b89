"""Context warns and never decides what is verified."""

from __future__ import annotations

import pytest
from hypothesis import given

from pinyin_strip import Options, Verdict, clean, parse
from pinyin_strip.context import Expectation
from tests.strategies import texts


def _verdicts(text, **options):
    return [(g.text, g.verdict.value, g.expected) for g in parse(text, Options(**options)).glosses]


def test_a_listed_reading_that_the_word_does_not_have_is_an_alternate():
    """重 is read zhòng in 注重; the gloss still goes."""
    assert _verdicts("注(zhù)重(chóng)仪表") == [("zhù", "match", ()), ("chóng", "alternate", ("zhòng",))]
    assert clean("注(zhù)重(chóng)仪表") == "注重仪表"


def test_glosses_between_do_not_hide_the_word():
    """The context is the text as it stands without its glosses."""
    assert _verdicts("若(ruò)干(gàn)只(zhī)船(chuán)")[1] == ("gàn", "alternate", ("gān",))


def test_a_word_gloss_names_the_whole_reading_that_is_called_for():
    """The expected reading can be put in its place."""
    assert _verdicts("银行(yínxíng)门口") == [("yínxíng", "alternate", ("yínháng",))]


def test_alternates_can_be_kept():
    """Options.strip without alternate keeps what the context doubts."""
    careful = Options(strip=frozenset({Verdict.MATCH}))
    assert clean("注重(chóng)仪表", careful) == "注重(chóng)仪表"
    assert clean("注重(zhòng)仪表", careful) == "注重仪表"


def test_context_can_be_switched_off():
    """With none nobody is asked."""
    assert _verdicts("注重(chóng)仪表", context="none") == [("chóng", "match", ())]


@pytest.mark.parametrize("text", ["先(xiān)生(shēng)", "不(bú)是(shì)", "一(yí)个(gè)", "花儿(huār)", "你(ní)好(hǎo)"])
def test_neutral_tone_sandhi_and_erhua_are_no_alarm(text):
    """What is only said or written otherwise is not another reading."""
    assert all(gloss.verdict is Verdict.MATCH for gloss in parse(text).glosses)


class _Stubborn:
    """A provider of the user's own."""

    def expect(self, text, position, readings):
        return Expectation("háng", 1.0, "stubborn") if text[position] == "行" else None


def test_a_user_can_plug_in_a_provider():
    """Any object with expect() may be asked, and is named as the source."""
    document = parse("行(xíng)船", Options(context=_Stubborn()))
    assert document.glosses[0].expected == ("háng",)
    assert "(stubborn)" in document.findings()[0].message


def test_an_unknown_context_is_refused_with_the_known_ones():
    """The error says what to write instead."""
    with pytest.raises(ValueError, match="'model', 'phrases', 'g2pm', 'none'"):
        Options(context="oracle")


@given(texts)
def test_context_never_changes_what_is_removed_by_default(text):
    """clean() need not ask, because its answer is parse().clean() all the same."""
    assert parse(text).clean() == clean(text) == parse(text, Options(context="none")).clean()
