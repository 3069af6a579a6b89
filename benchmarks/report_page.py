"""How long a report takes, and its page until it answers in a browser: python benchmarks/report_page.py [MEGABYTES]."""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from pathlib import Path

from pinyin_strip import parse
from pinyin_strip.report.page import ReportedFile, ReportedText, render

RIGHT = """\
清(qīng)晨，渡口的雾还没有散(sàn)，老船工就把缆绳（lǎn shéng）解开了。
他常说：“行(xíng)船靠水，行(háng)家靠手。”孙女在旁边画了一只白鹭 (báilù)，
又用手机查锂(Li)电池的说明(manual)，顺便记下新的航海策略(cèlüè)。
"""
WRONG = "镇上的人都夸她努(nù)力，只有小弟吃着西(xī)瓜（guā），朝河里扔(réng)石子儿(shízǐr)。\n"
SAMPLE = 8 * RIGHT + WRONG  # about one finding in a thousand bytes
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def main(megabytes: float) -> None:
    text = SAMPLE * round(megabytes * 1e6 / len(SAMPLE.encode()))
    parse(SAMPLE)  # the dictionaries are opened once a process
    gc.disable()  # as the command does
    document = timed("parse", lambda: parse(text))
    print(f"{megabytes} MB, {len(document.glosses)} glosses, {len(document.findings())} findings")
    page = timed("page", lambda: render([ReportedFile("sample.txt", "", [ReportedText(document)])]))
    print(f"{len(page.encode()) / 1e6:.1f} MB of HTML")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.html")
        path.write_text(page, "utf-8")
        print(f"answers after {in_browser(path):.2f} s")


def timed(name: str, work):
    """Do some work, and say how long it took, by the clock and by the processor (which others may share)."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    print(f"{name} {time.perf_counter() - clock:.1f} s, {time.process_time() - processor:.1f} s of one processor")
    return result


def in_browser(path: Path) -> float:
    """Seconds from opening the page until a finding has been chosen by key."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, tempfile.TemporaryDirectory() as profile:
        context = driver.chromium.launch_persistent_context(profile, executable_path="/usr/bin/chromium", args=FLAGS)
        tab = context.pages[0]
        begin = time.perf_counter()
        tab.goto(path.as_uri())
        tab.keyboard.press("n")
        tab.locator("#detail h2").wait_for()
        taken = time.perf_counter() - begin
        context.close()
    return taken


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
