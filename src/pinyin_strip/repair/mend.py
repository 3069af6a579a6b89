"""Undo the damage that byte-level injection of readings does to a page.

`find_damage` says where text is out of step; `repair` puts back what the bytes still tell. A repair is
"proved" when one original alone gives the observed text through the forward model, and each other one, with
whatever the page may have lost supplied, is hundreds of times less likely as Chinese; it is "likely" when one
original stands clearly above the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from pinyin_strip.document import Edit
from pinyin_strip.repair import gbk, injected, inverse, plausibility, proof
from pinyin_strip.repair.walk import FOLDED, INSERTED, LONGEST, MISFIT, TAIL, Page, Walk, in_step

Grade = Literal["proved", "likely"]
Kind = Literal["gloss", "cut", "stray"]

#: Logarithm of the odds by which the best original must lead over all others, with lost pairs and any missing
#: byte tried too: to be proved; to be likely, and if a hanzi of it has nothing that vouches for it. The odds are
#: calibrated: see the simulation (benchmarks/injection.py).
PROVED_LEAD = 6.0
LIKELY_LEAD = 2.0
UNVOUCHED_LEAD = 5.0
#: Lost pairs that are tried in one run.
MOST_LOST = 2
#: Places of one text that are searched; later ones are reported (cuts: passed over). Bounds the time.
MOST = 500
#: The lead of an original that has no rival.
UNRIVALLED = 99.0
#: Mean logarithm a character below which a reading is no Chinese, and by how much (in all) a bare cut must read
#: better than the text as it stands: on a page with injected readings, and on any other.
PLAUSIBLE = -8.0
CUT_GAIN = 6.0
CUT_GAIN_ALONE = 12.0

_GLOSS = TAIL
_CUT = re.compile(r"\?[、。！，；？!,;?](?=[^\x00-\x7f]|[A-Za-z]|\?/[a-z])")
_STRAY = re.compile(rf"(?<=[\u4e00-\u9fff][A-Za-z])\(({injected.READING})\)(?=[A-Za-z0-9])")
_MARK = re.compile("|".join((_GLOSS.pattern, _CUT.pattern, _STRAY.pattern)))
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_READ = re.compile(rf"(.)\({injected.READING}\)")
#: Walks that are damaged again, best first.
_TRIED = 12


@dataclass(frozen=True, slots=True)
class Damage:
    """A span that is out of step: ``text[start:end]``, offsets in code points.

    Attributes:
        kind: "gloss" begins at ``?py)``, "cut" at ``?`` and a mark, "stray" is a reading behind a Latin
            letter whose byte completed a key.
        certain: the hanzi that the swallowed bracket tore apart or the key that is certain, "" if none.
        reason: why it was left as it is ("" from `find_damage`).
    """

    start: int
    end: int
    kind: Kind
    certain: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text after `repair`, the edits that lead to it in order, and the damage that was left."""

    text: str
    edits: tuple[Edit, ...] = ()
    left: tuple[Damage, ...] = ()


def find_damage(text: str) -> tuple[Damage, ...]:
    """The spans of ``text`` that are out of step, in order; nothing is repaired.

    A span begins at the ``?`` and ends where the bytes fall in step again, as far as can be told, readings
    inside it included. Question marks and brackets of ordinary prose are no damage: behind ``?py)`` the
    bytes must spell a key, and a bare ``?`` before a mark counts only on a page with injected readings
    where the text reads as Chinese one byte on, and does not as it stands.

    >>> find_damage("是吗?(shì ma)")
    ()
    >>> [(d.start, d.end, d.kind) for d in find_damage("能夠?qū)ψ鳂I(yè)")]
    [(2, 13, 'gloss')]
    """
    if not _marked(text):
        return ()
    page = _read_page(text)
    return tuple(span for span, _ in _spans(page))


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

    >>> repair("能夠?qū)ψ鳂I(yè)", "likely").text
    '能夠對作業(yè)'
    """
    if not _marked(text):
        return Repaired(text)
    page = _read_page(text)
    edits: list[Edit] = []
    left: list[Damage] = []
    for place, (span, walks) in enumerate(_spans(page)):
        outcome = _judge(page, span, walks) if place < MOST else replace(span, reason="too many damaged places")
        if isinstance(outcome, Edit) and (outcome.grade == "proved" or level == "likely"):
            edits.append(outcome)
        elif isinstance(outcome, Edit):
            left.append(replace(span, end=outcome.end, certain=outcome.certain, reason="likely, not proved"))
        else:
            left.append(outcome)
    return Repaired(_apply(text, edits), tuple(edits), tuple(left))


def _marked(text: str) -> bool:
    """Whether anything in ``text`` looks like damage; cheap, opens no dictionary."""
    if "?" not in text and ")" not in text:
        return False
    if _GLOSS.search(text) or _STRAY.search(text):
        return True
    return _CUT.search(text) is not None


def _read_page(text: str) -> Page:
    folded = not _FULL_WIDTH.search(text)
    return Page(
        text=text,
        keys=injected.keys_of(text),
        folded=folded,
        shown_folded=folded and FOLDED.search(text) is not None,
        stripped=not proof.PRIVATE_USE.search(text),
        words=plausibility.words_of(text),
    )


def _spans(page: Page) -> Iterator[tuple[Damage, list[Walk]]]:
    """Damaged spans from left to right, each with the originals that lose nothing."""
    done = tried = 0
    harmless: set[str] = set()
    for mark in _MARK.finditer(page.text):
        window = page.text[max(0, mark.start() - 9) : mark.start() + LONGEST]
        if mark.start() < done or window in harmless:
            continue
        if tried >= MOST and not _GLOSS.match(page.text, mark.start()):
            continue
        tried += 1
        found = _stray(page, mark) if mark.group().startswith("(") else _run(page, mark.start())
        if found is not None:
            yield found
            done = found[0].end
        else:
            harmless.add(window)


def _run(page: Page, at: int) -> tuple[Damage, list[Walk]] | None:
    """The run that begins with the ``?`` at ``at``, or None if it is a question mark."""
    if _GLOSS.match(page.text, at):
        begun = list(inverse.start_gloss(page, at))
        if not begun and (not page.keys or _inside_brackets(page.text, at)):
            return None
        walks = [walk for walk in inverse.follow(page, begun, losses=0) if proof.reproduces(page, at, walk)]
        certain = walks[0].plain[1:2] if len({walk.plain[1:2] for walk in walks}) == 1 else ""
        end = walks[0].at if walks else _run_end(page, at)
        return Damage(at, end, "gloss", certain), walks
    return _cut(page, at)


def _cut(page: Page, at: int) -> tuple[Damage, list[Walk]] | None:
    """The run behind a bare ``?`` and a mark, if the text reads as Chinese one byte on and not as it stands."""
    begun = list(inverse.start_cut(page, at))
    for losses in range(MOST_LOST + 1 if page.stripped else 1):
        walks = [
            walk for walk in inverse.follow(page, begun, losses=losses)[:_TRIED] if proof.reproduces(page, at, walk)
        ]
        needed = CUT_GAIN if page.keys else CUT_GAIN_ALONE
        if walks and walks[0].score - _as_it_stands(page, at, walks[0]) >= needed:
            return Damage(at, walks[0].at, "cut"), [walk for walk in walks if not walk.lost]
    return None


def _stray(page: Page, mark: re.Match[str]) -> tuple[Damage, list[Walk]] | None:
    """A reading behind a Latin letter that follows a hanzi: letter and trail byte spelt a key."""
    pair = gbk.pair_of(page.text[mark.start() - 2])
    reading = mark.group().strip("()")
    char = gbk.char_of(pair[1], ord(page.text[mark.start() - 1])) if pair else None
    if char is None or not injected.is_key(char, reading):
        return None
    walk = Walk(mark.start(), mark.end(), None, 0, "", "", ((char, reading),), 0.0)
    return Damage(mark.start(), mark.end(), "stray", char), [walk]


def _judge(page: Page, span: Damage, exact: list[Walk]) -> Edit | Damage:
    """Choose among the originals of a span, or say why none is chosen."""
    if span.kind == "stray":
        reason = "the reading belongs to no hanzi: a trail byte and a letter spelt its key"
        return Edit(span.start, span.end, "", "proved", span.certain, reason, "stray")
    ranked = _ranked(page, span, exact)
    if not ranked:
        return replace(span, reason="no original gives this text")
    best = ranked[0]
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


def _ranked(page: Page, span: Damage, exact: list[Walk]) -> list[Walk]:
    """All originals that give the observed text, most plausible first, those with lost pairs included."""
    if not page.stripped:
        return exact
    start = inverse.start_gloss if span.kind == "gloss" else inverse.start_cut
    found = inverse.follow(page, list(start(page, span.start)), losses=MOST_LOST)
    known = {walk.text for walk in exact}
    torn = islice((walk for walk in found if walk.lost), _TRIED)
    passed = {walk.text for walk in torn if proof.reproduces(page, span.start, walk)}
    return [walk for walk in found if walk.text in (passed if walk.lost else known)]


def _is_proved(page: Page, best: Walk, exact: list[Walk], lead: float) -> bool:
    """Whether nothing but ``best`` can have stood there.

    Every byte is accounted for. Either all are in the text, and no other original that loses nothing has keys of
    the page or of the default table; or one lead byte before a cut was supplied, and each hanzi is vouched for.
    An original that needs a lost pair is never proved. What the page may have lost is tried, all the same:
    whatever else gives the observed text must be e**PROVED_LEAD times less likely as Chinese. Only where private
    use is kept on the page, nothing can be lost, and bytes alone prove.
    """
    if best.lost or best.swallowed == "<" or not all(page.shows(*key) for key in best.keys):
        return False
    if best.guessed:
        return PROVED_LEAD <= lead < UNRIVALLED and _mean(best) >= PLAUSIBLE and _all_vouched(page, best)
    sole = {walk.text for walk in exact if all(page.shows(*key) for key in walk.keys)} == {best.text}
    return sole and (not page.stripped or (lead >= PROVED_LEAD and _mean(best) >= PLAUSIBLE))


def _is_likely(page: Page, best: Walk, lead: float) -> bool:
    """Whether ``best`` stands clearly above all others."""
    needed = LIKELY_LEAD if _all_vouched(page, best) else UNVOUCHED_LEAD
    return lead >= needed and _mean(best) >= PLAUSIBLE - 1


def _mean(walk: Walk) -> float:
    """Mean logarithm of the probability of a character of the run."""
    return walk.score / len(walk.plain)


def _why(walk: Walk, lead: float) -> str:
    """What speaks for a likely repair, and what had to be assumed."""
    assumed = [f"{walk.lost} lost pair" if walk.lost else "", "a byte that is gone" if walk.guessed else ""]
    given = ", ".join(part for part in assumed if part)
    odds = "no other original" if lead == UNRIVALLED else f"{min(lead, 9.9):.1f} nats above the next original"
    return f"{odds}; assumes {given}" if given else odds


def _all_vouched(page: Page, walk: Walk) -> bool:
    """Whether each hanzi of the run makes a word with a neighbour, is very frequent, or has its own reading."""
    line = walk.plain + page.text[walk.at : walk.at + 1]
    read = set(_READ.findall(walk.text))
    return all(
        line[at] in read or plausibility.vouched(line[at], line[at - 1], line[at + 1 : at + 2], page.words)
        for at in range(1, len(walk.plain))
    )


def _as_it_stands(page: Page, at: int, walk: Walk) -> float:
    """The score of the same span read in step; a closing tag that lost its ``<`` misfits."""
    return MISFIT * (1 + (walk.swallowed == "<")) + in_step(page, at + 1, walk.at)


def _run_end(page: Page, at: int) -> int:
    """Where a run that could not be read falls in step: behind the first single byte and its reading."""
    tail = _GLOSS.match(page.text, at)
    at = tail.end() if tail else at + 1
    for _ in range(LONGEST):
        inserted = INSERTED.match(page.text, at)
        if inserted is not None:
            at = inserted.end()
        elif at >= len(page.text) or (page.text[at] < "\x40" and page.text[at] != "?"):
            break
        elif page.text[at] < "\x80" or page.text[at] == gbk.EURO:
            ending = _GLOSS.match(page.text, at) or INSERTED.match(page.text, at + 1)
            return ending.end() if ending else at + 1
        else:
            at += 1
    return at


def _inside_brackets(text: str, at: int) -> bool:
    """Whether a bracket is open at ``at``, so that the next ``)`` belongs to it."""
    near = injected.GLOSSED.sub("", text[max(0, at - 40) : at])
    return near.rfind("(") > near.rfind(")")


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
