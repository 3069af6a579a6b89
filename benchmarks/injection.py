"""How much of injected pages comes back? Figures for any file of excerpts, and for simulated pages.

    python benchmarks/injection.py --data excerpts.jsonl [--text sentences.txt]

A line of the file has ``text``, ``clean``, ``family`` and ``damage`` (a list of ``observed``, ``repaired`` or
null, and ``repaired_fullwidth`` where the crawl folded punctuation). The simulation converts sentences
(of --text, else the ``clean`` texts) to traditional script, damages them with lists of several lengths, drops
private-use characters and folds full-width signs, as crawls do, and repairs the outcome.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pinyin_strip
from pinyin_strip.damage import find_damage, gbk, repair
from pinyin_strip.damage.forward import CUT_MARKS, Key, cut, damage
from pinyin_strip.damage.injected import COMMON, READING, usual_reading
from pinyin_strip.damage.page import fold
from pinyin_strip.values import Edit, Grade, Repaired

Clean = Callable[[str], str]
LEVELS: tuple[Grade, Grade] = ("proved", "likely")
GLOSS = re.compile(rf"\({READING}\)")
COMMON_EXPRESSION = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")


def spots(item: dict[str, Any]) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Damaged spots of an excerpt with their place (code points)."""
    at = 0
    for spot in item["damage"]:
        at = item["text"].index(spot["observed"], at)
        yield at, at + len(spot["observed"]), spot
        at += len(spot["observed"])


def outcome(repaired: Repaired, start: int, end: int, spot: dict[str, Any]) -> str:
    """restored, wrong or left: what became of one spot; a mark may be ASCII or full width, as no bytes tell on a crawl."""
    edits = [edit for edit in repaired.edits if edit.start < end and edit.end > start]
    if not edits:
        return "left"
    shown = spot["observed"]
    for edit in reversed(edits):
        shown = shown[: max(0, edit.start - start)] + edit.replacement + shown[max(0, edit.end - start) :]
    wanted = {folded(text) for text in (spot["repaired"], spot.get("repaired_fullwidth")) if text is not None}
    return "restored" if folded(GLOSS.sub("", shown)) in wanted else "wrong"


def folded(text: str) -> str:
    """``text`` with ASCII for full-width signs."""
    return "".join(map(fold, text))


def measure_seen(items: list[dict[str, Any]]) -> Counter[str]:
    """How many damaged spots and excerpts are seen without any repair, and what is reported where nothing is damaged."""
    counts: Counter[str] = Counter()
    for item in items:
        found, known = find_damage(item["text"]), list(spots(item))
        seen = [any(one.start < end and one.end > start for one in found) for start, end, _ in known]
        counts["spots"] += len(known)
        counts["spots seen"] += sum(seen)
        counts["excerpts"] += bool(known)
        counts["excerpts silent"] += bool(known) and not pinyin_strip.parse(item["text"]).injection.damaged
        counts["false"] += sum(
            not any(one.start <= end and one.end >= start for start, end, _ in known) for one in found
        )
    return counts


def measure_spots(items: list[dict[str, Any]], level: Grade) -> Counter[str]:
    """Outcomes over all spots that an editor repaired."""
    counts: Counter[str] = Counter()
    for item in items:
        repaired = repair(item["text"], level)
        counts.update(outcome(repaired, *spot) for spot in spots(item) if spot[2]["repaired"] is not None)
    return counts


def measure_clean(items: list[dict[str, Any]], clean: Clean, *, damaged: bool) -> dict[str, tuple[int, int]]:
    """Excerpts that come out exactly as the editor's text, by family."""
    counts: dict[str, list[int]] = {}
    for item in items:
        if bool(item["damage"]) == damaged and not item.get("keep"):
            right = counts.setdefault(item["family"], [0, 0])
            right[0] += clean(item["text"]) == item["clean"]
            right[1] += 1
    return {family: (right, total) for family, (right, total) in counts.items()}


class Traced(NamedTuple):
    """A damaged text, and for each of its characters (and its end) the byte of the original that it begins with.

    A character of an inserted reading has None; a ``?`` has the byte of the hanzi that it was torn from.
    """

    text: str
    origins: list[int | None]


def trace(original: str, keys: Sequence[Key], cuts: str = "") -> Traced:
    """Damage ``original`` as `forward.damage` does, and remember where each character comes from."""
    data = gbk.encode(original)
    origins: list[int | None] = list(range(len(data)))
    for char, reading in keys:
        pair, inserted = gbk.encode(char), f"({reading})"
        for start in reversed([match.start() for match in re.finditer(re.escape(pair), data)]):
            origins[start + 2 : start + 2] = [None] * len(gbk.encode(inserted))
        data = data.replace(pair, pair + gbk.encode(inserted))
    shown: list[str] = []
    begins: list[int | None] = []
    done = 0
    for piece in cut(data, cuts):
        at = 0
        while at < len(piece):
            wide = 1 if piece[at] <= 0x80 or piece[at] == 0xFF else 2
            shown.append(gbk.decode(piece[at : at + wide]))
            begins.append(origins[done + at])
            at += wide
        done += len(piece)
    return Traced("".join(shown), [*begins, len(gbk.encode(original))])


def as_crawled(traced: Traced) -> Traced:
    """What a crawl keeps: no private use, full-width signs as ASCII."""
    kept = [at for at, char in enumerate(traced.text) if not gbk.is_private_use(char)]
    text = "".join(fold(traced.text[at]) for at in kept)
    return Traced(text, [*(traced.origins[at] for at in kept), traced.origins[-1]])


def original_of(original: str, traced: Traced, start: int, end: int) -> str | None:
    """What stood where ``traced.text[start:end]`` stands, or None if a border is inside a character."""
    first = traced.origins[start]
    last = next(origin for origin in traced.origins[end:] if origin is not None)
    if first is None or last < first:
        return None
    offsets = {0: 0}
    for at, char in enumerate(original, start=1):
        offsets[max(offsets) + len(gbk.encode(char))] = at
    if first not in offsets or last not in offsets:
        return None
    return original[offsets[first] : offsets[last]]


def simulate(lines: list[str], length: int, *, crawled: bool, pages: int) -> dict[str, Counter[str]]:
    """Damage pages made of ``lines`` with the first ``length`` keys in random order, and repair them.

    Returns:
        What became of the damaged places: those that "proved" repairs, and those that only "likely" does or
        that are left. No line is on two pages, so no place is counted twice.
    """
    chance = random.Random(length)
    counts: dict[str, Counter[str]] = {grade: Counter() for grade in LEVELS}
    shuffled = chance.sample(lines, len(lines))
    starts = range(0, min(pages * SENTENCES, len(lines)), SENTENCES)
    for page in (shuffled[start : start + SENTENCES] for start in starts):
        paragraphs = ("".join(page[at : at + 3]) for at in range(0, len(page), 3))
        original = "\n\u3000\u3000".join(paragraphs)
        keys = [(char, usual_reading(char)) for char in COMMON[:length]]
        chance.shuffle(keys)
        traced = trace(original, keys, chance.choice(("", CUT_MARKS)))
        traced = as_crawled(traced) if crawled else traced
        repaired = repair(traced.text, "likely")
        for edit in repaired.edits:
            counts[edit.grade]["restored" if is_right(original, traced, edit) else "wrong"] += 1
        counts["likely"]["left"] += len(repaired.left)
    return counts


def is_right(original: str, traced: Traced, edit: Edit) -> bool:
    """Whether the edit puts back what stood there; on a crawled page marks may be ASCII."""
    stood = original_of(original, traced, edit.start, edit.end)
    return stood is not None and "".join(map(fold, stood)) == "".join(map(fold, GLOSS.sub("", edit.replacement)))


LENGTHS = (20, 60, 138)
#: Lines on a page.
SENTENCES = 9
#: Forms that OpenCC prefers, and the ones that converters write.
WRITTEN = str.maketrans("爲説衆裏牀羣峯", "為說眾裡床群峰")


def traditional(lines: list[str]) -> list[str]:
    """Lines as a converter writes them, without what GBK lacks (it would be a question mark before any damage)."""
    import opencc

    converted = opencc.OpenCC("s2t").convert("\n".join(lines)).translate(WRITTEN).split("\n")
    return [line for line in converted if "?" not in gbk.decode(gbk.encode(line))]


def fragile(lines: list[str]) -> list[str]:
    """The lines that the longest list of keys can damage: the others only cost time."""
    keys = [(char, usual_reading(char)) for char in COMMON]
    return [line for line in lines if "?" in damage(line, keys, cuts=CUT_MARKS)]


def clean_repaired(level: Grade, text: str) -> str:
    """Repair and clean, in the order that the library fixes: cleaning first would destroy the bytes."""
    return pinyin_strip.clean(text, pinyin_strip.Options(repair=level))


def share(counts: Counter[str]) -> str:
    total = sum(counts.values()) or 1
    return "  ".join(f"{name} {counts[name]:4d} {counts[name] / total:6.1%}" for name in ("restored", "wrong", "left"))


def report(items: list[dict[str, Any]], lines: list[str], clean: Clean, pages: int) -> None:
    """Print all figures."""
    for name, function in (("cleaned", clean), ("common expression", lambda text: COMMON_EXPRESSION.sub("", text))):
        for family, (right, total) in measure_clean(items, function, damaged=False).items():
            print(f"undamaged, {family:14} {name:18} exact {right:4d} of {total:4d} {right / total:6.1%}")
    seen = measure_seen(items)
    print(
        f"damage seen: {seen['spots seen']} of {seen['spots']} spots; damaged excerpts without a report: "
        f"{seen['excerpts silent']} of {seen['excerpts']}; reports where nothing is damaged: {seen['false']}"
    )
    for level in LEVELS:
        for damaged in (False, True):
            whole = measure_clean(items, partial(clean_repaired, level), damaged=damaged)
            right, total = whole.get("byte", (0, 0))
            print(
                f"repair {level}, cleaned: {'damaged' if damaged else 'undamaged'} byte family exact {right} of {total}"
            )
        start = time.perf_counter()
        print(f"damaged spots, {level:7} {share(measure_spots(items, level))}  {time.perf_counter() - start:.1f} s")
    for crawled in (True, False):
        for length in LENGTHS:
            counts = simulate(lines, length, crawled=crawled, pages=pages)
            for level, outcomes in counts.items():
                kind = "proved" if level == "proved" else "others"
                print(f"simulated, {length:3d} keys, {'crawled' if crawled else 'whole  '} {kind} {share(outcomes)}")


def main() -> int:
    """Read the arguments and print the figures; 2 if a file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--text", type=Path, help="sentences for the simulation, one a line")
    parser.add_argument("--pages", type=int, default=30)
    options = parser.parse_args()
    items = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines() if line]
    source = (
        options.text.read_text(encoding="utf-8").splitlines() if options.text else [item["clean"] for item in items]
    )
    report(
        items,
        fragile(traditional([line.replace("▁", "") for line in source if line])),
        pinyin_strip.clean,
        options.pages,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
