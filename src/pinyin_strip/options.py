"""Options: what is looked for and what is removed, as one value that travels whole."""

from __future__ import annotations

from dataclasses import dataclass

from pinyin_strip.document import Convention, Verdict

__all__ = ["Options"]


@dataclass(frozen=True, slots=True)
class Options:
    """What is looked for, and what is removed. Frozen, hashable, picklable: it travels whole.

    Args:
        strip: the verdicts that are removed.
        toneless: ``"auto"`` removes a gloss without tones only where something else speaks for it (two or more syllables
            that all read the hanzi, neighbours glossed in the same way); ``"strip"`` removes every one that reads its
            hanzi, ``"keep"`` none.
        conventions: the ways of writing a gloss that are looked for.
        context: who says which listed reading the context calls for: ``"phrases"``, ``"g2pm"`` or ``"none"``.
        repair: ``False``, ``"proved"`` or ``"likely"``: undo byte-level damage first.
        script: ``None``, ``"simplified"`` or ``"traditional"``: the script that clean text comes out in.

    Raises:
        ValueError: if an option has a value that is not among these.

    >>> Options(strip={"match"}, toneless="keep").strip
    frozenset({<Verdict.MATCH: 'match'>})
    """

    strip: frozenset[Verdict] = frozenset({Verdict.MATCH, Verdict.ALTERNATE, Verdict.TONE, Verdict.NEAR})
    toneless: str = "auto"
    conventions: frozenset[Convention] = frozenset(Convention)

    def __post_init__(self) -> None:
        object.__setattr__(self, "strip", frozenset(map(Verdict, self.strip)))
        object.__setattr__(self, "conventions", frozenset(map(Convention, self.conventions)))
        if self.toneless not in ("auto", "strip", "keep"):
            raise ValueError(f"toneless={self.toneless!r} is not one of 'auto', 'strip', 'keep'")
