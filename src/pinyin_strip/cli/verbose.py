"""What ``check --verbose`` tells of one text: how it was read, how long that took, and which glosses are in doubt."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from pinyin_strip import fastscan
from pinyin_strip.batch.account import pace, verdicts
from pinyin_strip.options import Options
from pinyin_strip.proof import Proof
from pinyin_strip.values import Convention, Verdict

__all__ = ["timed"]


def timed(work: Callable[[], Proof], options: Options, say: Callable[[str], None]) -> Proof:
    """Proofread, and give an account of it."""
    began = time.perf_counter()
    proof = work()
    say(f"{proof.name}: {_account(proof, options, time.perf_counter() - began)}")
    return proof


def _account(proof: Proof, options: Options, seconds: float) -> str:
    doubtful = Counter(one.verdict.value for one in proof.document.glosses if one.verdict is not Verdict.MATCH)
    return f"read by {_engine(options)}; {pace(len(proof.text), seconds)}; in doubt: {verdicts(doubtful)}"


def _engine(options: Options) -> str:
    """Who finds the places where a gloss could stand; judging them is Python's."""
    reasons = {
        "the loops were not compiled": not fastscan.available(),
        "of a choice of conventions (conventions)": len(options.conventions) < len(Convention),
    }
    slow = next((reason for reason, holds in reasons.items() if holds), "")
    repair = ", damage undone first (repair)" if options.repair else ""
    return (
        f"the stages in Python, because {slow}{repair}"
        if slow
        else f"the compiled loops and the stages in Python{repair}"
    )
