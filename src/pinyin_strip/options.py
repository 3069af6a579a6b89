"""Options: what is looked for and what is removed, as one value that travels whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeAlias

from pinyin_strip.allowed import Converted, Several, check_and_convert, converted, set_of, words_of
from pinyin_strip.house import HouseReadings
from pinyin_strip.values import Context, Convention, ConventionName, Expecting, Grade, Verdict, VerdictName

__all__ = ["Options", "words_of"]

Toneless: TypeAlias = Literal["auto", "strip", "keep"]
ContextName: TypeAlias = Literal["model", "phrases", "g2pm", "none"]
Sensitivity: TypeAlias = Literal["strict", "sensitive"]
Script: TypeAlias = Literal["simplified", "traditional"]
Injected: TypeAlias = Literal["quiet", "check"]
Standard: TypeAlias = Literal["auto", "mainland", "taiwan", "both", "tghz2013"]
Sandhi: TypeAlias = Literal["any", "written", "original"]
Neutral: TypeAlias = Literal["any", "written", "full"]
Erhua: TypeAlias = Literal["any", "joined", "apart"]


def _house(readings: HouseReadings | Mapping[str, str] | None) -> HouseReadings | None:
    return readings if readings is None or isinstance(readings, HouseReadings) else HouseReadings(readings)


@dataclass(frozen=True, slots=True)
class Options:
    """What is looked for, and what is removed. Frozen, hashable, picklable: it travels whole.

    Args:
        strip: the verdicts that are removed.
        toneless: ``"auto"`` removes a gloss without tones only where the text shows that readings are written so (toned
            ones near by that are written the same way, a run or a list glossed throughout; see ``settle.py``);
            ``"strip"`` removes every one that reads its hanzi, ``"keep"`` none.
        conventions: the ways of writing a gloss that are looked for.
        context: who says how probable a listed reading is in its context: ``"model"`` (a small model of the neighbours,
            weighed with pypinyin's phrases), ``"phrases"`` (those alone), ``"g2pm"`` (a small neural model; extra
            ``[g2pm]``), ``"none"``, or an object with the method of ``Context`` or of ``Expecting``.
        sensitivity: how improbable a reading must be to be reported: ``"strict"`` seldom calls a right one wrong,
            ``"sensitive"`` finds more wrong ones (``benchmarks/context.py`` measures both).
        repair: ``False``, ``"proved"`` or ``"likely"``: undo byte-level damage of injected pages first.
        script: ``None``, ``"simplified"`` or ``"traditional"``: the script that clean text comes out in.
        injected: ``"check"`` holds the readings of an injected page against the context too; they were chosen without
            it, so by default (``"quiet"``) they are not reported.
        standard: whose readings a text is proofread against: ``"mainland"``, ``"taiwan"``, ``"both"``, ``"tghz2013"`` (the mainland's
            table of 2013, 《通用规范汉字字典》; extra ``[tghz2013]``), or ``"auto"``: Taiwan's where the text shows it. What is removed
            does not depend on it: the readings of both verify.
        sandhi: house style for the tones of 一 and 不 and for two third tones in a row: ``"original"`` reports those that
            are written as spoken (GB/T 16159-2012, 6.5 writes the original tone), ``"written"`` those that are not.
        neutral: house style for weakened syllables: ``"full"`` reports a neutral tone where a full one is listed,
            ``"written"`` a full tone where the word has the neutral one.
        erhua: house style for the suffix 儿: ``"joined"`` (huār) reports a syllable ér of its own, ``"apart"`` the r.
        readings: the house's own readings of names and terms: a mapping of words to readings, or ``HouseReadings``. They verify
            like listed ones; another reading over such a word is reported; they are filled in first.

    Raises:
        ValueError: if an option has a value that is not among these.

    >>> Options(strip={"match"}, toneless="keep").strip
    frozenset({<Verdict.MATCH: 'match'>})
    """

    strip: Converted[Several[Verdict | VerdictName], frozenset[Verdict]] = converted(
        set_of(Verdict), frozenset({Verdict.MATCH, Verdict.ALTERNATE, Verdict.TONE, Verdict.NEAR})
    )
    toneless: Toneless = "auto"
    conventions: Converted[Several[Convention | ConventionName], frozenset[Convention]] = converted(
        set_of(Convention), frozenset(Convention)
    )
    context: ContextName | Context | Expecting = "model"
    sensitivity: Sensitivity = "strict"
    repair: Literal[False] | Grade = False
    script: Script | None = None
    injected: Injected = "quiet"
    standard: Standard = "auto"
    sandhi: Sandhi = "any"
    neutral: Neutral = "any"
    erhua: Erhua = "any"
    readings: Converted[HouseReadings | Mapping[str, str] | None, HouseReadings | None] = converted(_house, None)

    def __post_init__(self) -> None:
        check_and_convert(self)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle sets in a fixed order: hosts that take the hash of a pickle for a cache key find it again."""
        values = [getattr(self, one.name) for one in fields(self)]
        return type(self), tuple(tuple(sorted(value)) if isinstance(value, frozenset) else value for value in values)

    def for_cleaning(self) -> Options:
        """The same options without what cannot change the clean text: context, if match and alternate go alike."""
        alike = (Verdict.MATCH in self.strip) is (Verdict.ALTERNATE in self.strip)
        return self if self.context == "none" or not alike else replace(self, context="none")
