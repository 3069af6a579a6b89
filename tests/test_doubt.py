"""No doubt is silent: what spells readings of the hanzi beside it and stays is in the findings.

The oracle here knows nothing of tokens and alignments: it strips tones from what stands in a bracket, on a line or glued to
hanzi, and compares it with every way of reading the hanzi before it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import parse
from pinyin_strip.readings import united
from pinyin_strip.symbols import ELEMENTS
from tests.strategies import hanzi, texts

DATA = Path(__file__).parent / "data"
GOLD = Path(__file__).parent.parent / "benchmarks" / "data" / "gold.jsonl"
SHARED = Path(__file__).parent.parent.parent / "shared" / "gold"
BRACKET = re.compile(
    r"([一-鿿]{1,8})[ 　]?([(（\[［【〔])[ 　]?([^()（）\[\]［］【】〔〕\n]{1,60}?)[ 　]?[)）\]］】〕]"
)
GLUED = re.compile(r"([一-鿿]{1,8})([a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,30}|(?:[a-z]{1,6}[1-5]){1,6})(?![\w'’\-.·])")
MENTION = re.compile(r"(?:音|读|讀|念|叫)(?:作|成|为|為|是|做|如|若|同)?[:：“\"‘'「\s]*$")
TONES = {"\u0304", "\u0301", "\u030c", "\u0300"}


def letters_of(body):
    """The body without tones, blanks and apostrophes; ``None`` if it is no reading in letters."""
    if not re.fullmatch(r"[a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ'’ \-]+[1-5]?|(?:[a-zA-Z]+[1-5] ?)+", body):
        return None
    plain = "".join(char for char in unicodedata.normalize("NFD", body.lower()) if char not in TONES)
    return re.sub(r"[^a-zü]", "", unicodedata.normalize("NFC", plain)) or None


def can_read(word, letters):
    """Whether hanzi can be read so, each by one of its listed readings, tones apart."""
    if not word:
        return not letters
    return any(
        letters.startswith(plain) and can_read(word[1:], letters[len(plain) :]) for plain in united(word[0]).tones
    )


def is_spelt(word, letters):
    """Whether some hanzi of the word, side by side, can be read so."""
    return any(
        can_read(word[first:last], letters) for first in range(len(word)) for last in range(first + 1, len(word) + 1)
    )


def is_something_else(base, body):
    """What is certainly no reading: an acronym, a symbol of an element, one letter as formulas have them."""
    return (
        (len(body) == 1 and body.isascii())
        or (len(body) > 1 and body.isupper())
        or (len(body) < 3 and body[:1].isupper() and base[-1] in ELEMENTS)
    )


def doubts(text):
    """Every span that spells readings of the hanzi beside it."""
    for match in BRACKET.finditer(text):
        letters = letters_of(match[3])
        if letters and not is_something_else(match[1], match[3]) and is_spelt(match[1], letters):
            yield match.span(2)[0], match.end(), match.end(1)
    for match in GLUED.finditer(text):
        letters = letters_of(match[2])
        reads = letters and any(can_read(match[1][first:], letters) for first in range(len(match[1])))
        if reads and not is_something_else(match[1], match[2]):
            yield *match.span(2), match.end(1)


def silent(text):
    """The doubts of which nobody is told."""
    document = parse(text)
    told = [*((found.start, found.end) for found in document.findings()), *document.removed]
    told += [(edit.start, edit.end) for edit in document.edits]
    return [
        text[start:end]
        for start, end, base_end in doubts(text)
        if not any(first < end and start < last for first, last in told)
        and not MENTION.search(text[max(0, base_end - 8) : base_end])
    ]


pieces = st.sampled_from(
    ["(guó)", "（guo）", "[Guo]", "(ji2)", "(hǎo)", "【huì】", "(zhang sān)", "（le）", "guó", "guo", "Milan", "(Milan)", "(DL)",
     "(lì", "。", "，", " ", "\n", "！", "(café)", "〔cháng〕", "(guó，国家)", "（粤音bo1）"]
)  # fmt: skip


@given(st.lists(st.one_of(hanzi, pieces), max_size=20).map("".join))
def test_no_doubt_is_silent_in_mixtures(text):
    """Whatever stands around it."""
    assert silent(text) == []


@given(texts)
def test_no_doubt_is_silent_in_any_text(text):
    """The same, with every kind of mark, tag and junk between."""
    assert silent(text) == []


def _texts_of(path):
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", [GOLD, *sorted(DATA.glob("*.jsonl"))], ids=lambda path: path.name)
def test_no_doubt_is_silent_in_our_own_samples(path):
    """Gold items and cases."""
    assert [(text, found) for text in _texts_of(path) if (found := silent(text))] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are beside the checkout of developers only")
@pytest.mark.parametrize("name", ["dev.jsonl", "dev2.jsonl"])
def test_no_doubt_is_silent_in_real_excerpts(name):
    """Texts that nobody wrote for this."""
    assert [(text, found) for text in _texts_of(SHARED / name) if (found := silent(text))] == []


# What certainly is something else; a joke, a cloze or a format example holds pinyin, and a proofreader is told.
CERTAIN = re.compile(r"neg-(?!joke|cloze|format|wrong|mention|label|markdown)")


def test_look_alikes_are_left_in_peace():
    """Of our own negatives that spell no reading, at most two in a hundred have a finding."""
    items = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    alike = [item["text"] for item in items if CERTAIN.match(item["convention"]) and not any(doubts(item["text"]))]
    told = [text for text in alike if parse(text).findings()]
    assert len(alike) > 100
    assert len(told) * 50 <= len(alike), told
