"""Alignment → verdict: do these hanzi read so?

One alignment is judged by itself first; what its neighbours say (a clipped spelling in a run of glosses, a toneless word
among toned ones) is looked at afterwards, because a gloss seldom comes alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from pinyin_strip import readings
from pinyin_strip.aligner import Alignment, Fit, Pair, align, expected_readings
from pinyin_strip.house import NOTHING, Told
from pinyin_strip.lost_letters import clipped_spelling, full, left_of_readings, without_font
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, ZHUYIN, ZHUYIN_TONES
from pinyin_strip.syllables import Part
from pinyin_strip.tokenizer import Token, is_hanzi
from pinyin_strip.values import Convention, Notation, Verdict

__all__ = [
    "Checked", "Judged", "check_tokens", "choose", "holds_latin", "judge", "judge_lost", "judge_token", "settle_columns",
]  # fmt: skip


class Judged(NamedTuple):
    """An alignment with its verdict, and the readings that were looked for where it is not a match."""

    alignment: Alignment
    verdict: Verdict
    expected: tuple[str, ...] = ()
    evidence: str = ""  # who says so, where the context was asked

    @property
    def verified(self) -> bool:
        """Whether the reading is one that the dictionary lists."""
        return self.verdict in (Verdict.MATCH, Verdict.ALTERNATE)

    @property
    def toneless(self) -> bool:
        return self.alignment.notation is Notation.NONE


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of the tokens of one text."""

    judged: tuple[Judged, ...]
    foreign: tuple[Token, ...]  # brackets with Latin letters after hanzi that do not read so
    orphans: tuple[Token, ...]  # brackets with nothing before them to read
    unread: tuple[Token, ...] = ()  # everything shaped like a gloss that reads nothing
    content: tuple[Judged, ...] = ()  # what lists are about: proofread, and evidence of nothing


def check_tokens(text: str, tokens: Sequence[Token], told: Mapping[int, Told] = NOTHING) -> Checked:
    """Align and judge every token; ``told`` is what the house reads, by place."""
    judged: list[Judged] = []
    foreign: list[Token] = []
    orphans: list[Token] = []
    unread: list[Token] = []
    content: list[Judged] = []
    last: Judged | None = None
    for index, token in enumerate(tokens):
        if token.content:
            if one := judge_token(text, token, told):
                content.append(one)
            else:
                unread.append(token)
            continue
        one = judge_token(text, token, told)
        if token.opening and (one is None or one.verdict is Verdict.MISMATCH):
            one = _clipped(text, token, last, tokens[index + 1] if index + 1 < len(tokens) else None) or one
        if one is not None:
            judged.append(one)
            last = one
            continue
        unread.append(token)
        if token.opening:
            if not token.base_end or token.stopped:
                orphans.append(token)
            if holds_latin(text, token):
                foreign.append(token)
    lost = judge_lost(text, foreign, len(foreign), unread)
    if lost:
        taken = {id(one.alignment.token) for one in lost}
        judged += lost
        foreign = [token for token in foreign if id(token) not in taken]
        unread = [token for token in unread if id(token) not in taken]
    chosen = tuple(choose(settle_columns(judged)))
    return Checked(chosen, tuple(foreign), tuple(orphans), tuple(unread), tuple(_apart(content, chosen)))


def judge_lost(text: str, foreign: Sequence[Token], count: int, unread: Iterable[Token]) -> list[Judged]:
    """Judge those of the brackets with Latin letters, ``count`` in the text, and of all that reads nothing, that are what is left of readings."""
    found = chain(left_of_readings(text, foreign, count), without_font(text, unread))
    return [Judged(one, Verdict.NEAR, (full(one),)) for one in found]


def _apart(content: Iterable[Judged], chosen: Iterable[Judged]) -> list[Judged]:
    """The content of lists that no gloss overlaps, and of several that overlap the first."""
    taken = sorted((one.alignment.start, one.alignment.end) for one in chosen)
    kept = []
    for one in choose(content):
        start, end = one.alignment.start, one.alignment.end
        place = bisect_left(taken, (end,))
        if place == 0 or taken[place - 1][1] <= start:
            kept.append(one)
    return kept


def judge_token(text: str, token: Token, told: Mapping[int, Told] = NOTHING) -> Judged | None:
    """Align and judge one token by itself."""
    found = align(text, token, told) if token.is_whole else None
    return judge(text, found) if found else None


def holds_latin(text: str, token: Token) -> bool:
    """Whether a token is a bracket with Latin letters behind hanzi: if it reads nothing, it may speak against others."""
    return (
        bool(token.opening and token.base_end and token.is_whole)
        and _LATIN.fullmatch(text, token.body_start, token.body_end) is not None
    )


def choose(found: Iterable[Judged]) -> list[Judged]:
    """Where shapes overlap, keep the reading that is better verified, then the longer one; in the order of the text."""
    chosen: list[Judged] = []
    cluster: list[Judged] = []
    reach = 0
    for one in sorted(found, key=lambda one: one.alignment.start):
        if cluster and one.alignment.start >= reach:
            chosen += _best_of(cluster)
            cluster = []
        cluster.append(one)
        reach = max(reach, one.alignment.end)
    return chosen + _best_of(cluster)


def _best_of(cluster: list[Judged]) -> list[Judged]:
    """Pick from glosses of which each overlaps another."""
    if len(cluster) < 2:
        return cluster
    taken: list[Judged] = []
    for one in sorted(cluster, key=lambda one: (not one.verified, one.alignment.start - one.alignment.end)):
        start, end = one.alignment.start, one.alignment.end
        if all(end <= other.alignment.start or other.alignment.end <= start for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.alignment.start)


_ZHUYIN_BEFORE = Pattern(rf"[{ZHUYIN}{ZHUYIN_TONES}][\s、，。！？：；「」『』“”…]{{0,3}}[{HAN}]$")
_ZHUYIN_AFTER = Pattern(rf"[\s、，。！？：；「」『』“”…]{{0,3}}[{HAN}][˙{ZHUYIN}]")
_LATIN = Pattern(rf"[{LETTERS}\u0250-\u02ff][^\p{{Han}}]*")


def settle_columns(judged: Sequence[Judged], right: Iterable[object] = ()) -> tuple[Judged, ...]:
    """Readings that stand each under its hanzi are one layout: two in three must be right, then the others are misprints.

    ``right`` are those besides that are right; they are only counted, and only if others are wrong.
    """
    columns = [one for one in judged if _is_cell(one)]
    wrong = [one for one in columns if _is_misread_cell(one)]
    if not wrong:
        return tuple(judged)
    misread = set(map(id, wrong))
    misprints = len(wrong) * 3 <= len(columns) + sum(1 for _ in right)
    settled = []
    for one in judged:
        if id(one) not in misread:
            settled.append(one)
        elif misprints:
            settled.append(one._replace(verdict=Verdict.NEAR) if one.verdict is Verdict.MISMATCH else one)
    return tuple(settled)


_BY_FIT = {
    Fit.HOUSE: Verdict.MATCH, Fit.LISTED: Verdict.MATCH, Fit.ALLOWED: Verdict.MATCH, Fit.TONE: Verdict.TONE, Fit.NEAR: Verdict.NEAR,
    Fit.UNLISTED: Verdict.UNLISTED, Fit.OTHER: Verdict.MISMATCH,
}  # fmt: skip


def _is_cell(one: Judged) -> bool:
    """Whether a reading stands by itself on the line under its hanzi."""
    return one.alignment.convention is Convention.INTERLINEAR and len(one.alignment.pairs) == 1


def _is_misread_cell(one: Judged) -> bool:
    """Whether it stands so, and only the other cells can tell whether it is a gloss."""
    return _is_cell(one) and not one.verified


def judge(text: str, found: Alignment) -> Judged | None:
    """Give a verdict; ``None`` if what was found is no reading of Mandarin, or none that can be taken for a gloss."""
    verdict = Verdict.MISMATCH if found.missing else _BY_FIT[found.worst]
    if found.notation is Notation.NONE and (verdict is not Verdict.MATCH or _has_spare_r(found.pairs)):
        return None
    if found.missing and all(pair.fit > Fit.NEAR for pair in found.pairs):
        return None  # nothing fits, and there is too much of it
    if verdict is Verdict.MISMATCH and not found.missing and _one_wrong_of_many(found.pairs):
        verdict = Verdict.NEAR
    if found.convention is Convention.BARE and not _stands_bare(text, found, verdict):
        return None
    if found.convention is Convention.AOZORA and found.notation is Notation.NONE and not _told_as_ruby(found):
        return None
    if verdict in (Verdict.MISMATCH, Verdict.UNLISTED) and not _spelt_as_pinyin(found):
        return None
    if found.token.mention and verdict is not Verdict.MATCH:
        return None
    expected = () if verdict is Verdict.MATCH else expected_readings(text, found, readings.of_mainland)
    return Judged(found, verdict, expected)


def _has_spare_r(pairs: Sequence[Pair]) -> bool:
    """Whether an r is read as erhua though no 儿 is written: without tones that is rather another word (酒吧 bar)."""
    return any(pair.part.erhua and pair.end - pair.start == 1 for pair in pairs)


def _told_as_ruby(found: Alignment) -> bool:
    """Whether 《》 can only hold a reading, not a title: a bar before the base says so, or several syllables do."""
    return found.token.extra is not None or len(found.pairs) > 1


def _one_wrong_of_many(pairs: Sequence[Pair]) -> bool:
    """A long reading with one syllable in four wrong is a gloss with misprints; chance does not hit the other three."""
    wrong = sum(pair.fit > Fit.NEAR for pair in pairs)
    return len(pairs) >= 4 and wrong * 4 <= len(pairs)


def _stands_bare(text: str, found: Alignment, verdict: Verdict) -> bool:
    """Without a bracket only a listed reading counts; a wrong tone does where hanzi or zhuyin leave no other meaning."""
    if found.token.mention or found.notation is Notation.NONE:
        return False
    if found.notation is Notation.ZHUYIN and len(found.text) == 1 and not _among_zhuyin(text, found):
        return False
    squeezed = is_hanzi(text[found.end : found.end + 1] or " ") or found.notation is Notation.ZHUYIN
    if found.notation is Notation.DIGITS and len(found.text) < 3:
        return False
    return verdict is Verdict.MATCH or (verdict is Verdict.TONE and squeezed)


def _among_zhuyin(text: str, found: Alignment) -> bool:
    """Whether a letter of zhuyin stands among others: alone it is typed for a hanzi or a sound (意ㄧ, 好ㄚ)."""
    before, after = text[max(0, found.start - 5) : found.start], text[found.end : found.end + 5]
    return _ZHUYIN_BEFORE.search(before) is not None or _ZHUYIN_AFTER.match(after) is not None


def _spelt_as_pinyin(found: Alignment) -> bool:
    """Whether the word is spelt as pinyin would be: inside a word a, o, e open a syllable only after an apostrophe.

    One letter with a digit is a formula or a unit: O₂, m³.

    GB/T 16159-2012, 6.6 (隔音符号): so ``Mèo`` is not mè-o.
    """
    pairs = found.pairs
    if found.notation is Notation.DIGITS and len(pairs) == 1 and len(pairs[0].part.plain) == 1:
        return False
    return not any(
        later.part.start == earlier.part.end and later.part.plain[0] in "aoeê" and later.written[0] not in "'’"
        for earlier, later in pairwise(pairs)
        if later.written.isalpha()
    ) or any("'" in pair.written for pair in pairs)


def _clipped(text: str, token: Token, earlier: Judged | None, later: Token | None) -> Judged | None:
    """Judge a spelling that was cut short (``个(g)``) inside a run of hanzi that are glossed one by one."""
    place = token.base_end - 1
    in_run = (
        earlier is not None and earlier.alignment.end >= place - 1 and _is_toned(text, earlier)
        and later is not None and later.start <= token.end + 2 and later.base_end == later.start and holds_latin(text, later)
    )  # fmt: skip
    spelling = clipped_spelling(text, token) if in_run else None
    if spelling is None:
        return None
    tone = max(spelling.tones)
    pair = Pair(
        place, place + 1, spelling.text, Part(0, len(spelling.letters), spelling.letters, tone or None), Fit.NEAR
    )
    found = Alignment(token, token.start, token.end, spelling.text, spelling.notation, (pair,), token.convention)
    return Judged(found, Verdict.NEAR, readings.united(text[place]).spelt)


def _is_toned(text: str, one: Judged) -> bool:
    """Whether a verified reading has its tone, or needs none: a neutral one is unmarked."""
    last = one.alignment.pairs[-1]
    neutral = readings.united(text[last.start]).tones.get(last.part.plain, 0) & (1 << 5)
    return one.verified and (not one.toneless or bool(neutral))
