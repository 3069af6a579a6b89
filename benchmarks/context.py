"""How well does each context provider tell which reading a polyphone has, and how often is it wrong when it speaks?

Takes a CPP-style pair of files (Park & Lee 2020): sentences with one hanzi between ▁ marks, and one label a line, such
as ``le5`` or ``lu:4``. Prints a row for each provider, and one for ``pypinyin.pinyin`` taken at its word:

    coverage      the part of the sentences for which the provider says anything
    accuracy      how often that is right, where it speaks
    false alarms  the part of all sentences in which the right reading would be called wrong
    detection     the part of the sentences with another listed reading, in which one drawn at random is called wrong
    strict        both again with every difference counted, also neutral tone against full tone
    chars/s       characters of text for each second of asking; the first question, which loads, is not counted

    python benchmarks/context.py --sentences dev.sent --labels dev.lb [--limit N] [--every K --offset I]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import tone3_to_tone

from pinyin_strip.context import Expectation, differs, provider

MARK = "▁"
SEED = 2020
Ask = Callable[[str, int, frozenset[str]], Expectation | None]


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence: its text without marks, where the polyphone is, how it reads, how else it might."""

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
    for sentence, label in pairs:
        position = sentence.find(MARK)
        if position < 0:
            continue
        text = sentence.replace(MARK, "")
        reading = tone3_to_tone(label.strip().replace("u:", "v").removesuffix("5"))
        readings = listed_readings(text[position])
        others = sorted(readings - {reading})
        yield Question(text, position, reading, readings, draw.choice(others) if others else None)


def ask_pypinyin(text: str, position: int, readings: frozenset[str]) -> Expectation | None:
    """What ``pypinyin.pinyin`` writes there, as the tools in use today compare with."""
    # Other characters one by one, so that positions hold; pypinyin takes a list here, though its types do not say so.
    syllables = pinyin(text, style=Style.TONE, errors=list)  # type: ignore[arg-type]
    reading = syllables[position][0]
    return Expectation(reading, 0.0, "pypinyin")


def strictly(given: str, expected: str, hanzi: str) -> bool:
    return given != expected


def report(name: str, ask: Ask, asked: list[Question]) -> str:
    """One row of the table."""
    ask("行", 0, frozenset({"xíng", "háng"}))
    start = time.perf_counter()
    answers = [ask(question.text, question.position, question.readings) for question in asked]
    seconds = time.perf_counter() - start
    spoken = [(question, answer.reading) for question, answer in zip(asked, answers, strict=True) if answer]
    right = sum(question.reading == reading for question, reading in spoken) / max(1, len(spoken))
    lenient, strict = alarms(spoken, asked, differs), alarms(spoken, asked, strictly)
    speed = sum(len(question.text) for question in asked) / seconds
    rates = "  ".join(f"{rate:9.4f}" for rate in (len(spoken) / len(asked), right, *lenient, *strict))
    return f"{name:10}{rates}  {speed:12,.0f}  {len(asked) / seconds:10,.0f}"


def alarms(
    spoken: list[tuple[Question, str]], asked: list[Question], differ: Callable[[str, str, str], bool]
) -> tuple[float, float]:
    """False alarms over all sentences, detection over those that have another listed reading."""
    false = sum(differ(question.reading, reading, question.text[question.position]) for question, reading in spoken)
    caught = sum(
        question.wrong is not None and differ(question.wrong, reading, question.text[question.position])
        for question, reading in spoken
    )
    return false / len(asked), caught / max(1, sum(question.wrong is not None for question in asked))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sentences", type=Path, required=True, help="one sentence a line, the polyphone in ▁…▁")
    arguments.add_argument("--labels", type=Path, required=True, help="one reading a line, such as le5")
    arguments.add_argument("--limit", type=int, help="read only so many sentences")
    arguments.add_argument("--every", type=int, default=1, help="take every K-th sentence, to hold others out")
    arguments.add_argument("--offset", type=int, default=0, help="the first sentence to take, counted from 0")
    given = arguments.parse_args()
    asked = list(questions(given.sentences, given.labels))[given.offset : given.limit : given.every]
    if not asked:
        arguments.error("no sentence to ask about")
    certain = sum(question.reading in question.readings for question in asked) / len(asked)
    print(f"{len(asked):,} sentences; the right reading is listed in {certain:.2%}")
    head = ("coverage", "accuracy", "false al.", "detection", "strict fa", "str. det.")
    print(f"{'provider':10}" + "  ".join(f"{word:>9}" for word in head) + f"  {'chars/s':>12}  {'asked/s':>10}")
    for name in ("phrases", "g2pm", "none"):
        try:
            print(report(name, provider(name).expect, asked))
        except ModuleNotFoundError as missing:
            print(f"{name:10}{missing}")
    print(report("pypinyin", ask_pypinyin, asked))


if __name__ == "__main__":
    main()
