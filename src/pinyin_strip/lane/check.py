"""The compiled lane of ``check``: glosses that nothing speaks against are passed by their bytes, the others are looked at.

A toned gloss of one syllable directly after a hanzi that reads so is a match, and the context can only speak against it
where a neighbour, or the hanzi itself, may call for another reading (``context/possible.py``). ``loops/proofreading.py``
passes all glosses of which this is not so, and names the few sites that are left; each of these goes through the stages of
the full path by itself. Where anything else in the text could be a gloss, the whole text is left to the full path, so both
always give the same. Needs numba and numpy (the extra ``fast``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from pinyin_strip.checker import Judged, check_tokens, clipped_spelling
from pinyin_strip.context import provider
from pinyin_strip.context.possible import Possible, possible
from pinyin_strip.document import Convention, Finding, Notation, Verdict
from pinyin_strip.findings import findings, left
from pinyin_strip.house import asks_for_style
from pinyin_strip.lane.choice import available
from pinyin_strip.lane.tables import Entries, words
from pinyin_strip.lane.terms import FULL_PATH, KEPT, LISTED, LONELY, TONED_NEARBY, UNKNOWN, Evidence
from pinyin_strip.options import Options
from pinyin_strip.patterns import Pattern
from pinyin_strip.proofreader import in_its_context, is_injected, may_be_injected
from pinyin_strip.repair import find_damage
from pinyin_strip.settle import NEAR_BY
from pinyin_strip.signs import LETTERS
from pinyin_strip.tokenizer import OTHER_LANGUAGE, Token, tokenize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pinyin_strip.lane.machine import Laid

__all__ = ["lane_check", "serves"]

_STRIPPED = frozenset({Verdict.MATCH, Verdict.ALTERNATE, Verdict.TONE, Verdict.NEAR})
_BEFORE = 600  # bytes before a bracket that can have to do with it
_FEW = 64  # bytes to a site: where there are more sites, the full path is as fast
_REMEMBERED = 65_536
_TRIES = 3  # readings that turn out to stay change what others stand beside
# Latin in a bracket: after hanzi that do not read it, it speaks against what only neighbours speak for.
_FOREIGN = Pattern(rf"[(（\[［【〖〔{{｛《][^()（）\[\]［］【】〖〗〔〕{{}}｛｝《》]{{0,400}}?[{LETTERS}]")


def serves(options: Options) -> bool:
    """Whether the lane finds what these options ask for.

    >>> serves(Options()), serves(Options(context="g2pm")), serves(Options(sandhi="original"))
    (True, False, False)
    """
    return (
        options.context == "phrases"
        and options.strip >= _STRIPPED
        and options.toneless == "auto"
        and Convention.PARENTHESIS in options.conventions
        and not (options.repair or options.script or asks_for_style(options))
    )


def lane_check(text: str, options: Options) -> list[Finding] | None:
    """Check a text if the lane can; ``None`` where the full path has to read it.

    >>> [found.code for found in lane_check("注重(chóng)", Options()) or []] if available() else ["R101"]
    ['R101']
    """
    if not (available() and serves(options)):
        return None
    if find_damage(text):
        return None
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    import numpy as np

    source = np.frombuffer(data, np.uint8)
    while True:
        known = _known()
        asked = known.entries.unasked()
        found = _check(source, options, known, asked)
        if known.stands(asked):
            return found
        _known.cache_clear()  # the user has loaded other readings or phrases


@dataclass(frozen=True, slots=True)
class _Known:
    """The tables, what they were made from, and what the sites of earlier texts turned out to be."""

    evidence: Laid[Evidence]
    entries: Entries
    possible: Possible
    judged: dict[tuple[str, int], Opinion] = field(default_factory=dict)

    def stands(self, asked: NDArray[np.uint8]) -> bool:
        """Whether the phrases, and the readings of these hanzi, are still those that the tables were made from."""
        return self.entries.stand(asked) and self.possible.stands()

    def opinion(self, site: _Site) -> Opinion:
        """What the stages make of a site by itself; remembered, since annotated texts repeat themselves."""
        key = site.source, site.kind
        if key not in self.judged:
            if len(self.judged) >= _REMEMBERED:
                self.judged.clear()
            self.judged[key] = _opinion(site)
        return self.judged[key]


@cache
def _known() -> _Known:
    from pinyin_strip.lane.evidence import evidence_of  # here, since it needs numpy

    known, entries = possible(), Entries.now()
    return _Known(evidence_of(known, entries.entries), entries, known)


def _check(
    source: NDArray[np.uint8], options: Options, known: _Known, asked: NDArray[np.uint8]
) -> list[Finding] | None:
    keep: set[int] = set()
    for _ in range(_TRIES):
        taken = _take(source, sorted(keep), known.evidence, asked)
        opinions = [known.opinion(site) for site in taken.sites] if taken else [Opinion(clear=False)]
        if taken is None or not all(opinion.clear for opinion in opinions):
            return None
        misread = {
            site.place
            for site, opinion in zip(taken.sites, opinions, strict=True)
            if site.kind != KEPT and not opinion.goes
        }
        if not misread:
            looked_at = [(site, opinion.judged) for site, opinion in zip(taken.sites, opinions, strict=True)]
            return _findings(taken, looked_at, options) if _nothing_left(taken, opinions) else None
        keep |= misread
    return None


# ------------------------------------------------------------------------------------------------ sites


@dataclass(frozen=True, slots=True)
class _Site:
    """A bracket that has to be looked at: the end of the text before it, with it."""

    source: str
    opening: int  # where it opens, in ``source``
    start: int  # and in the whole text
    place: int  # and in its bytes
    base_end: int  # where it stands or stood in the text without glosses
    kind: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """A text whose glosses were taken out."""

    plain: str
    data: NDArray[np.uint8]  # the same in UTF-8
    spans: NDArray[np.int64]  # in ``data``: the brackets that are kept
    sites: list[_Site]
    listed: int
    injected: int
    company: int  # glosses that only neighbours speak for


def _take(
    source: NDArray[np.uint8], keep: list[int], evidence: Laid[Evidence], asked: NDArray[np.uint8]
) -> _Taken | None:
    import numpy as np

    from pinyin_strip.lane.calls import take_glosses

    out = np.empty(len(source), np.uint8)
    rows, counts = np.empty((len(source) // _FEW + 8, 5), np.int64), np.zeros(4, np.int64)
    written = take_glosses(
        source, out, np.array(keep, np.int64), rows, counts, np.empty(TONED_NEARBY, np.int64), asked, evidence, *words()
    )
    if written == FULL_PATH:
        return None
    data, rows = out[:written], rows[: counts[0]]
    kept = rows[rows[:, 4] == KEPT]
    spans = np.stack([kept[:, 3], kept[:, 3] + kept[:, 1] - kept[:, 0]], axis=1)
    plain = str(data.data, "utf-8")
    return _Taken(plain, data, spans, list(_sites(source, data, rows)), *counts[1:].tolist())


def _sites(source: NDArray[np.uint8], out: NDArray[np.uint8], rows: NDArray[np.int64]) -> Iterator[_Site]:
    """Cut the sites out, and count code points instead of bytes."""
    from pinyin_strip.lane.calls import count_up_to

    starts, bases = rows[:, 0].copy(), rows[:, 3].copy()
    count_up_to(source, starts)
    count_up_to(out, bases)
    data = source.data
    for (opening, close, since, _, kind), start, base_end in zip(
        rows.tolist(), starts.tolist(), bases.tolist(), strict=True
    ):
        first = opening - 3 if kind in (LISTED, LONELY) else max(since, opening - _BEFORE)
        before = str(data[first:opening], "utf-8", "ignore")  # it may begin within a character
        yield _Site(before + str(data[opening:close], "utf-8"), len(before), start, opening, base_end, kind)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a site is to the stages: whether they can tell by it alone, and their judgement (``None``: it is no gloss)."""

    judged: Judged | None = None
    clear: bool = True

    @property
    def goes(self) -> bool:
        return self.judged is not None and self.judged.verdict in _STRIPPED


_UNCLEAR = Opinion(clear=False)


def _opinion(site: _Site) -> Opinion:
    tokens = tokenize(site.source, frozenset(Convention))
    checked = check_tokens(site.source, tokens)
    judged = [one for one in checked.judged if one.alignment.end > site.opening]
    told = any(left(site.source, token) for token in checked.unread)
    if len(judged) > 1 or checked.orphans or told or not site.opening:
        return _UNCLEAR
    (one,) = judged or (None,)
    if any(not _is_plain_latin(site.source, token) for token in checked.foreign):  # it may speak against others
        return _UNCLEAR
    if one is None or one.verdict not in _STRIPPED:  # it stays, unless it looks like a reading that lost letters
        clipped = any(clipped_spelling(site.source, token) for token in tokens)
        return _UNCLEAR if clipped else Opinion(one)
    whole = (one.alignment.start, one.alignment.end) == (site.opening, len(site.source))
    toned = one.alignment.notation is Notation.MARKS or site.kind in (LISTED, LONELY)
    # A wrong tone may be right in another language: only its neighbours can tell.
    told = one.verdict in (Verdict.MATCH, Verdict.ALTERNATE)
    return Opinion(one) if whole and toned and told and not one.alignment.missing and site.kind != KEPT else _UNCLEAR


def _is_plain_latin(text: str, token: Token) -> bool:
    """Whether a bracket holds nothing but ASCII letters, so that it cannot show another language's readings."""
    body = text[token.body_start : token.body_end]
    return body.isascii() and body.replace(" ", "").isalpha()


def _nothing_left(taken: _Taken, opinions: list[Opinion]) -> bool:
    """Whether what is left of a text holds no gloss but those that were looked at, and these still stay there."""
    from pinyin_strip.lane.calls import may_hold_gloss

    rest = taken.data
    if len(taken.spans):
        rest = rest.copy()
        for start, end in taken.spans.tolist():
            rest[start + 1 : end - 1] = ord(".")
            before = str(taken.data[max(0, start - _BEFORE) : end].data, "utf-8", "ignore")
            checked = check_tokens(before, tokenize(before, frozenset(Convention)))
            if checked.orphans or any(one.verdict in _STRIPPED for one in checked.judged):
                return False
    if may_hold_gloss(rest, True, *words()) or _speaks_against(taken) or _LANGUAGE.search(taken.plain):
        return False
    return not any(left(taken.plain, token) for token in tokenize(taken.plain, _WITHOUT_BRACKET))


_LANGUAGE = Pattern(OTHER_LANGUAGE)
_WITHOUT_BRACKET = frozenset({Convention.BARE, Convention.INTERLINEAR})


def _speaks_against(taken: _Taken) -> bool:
    """Whether Latin in brackets may outweigh the neighbours that speak for a gloss without a tone (settle.NEAR_BY)."""
    import numpy as np

    foreign = [match.start() for match in _FOREIGN.finditer(taken.plain)] if taken.company else []
    if not foreign:
        return False
    points = np.frombuffer(taken.plain.encode("utf-32-le"), np.uint32)
    hanzi = np.concatenate(([0], np.cumsum((points >= 0x4E00) & (points < 0xA000))))
    brackets = hanzi[foreign]
    crowded = len(brackets) > TONED_NEARBY and (brackets[TONED_NEARBY:] - brackets[:-TONED_NEARBY]).min() <= 2 * NEAR_BY
    lonely = [hanzi[site.base_end] for site in taken.sites if site.kind == LONELY]
    return crowded or any((abs(brackets - place) <= NEAR_BY).any() for place in lonely)


# ------------------------------------------------------------------------------------------------ findings


@dataclass(frozen=True, slots=True)
class _InText:
    """A site in the text without glosses, as the proofreader wants it."""

    source: str
    text: str
    shift: int

    def place(self, offset: int) -> int:
        return offset + self.shift


def _findings(taken: _Taken, looked_at: list[tuple[_Site, Judged | None]], options: Options) -> list[Finding]:
    single = [
        (site, one) for site, one in looked_at
        if one and site.kind == UNKNOWN and one.verdict is Verdict.MATCH and len(one.alignment.pairs) == 1
    ]  # fmt: skip
    injected = taken.injected + sum(may_be_injected(site.source, one.alignment) for site, one in single)
    quiet = options.injected == "quiet" and is_injected(taken.listed + len(single), injected)
    ask = provider("none" if quiet else options.context)
    found = (
        replace(remark, start=remark.start + site.start - site.opening, end=remark.end + site.start - site.opening)
        for site, one in looked_at
        if one
        for remark in findings(
            site.source,
            in_its_context(one, ask, _InText(site.source, taken.plain, site.base_end - site.opening)),
            stripped=site.kind != KEPT,
            unmarked=True,  # a listed one without a tone is
        )
    )
    return sorted(found, key=lambda remark: (remark.start, remark.code))
