"""How the loops of the lane are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from numba import njit

__all__ = ["compiled"]

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile with numba and keep the machine code on disk; without a folder to keep it in, compile in every process.

    Nothing is made in the loops, so numba need not count references to arrays (``_nrt``); it would at every call, by atomic
    instructions that take more time than all the rest, and that threads wait for each other with.
    """
    settings: dict[str, Any] = {"nogil": True, "_nrt": False}
    fast: Any
    try:
        fast = njit(**settings, cache=True)(function)
    except RuntimeError:  # no locator available: neither the package's folder nor the user's can be written to
        fast = njit(**settings)(function)
    found: Callable[P, R] = fast
    return found
