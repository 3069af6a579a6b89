"""Pieces → LaTeX: the commands of the packages xpinyin and ruby."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit, Word
from pinyin_strip.syllables import spell
from pinyin_strip.values import Notation

__all__ = ["latex", "latex_ruby"]

_Writer = Callable[[Unit], str]

_SPECIAL = str.maketrans(
    {char: f"\\{char}" for char in "{}$&#_%"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def latex(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    r"""Write ``\xpinyin{国}{guo2}`` for each hanzi, in the digits that the package sets as tone marks.

    Zhuyin, several readings, and readings over more than one hanzi are beyond that command; they become ``\ruby``.
    Readings that no author wrote are grey (package xcolor).

    >>> from pinyin_strip import parse
    >>> parse("绿(lǜ)叶").ruby("latex")
    '\\xpinyin{绿}{lv4}叶'
    """
    return _written(pieces, options, _xpinyin)


def latex_ruby(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    r"""Write ``\ruby{国}{guó}``, the command of the packages ruby (CJK) and luatexja-ruby; ours in italics."""
    return _written(pieces, options, _ruby)


def escape(text: str) -> str:
    """Escape text so that LaTeX sets it as it stands."""
    return text.translate(_SPECIAL)


def _written(pieces: Iterable[TextOrWord], options: RubyOptions, write: _Writer) -> str:
    return "".join(
        escape(piece) if isinstance(piece, str) else "".join(map(write, _units(piece, options))) for piece in pieces
    )


def _units(word: Word, options: RubyOptions) -> tuple[Unit, ...]:
    return (word.whole,) if options.layout == "group" else word.units


def _ruby(unit: Unit) -> str:
    if not unit.reading:
        return escape(unit.base)
    reading = rf"\textit{{{escape(unit.reading)}}}" if unit.ours else escape(unit.reading)
    return rf"\ruby{{{escape(unit.base)}}}{{{reading}}}"


def _xpinyin(unit: Unit) -> str:
    typed = _typed(unit.reading)
    if len(unit.base) != 1 or not typed:
        return _ruby(unit)
    grey = r"[format=\color{gray}]" if unit.ours else ""  # a change of shape would undo the size
    return rf"\xpinyin{grey}{{{unit.base}}}{{{typed}}}"


def _typed(reading: str) -> str:
    """One syllable as the package wants it: letters, v for ü, a tone digit; empty if it is anything else."""
    spelt = spell(reading) if reading else None
    if spelt is None or spelt.notation in (Notation.ZHUYIN, Notation.HOMOPHONE) or "ê" in spelt.letters:
        return ""
    if len(spelt.breaks - {len(spelt.letters)}) > 1 or not any(
        part.start == 0 for part in spelt.parts(len(spelt.letters))
    ):
        return ""
    tone = max([*spelt.tones, *spelt.digits.values()], default=0)
    return spelt.letters.replace("ü", "v") + (str(tone) if tone else "")
