"""The compiled lane of ``check``: glosses that nothing speaks against are passed by their bytes, the others are looked at.

A toned gloss of one syllable directly after a hanzi that reads so is a match, and the context can only speak against it
where a neighbour, or the hanzi itself, may call for another reading (``context/possible.py``). ``loops/proofreading.py``
passes all glosses of which this is not so, and names the few sites that are left; each of these goes through the stages of
the full path by itself. Where anything else in the text could be a gloss, the whole text is left to the full path, so both
always give the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate

from pinyin_strip.checker import Judged, check_tokens, clipped_spelling
from pinyin_strip.context import provider
from pinyin_strip.context.possible import Possible, possible
from pinyin_strip.document import Convention, Finding, Notation, Verdict
from pinyin_strip.findings import findings, left
from pinyin_strip.house import asks_for_style
from pinyin_strip.lane.choice import available
from pinyin_strip.lane.evidence import evidence_of
from pinyin_strip.lane.loops.proofreading import Evidence, Taken, take_glosses
from pinyin_strip.lane.loops.scan import count_up_to
from pinyin_strip.lane.loops.signs import holds_sign
from pinyin_strip.lane.tables import Entries, dictionary
from pinyin_strip.lane.terms import COLUMNS, FULL_PATH, HANZI, KEPT, LISTED, LONELY, TONED_NEARBY, UNKNOWN
from pinyin_strip.options import Options
from pinyin_strip.patterns import Pattern
from pinyin_strip.proofreader import in_its_context, is_injected, may_be_injected
from pinyin_strip.repair import find_damage
from pinyin_strip.settle import NEAR_BY
from pinyin_strip.signs import LETTERS
from pinyin_strip.tokenizer import OTHER_LANGUAGE, Token, tokenize

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
        source = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    while True:
        known = _known()
        asked = bytearray(HANZI)
        found = _check(source, options, known, asked)
        if known.stands(asked):
            return found
        _known.cache_clear()  # the user has loaded other readings or phrases


@dataclass(frozen=True, slots=True)
class _Known:
    """The tables, what they were made from, and what the sites of earlier texts turned out to be."""

    evidence: Evidence
    entries: Entries
    possible: Possible
    judged: dict[tuple[str, int], Opinion] = field(default_factory=dict)

    def stands(self, asked: bytearray) -> bool:
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
    known, entries = possible(), Entries.now()
    return _Known(evidence_of(known, entries.listed, dictionary().tables.words), entries, known)


def _check(source: bytes, options: Options, known: _Known, asked: bytearray) -> list[Finding] | None:
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
            return _findings(taken, looked_at, options) if _nothing_left(taken, opinions, known) else None
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
class _Plain:
    """A text whose glosses were taken out."""

    plain: str
    data: memoryview  # the same in UTF-8
    spans: list[tuple[int, int]]  # in ``data``: the brackets that are kept
    sites: list[_Site]
    listed: int
    injected: int
    company: int  # glosses that only neighbours speak for


def _take(source: bytes, keep: list[int], evidence: Evidence, asked: bytearray) -> _Plain | None:
    out = bytearray(len(source))
    sites = array("q", bytes(8 * COLUMNS * (len(source) // _FEW + 8)))
    taken = Taken(sites, array("q", keep))
    written = take_glosses(source, out, taken, asked, evidence)
    if written == FULL_PATH:
        return None
    data, sites = memoryview(out)[:written], sites[: COLUMNS * taken.number]
    openings, closes, _, places, kinds = (sites[column::COLUMNS] for column in range(COLUMNS))
    spans = [
        (place, place + close - opening)
        for opening, close, place, kind in zip(openings, closes, places, kinds, strict=True)
        if kind == KEPT
    ]
    found = list(_sites(source, data, sites))
    return _Plain(str(data, "utf-8"), data, spans, found, taken.listed, taken.injected, taken.company)


def _sites(source: bytes, out: memoryview, sites: array[int]) -> Iterator[_Site]:
    """Cut the sites out, and count code points instead of bytes."""
    openings, closes, sinces, places, kinds = (sites[column::COLUMNS] for column in range(COLUMNS))
    starts = openings[:]
    count_up_to(source, starts)
    count_up_to(out, places)
    for opening, close, since, kind, start, base_end in zip(
        openings, closes, sinces, kinds, starts, places, strict=True
    ):
        first = opening - 3 if kind in (LISTED, LONELY) else max(since, opening - _BEFORE)
        before = str(source[first:opening], "utf-8", "ignore")  # it may begin within a character
        yield _Site(before + str(source[opening:close], "utf-8"), len(before), start, opening, base_end, kind)


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


def _nothing_left(taken: _Plain, opinions: list[Opinion], known: _Known) -> bool:
    """Whether what is left of a text holds no gloss but those that were looked at, and these still stay there."""
    rest: bytearray | memoryview = taken.data
    if taken.spans:
        rest = bytearray(rest)
        for start, end in taken.spans:
            rest[start + 1 : end - 1] = b"." * (end - start - 2)
            before = str(taken.data[max(0, start - _BEFORE) : end], "utf-8", "ignore")
            checked = check_tokens(before, tokenize(before, frozenset(Convention)))
            if checked.orphans or any(one.verdict in _STRIPPED for one in checked.judged):
                return False
    if holds_sign(rest, known.evidence.words, True) or _speaks_against(taken) or _LANGUAGE.search(taken.plain):
        return False
    return not any(left(taken.plain, token) for token in tokenize(taken.plain, _WITHOUT_BRACKET))


_LANGUAGE = Pattern(OTHER_LANGUAGE)
_WITHOUT_BRACKET = frozenset({Convention.BARE, Convention.INTERLINEAR})


def _speaks_against(taken: _Plain) -> bool:
    """Whether Latin in brackets may outweigh the neighbours that speak for a gloss without a tone (settle.NEAR_BY)."""
    foreign = [match.start() for match in _FOREIGN.finditer(taken.plain)] if taken.company else []
    if not foreign:
        return False
    hanzi = list(accumulate(("\u4e00" <= char < "\ua000" for char in taken.plain), initial=0))
    brackets = [hanzi[place] for place in foreign]
    apart = (far - near for near, far in zip(brackets, brackets[TONED_NEARBY:], strict=False))
    if min(apart, default=2 * NEAR_BY + 1) <= 2 * NEAR_BY:
        return True
    lonely = [hanzi[site.base_end] for site in taken.sites if site.kind == LONELY]
    return any(abs(bracket - place) <= NEAR_BY for bracket in brackets for place in lonely)


# ------------------------------------------------------------------------------------------------ findings


@dataclass(frozen=True, slots=True)
class _InText:
    """A site in the text without glosses, as the proofreader wants it."""

    source: str
    text: str
    shift: int

    def place(self, offset: int) -> int:
        return offset + self.shift


def _findings(taken: _Plain, looked_at: list[tuple[_Site, Judged | None]], options: Options) -> list[Finding]:
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
