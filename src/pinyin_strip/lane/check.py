"""The compiled lane of ``check``: glosses that nothing speaks against are passed by their bytes, the others are looked at.

A toned gloss of one syllable directly after a hanzi that reads so is a match, and the context can only speak against it
where a neighbour, or the hanzi itself, may call for another reading (``context/possible.py``). ``kernel.take_glosses``
passes all glosses of which this is not so, and names the few sites that are left; each of these goes through the stages of
the full path by itself. Where anything else in the text could be a gloss, the whole text is left to the full path, so both
always give the same. Needs numba and numpy (the extra ``fast``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from pinyin_strip.checker import Judged, check_tokens
from pinyin_strip.context import provider
from pinyin_strip.context.possible import Possible, possible
from pinyin_strip.document import Convention, Finding, Notation, Verdict
from pinyin_strip.findings import findings
from pinyin_strip.house import asks_for_style
from pinyin_strip.lane.clean import available
from pinyin_strip.lane.tables import entries_now, words
from pinyin_strip.options import Options
from pinyin_strip.patterns import Pattern
from pinyin_strip.proofreader import in_its_context, is_injected, may_be_injected
from pinyin_strip.repair import find_damage
from pinyin_strip.tokenizer import LETTERS, tokenize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pinyin_strip.lane.kernel import Evidence

__all__ = ["lane_check", "serves"]

_STRIPPED = frozenset({Verdict.MATCH, Verdict.ALTERNATE, Verdict.TONE, Verdict.NEAR})
_BEFORE = 192  # bytes before a bracket that can have to do with it
_FEW = 64  # bytes to a site: where there are more sites, the full path is as fast
_REMEMBERED = 65_536
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
    if "?" in text and find_damage(text):
        return None
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    import numpy as np

    source = np.frombuffer(data, np.uint8)
    while True:
        known = _known()
        asked = np.zeros(len(known.entries), np.uint8)
        found = _check(source, options, known, known.evidence._replace(asked=asked))
        if known.stands(np.flatnonzero(asked).tolist()):
            return found
        _known.cache_clear()  # the user has loaded other readings or phrases


@dataclass(frozen=True, slots=True)
class _Known:
    """The tables, what they were made from, and what the sites of earlier texts turned out to be."""

    evidence: Evidence
    entries: list[str | None]
    possible: Possible
    judged: dict[tuple[str, bool], Judged | None] = field(default_factory=dict)

    def stands(self, hanzi: list[int]) -> bool:
        """Whether the phrases, and the readings of these hanzi, by number, are still those that the tables were made from."""
        return entries_now(hanzi) == [self.entries[code] for code in hanzi] and self.possible.stands()

    def judge(self, site: _Site) -> Judged | None:
        """What the stages make of a site; ``None`` if it is not certain to go."""
        key = site.source, site.listed
        if key not in self.judged:
            if len(self.judged) >= _REMEMBERED:
                self.judged.clear()
            self.judged[key] = _judge(site)
        return self.judged[key]


@cache
def _known() -> _Known:
    from pinyin_strip.lane.evidence import evidence_of  # here, since it needs numba
    from pinyin_strip.lane.kernel import HANZI

    known, entries = possible(), entries_now(range(HANZI))
    return _Known(evidence_of(known, entries), entries, known)


def _judge(site: _Site) -> Judged | None:
    checked = check_tokens(site.source, tokenize(site.source, frozenset(Convention)))
    if len(checked.judged) != 1 or checked.foreign or checked.orphans:
        return None
    (one,) = checked.judged
    whole = (one.alignment.start, one.alignment.end) == (site.opening, len(site.source))
    certain = one.verdict in _STRIPPED and not one.alignment.missing
    certain = certain and (site.listed or one.alignment.notation is Notation.MARKS)
    # A second tone over a hanzi of the third is right before another third tone: that cannot be told from here.
    told = one.verdict is not Verdict.TONE or all(pair.part.tone != 2 for pair in one.alignment.pairs)
    return one if whole and certain and told else None


def _check(source: NDArray[np.uint8], options: Options, known: _Known, evidence: Evidence) -> list[Finding] | None:
    import numpy as np

    from pinyin_strip.lane.kernel import FULL_PATH, may_hold_gloss, take_glosses

    out = np.empty(len(source), np.uint8)
    sites, counts = np.empty((len(source) // _FEW + 8, 5), np.int64), np.zeros(4, np.int64)
    written = take_glosses(source, out, sites, counts, evidence)
    if written == FULL_PATH or may_hold_gloss(out[:written], True, *words()):
        return None
    plain = str(out[:written].data, "utf-8")
    if counts[3] and _FOREIGN.search(plain):
        return None
    looked_at = []
    for site in _sites(source, out, sites[: counts[0]]):
        one = known.judge(site)
        if one is None:
            return None
        looked_at.append((site, one))
    return _findings(plain, looked_at, counts, options)


@dataclass(frozen=True, slots=True)
class _Site:
    """A gloss that has to be looked at: the end of the text before it, with it."""

    source: str
    opening: int  # where its bracket opens, in ``source``
    start: int  # and in the whole text
    base_end: int  # where its hanzi ends in the text without glosses
    listed: bool


def _sites(source: NDArray[np.uint8], out: NDArray[np.uint8], rows: NDArray[np.int64]) -> Iterator[_Site]:
    """Cut the sites out, and count code points instead of bytes."""
    from pinyin_strip.lane.kernel import count_up_to

    starts, bases = rows[:, 0].copy(), rows[:, 3].copy()
    count_up_to(source, starts)
    count_up_to(out, bases)
    data = source.data
    for (opening, close, since, _, listed), start, base_end in zip(
        rows.tolist(), starts.tolist(), bases.tolist(), strict=True
    ):
        first = opening - 3 if listed else max(since, opening - _BEFORE)
        before = str(data[first:opening], "utf-8", "ignore")  # it may begin within a character
        yield _Site(before + str(data[opening:close], "utf-8"), len(before), start, base_end, bool(listed))


@dataclass(frozen=True, slots=True)
class _InText:
    """A site in the text without glosses, as the proofreader wants it."""

    source: str
    text: str
    shift: int

    def place(self, offset: int) -> int:
        return offset + self.shift


def _findings(
    plain: str, looked_at: list[tuple[_Site, Judged]], counts: NDArray[np.int64], options: Options
) -> list[Finding]:
    single = [
        (site, one) for site, one in looked_at
        if not site.listed and one.verdict is Verdict.MATCH and len(one.alignment.pairs) == 1
    ]  # fmt: skip
    injected = sum(may_be_injected(site.source, one.alignment) for site, one in single)
    quiet = options.injected == "quiet" and is_injected(int(counts[1]) + len(single), int(counts[2]) + injected)
    ask = provider("none" if quiet else options.context)
    found = (
        replace(remark, start=remark.start + site.start - site.opening, end=remark.end + site.start - site.opening)
        for site, one in looked_at
        for remark in findings(
            site.source,
            in_its_context(one, ask, _InText(site.source, plain, site.base_end - site.opening)),
            stripped=True,
            among_toned=True,  # a listed one without a tone is
        )
    )
    return sorted(found, key=lambda remark: (remark.start, remark.code))
