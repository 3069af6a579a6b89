"""Make src/pinyin_strip/repair/data/frequencies.txt from the word list of jieba (MIT licence, github.com/fxsjy/jieba).

    pip install jieba
    python benchmarks/make_frequencies.py

What is kept are counts only: how often a hanzi, and a pair of neighbours within a word, occurs over all
words of the list, in powers of two. A line is the power, a tab, and the hanzi or pairs one after another.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

KEPT = {1: 6800, 2: 30000}
TARGET = Path(__file__).parent.parent / "src/pinyin_strip/repair/data/frequencies.txt"


def count(lines: Iterable[str]) -> dict[int, Counter[str]]:
    """Counts of hanzi (1) and pairs (2) over lines of ``word count tag``."""
    counts: dict[int, Counter[str]] = {1: Counter(), 2: Counter()}
    for line in lines:
        word, times, *_ = line.split(" ")
        if all("\u4e00" <= char <= "\u9fa5" for char in word):
            for size, counter in counts.items():
                for at in range(len(word) - size + 1):
                    counter[word[at : at + size]] += int(times)
    return counts


def write(counts: dict[int, Counter[str]], target: Path) -> None:
    """Write the most frequent of each size, most frequent first."""
    lines: list[str] = []
    for size, counter in counts.items():
        classes: dict[int, list[str]] = {}
        for item, times in counter.most_common(KEPT[size]):
            classes.setdefault(times.bit_length() - 1, []).append(item)
        lines += [f"{power}\t{''.join(items)}" for power, items in classes.items()]
        lines.append("")
    target.write_text("\n".join(lines), encoding="utf-8")


def main() -> int:
    """Find jieba's list and write the table."""
    import jieba  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with jieba.get_dict_file() as source:
        counts = count(line.decode("utf-8").strip() for line in source)
    write(counts, TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
