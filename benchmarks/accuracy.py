"""Score the cleaner on a gold file, beside the regular expressions that people use.

    python benchmarks/accuracy.py [--gold PATH] [--json] [--show N]

A gold file holds one JSON object a line: ``text``, ``clean`` (the text that a careful editor wants), ``glosses`` (each
with ``gloss`` and ``start``), ``convention``, and ``debatable`` where two editors may differ. Exact rates count texts; precision and recall
count removed characters' spans.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import pathlib
import re

from pinyin_strip import parse

GOLD = pathlib.Path(__file__).with_name("data") / "gold.jsonl"
_LETTER = "a-zA-ZāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜĀÁǍÀĒÉĚÈŌÓǑÒńňǹḿ"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
BASELINES = {
    "re: any bracket": re.compile(r"\(.*?\)|（.*?）"),
    "re: pinyin letters in a bracket": re.compile(rf"\s*[（(][{_LETTER}\s,.'’\-]+[）)]"),
    "re: Latin in a bracket after hanzi": re.compile(r"(?<=[\u3400-\u9fff])\s*[（(](?=[^)）]*[A-Za-z])[^)）]*[)）]"),
    "re: toned letters in a bracket after hanzi": re.compile(
        rf"(?<=[\u3400-\u9fff])\s*[（(][{_LETTER}\s’'\-]*[{_TONED}][{_LETTER}\s’'\-]*[)）]"
    ),
}


def group(item):
    """Tell whether an item is disputed, has glosses, or has none."""
    return "disputed" if item.get("debatable") else "positive" if item["glosses"] else "negative"


def wanted(item):
    """Return the spans that the editor removes."""
    return {(gloss["start"], gloss["start"] + len(gloss["gloss"])) for gloss in item["glosses"]}


def with_expression(expression):
    """Make a cleaner of a regular expression: text → clean text and removed spans."""
    return lambda text: (expression.sub("", text), {match.span() for match in expression.finditer(text)})


def with_parse(text):
    """Clean with this library: text → clean text and removed spans."""
    document = parse(text)
    return document.clean(), set(document.removed)


def score(items, cleaner):
    """Return the figures of one cleaner, its exact rate by convention, and the items that differ."""
    total, exact, by_convention = collections.Counter(), collections.Counter(), collections.defaultdict(lambda: [0, 0])
    hit = removed = right = 0
    differing = []
    for item in items:
        clean, spans = cleaner(item["text"])
        kind, same = group(item), clean == item["clean"]
        total[kind] += 1
        exact[kind] += same
        row = by_convention[item["convention"]]
        row[0] += same
        row[1] += 1
        if not same:
            differing.append((kind, item, clean))
        if kind != "disputed":
            hit += len(spans & wanted(item))
            removed += len(spans)
            right += len(wanted(item))
    sure = total["positive"] + total["negative"]
    rate = {kind: exact[kind] / total[kind] if total[kind] else 1.0 for kind in ("positive", "negative", "disputed")}
    figures = {
        "undisputed": (exact["positive"] + exact["negative"]) / sure,
        **rate,
        "precision": hit / removed if removed else 1.0,
        "recall": hit / right if right else 1.0,
    }
    return figures, by_convention, differing


def load(path):
    """Read a gold file; also return a digest of its bytes, so that figures say what they were measured on."""
    data = path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").splitlines()], hashlib.sha256(data).hexdigest()[:12]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=pathlib.Path, default=GOLD, help="a gold file (default: the repository's own)")
    parser.add_argument("--json", action="store_true", help="print this library's figures as JSON only")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print that many items that differ")
    arguments = parser.parse_args()
    items, digest = load(arguments.gold)
    figures, by_convention, differing = score(items, with_parse)
    if arguments.json:
        print(json.dumps({"gold": arguments.gold.name, "sha256": digest, "items": len(items), **figures}))
        return
    print(f"{arguments.gold.name}: {len(items)} items, sha256 {digest}\n")
    print(f"{'':45}" + "".join(f"{name:>12}" for name in figures))
    rows = [("pinyin_strip", figures)]
    rows += [(name, score(items, with_expression(expression))[0]) for name, expression in BASELINES.items()]
    for name, row in rows:
        print(f"{name:45}" + "".join(f"{value:12.3f}" for value in row.values()))
    print("\nexact by convention")
    for convention, (same, count) in sorted(by_convention.items()):
        print(f"  {convention:30} {same:4} / {count}")
    for kind, item, clean in differing[: arguments.show]:
        print(f"\n{kind} {item['id']} {item['convention']}: {item.get('note', '')}")
        print(f"  text {item['text']!r}\n  want {item['clean']!r}\n  got  {clean!r}")


if __name__ == "__main__":
    main()
