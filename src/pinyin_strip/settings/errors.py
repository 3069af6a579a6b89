"""What is wrong with a settings file, told with its place."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["SettingsError", "nearest"]


class SettingsError(ValueError):
    """A settings file that cannot be used; the message names the file, the place, and what to write instead."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which of the known words was meant, or which there are.

    >>> nearest("tonless", ["toneless", "strip"]), nearest("qqq", ["toneless", "strip"])
    ("did you mean 'toneless'?", 'known: strip, toneless')
    """
    listed = sorted(known)
    near = get_close_matches(word.lower().replace("_", "-"), listed, n=1)
    if near:
        spelt = "; keys are spelt as on the command line, with hyphens" if "_" in word else ""
        return f"did you mean {near[0]!r}?{spelt}"
    return f"known: {', '.join(listed)}"
