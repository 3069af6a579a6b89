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
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pinyin_strip
from pinyin_strip.repair import Damage, Edit, Grade, Repaired, repair
from pinyin_strip.repair.forward import CUT_MARKS, damage
from pinyin_strip.repair.injected import COMMON, READING, usual_reading
from pinyin_strip.repair.walk import fold

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
    """restored, wrong or left: what became of one spot."""
    edits = [edit for edit in repaired.edits if edit.start < end and edit.end > start]
    if not edits:
        return "left"
    shown = spot["observed"]
    for edit in reversed(edits):
        shown = shown[: max(0, edit.start - start)] + edit.replacement + shown[max(0, edit.end - start) :]
    wanted = {spot["repaired"], spot.get("repaired_fullwidth")}
    return "restored" if GLOSS.sub("", shown) in wanted else "wrong"


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


def simulate(lines: list[str], length: int, level: Grade, *, crawled: bool, pages: int) -> Counter[str]:
    """Damage pages made of ``lines`` with the first ``length`` keys in random order, and repair them."""
    import opencc

    convert = opencc.OpenCC("s2t")
    chance = random.Random(length)
    counts: Counter[str] = Counter()
    for _ in range(pages):
        page = "\u3000".join(chance.sample(lines, min(8, len(lines))))
        original = "".join(convert.convert("\n".join(page)).split("\n")).translate(WRITTEN)
        keys = [(char, usual_reading(char)) for char in COMMON[:length]]
        chance.shuffle(keys)
        observed = damage(original, keys, cuts=chance.choice(("", CUT_MARKS)))
        if crawled:
            observed = "".join(fold(char) for char in observed if not "\ue000" <= char <= "\uf8ff")
            original = "".join(map(fold, original))
        repaired = repair(observed, level)
        for edit in repaired.edits:
            counts["restored" if fits(observed, repaired, edit, original) else "wrong"] += 1
        counts["left"] += len(repaired.left)
    return counts


LENGTHS = (20, 60, 138)
#: Forms that OpenCC prefers, and the ones that converters write.
WRITTEN = str.maketrans("爲説衆裏牀羣峯", "為說眾裡床群峰")


def fits(observed: str, repaired: Repaired, edit: Edit, original: str) -> bool:
    """Whether the edit with what is sound around it stands in the original."""
    places: list[Edit | Damage] = [*repaired.edits, *repaired.left]
    others = [(other.start, other.end) for other in places if other.start != edit.start]
    left = max([edit.start - 30, 0, *(end for _, end in others if end <= edit.start)])
    right = min([edit.end + 16, len(observed), *(start for start, _ in others if start >= edit.end)])
    before = GLOSS.sub("", observed[left : edit.start])[-5:]
    after = re.split(r"\?|\(", GLOSS.sub("", observed[edit.end : right]))[0][:3]
    return before + GLOSS.sub("", edit.replacement) + after in original


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
            for level in LEVELS:
                counts = simulate(lines, length, level, crawled=crawled, pages=pages)
                print(f"simulated, {length:3d} keys, {'crawled' if crawled else 'whole  '} {level:7} {share(counts)}")


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
    report(items, [line.replace("▁", "") for line in source if line], pinyin_strip.clean, options.pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
