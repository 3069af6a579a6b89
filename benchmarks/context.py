"""How well does each context provider tell which reading a polyphone has, and how often is it wrong when it speaks?

Takes a CPP-style pair of files (Park & Lee 2020): sentences with one hanzi between ▁ marks, and one label a line, such
as ``le5`` or ``lu:4``. Prints a row for each provider and sensitivity, and one for ``pypinyin.pinyin`` taken at its word:

    coverage      the part of the sentences for which the provider says anything
    accuracy      how often what it expects is right, where it speaks
    false alarms  the part of all sentences in which the right reading would be called wrong
    detection     the part of the sentences with another listed reading, in which one drawn at random is called wrong
    chars/s       characters of text for each second of asking; the first questions, which load, are not counted

The model that ships has seen these sentences. ``--folds`` takes the models of ``make_context.py --folds``, and asks each about
the sentences that it has not seen. ``--glosses`` takes files of texts with right glosses, and counts those that ``parse`` calls wrong.

    python benchmarks/context.py --sentences dev.sent --labels dev.lb [--limit N] [--every K --offset I]
        [--folds FOLDER] [--glosses FILE ...]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import tone3_to_tone

from pinyin_strip import Options, Verdict, parse
from pinyin_strip.context import Context, Expectation, Likelihood, provider
from pinyin_strip.context.covering import stock_covering
from pinyin_strip.context.model import Model
from pinyin_strip.context.phrases import stock_phrases
from pinyin_strip.context.sensitivity import BARS
from pinyin_strip.context.weighed import Weighed
from pinyin_strip.readings import listed

MARK = "▁"
SEED = 2020
LOADING = {"行": "háng", "知": "zhì"}
"""A hanzi that the model knows and one that only the dictionary knows: asking about them loads what there is to load."""


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence: its number, its text without marks, where the polyphone is, how it reads, how else it might."""

    number: int
    text: str
    position: int
    reading: str
    readings: frozenset[str]
    wrong: str | None


@cache
def script_variants() -> tuple[OpenCC, ...]:
    return tuple(OpenCC(scheme) for scheme in ("s2t", "t2s", "s2tw", "s2hk", "tw2s", "hk2s"))


@cache
def listed_readings(hanzi: str) -> frozenset[str]:
    """What pypinyin lists for the hanzi and for its script variants."""
    forms = {hanzi, *(form for scheme in script_variants() if len(form := scheme.convert(hanzi)) == 1)}
    return frozenset(reading for form in forms for reading in PINYIN_DICT.get(ord(form), "").split(",") if reading)


def questions(sentences: Path, labels: Path) -> Iterator[Question]:
    """The questions of the pair of files, each with a wrong reading drawn by a fixed seed."""
    draw = random.Random(SEED)
    pairs = zip(sentences.read_text("utf-8").splitlines(), labels.read_text("utf-8").splitlines(), strict=True)
    for number, (sentence, label) in enumerate((sentence, label) for sentence, label in pairs if MARK in sentence):
        position = sentence.find(MARK)
        text = sentence.replace(MARK, "")
        reading = tone3_to_tone(label.strip().replace("u:", "v").removesuffix("5"))
        readings = listed_readings(text[position])
        others = sorted(readings - {reading})
        yield Question(number, text, position, reading, readings, draw.choice(others) if others else None)


class Pypinyin:
    """What ``pypinyin.pinyin`` writes there, as the tools in use today compare with."""

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        # Other characters one by one, so that positions hold; pypinyin takes a list here, though its types do not say so.
        syllables = pinyin(text, style=Style.TONE, errors=list)  # type: ignore[arg-type]
        return Expectation(syllables[position][0], 0.0, "pypinyin")


def answers(ask: Context, asked: Iterable[Question], *, wrong: bool = False) -> list[Likelihood | None]:
    """What is said about the right reading of each question, or about the wrong one."""
    return [
        ask.likelihood(one.text, one.position, one.readings, (one.wrong or "") if wrong else one.reading)
        for one in asked
    ]


class Answers:
    """All that one provider, or several that share the questions, say about the questions."""

    def __init__(self, askers: Sequence[Context], asked: list[Question]) -> None:
        self.asked = [one for number in range(len(askers)) for one in asked if one.number % len(askers) == number]
        self.right: list[Likelihood | None] = []
        self.wrong: list[Likelihood | None] = []
        seconds = 0.0
        for number, ask in enumerate(askers):
            own = [one for one in asked if one.number % len(askers) == number]
            for hanzi, reading in LOADING.items():
                ask.likelihood(f"他说{hanzi}的", 2, listed(hanzi), reading)
            start = time.perf_counter()
            self.right += answers(ask, own)
            seconds += time.perf_counter() - start
            self.wrong += answers(ask, own, wrong=True)
        self.seconds = seconds

    def row(self, name: str, bar: float) -> str:
        """One row of the table, for readings that are less probable than ``bar``."""
        spoken = [(one, said) for one, said in zip(self.asked, self.right, strict=True) if said]
        right = sum(one.reading == said.expected for one, said in spoken) / max(1, len(spoken))
        false = sum(said.given < bar for _, said in spoken) / len(self.asked)
        pairs = [(one, said) for one, said in zip(self.asked, self.wrong, strict=True) if one.wrong]
        found = sum(said is not None and said.given < bar for _, said in pairs) / max(1, len(pairs))
        speed = sum(len(one.text) for one in self.asked) / self.seconds
        rates = "  ".join(f"{rate:9.4f}" for rate in (len(spoken) / len(self.asked), right, false, found))
        return f"{name:26}{rates}  {speed:12,.0f}  {len(self.asked) / self.seconds:10,.0f}"


def fold_models(folder: Path) -> list[Context]:
    """The models for cross-validation: number k has not seen the sentences whose number is k modulo their count."""
    return [Weighed(Model(file.read_bytes()), stock_covering(), stock_phrases) for file in sorted(folder.glob("?.bin"))]


def right_glosses(files: Iterable[Path], options: Options) -> tuple[int, int, int]:
    """How many right glosses there are, how many of them are over a hanzi with several readings, how many are called wrong."""
    count = asked = wrong = 0
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            item = json.loads(line)
            right = [
                (one["start"], one["start"] + len(one["gloss"])) for one in item["glosses"] if one["status"] == "ok"
            ]
            count += len(right)
            for gloss in parse(item["text"], options).glosses:
                if not any(start < gloss.end and gloss.start < end for start, end in right):
                    continue
                base = item["text"][gloss.base_start : gloss.base_end]
                asked += any(len(listed(hanzi)) > 1 for hanzi in base)
                wrong += gloss.verdict is Verdict.ALTERNATE
    return count, asked, wrong


def print_rows(asked: list[Question], folds: Path | None) -> None:
    head = ("coverage", "accuracy", "false al.", "detection")
    print(f"{'provider':26}" + "  ".join(f"{word:>9}" for word in head) + f"  {'chars/s':>12}  {'asked/s':>10}")
    makers = {name: [name] for name in ("model", "phrases", "g2pm", "none")} | {"pypinyin": [Pypinyin()]}
    if folds:
        makers = {"model, cross-validated": fold_models(folds), **makers}
    for name, askers in makers.items():
        try:
            said = Answers([provider(one) for one in askers], asked)
        except ModuleNotFoundError as missing:
            print(f"{name:26}{missing}")
            continue
        for sensitivity in BARS if name.startswith("model") else ("strict",):
            label = f"{name}, {sensitivity}" if name.startswith("model") else name
            print(said.row(label.replace("cross-validated", "folds"), BARS[sensitivity]), flush=True)


def print_glosses(files: list[Path]) -> None:
    for name in ("model", "phrases", "none"):
        for sensitivity in BARS if name == "model" else ("strict",):
            count, asked, wrong = right_glosses(files, Options(context=name, sensitivity=sensitivity))
            share = f"{wrong / count:.2%} of {count:,} right glosses, {wrong / asked:.2%} of {asked:,} with a choice"
            print(f"{name}, {sensitivity}: {wrong} called wrong: {share}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sentences", type=Path, required=True, help="one sentence a line, the polyphone in ▁…▁")
    arguments.add_argument("--labels", type=Path, required=True, help="one reading a line, such as le5")
    arguments.add_argument("--limit", type=int, help="read only so many sentences")
    arguments.add_argument("--every", type=int, default=1, help="take every K-th sentence, to hold others out")
    arguments.add_argument("--offset", type=int, default=0, help="the first sentence to take, counted from 0")
    arguments.add_argument("--folds", type=Path, help="models for cross-validation, made by make_context.py --folds")
    arguments.add_argument("--glosses", type=Path, nargs="+", help="JSON lines with a text and its judged glosses")
    given = arguments.parse_args()
    asked = list(questions(given.sentences, given.labels))[given.offset : given.limit : given.every]
    if not asked:
        arguments.error("no sentence to ask about")
    certain = sum(question.reading in question.readings for question in asked) / len(asked)
    print(f"{len(asked):,} sentences; the right reading is listed in {certain:.2%}")
    print_rows(asked, given.folds)
    if given.glosses:
        print_glosses(given.glosses)


if __name__ == "__main__":
    main()
