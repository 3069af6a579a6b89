"""How right is what we fill in? Texts whose authors wrote a reading over nearly every hanzi, filled in again without them.

Every line in which at least 8 hanzi, and 9 in 10 of them, carry a reading with its tone is gold; each line counts once. The line
without its readings is read by ``ruby`` with ``fill``, by ``pypinyin.pinyin``, by g2pM (the package's own call), and by
pinyin-pro where node is installed. Prints one row for each file or folder at the top of FOLDER, with the share of hanzi that are
right, and of hanzi with more than one listed reading (polyphones).

A reading is wrong if its syllable or tone differs. Not counted are 一 and 不 (sandhi), hanzi that somebody does not read, and a
neutral tone against the full one of the same syllable, unless ``--strict``. ``unsure`` is the share of polyphones that we mark so.

    python benchmarks/fill.py FOLDER [--only ours --only pypinyin] [--strict] [--wrong 40]
    npm install --prefix DIR pinyin-pro && python benchmarks/fill.py FOLDER --pinyin-pro DIR
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from pypinyin import Style, pinyin

from pinyin_strip import Options, parse, readings
from pinyin_strip.context.sentence import read_line
from pinyin_strip.renderers.authored import Place, glossed_places
from pinyin_strip.syllables import reading_parts
from pinyin_strip.tokenizer import is_hanzi

BLOCK = 20_000  # code points that are parsed at once
LONGEST = 3_000_000  # bytes of a file
FEWEST, MOST = 8, 0.9  # hanzi of a line, and the part of them that is read

Reader = Callable[[Sequence[str]], list[dict[int, str]]]
"""Lines → for each the readings by place, in tone marks."""


class Gold(NamedTuple):
    """A line without its readings, and what its author read, by place in code points."""

    line: str
    read: Mapping[int, str]


def gold_lines(file: Path) -> Iterator[Gold]:
    """Yield the lines of a file that are glossed throughout."""
    if file.stat().st_size > LONGEST:
        return
    text, start = file.read_text("utf-8", errors="replace"), 0
    while start < len(text):
        end = text.rfind("\n", start, start + BLOCK) + 1 if start + BLOCK < len(text) else len(text)
        end = end if end > start else start + BLOCK
        yield from _gold_of(text[start:end])
        start = end


def _gold_of(text: str) -> Iterator[Gold]:
    document = parse(text, Options(context="none"))
    glosses = [gloss for gloss in document.glosses if gloss.stripped]
    offsets = {gloss.base_start for gloss in glosses} | {gloss.base_end for gloss in glosses}
    offsets |= {syllable.start for gloss in glosses for syllable in gloss.syllables}
    places: Mapping[int, Place] = glossed_places(glosses, {offset: document.to_clean(offset) for offset in offsets})
    start = 0
    for line in document.clean().splitlines(keepends=True):
        read = {place: places[start + place].reading for place in range(len(line)) if start + place in places}
        hanzi = sum(map(is_hanzi, line))
        if hanzi >= FEWEST and len(read) >= MOST * hanzi:
            yield Gold(line.rstrip("\r\n"), read)
        start += len(line)


def by_us(lines: Sequence[str]) -> list[dict[int, str]]:
    """What is filled in, without what the author wrote elsewhere."""
    return [{one.place: one.reading for one in read_line(line)} for line in lines]


def by_pypinyin(lines: Sequence[str]) -> list[dict[int, str]]:
    """What ``pypinyin.pinyin`` writes; other characters one by one, so that places hold."""
    read = (pinyin(line, style=Style.TONE, errors=list) for line in lines)  # type: ignore[arg-type]
    return [dict(enumerate(one[0] for one in spelt)) for spelt in read]


def by_g2pm(lines: Sequence[str]) -> list[dict[int, str]]:
    """What g2pM writes. It was trained on simplified text."""
    from pinyin_strip.context.g2pm import tone_mark, trained_weights

    model = trained_weights()
    found = []
    for line in lines:
        spelt = model(readings.simplify(line), tone=True, char_split=True) if line else []
        found.append({place: tone_mark(one) for place, one in enumerate(spelt)} if len(spelt) == len(line) else {})
    return found


def by_pinyin_pro(folder: Path) -> Reader:
    """What pinyin-pro writes, which npm installed into a folder, with the original tones of 一 and 不."""
    script = (
        "const {pinyin} = require('pinyin-pro');"
        "const lines = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(lines.map(l => pinyin(l, {type: 'array', toneSandhi: false}))));"
    )

    def read(lines: Sequence[str]) -> list[dict[int, str]]:
        done = subprocess.run(
            ["node", "-e", script], input=json.dumps(lines), capture_output=True, text=True, check=True, cwd=folder
        )
        spelt = json.loads(done.stdout)
        return [dict(enumerate(one)) if len(one) == len(line) else {} for line, one in zip(lines, spelt, strict=True)]

    return read


def readers(only: Sequence[str], pinyin_pro: Path | None) -> dict[str, Reader]:
    """Those that are installed, and asked for; says which are missing."""
    found: dict[str, Reader] = {"ours": by_us, "pypinyin": by_pypinyin}
    if find_spec("g2pM"):
        found["g2pM"] = by_g2pm
    else:
        print("g2pM is missing: pip install 'pinyin-strip[g2pm]'")
    if pinyin_pro and shutil.which("node"):
        found["pinyin-pro"] = by_pinyin_pro(pinyin_pro)
    else:
        print("pinyin-pro is missing: npm install --prefix DIR pinyin-pro, and --pinyin-pro DIR")
    return {name: reader for name, reader in found.items() if not only or name in only}


def is_right(given: str, wanted: str, *, strict: bool) -> bool:
    """Whether two readings are the same; a neutral tone is that of a weakened syllable."""
    (syllable, tone), (wanted_syllable, wanted_tone) = reading_parts(given), reading_parts(wanted)
    return syllable == wanted_syllable and (tone == wanted_tone or (not strict and 5 in (tone, wanted_tone)))


def counted(gold: Gold) -> Iterator[tuple[int, bool]]:
    """Yield the places that count, and whether there are several readings to choose from."""
    for place in gold.read:
        if gold.line[place] not in "一不":
            yield place, len(readings.own(gold.line[place]).spelt) > 1


def score(golds: Sequence[Gold], reader: Reader, *, strict: bool, wrong: Counter[str] | None = None) -> Counter[str]:
    """Count hanzi and polyphones, and those that are right."""
    counts: Counter[str] = Counter()
    for gold, given in zip(golds, reader([gold.line for gold in golds]), strict=True):
        for place, several in counted(gold):
            right = place in given and is_right(given[place], gold.read[place], strict=strict)
            counts.update({"hanzi": 1, "polyphones": several, "right": right, "right polyphones": several and right})
            if wrong is not None and not right:
                around = f"{gold.line[max(0, place - 4) : place]}[{gold.line[place]}]{gold.line[place + 1 : place + 5]}"
                wrong[f"{around} {given.get(place)} for {gold.read[place]}"] += 1
    return counts


def unsure(golds: Sequence[Gold]) -> float:
    """The share of polyphones that we mark as unsure."""
    places = [dict(counted(gold)) for gold in golds]
    marked = sum(
        not one.sure and several.get(one.place, False)
        for gold, several in zip(golds, places, strict=True)
        for one in read_line(gold.line)
    )
    return marked / max(1, sum(sum(several.values()) for several in places))


def by_kind(folder: Path) -> dict[str, list[Gold]]:
    """The gold lines of each file or folder at the top of a folder; a line that comes again does not count."""
    kinds: defaultdict[str, list[Gold]] = defaultdict(list)
    seen: set[str] = set()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        for gold in gold_lines(file):
            if gold.line not in seen:
                seen.add(gold.line)
                kinds[file.relative_to(folder).parts[0]].append(gold)
    return dict(kinds)


def row(name: str, counts: Mapping[str, Counter[str]], share: float) -> str:
    """One row of the table."""
    cells = [
        f"{one['right'] / max(1, one['hanzi']):.4f} ({one['right polyphones'] / max(1, one['polyphones']):.4f})"
        for one in counts.values()
    ]
    first = next(iter(counts.values()))
    return f"| {name} | {first['hanzi']:,} | {first['polyphones']:,} | {' | '.join(cells)} | {share:.3f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], help="ours, pypinyin, g2pM, pinyin-pro (repeatable)")
    parser.add_argument("--pinyin-pro", type=Path, help="where npm installed it")
    parser.add_argument("--strict", action="store_true", help="count neutral against full tones, too")
    parser.add_argument("--wrong", type=int, default=0, help="how many of our wrong readings are shown")
    asked = parser.parse_args()
    found = readers(asked.only, asked.pinyin_pro)
    print(f"| | hanzi | polyphones | {' | '.join(f'{name} (polyphones)' for name in found)} | unsure |")
    print(f"|---|--:|--:|{'--:|' * len(found)}--:|")
    total: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong, everything = Counter[str](), list[Gold]()
    for kind, golds in by_kind(asked.folder).items():
        counts = {
            name: score(golds, reader, strict=asked.strict, wrong=wrong if name == "ours" else None)
            for name, reader in found.items()
        }
        print(row(kind, counts, unsure(golds)), flush=True)
        everything += golds
        for name, one in counts.items():
            total[name] += one
    if everything:
        print(row("**all**", total, unsure(everything)))
    print(*(f"{count} × {what}" for what, count in wrong.most_common(asked.wrong)), sep="\n")


if __name__ == "__main__":
    main()
