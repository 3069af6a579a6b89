"""What the context model learns from: sentences, sentences with a label (gold), phrases, and how a place in them is coded."""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pypinyin.contrib.tone_convert import tone3_to_tone

from pinyin_strip.context.usage import original_tone
from pinyin_strip.context.window import PAD, normalized
from pinyin_strip.readings import simplify, stock_phrases

MARK = "▁"
REACH = 2
"""Code points to either side that the features see."""

UNKNOWN = 1
"""Stands for what lies beyond a phrase: no feature is made of it."""

LONGEST = 300
"""Code points; longer lines are tables and lists."""

Codes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence of the gold: its text (simplified), where the polyphone is, how it reads."""

    text: str
    position: int
    reading: str


def tone_mark(label: str) -> str:
    """``lu:4`` → ``lǜ``, ``le5`` → ``le``."""
    return str(tone3_to_tone(label.strip().replace("u:", "v").removesuffix("5")))


def gold(sentences: Path, labels: Path) -> list[Labelled]:
    """The sentences of a CPP-style pair of files."""
    pairs = zip(sentences.read_text("utf-8").splitlines(), labels.read_text("utf-8").splitlines(), strict=True)
    found = [(sentence.find(MARK), sentence.replace(MARK, ""), label) for sentence, label in pairs if MARK in sentence]
    return [
        Labelled(simplify(text), position, original_tone(text[position], tone_mark(label)))
        for position, text, label in found
    ]


def corpus(file: Path) -> list[str]:
    """The sentences of a compressed text, one a line; simplified, each once, in order of length."""
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        once = dict.fromkeys(simplify(line.rstrip("\n")) for line in lines)
    return sorted((line for line in once if 1 < len(line) <= LONGEST), key=len)


def windows(text: str, positions: list[int]) -> Codes:
    """For each position the code points around it that the features see, without its own: (position, 2 · REACH)."""
    padded = normalized(PAD * REACH + text + PAD * REACH)
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    offsets = np.array([0, 1, 3, 4])
    return np.asarray(codes[np.array(positions, np.int64)[:, None] + offsets])


def phrase_windows(hanzi_with_choice: Mapping[str, object]) -> Iterator[tuple[str, Codes, str]]:
    """Each place of such a hanzi in pypinyin's phrases (MIT): the hanzi, its window, its reading."""
    for phrase, syllables in sorted(stock_phrases().items()):
        if len(phrase) != len(syllables) or len(phrase) < 2:
            continue
        around = [UNKNOWN] * REACH + [ord(char) for char in normalized(phrase)] + [UNKNOWN] * REACH
        for index, hanzi in enumerate(phrase):
            if hanzi in hanzi_with_choice and syllables[index]:
                near = around[index : index + REACH] + around[index + REACH + 1 : index + 2 * REACH + 1]
                yield hanzi, np.array(near, np.uint64), original_tone(hanzi, syllables[index][0])
