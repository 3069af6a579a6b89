"""The page that damage stands on: what it says of its bytes and signs, and single steps in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from math import log

from pinyin_strip.damage import gbk, injected, plausibility
from pinyin_strip.damage.forward import CUT_MARKS, Key
from pinyin_strip.damage.own_words import PageWords

__all__ = [
    "CLOSES",
    "FOLDED",
    "INSERTED",
    "LONGEST",
    "MISFIT",
    "PAIRED",
    "PRIVATE_USE",
    "TAIL",
    "UNFIT",
    "UNUSUAL_KEY",
    "Page",
    "balance",
    "byte_before",
    "cut_mark",
    "fold",
    "in_step",
    "is_mark",
    "keys_from",
    "leads_of",
    "leaves_open",
    "pair_of_key",
    "pair_read",
    "possible",
    "possible_of",
    "trails_of",
    "unfold",
]

#: How far a run is followed, in code points; the longest of 75 seen has 17 characters between readings.
LONGEST = 64

#: What does not fit its surroundings, and what a bracket that is open gives to the one that closes it.
UNFIT = -7.0

CLOSES = 1.5

#: Logarithm of the probability of a ``?`` that is no question mark, or of a Latin letter among hanzi.
MISFIT = -12.0

#: Prior of a key that no list is known to have.
UNUSUAL_KEY = log(0.02)

_MISFIT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z@\\^_`{|}~](?![A-Za-z0-9])|€|\?(?=[a-zà-ǜ]{1,6}\))")

BRACKETS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"))
PAIRED = frozenset("".join(map("".join, BRACKETS)))

UNFOLDED = str.maketrans("()", "（）")

BACK = 120

TAIL = re.compile(rf"\?({injected.READING})\)")

INSERTED = re.compile(rf"\(({injected.READING})\)")

_MARKS = frozenset(CUT_MARKS + "!,;?")

FULL_WIDTH = 0xFEE0

FOLDED = re.compile(r"[\u4e00-\u9fff][,;:!]")

PRIVATE_USE = re.compile("[\ue000-\ue864]")

_FULL_WIDTH = re.compile("[\uff01-\uff5e]")

_CLOSED = re.compile(r"""[\u4e00-\u9fff)]["')\]%]""")


@dataclass(frozen=True)
class Page:
    """What the whole text says about a run in it; each thing is looked up when it is first asked for.

    Attributes:
        text: the damaged text.
        keys: the keys it shows; a hanzi among them is never without its reading elsewhere.
    """

    text: str
    keys: dict[Key, int]

    @cached_property
    def pairs_of_keys(self) -> dict[Key, bytes]:
        """The keys with the two bytes of each."""
        return {key: pair_of_key(key[0]) for key in self.keys}

    @cached_property
    def folded(self) -> bool:
        """Whether full-width marks were written as ASCII."""
        return not _FULL_WIDTH.search(self.text)

    @cached_property
    def shown_folded(self) -> bool:
        """Whether restored marks should be ASCII, as the page's own are."""
        return self.folded and FOLDED.search(self.text) is not None

    @cached_property
    def stripped(self) -> bool:
        """Whether private-use characters may have been removed."""
        return not PRIVATE_USE.search(self.text)

    @cached_property
    def loses_euros(self) -> bool:
        """Whether euro signs may have been removed along with private use."""
        return self.stripped and gbk.EURO not in self.text

    @cached_property
    def reads_later(self) -> bool:
        """Whether the page was decoded by newer tables than code page 936."""
        return not gbk.later().keys().isdisjoint(self.text)

    @cached_property
    def closes_in_ascii(self) -> bool:
        """Whether an ASCII quotation mark or bracket closes behind hanzi anywhere: one of them may be swallowed."""
        return _CLOSED.search(self.text) is not None

    @cached_property
    def words(self) -> PageWords:
        """What the text counts, for its subject."""
        return PageWords(self.text)

    def shows(self, char: str, reading: str) -> bool:
        """Whether the page has ``char`` with that reading, or every converter's list has."""
        return (char, reading) in self.keys or (char, reading) in injected.common_keys()


@cache
def leads_of(trail: int) -> tuple[int, ...]:
    """Lead bytes that form a character of the repertoire with ``trail``."""
    known = plausibility.repertoire()
    return tuple(lead for lead in gbk.LEADS if gbk.char_of(lead, trail) in known)


@cache
def trails_of(lead: int) -> tuple[int, ...]:
    """Bytes that form a character of the repertoire with ``lead``."""
    known = plausibility.repertoire()
    return tuple(trail for trail in gbk.TRAILS if gbk.char_of(lead, trail) in known)


@cache
def keys_from(lead: int, reading: str) -> tuple[str, ...]:
    """Keys whose first byte is ``lead`` and whose listed readings contain ``reading``."""
    chars = (gbk.char_of(lead, trail) for trail in trails_of(lead) if trail > 0x80)
    return tuple(char for char in chars if char is not None and injected.is_key(char, reading))


def is_mark(text: str, at: int) -> bool:
    """Whether 、。！，；？ stands at ``at``, in full width or folded to ASCII."""
    return at < len(text) and text[at] in _MARKS


def cut_mark(text: str, at: int) -> int | None:
    """Where the mark of a cut at ``at`` stands: behind its ``?``, or there where the lost byte left no trace."""
    if text.startswith(gbk.LOST, at) and is_mark(text, at + 1):
        return at + 1
    return at if is_mark(text, at) and not TAIL.match(text, at) else None


def fold(char: str) -> str:
    """The ASCII form of a full-width sign, as crawls write it."""
    if char == "\u3000":
        return " "
    return chr(ord(char) - FULL_WIDTH) if "\uff01" <= char <= "\uff5e" else char


def unfold(char: str) -> str:
    """The full-width form of an ASCII sign."""
    return "\u3000" if char == " " else chr(ord(char) + FULL_WIDTH)


def possible(char: str) -> bool:
    """Whether a converted page can hold ``char``."""
    return char in plausibility.repertoire()


def possible_of(lead: int, trail: int) -> str | None:
    """The character of two bytes, if a converted page can hold it."""
    return _possible().get(lead << 8 | trail)


@cache
def _possible() -> dict[int, str]:
    pairs = ((char, gbk.pair_of(char)) for char in plausibility.repertoire())
    return {pair[0] << 8 | pair[1]: char for char, pair in pairs if pair is not None}


def balance(page: Page, begin: int, plain: str, char: str) -> float:
    """What it costs that ``char`` closes what is not open, or opens what is, behind ``plain`` of a run from ``begin``."""
    for opening, closing in BRACKETS:
        if char in (opening, closing):
            line = page.text[max(0, begin - BACK) : begin]
            line = INSERTED.sub("", line).translate(UNFOLDED) + plain
            is_open = line.rfind(opening) > line.rfind(closing)
            return UNFIT if is_open == (char == opening) else 0.0 if char == opening else CLOSES
    return 0.0


def leaves_open(plain: str) -> bool:
    """Whether the run that spells ``plain`` leaves a bracket or quotation open."""
    return any(plain.count(opening) > plain.count(closing) for opening, closing in BRACKETS)


def pair_of_key(char: str) -> bytes:
    pair = gbk.pair_of(char)
    assert pair is not None
    return pair


def pair_read(page: Page, at: int) -> bytes | None:
    """The two bytes of the character read at ``at``; on a folded page ASCII may stand for full width."""
    if at >= len(page.text):
        return None
    char = page.text[at]
    if page.folded and "\x20" <= char <= "\x7e":
        char = unfold(char)
    return gbk.pair_of(char)


def in_step(page: Page, start: int, end: int) -> float:
    """The score of ``page.text[start:end]`` as it stands; a Latin letter with a reading, or alone, misfits."""
    span = INSERTED.sub("", page.text[start:end])
    total, before = MISFIT * len(_MISFIT.findall(span)), ""
    for char in _MISFIT.sub("", span):
        total += plausibility.score(char, before, page.words) if char > "\x80" else 0.0
        before = char
    return total


def byte_before(page: Page, at: int) -> tuple[int | None, str]:
    """The last original byte before ``at`` and its character; readings of true keys are passed over."""
    end = at
    while end and page.text[end - 1] == ")":
        opening = page.text.rfind("(", max(0, end - 9), end)
        if opening < 0 or not INSERTED.fullmatch(page.text, opening, end):
            break
        end = opening
    pair = pair_read(page, end - 1) if end else None
    return (pair[1] if pair else None), page.text[end - 1 : end]
