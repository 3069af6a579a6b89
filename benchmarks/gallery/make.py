"""The pictures of the README, made by real runs over the texts beside: python benchmarks/gallery/make.py (needs [test,browser])."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from io import BytesIO, StringIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

HERE = Path(__file__).parent
TEXTS = sorted(path.name for path in (HERE / "texts").glob("*.txt"))
COLUMNS = 88
COLOURS = 256  # in a PNG; more cannot be told apart in text
MOST_BYTES = 100_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars"]  # fmt: skip

# A font in which a hanzi is as wide as two letters, as in a terminal (Debian: fonts-noto-cjk).
SCREEN = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: {background}; color: {foreground}; }}
pre {{ margin: 0; padding: 14px 18px; width: max-content; font: 16px/1.4 "Noto Sans Mono CJK SC", monospace; }}
{stylesheet}</style><pre>{code}</pre>
"""

TERMINAL = {
    "check": "check --output-format full --select R101,R103,R202 lesson.txt",
    "stats": f"stats --most 6 {' '.join(TEXTS)}",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        report, ruby, plot = (str(Path(work, name)) for name in ("report.html", "ruby.html", "stats.png"))
        run(f"report --title Lesson lesson.txt -o {report}")
        Path(ruby).write_bytes(run("ruby --style=document --fill --only-hard=hsk2 lesson.txt"))
        run(f"stats --most 6 --json --plot {plot} {' '.join(TEXTS)}")
        write("plot.png", small(Path(plot).read_bytes()))
        with sync_playwright() as driver:
            browser = driver.chromium.launch_persistent_context(
                Path(work, "profile"), executable_path="/usr/bin/chromium", args=FLAGS
            )
            for name, command in TERMINAL.items():
                screen = Path(work, f"{name}.html")
                screen.write_text(terminal(command), "utf-8")
                write(f"{name}.png", small(picture(browser, str(screen), (800, 100), part="pre")))
            for scheme in ("light", "dark"):
                write(f"report-{scheme}.png", small(picture(browser, report, (1180, 760), scheme, prepare=proofread)))
            write("ruby.png", small(picture(browser, ruby, (680, 465))))
            browser.close()


def run(command: str, **environment: str) -> bytes:
    """What a command prints on standard output, run where the texts lie."""
    return subprocess.run(
        [sys.executable, "-m", "pinyin_strip", *command.split()],
        cwd=HERE / "texts", env=os.environ | environment, stdout=subprocess.PIPE, check=False,
    ).stdout  # fmt: skip


def terminal(command: str) -> str:
    """A command and what it prints, as a terminal shows it."""
    printed = run(command, FORCE_COLOR="1", COLUMNS=str(COLUMNS), TERM="xterm-256color").decode()
    console = Console(record=True, width=COLUMNS, file=StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(f"\033[1m$ pinyin-strip {command}\033[0m"), soft_wrap=True)
    console.print(Text.from_ansi(printed.rstrip()), soft_wrap=True)
    return console.export_html(theme=DIMMED_MONOKAI, code_format=SCREEN)


def picture(
    browser: BrowserContext,
    path: str,
    size: tuple[int, int],
    scheme: str = "light",
    part: str = "",
    prepare=lambda page: None,
) -> bytes:
    """A page as a browser shows it, or one element of it."""
    page = browser.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)
    page.goto(Path(path).as_uri())
    prepare(page)
    taken = page.locator(part).screenshot() if part else page.screenshot()
    page.close(run_before_unload=False)
    return taken


def proofread(page: Page) -> None:
    """Somebody at work: one finding accepted, one rejected, the next one open."""
    page.evaluate("localStorage.clear()")  # what the picture before this one has left
    page.reload()
    for key in "nar":
        page.keyboard.press(key)
    page.evaluate("scrollTo(0, 0)")


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    written = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        written, "PNG", optimize=True
    )
    return written.getvalue()


def write(name: str, data: bytes) -> None:
    """Write a picture that is small enough to be in a README."""
    if len(data) > MOST_BYTES:
        raise SystemExit(f"{name}: {len(data)} bytes are more than {MOST_BYTES}")
    (HERE / name).write_bytes(data)
    print(f"{name}: {len(data) / 1000:.0f} KB")


if __name__ == "__main__":
    main()
