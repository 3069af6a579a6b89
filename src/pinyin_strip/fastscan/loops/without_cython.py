"""What stands in for the module ``cython`` where Cython is not installed: a file that was not compiled needs no more of it."""

from __future__ import annotations

from contextlib import nullcontext

__all__ = ["compiled", "nogil"]

compiled = False
nogil = nullcontext()
