"""How often does ``check`` object to readings of Taiwan's standard that are right, and how many that are wrong does it find?

Takes JSON lines with a ``text`` in which zhuyin stands behind every hanzi, right by definition. Each text is checked as it is, and
with every reading in a bracket. Then single readings are made wrong at random (another listed reading of the hanzi, or another
tone of the syllable), one a text, and it is counted how many of them have a finding.

    python benchmarks/standards.py FILE [--standard auto] [--wrong 1000]
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex

from pinyin_strip import Options, check
from pinyin_strip.readings import united
from pinyin_strip.syllables import reading_parts, zhuyin_of

SEED = 1999
GLOSS = regex.compile(r"(\p{Han})([˙ㄅ-ㄯㆠ-ㆿ][ㄅ-ㄯㆠ-ㆿ]*[ˊˇˋ˙]?)")


def texts(file: Path) -> list[str]:
    return [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]


def findings(several: list[str], options: Options) -> Counter[str]:
    """How many findings of each rule there are."""
    return Counter(finding.code for text in several for finding in check(text, options))


def others(hanzi: str, zhuyin: str, draw: random.Random) -> list[str]:
    """Readings that are not this one: of the hanzi, or of the syllable in another tone, one kind or the other by chance."""
    plain, tone = reading_parts(zhuyin)
    listed = [zhuyin_of(plain, tone) for plain, tone in map(reading_parts, united(hanzi).spelt) if tone < 5]
    of_hanzi = sorted({one for one in listed if one and one != zhuyin})
    of_syllable = [one for other in range(1, 5) if other != tone and (one := zhuyin_of(plain, other))]
    return of_hanzi if of_hanzi and draw.random() < 0.5 else of_syllable


def made_wrong(several: list[str], count: int) -> Iterator[tuple[str, int, int]]:
    """Texts with one reading made wrong, and where that stands."""
    draw = random.Random(SEED)
    for text in draw.sample(several, len(several)):
        found = draw.choice(list(GLOSS.finditer(text)) or [None])
        wrong = others(found[1], found[2], draw) if found else []
        if found and wrong and count:
            count -= 1
            written = draw.choice(wrong)
            start = found.start(2)
            yield text[:start] + written + text[found.end(2) :], start, start + len(written)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSON lines with zhuyin behind every hanzi of each text")
    parser.add_argument("--standard", default="auto", help="see Options.standard")
    parser.add_argument("--wrong", type=int, default=1000, help="how many readings are made wrong")
    args = parser.parse_args()
    options, several = Options(standard=args.standard), texts(args.file)
    right = sum(len(GLOSS.findall(text)) for text in several)
    for name, written in (("bare", several), ("in brackets", [GLOSS.sub(r"\1(\2)", text) for text in several])):
        counted = findings(written, options)
        print(
            f"{name}: {right:,} right readings, {1000 * counted.total() / right:.2f} findings in 1,000: {dict(counted)}"
        )
    asked = list(made_wrong(several, args.wrong))
    seen = sum(any(one.start < end and start < one.end for one in check(text, options)) for text, start, end in asked)
    print(f"{len(asked):,} readings made wrong, found: {seen / max(1, len(asked)):.3f}")


if __name__ == "__main__":
    main()
