"""How far a run has come: a bar on a terminal, a line now and then elsewhere, nothing if nobody wants to know."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from pinyin_strip.display import printable

__all__ = ["Progress"]

EVERY = 10.0  # seconds between two lines where there is no terminal


class Progress:
    """Bytes done of all bytes.

    Args:
        total: bytes of all inputs.
        say: prints a line on standard error; ``None`` for silence.
    """

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total, self._quiet, self._done = total, quiet, 0
        self._began = self._said = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("", total=self._total, file="")
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, count: int, name: str) -> None:
        """Say that ``count`` more bytes are done."""
        self._done += count
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, file=name)
        elif not self._quiet and time.monotonic() - self._said >= EVERY:
            self._said = time.monotonic()
            self.say(self._line(name))

    def say(self, message: str) -> None:
        """Print a line on standard error, above the bar if there is one."""
        message = printable(message)
        if self._bar is not None:
            self._bar.console.print(message, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(message + "\n")
            sys.stderr.flush()

    def _line(self, name: str) -> str:
        seconds = time.monotonic() - self._began
        rate = self._done / seconds if seconds else 0.0
        left = f", {(self._total - self._done) / rate:,.0f} s left" if rate and self._total > self._done else ""
        share = f"{100 * self._done // self._total} % " if self._total else ""
        return f"pinyin-strip: {share}({self._done / 1e6:,.1f} MB, {rate / 1e6:.1f} MB/s{left}) {name}"


def _bar() -> Any:  # noqa: ANN401  rich is loaded only where there is a terminal
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[file]}"),
    )
    return Bar(*columns, console=Console(stderr=True), transient=True)
