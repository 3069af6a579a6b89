"""Memory that pieces take one after the other."""

from __future__ import annotations

import ctypes
from contextlib import suppress

__all__ = ["keep_memory"]

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # mallopt(3)


def keep_memory() -> None:
    """Have memory that is freed kept for the next piece, where the C library takes advice (glibc).

    Else it is given back to the system and taken again, some megabytes for each piece, page by page: a tenth of all time.
    """
    with suppress(AttributeError, OSError, TypeError):
        advise = ctypes.CDLL(None).mallopt
        advise(_TRIM_THRESHOLD, 1 << 28)
        advise(_MMAP_THRESHOLD, 1 << 25)  # the most that it takes
