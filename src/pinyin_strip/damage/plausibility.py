"""How likely a run of hanzi is as Chinese: repertoire, frequency of characters, pairs of neighbours.

A converter maps simplified text character by character, so what stood on the page before damage is an image
of GB 2312; and people write words. Scores are natural logarithms of probabilities; only differences count.
Pairs are counted over words and running text (data/frequencies.txt), discounted and backed off to single
characters (absolute discounting: Ney, Essen & Kneser 1994).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from math import log

from pinyin_strip.damage import gbk
from pinyin_strip.readings import convert, stock_phrases

#: Probability of a hanzi by its plane in GB 2312 alone: level 1 (3,755 in common use), level 2, neither.
LEVEL = (1e-6, 1e-7, 3e-8)
#: What is taken from each count of a pair for the pairs that were never seen, and what keeps rare hanzi from
#: making every pair that they have certain.
DISCOUNT = 0.75
RARE = 5.0
#: Of a count that is known as a power of two: its geometric middle.
MIDDLE = 1.4
#: Share of a sign of GB 2312 that the table does not count, and of what a page can hardly hold.
SIGN = 3e-6
OUTSIDE = 1e-7
#: How often a paragraph is indented, by what stands before; the counted texts have no ideographic space.
INDENTED = {"\n": 0.05, " ": 0.2, "\u3000": 0.5, "；": 0.02, "。": 0.005}
INDENT = 1e-5
#: How often one of the numbers that GB 2312 has as one sign begins a line.
NUMBERED = 0.03
#: The beginning of a line, in the table.
START = "^"
#: What is left of a form where a converter writes another for the same simplified one: of the simplified form
#: itself (后, 里, 于 do stay on some pages), and of any other variant.
UNCONVERTED = 0.1
VARIANT = 0.05
#: How often a simplified page writes a traditional form.
TRADITIONAL = 0.02
#: Forms that OpenCC prefers, and the ones that converters write.
WRITTEN = str.maketrans("爲説衆裏牀羣峯", "為說眾裡床群峰")
#: How much likelier a set phrase of four hanzi is than its pairs of neighbours say (natural logarithm).
IDIOM = 3.0
#: Mean logarithm of the probability of a character, between that of Chinese and that of bytes out of step.
MIDWAY = -7.5
#: How many hanzi tell whether a text reads on as it stands.
AHEAD = 6


_HANZI = re.compile(r"[\u4e00-\u9fff]*")


class Followers:
    """What follows a character: simplified forms with their probability (discounted), what is left for others, and the highest.

    Args:
        groups: forms that are counted alike, and how often each of them is, discounted.
        alone: how often the character itself is counted.
    """

    def __init__(self, groups: Sequence[tuple[float, str]], alone: float) -> None:
        seen = sum(times * len(forms) for times, forms in groups)
        whole = max(seen, alone) + RARE
        self._groups = [(times / whole, forms) for times, forms in groups]
        self.unseen = 1 - seen / whole
        self.highest = max((share for share, _ in self._groups), default=0.0)

    def share(self, form: str) -> float:
        """The probability of one form, if it is counted; 0 if it is not."""
        for share, forms in self._groups:
            if form in forms:
                return share
        return 0.0

    @cached_property
    def forms(self) -> frozenset[str]:
        """All that are counted."""
        return frozenset(form for _, forms in self._groups for form in forms)


#: Stands for the page where nothing is known of one.
NO_PAGE = None


@cache
def simplified() -> dict[str, str]:
    """Each character of the code page and its simplified form (OpenCC t2s, one character at a time)."""
    chars = [char for char in gbk.code_page().pair_of if not gbk.is_private_use(char)]
    forms = convert("\n".join(chars), "t2s").split("\n")
    return dict(zip(chars, forms, strict=True))


@cache
def simplified_points() -> dict[int, str]:
    """The same by code point, as ``str.translate`` takes it."""
    return {ord(char): form for char, form in simplified().items() if char != form}


def variants_of(form: str) -> str:
    """All characters that have the simplified form ``form``."""
    return variants().get(form, form)


@cache
def variants() -> dict[str, str]:
    """The simplified forms that other characters have, too, each with all that is written for it."""
    written: dict[str, str] = {}
    for char, form in simplified().items():
        if char != form:
            written[form] = written.get(form, form if simplified().get(form, form) == form else "") + char
    return written


@cache
def repertoire() -> frozenset[str]:
    """Characters that a converted page can hold.

    They are what the code page shares with GB 2312 through OpenCC's t2s, without the forms that only
    simplified script has (众: s2t changes it, and Big5 lacks it), because the converter changed those.
    """
    known = [char for char, form in simplified().items() if _level(form) < 2 or _is_mark(char)]
    forms = convert("\n".join(known), "s2t").split("\n")
    pairs = zip(known, forms, strict=True)
    return frozenset(char for char, form in pairs if char == form or _encodes(char, "big5"))


@cache
def _shares_of_forms() -> dict[str, float]:
    """For each character of the repertoire, how much of its simplified form a converter writes so."""
    known = sorted(repertoire())
    forms = [simplified()[char] for char in known]
    written = convert("\n".join(forms), "s2t").translate(WRITTEN).split("\n")
    return {
        char: 1.0 if char == usual else UNCONVERTED if char == form else VARIANT
        for char, form, usual in zip(known, forms, written, strict=True)
    }


@cache
def _table() -> dict[str, str]:
    """The lines of data/frequencies.txt by the character that they begin with; that of single ones under ""."""
    from importlib.resources import files

    lines = files("pinyin_strip").joinpath("damage/data/frequencies.txt").read_text(encoding="utf-8").splitlines()
    return {"": lines[0], **{line[0]: line[2:] for line in lines[1:]}}


@cache
def counted() -> dict[str, float]:
    """How often each simplified form is counted."""
    return _counted(_table()[""])


@cache
def _total() -> float:
    return sum(counted().values())


@cache
def followers(first: str) -> Followers:
    """What follows the simplified form ``first``; only what is asked for is read from the table."""
    groups = _groups(_table().get(first, "") if first else "")
    return Followers([(times - DISCOUNT, forms) for times, forms in groups], counted().get(first, 0.0))


def _counted(line: str) -> dict[str, float]:
    """Each character of a line of the table and its count."""
    return {form: times for times, forms in _groups(line) for form in forms}


def _groups(line: str) -> list[tuple[float, str]]:
    """The groups of a line (a power of two in two digits, then the characters): the count of each, and its characters."""
    return [(MIDDLE * 2 ** int(group[:2]), group[2:]) for group in line.split("\t")] if line else []


@lru_cache(maxsize=1 << 16)
def share(char: str) -> float:
    """Share of ``char`` (any script) among the characters of a page."""
    if char not in repertoire():
        return OUTSIDE
    form = form_of(char)
    if _is_mark(char):
        return counted().get(form, SIGN * _total()) / _total()
    return (counted().get(form, 0.0) / _total() + LEVEL[_level(form)]) * _shares_of_forms()[char]


def score(char: str, before: str, page: Mapping[str, float] | None = NO_PAGE) -> float:
    """Logarithm of the probability of ``char`` after ``before`` on a page (`own_words.PageWords`)."""
    return _score(char, before) if page is None else page[before + char]


@lru_cache(maxsize=1 << 18)
def _score(char: str, before: str) -> float:
    """The same without the page."""
    return log(chance_of(char, before))


def chance_of(char: str, before: str) -> float:
    first = form_of(before)
    if char == "\u3000":
        return INDENTED.get(before, INDENT)
    if first == START and is_special(char):
        return NUMBERED
    form, written, alone = known_as(char)
    known = followers(first)
    return known.share(form) * written + known.unseen * abs(alone)


def is_special(char: str) -> bool:
    """Whether other things than counts say how likely ``char`` is: an ideographic space or a number in one sign."""
    return char == "\u3000" or "①" <= char <= "⑩"


@cache
def known_as(char: str) -> tuple[str, float, float]:
    """The simplified form of ``char``, how much of that a converter writes so, and its share of all text.

    The share is negative where that is not all there is to know.
    """
    alone = share(char)
    return form_of(char), _shares_of_forms().get(char, 0.0), -alone if is_special(char) else alone


@lru_cache(maxsize=1 << 18)
def simplified_score(char: str, before: str) -> float:
    """Logarithm of the probability of ``char`` after ``before`` on a page in simplified script that no converter has changed."""
    form, known = form_of(char), followers(form_of(before))
    if _is_mark(char):
        return log(known.share(form) + known.unseen * (counted().get(form, SIGN * _total()) / _total()))
    alone = counted().get(form, 0.0) / _total() + LEVEL[_level(form)]
    return log((known.share(form) + known.unseen * alone) * (1.0 if form == char else TRADITIONAL))


@cache
def form_of(char: str) -> str:
    """Simplified form of one character; ASCII marks count as full-width ones, white space begins a line."""
    if char and char in ",;:!?()":
        return chr(ord(char) + 0xFEE0)
    return START if char in ("\n", " ", "\u3000") else simplified().get(char, char)


@cache
def _idioms() -> frozenset[str]:
    """Pypinyin's phrases of four hanzi: set phrases, which pairs of neighbours know nothing of."""
    return frozenset(phrase for phrase in stock_phrases() if len(phrase) == 4)


@cache
def _joined() -> str:
    """The same one behind the other, a line break behind each."""
    return "".join(f"{phrase}\n" for phrase in _idioms())


@cache
def _ends_idiom(end: str) -> bool:
    """Whether a set phrase ends so."""
    return f"{end}\n" in _joined()


def idioms(text: str) -> float:
    """What the set phrases in ``text`` add to its score."""
    if len(text) < 4:
        return 0.0
    plain = text.translate(simplified_points())
    return IDIOM * sum(plain[at : at + 4] in _idioms() for at in range(len(plain) - 3))


def idioms_through(text: str) -> list[int]:
    """The set phrases that can run into ``text``: for each, how many hanzi of it must stand before."""
    plain = text.translate(simplified_points())
    return [4 - size for size in (1, 2, 3) if len(plain) >= size and _ends_idiom(plain[:size])]


def reads_on(text: str, at: int, least: int) -> bool:
    """Whether the hanzi at ``at`` read as Chinese as they stand; where they are not ``least``, that is not told."""
    ahead = _HANZI.match(text[at : at + AHEAD])
    span = ahead.group() if ahead else ""
    scores = [score(char, before, NO_PAGE) for before, char in pairwise(span)]
    return len(span) >= least and sum(scores) > MIDWAY * len(scores)


def _level(char: str) -> int:
    """0 or 1 for the two levels of GB 2312, 2 for hanzi outside it and for what is no hanzi."""
    pair = gbk.pair_of(char)
    if pair is None or pair[1] < 0xA1 or not 0xB0 <= pair[0] <= 0xF7:
        return 2
    return 0 if pair[0] <= 0xD7 else 1


def _is_mark(char: str) -> bool:
    """Whether ``char`` is one of the signs of GB 2312 (punctuation, digits, letters), no hanzi."""
    pair = gbk.pair_of(char)
    return pair is not None and pair[0] in (0xA1, 0xA2, 0xA3) and pair[1] >= 0xA1


def _encodes(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
