"""Options → strip or keep: what is certainly a gloss goes, what is in doubt stays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pinyin_strip.checker import Checked, Judged
from pinyin_strip.document import Convention, Finding, Gloss, Syllable, Verdict
from pinyin_strip.findings import findings, orphan
from pinyin_strip.house import asks_for_style, house_style
from pinyin_strip.options import Options
from pinyin_strip.tokenizer import hanzi_in

__all__ = ["ELEMENTS", "NEAR_BY", "decide"]

NEAR_BY = 40  # hanzi on either side in which other glosses speak for a toneless one


def decide(text: str, checked: Checked, options: Options) -> tuple[tuple[Gloss, ...], tuple[Finding, ...]]:
    """Say of every gloss whether it goes, and of every doubt what it is; both in the order of the text."""
    judged = checked.judged
    around, styled = None, asks_for_style(options)
    glosses, remarks = [], [found for token in checked.orphans if (found := orphan(text, token))]
    for one in judged:
        if around is None and one.toneless:
            around = _Neighbours(text, judged, checked.foreign)
        stripped = _strips(text, one, options, around)
        glosses.append(_gloss(one, stripped))
        among_toned = one.toneless and around is not None and around.toned(one)
        remarks += findings(text, one, stripped, among_toned=among_toned)
        if styled:
            remarks += house_style(text, one, options)
    return tuple(glosses), tuple(sorted(remarks, key=lambda remark: (remark.start, remark.code)))


def _gloss(one: Judged, stripped: bool) -> Gloss:
    found = one.alignment
    syllables = tuple([Syllable(p.written, p.part.plain, p.part.tone, p.start, p.end) for p in found.pairs])
    return Gloss(
        found.start, found.end, *found.base, found.text, found.notation, found.convention, syllables, one.verdict,
        one.expected, stripped, found.token.extra if stripped else None,
    )  # fmt: skip


class _Neighbours:
    """Which brackets stand near each other, by what they turned out to be.

    Distance counts hanzi, so that taking glosses out does not bring others nearer.
    """

    def __init__(self, text: str, judged: Sequence[Judged], foreign: Sequence[int]) -> None:
        verified = [one for one in judged if one.verified]
        certain = [one.alignment for one in verified if _certain(one)]
        toneless = [one.alignment.start for one in verified if one.toneless]
        self._ordinal = _hanzi_before(text, {*foreign, *toneless, *(found.start for found in certain)})
        self.certain = self._places(found.start for found in certain)  # readings that need nobody to speak for them
        self.capital = self._places(found.start for found in certain if found.text[:1].isupper())
        self.toneless = self._places(toneless)
        self.foreign = self._places(foreign)  # Latin in a bracket after hanzi that does not read them

    def _places(self, offsets: Iterable[int]) -> list[int]:
        return sorted(self._ordinal[offset] for offset in offsets)

    def toned(self, one: Judged) -> bool:
        """Whether readings with tones stand near: then one without is in the neutral tone, not short of a tone."""
        return self.count(self.certain, one.alignment.start) > 0

    def count(self, places: Sequence[int], offset: int) -> int:
        """How many of the places lie near an offset."""
        near = self._ordinal.get(offset)
        if near is None:
            return 0
        return bisect_right(places, near + NEAR_BY) - bisect_left(places, near - NEAR_BY)


def _hanzi_before(text: str, offsets: Iterable[int]) -> dict[int, int]:
    """Count the hanzi before each offset."""
    found, count, position = {}, 0, 0
    for offset in sorted(offsets):
        count += hanzi_in(text, position, offset)
        found[offset], position = count, offset
    return found


def _certain(one: Judged) -> bool:
    """Whether a reading speaks for itself: it has tones, or stands in ruby markup, or spells ü as nothing else does."""
    return not one.toneless or one.alignment.convention is Convention.MARKUP or "ü" in one.alignment.text.lower()


def _strips(text: str, one: Judged, options: Options, around: _Neighbours | None) -> bool:
    """Whether a gloss is removed."""
    if one.verdict not in options.strip or one.alignment.convention not in options.conventions or one.alignment.missing:
        return False
    if _certain(one) or one.verdict is Verdict.NEAR:
        return options.toneless != "keep" or not one.toneless
    if options.toneless != "auto":
        return options.toneless == "strip"
    return around is not None and _spoken_for(text, one, around)


# The chemical elements: their symbols are two letters that often read the hanzi (锂 Li, 钠 Na), since many were named
# by sound. Hanzi as in GB/T 39038 and the CNCTST lists, both scripts.
ELEMENTS = frozenset(
    "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥"
    "铪钽钨铼锇铱铂金汞铊铅铋钋砹氡钫镭锕钍镤铀镎钚镅锔锫锎锿镄钔锘铹鋰鈹鈉鎂鋁鉀鈣鈧鈦釩鉻錳鐵鈷鎳銅鋅鎵鍺鍶釔鋯鈮鉬鍀釕銠鈀銀鎘銦錫銻銫鋇鑭鈰鐠釹鉕釤銪"
    "釓鋱鏑鈥鉺銩鐿鑥鉿鉭鎢錸鋨銥鉑鉈鉛鉍釙鈁鐳錒釷鏷鈾錼鈽鋂鋦"
)


def _spoken_for(text: str, one: Judged, around: _Neighbours) -> bool:
    """Whether anything but its letters says that a toneless word is a reading."""
    found = one.alignment
    certain = around.capital if found.text[:1].isupper() else around.certain
    toned, foreign = around.count(certain, found.start), around.count(around.foreign, found.start)
    alike = around.count(around.toneless, found.start) - 1
    if len(found.pairs) == 1 and text[found.pairs[0].start] in ELEMENTS and len(found.text) < 3:
        return False
    if found.convention in (Convention.INTERLINEAR, Convention.PIPE, Convention.PARTIAL):
        return True
    if (
        len(found.text) > 1 and found.text.isupper()
    ):  # an acronym or a brand, 小米(MI), unless a whole list is so written
        return alike > 1 and foreign == 0 and len(found.pairs) > 1
    if len(found.pairs) > 1:
        return foreign == 0 or foreign < toned + alike
    return (toned > 0 and foreign <= toned) or (alike > 1 and foreign < alike)
