"""Make src/pinyin_strip/context/model.bin, the weights of the context model (see ``model_card.md`` beside it).

    pip install numba 'pinyin-strip[g2pm]'
    python benchmarks/make_context.py --folder TEXTS --gold CPP [--target FILE] [--folds FOLDER]

TEXTS holds niutrans.txt.xz (modern half of NiuTrans/Classical-Modern, MIT) and gaokao.txt.xz (GAOKAO-Bench, Apache-2.0), one sentence
a line; CPP holds dev.sent and dev.lb (Park & Lee 2020, Apache-2.0). g2pM (Apache-2.0) labels the texts, a logit fitted
on the gold weighs its labels with pypinyin's phrases (MIT), and the student learns from what comes out.

The same inputs give the same bytes, with the same version of numpy and numba and the same processor. ``--folds`` writes five more models,
each made without every fifth sentence of the gold, for ``benchmarks/context.py --folds``.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the order of sums is part of the result

import argparse
import hashlib
from pathlib import Path

from context_examples import Pool
from context_file import packed
from context_teacher import Teacher
from context_text import corpus, gold

TEXTS = {"gaokao": 1.0, "niutrans": 0.25}
"""Each text and what a place in it counts: much of the larger one is translated from classical Chinese."""

OWN = 3.0
"""What a place in the gold's sentences counts that has no label of its own."""

FOLDS = 5
TARGET = Path(__file__).parent.parent / "src/pinyin_strip/context/model.bin"


def pool_of(texts: Path, cpp: Path) -> Pool:
    """Every example there is."""
    teacher = Teacher()
    pool = Pool(teacher)
    read = {name: corpus(texts / f"{name}.txt.xz") for name in TEXTS}
    seen = {name: teacher.read(sentences) for name, sentences in read.items()}
    pool.evidence.learn_usage(seen.values())
    for name, weight in TEXTS.items():
        pool.add(read[name], seen[name], weight)
    labelled = gold(cpp / "dev.sent", cpp / "dev.lb")
    pool.add_gold(labelled, teacher.read_any([one.text for one in labelled]), OWN)
    return pool


def write(target: Path, data: bytes) -> None:
    target.write_bytes(data)
    print(f"{target.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--folder", type=Path, required=True, help="holds niutrans.txt.xz and gaokao.txt.xz")
    arguments.add_argument("--gold", type=Path, required=True, help="holds dev.sent and dev.lb")
    arguments.add_argument("--target", type=Path, default=TARGET, help="the file that is written")
    arguments.add_argument("--folds", type=Path, help="where models for cross-validation go")
    given = arguments.parse_args()
    pool = pool_of(given.folder, given.gold)
    write(given.target, packed(pool.students()))
    if given.folds:
        given.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            write(given.folds / f"{fold}.bin", packed(pool.students(without=(fold, FOLDS))))


if __name__ == "__main__":
    main()
