"""Measure the whole command on generated JSON lines, beside the loop that people write.

    python benchmarks/batch.py [--mb N] [--kind KIND] [--rounds N] [--kill] [--keep FOLDER]

The corpora are made of our own sentences: ``injected`` are web pages into which a converter wrote the reading of single
hanzi (the sentences of ``speed.py``; some bracketed English, every fourth record without a gloss), ``annotated`` are pages
that people glossed, words and full-width brackets included, which Python has to judge. Reported are megabytes
of input a second by the clock and by processor time (other things that run on the machine lengthen the first only; that of
workers is not counted, since nobody waits for them) and the peak memory of the largest process, for one and for two
processes, and for a plain loop of ``json.loads``, the usual regular expression and ``json.dumps``. ``--kill`` kills a run of
the command half-way and checks that the resumed run gives the bytes of an unbroken one.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import psutil
import speed

PLAIN = (
    "清晨的渡口还很安静，河面上浮着一层薄雾。",
    "镇上的人都说，这条河从来没有这样宽过。",
    "他查了锂(Li)电池的说明书(manual)，又把价目表(PDF)抄了一遍。",
    "请在二〇二四年六月一日(周六)以前把材料寄到收发室。",
    "孙女坐在船头，画一只慢慢飞过的白鹭。",
)
GLOSSED = (
    "老船工把缆绳（lǎn shéng）解开，渡口的雾还没有散(sàn)。",
    "他朝河里扔(rēng)了一块石子，水花溅(jiàn)得很高。",
    "白鹭(báilù)和苍鹭(cānglù)都在浅滩上站着。",
    "行(xíng)船靠水，行(háng)家靠手，大家都这么说。",
)
LOOP = r"""
import json, re, sys
letters = "a-zA-ZāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜĀÁǍÀĒÉĚÈŌÓǑÒńňǹḿ"
expression = re.compile(rf"\s*[（(][{letters}\s,.'’\-]+[）)]")
with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
    for line in source:
        record = json.loads(line)
        record["text"] = expression.sub("", record["text"])
        target.write(json.dumps(record, ensure_ascii=False) + "\n")
"""


def injected(chance, number):
    """A page with injected readings; every fourth has none."""
    kind = speed.gloss_free if number % 4 == 0 else speed.injected
    return "".join(kind(chance) for _ in range(chance.randint(4, 24)))


def annotated(chance, number):
    """A page that people glossed; every fourth has nothing to strip."""
    sentences = [chance.choice(PLAIN) for _ in range(chance.randint(4, 24))]
    for place in range(0 if number % 4 == 0 else chance.randint(1, 6)):
        sentences[place % len(sentences)] = chance.choice(GLOSSED)
    chance.shuffle(sentences)
    return "".join(sentences)


KINDS = {"injected": injected, "annotated": annotated}
PAGES = 10_000


def make(path, size, kind, seed=7):
    """Write about ``size`` bytes of records; after ``PAGES`` different pages they come again, each in another record."""
    chance, written, number = random.Random(seed), 0, 0
    pages = [KINDS[kind](chance, page) for page in range(PAGES)]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while written < size:
            record = {
                "id": number,
                "url": f"https://example.org/{number:x}",
                "text": pages[number % PAGES],
                "score": chance.random(),
            }
            line = json.dumps(record, ensure_ascii=False) + "\n"
            written += len(line.encode())
            number += 1
            file.write(line)
    return number


def timed(command):
    """Run a command; return seconds by the clock, and seconds of processors."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime


def peak(command):
    """Run a command once more; return the peak memory, in MB, of the largest of its processes."""
    process, most = psutil.Popen(command, stdout=subprocess.DEVNULL), 0
    while process.poll() is None:
        for one in [process, *process.children(recursive=True)]:
            with contextlib.suppress(psutil.Error):
                most = max(most, one.memory_info().rss)
        time.sleep(0.01)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return most / 1e6


def command(*arguments):
    return [sys.executable, "-m", "pinyin_strip", "clean", "-q", *map(str, arguments)]


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def killed_and_resumed(source, folder, kind):
    """Kill a run half-way through, resume it, and compare its output with that of an unbroken run."""
    inputs = folder / "kill"
    inputs.mkdir(exist_ok=True)
    shutil.copy(source, inputs / "b.jsonl")
    make(inputs / "a.jsonl", 200_000, kind)
    timed(command("-o", folder / "unbroken", inputs))
    process = subprocess.Popen(command("-o", folder / "resumed", inputs))
    part, half = folder / "resumed/.b.jsonl.part", (folder / "unbroken/b.jsonl").stat().st_size // 2
    while process.poll() is None and not (part.exists() and part.stat().st_size > half):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    was_whole = not (folder / "resumed/b.jsonl").exists()
    timed(command("-o", folder / "resumed", "--resume", inputs))
    same = all(
        digest(folder / "unbroken" / name) == digest(folder / "resumed" / name) for name in ("a.jsonl", "b.jsonl")
    )
    print(f"killed at half: no half target {was_whole}, resumed gives the same bytes {same}")
    return was_whole and same


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=4, help="megabytes of input (default: 4)")
    parser.add_argument(
        "--kind", choices=KINDS, default="injected", help="what the records are like (default: injected)"
    )
    parser.add_argument("--rounds", type=int, default=1, help="the best of so many rounds counts (default: 1)")
    parser.add_argument("--kill", action="store_true", help="also kill and resume a run")
    parser.add_argument("--keep", type=pathlib.Path, help="work here and leave everything")
    arguments = parser.parse_args()
    folder = arguments.keep or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        source = folder / "corpus.jsonl"
        count = make(source, arguments.mb * 1e6, arguments.kind)
        size = source.stat().st_size / 1e6
        print(f"{size:.1f} MB, {count:,} records, {arguments.kind}, {os.cpu_count()} cores", flush=True)
        runs = {
            "plain loop": [sys.executable, "-c", LOOP, str(source), str(folder / "loop.jsonl")],
            "one process": command("-j1", "-o", folder / "one.jsonl", source),
            "two processes": command("-j2", "-o", folder / "two.jsonl", source),
        }
        best = {}
        for name, run in runs.items():
            seconds, busy = best[name] = min(timed(run) for _ in range(arguments.rounds))
            loop = best["plain loop"]
            by_processor = f"; by processor time {size / busy:8.1f} MB/s {loop[1] / busy:6.2f} × loop"
            print(
                f"{name:15}{size / seconds:8.1f} MB/s {loop[0] / seconds:6.2f} × loop; {peak(run):6.0f} MB peak"
                f"{'' if name.startswith('two') else by_processor}",
                flush=True,
            )
        print(f"two processes: {best['one process'][0] / best['two processes'][0]:.2f} × one")
        same = digest(folder / "one.jsonl") == digest(folder / "two.jsonl")
        print(f"same bytes from one and two processes: {same}")
        if arguments.kill:
            same = killed_and_resumed(source, folder, arguments.kind) and same
        raise SystemExit(not same)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
