"""Regular expressions that are compiled when they are first used, so that importing the package costs nothing.

Those that name a Unicode property (``\\p{Han}``) need the ``regex`` module; the others are left to ``re``, which runs
through large character sets several times as fast.
"""

from __future__ import annotations

import re
from typing import Any

import regex

__all__ = ["Pattern"]


class Pattern:
    """A regular expression; ``search``, ``match``, ``finditer`` and the like work as on a compiled one.

    >>> Pattern(r"\\p{Han}+").fullmatch("国") is not None
    True
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the compiled pattern has
        engine: Any = regex if "\\p" in self._source.lower() else re
        compiled = engine.compile(self._source, self._flags)
        self.__dict__ |= {
            method: getattr(compiled, method)
            for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern")
        }
        return getattr(compiled, name)
