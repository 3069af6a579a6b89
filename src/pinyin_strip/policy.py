"""Options → strip or keep: what is certainly a gloss goes, what is in doubt stays, and is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from pinyin_strip.aligner import is_whole_gloss
from pinyin_strip.checker import Checked, Judged
from pinyin_strip.findings import findings, left, orphan, unspelt, withheld
from pinyin_strip.options import Options
from pinyin_strip.settle import Neighbours, begins_untoned, is_certain, is_neutral
from pinyin_strip.standard_rules import standard_findings
from pinyin_strip.style_rules import asks_for_style, style_findings
from pinyin_strip.symbols import is_symbol
from pinyin_strip.tokenizer import Token
from pinyin_strip.values import Finding, Gloss, Notation, Syllable, Verdict

__all__ = ["decide", "decided_glosses", "is_stripped"]

_NEAR = 40  # code points


def decided_glosses(text: str, checked: Checked, options: Options) -> tuple[Gloss, ...]:
    """Say of every gloss whether it goes, in the order of the text."""
    around = Neighbours.of(text, checked)
    glosses = [_gloss(one, is_stripped(text, one, options, around)) for one in checked.judged]
    return tuple(sorted([*glosses, *(_gloss(one, False) for one in checked.content)], key=attrgetter("start")))


def decide(
    text: str, checked: Checked, options: Options, standard: str
) -> tuple[tuple[Gloss, ...], tuple[Finding, ...]]:
    """The same, and say of every doubt what it is; ``standard`` is the one that the text is proofread against."""
    around, styled = Neighbours.of(text, checked), asks_for_style(options)
    glosses: list[Gloss] = []
    remarks = _unread(text, checked)
    for one in checked.content:
        glosses.append(_gloss(one, False))
        remarks += [*findings(text, one, False), *standard_findings(text, one, standard)]
    for one in checked.judged:
        against = _against(text, one, options, around)
        stripped = not against and _strips(text, one, options, around)
        glosses.append(_gloss(one, stripped))
        if _is_doubt(text, one, stripped, around):
            remarks += findings(text, one, stripped, unmarked=_is_unmarked(text, one, stripped, around))
        if against and one.verified and not one.toneless:
            remarks.append(withheld(text, one, against))
        remarks += standard_findings(text, one, standard)
        if styled:
            remarks += style_findings(text, one, options)
    glosses.sort(key=attrgetter("start"))
    return tuple(glosses), tuple(sorted(remarks, key=lambda remark: (remark.start, remark.code)))


def is_stripped(text: str, one: Judged, options: Options, around: Neighbours) -> bool:
    """Whether a gloss goes."""
    return not _against(text, one, options, around) and _strips(text, one, options, around)


def _unread(text: str, checked: Checked) -> list[Finding]:
    """What is shaped like a gloss and stays for that: readings that were left, and brackets that read nothing."""
    spans = [(one.alignment.start, one.alignment.end) for one in (*checked.judged, *checked.content)]
    toned = sorted(one.alignment.start for one in checked.judged if one.verified and not one.toneless)
    told = [found for token in checked.unread if (found := left(text, token) or _misspelt(text, token, toned))]
    orphans = [found for token in checked.orphans if (found := orphan(text, token))]
    return _apart(told + orphans, spans)


def _misspelt(text: str, token: Token, toned: Sequence[int]) -> Finding | None:
    """Report what is no syllable where two glosses stand near, given by where they start."""
    near = bisect_left(toned, token.end + _NEAR) - bisect_left(toned, token.start - _NEAR) if token.opening else 0
    return unspelt(text, token) if near > 1 else None


def _apart(found: list[Finding], spans: list[tuple[int, int]]) -> list[Finding]:
    """Drop what lies in a gloss, and all but the widest of several that overlap."""
    kept: list[Finding] = []
    taken = sorted(spans)
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start, one.code != "R109")):
        place = bisect_left(taken, (one.start, one.end))
        before = place > 0 and taken[place - 1][1] > one.start
        if not before and (place == len(taken) or taken[place][0] >= one.end):
            taken.insert(place, (one.start, one.end))
            kept.append(one)
    return kept


def _gloss(one: Judged, stripped: bool) -> Gloss:
    found = one.alignment
    syllables = tuple([Syllable(p.written, p.part.plain, p.part.tone, p.start, p.end) for p in found.pairs])
    return Gloss(
        found.start, found.end, *found.base, found.text, found.notation, found.convention, syllables, one.verdict,
        one.expected, stripped, found.token.extra if stripped else None,
    )  # fmt: skip


def _is_asked_for(one: Judged, options: Options) -> bool:
    """Whether the options would have such a gloss removed, whatever stands beside it."""
    found = one.alignment
    return one.verdict in options.strip and found.convention in options.conventions and not found.missing


def _strips(text: str, one: Judged, options: Options, around: Neighbours) -> bool:
    """Whether a gloss that nothing speaks against is removed."""
    if not _is_asked_for(one, options):
        return False
    if one.toneless and not is_certain(one) and one.verdict is not Verdict.NEAR and options.toneless == "auto":
        return around.speak_for(one)
    return not one.toneless or options.toneless != "keep"


def _against(text: str, one: Judged, options: Options, around: Neighbours) -> str:
    """What keeps a gloss that the options would have removed; nothing if it may go, or was not asked for."""
    if not _is_asked_for(one, options):
        return ""
    if not is_whole_gloss(text, one.alignment):
        return "its span holds something else, too"
    if one.alignment.notation is Notation.HOMOPHONE or (one.toneless and not is_certain(one)):
        return ""
    if begins_untoned(text, one):
        return "it begins with a syllable without a tone, as no word does: it may be another language's"
    if around.may_be_numbered(one):
        return "its digit may count accounts or the like instead of tones"
    return "what stands beside it spells another language" if around.speak_against(one) else ""


def _is_doubt(text: str, one: Judged, stripped: bool, around: Neighbours) -> bool:
    """Whether there is anything to tell: not of what certainly is something else."""
    if stripped:
        return True
    if one.verified:
        return not (one.toneless and (is_symbol(text, one) or len(one.alignment.text) == 1))
    return not around.is_told(one)


def _is_unmarked(text: str, one: Judged, stripped: bool, around: Neighbours) -> bool:
    """Whether a syllable that goes has no tone because it is neutral: then it lacks none."""
    return stripped and one.toneless and len(one.alignment.pairs) == 1 and (is_neutral(text, one) or around.toned(one))
