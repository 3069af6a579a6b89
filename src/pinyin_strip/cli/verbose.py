"""What ``check --verbose`` tells of one file: how it was read, how long that took, and which glosses are in doubt."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from pinyin_strip import fastscan
from pinyin_strip.batch.account import pace, verdicts
from pinyin_strip.formats.proofs import ReadText
from pinyin_strip.options import Options
from pinyin_strip.values import Convention, Verdict

__all__ = ["Account"]


class Account:
    """An account of the texts of one file, given while they are read; as ``str`` it is one line."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._characters, self._seconds = 0, 0.0
        self._doubtful: Counter[str] = Counter()

    def of(self, texts: Iterator[ReadText]) -> Iterator[ReadText]:
        """Yield each text when it was read; only reading is counted, not what is done with it."""
        began = time.perf_counter()
        for text in texts:
            self._seconds += time.perf_counter() - began
            self._characters += len(text.document.text)
            self._doubtful.update(
                one.verdict.value for one in text.document.glosses if one.verdict is not Verdict.MATCH
            )
            yield text
            began = time.perf_counter()
        self._seconds += time.perf_counter() - began

    def __str__(self) -> str:
        took = pace(self._characters, self._seconds)
        return f"read by {_engine(self._options)}; {took}; in doubt: {verdicts(self._doubtful)}"


def _engine(options: Options) -> str:
    """Who finds the places where a gloss could stand; judging them is Python's."""
    reasons = {
        "the loops were not compiled": not fastscan.available(),
        "of readings of the house's own (readings)": bool(options.readings),
        "of a choice of conventions (conventions)": len(options.conventions) < len(Convention),
    }
    slow = next((reason for reason, holds in reasons.items() if holds), "")
    repair = ", damage undone first (repair)" if options.repair else ""
    return (
        f"the stages in Python, because {slow}{repair}"
        if slow
        else f"the compiled loops and the stages in Python{repair}"
    )
