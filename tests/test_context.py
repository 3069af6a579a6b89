"""Which reading the context calls for: evidence, silence, and what counts as another reading."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import load_phrases_dict
from pypinyin.constants import PINYIN_DICT

from pinyin_strip.context import Context, Expectation, Likelihood, differs, provider
from pinyin_strip.context.g2pm import BLOCK, Model, sentence_around, stock_g2pm, tone_mark, trained_weights
from pinyin_strip.context.network import NumpyNetwork, OnnxNetwork
from pinyin_strip.extras import install_line

HANZI = st.sampled_from("的了着得地为和还重长行发好不一解注若干校银说天王曰之也們發著學校頭髮乾")
TEXT = st.text(alphabet=st.one_of(HANZI, st.sampled_from("。，！\n a1"), st.characters()), max_size=40)
HANZI_TEXT = st.text(alphabet=HANZI, min_size=1, max_size=30)


@cache
def readings_of(hanzi: str) -> frozenset[str]:
    return frozenset(PINYIN_DICT.get(ord(hanzi), "").split(",")) - {""}


def expected(text: str, hanzi: str, name: str = "phrases") -> str | None:
    """What the provider says about the first such hanzi in the text."""
    answer = provider(name).expect(text, text.index(hanzi), readings_of(hanzi))
    return answer.reading if answer else None


@pytest.mark.parametrize(
    ("text", "hanzi", "reading"),
    [
        ("这里有若干建议", "干", "gān"),
        ("据了解，展览明天开幕", "了", "liǎo"),
        ("这门课注重实践", "重", "zhòng"),
        ("她在银行上班", "行", "háng"),
        ("校长今天很忙", "长", "zhǎng"),
        ("我们重新开始", "重", "chóng"),
    ],
)
def test_a_phrase_over_the_hanzi_decides(text: str, hanzi: str, reading: str) -> None:
    """Whole phrases of the dictionary are the best evidence."""
    assert expected(text, hanzi) == reading


@pytest.mark.parametrize(
    ("text", "hanzi", "reading"),
    [("他來自學校", "校", "xiào"), ("頭髮很長", "髮", "fà"), ("衣服很乾淨", "乾", "gān"), ("銀行關門了", "行", "háng")],
)
def test_traditional_text_is_looked_up_as_simplified(text: str, hanzi: str, reading: str) -> None:
    """Hanzi by hanzi, so that the position stays the same."""
    assert expected(text, hanzi) == reading


@pytest.mark.parametrize(
    ("text", "hanzi", "reading"),
    [("我买了三本书", "了", "le"), ("蓝色的天空", "的", "de"), ("门开着呢", "着", "zhe"), ("茶和咖啡", "和", "hé")],
)
def test_a_function_word_outside_phrases_reads_as_one(text: str, hanzi: str, reading: str) -> None:
    """The particle is the rule where no phrase claims the hanzi."""
    assert expected(text, hanzi) == reading


@pytest.mark.parametrize(
    ("text", "hanzi"),
    [
        ("老师作出了解释", "了"),  # 了 + 解释, not 了解
        ("这活儿我干得了", "了"),  # liǎo, a potential complement
        ("他的士兵很年轻", "的"),  # 的 + 士兵, not 的士
        ("孩子的肚子疼", "肚"),  # dùzi and dǔzi are both words
        ("我们都会游泳", "都"),  # 都 + 会, not 都会
        ("把这些归纳为四点", "为"),  # wéi stands alone as well as wèi
        ("说：同“悦”。", "说"),  # a headword has no context
        ("王曰善吾甚说之", "说"),  # classical Chinese reads it yuè
    ],
)
def test_doubt_is_silence(text: str, hanzi: str) -> None:
    """An alarm that is usually false is switched off, so no evidence means no answer."""
    assert expected(text, hanzi) is None


def test_the_original_tone_is_expected_where_a_phrase_writes_sandhi() -> None:
    """GB/T 16159-2012 6.5: 不 is bù also before a fourth tone."""
    assert expected("这样不对劲", "不") in (None, "bù")
    assert expected("他一丝不苟", "一") == "yī"


def test_a_phrase_that_the_user_loads_is_heard_even_after_first_use(loaded_phrases: None) -> None:
    """The dictionary is asked live."""
    assert expected("欢迎来到乐重镇", "重") != "chóng"
    load_phrases_dict({"乐重镇": [["lè"], ["chóng"], ["zhèn"]]})
    answer = provider("phrases").expect("欢迎来到乐重镇", 5, readings_of("重"))
    assert answer == Expectation("chóng", 1.0, "phrases: 乐重镇")


def test_a_phrase_that_the_user_replaces_is_heard(loaded_phrases: None) -> None:
    """Also when the dictionary grows no larger."""
    assert expected("去银行取钱", "行") == "háng"
    load_phrases_dict({"银行": [["yín"], ["xíng"]]})
    assert expected("去银行取钱", "行") == "xíng"


def test_a_users_phrase_is_heard_where_the_shipped_one_is_doubted(loaded_phrases: None) -> None:
    """Homographs and rare readings are doubted only in the dictionary as it ships."""
    load_phrases_dict({"肚子": [["dù"], ["zi"]]})
    assert expected("孩子的肚子疼", "肚") == "dù"


@given(text=TEXT, position=st.integers(-3, 45))
def test_any_text_and_position_gives_an_answer_among_the_listed_readings(text: str, position: int) -> None:
    """Never an exception, never a reading that was not listed."""
    readings = readings_of(text[position]) if 0 <= position < len(text) else frozenset({"le"})
    answer = provider("phrases").expect(text, position, readings)
    assert answer is None or (answer.reading in readings and 0 < answer.confidence <= 1)


@given(text=HANZI_TEXT, before=HANZI_TEXT, after=HANZI_TEXT, data=st.data())
def test_text_far_away_changes_nothing(text: str, before: str, after: str, data: st.DataObject) -> None:
    """What stands more than twenty code points away is not looked at."""
    position = data.draw(st.integers(0, len(text) - 1))
    padding = "好" * 20
    near = padding + text + padding
    far = before + near + after
    readings = readings_of(text[position])
    here = provider("phrases").expect(near, len(padding) + position, readings)
    there = provider("phrases").expect(far, len(before) + len(padding) + position, readings)
    assert here == there


@pytest.mark.parametrize(
    ("given_reading", "expected_reading", "hanzi", "different"),
    [
        ("le", "liǎo", "了", True),
        ("dì", "de", "地", True),
        ("zhe", "zháo", "着", True),
        ("chóng", "zhòng", "重", True),
        ("hǎo", "hào", "好", True),
        ("lù", "lǜ", "率", True),
        ("mǎ", "ma", "吗", True),
        ("shēng", "sheng", "生", False),
        ("sheng", "shēng", "生", False),
        ("dé", "de", "得", False),
        ("bú", "bù", "不", False),
        ("yí", "yī", "一", False),
        ("fǒu", "bù", "不", True),
        ("r", "ér", "儿", False),
        ("ha\u030co", "hǎo", "好", False),
    ],
)
def test_what_counts_as_another_reading(given_reading: str, expected_reading: str, hanzi: str, different: bool) -> None:
    """Another syllable or another full tone does; neutral tone, tone sandhi and erhua do not."""
    assert differs(given_reading, expected_reading, hanzi) is different


@given(hanzi=HANZI, data=st.data())
def test_difference_goes_both_ways_and_nothing_differs_from_itself(hanzi: str, data: st.DataObject) -> None:
    """``differs`` is symmetric and irreflexive."""
    one, other = (data.draw(st.sampled_from(sorted(readings_of(hanzi)))) for _ in range(2))
    assert not differs(one, one, hanzi)
    assert differs(one, other, hanzi) == differs(other, one, hanzi)


def test_none_never_speaks() -> None:
    """The provider that switches context off."""
    assert expected("据了解", "了", "none") is None


def test_a_provider_of_ones_own_is_taken_as_it_is() -> None:
    """Anything with ``likelihood`` will do."""

    class Always:
        def likelihood(self, text: str, position: int, readings: frozenset[str], given: str) -> Likelihood | None:
            return Likelihood(0.5, min(readings), "mine")

    mine = Always()
    assert isinstance(mine, Context)
    assert provider(mine) is mine


def test_a_provider_that_can_only_expect_is_taken_at_its_word() -> None:
    """What it expects is certain, what differs is impossible, and where it is silent nothing is known."""

    class Always:
        def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
            return Expectation("háng", 0.5, "mine") if text[position] == "行" else None

    ask = provider(Always())
    assert ask.likelihood("行船", 0, readings_of("行"), "xíng") == Likelihood(0, "háng", "mine")
    assert ask.likelihood("行船", 0, readings_of("行"), "háng") == Likelihood(1, "háng", "mine")
    assert ask.likelihood("行船", 1, readings_of("船"), "chuán") is None


def test_a_provider_is_made_once() -> None:
    """One index in a process."""
    assert provider("phrases") is provider("phrases")
    assert provider("model") is provider("model")


def test_an_unknown_provider_is_named_with_those_there_are() -> None:
    """The message says what to write instead."""
    with pytest.raises(ValueError, match="unknown context 'bert'; choose from model, phrases, g2pm, none"):
        provider("bert")
    with pytest.raises(TypeError, match=r"likelihood.*expect"):
        provider(7)  # type: ignore[arg-type]


def test_g2pm_that_is_not_installed_is_named_with_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing optional package says how to bring it."""
    monkeypatch.setitem(sys.modules, "g2pM", None)
    stock_g2pm.cache_clear()
    with pytest.raises(ModuleNotFoundError, match=re.escape(install_line("g2pm"))):
        provider("g2pm")


def test_importing_opens_no_dictionary() -> None:
    """Neither pypinyin nor OpenCC nor an optional library is there after the import."""
    code = (
        "import sys, pinyin_strip.context\nprint(*sorted({'pypinyin', 'opencc', 'g2pM', 'numpy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@given(text=st.text(alphabet="好不。\n", min_size=1, max_size=900), data=st.data())
def test_a_sentence_holds_its_position_and_is_bounded(text: str, data: st.DataObject) -> None:
    """The window never grows with the text."""
    position = data.draw(st.integers(0, len(text) - 1))
    start, end = sentence_around(text, position)
    assert 0 <= start <= position < end <= len(text)
    assert end - start <= 3 * BLOCK
    assert "。" not in text[start : end - 1]


class TestG2pm:
    """The model, where it is installed."""

    @pytest.fixture(autouse=True)
    def _installed(self) -> None:
        pytest.importorskip("g2pM", reason="needs the extra [g2pm]")

    @pytest.mark.parametrize(
        ("text", "hanzi", "reading"),
        [
            ("他把问题归纳为四个方面。", "为", "wéi"),
            ("大家都很高兴。", "都", "dōu"),
            ("河水很长很宽。", "长", "cháng"),
            ("我還沒吃飯呢。", "還", "hái"),
        ],
    )
    def test_the_sentence_decides(self, text: str, hanzi: str, reading: str) -> None:
        """No phrase covers these; the model has read the sentence."""
        assert expected(text, hanzi, "g2pm") == reading

    def test_the_forward_pass_is_that_of_g2pm(self) -> None:
        """Our own forward pass, in a batch, finds the readings that the package itself finds."""
        theirs = trained_weights()
        ours = Model(theirs)
        sentences = ["他在银行里看见了校长。", "天还没亮，我就得起床！", "好"]
        every_reading = frozenset(map(tone_mark, theirs.idx2class.values()))
        for sentence, states in zip(sentences, ours.states(sentences), strict=True):
            labels = theirs(sentence, char_split=True)
            for hanzi, label, state in zip(sentence, labels, states, strict=True):
                if ours.knows(hanzi):
                    best = ours.likeliest(state, every_reading)
                    assert best is not None
                    assert best[0] == tone_mark(label)

    def test_on_onnx_runtime_the_outputs_are_equal(self) -> None:
        """In a batch of sentences of several lengths, to a hundred-thousandth."""
        pytest.importorskip("onnx", reason="needs the extra [g2pm-onnx]")
        pytest.importorskip("onnxruntime", reason="needs the extra [g2pm-onnx]")
        weights, sentences = trained_weights(), ["他在银行里看见了校长。", "好", "天还没亮，我就得起床！"]
        plain = Model(weights, NumpyNetwork(weights)).states(sentences)
        for ours, onnx in zip(plain, Model(weights, OnnxNetwork(weights)).states(sentences), strict=True):
            assert ours.shape == onnx.shape
            assert abs(ours - onnx).max() < 1e-5

    def test_a_users_phrase_is_above_the_model(self, loaded_phrases: None) -> None:
        """What the user loads is taken at its word."""
        load_phrases_dict({"公里长": [["gōng"], ["lǐ"], ["zhǎng"]]})
        assert expected("这条河有三百公里长。", "长", "g2pm") == "zhǎng"

    @given(text=TEXT, position=st.integers(-3, 45))
    def test_any_text_and_position_gives_an_answer_among_the_listed_readings(self, text: str, position: int) -> None:
        """Never an exception, never a reading that was not listed."""
        readings = readings_of(text[position]) if 0 <= position < len(text) else frozenset({"le"})
        answer = provider("g2pm").expect(text, position, readings)
        assert answer is None or (answer.reading in readings and 0 < answer.confidence <= 1)
