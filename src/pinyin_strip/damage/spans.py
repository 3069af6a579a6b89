"""Where is a page out of step? From each mark of damage to the place where the bytes fall in step again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from math import exp, log

from pinyin_strip.damage import gbk, injected, inverse, marks, plausibility, starts
from pinyin_strip.damage.candidate import Candidate
from pinyin_strip.damage.originals import Originals
from pinyin_strip.damage.page import INSERTED, LONGEST, MISFIT, TAIL, Page, in_step, is_mark, pair_read
from pinyin_strip.damage.plausibility import AHEAD, MIDWAY, NO_PAGE, reads_on
from pinyin_strip.damage.reading import Reading
from pinyin_strip.values import Damage

__all__ = ["MOST", "MOST_LOST", "FoundDamage", "damage_at", "damaged_spans"]

#: Lost pairs that are tried in one run.
MOST_LOST = 2
#: Places of one text that are searched; later ones are reported (cuts: passed over). Bounds the time.
MOST = 500
#: Candidates that are damaged again, best first.
TRIED = 12
#: By how much (natural logarithm, in all) a bare cut must read better than the text as it stands: to be seen and to be
#: repaired on a page with injected readings, and on any other, where a letter may show that a key ended there.
CUT_SEEN = 3.0
CUT_GAIN = 6.0
CUT_GAIN_ALONE = 12.0
#: Logarithm of the probability that two question marks with a stop behind were meant, and three signs in a row
#: (``?!?``, or ``???`` with a stop behind).
DOUBLED = -3.0
TRIPLED = -6.0
#: What a word that asks gives (natural logarithm) to the question mark behind it.
ASKED = 5.0

_DOUBLED = re.compile(r"\?{2}[、。，；,;]")
_TRIPLED = re.compile(r"\?[!！]\?|\?[?？]\?[、。，；,;]")
_READ_BEFORE = re.compile(rf"{INSERTED.pattern}$")
_READING_ROOM = 8
_ASKING = frozenset("嗎吗呢么麼誰谁何啥吧")


FoundDamage = tuple[Damage, Iterable[Candidate]]


def damaged_spans(page: Page) -> Iterator[FoundDamage]:
    """Damaged spans from left to right, each with the originals that lose nothing.

    Every mark is looked at once, and at most LONGEST characters around it.
    """
    done = tried = 0
    harmless: set[str] = set()
    for mark in marks.find(page.text):
        window = page.text[max(0, mark.start() - 9) : mark.start() + LONGEST]
        if mark.start() < done or window in harmless or (tried >= MOST and mark.lastgroup != "gloss"):
            continue
        tried += 1
        found = _at(page, mark, done)
        if found is not None:
            yield found
            done = found[0].end
        else:
            harmless.add(window)


def damage_at(page: Page, mark: re.Match[str]) -> Damage | None:
    """What is damaged at a mark, whatever is before it; None if nothing is."""
    found = _at(page, mark, 0)
    return found[0] if found else None


def _at(page: Page, mark: re.Match[str], done: int) -> FoundDamage | None:
    """What is damaged at a mark, with the originals that lose nothing; ``done`` is where the damage before it ends."""
    if mark.lastgroup == "gloss":
        return _run(page, mark.start())
    if mark.lastgroup == "cut":
        return _cut(page, mark.start())
    if mark.lastgroup == "letter":
        return _behind_letter(page, mark, done)
    if not page.keys:
        return None
    reason = "the byte before it swallowed its first sign, and what stood there is lost"
    return Damage(mark.start(), mark.end(), "markup", "", reason), []


def _run(page: Page, at: int) -> FoundDamage | None:
    """The run that begins with ``?py)`` at ``at``, or None if that is a question mark."""
    begun = starts.start_gloss(page, at)
    if not begun and (not page.keys or _inside_brackets(page.text, at)):
        return None
    candidates = Originals(page, at, inverse.follow(Reading(page), begun, losses=0))
    best = next(iter(candidates), None)
    if best is None:
        return Damage(at, _run_end(page, at), "gloss"), candidates
    torn = best.plain[1:2]
    others = candidates.where(lambda candidate: candidate.plain[1:2] != torn)
    return Damage(at, best.at, "gloss", torn if next(others, None) is None else ""), candidates


def _cut(page: Page, at: int) -> FoundDamage | None:
    """The run behind a bare ``?`` and a mark, if the text reads as Chinese one byte on and not as it stands."""
    if reads_on(page.text, at + 2, AHEAD if page.keys else 2):
        return None
    seen: FoundDamage | None = None
    for candidates in _cut_candidates(page, at):
        best = next(iter(candidates), None)
        if best is None:
            continue
        needed = CUT_GAIN if page.keys or _ends_in_key(page, best) else CUT_GAIN_ALONE
        gain = _gain(page, at, candidates, best, needed)
        shows_more = page.text[at + 2 : best.at].strip(gbk.LOST)
        if gain >= needed:
            told = shows_more or best.guessed < 2 or best.swallowed in ("<", "&")
            reason = "" if told else "hardly a byte of it is left"
            return Damage(at, best.at, "cut", "", reason), (candidate for candidate in candidates if not candidate.lost)
        if gain >= CUT_SEEN and page.keys and shows_more and seen is None:
            seen = Damage(at, best.at, "cut", "", "the text reads hardly better one byte on"), []
    return seen


def _cut_candidates(page: Page, at: int) -> Iterator[Originals]:
    """The originals that a cut at ``at`` gives the observed text from, best first, with more and more pairs lost."""
    begun, reading = starts.start_cut(page, at), Reading(page)
    for losses in range(MOST_LOST + 1 if page.stripped else 1):
        yield Originals(page, at, islice(inverse.follow(reading, begun, losses=losses), TRIED))


def _gain(page: Page, at: int, candidates: Originals, best: Candidate, needed: float) -> float:
    """By how much the originals that end where ``best`` ends read better than the text as it stands.

    Any of them may have stood there. They come best first, so that none needs to be tried once it is settled whether
    the gain is ``needed`` or more, and whether it is seen.
    """
    own = best.own - _as_it_stands(page, at, best)
    if own >= needed or own + log(TRIED) < CUT_SEEN:
        return own
    total = 0.0
    for number, candidate in enumerate(candidates.where(lambda candidate: candidate.at == best.at), 1):
        odds = exp(candidate.score - best.score)
        total += odds
        gain, most = own + log(total), own + log(total + (TRIED - number) * odds)
        if gain >= needed or (most < needed and (gain >= CUT_SEEN or most < CUT_SEEN)):
            break
    return gain


def _as_it_stands(page: Page, at: int, candidate: Candidate) -> float:
    """The score of the same span read in step; markup that lost its first sign misfits."""
    meant = TRIPLED if _TRIPLED.match(page.text, at) else DOUBLED if _DOUBLED.match(page.text, at) else 0.0
    meant += ASKED if page.text[at - 1 : at] in _ASKING else 0.0
    return MISFIT * (1 + (candidate.swallowed in ("<", "&"))) + meant + in_step(page, at + 1, candidate.at)


def _ends_in_key(page: Page, candidate: Candidate) -> bool:
    """Whether a lone letter ends the original with a hanzi of the converters' list, as 1 letter in 100 does by chance."""
    letter, behind = page.text[candidate.at - 1], page.text[candidate.at : candidate.at + 1]
    return letter.isascii() and letter.isalpha() and not behind.isascii() and candidate.plain[-1] in injected.COMMON


def _behind_letter(page: Page, mark: re.Match[str], done: int) -> FoundDamage | None:
    """A reading behind a letter, if the letter and the byte before it are the key that is read so."""
    at = mark.start()
    pair = pair_read(page, at - 2)
    letter = page.text[at - 1]
    reading = mark.group().strip("()")
    char = gbk.char_of(pair[1], 0x80 if letter == gbk.EURO else ord(letter)) if pair else None
    if char is None or not injected.is_key(char, reading):
        return None
    following = page.text[mark.end() : mark.end() + 1]
    if page.text[at - 2] > "\x80" and letter.isalpha() and following.isascii() and following.isalnum():
        candidate = Candidate(at, mark.end(), None, 0, "", "", ((char, reading),), 0.0)
        return Damage(at, mark.end(), "stray", char), [candidate]
    return _ending(page, at, mark.end(), done)


def _ending(page: Page, at: int, end: int, done: int) -> FoundDamage:
    """The run that ends in a reading at ``at``: it begins at the next mark before, or nobody can tell where."""
    last = max(done, at - 2)
    begin, inside = _cut_before(page, last, done)
    if begin is not None:
        for candidates in _cut_candidates(page, begin):
            through = next(candidates.where(lambda candidate: candidate.at >= end), None)
            if through is not None:
                found = (candidate for candidate in candidates if candidate.at >= end and not candidate.lost)
                return Damage(begin, through.at, "cut"), found
    return Damage(last if begin is None or inside else begin, end, "cut"), []


def _cut_before(page: Page, at: int, done: int) -> tuple[int | None, bool]:
    """Where the cut stands that a run through ``at`` may begin with, and whether a reading lies between.

    Nothing else may lie between but two-byte characters. A reading may belong to a key that two hanzi of the run spell,
    or to the last hanzi in step, before the run.
    """
    place, first, inside = at, max(done, at - LONGEST), False
    while place >= first:
        char = page.text[place]
        if is_mark(page.text, place):
            torn = place > done and page.text[place - 1] == gbk.LOST
            return place - torn, inside
        inserted = _READ_BEFORE.search(page.text, max(first, place - _READING_ROOM), place + 1) if char == ")" else None
        if inserted is not None:
            inside, place = True, inserted.start() - 1
        elif char < "\x80" and not (page.folded and char.isalnum()):
            break
        else:
            place -= 1
    return None, inside


def _run_end(page: Page, at: int) -> int:
    """Where a run that could not be read falls in step, as far as can be told.

    That is behind the first single byte and its reading; but a mark parts the bytes on most pages, a key with its own
    reading stands in step, and so do hanzi before it that read as Chinese.
    """
    tail = TAIL.match(page.text, at)
    at = tail.end() if tail else at + 1
    begin = at
    for _ in range(LONGEST):
        char = page.text[at : at + 1]
        inserted = INSERTED.match(page.text, at)
        if inserted is not None:
            at = inserted.end()
        elif not char or is_mark(page.text, at) or _is_glossed(page.text, at) or (char < "\x40" and char != gbk.LOST):
            break
        elif char < "\x80" or char == gbk.EURO:
            ending = TAIL.match(page.text, at) or INSERTED.match(page.text, at + 1)
            return ending.end() if ending else at + 1
        else:
            at += 1
    return _in_step_from(page.text, begin, at)


def _is_glossed(text: str, at: int) -> bool:
    """Whether a key with its own reading stands at ``at``."""
    gloss = injected.GLOSSED.match(text, at)
    return gloss is not None and injected.is_key(gloss[1], gloss[2])


def _in_step_from(text: str, begin: int, end: int) -> int:
    """From where on ``text[begin:end]`` reads best as it stands; ``end`` if it nowhere reads as Chinese."""
    best, total, place = 0.0, 0.0, end
    for at in range(end - 1, begin - 1, -1):
        total += plausibility.score(text[at], text[at - 1 : at], NO_PAGE) - MIDWAY
        if total > best:
            best, place = total, at
    return place


def _inside_brackets(text: str, at: int) -> bool:
    """Whether a bracket is open at ``at``, so that the next ``)`` belongs to it."""
    near = injected.GLOSSED.sub("", text[max(0, at - 40) : at])
    return near.rfind("(") > near.rfind(")")
