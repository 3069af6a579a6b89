#!/usr/bin/env python3
"""Make ``src/pinyin_strip/taiwan.txt``: the readings of Taiwan's standard that pypinyin lacks.

    python benchmarks/make_taiwan.py --readings FOLDER

FOLDER holds ``mcbopomofo.tsv`` (hanzi and zhuyin of McBopomofo's BPMFBase, MIT) and ``cns11643.tsv`` (the same of CNS 11643's
CNS_phonetic, Open Government Data License 1.0). A reading counts where both list it; what pypinyin lists for the hanzi or
for the same hanzi in the other script is left out. The same files give the same bytes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from pinyin_strip import readings
from pinyin_strip.syllables import spelling_of, tables

TARGET = Path(__file__).parent.parent / "src" / "pinyin_strip" / "taiwan.txt"
TONES = {"ˊ": 2, "ˇ": 3, "ˋ": 4, "˙": 5}


def pairs_of(file: Path) -> set[tuple[str, str]]:
    """Hanzi and zhuyin of each line."""
    lines = file.read_text("utf-8").splitlines()
    return {(hanzi, zhuyin) for hanzi, zhuyin, *_ in (line.split("\t") for line in lines) if len(hanzi) == 1}


def syllable_of(zhuyin: str) -> tuple[str, int] | None:
    """A syllable and its tone; ``None`` if zhuyin spells none. ㄣ is en, not the n that is hummed; ㄨㄥ is weng."""
    letters = zhuyin.strip("".join(TONES))
    tone = next((TONES[char] for char in zhuyin if char in TONES), 1)
    plain = min(tables().zhuyin.get(letters, ()), key=lambda plain: (-len(plain), plain), default=None)
    return (plain, tone) if plain else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True, help="the folder with the two lists")
    args = parser.parse_args()
    both = pairs_of(args.readings / "mcbopomofo.tsv") & pairs_of(args.readings / "cns11643.tsv")
    hanzi_of: dict[str, set[str]] = defaultdict(set)
    for hanzi, zhuyin in both:
        found = syllable_of(zhuyin)
        known = readings.of_entry(readings.raw(hanzi), *map(readings.raw, readings.variants(hanzi))).tones
        if found and not known.get(found[0], 0) & (1 << found[1]):
            hanzi_of[spelling_of(*found)].add(hanzi)
    lines = [f"{reading} {''.join(sorted(several))}\n" for reading, several in sorted(hanzi_of.items())]
    TARGET.write_text("".join(lines), "utf-8")
    print(f"{sum(map(len, hanzi_of.values()))} readings, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
