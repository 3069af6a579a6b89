"""Pieces of text → the terminal, in colour where it shows any (NO_COLOR and FORCE_COLOR are heard) and plain elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from pinyin_strip.report.styled import StyledText, plain

__all__ = ["Printer"]


class Printer:
    """Prints pieces to standard output (or to another stream) as UTF-8, without touching line endings or width."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        console = Console(file=self._stream, highlight=False, soft_wrap=True, legacy_windows=False)
        self._console = console if console.is_terminal and console.color_system and not console.no_color else None

    @property
    def columns(self) -> int:
        """The width that a report may take: that of the terminal, at most 120 columns; 80 where there is none."""
        return min(self._console.width, 120) if self._console else 80

    def show(self, pieces: Iterable[StyledText]) -> None:
        if self._console is None:
            self.write(plain(pieces))
            return
        with self._console.capture() as capture:
            self._console.print(Text.assemble(*pieces), end="", soft_wrap=True)
        self.write(capture.get())

    def write(self, text: str) -> None:
        self._stream.flush()
        self._stream.buffer.write(text.encode("utf-8", "surrogatepass"))
        self._stream.buffer.flush()
