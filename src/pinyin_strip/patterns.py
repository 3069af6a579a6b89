"""Regular expressions that are compiled when they are first used, so that importing the package costs nothing."""

from __future__ import annotations

from typing import Any

import regex

__all__ = ["Pattern"]


class Pattern:
    """A regular expression of the ``regex`` module; ``search``, ``match``, ``finditer`` and the like work as on it.

    >>> Pattern(r"\\p{Han}+").fullmatch("国") is not None
    True
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the compiled pattern has
        compiled = regex.compile(self._source, self._flags)
        self.__dict__ |= {
            method: getattr(compiled, method)
            for method in ("search", "match", "fullmatch", "finditer", "sub", "pattern")
        }
        return getattr(compiled, name)
