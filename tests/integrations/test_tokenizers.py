"""Hugging Face tokenizers: what is trained never sees a gloss, and every token knows where it stood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given

from pinyin_strip import Options, clean, iter_clean, parse
from tests.test_bulk import valid

tokenizers = pytest.importorskip(
    "tokenizers", reason="tokenizers is not installed: pip install 'pinyin-strip[tokenizers]'"
)
hosted = pytest.importorskip("pinyin_strip.integrations.tokenizers")

GOLD = Path(__file__).parent.parent.parent / "benchmarks" / "data" / "gold.jsonl"
TEXTS = [json.loads(line)["text"] for line in GOLD.read_text("utf-8").splitlines()]
DAMAGED = "能夠?qū)ψ鳂I(yè)，發(fā)展很快"
KINDS = {
    "BPE": lambda: (tokenizers.models.BPE(unk_token="?"), tokenizers.trainers.BpeTrainer),
    "WordPiece": lambda: (tokenizers.models.WordPiece(unk_token="?"), tokenizers.trainers.WordPieceTrainer),
    "WordLevel": lambda: (tokenizers.models.WordLevel(unk_token="?"), tokenizers.trainers.WordLevelTrainer),
    "Unigram": lambda: (tokenizers.models.Unigram(), tokenizers.trainers.UnigramTrainer),
}


def _characters(options=None):
    """A tokenizer whose tokens are single characters, all unknown: their offsets are what is of interest."""
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel({"?": 0}, unk_token="?"))
    tokenizer.normalizer = hosted.normalizer(options)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Split(tokenizers.Regex(r"[\s\S]"), "isolated")
    return tokenizer


CHARACTERS = _characters()
REPAIRING = _characters(Options(repair="likely", script="simplified"))


@given(valid)
@example("｜中国《zhōngguó》")
@example("𠮷(jí)😀(x)国(guó)")
def test_offsets_are_those_of_the_source(text):
    """Every character of the clean text stands where it stood."""
    document = parse(text, Options(context="none"))
    found = CHARACTERS.encode(text).offsets
    assert [start for start, _ in found] == [document.to_source(i) for i in range(len(document.clean()))]
    assert "".join(text[start:end] for start, end in found) == document.clean()


@given(valid)
@example(DAMAGED)
@example("头发(tóufa)")
def test_repairs_and_scripts_are_normalised_in_place(text):
    """What is mended stands where the damage was."""
    options = Options(repair="likely", script="simplified")
    document = parse(text, options.for_cleaning())
    assert REPAIRING.normalizer.normalize_str(text) == clean(text, options)
    places = [start for start, _ in REPAIRING.encode(text).offsets]
    assert len(places) == len(document.clean())
    assert places == sorted(places)
    assert [document.to_clean(place) for place in places] == [
        document.to_clean(document.to_source(i)) for i in range(len(places))
    ]


def test_a_repair_never_makes_a_text_longer():
    """The normaliser relies on it."""
    changes = [change for text in [*TEXTS, DAMAGED] for change in parse(text, Options(repair="likely")).changes]
    assert any(new for _, _, new in changes)
    assert all(len(new) <= end - start for start, end, new in changes)


@pytest.mark.parametrize("kind", KINDS)
def test_training_through_the_normaliser_is_training_on_clean_texts(kind):
    """The same alphabet is learnt, whichever trainer; which merges it drops among equals is the trainer's own affair."""
    alphabets = []
    for normalizer, texts in ((hosted.normalizer(), TEXTS), (None, list(iter_clean(TEXTS)))):
        model, trainer = KINDS[kind]()
        tokenizer = tokenizers.Tokenizer(model)
        if normalizer:
            tokenizer.normalizer = normalizer
        tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Punctuation()
        tokenizer.train_from_iterator(texts, trainer(vocab_size=20_000, show_progress=False, special_tokens=["?"]))
        alphabets.append(set("".join(tokenizer.get_vocab())))
    assert alphabets[0] == alphabets[1]
    assert len(alphabets[0]) > 500
    assert set("".join(TEXTS)) - alphabets[0] & set("āáǎàǖǘǚǜ")


def test_it_goes_first_in_a_sequence():
    """Others see what is clean."""
    sequence = tokenizers.normalizers.Sequence([hosted.normalizer(), tokenizers.normalizers.Replace("国际", "國際")])
    assert sequence.normalize_str("国(guó)际") == "國際"


def test_batches_are_encoded_on_threads():
    """Python normalisers and the library's own threads get along."""
    encodings = CHARACTERS.encode_batch(TEXTS)
    assert ["".join(t[s:e] for s, e in one.offsets) for t, one in zip(TEXTS, encodings, strict=True)] == list(
        iter_clean(TEXTS)
    )
