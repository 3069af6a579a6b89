"""A text in which what is no prose is hidden behind a sign, character for character, and comes back after the prose was rewritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["SIGN", "Masked", "masked"]

SIGN = "\ufffc"  # no hanzi, no letter, no bracket, no blank: nothing is found in it, and nothing across it

_BREAKS = re.compile(r"[^\r\n]+")
_SIGNS = re.compile(f"{SIGN}+")


@dataclass(frozen=True, slots=True)
class Masked:
    """What can be read, and what was hidden, in order; offsets are those of the source.

    Line breaks are never hidden, so that lines stay lines.
    """

    text: str
    hidden: str

    def shown(self, rewritten: str, spell: Callable[[str], str] = str) -> str | None:
        """Put what was hidden back into a rewritten text; ``None`` if not every sign is still there.

        Args:
            rewritten: ``text`` after cleaning or the like.
            spell: how hidden characters are written there.

        >>> masked("`x`国(guó)", [(3, 9)]).shown("\ufffc\ufffc\ufffc国")
        '`x`国'
        """
        if rewritten.count(SIGN) != len(self.hidden):
            return None
        kept, last, at = list[str](), 0, 0
        for match in _SIGNS.finditer(rewritten):
            start, end = match.span()
            kept += (rewritten[last:start], spell(self.hidden[at : at + end - start]))
            last, at = end, at + end - start
        return "".join([*kept, rewritten[last:]])


def masked(source: str, prose: list[tuple[int, int]]) -> Masked:
    """Hide everything outside the given spans, which are sorted and do not overlap.

    >>> masked("国`x`", [(0, 1)]).text
    '国\ufffc\ufffc\ufffc'
    """
    shown, last = list[str](), 0
    for start, end in [*prose, (len(source), len(source))]:
        shown += (_BREAKS.sub(_signs, source[last:start]), source[start:end])
        last = end
    text = "".join(shown)
    hidden = "".join(source[match.start() : match.end()] for match in _SIGNS.finditer(text))
    return Masked(text, hidden)


def _signs(match: re.Match[str]) -> str:
    return SIGN * len(match.group())
