"""How ruby is written, whatever the style: one value that travels whole."""

from __future__ import annotations

from dataclasses import dataclass

from pinyin_strip.values import Notation

__all__ = ["LAYOUTS", "RubyOptions"]

LAYOUTS = ("jukugo", "mono", "group")


@dataclass(frozen=True, slots=True)
class RubyOptions:
    """How readings are written over, after or under their hanzi. Frozen, hashable, picklable.

    Args:
        notation: how every reading is spelt (``"marks"``, ``"digits"``, ``"zhuyin"``, ``"none"``); ``None`` leaves each
            as its author wrote it. A reading without tones stays in letters where zhuyin is asked for, because zhuyin
            without a tone mark says the first tone.
        layout: ``"jukugo"`` gives a reading to each hanzi and keeps the word together, ``"mono"`` parts the word into its
            hanzi, ``"group"`` writes one reading over the whole word.
        fill: give hanzi that carry no reading the one that the author wrote over the same word elsewhere, or that the
            sentence calls for, or else their usual one.
        mark: what styles of plain text put behind a filled reading, so that nobody takes it for the author's.
        known: hanzi that need no help, a learner's list: we fill in no reading for them. Readings that the author wrote stay.
        drop_known: whether the author's readings of known hanzi are left out, too.
        brackets: the pair of brackets of the style ``brackets``.
        unsure: what styles of plain text put behind the mark where a filled reading is unsure; HTML has the class
            ``unsure`` for it.
        sandhi: fill in 一 and 不 as they are spoken (yí gè, bú shì); otherwise with their original tones, as GB/T 16159-2012,
            6.5, writes them. A third tone before another one is always written as such.
        neutral: fill in the neutral tone of words that must have it (衣服 yīfu) though pypinyin lists a full one.
        erhua: fill in r for the suffix 儿 (花儿 huā r), as it is spoken; otherwise the syllable ér, so that every hanzi has one.

    Raises:
        ValueError: if an option has a value that is not among these.

    >>> RubyOptions(notation="zhuyin").notation
    <Notation.ZHUYIN: 'zhuyin'>
    """

    notation: Notation | None = None
    layout: str = "jukugo"
    fill: bool = False
    mark: str = "*"
    known: frozenset[str] = frozenset()
    brackets: str = "()"
    drop_known: bool = False
    unsure: str = ""
    sandhi: bool = False
    neutral: bool = False
    erhua: bool = False

    def __post_init__(self) -> None:
        if self.notation is not None:
            object.__setattr__(self, "notation", Notation(self.notation))
        object.__setattr__(self, "known", frozenset(self.known))
        if self.notation is Notation.HOMOPHONE:
            raise ValueError("notation='homophone' is read, not written; choose from marks, digits, zhuyin, none")
        if self.layout not in LAYOUTS:
            raise ValueError(f"layout={self.layout!r} is not one of {', '.join(map(repr, LAYOUTS))}")
        if len(self.brackets) != 2:
            raise ValueError(f"brackets={self.brackets!r} are not two characters, an opening and a closing one")
