#!/usr/bin/env python3
"""Make the tables of Taiwan's standard in ``src/pinyin_strip``: ``taiwan.txt`` and ``taiwan_standard.txt``.

    python benchmarks/make_taiwan.py --readings FOLDER

FOLDER holds ``mcbopomofo.tsv`` (hanzi, zhuyin and set of McBopomofo's BPMFBase, MIT) and ``cns11643.tsv`` (hanzi and zhuyin of
CNS 11643's CNS_phonetic, Open Government Data License 1.0).

``taiwan_standard.txt`` holds the hanzi in McBopomofo's set ``big5``, those that Taiwan prints, with the readings that two of McBopomofo,
CNS 11643 and pypinyin list: what a text is proofread against. ``taiwan.txt`` holds the readings of any hanzi on which both agree, and that pypinyin lists neither for it nor for the same hanzi in
the other script: what verifies beside pypinyin's; neutral tones are not among them, since every syllable may be weakened. The
same files give the same bytes.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pinyin_strip import readings
from pinyin_strip.syllables import spelling_of, tables

PACKAGE = Path(__file__).parent.parent / "src" / "pinyin_strip"
TONES = {"ˊ": 2, "ˇ": 3, "ˋ": 4, "˙": 5}
Reading = tuple[str, int]

#: The suffix 兒 is written ㄦ behind its syllable, without a tone mark (Ministry of Education, 《國語注音手冊》, 2017).
SUFFIX = ("兒", ("er", 1))


def listed_in(file: Path, only: str = "") -> dict[str, set[Reading]]:
    """The readings of each hanzi in a file, or in one set of it."""
    listed: dict[str, set[Reading]] = defaultdict(set)
    for hanzi, zhuyin, *kind in (line.split("\t") for line in file.read_text("utf-8").splitlines()):
        reading = syllable_of(zhuyin)
        if len(hanzi) == 1 and hanzi.isalpha() and reading and (not only or kind == [only]):
            listed[hanzi].add(reading)
    return listed


def syllable_of(zhuyin: str) -> Reading | None:
    """A syllable and its tone; ``None`` if zhuyin spells none. ㄣ is en, not the n that is hummed; ㄨㄥ is weng."""
    letters = zhuyin.strip("".join(TONES))
    tone = next((TONES[char] for char in zhuyin if char in TONES), 1)
    plain = min(tables().zhuyin.get(letters, ()), key=lambda plain: (-len(plain), plain), default=None)
    return (plain, tone) if plain else None


def by_pypinyin(hanzi: str) -> set[Reading]:
    """The readings that pypinyin lists for a hanzi, or for the same hanzi in the other script."""
    known = readings.of_mainland(hanzi).tones
    return {(plain, tone) for plain, tones in known.items() for tone in range(1, 6) if tones >> tone & 1}


def standard_of(hanzi: str, mcbopomofo: set[Reading], cns: set[Reading]) -> set[Reading]:
    """The readings of a hanzi that two of three list; of another tone of a syllable McBopomofo decides, since CNS lists older ones, too."""
    pypinyin, syllables = by_pypinyin(hanzi), {plain for plain, _ in mcbopomofo}
    return mcbopomofo & (cns | pypinyin) | {one for one in cns & pypinyin if one[0] not in syllables}


def write(name: str, pairs: Iterable[tuple[str, Reading]]) -> None:
    """Write a table: a reading and the hanzi that have it on each line."""
    hanzi_of: dict[str, set[str]] = defaultdict(set)
    for hanzi, reading in pairs:
        hanzi_of[spelling_of(*reading)].add(hanzi)
    lines = [f"{reading} {''.join(sorted(several))}\n" for reading, several in sorted(hanzi_of.items())]
    (PACKAGE / name).write_text("".join(lines), "utf-8")
    print(f"{name}: {sum(map(len, hanzi_of.values()))} readings, {(PACKAGE / name).stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True, help="the folder with the two lists")
    args = parser.parse_args()
    cns, mcbopomofo = listed_in(args.readings / "cns11643.tsv"), listed_in(args.readings / "mcbopomofo.tsv")
    printed = listed_in(args.readings / "mcbopomofo.tsv", only="big5")
    agreed = {(hanzi, one) for hanzi, several in mcbopomofo.items() for one in several if one in cns.get(hanzi, ())}
    lacking = ((hanzi, one) for hanzi, one in agreed if one[1] < 5 and one not in by_pypinyin(hanzi))
    write("taiwan.txt", [SUFFIX, *lacking])
    standard = (
        (hanzi, one) for hanzi, several in printed.items() for one in standard_of(hanzi, several, cns.get(hanzi, set()))
    )
    write("taiwan_standard.txt", [SUFFIX, *standard])


if __name__ == "__main__":
    main()
