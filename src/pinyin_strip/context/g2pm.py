"""The provider ``"g2pm"``: the small BiLSTM of Park & Lee (2020, arXiv:2004.03136) reads the sentence.

The PyPI package g2pM brings the weights; its own call gives the likeliest reading only. Here the forward pass is
our own, so that there is a probability for each listed reading, and so that several sentences go through together.
"""

from __future__ import annotations

import warnings
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pinyin_strip.context.decided import Decided
from pinyin_strip.context.difference import differs
from pinyin_strip.context.network import Network, network_of
from pinyin_strip.context.phrases import Phrases, own_readings, stock_phrases
from pinyin_strip.context.setting import is_modern_sentence
from pinyin_strip.extras import install_line
from pinyin_strip.readings import simplify
from pinyin_strip.values import Expectation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

USUAL_SHARE = 0.5
"""A reading that this share of a hanzi's phrases have is its usual one."""

SURE = 0.85
SURE_OF_UNUSUAL = 0.99
"""The model by itself speaks from these probabilities on: it is more often wrong about a reading that is not usual."""

AGREED = 0.5
"""Where the phrase dictionary says the same, this is enough."""

CONTRADICTED = 0.9
"""Where the phrase dictionary says otherwise, it is right below this probability; above, neither is to be trusted.
All were chosen on the CPP development sentences, which the model was not trained on; ``benchmarks/context.py``
measures them."""

BLOCK = 128
"""Code points. A sentence is read as far as one block before and after the block of the hanzi, so that text without
a full stop takes linear time, and hanzi of one block share one reading of the sentence."""

AHEAD = 8
"""How many sentences go through the model at once: this one and the next, since glosses come in a row."""

REMEMBERED = 1024
"""Sentences whose hidden states are kept; about 6 kB each."""

SENTENCE_ENDS = "。！？!?\n"


class Model:
    """The network: characters in, one vector a character out, and a score for each reading.

    weights: an instance of ``g2pM.G2pM``, which is the holder of the trained arrays and of their vocabulary.
    network: reads the sentences; by default the fastest that can run here.
    """

    def __init__(self, weights: Any, network: Network | None = None) -> None:  # noqa: ANN401  g2pM has no types
        import numpy as np

        self._np = np
        self._code: dict[str, int] = weights.char2idx
        self._network = network or network_of(weights)
        self._scores, self._scores_bias = weights.hidden_weight_l1, weights.hidden_bias_l1
        self._rows = {tone_mark(label): row for row, label in weights.idx2class.items()}
        self._polyphones = frozenset(hanzi for hanzi, labels in weights.cedict.items() if len(labels) > 1)

    def knows(self, hanzi: str) -> bool:
        """Whether the model was trained to tell readings of this hanzi apart."""
        return hanzi in self._polyphones

    def states(self, sentences: list[str]) -> list[Matrix]:
        """For each sentence one row of hidden state a code point."""
        return [rows[1:-1] for rows in self._network.hidden([self._encode(sentence) for sentence in sentences])]

    def likeliest(self, state: Matrix, readings: frozenset[str]) -> tuple[str, float] | None:
        """Of these readings the one with the highest probability among all labels that the model has."""
        np = self._np
        known = sorted(readings & self._rows.keys())
        if not known:
            return None
        scores: Matrix = self._scores @ state + self._scores_bias
        odds = np.exp(scores - scores.max())
        best = max(known, key=lambda reading: float(odds[self._rows[reading]]))
        return best, float(odds[self._rows[best]] / odds.sum())

    def _encode(self, sentence: str) -> list[int]:
        unknown = self._code["<UNK>"]
        # 시 and 끝 (start, end) mark the ends in the model's own vocabulary.
        return [self._code["시"], *(self._code.get(character, unknown) for character in sentence), self._code["끝"]]


class G2pm(Decided):
    """The model's reading where it is sure, or where the phrase dictionary bears it out."""

    def __init__(self, model: Model, phrases: Phrases) -> None:
        self._model = model
        self._phrases = phrases
        self._states: dict[str, Matrix] = {}

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """The reading of the hanzi at ``position`` (code points), or ``None`` where model and dictionary are unsure."""
        if not 0 <= position < len(text):
            return None
        from_phrases = self._phrases.expect(text, position, readings)
        if from_phrases is not None and from_phrases.confidence == 1:
            return from_phrases
        guess = self._guess(text, position, readings)
        if guess is None:
            return from_phrases
        if from_phrases is None:
            sure = guess.confidence >= self._bar(text[position], guess.reading)
            return guess if sure and is_modern_sentence(text, position) else None
        return _settle(guess, from_phrases, text[position])

    def _bar(self, hanzi: str, reading: str) -> float:
        usual = self._phrases.share(simplify(hanzi), reading) >= USUAL_SHARE
        return SURE if usual else SURE_OF_UNUSUAL

    def _guess(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        hanzi = simplify(text[position])
        if not self._model.knows(hanzi):
            return None
        start, end = sentence_around(text, position)
        state = self._state(text, start, end)[position - start]
        best = self._model.likeliest(state, own_readings(text[position], readings))
        return Expectation(*best, "g2pm") if best else None

    def _state(self, text: str, start: int, end: int) -> Matrix:
        sentence = simplify(text[start:end])
        state = self._states.get(sentence)
        if state is None:
            batch = [sentence, *self._next_sentences(text, end)]
            for read, its_state in zip(batch, self._model.states(batch), strict=True):
                self._remember(read, its_state)
            state = self._states[sentence]
        return state

    def _next_sentences(self, text: str, end: int) -> list[str]:
        sentences: list[str] = []
        while end < len(text) and len(sentences) < AHEAD - 1:
            start, end = sentence_around(text, end)
            sentences.append(simplify(text[start:end]))
        return [sentence for sentence in dict.fromkeys(sentences) if sentence not in self._states]

    def _remember(self, sentence: str, state: Matrix) -> None:
        while len(self._states) >= REMEMBERED:
            self._states.pop(next(iter(self._states)))
        self._states[sentence] = state


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """Start and end (code points) of the sentence that holds the position, no further than ``BLOCK`` allows.

    >>> sentence_around("好。不好。好", 3)
    (2, 5)
    """
    block = position - position % BLOCK
    floor, ceiling = max(0, block - BLOCK), min(len(text), block + 2 * BLOCK)
    start = max(text.rfind(mark, floor, position) for mark in SENTENCE_ENDS) + 1 or floor
    ends = [found for mark in SENTENCE_ENDS if (found := text.find(mark, position, ceiling)) >= 0]
    return start, min(ends) + 1 if ends else ceiling


def _settle(guess: Expectation, from_phrases: Expectation, hanzi: str) -> Expectation | None:
    """What the model and the phrase dictionary amount to together."""
    if differs(guess.reading, from_phrases.reading, hanzi):
        return from_phrases if guess.confidence < CONTRADICTED else None
    confidence = max(guess.confidence, from_phrases.confidence)
    return (
        Expectation(from_phrases.reading, confidence, f"{from_phrases.source}; g2pm")
        if guess.confidence >= AGREED
        else None
    )


def tone_mark(label: str) -> str:
    """A label of the model in the spelling of pypinyin: ``lu:4`` → ``lǜ``, ``le5`` → ``le``."""
    from pypinyin.contrib.tone_convert import tone3_to_tone

    return tone3_to_tone(label.replace("u:", "v").removesuffix("5"))


def trained_weights() -> Any:  # noqa: ANN401  g2pM has no types
    """An instance of ``g2pM.G2pM``. Raises ``ModuleNotFoundError`` that names the line to install it."""
    try:
        import_module("numpy")
        package = import_module("g2pM")
    except ModuleNotFoundError as missing:
        message = f"context 'g2pm' needs {missing.name}: {install_line('g2pm')}"
        raise ModuleNotFoundError(message, name=missing.name) from missing
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # g2pM leaves its files to the garbage collector
        return package.G2pM()


@cache
def stock_g2pm() -> G2pm:
    """The one model in this process, loaded at the first call. Raises as ``trained_weights`` does."""
    return G2pm(Model(trained_weights()), stock_phrases())
