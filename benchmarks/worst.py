"""What costs most to clean? Search for the worst inputs, and hold those that were found against the limits.

    python benchmarks/worst.py [--seconds 60] [--seed 1] [--keep FILE]
    python benchmarks/worst.py --known

An input is a unit of a few fragments, repeated. The search composes units, changes one fragment at a time, and goes on from the
dearest. Cost is processor time a megabyte of UTF-8; it should be less than one second, and not grow with the length.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

import pinyin_strip
from pinyin_strip.readings import own

KNOWN = Path(__file__).parent / "data" / "worst.jsonl"
#: Bytes of an input while searching, and of the shorter and the longer one by which growth is told.
SIZE, SHORT, LONG = 20_000, 30_000, 120_000
#: Seconds that one try may take before the others like it are left out.
PATIENCE = 5.0
#: Units that the search goes on from.
BEST = 12

HANZI = "国际银行的了儿锂山水重长昂安北京都不一们和说行地得好啊"
FRAGMENTS = [
    *"国际银行的了儿锂山水", "昂安", "北京", "我们", "()", "(", ")", "（", "）", "[", "]", "【", "】", "《", "》", "{", "}", "|", "｜", "〔", "〕",
    " ", "\n", "\t", "\r\n", "，", "。", "、", ",", ".", ":", "：", ";", "?", "！", "/", "-", "—", "·", "'", "’", "“", "”", "「", "」", "*", "_",
    "<", ">", "<rt>", "</rt>", "<ruby>", "</ruby>", "<b>", "</b>", "<rp>(</rp>", "&lt;", "&nbsp;", "&#257;", "\\n", "\u200b", "\u3000",
    "a", "n", "g", "r", "o", "e", "an", "ang", "ān", "āng", "guó", "guo", "guo2", "lǜ", "lu:4", "nv3", "Běijīng", "běi jīng", "xi'an", "xian",
    "ng", "m", "hm", "ㄍㄨㄛˊ", "ㄢ", "˙ㄌㄜ", "ˊ", "1", "4", "12", "DL", "café", "saan1", "Tâi-lô", "音", "读", "读作", "又读", "或", "同", "三声",
    "拼音：", "粤语", "账号", "①", "[2]", "?qū)", "(yè)", "?,", "Ryōi", "的(de)", "国(guó)", "锂(Li)", "、国(guo)", "𠮷", "々", "é", "ü", "http://",
    "|---|\n", "# ", "- ", "guó\n国\n", "国\nguó\n", "{国|guó}", "国[guó]", "<br>", "\\N", "]{", "]^(", "}{",
    "{国:guó}", "[国]{guó}", "\\ruby{国}{guó}", "{{ruby|国|guó}}", '<span class="pinyin">', "; pinyin: ", "国。 guó. ", "国 guó ", "A: ",
    "[00:01]", "国：", "(国, guó)", "(gu)", "昂安(āng ān)", "āngān",
]  # fmt: skip


def cost_of(unit: str, size: int) -> float:
    """Seconds of processor time for a megabyte of a repeated unit."""
    text = unit * max(1, size // len(unit.encode()))
    start = time.process_time()
    pinyin_strip.clean(text)
    return (time.process_time() - start) * 1e6 / len(text.encode())


def glossed(chance: random.Random) -> str:
    """Some hanzi, and readings of them in a row, right or wrong."""
    hanzi = [chance.choice(HANZI) for _ in range(chance.choice((1, 2, 4, 12, 40)))]
    readings = [chance.choice(own(char).spelt) for char in hanzi]
    if chance.random() < 0.3:
        readings[chance.randrange(len(readings))] = "mà"
    joined = chance.choice(("", " ", ", ", "-")).join(readings)
    opening, closing = chance.choice(("()", "（）", "[]", "【】", "\n\n", ("", "")))
    return f"{''.join(hanzi)}{opening}{joined}{closing}"


def fragment(chance: random.Random) -> str:
    """One fragment, alone or several times."""
    text = glossed(chance) if chance.random() < 0.2 else chance.choice(FRAGMENTS)
    return text * chance.choice((1, 1, 1, 1, 2, 8, 40))


def changed(parts: list[str], chance: random.Random) -> list[str]:
    """A unit with one fragment more, less, or another one."""
    place = chance.randrange(len(parts) + 1)
    kept = parts[:place] + parts[place + chance.choice((0, 1, 1)) :]
    return [*kept[:place], *([fragment(chance)] if chance.random() < 0.8 or not kept else []), *kept[place:]]


def search(seconds: float, seed: int) -> list[str]:
    """The dearest units that were found in so many seconds, dearest first."""
    chance = random.Random(seed)
    best: list[tuple[float, list[str]]] = []
    seen: set[str] = set()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        parts = changed(chance.choice(best)[1], chance) if best and chance.random() < 0.7 else []
        parts = parts or [fragment(chance) for _ in range(chance.randint(1, 6))]
        unit = "".join(parts)
        if not unit or unit in seen or len(unit.encode()) > SIZE // 4:
            continue
        seen.add(unit)
        best = sorted([*best, (cost_of(unit, SIZE), parts)], reverse=True)[:BEST]
    return ["".join(parts) for _, parts in best]


def growth(unit: str) -> float:
    """How much dearer a megabyte is in a text four times as long."""
    return cost_of(unit, LONG) / cost_of(unit, SHORT)


def load() -> None:
    """Open every dictionary, so that none is opened while an input is measured."""
    for text in ("国(guó)" * 10_000, *(f"{HANZI}{one}{HANZI}" for one in FRAGMENTS)):
        pinyin_strip.clean(text)


def report(units: list[str]) -> bool:
    """Print what was found; whether all of it keeps the limits."""
    print(f"{'s/MB':>8}{'growth':>8}  unit")
    fine = True
    for unit in units:
        cost = cost_of(unit, SHORT)
        grown = growth(unit) if cost < PATIENCE * 1e6 / LONG else float("nan")
        fine = fine and cost < 1 and grown < 2
        shown = unit if len(unit) < 60 else f"{unit[:57]}… ({len(unit)})"
        print(f"{cost:8.2f}{grown:8.2f}  {shown!r}")
    return fine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to search")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--known", action="store_true", help="measure what was found before, and search for nothing")
    parser.add_argument("--keep", type=Path, help="append the finds to this file")
    args = parser.parse_args()
    load()
    known = [json.loads(line)["unit"] for line in KNOWN.read_text("utf-8").splitlines()]
    units = known if args.known else search(args.seconds, args.seed)
    if args.keep:
        with args.keep.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps({"unit": unit}, ensure_ascii=False) + "\n" for unit in units)
    return 0 if report(units) else 1


if __name__ == "__main__":
    sys.exit(main())
