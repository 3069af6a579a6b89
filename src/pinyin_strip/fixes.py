"""Document → corrections: what can be put right, safely (the reading stays) or not (the reading changes).

A fix rewrites the reading inside its gloss, or the closing bracket, and leaves the rest byte for byte. To teach the checker
a new fix, add a small function to ``_FIXERS``; whether it is safe stands in ``RULES``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pinyin_strip import readings
from pinyin_strip.document import Document
from pinyin_strip.offsets import replaced
from pinyin_strip.respelling import Body, WrittenSyllable, bodies, has_erhua, written_like, written_syllables
from pinyin_strip.rules import RULES
from pinyin_strip.signs import CLOSING_OF, FAMILY, STROKES_FOR_I
from pinyin_strip.syllables import reading_parts, spell
from pinyin_strip.tokenizer import is_hanzi
from pinyin_strip.values import Finding, Gloss, Notation, Verdict

__all__ = ["Correction", "apply", "fixes", "plan"]


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """One replacement: ``start`` to ``end`` are source offsets in code points, ``code`` the rule that asks for it."""

    start: int
    end: int
    replacement: str
    code: str


def plan(document: Document) -> dict[Finding, tuple[Correction, ...]]:
    """Say for every finding that can be put right by which corrections, each finding taken by itself.

    >>> from pinyin_strip import parse
    >>> [(finding.code, corrections[0].replacement) for finding, corrections in plan(parse("战略(luè)")).items()]
    [('R201', 'lüè')]
    """
    by_span = _standing_alone(document) if document.remarks else {}
    planned = {}
    for finding in document.remarks:
        gloss, fixer = by_span.get((finding.start, finding.end)), _FIXERS.get(finding.code)
        corrections = tuple(fixer(document, gloss, finding)) if gloss and fixer and RULES[finding.code].fix else ()
        if corrections and gloss and not _is_distant(document.text, gloss):
            planned[finding] = corrections
    return planned


def fixes(document: Document, unsafe: bool = False, codes: Container[str] | None = None) -> tuple[Correction, ...]:
    """Return the corrections that put a document right, in the order of the text; they never overlap.

    Args:
        document: what ``parse`` returned.
        unsafe: whether readings and tones may be changed too; where both apply, they go before the spelling.
        codes: only fix findings with these codes; ``None`` fixes all.

    >>> from pinyin_strip import parse
    >>> document = parse("努(nù)力画战略(luè)图")
    >>> apply(document.text, fixes(document)), apply(document.text, fixes(document, unsafe=True))
    ('努(nù)力画战略(lüè)图', '努(nǔ)力画战略(lüè)图')
    """
    wanted = [
        correction
        for finding, corrections in plan(document).items()
        if (codes is None or finding.code in codes) and (unsafe or RULES[finding.code].fix == "safe")
        for correction in corrections
    ]
    chosen: list[Correction] = []
    for correction in sorted(wanted, key=lambda correction: (RULES[correction.code].fix == "safe", correction)):
        place = bisect_left(chosen, correction)
        free_before = place == 0 or chosen[place - 1].end <= correction.start
        if free_before and (place == len(chosen) or correction.end <= chosen[place].start):
            chosen.insert(place, correction)
    return tuple(chosen)


def apply(text: str, corrections: Iterable[Correction]) -> str:
    """Return the text with the corrections made.

    Raises:
        ValueError: if two corrections overlap.
    """
    return replaced(text, ((one.start, one.end, one.replacement) for one in sorted(corrections)))


def _is_distant(text: str, gloss: Gloss) -> bool:
    """Whether other hanzi stand between a gloss and its base: then the base may have been another one, and nothing is sure."""
    return any(map(is_hanzi, text[gloss.base_end : gloss.start]))


def _standing_alone(document: Document) -> dict[tuple[int, int], Gloss]:
    """The glosses by their spans; those that lie in each other's way, or in damage, are left alone."""
    found: dict[tuple[int, int], Gloss] = {}
    reach = 0
    repairs = [(repair.start, repair.end, None) for repair in document.edits]
    spans = [(gloss.start, gloss.end, gloss) for gloss in document.glosses]
    ordered = sorted([*repairs, *spans], key=lambda span: span[:2])
    for index, (start, end, gloss) in enumerate(ordered):
        last = index + 1 == len(ordered)
        if gloss and reach <= start and (last or end <= ordered[index + 1][0]):
            found[start, end] = gloss
        reach = max(reach, end)
    return found


def _corrections(changes: Iterable[tuple[WrittenSyllable, str]], code: str) -> list[Correction]:
    return [
        Correction(spelt.body.start + spelt.start, spelt.body.start + spelt.end, new, code)
        for spelt, new in changes
        if new != spelt.written
    ]


def _spelling(document: Document, gloss: Gloss, finding: Finding) -> list[Correction]:
    """R201, R202: the same reading in its standard spelling, syllable by syllable; what may be no reading is left alone."""
    if gloss.verdict in (Verdict.MISMATCH, Verdict.UNLISTED) or (
        gloss.notation is Notation.NONE and not gloss.stripped
    ):
        return []
    found = written_syllables(document, gloss)
    changes = [(spelt, new) for spelt in found if (new := _respelt(spelt, finding.code)) is not None]
    if all(spelt.body.literal for spelt in found):
        return _corrections(changes, finding.code)
    return [_resolved(found[0].body, changes, finding.code)] if finding.code == "R201" else []


def _resolved(body: Body, changes: Sequence[tuple[WrittenSyllable, str]], code: str) -> Correction:
    """A body with entities in it is written anew as a whole."""
    parts = (Correction(spelt.start, spelt.end, new, code) for spelt, new in changes)
    return Correction(body.start, body.end, apply(body.text, parts), code)


_STANDARD_ZHUYIN = str.maketrans({"˅": "ˇ"} | dict.fromkeys(STROKES_FOR_I, "ㄧ"))


def _respelt(spelt: WrittenSyllable, code: str) -> str | None:
    """The standard spelling of one syllable, if what is unusual in it is what the rule is about."""
    spelling = spell(spelt.written)
    if spelling is None:
        return None
    if spelling.notation is Notation.ZHUYIN:
        return spelt.written.translate(_STANDARD_ZHUYIN) if code == "R201" else None
    one = spelt.syllable
    remarks = {
        remark == "misplaced tone mark"
        for part in spelling.parts(len(spelling.letters))
        if part.start == 0 and (part.plain, part.tone) == (one.plain, one.tone)
        for remark in part.remarks
    }
    if (code == "R202") not in remarks:
        return None
    return written_like(spelt, one.plain, one.tone, erhua=has_erhua(one, spelt.written))


def _apostrophe(document: Document, gloss: Gloss, finding: Finding) -> list[Correction]:
    """R203: an apostrophe before each syllable that begins with a, o or e directly behind another one."""
    if gloss.verdict in (Verdict.MISMATCH, Verdict.UNLISTED):
        return []
    found = written_syllables(document, gloss)
    if not all(spelt.body.literal for spelt in found):
        return []
    return [
        Correction(later.body.start + later.start, later.body.start + later.start, "'", finding.code)
        for earlier, later in pairwise(found)
        if earlier.body == later.body and earlier.end == later.start and later.syllable.plain[0] in "aoeê"
    ]


def _bracket(document: Document, gloss: Gloss, finding: Finding) -> list[Correction]:
    """R301: the closing bracket takes the width of the opening one."""
    text, found = document.text, bodies(document, gloss)
    if not found:
        return []
    opening = next((i for i in range(found[0].start - 1, -1, -1) if text[i] in FAMILY), -1)
    closing = next((i for i in range(found[-1].end, len(text)) if text[i] in FAMILY), -1)
    if min(opening, closing) < 0 or text[opening] not in CLOSING_OF or text[closing] in CLOSING_OF:
        return []
    right = CLOSING_OF[text[opening]]
    same_family = FAMILY[text[closing]] == FAMILY[right]
    return [Correction(closing, closing + 1, right, finding.code)] if same_family and text[closing] != right else []


def _reading(document: Document, gloss: Gloss, finding: Finding) -> list[Correction]:
    """R101, R102, R103: the one reading that was expected, in the notation of the one that stands there."""
    found = written_syllables(document, gloss)
    expected = gloss.expected[0].split() if len(gloss.expected) == 1 else []
    if not found or len(expected) != len(found) or not all(spelt.body.literal for spelt in found):
        return []
    changes = []
    for spelt, reading in zip(found, expected, strict=True):
        one, (plain, tone) = spelt.syllable, reading_parts(reading)
        if (plain, tone) == (one.plain, one.tone or 5) and len(found) > 1:
            continue
        if len(found) > 1 and gloss.verdict is not Verdict.ALTERNATE and not _only(document, spelt, reading):
            return []
        erhua = one.end - one.start > 1 and has_erhua(one, spelt.written)
        new = written_like(spelt, plain, tone, erhua=erhua)
        if new is None:
            return []
        changes.append((spelt, new))
    return _corrections(changes, finding.code)


def _only(document: Document, spelt: WrittenSyllable, reading: str) -> bool:
    """Whether no other listed reading of the hanzi comes as near to what was written."""
    listed = set(map(reading_parts, readings.united(document.text[spelt.syllable.start]).spelt))
    same = {parts for parts in listed if parts[0] == spelt.syllable.plain}
    return (same or listed) == {reading_parts(reading)}


def _toned(document: Document, gloss: Gloss, finding: Finding) -> list[Correction]:
    """R107: the tones, where for every syllable one listed reading fits."""
    changes = []
    hanzi = "".join(document.text[one.start] for one in gloss.syllables)
    word, house = readings.of_phrase(hanzi), document.readings.told(hanzi) if document.readings else {}
    for index, spelt in enumerate(written_syllables(document, gloss)):
        one = spelt.syllable
        told = house[index].parts[1] if index in house and house[index].parts[0] == one.plain else None
        in_word = word[index] if index < len(word) else ()
        tone = one.tone or told or _single_tone(document.text[one.start], one.plain, in_word)
        new = written_like(spelt, one.plain, tone, erhua=has_erhua(one, spelt.written)) if tone else None
        if new is None or not spelt.body.literal:
            return []
        changes.append((spelt, new))
    return _corrections(changes, finding.code)


def _single_tone(hanzi: str, plain: str, in_word: Iterable[tuple[str, int]]) -> int | None:
    """The one tone in which a syllable is listed for a hanzi, by itself or else in the word that is glossed."""
    bits = readings.united(hanzi).tones.get(plain, 0)
    tones = [tone for tone in range(1, 6) if bits & (1 << tone)]
    if len(tones) != 1:
        tones = [tone for letters, tone in in_word if letters == plain]
    return tones[0] if len(tones) == 1 else None


def _style(document: Document, gloss: Gloss, finding: Finding) -> list[Correction]:
    """R110, R401 to R404: the syllables that the finding is about, in the one reading or tone that is asked for."""
    if len(finding.expected) != 1:
        return []
    plain, tone = reading_parts(finding.expected[0])
    changes = []
    for spelt in written_syllables(document, gloss):
        one = spelt.syllable
        if one.text == finding.given and document.text[one.start : one.end] == finding.base and spelt.body.literal:
            new = written_like(spelt, plain, tone, erhua=has_erhua(one, spelt.written))
            changes += [(spelt, new)] if new is not None else []
    return _corrections(changes, finding.code)


_FIXERS: dict[str, Callable[[Document, Gloss, Finding], Sequence[Correction]]] = {
    "R101": _reading, "R102": _reading, "R103": _reading, "R107": _toned, "R110": _style,
    "R201": _spelling, "R202": _spelling, "R203": _apostrophe, "R301": _bracket,
    "R401": _style, "R402": _style, "R403": _style, "R404": _style,
}  # fmt: skip
