"""How fast: pinyin-strip beside the regular expressions that it replaces, all in one process, as ratios.

    python benchmarks/speed.py                  # the table; --json FILE writes the figures too
    python benchmarks/speed.py --quick          # small inputs, a few seconds
    python benchmarks/speed.py --memory 2000    # also the peak memory of iter_clean over 2,000 MB made on the fly
    python benchmarks/speed.py --summary        # also the table in the README, in Markdown

In every repetition all contestants of a group run one after the other over the same texts; a row's ratio is the median over
the repetitions of (time of the rival ÷ time of ours), so that a machine that is busy with other things slows both. The
texts are made here, from sentences of our own and the readings that pypinyin lists: ``pages.py`` measures real ones, which come first.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc
from pypinyin import pinyin
from pypinyin.constants import PINYIN_DICT

from pinyin_strip import check, clean
from pinyin_strip.bulk import clean_array, clean_many, iter_clean

# What people write: any lower-case word of toned letters in a bracket. It checks nothing.
TONED = r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]+[)）]"
PATTERN = re.compile(TONED)

SENTENCES = (
    "这家公司在北京发布了新的报告，指出未来三年市场规模将继续增长。", "孩子们在院子里种下一棵小树，每天浇水，盼着它长大。",
    "专家认为，城市交通的根本出路在于公共交通与步行空间。", "图书馆周末开放到晚上九点，读者可以凭证借阅三十本书。",
    "春天来了，山上的桃花开得正好，游人络绎不绝。", "研究人员在深海发现了一种从未记录过的生物。",
)  # fmt: skip
TRADITIONAL = (
    "會議在國際會展中心舉行，與會學者就數據治理與產業發展展開討論。", "隨著物聯網與雲計算的應用，企業運營的效率顯著提升。",
    "項目團隊對現場進行勘察，并與當地農戶簽訂協議。", "報導稱，這場風險來自長期積累的結構問題。",
)  # fmt: skip
ENGLISH = (
    "(Smart Cities Council)", "（Internet of Things，简称IoT）", "(GDP)", "（Artificial Intelligence）", "(ISO 9001)",
    "（Figure 3）", "(http://example.org/index)", "（World Health Organization）",
)  # fmt: skip


def toned(hanzi: str) -> str:
    """The first listed reading of a hanzi that has a tone mark; empty if none has."""
    return next((r for r in PINYIN_DICT.get(ord(hanzi), "").split(",") if r and not r.isascii()), "")


def glossed(sentence: str, every: int, chance: random.Random, brackets: str = "()") -> str:
    """Write the reading behind one hanzi in ``every``."""
    written = []
    for hanzi in sentence:
        written.append(hanzi)
        if "\u4e00" <= hanzi <= "\u9fff" and chance.randrange(every) == 0 and (reading := toned(hanzi)):
            written.append(f"{brackets[0]}{reading}{brackets[1]}")
    return "".join(written)


def dense(chance: random.Random) -> str:
    return glossed(chance.choice(SENTENCES), 2, chance, chance.choice(("()", "（）")))


def injected(chance: random.Random) -> str:
    english = chance.choice(ENGLISH) if chance.random() < 0.15 else ""
    return glossed(chance.choice(TRADITIONAL), 12, chance) + english


def sparse(chance: random.Random) -> str:
    return glossed(chance.choice(SENTENCES), 200, chance)


def english(chance: random.Random) -> str:
    return chance.choice(SENTENCES)[:-1] + chance.choice(ENGLISH) + "。"


def gloss_free(chance: random.Random) -> str:
    return chance.choice(SENTENCES)


KINDS: dict[str, Callable[[random.Random], str]] = {
    "dense": dense, "injected": injected, "sparse": sparse, "English brackets": english, "gloss-free": gloss_free,
}  # fmt: skip


def make_texts(kind: str, size: int, total: int) -> list[str]:
    """Texts of about ``size`` bytes, ``total`` bytes in all; one of many megabytes repeats itself after each."""
    if size > 5_000_000:
        return ["".join(make_texts(kind, 1_000_000, 1_000_000)) * (size // 1_000_000)]
    chance = random.Random(20260101)
    texts = []
    for _ in range(max(1, total // size)):
        parts, bytes_ = [], 0
        while bytes_ < size:
            parts.append(KINDS[kind](chance))
            bytes_ += len(parts[-1].encode())
        texts.append("".join(parts))
    return texts


def side_by_side(runs: dict[str, Callable[[], object]], repetitions: int) -> dict[str, list[float]]:
    """Seconds of each run in each repetition; one repetition before them all is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for repetition in range(repetitions + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            result = run()
            elapsed = time.perf_counter() - start
            del result
            if repetition:
                seconds[name].append(elapsed)
    return seconds


def ratio(seconds: dict[str, list[float]], ours: str, rival: str) -> float:
    return median(theirs / mine for theirs, mine in zip(seconds[rival], seconds[ours], strict=True))


def rivals() -> dict[str, Callable[[str], str]]:
    """What a user would pick instead, where it is installed."""
    found: dict[str, Callable[[str], str]] = {}
    try:
        import jionlp

        found["JioNLP remove_parentheses"] = jionlp.remove_parentheses
    except ImportError:
        pass
    try:
        from data_juicer.ops.mapper.replace_content_mapper import ReplaceContentMapper

        mapper = ReplaceContentMapper(pattern=TONED, repl="")
        found["data-juicer replace_content_mapper"] = lambda text: mapper.process_batched({"text": [text]})["text"][0]
    except ImportError:
        pass
    return found


def bulk_rows(kind: str, size: int, total: int, repetitions: int) -> Iterator[dict[str, object]]:
    """Compare lists and arrays of texts."""
    texts = make_texts(kind, size, total)
    array = pa.array(texts)
    bytes_ = sum(len(text.encode()) for text in texts)
    data = array.buffers()[2]
    runs: dict[str, Callable[[], object]] = {
        "clean_array": lambda: clean_array(array),
        "clean_array, 2 threads": lambda: clean_array(array, threads=2),
        "clean_many": lambda: clean_many(texts),
        "re.sub": lambda: [PATTERN.sub("", text) for text in texts],
        "re.sub through Arrow": lambda: pa.array([PATTERN.sub("", text) for text in array.to_pylist()]),
        "RE2": lambda: pc.replace_substring_regex(array, TONED, ""),
        "encode + decode": lambda: [text.encode().decode() for text in texts],
        "memory copy": lambda: bytearray(data),
    }
    for name, rival in rivals().items():
        runs[name] = lambda rival=rival: [rival(text) for text in texts]
    assert clean_many(texts[:3]) == [clean(text) for text in texts[:3]] == clean_array(array[:3]).to_pylist()
    seconds = side_by_side(runs, repetitions)
    speed = {name: bytes_ / median(several) / 1e6 for name, several in seconds.items()}
    for ours in ("clean_array", "clean_array, 2 threads"):
        for rival in ("re.sub through Arrow", "RE2", "memory copy"):
            yield row(kind, size, ours, rival, ratio(seconds, ours, rival), speed)
    yield row(
        kind,
        size,
        "clean_array, 2 threads",
        "clean_array",
        ratio(seconds, "clean_array, 2 threads", "clean_array"),
        speed,
    )
    for rival in ("re.sub", "encode + decode", *rivals()):
        yield row(kind, size, "clean_many", rival, ratio(seconds, "clean_many", rival), speed)


def single_rows(kind: str, size: int, repetitions: int) -> Iterator[dict[str, object]]:
    """Compare one text."""
    (text,) = make_texts(kind, size, size)
    times = max(1, 200_000 // size)  # short texts several times over, for the clock's sake
    runs: dict[str, Callable[[], object]] = {
        "clean": lambda: [clean(text) for _ in range(times)],
        "re.sub": lambda: [PATTERN.sub("", text) for _ in range(times)],
    }
    seconds = side_by_side(runs, repetitions)
    speed = {name: times * len(text.encode()) / median(several) / 1e6 for name, several in seconds.items()}
    yield row(kind, size, "clean", "re.sub", ratio(seconds, "clean", "re.sub"), speed)


def annotated(sentence: str) -> str:
    """Write behind every hanzi the reading that pypinyin gives it in this sentence, as annotation software does."""
    read = pinyin(sentence, errors=list)  # one for each character
    return "".join(
        f"{char}({reading[0]})" if "\u4e00" <= char <= "\u9fff" else char
        for char, reading in zip(sentence, read, strict=True)
    )


def checked(chance: random.Random) -> tuple[str, str]:
    """A sentence annotated throughout, one reading in three hundred another listed one, some Latin in brackets; and the sentence."""
    sentence = chance.choice(SENTENCES)
    written = annotated(sentence)
    hanzi = chance.choice([char for char in sentence if char.isalpha()])
    others = [reading for reading in PINYIN_DICT[ord(hanzi)].split(",") if not reading.isascii()]
    if chance.random() < len(sentence) / 300:
        written = re.sub(rf"{hanzi}\(.*?\)", f"{hanzi}({chance.choice(others)})", written, count=1)
    bracket = chance.choice(ENGLISH) if chance.random() < 0.02 else ""
    return written + bracket, sentence + bracket


def check_rows(size: int, repetitions: int) -> Iterator[dict[str, object]]:
    """Compare checking every gloss, in its context, with what reads the same text without glosses."""
    chance = random.Random(20260101)
    pairs = [checked(chance) for _ in range(size // len(SENTENCES[0]))]
    text, plain = "".join(written for written, _ in pairs), "".join(sentence for _, sentence in pairs)
    runs: dict[str, Callable[[], object]] = {"check": lambda: check(text), "pypinyin.pinyin": lambda: pinyin(plain)}
    check(text * (1 + 200_000 // len(text)))  # load everything
    seconds = side_by_side(runs, repetitions)
    speed = {name: len(plain) / median(several) / 1e6 for name, several in seconds.items()}  # hanzi, not bytes
    yield row("annotated", size, "check", "pypinyin.pinyin", ratio(seconds, "check", "pypinyin.pinyin"), speed)


def row(kind: str, size: int, ours: str, rival: str, factor: float, speed: dict[str, float]) -> dict[str, object]:
    return {
        "texts": kind, "size": size, "ours": ours, "rival": rival, "ratio": round(factor, 2),
        "ours MB/s": round(speed[ours], 1), "rival MB/s": round(speed[rival], 1),
    }  # fmt: skip


FAMILIES = {
    "(": "(", "国(": "国(", "国（": "国（", "letters": "a", "国a": "国a", "combining marks": "\u0301", "nested": "国(国(guó)",
    "closing": ")", "alternating widths": "国(（", "labels": "国(拼音：", "rt": "国<rt>", "brace": "国{", "pipe": "{国|",
    "square": "国[", "wide square": "国［", "wide brace": "国｛", "lenticular": "国【", "white lenticular": "国〖",
    "tortoise": "国〔", "aozora": "国《", "aozora bar": "｜国《", "rp": "国<rp>(</rp><rt>", "apposition": "国, guó ",
    "zhuyin": "国ㄍ", "blanks": "国 ", "lines": "国\n", "columns": "国\nguo\n",
    "words in a bracket": "mode ", "toned words": "guó ", "glosses": "国(guó)", "clipped": "国(g)",
}  # fmt: skip


def shortest(run: Callable[[], object]) -> float:
    """Processor seconds that a run takes: once if it takes long, else the least of several times."""
    taken: list[float] = []
    while not taken or (sum(taken) < 0.5 and len(taken) < 25):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def growth_rows(sizes: tuple[int, ...]) -> Iterator[dict[str, object]]:
    """How time grows with length, for inputs that were made to be slow.

    The first row is no cleaning at all but ``encode``: what takes a few milliseconds grows as that does, by a step where
    memory comes fresh from the system.
    """
    runs: dict[str, tuple[str, Callable[[str], object]]] = {"(encode alone)": ("国\n", str.encode)}
    runs |= {name: (unit, lambda text: clean_many([text])) for name, unit in FAMILIES.items()}
    for name, (unit, run) in runs.items():
        texts = (unit * (size // len(unit.encode())) for size in sizes)
        seconds = [shortest(lambda text=text, run=run: run(text)) for text in texts]
        yield {
            "family": name, "sizes": sizes, "seconds": [round(s, 5) for s in seconds],
            "last doubling": round(seconds[-1] / seconds[-2], 2),
        }  # fmt: skip


def peak_memory(megabytes: int) -> dict[str, object]:
    """Run iter_clean over texts made on the fly; the peak is that of the whole process, so this comes first."""
    page = make_texts("injected", 5000, 500_000)
    count = megabytes * 1_000_000 // 5000
    start = time.perf_counter()
    total = sum(len(text) for text in iter_clean(page[i % len(page)] for i in range(count)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "MB": megabytes,
        "characters": total,
        "peak MB": round(peak),
        "seconds": round(time.perf_counter() - start, 1),
    }


def machine() -> dict[str, object]:
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    packages = {}
    for name in ("numpy", "pyarrow", "pypinyin", "regex", "jionlp", "py-data-juicer"):
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            packages[name] = "not installed"
    return {
        "cpu": cpu or platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **packages,
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small inputs, a few seconds")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--memory", type=int, default=0, metavar="MB", help="peak memory of iter_clean over so many MB")
    parser.add_argument("--no-growth", action="store_true", help="leave out the adversarial families")
    parser.add_argument("--megabytes", type=int, default=8, help="of lists and arrays, in all (default: 8)")
    parser.add_argument("--summary", action="store_true", help="print the README's table, too")
    arguments = parser.parse_args()
    repetitions, total = (3, 400_000) if arguments.quick else (7, arguments.megabytes * 1_000_000)
    report: dict[str, object] = {"machine": machine(), "rows": [], "growth": []}
    print(*(f"{name}: {value}" for name, value in machine().items()), sep=", ")
    if arguments.memory:
        report["memory"] = peak_memory(arguments.memory)
        print(report["memory"])
    print(f"\n{'texts':18}{'size':>10}  {'ours':24}{'rival':36}{'ratio':>7}{'MB/s':>8}{'rival':>8}")
    rows: list[dict[str, object]] = report["rows"]  # type: ignore[assignment]
    bulk_sizes = (5000,) if arguments.quick else (150, 5000, 100_000)
    single_sizes = (150, 5000, 400_000) if arguments.quick else (150, 5000, 500_000, 5_000_000, 100_000_000)
    for size in (1000, 10_000, 100_000):  # hanzi; the speed is in millions of them
        for one in check_rows(size, repetitions):
            rows.append(one)
            print(_line(one))
    for kind in KINDS:
        for size in bulk_sizes:
            for one in bulk_rows(kind, size, total, repetitions):
                rows.append(one)
                print(_line(one))
        for size in single_sizes:
            for one in single_rows(kind, size, min(repetitions, 3) if size > 5_000_000 else repetitions):
                rows.append(one)
                print(_line(one))
    if not arguments.no_growth:
        sizes = (1 << 18, 1 << 19) if arguments.quick else (1 << 20, 1 << 21, 1 << 22, 1 << 23)
        print(f"\n{'family':24}{'last doubling':>14}   seconds at {sizes}")
        growth: list[dict[str, object]] = report["growth"]  # type: ignore[assignment]
        for one in growth_rows(sizes):
            growth.append(one)
            print(f"{one['family']:24}{one['last doubling']:>14}   {one['seconds']}")
            sys.stdout.flush()
    if arguments.summary:
        print(summary(rows))
    if arguments.json:
        arguments.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


# The columns of the README's table: what is ours, on texts of which size in bytes, beside whom.
COLUMNS: tuple[tuple[str, str, int, str], ...] = (
    ("`clean_array` : `re.sub` through Arrow", "clean_array", 5000, "re.sub through Arrow"),
    ("`clean_array` : RE2", "clean_array", 5000, "RE2"),
    ("two threads : one", "clean_array, 2 threads", 5000, "clean_array"),
    ("`clean_many` : `re.sub`", "clean_many", 5000, "re.sub"),
    ("`clean_many` : JioNLP", "clean_many", 5000, "JioNLP remove_parentheses"),
    ("`clean_many` : data-juicer", "clean_many", 5000, "data-juicer replace_content_mapper"),
    ("`clean` : `re.sub`, 150 bytes", "clean", 150, "re.sub"),
    ("5 KB", "clean", 5000, "re.sub"),
    ("5 MB", "clean", 5_000_000, "re.sub"),
    ("100 MB", "clean", 100_000_000, "re.sub"),
)  # fmt: skip


def summary(rows: list[dict[str, object]]) -> str:
    """Lay the ratios out as a Markdown table, a row for each kind of texts."""
    found = {(one["texts"], one["ours"], one["size"], one["rival"]): one["ratio"] for one in rows}
    lines = ["| texts | " + " | ".join(title for title, *_ in COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for kind in KINDS:
        cells = [str(found.get((kind, ours, size, rival), "–")) for _, ours, size, rival in COLUMNS]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _line(one: dict[str, object]) -> str:
    return (
        f"{one['texts']:18}{one['size']:>10,}  {one['ours']:24}{one['rival']:36}{one['ratio']:>7}"
        f"{one['ours MB/s']:>8}{one['rival MB/s']:>8}"
    )


if __name__ == "__main__":
    main()
