"""Codes and their prefixes → the rules that are meant, as ``--select``, ``--ignore`` and ``explain`` read them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pinyin_strip.rules import RULES

__all__ = ["codes_of", "selected"]


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> frozenset[str]:
    """Return the codes that are selected and not ignored; where both speak of a rule, the longer prefix decides.

    Args:
        select: codes, prefixes or names, several in one string parted by commas; nothing selects every rule.
        ignore: the same; of two that are equally long it is the one that holds.

    Raises:
        ValueError: if something names no rule; the nearest names are told.

    >>> sorted(selected(["R2,R101"], ["R202"]))
    ['R101', 'R201', 'R203']
    """
    wanted, unwanted = _reach(select) or dict.fromkeys(RULES, 0), _reach(ignore)
    return frozenset(code for code, length in wanted.items() if length > unwanted.get(code, -1))


def _reach(chosen: Iterable[str]) -> dict[str, int]:
    """For every code that is meant, the length of the longest prefix that means it."""
    reach: dict[str, int] = {}
    for word in _words(chosen):
        for code in codes_of(word):
            reach[code] = max(reach.get(code, 0), _length(word, code))
    return reach


def _length(word: str, code: str) -> int:
    """How much of a code a word says; a name says all of it, ``ALL`` nothing."""
    return len(code) if word.lower() == RULES[code].name else 0 if word.upper() == "ALL" else len(word)


def _words(chosen: Iterable[str]) -> list[str]:
    words = []
    for one in chosen:
        found = [word.strip() for word in one.split(",") if word.strip()]
        words += found or [one]  # nothing at all is no rule either
    return words


def codes_of(word: str) -> tuple[str, ...]:
    """Return the codes that a code, a prefix, a name or ``ALL`` means.

    Raises:
        ValueError: if it means none; the nearest names are told.

    >>> codes_of("R20"), codes_of("wrong-tone")
    (('R201', 'R202', 'R203'), ('R102',))
    """
    prefix = "R" if word.upper() == "ALL" else word.upper()
    found = tuple(
        code for code, rule in RULES.items() if (prefix and code.startswith(prefix)) or rule.name == word.lower()
    )
    if not found:
        raise ValueError(_unknown(word))
    return found


def _unknown(word: str) -> str:
    known = {code.lower(): code for code in RULES} | {rule.name: f"{rule.code} {rule.name}" for rule in RULES.values()}
    near = [known[one] for one in get_close_matches(word.lower(), known, n=3)]
    hint = f"did you mean {', '.join(near)}?" if near else f"known: ALL, {', '.join(RULES)}"
    return f"unknown rule {word!r}; {hint}"
