"""Real pages beside the regular expression: files of a folder cut into pages, each of them seen once.

    python benchmarks/pages.py FOLDER           # one folder a kind in it; the table in Markdown

Every third page of each kind loads what has to be loaded; the others are new to everything and are timed once, by the
processor's time. The regular expression, and ``pypinyin.pinyin`` beside ``check``, read the same pages in the same process; a
ratio is how many times as fast as these.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
from pypinyin import pinyin

from pinyin_strip import check, clean, clean_array, clean_many

PATTERN = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]+[)）]")
PAGE = 5000  # bytes
CHECKED = 400_000  # bytes that are checked: the rival takes three seconds for a megabyte


def pages_of(folder: Path) -> Iterator[str]:
    """Yield the files of a folder in pieces of whole lines."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        page, size = [], 0
        for line in file.read_text("utf-8", errors="replace").splitlines(keepends=True):
            page.append(line)
            size += len(line.encode())
            if size >= PAGE:
                yield "".join(page)
                page, size = [], 0
        if page:
            yield "".join(page)


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    run()
    return time.process_time() - start


def size_of(pages: Sequence[str]) -> int:
    return sum(len(page.encode()) for page in pages)


def row(new: Sequence[str], warm: Sequence[str]) -> dict[str, float]:
    """The figures of one kind: megabytes a second of the rival, then ratios."""
    for run in (clean, check):
        for page in warm:
            run(page)
    rival = min(seconds(lambda: [PATTERN.sub("", page) for page in new]) for _ in range(3))
    array = pa.array(new)
    through = min(seconds(lambda: pa.array([PATTERN.sub("", page) for page in array.to_pylist()])) for _ in range(3))
    some = list(new[: max(1, round(len(new) * min(1, CHECKED / size_of(new))))])
    plain = [clean(page) for page in some]
    return {
        "re.sub MB/s": size_of(new) / rival / 1e6,
        "clean": rival / seconds(lambda: [clean(page) for page in new]),
        "clean_many": rival / seconds(lambda: clean_many(new)),
        "clean_array": through / seconds(lambda: clean_array(array)),
        "check": seconds(lambda: [pinyin(page) for page in plain]) / seconds(lambda: [check(page) for page in some]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    kinds = {kind.name: list(pages_of(kind)) for kind in sorted(folder.iterdir()) if kind.is_dir()}
    warm = [page for pages in kinds.values() for page in pages[::3]][:400]
    for number, (name, pages) in enumerate(kinds.items()):
        new = [page for place, page in enumerate(pages) if place % 3]
        figures = row(new, warm)
        if not number:
            print("| pages | MB |", *(f" {title} |" for title in figures), sep="")
            print("|---|---|", "---|" * len(figures), sep="")
        print(f"| {name} | {size_of(new) / 1e6:.1f} |", *(f" {figure:.3g} |" for figure in figures.values()), sep="")


if __name__ == "__main__":
    main()
