"""Undo the damage that byte-level injection of readings does to a page.

`find_damage` says where text is out of step; `repair` puts back what the bytes still tell. A repair is
"proved" when one original alone gives the observed text through the forward model, and each other one, with
whatever the page may have lost supplied, is hundreds of times less likely as Chinese; it is "likely" when one
original stands clearly above the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import get_args

from pinyin_strip.damage import gbk, injected, inverse, marks, starts
from pinyin_strip.damage.candidate import Candidate
from pinyin_strip.damage.originals import reproduces
from pinyin_strip.damage.own_words import vouched
from pinyin_strip.damage.page import Page, cut_mark, is_mark
from pinyin_strip.damage.reading import Reading
from pinyin_strip.damage.spans import MOST, MOST_LOST, TRIED, damaged_spans
from pinyin_strip.values import Damage, Edit, Grade, Repaired

#: Logarithm of the odds by which the best original must lead over all others, with lost pairs and any missing
#: byte tried too: to be proved; to be likely, and if a hanzi of it has nothing that vouches for it. The odds are
#: calibrated: see the simulation (benchmarks/injection.py).
PROVED_LEAD = 6.0
LIKELY_LEAD = 2.0
UNVOUCHED_LEAD = 5.0
#: The lead of an original that has no rival.
UNRIVALLED = 99.0
#: Mean logarithm a character below which a reading is no Chinese.
PLAUSIBLE = -8.0

_READ = re.compile(rf"(.)\({injected.READING}\)")


def find_damage(text: str) -> tuple[Damage, ...]:
    """The spans of ``text`` that are out of step, in order; nothing is repaired.

    A span begins at the ``?``, or at the mark before which a byte was lost without a trace, and ends where the bytes
    fall in step again, as far as can be told; readings in step behind it are no part of it. Question marks and brackets
    of ordinary prose are no damage: behind ``?py)`` the bytes must spell a key, as must a letter and the byte before it
    where only a reading behind the letter shows damage; a bare ``?`` before a mark counts where the text reads as
    Chinese one byte on and does not as it stands; what is left of a tag counts on a page with injected readings.
    The text is looked along once, and a bounded stretch around each mark.

    >>> find_damage("是吗?(shì ma)")
    ()
    >>> [(d.start, d.end, d.kind) for d in find_damage("能夠?qū)ψ鳂I(yè)")]
    [(2, 13, 'gloss')]
    """
    if not marks.may_be_damaged(text):
        return ()
    found = (span for span, _ in damaged_spans(Page(text, injected.keys_of(text))))
    return tuple(replace(span, reason="") if span.reason else span for span in found)


def repair(text: str, level: Grade = "proved") -> Repaired:
    """Put back what byte-level injection tore apart.

    Args:
        text: a page, before anything else is done to it (conversion to simplified script destroys the bytes).
        level: which repairs are made. "proved": one original alone gives the observed text, and each other,
            with lost pairs and missing bytes supplied, is at least e**6 = 400 times less likely as Chinese.
            "likely": also originals that stand clearly above the others; their edits are graded so.

    Returns:
        The text, in which readings after their own hanzi stay as they are (and hanzi that come out of a run
        keep theirs: ``作業(yè)``), the edits, and the damage that was left, with reasons.

    Raises:
        ValueError: if there is no such level.

    >>> repair("能夠?qū)ψ鳂I(yè)", "likely").text
    '能夠對作業(yè)'
    """
    if level not in get_args(Grade):
        raise ValueError(f"level={level!r} is not one of {', '.join(map(repr, get_args(Grade)))}")
    if not marks.may_be_damaged(text):
        return Repaired(text)
    page = Page(text, injected.keys_of(text))
    edits: list[Edit] = []
    left: list[Damage] = []
    for place, (span, candidates) in enumerate(damaged_spans(page)):
        outcome = _judge(page, span, candidates) if place < MOST else replace(span, reason="too many damaged places")
        if isinstance(outcome, Edit) and (outcome.grade == "proved" or level == "likely"):
            edits.append(outcome)
        elif isinstance(outcome, Edit):
            left.append(replace(span, end=outcome.end, certain=outcome.certain, reason="likely, not proved"))
        else:
            left.append(outcome)
    return Repaired(_apply(text, edits), tuple(edits), tuple(left))


def _judge(page: Page, span: Damage, originals: Iterable[Candidate]) -> Edit | Damage:
    """Choose among the originals of a span, or say why none is chosen."""
    if span.reason:
        return span
    if span.kind == "stray":
        reason = "the reading belongs to no hanzi: a trail byte and a letter spelt its key"
        return Edit(span.start, span.end, "", "proved", span.certain, reason, "stray")
    exact = list(originals)
    ranked = _ranked(page, span, exact)
    best = next(ranked, None)
    if best is None:
        return replace(span, reason="no original gives this text")
    lead = next((best.score - other.score for other in ranked if other.text != best.text), UNRIVALLED)
    certain = best.plain[1:2] if span.kind == "gloss" else ""
    left = replace(span, end=best.at, certain=certain)
    if best.swallowed == gbk.LOST:
        return replace(left, reason="the last byte swallowed a sign that is lost for good")
    if _is_proved(page, best, exact, lead):
        reason = "the only original that gives this text"
        if best.guessed:
            reason = _why(best, lead)
        return Edit(span.start, best.at, best.text, "proved", certain, reason, span.kind)
    if _is_likely(page, best, lead):
        return Edit(span.start, best.at, best.text, "likely", certain, _why(best, lead), span.kind)
    return replace(left, reason=f"no original stands out (first: {best.text})")


def _ranked(page: Page, span: Damage, exact: list[Candidate]) -> Iterator[Candidate]:
    """All originals that give the observed text, most plausible first, those with lost pairs included."""
    if not page.stripped:
        yield from exact
        return
    start = starts.start_gloss if span.kind == "gloss" else starts.start_cut
    begun, reading = start(page, span.start), Reading(page)
    known = {candidate.text for candidate in exact}
    for euros in (False, True) if page.loses_euros else (False,):
        found = inverse.follow(reading, begun, losses=MOST_LOST, euros=euros)
        ranked = _among(page, span.start, found, known)
        best = next(ranked, None)
        if best is not None:
            yield best
            yield from ranked
            return


def _among(page: Page, start: int, found: Iterator[Candidate], known: set[str]) -> Iterator[Candidate]:
    """Those of ``found`` that are ``known``, or that lost a pair and give the observed text (the first TRIED are tried)."""
    tried = 0
    passed: set[str] = set()
    for candidate in found:
        if candidate.lost:
            tried += 1
            if tried <= TRIED and candidate.text not in passed and reproduces(page, start, candidate):
                passed.add(candidate.text)
        if candidate.text in (passed if candidate.lost else known):
            yield candidate


def _is_proved(page: Page, best: Candidate, exact: list[Candidate], lead: float) -> bool:
    """Whether nothing but ``best`` can have stood there.

    Every byte is accounted for. Either all are in the text, and no other original that loses nothing has keys of
    the page or of the default table; or one lead byte before a cut was supplied, and each hanzi is vouched for.
    An original that needs a lost pair is never proved, nor one whose lost byte left no trace. What the page may have lost is tried, all the same:
    whatever else gives the observed text must be e**PROVED_LEAD times less likely as Chinese. Only where private
    use is kept on the page, nothing can be lost, and bytes alone prove.
    """
    if best.lost or best.swallowed or not all(page.shows(*key) for key in best.keys):
        return False
    if cut_mark(page.text, best.begin) == best.begin or _may_hide_a_sign(page, best):
        return False
    if best.guessed:
        return PROVED_LEAD <= lead < UNRIVALLED and _mean(best) >= PLAUSIBLE and _all_vouched(page, best)
    rivals = [
        candidate
        for candidate in exact
        if candidate.text != best.text and all(page.shows(*key) for key in candidate.keys)
    ]
    if best.text not in {candidate.text for candidate in exact} or not all(
        candidate.plain[-1].isascii() for candidate in rivals
    ):
        return False
    # A rival that ends in an ASCII letter amid hanzi is possible by its bytes, but hardly as Chinese.
    return not (page.stripped or rivals) or (lead >= PROVED_LEAD and _mean(best) >= PLAUSIBLE)


def _may_hide_a_sign(page: Page, best: Candidate) -> bool:
    """Whether the ``?`` before an ASCII mark may be no cut, but have swallowed a sign that closes behind hanzi."""
    healed = page.text[best.at - 1] == gbk.LOST and is_mark(page.text, best.at)
    return healed and page.text[best.at] < "\x80" and page.closes_in_ascii


def _is_likely(page: Page, best: Candidate, lead: float) -> bool:
    """Whether ``best`` stands clearly above all others."""
    needed = LIKELY_LEAD if _all_vouched(page, best) else UNVOUCHED_LEAD
    return lead >= needed and _mean(best) >= PLAUSIBLE - 1


def _mean(candidate: Candidate) -> float:
    """Mean logarithm of the probability of a character of the run."""
    return candidate.own / len(candidate.plain)


def _why(candidate: Candidate, lead: float) -> str:
    """What speaks for a likely repair, and what had to be assumed."""
    assumed = [
        f"{candidate.lost} lost pair" if candidate.lost else "",
        "a byte that is gone" if candidate.guessed else "",
    ]
    given = ", ".join(part for part in assumed if part)
    odds = "no other original" if lead == UNRIVALLED else f"{min(lead, 9.9):.1f} nats above the next original"
    return f"{odds}; assumes {given}" if given else odds


def _all_vouched(page: Page, candidate: Candidate) -> bool:
    """Whether each hanzi of the run makes a word with a neighbour, is very frequent, or has its own reading."""
    line = candidate.plain + page.text[candidate.at : candidate.at + 1]
    read = set(_READ.findall(candidate.text))
    return all(
        line[at] in read or vouched(line[at], line[at - 1], line[at + 1 : at + 2], page.words)
        for at in range(1, len(candidate.plain))
    )


def _apply(text: str, edits: list[Edit]) -> str:
    """``text`` with ``edits`` made; the same object if there are none."""
    if not edits:
        return text
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.replacement)
        at = edit.end
    return "".join((*parts, text[at:]))
