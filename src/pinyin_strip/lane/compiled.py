"""How the loops of the lane are compiled."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from numba import njit

__all__ = ["compiled"]

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile with numba and keep the machine code on disk; without a folder to keep it in, compile in every process.

    Nothing is made in the loops, so numba need not count references to arrays (``_nrt``); it would at every call, by atomic
    instructions that take more time than all the rest, and that threads wait for each other with.

    On disk a function is found by its name and by the state of its file; what it calls may lie in another file, so that the
    state of all of them is made a part of the name.
    """
    function.__qualname__ += f"_{_state()}"
    settings: dict[str, Any] = {"nogil": True, "_nrt": False}
    fast: Any
    try:
        fast = njit(**settings, cache=True)(function)
    except RuntimeError:  # no locator available: neither the package's folder nor the user's can be written to
        fast = njit(**settings)(function)
    found: Callable[P, R] = fast
    return found


@cache
def _state() -> str:
    """The sizes and times of the files whose functions may call each other, as one word."""
    states = [
        (file.name, (stat := file.stat()).st_size, stat.st_mtime_ns)
        for file in sorted(Path(__file__).parent.glob("*.py"))
    ]
    return hashlib.sha256(repr(states).encode()).hexdigest()[:8]
